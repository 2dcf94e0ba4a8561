"""Postcodes: '1012 AB Amsterdam' is read 'tienhonderdtwaalf A B Amsterdam'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.dutch.numbers import cardinal, in_compound
from bulletin.normalize.around import word_before
from bulletin.normalize.rule import Context, Rule
from bulletin.normalize.semiotic.acronym import readings
from bulletin.normalize.semiotic.measure import units
from bulletin.normalize.semiotic.money import currencies
from bulletin.normalize.spelling import spell

PATTERN = re.compile(
    r"(?P<figures>[1-9]\d{3})(?P<gap>\s?)(?P<letters>[A-Z]{2})(?=\s+[A-Z][a-z’'A-Z]|[,.;)]|\s*$)"
)


@dataclass(frozen=True, slots=True)
class Postcode:
    """Four figures and two letters."""

    figures: str
    letters: str


def classify(match: re.Match[str], _context: Context) -> Postcode | None:
    """Take what stands before a place or a comma; '5000 VN' is an acronym that is counted."""
    letters = match["letters"]
    if match["placed"] is None and word_before(match.string, match.start()) != "postcode":
        return None
    if letters in readings() or letters in units() or letters in currencies():
        return None
    return Postcode(match["figures"], letters)


def verbalize(postcode: Postcode) -> str:
    """Say the figures in hundreds, and the letters."""
    hundreds, rest = divmod(int(postcode.figures), 100)
    head = (
        cardinal(int(postcode.figures))
        if hundreds % 10 == 0 and hundreds != 10
        else f"{in_compound(hundreds)}honderd"
    )
    tail = (
        ""
        if head.endswith("duizend") or not rest or hundreds % 10 == 0 and hundreds != 10
        else in_compound(rest)
    )
    return f"{head}{tail} {spell(postcode.letters)}"


def stop(match: re.Match[str], _value: Postcode) -> int:
    """Return where the letters end."""
    return match.end("letters")


RULE = Rule("postcode", PATTERN, classify, verbalize, stop=stop)
