"""Compounds of ordinary words: 'kernfusie' is kern and fusie, 'varkenshaas' is varkens and haas.

espeak-ng reads a compound as one long word: with the stress on a later part, schwa for e and wrong consonants
where the parts meet. Here its parts are looked up in a table of how often they begin and end Dutch words, and
the likeliest cut is made; an unlikely one is not.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_LEAST = 3  # letters
_RARE = {3: 30, 4: 8}  # a part so short must stand in so many words of the table
_SHORTEST = 6
_DEEPEST = 2  # compounds as first parts of compounds
_UNCOUNTED = 8  # the weight of a first part that is not in the table: a compound itself, or a long derivation
# Adjectives that have the stress on their last part: 'zachtmoedig', 'bloedstollende'.
_ADJECTIVE = re.compile("(?:ig|ige|iger|igen|igs|isch|ische|lijk|lijke|baar|zaam)$")
_OF_NUMBER = re.compile("(?:jari|tali|koppi|deli)ge?n?|daagse?")  # 'tienjarige' has it on the first
_PARTICIPLE = re.compile("..[^aeiou].*end(?:e|en)?$")
_NOUNS_IN_END = frozenset(("dividend", "dividenden", "duizend", "ellende", "legende", "legenden", "weekend"))
_DERIVED = re.compile(".{3,}(?:ing|heid|iteit|schap|atie|itie|sie|ment|eur|eer|age)s?|.*(?:tig|tien|honderd)")
_DAY = re.compile("(?:maan|dins|woens|donder|vrij|zater|zon)dag")
_OF_DAY = ("avond", "ochtend", "morgen", "middag", "nacht")


@dataclass(frozen=True, slots=True)
class _Parts:
    """In how many words each part is the first, and the last; and words that are not cut."""

    first: dict[str, int]
    last: dict[str, int]
    whole: frozenset[str]


def cut(word: str) -> tuple[str, str] | None:
    """Return the two parts of a compound in small letters, None if it does not seem to be one.

    >>> cut("kernfusie"), cut("varkenshaas"), cut("kabinetsformatie"), cut("koningin")
    (('kern', 'fusie'), ('varkens', 'haas'), ('kabinets', 'formatie'), None)
    """
    found = _likeliest(word, 0)
    return (found[1], found[2]) if found else None


def is_late(first: str, last: str) -> bool:
    """Tell whether the last part has the stress: 'zondagavond'."""
    return last in _OF_DAY and _DAY.fullmatch(first) is not None


@lru_cache(maxsize=20_000)
def _likeliest(word: str, depth: int) -> tuple[float, str, str] | None:
    """Return the likeliest cut: how likely, and both parts."""
    parts = _table()
    if len(word) < _SHORTEST or word in parts.whole:
        return None
    found = None
    for place in range(_LEAST, len(word) - _LEAST + 1):
        first, last = word[:place], word[place:]
        ends = parts.last.get(last, 0)
        if not ends or _is_late_adjective(last):
            continue
        begins = parts.first.get(first, 0) or _weight(first, depth)
        if begins and (found is None or math.log(begins * ends) > found[0]):
            found = (math.log(begins * ends), first, last)
    return found


def _is_late_adjective(last: str) -> bool:
    """Tell whether such a word may have its stress on this part; espeak-ng is right more often then."""
    if _PARTICIPLE.match(last):
        return last not in _NOUNS_IN_END
    return _ADJECTIVE.search(last) is not None and not _OF_NUMBER.fullmatch(last)


def _weight(first: str, depth: int) -> int:
    """Return how much a first part counts that is not in the table: 0 if it is no word that we know of."""
    bare = first.removesuffix("s")
    compound = len(first) >= _SHORTEST and depth < _DEEPEST and _likeliest(bare, depth + 1)
    return _UNCOUNTED if compound or _DERIVED.fullmatch(first) else 0


@lru_cache(maxsize=1)
def _table() -> _Parts:
    """Read the parts, and what only looks like one."""
    data = files("bulletin.g2p") / "data"
    rows = [
        line.split("\t")
        for line in (data / "compound_parts.tsv").read_text(encoding="utf-8").splitlines()
        if line[0] != "#"
    ]
    exceptions = (data / "compound_exceptions.txt").read_text(encoding="utf-8").splitlines()
    whole = (word for line in exceptions if line.startswith("whole ") for word in line.split()[1:])
    return _Parts(
        {part: int(first) for part, first, _ in rows if int(first) >= _RARE.get(len(part), 1)},
        {part: int(last) for part, _, last in rows if int(last) >= _RARE.get(len(part), 1)},
        frozenset(whole),
    )
