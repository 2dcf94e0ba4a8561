"""Symbols that are said: '&' is 'en', '§' 'paragraaf', a lone '€' 'euro'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from bulletin.dutch.numbers import digits, ordinal
from bulletin.dutch.table import read_table
from bulletin.normalize.rule import Context, Rule

HASH = "#"  # no row of a table: there it begins a remark


@cache
def names() -> Mapping[str, str]:
    """Return what is said for each symbol."""
    return {row["symbol"]: row["spoken"] for row in read_table("symbols")} | {HASH: "hekje"}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(symbol) for symbol in sorted(names(), key=len, reverse=True)))


# In brackets behind a name, before a year or a day: (°1960), (* 1921 – † 1999).
_LIFE = {"°": "geboren", "*": "geboren", "†": "overleden"}
_BORN = re.compile(r"\s[A-ZÀ-ÖØ-Þ][\w -]{2,30},? \d{1,2} [a-z]{3,9}\.? 1?\d")  # * Zwolle, 3 mei 1931
_BRACKET = re.compile(r"\([^)]{0,30}$")
_NEEDS_NUMBER = frozenset("<>~=")
_MONEY = frozenset("€$£")
# What is counted is more or less, other numbers greater or smaller: '> 100 mln', 'p < 0,05'.
_COUNTED = re.compile(
    r"\s?(?:[€$£]\s?\d|\d[\d.,]*(?:\s?(?:%|mln|mld|miljoen|miljard|procent|euro|mm\b|cm\b|kg\b|km\b)|\s[a-zà-ÿ]{3,}(?:en|s)\b|\s(?:keer|maal|jaar|uur|kilo|ton|kg)\b))"
)
_MORE = {">": "meer dan", "<": "minder dan"}
_KEY = re.compile(r"(?:toets|knop|sterretje)\s$")


def classify(match: re.Match[str], _context: Context) -> str | None:
    """Take a symbol; some are ornaments unless a number or word follows."""
    text, stop = match.string, match.end()
    following = text[stop : stop + 2].strip()[:1]
    if match[0] == "#" and following.isdecimal():
        return "nummer"
    if match[0] in _LIFE:
        if _BORN.match(text, stop):
            return _LIFE[match[0]]
        if following.isdecimal() and _BRACKET.search(text[max(0, match.start() - 40) : match.start()]):
            return _LIFE[match[0]]
        if match[0] == "†":
            return None
    if match[0] == "·" and not (
        following.isdecimal() and text[match.start() - 1 : match.start()].isdecimal()
    ):
        return None
    if match[0] == "*":
        key = following.isdecimal() or _KEY.search(text[max(0, match.start() - 8) : match.start()])
        return names()["*"] if key else None
    if match[0] in _NEEDS_NUMBER and not (
        (following.isalnum() or following in _MONEY)
        if match[0] == "=" or text[stop : stop + 1] == " "
        else following.isdecimal() or following in _MONEY
    ):
        return None
    if match[0] in _MORE and _COUNTED.match(text, stop):
        return _MORE[match[0]]
    if match[0] in "²³¹" and text[match.start() - 1 : match.start()].isalpha():
        return None if match[0] == "¹" else names()[match[0]]
    return names()[match[0]]


_RAISED = str.maketrans({"^": "", "¹": "1", "²": "2", "³": "3"})
_POWER = re.compile(r"(?:\^[-−]?[\d¹²³]{0,3}){1,6}(?<=[\d¹²³])|[¹²³]{2,3}(?:\^\d){0,3}|[¹²³](?:\^\d){1,3}")


def classify_power(match: re.Match[str], _context: Context) -> str:
    """Take an exponent behind a figure; behind a word it is a footnote, which is not read."""
    if not match.string[match.start() - 1 : match.start()].isdecimal():
        return ""
    figures = re.sub(r"[^\d−-]", "", match[0].translate(_RAISED))
    minus, figures = ("min " if figures[0] in "-−" else ""), re.sub(r"\D", "", figures)
    return f"tot de {minus}{ordinal(int(figures))}" if len(figures) < 16 else digits(figures)


_RATIO = re.compile(r"(?<=\d):(?=\d)|(?<=\d\s):\s(?=\d)")


def classify_ratio(match: re.Match[str], _context: Context) -> str:
    """Take the colon of a scale, '1 : 25.000'; in a book of the Bible, 'Joh. 3:16', it is not said."""
    if _EQUALS.match(match.string, match.end()):
        return "gedeeld door"
    if _RAN.search(match.string[max(0, match.start() - 3) : match.start()]) and _SIXTY.match(
        match.string, match.end()
    ):
        return ""  # 59:47, how long someone ran
    if _LONG.search(match.string[max(0, match.start() - 4) : match.start()]):
        return ""  # part of a code, 2025:7135
    return "" if _VERSE.search(match.string[max(0, match.start() - 24) : match.start()]) else "op"


_RAN, _SIXTY = re.compile(r"(?<!\d)\d\d$"), re.compile(r"[0-5]\d(?!\d|[.,]\d)")
_LONG = re.compile(r"\d{4}$")
_EQUALS = re.compile(r"[\d.,]+\s?=")
_VERSE = re.compile(r"(?:[A-Z][^\W\d_]*\.?|\bart(?:ikel|\.))\s\d+\s?$")


_ERA = re.compile(r"[-–−]\s?(?=(?:ca\.\s?)?\d)")


_END_KNOWN = re.compile(r"\s\([-–−]\s?(?:1\d|20)\d\d\)")


def classify_era(match: re.Match[str], _context: Context) -> str | None:
    """Take the dash of a range that began before Christ, or of which only the end is known: '(-1719)'."""
    if _END_KNOWN.match(match.string, max(0, match.start() - 2)):
        return "tot"
    return "tot" if match.string[: match.start()].rstrip()[-4:] == "Chr." else None


_MULTIPLE = re.compile(
    r"(?<=\()[xX×]\s?(?=\d|€|f\s?\d)|(?<=\d\s)[x×](?=\s[a-z])|(?<=\d)[x×](?!\w)"
    r"|(?<=[a-z]\s)[x×](?=\s(?:f\.?|ƒ|€|\$)?\s?1(?:\.?000|\s?mln)\b|\s\d[\d.,]*\s?=)"
)


def classify_multiple(_match: re.Match[str], _context: Context) -> str:
    """Take what the figures of a table stand for, '(x 1.000)', and how often: '3,5 x zo groot'."""
    return "keer"


_SMILEY = re.compile(r"(?<!\w)[:;]['’]?-?[)(DPpO|](?!\w)")


def classify_smiley(_match: re.Match[str], _context: Context) -> str:
    """Take a face that was typed; it is not read."""
    return ""


def rules() -> tuple[Rule[str], ...]:
    """Return the rules; the pattern of the last holds the table of symbols."""
    starts = "".join({symbol[0] for symbol in names()})
    return (
        Rule("power", _POWER, classify_power, str, starts="^¹²³"),
        Rule("multiple", _MULTIPLE, classify_multiple, str, starts="aA×"),
        Rule("smiley", _SMILEY, classify_smiley, str, starts=":;"),
        Rule("ratio", _RATIO, classify_ratio, str, starts=":"),
        Rule("era", _ERA, classify_era, str, starts="-–−"),
        Rule("symbol", _pattern(), classify, str, starts=starts),
    )
