"""Lists of words that tell how a number near them is read: `listed("ruler")` has 'koning' and 'paus'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from bulletin.dutch.table import read_table

T = TypeVar("T")


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words of a list of tables/context_words.tsv."""
    return frozenset(row["word"] for row in read_table("context_words") if row["list"] == name)


@cache
def beginnings(name: str) -> re.Pattern[str]:
    """Return a pattern that finds a word that begins like one of the list."""
    return re.compile(rf"\b{one_of(listed(name))}")


@cache
def whole_word(name: str) -> re.Pattern[str]:
    """Return a pattern that matches a word of the list."""
    return re.compile(rf"{one_of(listed(name))}\b")


def by_first_word(rows: Iterable[tuple[str, T]], first: re.Pattern[str]) -> Mapping[str, tuple[T, ...]]:
    """Return what belongs to each writing by its beginning, as `first` matches it, the longest writing first.

    >>> by_first_word([("St.", "Sint"), ("St. Maarten", "Sint Maarten")], re.compile(r"[A-Za-z]+"))
    {'St': ('Sint Maarten', 'Sint')}
    """
    found: dict[str, list[T]] = {}
    for written, value in sorted(rows, key=lambda row: -len(row[0])):
        if begins := first.match(written):
            found.setdefault(begins[0], []).append(value)
    return {begin: tuple(values) for begin, values in found.items()}


def one_of(words: Iterable[str], after: Callable[[str], str] = lambda _word: "") -> str:
    """Return a pattern of any of the words, the longest first; `after` gives what must stand behind one.

    It branches letter by letter, so that a long list costs no more than a short one.

    >>> one_of(["km", "kg", "k", "l"])
    '(?:k(?:m|g|)|l)'
    """
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[""] = after(word)
    return _branches(tree)


def _branches(tree: dict[str, Any]) -> str:
    parts = [re.escape(letter) + _branches(rest) for letter, rest in tree.items() if letter]
    parts += [tree[""]] if "" in tree else []
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
