"""Paragraphs of a plain text: parted by blank lines, or by every line end where lines are not wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.model import Span

_MARK = re.compile(r"(?:#{1,6}|>|[-*+•‣▪●]|(?:Onderwerp|Subject):)\s+")
# A line that stands alone whatever its neighbors: the head of a mail, the clock of a live blog.
_ALONE = re.compile(r"(?:Van|Aan|Cc|Datum|Verzonden|From|To|Date|Sent): .+|\d{1,2}[.:]\d{2}(?: ?uur| ?u\.?)?")
BOLD = "bold"  # the mark of a page's paragraph that is all bold, as papers print their headings
_WRAPPED = range(50, 111)  # characters of the longest line; e-mail and editors wrap at 60 to 100
_OPENING, _CLOSING = "“„«", "”»"  # marks that say which they are
_PARTICLE = "van|de|der|den|het|ten|ter|te|en|&"
# A byline under a title: 'Kristof Pieters', 'Anna de Vries en Jan Smit'.
_NAMES = re.compile(rf"[A-ZÀ-Þ][\w’'.-]+(?:,? (?:{_PARTICLE}|[A-ZÀ-Þ][\w’'.-]*)){{1,6}}")
_TERMINAL = ".!?…:”“\"'’»)"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of text that stands alone; the Markdown or list `mark` before it is outside the span.

    `adjacent` tells that no blank line parts it from the paragraph before. A page marks a plain paragraph
    'p': its length does not make it a heading.
    """

    span: Span
    text: str
    mark: str = ""
    adjacent: bool = False


def find_paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of `text` in order."""
    for lines in _runs_of_lines(text):
        for index, group in enumerate(_parted(text, lines)):
            yield _paragraph(text, group[0].start, group[-1].stop, adjacent=index > 0)


def _runs_of_lines(text: str) -> Iterator[list[Span]]:
    """Yield the lines between blank lines, without their line ends and outer white space.

    A line without a word ('-----') parts as a blank one does, and is a run of its own.
    """
    run: list[Span] = []
    position = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        start = position + len(line) - len(line.lstrip())
        position += len(line)
        if any(c.isalnum() for c in stripped):
            run.append(Span(start, start + len(stripped)))
            continue
        if run:
            yield run
            run = []
        if stripped:
            yield [Span(start, start + len(stripped))]
    if run:
        yield run


def _parted(text: str, lines: list[Span]) -> Iterator[list[Span]]:
    """Yield groups of lines that belong together: a wrapped paragraph, a list item, or a line by itself."""
    wrapped = _is_wrapped(text, lines)
    group: list[Span] = []
    for line in lines:
        alone = _ALONE.fullmatch(text, line.start, line.stop) is not None
        joined = wrapped or (bool(group) and _runs_on(text, group, line))
        if group and (not joined or alone or _MARK.match(text, line.start)):
            yield group
            group = []
        group.append(line)
        if alone:
            yield group
            group = []
    if group:
        yield group


def _runs_on(text: str, group: list[Span], line: Span) -> bool:
    """Tell whether a quotation that is open at the end of the lines so far is closed in the next."""
    so_far = text[group[0].start : group[-1].stop]
    is_open = sum(map(so_far.count, _OPENING)) > sum(map(so_far.count, _CLOSING))
    closing = min(
        (at for mark in _CLOSING if (at := text.find(mark, line.start, line.stop)) >= 0), default=-1
    )
    return is_open and closing >= 0 and not any(mark in text[line.start : closing] for mark in _OPENING)


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Tell lines that were broken to fit a width from lines that are paragraphs of their own."""
    if len(lines) < 2 or max(map(len, lines)) not in _WRAPPED:
        return False
    if len(lines) == 2 and _NAMES.fullmatch(text, lines[1].start, lines[1].stop):
        return False
    inner = lines[:-1]
    ended = sum(1 for line in inner if text[line.stop - 1] in _TERMINAL)
    full = sum(1 for line in inner if len(line) > max(map(len, lines)) * 0.6)
    return ended * 2 <= len(inner) and full * 2 >= len(inner)


def _paragraph(text: str, start: int, stop: int, *, adjacent: bool) -> Paragraph:
    mark = _MARK.match(text, start, stop)
    begin = mark.end() if mark else start
    return Paragraph(Span(begin, stop), text[begin:stop], mark.group().strip() if mark else "", adjacent)
