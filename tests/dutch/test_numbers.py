"""Numbers in words: what num2words reads right stays, what it reads wrong is mended."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.dutch import numbers


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nul"),
        (1, "één"),
        (22, "tweeëntwintig"),
        (101, "honderdeen"),
        (105, "honderdvijf"),
        (1000, "duizend"),
        (1001, "duizend een"),
        (1100, "elfhonderd"),
        (1200, "twaalfhonderd"),
        (1984, "negentienhonderdvierentachtig"),
        (2000, "tweeduizend"),
        (2001, "tweeduizend een"),
        (14250, "veertienduizend tweehonderdvijftig"),
        (101000, "honderdeenduizend"),
        (1000000, "één miljoen"),
        (1001000, "één miljoen duizend"),
        (1284506, "één miljoen tweehonderdvierentachtigduizend vijfhonderdzes"),
        (2500000000, "twee miljard vijfhonderd miljoen"),
        (-5, "min vijf"),
        (-1200, "min twaalfhonderd"),
    ],
)
def test_cardinal(number: int, words: str) -> None:
    assert numbers.cardinal(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "eerste"),
        (2, "tweede"),
        (3, "derde"),
        (8, "achtste"),
        (11, "elfde"),
        (19, "negentiende"),
        (20, "twintigste"),
        (53, "drieënvijftigste"),
        (100, "honderdste"),
        (101, "honderdeerste"),
        (1000, "duizendste"),
        (1001, "duizend eerste"),
        (1200, "twaalfhonderdste"),
        (1000000, "één miljoenste"),
    ],
)
def test_ordinal(number: int, words: str) -> None:
    assert numbers.ordinal(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (44, "vierenveertig"),
        (843, "achthonderddrieënveertig"),
        (1066, "duizend zesenzestig"),
        (1600, "zestienhonderd"),
        (1905, "negentienhonderdvijf"),
        (1997, "negentienhonderd zevenennegentig"),
        (2000, "tweeduizend"),
        (2022, "tweeduizend tweeëntwintig"),
    ],
)
def test_year(number: int, words: str) -> None:
    assert numbers.year(number) == words


@pytest.mark.parametrize(
    ("whole", "figures", "words"),
    [
        ("3", "5", "drie komma vijf"),
        ("0", "05", "nul komma nul vijf"),
        ("3", "25", "drie komma vijfentwintig"),
        ("0", "20", "nul komma twintig"),
        ("1", "0845", "één komma nul acht vier vijf"),
        ("1284", "5", "twaalfhonderdvierentachtig komma vijf"),
    ],
)
def test_decimal(whole: str, figures: str, words: str) -> None:
    assert numbers.decimal(whole, figures) == words


def test_leading_noughts_are_said() -> None:
    assert numbers.digits("0800") == "nul acht nul nul"


@given(st.integers(min_value=-(10**24), max_value=10**24))
def test_every_number_has_words_without_figures(number: int) -> None:
    for words in (numbers.cardinal(number), numbers.in_compound(abs(number)), numbers.ordinal(abs(number))):
        assert re.fullmatch(r"[a-zëïé]+(?: [a-zëïé]+)*", words)


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=10**9))
def test_different_numbers_have_different_words(one: int, other: int) -> None:
    assert (numbers.cardinal(one) == numbers.cardinal(other)) == (one == other)


def test_threads_get_their_own_words() -> None:
    """num2words keeps state between calls; behind this door no thread sees another's."""
    wanted = list(range(100, 1000)) * 4
    numbers.cardinal.cache_clear()
    numbers._below_thousand.cache_clear()
    alone = [numbers.cardinal(number) for number in wanted]
    numbers.cardinal.cache_clear()
    numbers._below_thousand.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(numbers.cardinal, wanted)) == alone
