"""Places in a long sentence where a newsreader breathes: after commas, and before 'en', 'maar', 'terwijl'."""

from __future__ import annotations

import re

from bulletin.dutch.table import read_table
from bulletin.model import Span

LONG = 250  # characters; a shorter sentence is read in one breath
SHORTEST, IDEAL, LONGEST = 40, 110, 170  # characters of a piece
PUNCTUATION = re.compile(r"(?<=[,;:)”’\"»])\s+(?=\S)|\s+[–—-]\s+")
WORD = re.compile(r"(?<=\s)([a-zë]+)(?=\s)")
# A point that is not at a comma costs this much of a well-sized piece (tuned on twenty long news sentences).
COSTS = {"strong": 0.0, "comma": 0.1, "word": 0.35, "enumeration": 0.6}
NAME_BEFORE = re.compile(r"[A-Z][\w.'’-]*\s\Z")
NAME_AFTER = re.compile(r"\w+\s[A-Z]")


def find_breaks(text: str, span: Span) -> tuple[int, ...]:
    """Return offsets in `text`, inside `span`, where a reader breathes; none in a short sentence."""
    if len(span) <= LONG:
        return ()
    points = _points(text, span)
    return _best(span, points)


def _points(text: str, span: Span) -> list[tuple[int, float]]:
    costs: dict[int, float] = {}
    for match in PUNCTUATION.finditer(text, span.start, span.stop):
        before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
        if before.isdigit() and after.isdigit():
            continue
        mark = match.group().strip()
        if mark or before in ";:":
            kind = "strong"
        elif before == ",":
            kind = _comma_kind(text, match, span)
        else:
            continue  # a closing quote or bracket alone is no breath
        costs[match.end()] = COSTS[kind]
    for match in WORD.finditer(text, span.start, span.stop):
        if match[1] not in _conjunctions() or match.start() in costs:
            continue
        if NAME_BEFORE.search(text, max(span.start, match.start() - 30), match.start()) and NAME_AFTER.match(
            text, match.start(), span.stop
        ):
            continue  # Van Dam en Zonen
        costs[match.start()] = COSTS["word"]
    return sorted(costs.items())


def _comma_kind(text: str, match: re.Match[str], span: Span) -> str:
    """Tell the comma between clauses from the one between the items of an enumeration."""
    following = WORD.search(text, match.end() - 1, min(span.stop, match.end() + 20))
    if following and following.start() == match.end() and following[1] in _conjunctions():
        return "strong"
    next_comma = text.find(",", match.end(), min(span.stop, match.end() + 25))
    return "enumeration" if next_comma != -1 else "comma"


def _best(span: Span, points: list[tuple[int, float]]) -> tuple[int, ...]:
    """Choose the points with the least cost: the pieces' distance from IDEAL, and the points' own."""
    stops = [(span.start, 0.0), *points, (span.stop, 0.0)]
    best: list[tuple[float, int]] = [(0.0, -1)]
    for here in range(1, len(stops)):
        offset, cost = stops[here]
        options = []
        for back in range(here - 1, max(-1, here - 60), -1):
            length = offset - stops[back][0]
            options.append((best[back][0] + cost + _badness(length), back))
            if length > 3 * LONGEST:
                break
        best.append(min(options))
    breaks: list[int] = []
    here = best[-1][1]
    while here > 0:
        breaks.append(stops[here][0])
        here = best[here][1]
    return tuple(reversed(breaks))


def _badness(length: int) -> float:
    off = ((length - IDEAL) / 60) ** 2 / 2
    if length < SHORTEST:
        off += 3.0
    return off + (3.0 if length > LONGEST else 0.0)


def _conjunctions() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("conjunctions"))
