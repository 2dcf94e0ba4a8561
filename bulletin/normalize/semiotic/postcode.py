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
    r"(?P<figures>[1-9]\d{3})\s?(?P<letters>[A-Z]{2})(?![\w’'-])(?P<placed>\s+[A-Z][a-z’'A-Z]|[,.;)]|\s*$)?"
)


@dataclass(frozen=True, slots=True)
class Postcode:
    """Four figures and two letters."""

    figures: int
    letters: str


def classify(match: re.Match[str], _context: Context) -> Postcode | None:
    """Take what stands before a place or a comma; '5000 VN' is an acronym that is counted."""
    letters = match["letters"]
    if match["placed"] is None and word_before(match.string, match.start()) != "postcode":
        return None
    known = letters in readings() or letters in units() or letters in currencies()
    address = match.string[max(0, match.start() - 2) : match.start()] in ("", ", ", "- ")
    if known and not (
        address and match["placed"] and match["placed"][0].isspace() and match["placed"].strip()
    ):
        return None  # 5000 VN-soldaten, but Postbus 12, 2595 AA Den Haag
    return Postcode(int(match["figures"]), letters)


def stop(match: re.Match[str], _value: Postcode) -> int:
    """Return where the letters end."""
    return match.end("letters")


def verbalize(postcode: Postcode) -> str:
    """Say the figures in hundreds, and the letters."""
    hundreds, rest = divmod(postcode.figures, 100)
    if hundreds % 10 == 0 and hundreds != 10:
        words = cardinal(postcode.figures)
    else:
        words = f"{in_compound(hundreds)}honderd" + (in_compound(rest) if rest else "")
    return f"{words} {spell(postcode.letters)}"


RULE = Rule("postcode", PATTERN, classify, verbalize, stop=stop)
