"""Quotations: which marks open and close one, told from apostrophes: Salvo’s, ’s avonds, jaren ’90."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.model import Span

_CLOSERS = {
    "“": ("”", "“", '"'),
    "„": ("”", "“", '"'),
    "«": ("»",),
    '"': ('"', "”"),
    ",,": ("''", "”", '"'),
    "``": ("''",),
    "‘": ("’", "'"),
    "‚": ("’", "‘"),
    "'": ("'", "’"),
}
_RUNS_ON = ("“", "„", "«", ",,", '"')
_MARK = re.compile(r",,(?=\S)|``|''|[“”„«»‘’‚\"']")
_ELISION = re.compile(r"[’'‘](?:[stnmkr]|ns|ne|er|ie|em|\d\d)\b", re.IGNORECASE)
_FARTHEST_SINGLE = 600  # characters from a single opening mark to its closing one
_FARTHEST_DOUBLE = 6000


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks (`outer`) and without them (`inner`); `closed` is False if it runs on."""

    outer: Span
    inner: Span
    closed: bool = True


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return the outermost quotations of a paragraph, in order.

    A double mark before the first word that nothing closes runs on to the end of the paragraph: so papers
    print a speech of several paragraphs.
    """
    marks = list(_MARK.finditer(text))
    found: list[Quotation] = []
    index = 0
    while index < len(marks):
        opener = marks[index]
        closer = _find_closer(text, marks, index) if _can_open(text, opener) else None
        if closer is not None:
            outer = Span(opener.start(), marks[closer].end())
            found.append(Quotation(outer, Span(opener.end(), marks[closer].start())))
            index = closer
        elif opener.group() in _RUNS_ON and _can_open(text, opener) and not has_words(text[: opener.start()]):
            found.append(
                Quotation(Span(opener.start(), len(text)), Span(opener.end(), len(text)), closed=False)
            )
            break
        index += 1
    return tuple(found)


def _find_closer(text: str, marks: list[re.Match[str]], index: int) -> int | None:
    """Return the index of the mark that closes the quotation which mark `index` opens."""
    return _closer_at(text, marks, index, nested=True) or _closer_at(text, marks, index, nested=False)


def _closer_at(text: str, marks: list[re.Match[str]], index: int, *, nested: bool) -> int | None:
    """Return the closing mark; `nested`: after a space a straight mark opens a quotation within, too."""
    opener = marks[index]
    farthest = opener.end() + (_FARTHEST_SINGLE if opener.group() in "‘‚'" else _FARTHEST_DOUBLE)
    depth = 0
    for at in range(index + 1, len(marks)):
        mark = marks[at]
        if mark.start() > farthest:
            return None
        if mark.group() in _CLOSERS[opener.group()] and _can_close(text, mark):
            if depth == 0:
                return at
            depth -= 1
        elif mark.group() == opener.group() and _can_open(text, mark):
            depth += opener.group() not in ('"', "'") or (nested and text[mark.start() - 1].isspace())
    return None


def has_words(text: str) -> bool:
    """Tell whether there is a letter or digit in `text`."""
    return any(c.isalnum() for c in text)


def _can_open(text: str, match: re.Match[str]) -> bool:
    """Tell whether a mark stands where a quotation begins: before a word, after a space, bracket or dash."""
    mark, start, stop = match.group(), match.start(), match.end()
    if mark not in _CLOSERS or stop >= len(text) or text[stop].isspace():
        return False
    if mark in "'‘" and _ELISION.match(text, start):
        return False
    before = text[start - 1] if start else " "
    return before.isspace() or not (before.isalnum() or before in ".,!?")


def _can_close(text: str, match: re.Match[str]) -> bool:
    """Tell whether a mark stands where a quotation ends: after something said, not inside a word."""
    start, stop = match.span()
    if text[start - 1].isspace() and match.group() not in ("”", "»"):
        return False
    if match.group() not in "’'":
        return True
    inside_word = stop < len(text) and text[stop].isalnum()
    return not inside_word and not _is_possessive(text, start, stop)


def _is_possessive(text: str, start: int, stop: int) -> bool:
    """Tell the apostrophe of 'Hans’ boek' from a closing mark: after a sibilant, the closer still to come."""
    if text[start - 1] not in "sxzSXZ" or not re.match(r" \w", text[stop : stop + 2]):
        return False
    rest = text[stop : stop + _FARTHEST_SINGLE]
    closer = re.search(r"(?<=\S)[’'](?!\w)", rest)
    opener = re.search(r"\s[‘'](?=\w)", rest)
    return closer is not None and (opener is None or closer.start() < opener.start())
