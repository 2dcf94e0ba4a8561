"""Paragraphs, headings and list items of plain text: blank lines always part, a wrapped line is a space."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bulletin.model import Span

LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
BREAK = re.compile(r"(?:\r\n|[\n\r\u2028\x0b\x85])[^\S\n\r\u2028\u2029\x0b\x0c\x85]*")
ITEM = re.compile(r"\s*(?:[-–—•·*▪●►]\s+|(?:\d{1,2}|[a-zA-Z])[.)]\s+)\S")
ENDED = re.compile(r"[.!?…:;][\"”“’'»)\]]*\s*\Z")
INLINE_BULLET = re.compile(r"\s+(?=[•●▪►]\s+\S)")
FIRST_WORD = re.compile(r"\s*(\S+)")
UNWRAPPED = 120  # characters; text with lines longer than this was not wrapped to a width


def find_units(text: str, start: int = 0, stop: int | None = None) -> Iterator[Span]:
    r"""Yield the parts of `text[start:stop]` that no sentence crosses, without the white space around them.

    >>> [unit.of("Kop\n\nEen\nzin.") for unit in find_units("Kop\n\nEen\nzin.")]
    ['Kop', 'Een\nzin.']
    """
    stop = len(text) if stop is None else stop
    paragraph: list[Span] = []
    last = start
    for match in LINE.finditer(text, start, stop):
        line = Span(match.start(), match.end())
        if paragraph and not BREAK.fullmatch(text, last, line.start):
            yield from _parts(text, paragraph)
            paragraph = []
        last = line.stop
        if line.of(text).strip():
            paragraph.append(line)
        else:
            yield from _parts(text, paragraph)
            paragraph = []
    yield from _parts(text, paragraph)


def _parts(text: str, lines: list[Span]) -> Iterator[Span]:
    """Join the lines of a paragraph but where a line ended on purpose."""
    if not lines:
        return
    width = max(len(line) for line in lines)
    begin = lines[0].start
    for line, following in pairwise(lines):
        if _ended_on_purpose(text, line, following, width):
            yield from _items(text, _trim(text, begin, line.stop))
            begin = following.start
    yield from _items(text, _trim(text, begin, lines[-1].stop))


def _items(text: str, unit: Span) -> Iterator[Span]:
    """Part 'Nodig: • melk • brood' at its bullets: a list whose lines were joined."""
    begin = unit.start
    for match in INLINE_BULLET.finditer(text, unit.start, unit.stop):
        yield Span(begin, match.start())
        begin = match.end()
    yield Span(begin, unit.stop)


def _ended_on_purpose(text: str, line: Span, following: Span, width: int) -> bool:
    """Tell a heading or list item from a line that was full: there was room for the next word."""
    written, next_line = line.of(text), following.of(text)
    if ITEM.match(next_line):
        return bool(ENDED.search(written) or ITEM.match(written))
    first = FIRST_WORD.match(next_line)
    if first is None or written.rstrip()[-1:] in (",", "-"):
        return False
    if not (first[1].lstrip("\"'“„‘«,([")[:1].isupper() or first[1][0].isdigit()):
        return False
    if width > UNWRAPPED:
        return True
    return len(written.rstrip()) + 1 + len(first[1]) < 0.75 * width


def _trim(text: str, start: int, stop: int) -> Span:
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return Span(start, stop)
