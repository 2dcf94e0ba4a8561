"""Lists of words that tell how a number near them is read: `listed("ruler")` has 'koning' and 'paus'."""

from __future__ import annotations

import re
from functools import cache

from bulletin.dutch.table import read_table


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words of a list of tables/context_words.tsv."""
    return frozenset(row["word"] for row in read_table("context_words") if row["list"] == name)


@cache
def beginnings(name: str) -> re.Pattern[str]:
    """Return a pattern that finds a word that begins like one of the list."""
    return re.compile(rf"\b(?:{_alternatives(name)})")


@cache
def whole_word(name: str) -> re.Pattern[str]:
    """Return a pattern that matches a word of the list."""
    return re.compile(rf"(?:{_alternatives(name)})\b")


def _alternatives(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(listed(name), key=len, reverse=True))
