"""Fractions: '2/3' is read 'twee derde', '1½' 'anderhalf', '24/7' 'vierentwintig zeven'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.dutch import numbers
from bulletin.dutch.calendar import date, is_day
from bulletin.dutch.numbers import cardinal
from bulletin.dutch.words import listed, whole_word
from bulletin.normalize.around import word_after, word_before
from bulletin.normalize.rule import Context, Rule

PATTERN = re.compile(
    r"(?:(?P<whole>\d{1,3})\s)?(?P<over>\d{1,4})/(?P<under>\d{1,4})(?P<ending>e|de|ste)?(?![\w/]|[.,]\d)"
    r"(?:-(?P<compound>[^\W\d_²³¹¼-¾⅓⅔⅛]{2,}))?"
)
_EQUALS = re.compile(r"\s?=\s?\d")
_SLASH_BEFORE = re.compile(r"\d\s?/\s?$")
_TIE_BREAK = re.compile(r"\d-\d\s?\($")  # 6-7 (5/7)
_GOT = frozenset(
    {
        "haalde",
        "haalden",
        "kreeg",
        "kregen",
        "scoorde",
        "behaalde",
        "gaf",
        "geef",
        "scoort",
        "krijgt",
        "haalt",
    }
)
_NO_YEAR = 2100
_CLASSES = frozenset({"groep", "groepen", "klas", "klassen", "leerjaar", "fase", "schaal"})  # groep 3/4
_COMMON = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 25, 32, 50, 64, 100, 1000})


@dataclass(frozen=True, slots=True)
class Fraction:
    """Parts of a whole; `whole` may be 0."""

    over: int
    under: int
    whole: int = 0
    compound: str = ""
    final: bool = False
    inflected: bool = False  # before a word with 'de': een halve citroen
    article: bool = False  # behind 'een'


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers with a slash that is not said: '24/7', '2022/23'."""

    over: str
    under: str
    compound: str = ""
    link: str = ""


def classify(match: re.Match[str], context: Context) -> Fraction | Pair | None:
    """Take proper fractions of common parts; other pairs are said side by side."""
    over, under = int(match["over"]), int(match["under"])
    compound = match["compound"] or ""
    after = word_after(match.string, match.end())
    if (
        over == 1
        and under in (2, 4, 8, 16, 32)
        and (after.startswith("finale") or compound.startswith("finale"))
    ):
        return Fraction(over, under, compound=compound, final=True)
    if _EQUALS.match(match.string, match.end()):
        return Pair(match["over"], match["under"], "", "gedeeld door")
    if _SLASH_BEFORE.search(match.string[max(0, match.start() - 4) : match.start()]):
        return Pair(match["over"], match["under"])  # blok 1/2/3
    if _TIE_BREAK.search(match.string[max(0, match.start() - 8) : match.start()]):
        return Pair(match["over"], match["under"])
    before = word_before(match.string, match.start())
    if (
        compound.startswith("jarig")
        or before in listed("line_number")
        or (before in _CLASSES and under == over + 1)
    ):
        return Pair(match["over"], match["under"], compound)
    got = context.belgian or before in _GOT
    if got and under in (10, 20, 100) and over <= under and not compound:
        return Pair(match["over"], match["under"], compound, "op")  # 'een acht op tien'
    proper = 0 < over < under and under in _COMMON and match["over"][0] != "0" and (under < 16 or over < 10)
    if proper and (over, under) not in ((9, 11), (11, 12)):
        inflected = whole_word("common_gender").fullmatch(after) is not None
        return Fraction(
            over, under, int(match["whole"] or 0), compound, inflected=inflected, article=before == "een"
        )
    if match["whole"]:
        return None
    return Pair(match["over"], match["under"], compound)


def verbalize(value: Fraction | Pair) -> str:
    """Say the parts."""
    tail = f" {value.compound}" if value.compound else ""
    if isinstance(value, Pair):
        link = f" {value.link} " if value.link else " "
        return f"{_figures(value.over)}{link}{_figures(value.under)}{tail}"
    if value.final:
        return {2: "halve", 4: "kwart"}.get(value.under, numbers.ordinal(value.under)) + tail
    words = numbers.fraction(value.over, value.under)
    if (value.over, value.under) == (1, 2) and not value.compound:
        words = numbers.and_a_half(value.whole)
        words = words[:-1] + "ve" if value.inflected else words
        return words.removeprefix("een ") if value.article else words
    if value.whole and (value.over, value.under) == (1, 2):
        return numbers.and_a_half(value.whole) + tail
    if value.whole:
        return f"{cardinal(value.whole)} {words}{tail}"
    return words.replace(" ", "") + value.compound if value.compound else words


def _figures(figures: str) -> str:
    if len(figures) > 1 and figures[0] == "0":
        return numbers.digits(figures)
    year = len(figures) == 4 and int(figures) < _NO_YEAR
    return numbers.year(int(figures)) if year else cardinal(int(figures))


def other(value: Fraction | Pair) -> str:
    """Return the day of the year that the same figures can be."""
    if isinstance(value, Pair) or value.whole or value.final or not is_day(value.over, value.under):
        return ""
    return date(value.over, value.under)


RULE: Rule[Fraction | Pair] = Rule("fraction", PATTERN, classify, verbalize, other=other)
