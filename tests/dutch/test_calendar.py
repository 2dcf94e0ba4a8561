"""Days, months and the clock in words."""

from __future__ import annotations

import pytest

from bulletin.dutch import calendar
from bulletin.dutch.table import read_table
from bulletin.dutch.words import beginnings, listed, whole_word


def test_a_date_is_read_with_its_year() -> None:
    assert calendar.date(8, 3, 2023) == "acht maart tweeduizend drieëntwintig"
    assert calendar.date(12, 5, 98, short_year=True) == "twaalf mei achtennegentig"
    assert calendar.date(1, 1) == "één januari"


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (19, 45, "negentien uur vijfenveertig"),
        (16, 0, "zestien uur"),
        (12, 5, "twaalf uur vijf"),
        (0, 30, "nul uur dertig"),
    ],
)
def test_the_clock_is_read_as_a_timetable(hour: int, minute: int, words: str) -> None:
    assert calendar.clock(hour, minute) == words


def test_days_that_do_not_exist_are_no_days() -> None:
    assert calendar.is_day(29, 2)
    assert not calendar.is_day(30, 2)
    assert not calendar.is_day(1, 13)
    assert not calendar.is_day(0, 1)


def test_every_month_is_known_by_its_name_and_its_abbreviation() -> None:
    assert {calendar.months()[name] for name in calendar.MONTHS} == set(range(1, 13))
    assert calendar.months()["mrt"] == 3


def test_lists_of_words_are_not_empty_and_match() -> None:
    for name in {row["list"] for row in read_table("context_words")}:
        assert listed(name)
    assert beginnings("sport").search("een doelpuntrijk duel")
    assert whole_word("counted").match("jaar oud")
    assert not whole_word("counted").match("jaarlijks")


def test_a_table_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(FileNotFoundError):
        read_table("no_such_table")
