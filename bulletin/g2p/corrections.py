"""Mistakes of espeak-ng that follow a rule, mended: 'afgesloten' is ˈɑfxəslˌoːtən, not ˈɑfɣəslˌoːtən.

The rules stand in data/corrections.tsv. They change wrong sounds, not how sounds are written: the voice
was taught with espeak-ng's notation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from bulletin.g2p.ipa import stressed


@dataclass(frozen=True, slots=True)
class Correction:
    """In words that are spelled so, these phonemes become those."""

    name: str
    spelling: re.Pattern[str]
    phonemes: re.Pattern[str]
    becomes: str
    example: str

    @property
    def for_names(self) -> bool:
        """Whether the rule is for words with a capital only; their names begin with 'name, '."""
        return self.name.startswith("name, ")


def corrected(word: str, phonemes: str) -> str:
    """Return espeak-ng's `phonemes` of `word` without the mistakes that we know.

    >>> corrected("afgesloten", "ˈɑfɣəslˌoːtən")
    'ˈɑfxəslˌoːtən'
    """
    spelled, mended, capital = word.lower(), phonemes, word[:1].isupper()
    for rule in corrections():
        if (capital or not rule.for_names) and rule.spelling.search(spelled):
            mended = rule.phonemes.sub(rule.becomes, mended)
    lost = "ˈ" in phonemes and "ˈ" not in mended  # the stress was on a vowel that has become schwa
    return stressed(mended) if lost else mended


@lru_cache(maxsize=1)
def corrections() -> tuple[Correction, ...]:
    """Return the rules in the order in which they are applied."""
    table = files("bulletin.g2p") / "data" / "corrections.tsv"
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
    return tuple(
        Correction(name, re.compile(spelling), re.compile(phonemes), becomes, example)
        for name, spelling, phonemes, becomes, example in (row for row in rows if len(row) == 5)
    )
