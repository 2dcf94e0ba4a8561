"""Numbers in Dutch words: `cardinal(1284)` is 'twaalfhonderdvierentachtig'.

num2words stays behind this door. It keeps state in its converter, so every thread has its own; what it
reads wrong (honderdéén, duizendtweehonderd, signs, leading zeros, decimals) is mended here.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from num2words.lang_NL import Num2Word_NL

MINUS = "min"
COMMA = "komma"
ONE = "één"
SMALL = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
SCALES = (
    (10**18, "triljoen"),
    (10**15, "biljard"),
    (10**12, "biljoen"),
    (10**9, "miljard"),
    (10**6, "miljoen"),
)
LARGEST = 10**21
ORDINAL_PARTS = {2: "half", 4: "kwart"}

_local = threading.local()


def _converter() -> Num2Word_NL:
    if not hasattr(_local, "converter"):
        from num2words.lang_NL import Num2Word_NL

        _local.converter = Num2Word_NL()
    converter: Num2Word_NL = _local.converter
    return converter


def digits(figures: str) -> str:
    """Read figures one by one.

    >>> digits("0800")
    'nul acht nul nul'
    """
    return " ".join(SMALL[int(figure)] for figure in figures)


@lru_cache(maxsize=4096)
def _below_thousand(number: int) -> str:
    words: str = _converter().to_cardinal(number)
    return words.replace(ONE, "een") if number > 1 else words


@lru_cache(maxsize=4096)
def cardinal(number: int) -> str:
    """Read a whole number, with a space after 'duizend' and around 'miljoen' so that it can be heard.

    >>> cardinal(105), cardinal(1200), cardinal(14250)
    ('honderdvijf', 'twaalfhonderd', 'veertienduizend tweehonderdvijftig')
    >>> cardinal(-1_000_000)
    'min één miljoen'
    """
    if number < 0:
        return f"{MINUS} {cardinal(-number)}"
    if number >= LARGEST:
        return digits(str(number))
    parts: list[str] = []
    for size, name in SCALES:
        count, number = divmod(number, size)
        if count:
            parts.append(f"{_below_thousand(count)} {name}")
    if 1100 <= number < 2000:
        hundreds, rest = divmod(number, 100)
        parts.append(f"{_below_thousand(hundreds)}honderd" + (_below_hundred(rest) if rest else ""))
        return " ".join(parts)
    thousands, rest = divmod(number, 1000)
    if thousands:
        parts.append(("" if thousands == 1 else _below_thousand(thousands)) + "duizend")
    if rest or not parts:
        parts.append(_below_thousand(rest) if rest != 1 or not parts else "een")
    return " ".join(parts)


def _below_hundred(number: int) -> str:
    return "een" if number == 1 else _below_thousand(number)


def in_compound(number: int) -> str:
    """Read a number as the first part of a word: without spaces, and 'een' without accents.

    >>> in_compound(1), in_compound(2500)
    ('een', 'tweeduizendvijfhonderd')
    """
    return cardinal(number).replace(" ", "").replace(ONE, "een")


@lru_cache(maxsize=1024)
def ordinal(number: int) -> str:
    """Read a number as a place in a row.

    >>> ordinal(1), ordinal(19), ordinal(53), ordinal(1200)
    ('eerste', 'negentiende', 'drieënvijftigste', 'twaalfhonderdste')
    """
    last = number % 100
    whole, rest = number - last, last
    if number == 0 or number >= LARGEST:
        return f"{cardinal(number)}de"
    if not rest:
        words = cardinal(number)
        return words + ("ste" if words.endswith(("honderd", "duizend", "joen", "jard")) else "de")
    ending: str = _converter().to_ordinal(rest)
    if not whole:
        return ending
    head = cardinal(whole)
    return head + ("" if whole % 1000 else " ") + ending


def year(number: int) -> str:
    """Read a year, in two parts where that is how it is said.

    >>> year(1997), year(1905), year(2005), year(1600)
    ('negentienhonderd zevenennegentig', 'negentienhonderdvijf', 'tweeduizend vijf', 'zestienhonderd')
    """
    hundreds, rest = divmod(number, 100)
    if 11 <= hundreds <= 19 or 21 <= hundreds <= 29:
        head = f"{_below_thousand(hundreds)}honderd"
        if not rest:
            return head
        return head + ("" if rest < 13 else " ") + _below_hundred(rest)
    return cardinal(number)


def decimal(whole: str, figures: str) -> str:
    """Read the figures before and after the comma; two figures after it are read as one number.

    >>> decimal("3", "5"), decimal("0", "05"), decimal("3", "25"), decimal("1", "0845")
    ('drie komma vijf', 'nul komma nul vijf', 'drie komma vijfentwintig', 'één komma nul acht vier vijf')
    """
    head = cardinal(int(whole or "0"))
    if len(figures) == 2 and figures[0] != "0":
        return f"{head} {COMMA} {cardinal(int(figures))}"
    return f"{head} {COMMA} {digits(figures)}"


def fraction(numerator: int, denominator: int) -> str:
    """Read a common fraction.

    >>> fraction(1, 2), fraction(2, 3), fraction(3, 4)
    ('een half', 'twee derde', 'drie kwart')
    """
    part = ORDINAL_PARTS.get(denominator) or ordinal(denominator)
    return f"{'een' if numerator == 1 else cardinal(numerator)} {part}"


def and_a_half(number: int) -> str:
    """Read a number and a half.

    >>> and_a_half(1), and_a_half(2), and_a_half(7)
    ('anderhalf', 'tweeënhalf', 'zevenenhalf')
    """
    if number == 0:
        return "een half"
    if number == 1:
        return "anderhalf"
    words = in_compound(number)
    return words + ("ënhalf" if words.endswith("e") else "enhalf")
