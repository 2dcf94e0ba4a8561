"""IPA to the tokens of the embedded voice model: 'ˈɑ' becomes two numbers.

Training and speaking use these same tables, so a change here asks for new weights.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Protocol

_BOUNDARY = 0  # the model wants it at both ends
_SPACE = " "


class Sounding(Protocol):
    """A word with its phonemes and the punctuation around it."""

    @property
    def phonemes(self) -> str:
        """The word's IPA."""

    @property
    def before(self) -> str:
        """Marks before the word."""

    @property
    def after(self) -> str:
        """Marks after the word."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the model is given: `ids`, and for each id the index of the word that it belongs to.

    The boundary at both ends, the spaces and the punctuation belong to no word: None.
    """

    ids: tuple[int, ...]
    words: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class _Tables:
    """The vocabulary, and how IPA is written in it."""

    ids: dict[str, int]
    written: dict[str, tuple[str, ...]]
    pattern: re.Pattern[str]


def encode(words: Sequence[Sounding]) -> Tokens:
    """Return the model's tokens for `words`; together at most 510, with the boundaries 512, for one call."""
    ids, owners = [_BOUNDARY], list[int | None]([None])

    def add(symbols: str, owner: int | None) -> None:
        numbers = token_ids(symbols)
        ids.extend(numbers)
        owners.extend([owner] * len(numbers))

    for index, word in enumerate(words):
        if index:
            add(_SPACE, None)
        add(word.before, None)
        add(word.phonemes, index)
        add(word.after, None)
    return Tokens((*ids, _BOUNDARY), (*owners, None))


@lru_cache(maxsize=20_000)
def token_ids(ipa: str) -> tuple[int, ...]:
    """Return the ids of a piece of IPA, marks and spaces included; what is not known is left out."""
    tables = _tables()
    symbols = (symbol for match in tables.pattern.finditer(ipa) for symbol in tables.written[match[0]])
    return tuple(tables.ids[symbol] for symbol in symbols)


def unknown_symbols(ipa: str) -> tuple[str, ...]:
    """Return the characters of `ipa` that the model has no token for.

    >>> unknown_symbols("bˈɑq₉")
    ('₉',)
    """
    return tuple(dict.fromkeys(_tables().pattern.sub("", ipa)))


def origins() -> dict[int, int]:
    """Return, for each token that we added to the stock vocabulary, the stock token that it starts from."""
    return _vocabulary()[1]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    """Read both tables; every stock symbol of one character is IPA for itself."""
    ids, _ = _vocabulary()
    written: dict[str, tuple[str, ...]] = {symbol: (symbol,) for symbol in ids if len(symbol) == 1}
    for ipa, symbols, *_ in _rows("phonemes.tsv"):
        written[ipa] = tuple(symbols.split())
    longest_first = sorted(written, key=len, reverse=True)
    return _Tables(ids, written, re.compile("|".join(map(re.escape, longest_first))))


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[dict[str, int], dict[int, int]]:
    """Return symbol → id, and id of ours → id that it starts from."""
    rows = list(_rows("vocabulary.tsv"))
    ids = {row[0]: int(row[1]) for row in rows}
    return ids, {int(row[1]): ids[row[2]] for row in rows if len(row) > 2}


def _rows(name: str) -> list[list[str]]:
    """Return the cells of a table of this package."""
    text = (files("bulletin.g2p") / "data" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
