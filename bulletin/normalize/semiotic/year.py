"""Years and decades: 'in 1997', ''98', 'jaren 80', '1983-87' are read as years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.dutch import calendar, numbers
from bulletin.dutch.words import listed
from bulletin.normalize.around import sentence_around, word_after, word_before
from bulletin.normalize.rule import Context, Rule
from bulletin.normalize.semiotic.measure import is_english_decade

_YEAR = r"(?:1\d|20)\d\d"
PATTERN = re.compile(
    rf"(?P<open>{_YEAR})\s?[-–]\s?(?=\d{{1,2}}\s(?:{'|'.join(calendar.MONTHS)})\s\d)"
    rf"|(?P<from>{_YEAR})(?P<mark>\s?[-–—/]\s?)['’]?(?P<until>{_YEAR}|\d\d)(?![\d%]|[.,]\d|[-/]\d)"
    rf"|(?P<year>{_YEAR})(?![\w%]|[.,]\d|[-/]\d|-[^\W\d_]|['’]\w)"
)
SHORT = re.compile(
    r"['’‘](?P<short>\d\d)(?:(?P<mark>\s?[-–/]\s?)['’‘]?(?P<until>\d\d))?(?![\d%]|[.,]\d)(?P<ending>['’]?ers?\b)?"
)
DECADE = re.compile(
    r"['’‘]?(?P<decade>(?:1\d|20)?[1-9]0|00|(?:1\d|20)00)(?P<ending>'?er|ers|'s|’s|s(?=[\s,.;:)/&-]|$))?(?![\d%]|[.,]\d|\w|\s?[-–]\s?['’‘]?\d)"
)
_SEASON = re.compile(r"seizoen|schooljaar|cursusjaar|academiejaar|\bzitting\b|vergaderjaar|boekjaar")
_QUOTED_COUNT = re.compile(
    rf"-[a-z]{{3,}}|\s(?:{'|'.join(calendar.MONTHS)}|jaar|procent|euro|dagen|uur|minuten)\b"
)
_CLOSING = re.compile(r"\w['’](?!\w)")
_PLURAL = re.compile(r"[^\W\d_]{2,}(?:en|s|['’]s)")  # 2009 stemmen
_COUNTED = re.compile(
    r"[\s\u00a0]+(?:stemmen|jaar|euro|mensen|leden|meter|kilometer|km|keer|inwoners|doden|exemplaren|man\b)"
)


@dataclass(frozen=True, slots=True)
class Year:
    """A year, or a range of them; `short` years have two figures."""

    year: int
    until: int | None = None
    short: bool = False
    until_short: bool = False
    link: str = "tot"
    ending: str = ""


def classify(match: re.Match[str], _context: Context) -> Year | None:
    """Take four figures where a year is likely, and ranges that grow."""
    text = match.string
    if match["open"]:  # 1952-27 december 2002
        return Year(int(match["open"]), ending=" tot")
    if match["from"]:
        first, until = int(match["from"]), match["until"]
        short = len(until) == 2
        grows = int(until) > first % 100 if short else int(until) > first
        if not (grows or (short and first % 100 == 99 and until == "00")):
            return None
        slash = "/" in match["mark"]
        follows = int(until) == (first % 100 + 1 if short else first + 1)
        season = slash or (
            follows and _SEASON.search(text[max(0, match.start() - 32) : match.start()]) is not None
        )
        return Year(first, int(until), until_short=short, link="" if season else "tot")
    if _COUNTED.match(text, match.end()) and word_before(text, match.start()) not in calendar.MONTHS:
        return None
    before = word_before(text, match.start())
    bracketed = (
        text[match.start() - 1 : match.start()] in ("(", ",") or text[match.end() : match.end() + 1] == ")"
    )
    if (
        before in listed("year_before")
        or before in calendar.months()
        or bracketed
        or not word_after(text, match.end()).islower()
    ):
        return Year(int(match["year"]))
    recent = 1900 <= int(match["year"]) < 2100
    return (
        Year(int(match["year"])) if recent and not _PLURAL.fullmatch(word_after(text, match.end())) else None
    )


def classify_short(match: re.Match[str], _context: Context) -> Year | None:
    """Take two figures after an apostrophe, unless a quotation begins with them."""
    following = match.string[match.end() :][:40]
    if match.string[match.start()] == "‘" and "’" in following:
        return None
    if _QUOTED_COUNT.match(following) and _CLOSING.search(following):
        return None  # '23 april bv', '23-jarige', '50 jaar later'
    follows = bool(match["until"]) and int(match["until"]) == (int(match["short"]) + 1) % 100
    season = follows and "seizoen" in sentence_around(match.string, match.start())
    link = "" if season or (match["mark"] and "/" in match["mark"]) else "tot"
    return Year(
        int(match["short"]),
        int(match["until"]) if match["until"] else None,
        True,
        True,
        link,
        (match["ending"] or "").lstrip("'’"),
    )


def verbalize(value: Year) -> str:
    """Say the year, and the other one."""
    words = calendar.short(value.year) if value.short else numbers.year(value.year)
    if value.until is None:
        return words + value.ending
    until = calendar.short(value.until) if value.until_short else numbers.year(value.until)
    return f"{words} {value.link} {until}" if value.link else f"{words} {until}"


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years, and whether they stand before their noun: 'de 80-er jaren'."""

    decade: int
    ending: str = ""


_DECADE_BEFORE = frozenset({"jaren"})
_ENGLISH = {50: "fifties", 60: "sixties", 70: "seventies", 80: "eighties", 90: "nineties"}


def classify_decade(match: re.Match[str], _context: Context) -> Decade | None:
    """Take tens after 'jaren'."""
    if match["ending"] in ("'s", "’s") and int(match["decade"]) in _ENGLISH:
        return Decade(int(match["decade"]), "s")
    if match["ending"] == "s":
        english = is_english_decade(match.string, match.start("decade"), match.end())
        return Decade(int(match["decade"]), "s") if english else None
    if match["ending"] in ("er", "'er") and word_after(match.string, match.end()) == "jaren":
        return Decade(int(match["decade"]), "er")
    if word_before(match.string, match.start()) not in _DECADE_BEFORE:
        return None
    return Decade(int(match["decade"]))


def verbalize_decade(value: Decade) -> str:
    """Say 'tachtig', 'tachtiger', or 'eighties' where English is written."""
    if value.ending == "s":
        return _ENGLISH[value.decade]
    return (
        numbers.year(value.decade) if value.decade > 100 else numbers.cardinal(value.decade)
    ) + value.ending


DECADE_RULE = Rule("decade", DECADE, classify_decade, verbalize_decade, starts="0'’‘")
SHORT_RULE = Rule("year", SHORT, classify_short, verbalize, starts="'’‘")
RULE = Rule("year", PATTERN, classify, verbalize)
