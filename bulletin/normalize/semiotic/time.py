"""Times of the clock: '19.45 uur', '19:45' and '19u45' are read 'negentien uur vijfenveertig'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.dutch import calendar
from bulletin.dutch.numbers import decimal
from bulletin.dutch.words import listed
from bulletin.normalize.around import new_sentence, word_before
from bulletin.normalize.rule import Context, Rule

_HOUR, _MINUTE = r"(?:[01]?\d|2[0-4])", r"[0-5]\d"
_UUR = r"(?P<uur>\s?(?:uur|u\b\.?|h\b))"
PATTERN = re.compile(
    rf"(?P<hour>{_HOUR})(?P<mark>[.:uUh])(?P<minute>{_MINUTE})(?!\d)(?::(?P<second>{_MINUTE})(?!\d))?(?![.,:]\d)"
    rf"(?:u?(?P<to>\s?[-–]\s?)(?P<hour2>{_HOUR})(?:[.:uUh](?P<minute2>{_MINUTE})(?![\d]|[.,:]\d)|u(?!\w)))?{_UUR}?"
    rf"|(?P<round>{_HOUR})(?:u(?:ur)?|h)(?![^\W_]|['’])"
    rf"(?:\s?[-–]\s?(?P<round2>{_HOUR})(?:u(?:ur)?|h)(?P<round_minute>{_MINUTE})?(?!\w))?(?P<dot>\.?)"
)
# Hours of which only one has minutes: 'ma-vr 9-17.30', '9.30-17 uur'.
OPENING_HOURS = re.compile(
    rf"(?:(?P<hour>{_HOUR})\s?[-–]\s?(?P<until>{_HOUR})[.:](?P<until_minute>{_MINUTE})"
    rf"|(?P<hour2>{_HOUR})[.:](?P<minute>{_MINUTE})\s?[-–]\s?(?P<until2>{_HOUR}))(?![\d]|[.,:]\d)(?P<uur>\s?(?:uur|u\b))?"
)
_DAY_OPEN = re.compile(r"\b(?:[a-z]*dag|ma|di|wo|do|vr|za|zo)\.?[,:]?\s(?:van\s)?$", re.IGNORECASE)
_ANOTHER = re.compile(
    rf"\s?(?:-|–|tot|en|of|à|t/m|tot en met|naar|,)\s?{_HOUR}[.:]{_MINUTE}\s?(?:uur|u\b|h\b)"
)
_AT = frozenset({"om", "vanaf", "rond", "omstreeks", "tegen", "tussen", "voor", "na"})
_DAY_BEFORE = re.compile(rf"(?:(?:19|20)\d\d|{'|'.join(calendar.MONTHS)}|dag|za|zo|vr|do|wo|di|ma),?\s$")
_BOOK = re.compile(r"(?:^|[\s(])(?!Ma\.|Di\.|Wo\.|Do\.|Vr\.|Za\.|Zo\.)[A-Z][^\W\d_]{1,5}\.\s$")  # Joh. 3:16
_HEAD = re.compile(r"(?:^|[;•|]\s?|\b(?:NPO|BBC|VRT|RTL|SBS|NED|TV|VTM|ARD|ZDF|Canvas|CNN)\s?\d?[,:]?\s)$")
_CHANNEL = re.compile(
    r"\b(?:(?:NPO|BBC|VRT|RTL|SBS|Ned|Nederland|TV|VTM|ARD|ZDF|RTBF|Kanaal|KA|Net|TF|FR|Play)\s?\d?|Canvas|CNN|Ketnet|Veronica|Eén|VT4|VIJFtv|VIER|VIJF|ZES),?\s$"
)
_TRAIN = re.compile(r"\b(?:trein|intercity|bus|tram|metro|boot|veerboot|vlucht|mis|dienst)\svan\s$")
_DASHED = re.compile(r"\s[-–—|]\s")
_TEAMS = re.compile(r"[A-Z][\w’' .]*\s?[-–]\s?[A-Z][\w’' .]*\s$")
_TITLE = re.compile(r":\s[A-Z]")
_NOON = re.compile(r"\s[nv]\.\s?m\.")  # 9.26 n.m.
_SENTENCE = re.compile(r"\s[A-Z]|\Z")  # 16.12 De minister komt aan; or nothing else (a live blog)
_PROGRAM = re.compile(r",?\s[A-Z]")
# 20.40 Thuis, 21.10 Pano
_AFTER_PROGRAM = re.compile(r"\b(?:[01]?\d|2[0-3])\.[0-5]\d,?\s[A-Z][^.;\d]{1,50}[,;]\s$")
_SINCE = re.compile(rf"{_HOUR}[.:]{_MINUTE}(?:\s?uur)?\s?(?:-|–|tot|en|of)\s?$")
_OTHER_UNIT = re.compile(
    r"\s?(?:%|procent|meter|m\b|km|kilo|liter|euro|dollar|miljoen|miljard|mln|mld|seconde|punt|graden|°|cm|ton|gram|pond)"
)


@dataclass(frozen=True, slots=True)
class Time:
    """An hour, a minute, and perhaps a second."""

    hour: int
    minute: int = 0
    second: int | None = None
    until: tuple[int, int] | None = None
    unsure: bool = False


def classify(match: re.Match[str], _context: Context) -> Time | None:
    """Take what 'uur' follows, what a colon parts, and after 'om' or beside another time also a dot."""
    if match["round"]:
        shut = (int(match["round2"]), int(match["round_minute"] or 0)) if match["round2"] else None
        return Time(int(match["round"]), until=shut)
    text, hour, minute = match.string, int(match["hour"]), int(match["minute"])
    if hour == 24 and minute:
        return None
    if (
        match["mark"] == ":"
        and not match["uur"]
        and (
            _BOOK.search(text[max(0, match.start() - 12) : match.start()])
            or word_before(text, match.start()) in ("art.", "artikel", "artt.", "artikelen")
        )
    ):
        return None
    until = (int(match["hour2"]), int(match["minute2"] or 0)) if match["to"] else None
    if not match["uur"] and not (
        until and until > (hour, minute) and not _OTHER_UNIT.match(text, match.end())
    ):
        if _OTHER_UNIT.match(text, match.end()):
            return None
        if match["mark"] == "." and not (
            _ANOTHER.match(text, match.end())
            or _SINCE.search(text[max(0, match.start() - 24) : match.start()])
            or word_before(text, match.start()) in listed("clock_before")
            or (minute % 15 == 0 and word_before(text, match.start()).endswith("uur"))
            or _NOON.match(text, match.end())
            or _TRAIN.search(text[max(0, match.start() - 24) : match.start()])
            or (minute % 5 == 0 and word_before(text, match.start()) in _AT)
            or (match["hour"][0] == "0" and len(match["hour"]) == 2)
            or (minute % 5 == 0 and (_is_listed(match) or _is_planned(match)))
            or (not match.start() and len(match["hour"]) == 2 and _TITLE.match(text, match.end()))
            or (not match.start() and len(match["hour"]) == 2 and _SENTENCE.match(text, match.end()))
            or _DAY_BEFORE.search(text[max(0, match.start() - 16) : match.start()])
        ):
            return None
    return Time(hour, minute, int(match["second"]) if match["second"] else None, until, _is_unsure(match))


def _is_listed(match: re.Match[str]) -> bool:
    """Tell a program of the day: '20.30, NPO 1: …; 21.25, BBC Two'."""
    head = _HEAD.search(match.string[max(0, match.start() - 12) : match.start()])
    if not match.start() and _DASHED.match(match.string, match.end()):
        return True  # 12.15 - Het dodental loopt op
    if len(match["hour"]) == 2 and _TITLE.match(match.string, match.end()):
        return True  # SBS6, 22.05: Hart van Nederland
    head = head or _AFTER_PROGRAM.search(match.string[max(0, match.start() - 64) : match.start()])
    return head is not None and _PROGRAM.match(match.string, match.end()) is not None


def _is_planned(match: re.Match[str]) -> bool:
    """Tell when a program or a match begins: 'Canvas 23.45', 'Quick Boys - Urk (15.00)'."""
    if len(match["hour"]) != 2:
        return False
    text, start, stop = match.string, match.start(), match.end()
    if text[start - 1 : start] == "(" and text[stop : stop + 1] == ")":
        return _TEAMS.search(text[max(0, start - 60) : start - 1]) is not None
    return _CHANNEL.search(text[max(0, start - 16) : start]) is not None


def classify_opening_hours(match: re.Match[str], _context: Context) -> Time | None:
    """Take a row of hours that grows, before 'uur' or behind a day."""
    start = (int(match["hour"] or match["hour2"]), int(match["minute"] or 0))
    until = (int(match["until"] or match["until2"]), int(match["until_minute"] or 0))
    before = match.string[max(0, match.start() - 24) : match.start()]
    if until <= start or not (match["uur"] or _DAY_OPEN.search(before)):
        return None
    return Time(*start, until=until)


def _is_unsure(match: re.Match[str]) -> bool:
    return match["mark"] == "." and not match["uur"] and not match["to"]


def other(time: Time) -> str:
    """Return the reading as a decimal of what only the words around make a time."""
    return decimal(str(time.hour), f"{time.minute:02}") if time.unsure else ""


def stop(match: re.Match[str], _value: Time) -> int:
    """Leave the full stop after 'u' to the sentence when nothing follows."""
    end = match.end()
    return end - 1 if match[0].endswith(".") and new_sentence(match.string, end) else end


def verbalize(time: Time) -> str:
    """Say hour and minute."""
    words = calendar.clock(time.hour, time.minute, time.second)
    return f"{words} tot {calendar.clock(*time.until)}" if time.until else words


def rules() -> tuple[Rule[Time], Rule[Time]]:
    """Return the rules: opening hours, and the clock."""
    return (
        Rule("time", OPENING_HOURS, classify_opening_hours, verbalize),
        Rule("time", PATTERN, classify, verbalize, stop=stop, other=other),
    )
