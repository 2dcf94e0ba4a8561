"""Weekdays in timetables: 'ma-vr' is read 'maandag tot vrijdag'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.dutch import calendar
from bulletin.normalize.rule import Context, Rule

_SHORT = dict(zip(("ma", "di", "wo", "do", "vr", "za", "zo"), calendar.DAYS, strict=True))
SHORT = frozenset(_SHORT)
_DAY = "(?:ma|di|wo|do|vr|za|zo)"
PATTERN = re.compile(
    rf"(?P<first>{_DAY})\b\.?"
    rf"(?:(?P<link>\s?(?:-|–|t\s?/\s?m|tot en met|/|&|\+)\s?|,?\s(?:en\s|of\s)?)"
    rf"(?P<second>{_DAY})\b\.?(?!-\w))?"
    r"(?![\w’'])",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"[:,]?\s(?:om\s|van\s|vanaf\s|tot\s)?\d{1,2}(?:[.:u]\d\d|\s?/\s?\d{1,2}|\s?[-–]\s?\d{1,2}\s?(?:u\b|uur)"
    r"|\s(?:jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)"
    rf"|,?\s(?:en\s|of\s|t/m\s|tot\s)?{_DAY}\b)"
)
_OPEN = re.compile(r"[:,]?\s(?:\d{1,2}\s?[-–]\s?\d{1,2}(?!\d)|gesl\b)|(?<=\.)\s(?:gesloten|geopend)\b")
_DATED = re.compile(r"\s\d{1,2}[-–/]\d{1,2}[,;)]")  # (zo 29-1, NPO 1)
_ROW = re.compile(rf",?\s(?:en\s)?{_DAY}\b\.?[,:]?\s(?:en\s{_DAY}\b|\d)")
_LINKS = {"-": "tot", "–": "tot", "t/m": "tot en met", "&": "en", "+": "en", "/": "", ",": ""}


@dataclass(frozen=True, slots=True)
class Weekdays:
    """One day, or two and what links them."""

    first: str
    link: str = ""
    second: str = ""


def classify(match: re.Match[str], _context: Context) -> Weekdays | None:
    """Take two days, or one before a time or date; 'zo' and 'do' alone are words."""
    first, link = match["first"].lower(), (match["link"] or "").strip().replace(" / ", "/")
    second = (match["second"] or "").lower()
    text = match.string
    hard = link in ("-", "–", "t/m", "tot en met", "/", "&", "+")
    timed = _WHEN.match(text, match.end()) is not None
    if not second and text[match.start() - 1 : match.start()] == "(":
        timed = timed or _DATED.match(text, match.end()) is not None
        timed = timed or (match[0].islower() and text[match.end() : match.end() + 1] == ")")  # FC Lisse (za)
    if not second and (
        first not in ("zo", "do") or match[0][-1] == "." or "gesl" in text[match.end() : match.end() + 6]
    ):
        timed = timed or _OPEN.match(text, match.end()) is not None
    if second and (hard or timed):
        return Weekdays(_SHORT[first], _LINKS.get(link, link), _SHORT[second])
    if not second and (timed or _ROW.match(text, match.end())):
        return Weekdays(_SHORT[first])
    return None


def verbalize(days: Weekdays) -> str:
    """Say the days in full."""
    return " ".join(filter(None, (days.first, days.link, days.second)))


RULE = Rule("weekday", PATTERN, classify, verbalize, starts="aA")
