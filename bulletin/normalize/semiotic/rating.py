"""Marks and inches: '8-' is read 'acht min', '8,9/10' 'acht komma negen op tien', '12\"' 'twaalf inch'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.dutch import numbers
from bulletin.dutch.words import beginnings
from bulletin.normalize.amount import parse_number, read_number
from bulletin.normalize.around import sentence_around, word_before
from bulletin.normalize.rule import Context, Rule

_MARK = re.compile(
    r"(?P<number>10|[1-9]½?)(?P<sign>[-−+])(?=[\s.,;:)]|$)(?!,?\s(?:en|of|tot|à)\s(?:een\s)?\d+-[a-z]|,?\s(?:en|of|tot|à)\s\d|,\s?\d)"
)
_OUT_OF = re.compile(
    r"(?:(?P<number>\d{1,2}[.,]\d)|(?P<whole>\d{1,2}))\s?/\s?(?P<of>10|5|100|20)(?![\w/]|[.,]\d)"
)
_INCHES = re.compile(
    r"(?P<number>\d{1,3}(?:[.,]\d{1,2})?)(?P<sign>[\"”″]|'')(?:-(?P<rest>[a-z]{3,})|(?=[\s.,;:)]|$))"
)
_SECONDS = re.compile(r"\b(?:met|binnen|van)\s$")
_OPENING = re.compile(r"(?:^|[\s(])(?:[\"”“]|'')(?=\S)|,,|„|“")
_CLOSING = re.compile(r"[^\s\d(](?:[\"”]|'')")


def classify_mark(match: re.Match[str], _context: Context) -> str | None:
    """Take a figure with a sign behind it where the text is about marks."""
    if word_before(match.string, match.start()) != "een" and not beginnings("rating").search(
        sentence_around(match.string, match.start())
    ):
        return None
    sign = "plus" if match["sign"] == "+" else numbers.MINUS
    return f"{read_number(parse_number(match['number']))} {sign}"


def classify_out_of(match: re.Match[str], _context: Context) -> str | None:
    """Take a decimal out of ten, or a whole number where the text is about marks."""
    if match["whole"] and not beginnings("rating").search(sentence_around(match.string, match.start())):
        return None
    mark = read_number(parse_number(match["number"] or match["whole"]))
    return f"{mark} op {numbers.cardinal(int(match['of']))}"


@dataclass(frozen=True, slots=True)
class Inches:
    """How long, in inches or seconds, and the rest of its word."""

    written: str
    unit: str
    rest: str = ""


def classify_inches(match: re.Match[str], _context: Context) -> Inches | None:
    """Take a figure with the mark of inches; where a quotation is open, the mark closes it."""
    text, start = match.string, match.start()
    earlier = text[max(0, start - 300) : start]
    if match["sign"] != "″" and len(_OPENING.findall(earlier)) > len(_CLOSING.findall(earlier)):
        return None
    if match["rest"]:
        return Inches(match["number"], "inch", match["rest"])
    raced = earlier.endswith(("op ", "+ ", "+")) or (
        _SECONDS.search(earlier[-8:]) and beginnings("race").search(sentence_around(text, start))
    )
    return Inches(match["number"], "seconden" if raced else "inch")


def verbalize_inches(value: Inches) -> str:
    """Say 'twaalf inch', and 'zeveninchplaatje' as one word."""
    number = parse_number(value.written)
    if value.rest and not number.figures:
        return f"{numbers.in_compound(number.value)}{value.unit}{value.rest}"
    return " ".join(filter(None, (read_number(number), value.unit, value.rest)))


def rules() -> tuple[Rule[str], Rule[str], Rule[Inches]]:
    """Return the rules."""
    return (
        Rule("mark", _MARK, classify_mark, str),
        Rule("mark", _OUT_OF, classify_out_of, str),
        Rule("inches", _INCHES, classify_inches, verbalize_inches),
    )
