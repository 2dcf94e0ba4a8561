"""Results and ranges: '3-1' is read 'drie één', '10-15' 'tien tot vijftien'."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bulletin.dutch.numbers import in_compound
from bulletin.normalize.amount import NUMBER, Number, parse_number, read_number
from bulletin.normalize.rule import Context, Rule
from bulletin.normalize.semiotic.results import MOST_POINTS, Place, is_result

PATTERN = re.compile(
    rf"(?P<low>{NUMBER})(?P<mark>\s?[-–—−]\s?)(?P<high>{NUMBER})(?P<more>(?:[-–]\d+)*)(?![\d]|[.,]\d|[-–]\d)"
    rf"(?P<ending>-[^\W\d_]{{2,}}|['’]?ers?\b)?"
)
_BEFORE_BRACKET = re.compile(r"(?<![\d.,])(\d[\d.]*)\s\($")
_SUM = re.compile(r"\s?=\s?\d")  # 10 - 3 = 7


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers with a dash: a result, or a range when `link` is 'tot'."""

    numbers: tuple[Number, ...]
    link: str = ""
    ending: str = ""


def _is_difference(text: str, start: int, low: Number, high: Number) -> bool:
    """Tell how a number before brackets came about: '590 (1200-610)'."""
    before = _BEFORE_BRACKET.search(text[max(0, start - 12) : start])
    return before is not None and int(before[1].replace(".", "")) == low.value - high.value > MOST_POINTS


def classify(match: re.Match[str], _context: Context) -> Pair | None:
    """Tell a result from a range: a range grows, has a noun that is counted, or is not about sport."""
    text = match.string
    low, high = parse_number(match["low"]), parse_number(match["high"])
    more = tuple(parse_number(part) for part in re.findall(r"\d+", match["more"] or ""))
    ending = match["ending"] or ""
    if _SUM.match(text, match.end()) or _is_difference(text, match.start(), low, high):
        return Pair((low, high, *more), "min")
    if more:
        return Pair((low, high, *more), "", ending)
    place = Place(text, match.start(), match.end(), low, high, match["mark"], ending.lstrip("-"))
    is_score = is_result(place)
    return Pair((low, high), "" if is_score else "tot", ending)


def verbalize(pair: Pair) -> str:
    """Say both numbers, with 'tot' between them in a range."""
    between = f" {pair.link} " if pair.link else " "
    if not pair.ending:
        return between.join(map(read_number, pair.numbers))
    if not pair.link:
        return f"{between.join(map(read_number, pair.numbers))} {pair.ending.lstrip('-')}"
    *head, last = pair.numbers
    joined = in_compound(last.value) + pair.ending.lstrip("-'’")
    return between.join((*map(read_number, head), joined))


def other(pair: Pair) -> str:
    """Return the reading that was not chosen."""
    if len(pair.numbers) != 2 or pair.ending:
        return ""
    return verbalize(replace(pair, link="" if pair.link else "tot"))


RULE = Rule("score", PATTERN, classify, verbalize, starts="0½¼¾", other=other)
