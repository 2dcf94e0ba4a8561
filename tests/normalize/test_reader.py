"""Ordinary words are taken in runs, and a run ends where a table may want a word."""

from __future__ import annotations

import re

import pytest

from bulletin.normalize import explain
from bulletin.normalize.semiotic import abbreviation, acronym, beginnings

PLAIN = re.compile(r"[A-Z]?[a-z]+")


@pytest.mark.parametrize(
    ("written", "wanted"), [("van huis", False), ("van d. Berg", True), ("op tijd", False)]
)
def test_a_table_is_asked_only_where_its_row_can_go_on(written: str, wanted: bool) -> None:
    word = written.split()[0]
    assert written.startswith(beginnings()[word], len(word)) is wanted


def _rows() -> set[str]:
    """Return what tables hold without a condition, and what begins with an ordinary-looking word."""
    abbreviations = {
        entry.written
        for first, entries in abbreviation.entries().items()
        for entry in entries
        if len(first) > 1 and PLAIN.fullmatch(first) and not entry.when
    }
    acronyms = {written for written in acronym.readings() if PLAIN.fullmatch(written) and len(written) > 2}
    return abbreviations | acronyms


def test_every_row_is_found_between_ordinary_words() -> None:
    """Its first word is read by a rule, or its row would never be asked."""
    missed = []
    for written in sorted(_rows()):
        text = f"Zij lezen {written} zeven keer."
        first = next(step for step in explain(text) if step.span.start >= len("Zij lezen "))
        if first.rule == "word":
            missed.append(written)
    assert not missed
