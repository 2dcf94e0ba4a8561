"""Small letters that make no word: 'lsd' is read 'L S D', 'bh's' 'B H’s'; 'hmm' and 'pst' are sounds."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache

from bulletin.dutch.table import read_table
from bulletin.normalize.rule import Context, Rule
from bulletin.normalize.semiotic.measure import units
from bulletin.normalize.spelling import VOWELS, spell

_SMALL = "bcdfghjklmnpqrstvwxz"
_FOUND = re.compile(rf"(?<![\w'’@/.])[{_SMALL.upper()}]?[{_SMALL}]{{1,6}}(?![\w’'@/]|\.\w|\.,|\.\s[a-z(])")
_ENDING = r"(?P<ending>['’](?:s|er|ers|en|tje|tjes|te|ten|t|de|den|d)\b)?"
_PATTERN = re.compile(
    rf"(?P<letters>[{_SMALL.upper()}]?[{_SMALL}]{{1,6}}){_ENDING}(?![\w'’@/]|\.\w|\.,|\.\s[a-z(])"
)


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters that are said one by one, with their ending."""

    letters: str
    ending: str


@cache
def _sounds() -> frozenset[str]:
    return frozenset(row["word"].lower() for row in read_table("sounds"))


@cache
def _measures() -> frozenset[str]:
    """Return the units that are no letters: 'dl' is 'deciliter', 'pk' is 'P K'."""
    return frozenset(symbol for symbol, (singular, _) in units().items() if VOWELS & set(singular.lower()))


def _is_letters(word: str) -> bool:
    small = word.lower()
    if small in _sounds() or small in _measures() or len(small) < 2:
        return False
    return not re.search(r"(.)\1\1", small)


def in_text(text: str) -> Set[str]:
    """Return the words without vowels that stand in a text."""
    return set(_FOUND.findall(text))


def classify(match: re.Match[str], _context: Context) -> Letters | None:
    """Take small letters without a vowel, or with a first capital: 'Wft'."""
    word, text = match["letters"], match.string
    if not _is_letters(word):
        return None
    if word[0].isupper() and len(word) < 3 and text[match.end() : match.end() + 1] != "-":
        return None  # 'Ng' is a name, 'Nb-vergunning' not
    return Letters(word, (match["ending"] or "").replace("'", "’"))


def verbalize(value: Letters) -> str:
    """Say the letters by name."""
    return spell(value.letters) + value.ending


RULE = Rule("letters", _PATTERN, classify, verbalize, starts="Aa")
