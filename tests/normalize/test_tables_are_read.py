"""Every example in a table of the language is read as its row says."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from bulletin.dutch.table import read_table
from bulletin.normalize import normalize

# Table: the column with what must be heard, and what is heard when that is empty.
TABLES = {
    "abbreviations": ("spoken", "written"),
    "acronyms": ("spoken", "written"),
    "clubs": ("spoken", "written"),
    "country_codes": ("spoken", "code"),
    "provinces": ("spoken", "code"),
    "currencies": ("plural", "code"),
    "units": ("plural", "singular"),
}


def _heard(row: Mapping[str, str], name: str) -> tuple[str, ...]:
    said, otherwise = TABLES[name]
    forms = [row[said] or row[otherwise]]
    if "singular" in row:
        forms.append(row["singular"])
    return tuple(_bare(form) for form in forms)


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text.lower())


@pytest.mark.parametrize("name", TABLES)
def test_examples_are_read_as_their_row_says(name: str) -> None:
    rows = [row for row in read_table(name) if row.get("example")]
    wrong = [
        (row["example"], spoken)
        for row in rows
        if not any(form in _bare(spoken := normalize(row["example"]).text) for form in _heard(row, name))
    ]
    assert len(rows) > 25
    assert not wrong
