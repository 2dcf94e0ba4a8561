"""Quotes and brackets in pairs: in `Hij zei "ja" (zacht).` the quote is 8..11 and the bracket 13..19."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from bulletin.model import Span

MARKS = re.compile(r",,|''|``|‘‘|’’|[\"“”„‟‘’‚‛'`«»‹›()\[\]{}]")
BRACKETS = {"(": ")", "[": "]", "{": "}"}
DOUBLE = frozenset({'"', "“", "”", "„", "‟", ",,", "''", "``", "‘‘", "’’", "«", "»"})
ALWAYS_OPENS = frozenset({"„", "‟", "``", "‘‘", ",,", "‚", "‛"})
# 's avonds, 't is, 'n man, 'k weet, '90, '98: an apostrophe before a short word or a year is not a quote.
ELIDED = re.compile(r"['’‘`](?:(?:s|t|n|k|m|r|ns|em|er|ie)(?![\w])|\d\d(?!\d))", re.IGNORECASE)
DEPTH = 8  # levels of quotes and brackets in which a partner is looked for
BEFORE_OPENING = frozenset("([{-–—/\"“„‘«'`,:;.!?…")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A pair of quotes or brackets: `outer` with the marks, `inner` without them."""

    outer: Span
    inner: Span
    bracket: bool


@dataclass(slots=True)
class _Open:
    family: str
    start: int
    stop: int
    index: int


@dataclass(frozen=True, slots=True)
class Enclosures:
    """All pairs of a text, and which is the innermost at any character."""

    pairs: tuple[Enclosure, ...]
    _turns: tuple[int, ...] = field(repr=False)
    _innermost: tuple[tuple[int, ...], ...] = field(repr=False)

    def around(self, position: int) -> tuple[Enclosure, ...]:
        """Return the pairs that hold the character at `position`, the innermost last."""
        turn = bisect_right(self._turns, position) - 1
        return tuple(self.pairs[index] for index in self._innermost[turn]) if turn >= 0 else ()

    def opening_at(self, start: int) -> Enclosure | None:
        """Return the pair that opens at `start`."""
        around = self.around(start)
        return around[-1] if around and around[-1].outer.start == start else None


def find_enclosures(text: str, start: int = 0, stop: int | None = None) -> Enclosures:
    """Pair the quotes and brackets of `text[start:stop]`; apostrophes and unpaired marks are left out.

    >>> [pair.inner.of("Zo’n ‘idee’.") for pair in find_enclosures("Zo’n ‘idee’.").pairs]
    ['idee']
    """
    stop = len(text) if stop is None else stop
    stack: list[_Open] = []
    pairs: list[Enclosure] = []
    for match in MARKS.finditer(text, start, stop):
        mark = match.group()
        if mark in BRACKETS:
            stack.append(_Open(mark, match.start(), match.end(), len(stack)))
        elif mark in ")]}":
            _close(stack, pairs, next(k for k, v in BRACKETS.items() if v == mark), *match.span())
        else:
            family = "double" if mark in DOUBLE else "single"
            if _opens(text, match, start, stop, any(entry.family == family for entry in stack[-4:])):
                stack.append(_Open(family, match.start(), match.end(), len(stack)))
            elif mark == "’’" and all(entry.family != "double" for entry in stack[-DEPTH:]):
                _close(stack, pairs, "single", match.start(), match.start() + 1)  # ‘Hij zei: ‘Nee!’’
                _close(stack, pairs, "single", match.start() + 1, match.end())
            elif not _is_apostrophe(text, match, stop):
                _close(stack, pairs, family, match.start(), match.end())
    return _index(tuple(sorted(pairs, key=lambda pair: (pair.outer.start, -pair.outer.stop))))


def _opens(text: str, match: re.Match[str], start: int, stop: int, is_open: bool) -> bool:
    mark = match.group()
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < stop else " "
    if mark == ",,":
        return (before.isspace() or before in BEFORE_OPENING) and not (after.isspace() and is_open)
    if mark in ALWAYS_OPENS:
        return not after.isspace() or before.isspace()
    if mark in "'’‘`" and ELIDED.match(text, match.start()) and not before.isalnum():
        return False
    if after.isspace() and before.isspace():
        return not is_open and mark not in ("”", "’", "''", "»")
    if after.isspace():
        return False
    if before.isspace() and is_open and after in ",.;:!?)" and text[match.end() : match.end() + 2] != "..":
        return False  # " Mooi weer ", zei hij
    if before.isspace():
        return mark not in ("’", "'") or after.isalnum() or after in BEFORE_OPENING
    if before in BEFORE_OPENING:  # ("ja" or "Nee!"-roepers: the side with the word tells
        return after.isalnum() and (mark in "“‘«" or (before not in ".!?…," and not is_open))
    return mark in "“‘" and after.isalnum() and not before.isalnum()


def _is_apostrophe(text: str, match: re.Match[str], stop: int) -> bool:
    if match.group() not in ("'", "’", "‘", "`"):
        return False
    after = text[match.end()] if match.end() < stop else " "
    return after.isalnum() or ELIDED.match(text, match.start()) is not None


def _close(stack: list[_Open], pairs: list[Enclosure], family: str, start: int, stop: int) -> None:
    """Pair the closing mark at `start` with the nearest open one of its family; what opened after is no pair.

    Only DEPTH levels are searched, which keeps a text of nothing but brackets linear.
    """
    for depth in range(len(stack) - 1, max(-1, len(stack) - 1 - DEPTH), -1):
        entry = stack[depth]
        if entry.family == family:
            outer = Span(entry.start, stop)
            pairs.append(Enclosure(outer, Span(entry.stop, start), family in BRACKETS))
            del stack[depth:]
            return


def _index(pairs: tuple[Enclosure, ...]) -> Enclosures:
    turns: list[int] = []
    innermost: list[tuple[int, ...]] = []
    open_now: list[int] = []

    def close_until(position: int) -> None:
        while open_now and pairs[open_now[-1]].outer.stop <= position:
            turns.append(pairs[open_now.pop()].outer.stop)
            innermost.append(tuple(open_now[-8:]))

    for index, pair in enumerate(pairs):
        close_until(pair.outer.start)
        open_now.append(index)
        turns.append(pair.outer.start)
        innermost.append(tuple(open_now[-8:]))
    while open_now:
        close_until(pairs[open_now[-1]].outer.stop)
    return Enclosures(pairs, tuple(turns), tuple(innermost))
