"""Places in a long sentence where a newsreader breathes: '…, | waardoor de stroom uitviel, | maar …'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from bulletin.dutch.table import read_table
from bulletin.model import Span

LONG = 250  # characters; a shorter sentence is read in one breath
# Characters of a piece between two breaths, and how far from IDEAL costs one.
SHORTEST, IDEAL, LONGEST, DEVIATION = 40, 95, 165, 60
TOO_SHORT_COST, TOO_LONG_COST = 3.0, 2.0
PUNCTUATION = re.compile(r"(?<=[,;:])(?:''|[\"”’»)])?\s+(?=\S)|(?:(?<=[\"”’»)]),|(?<=\S))\s+[–—-]\s+(?=\S)")
WORD = re.compile(r"(?<=\s)[a-zë]+(?=\s)")
# What a breath costs beside a well-sized piece; tuned on thirty long news sentences.
CLAUSE, COMMA, STRONG_WORD, WEAK_WORD, ENUMERATION = 0.0, 0.15, 0.3, 0.9, 0.8
AFTER_NAME = 1.3  # of a weak word
NAME_BEFORE = re.compile(r"[A-Z][\w.'’-]*\s\Z")
NAME_AFTER = re.compile(r"\w+\s[A-Z]")
JUST_OPENED = re.compile(r"(?:,,|''|``|[\"“„‘«(\['])[^\s]+\s+\Z")
WINDOW = 40  # possible breaths that are weighed for one piece


def find_breaks(text: str, span: Span) -> tuple[int, ...]:
    """Return offsets in `text`, inside `span`, at the first letter after each breath; none if it is short.

    Breaths come at commas, semicolons, colons and dashes, and before conjunctions, so that the pieces are
    of about equal length; never inside a name ('Van Dam en Zonen'), a number, or after a quote's first word.
    """
    if len(span) <= LONG:
        return ()
    return _best(span, sorted(_points(text, span).items()))


def _points(text: str, span: Span) -> dict[int, float]:
    """Return the offsets where a breath is possible, and what each costs."""
    costs: dict[int, float] = {}
    for match in PUNCTUATION.finditer(text, span.start, span.stop):
        if not _splits_a_unit(text, span, match.start(), match.end()):
            costs[match.end()] = _cost_after(text, match, span)
    for match in WORD.finditer(text, span.start, span.stop):
        strength = conjunctions().get(match.group())
        if strength is None or match.start() in costs or _splits_a_name(text, span, match.start()):
            continue
        costs[match.start()] = STRONG_WORD if strength == "strong" else _weak_cost(text, span, match.start())
    return costs


def _weak_cost(text: str, span: Span, start: int) -> float:
    """Tell '… had uitgenodigd | en Van Agt' from 'Dries van Agt en anderen', which belong together."""
    before = text[max(span.start, start - 30) : start].split()
    return AFTER_NAME if before and before[-1][0].isupper() else WEAK_WORD


def _cost_after(text: str, match: re.Match[str], span: Span) -> float:
    """Tell the comma between clauses from the one between the items of an enumeration."""
    if text[match.start() - 1] != ",":
        return CLAUSE
    following = WORD.match(text, match.end(), span.stop)
    if following and following.group() in conjunctions():
        return CLAUSE
    next_comma = text.find(",", match.end(), min(span.stop, match.end() + 25))
    return COMMA if next_comma == -1 else ENUMERATION


def _splits_a_unit(text: str, span: Span, stop: int, start: int) -> bool:
    if text[stop - 2 : stop - 1].isdigit() and text[start].isdigit():
        return True
    return bool(JUST_OPENED.search(text, max(span.start, start - 30), start))


def _splits_a_name(text: str, span: Span, start: int) -> bool:
    if JUST_OPENED.search(text, max(span.start, start - 30), start):
        return True
    before = NAME_BEFORE.search(text, max(span.start, start - 30), start)
    return bool(before and NAME_AFTER.match(text, start, span.stop))


def _best(span: Span, points: list[tuple[int, float]]) -> tuple[int, ...]:
    """Choose the points of least cost: the pieces' distance from IDEAL, and the points' own."""
    stops = [(span.start, 0.0), *points, (span.stop, 0.0)]
    best: list[tuple[float, int]] = [(0.0, -1)]
    for here in range(1, len(stops)):
        offset, cost = stops[here]
        best.append(
            min(
                (best[back][0] + cost + _badness(offset - stops[back][0]), back)
                for back in range(max(0, here - WINDOW), here)
            )
        )
    breaks: list[int] = []
    here = best[-1][1]
    while here > 0:
        breaks.append(stops[here][0])
        here = best[here][1]
    return tuple(reversed(breaks))


def _badness(length: int) -> float:
    off = ((length - IDEAL) / DEVIATION) ** 2 / 2
    if length < SHORTEST:
        return off + TOO_SHORT_COST
    return off + (TOO_LONG_COST if length > LONGEST else 0.0)


@cache
def conjunctions() -> Mapping[str, str]:
    """Return the words that begin a clause, strong or weak."""
    return MappingProxyType({row["word"]: row["strength"] for row in read_table("conjunctions")})
