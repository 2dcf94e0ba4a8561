"""The date of an article: 'woensdag 8 maart 2023, 19:45' is when it was published, and not read."""

from __future__ import annotations

import functools
import re
from datetime import date

from bulletin.dutch.table import read_table

_WEEKDAY = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|ma|di|wo|do|vr|za|zo)\.?"
_CLOCK = r"(?:(?:om )?\d{1,2}[:.u]\d{2}(?: ?uur|u|h)?)"


@functools.cache
def _months() -> dict[str, int]:
    return {row["written"].casefold().rstrip("."): int(row["number"]) for row in read_table("months")}


@functools.cache
def _written_date() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    return re.compile(rf"\b(\d{{1,2}}) ({names})\.?,? (\d{{4}})\b", re.IGNORECASE)


_NUMERIC_DATE = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b")
_ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def find_date(text: str) -> date | None:
    """Return the first date that stands in `text`, or None."""
    plain = " ".join(text.split())
    if match := _written_date().search(plain):
        return _date(match[3], _months()[match[2].casefold()], match[1])
    if match := _NUMERIC_DATE.search(plain):
        return _date(match[3], match[2], match[1])
    if match := _ISO_DATE.search(plain):
        return _date(match[1], match[2], match[3])
    return None


def _date(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@functools.cache
def _date_line() -> re.Pattern[str]:
    one = rf"(?:{_written_date().pattern}|{_NUMERIC_DATE.pattern}|{_ISO_DATE.pattern})"
    named = rf"(?:[A-ZÀ-Þ][\w'’\-]+(?: [A-ZÀ-Þ][\w'’\-]+)?, )?(?:{_WEEKDAY},? )?"
    return re.compile(
        rf"{named}{one}(?:[ ,|•·–-]*{_CLOCK})?(?:[ ,|•·–-]*(?:leestijd|update).{{0,30}})?\.?", re.I
    )


def is_date_line(text: str) -> bool:
    """Tell whether the paragraph is nothing but a date, with a place, weekday or time around it."""
    return len(text) <= 90 and bool(_date_line().fullmatch(" ".join(text.split())))
