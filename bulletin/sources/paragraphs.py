"""Paragraphs of a plain text: parted by blank lines, or by every line end where lines are not wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.model import Span

_MARK = re.compile(r"(?:#{1,6}|>|[-*+•‣▪●])\s+")
_WRAPPED = range(50, 111)  # characters of the longest line; e-mail and editors wrap at 60 to 100
_TERMINAL = ".!?…:”“\"'’»)"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of text that stands alone; the Markdown or list `mark` before it is outside the span."""

    span: Span
    text: str
    mark: str = ""


def find_paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of `text` in order."""
    for lines in _runs_of_lines(text):
        for group in _parted(text, lines):
            yield _paragraph(text, group[0].start, group[-1].stop)


def _runs_of_lines(text: str) -> Iterator[list[Span]]:
    """Yield the lines between blank lines, without their line ends and outer white space."""
    run: list[Span] = []
    position = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        start = position + len(line) - len(line.lstrip())
        position += len(line)
        if stripped:
            run.append(Span(start, start + len(stripped)))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _parted(text: str, lines: list[Span]) -> Iterator[list[Span]]:
    """Yield groups of lines that belong together: a wrapped paragraph, a list item, or a line by itself."""
    wrapped = _is_wrapped(text, lines)
    group: list[Span] = []
    for line in lines:
        if group and (not wrapped or _MARK.match(text, line.start)):
            yield group
            group = []
        group.append(line)
    yield group


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Tell lines that were broken to fit a width from lines that are paragraphs of their own."""
    if len(lines) < 2 or max(map(len, lines)) not in _WRAPPED:
        return False
    inner = lines[:-1]
    ended = sum(1 for line in inner if text[line.stop - 1] in _TERMINAL)
    full = sum(1 for line in inner if len(line) > max(map(len, lines)) * 0.6)
    return ended * 2 <= len(inner) and full * 2 >= len(inner)


def _paragraph(text: str, start: int, stop: int) -> Paragraph:
    mark = _MARK.match(text, start, stop)
    begin = mark.end() if mark else start
    return Paragraph(Span(begin, stop), text[begin:stop], mark.group().strip() if mark else "")
