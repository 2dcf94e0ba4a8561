"""Dates: '8 mrt. 2023', '12.05.98', '8-3-2023' and '2023-03-08' are read as the day is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bulletin.dutch import calendar
from bulletin.dutch.numbers import cardinal, ordinal
from bulletin.dutch.words import one_of
from bulletin.normalize.around import new_sentence, word_before
from bulletin.normalize.rule import Context, Rule

_NUMERIC = re.compile(
    r"(?P<day>\d{1,2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)['’]?(?P<year>(?:1[0-9]|20)\d\d|\d\d)(?![\d]|[-/.:,]\d)"
    r"|(?P<isoyear>(?:1[5-9]|20)\d\d)-(?P<isomonth>[01]\d)-(?P<isoday>[0-3]\d)(?![\d]|-\d)"
    r"|(?P<romanday>\d{1,2})(?P<romanmark>[-./])(?P<romanmonth>XI{0,2}|IX|IV|VI{0,3}|I{1,3})(?P=romanmark)(?P<romanyear>(?:1[1-9]|20)\d\d)(?!\d)"
    r"|(?P<bareday>\d{1,2})(?P<baremark>[-/])(?P<baremonth>\d{1,2})(?![\d]|[-/.:,]\d)"
)
_BEFORE_BARE = frozenset({"d.d.", "dd.", "datum", *calendar.DAYS, "ma", "di", "wo", "do", "vr", "za", "zo",
                          "ma.", "di.", "wo.", "do.", "vr.", "za.", "zo."})  # fmt: skip

_COUNTED = re.compile(r"\s(?:keer|maal|x|mm|cm|km|graden|uur|u\b|minuten|dagen|weken)")  # zo 3-4 keer
_PART_OF = re.compile(r"\s(?:van|deel)\b")  # 3/4 van de leden
_SURNAME = re.compile(r"\s(?:van\s)?[A-Z]")
_MONTHS = 12
_ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")  # 1.X.1905
_SINCE_DAY = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}\s?(?:t/m|tot(?:\sen\smet)?|-|–)\s?$")
_UNTIL_DAY = re.compile(r"\s?(?:t/m|tot(?:\sen\smet)?|-|–)\s?\d{1,2}/\d{1,2}(?!\d)")
_FROM_DAY = frozenset({"per", "vanaf", "sinds", "sedert", "t/m", "uiterlijk", "dato"})  # 'stand per 26-10'
_PREPOSITIONS = frozenset({"op", "vanaf", "tot", "sinds", "van", "sedert", "t/m"})


@dataclass(frozen=True, slots=True)
class Date:
    """A day, or the days from `day` to `last_day`, of a month, perhaps in a year."""

    day: int
    month: int
    year: int | None = None
    short_year: bool = False
    last_day: int | None = None
    link: str = "tot"
    place: bool = False  # 'de 12de maart'
    until: bool = False  # another date follows a dash


@cache
def _named() -> re.Pattern[str]:
    names = one_of(calendar.months())
    return re.compile(
        rf"(?P<day>\d{{1,2}})(?P<place>e|de|ste)?(?:\s?(?P<link>[-–]|t/m|en|tot|/)\s?(?P<last>\d{{1,2}}))?\s?-?"
        rf"(?P<name>{names})\b(?P<dot>\.?)(?:,?(?:\s|-)(?P<year>(?:1\d|20)\d\d)(?![\d%]|[.,]\d))?"
        rf"(?P<until>\s?[-–]\s?(?=\d{{1,2}}\s(?:{names})\b))?",
        re.IGNORECASE,
    )


def classify_numeric(match: re.Match[str], context: Context) -> Date | None:
    """Take figures that can be a day, a month and a year; without a year only after a weekday."""
    if match["isoyear"]:
        found = Date(int(match["isoday"]), int(match["isomonth"]), int(match["isoyear"]))
    elif match["romanday"]:
        month = _ROMAN_MONTHS.index(match["romanmonth"]) + 1
        found = Date(int(match["romanday"]), month, int(match["romanyear"]))
    elif match["bareday"]:
        if not _is_bare_date(match, context):
            return None
        found = Date(int(match["bareday"]), int(match["baremonth"]))
    else:
        year = match["year"]
        if match["mark"] == "." and word_before(match.string, match.start()) in ("art.", "artikel", "artt."):
            return None  # art. 14.2.14
        if match["mark"] == "." and len(year) == 2 and len(match["day"]) == 1 and match["month"][0] == "0":
            return None  # 2.03.59 is the time of a marathon
        found = Date(int(match["day"]), int(match["month"]), int(year), len(year) == 2)
    return found if calendar.is_day(found.day, found.month) else None


def _is_bare_date(match: re.Match[str], context: Context) -> bool:
    """Tell a day and month from a fraction or a score: a weekday or a preposition is before it."""
    before = word_before(match.string, match.start())
    if before in _BEFORE_BARE:
        return not (match["baremark"] == "-" and _COUNTED.match(match.string, match.end()))
    if _PART_OF.match(match.string, match.end()):
        return False
    if match["baremark"] == "-":
        return before in _FROM_DAY and int(match["bareday"]) > _MONTHS > int(match["baremonth"])
    text, start, end = match.string, match.start(), match.end()
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":  # (30/12)
        return int(match["bareday"]) > _MONTHS >= int(match["baremonth"]) and match[0] != "24/7"
    if before not in _PREPOSITIONS:
        return False
    if _UNTIL_DAY.match(match.string, match.end()) or _SINCE_DAY.search(
        match.string[max(0, match.start() - 24) : match.start()]
    ):
        return True
    if (match["bareday"], match["baremonth"]) in (("24", "7"), ("9", "11")):
        return False
    return context.belgian or before == "op" or int(match["bareday"]) > int(match["baremonth"])


def classify_named(match: re.Match[str], _context: Context) -> Date | None:
    """Take a day and the name of a month, or its abbreviation."""
    month = calendar.months()[match["name"].lower()]
    if match["name"] == "Jan" and _SURNAME.match(match.string, match.end()):
        return None  # de 2e Jan Steenstraat
    if not calendar.is_day(int(match["day"]), month):
        return None
    last = int(match["last"]) if match["last"] else None
    link = {"-": "tot", "–": "tot", "t/m": "tot en met", "/": ""}.get(
        match["link"] or "", match["link"] or ""
    )
    return Date(
        int(match["day"]),
        month,
        int(match["year"]) if match["year"] else None,
        False,
        last,
        link,
        bool(match["place"]),
        bool(match["until"]),
    )


def stop(match: re.Match[str], _value: Date) -> int:
    """Leave the full stop of a month that is written out to the sentence."""
    if match["year"] or not match["dot"] or match["until"]:
        return match.end()
    full = match["name"].lower() in calendar.MONTHS
    return match.start("dot") if full or new_sentence(match.string, match.end()) else match.end()


def verbalize(date: Date) -> str:
    """Say the day, the month and the year."""
    words = calendar.date(date.day, date.month, date.year, short_year=date.short_year) + (
        " tot" if date.until else ""
    )
    day, _, rest = words.partition(" ")
    if date.place:
        day = ordinal(date.day)
    if date.last_day is None:
        return f"{day} {rest}"
    return " ".join(filter(None, (day, date.link, cardinal(date.last_day), rest)))


NUMERIC = Rule("date", _NUMERIC, classify_numeric, verbalize)


def named_rule() -> Rule[Date]:
    """Return the rule for dates with a month's name; its pattern holds the table of months."""
    return Rule("date", _named(), classify_named, verbalize, stop=stop)
