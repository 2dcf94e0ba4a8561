"""Every class of reading has a table of cases: what is said, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.normalize import normalize

TABLES = sorted((Path(__file__).parent / "cases").glob("*.tsv"))


def _rows() -> list[object]:
    rows = []
    for table in TABLES:
        language = "nl-BE" if table.stem == "belgian" else "nl-NL"
        for number, line in enumerate(table.read_text("utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                written, spoken = line.split("\t")
                rows.append(pytest.param(written, spoken, language, id=f"{table.stem}:{number}"))
    return rows


@pytest.mark.parametrize(("written", "spoken", "language"), _rows())
def test_is_read_as_the_table_says(written: str, spoken: str, language: str) -> None:
    assert normalize(written, language=language).text == spoken
