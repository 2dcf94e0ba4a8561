"""Mistakes of espeak-ng that follow a rule, mended: 'afgesloten' is ˈɑfxəslˌoːtən, not ˈɑfɣəslˌoːtən.

The rules stand in data/corrections.tsv. They change wrong sounds, not how sounds are written: the voice
was taught with espeak-ng's notation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Correction:
    """In words that are spelled so, these phonemes become those."""

    name: str
    spelling: re.Pattern[str]
    phonemes: re.Pattern[str]
    becomes: str
    example: str


def corrected(word: str, phonemes: str) -> str:
    """Return espeak-ng's `phonemes` of `word` without the mistakes that we know.

    >>> corrected("afgesloten", "ˈɑfɣəslˌoːtən")
    'ˈɑfxəslˌoːtən'
    """
    spelled, mended = word.lower(), phonemes
    for rule in corrections():
        if rule.spelling.search(spelled):
            mended = rule.phonemes.sub(rule.becomes, mended)
    if "ˈ" in phonemes and "ˈ" not in mended:  # the stress was on a vowel that has become schwa
        return mended.replace("ˌ", "ˈ", 1)
    return mended


@lru_cache(maxsize=1)
def corrections() -> tuple[Correction, ...]:
    """Return the rules in the order in which they are applied."""
    table = files("bulletin.g2p") / "data" / "corrections.tsv"
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
    return tuple(
        Correction(name, re.compile(spelling), re.compile(phonemes), becomes, example)
        for name, spelling, phonemes, becomes, example in (row for row in rows if len(row) == 5)
    )
