"""Days, months and the clock in words: `date(8, 3, 2023)` is 'acht maart tweeduizend drieëntwintig'."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from bulletin.dutch.numbers import cardinal, year
from bulletin.dutch.table import read_table

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@cache
def months() -> Mapping[str, int]:
    """Return the number of every way of writing a month, without its full stop: 'mrt' is 3."""
    written = {name: number for number, name in enumerate(MONTHS, 1)}
    for row in read_table("months"):
        if row["number"].isdigit():
            written[row["written"].rstrip(".").lower()] = int(row["number"])
    return MappingProxyType(written)


def is_day(day: int, month: int) -> bool:
    """Tell whether there is such a day in a year."""
    return 1 <= month <= 12 and 1 <= day <= DAYS_IN_MONTH[month - 1]


def date(day: int, month: int, in_year: int | None = None, *, short_year: bool = False) -> str:
    """Read a date; a year of two figures is read as it is written.

    >>> date(8, 3, 2023), date(12, 5, 98, short_year=True)
    ('acht maart tweeduizend drieëntwintig', 'twaalf mei achtennegentig')
    """
    words = f"{cardinal(day)} {MONTHS[month - 1]}"
    if in_year is None:
        return words
    return f"{words} {short(in_year) if short_year else year(in_year)}"


def short(number: int) -> str:
    """Read a year of two figures: '98' is 'achtennegentig' and '05' is 'nul vijf'."""
    return cardinal(number) if number > 9 else f"nul {cardinal(number)}"


def clock(hour: int, minute: int, second: int | None = None) -> str:
    """Read a time of the day as a station reads its timetable.

    >>> clock(19, 45), clock(16, 0), clock(12, 5)
    ('negentien uur vijfenveertig', 'zestien uur', 'twaalf uur vijf')
    """
    words = f"{cardinal(hour)} uur" + (f" {cardinal(minute)}" if minute else "")
    if second is None:
        return words
    return f"{words} en {cardinal(second)} {'seconde' if second == 1 else 'seconden'}"
