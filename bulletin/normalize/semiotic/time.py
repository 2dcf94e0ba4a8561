"""Times of the clock: '19.45 uur', '19:45' and '19u45' are read 'negentien uur vijfenveertig'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.dutch import calendar
from bulletin.dutch.numbers import cardinal, decimal, ordinal
from bulletin.dutch.words import beginnings, listed
from bulletin.normalize.around import new_sentence, sentence_around, word_before
from bulletin.normalize.rule import Context, Rule

_HOUR, _MINUTE = r"(?:[01]?\d|2[0-4])", r"[0-5]\d"
_UUR = r"(?P<uur>\s?(?:uur|u\b\.?|h\b))"
PATTERN = re.compile(
    rf"(?P<hour>{_HOUR})(?P<mark>[.:uUh])(?P<minute>{_MINUTE})(?!\d)(?::(?P<second>{_MINUTE})(?!\d))?(?![.,:]\d)"
    rf"(?:(?P<to>\s?[-–]\s?)(?P<hour2>{_HOUR})[.:uUh](?P<minute2>{_MINUTE})(?![\d]|[.,:]\d))?{_UUR}?"
    rf"|(?P<round>{_HOUR})(?:u(?:ur)?|h)(?![^\W_]|['’])(?P<dot>\.?)"
)
_ANOTHER = re.compile(
    rf"\s?(?:-|–|tot|en|of|à|t/m|tot en met|naar|,)\s?{_HOUR}[.:]{_MINUTE}\s?(?:uur|u\b|h\b)"
)
_AT = frozenset({"om", "vanaf", "rond", "omstreeks", "tegen", "tussen", "voor", "na"})
_DAY_BEFORE = re.compile(rf"(?:(?:19|20)\d\d|{'|'.join(calendar.MONTHS)}|dag|za|zo|vr|do|wo|di|ma),?\s$")
_BOOK = re.compile(r"(?:^|\s|\d\s)(?!Ma\.|Di\.|Wo\.|Do\.|Vr\.|Za\.|Zo\.)[A-Z][^\W\d_]{1,5}\.\s$")  # Joh. 3:16
_HEAD = re.compile(r"(?:^|[;•|]\s?|\b(?:NPO|BBC|VRT|RTL|SBS|NED|TV|VTM|ARD|ZDF|Canvas|CNN)\s?\d?,?\s)$")
_DASHED = re.compile(r"\s[-–—|]\s")
_TITLE = re.compile(r":\s[A-Z]")
_PROGRAM = re.compile(r",?\s[A-Z]")
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
        return Time(int(match["round"]))
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
    until = (int(match["hour2"]), int(match["minute2"])) if match["to"] else None
    if not match["uur"] and not (
        until and until > (hour, minute) and not _OTHER_UNIT.match(text, match.end())
    ):
        if _OTHER_UNIT.match(text, match.end()):
            return None
        if match["mark"] == "." and not (
            _ANOTHER.match(text, match.end())
            or _SINCE.search(text[max(0, match.start() - 24) : match.start()])
            or word_before(text, match.start()) in listed("clock_before")
            or (minute % 5 == 0 and word_before(text, match.start()) in _AT)
            or match["hour"][0] == "0"
            or (minute % 5 == 0 and _is_listed(match))
            or _DAY_BEFORE.search(text[max(0, match.start() - 16) : match.start()])
        ):
            return None
        if match["mark"] in "uUh" and match["mark"] != "u" and len(match["minute"]) != 2:
            return None
    return Time(hour, minute, int(match["second"]) if match["second"] else None, until, _is_unsure(match))


def _is_listed(match: re.Match[str]) -> bool:
    """Tell a program of the day: '20.30, NPO 1: …; 21.25, BBC Two'."""
    head = _HEAD.search(match.string[max(0, match.start() - 12) : match.start()])
    if not match.start() and _DASHED.match(match.string, match.end()):
        return True  # 12.15 - Het dodental loopt op
    if len(match["hour"]) == 2 and _TITLE.match(match.string, match.end()):
        return True  # SBS6, 22.05: Hart van Nederland
    return head is not None and _PROGRAM.match(match.string, match.end()) is not None


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


LAP = re.compile(
    r"(?:(?P<hours>\d)[.:](?=[0-5]\d[.:]))?(?P<minutes>\d{1,2})[.:](?P<seconds>[0-5]\d)[,.](?P<parts>\d{1,3})(?!\d|[.,]\d)"
)


@dataclass(frozen=True, slots=True)
class Lap:
    """A time that was skated, swum or driven: minutes, seconds and hundredths."""

    minutes: int
    seconds: str
    parts: str
    hours: str = ""


def classify_lap(match: re.Match[str], _context: Context) -> Lap | None:
    """Take 1.44,37 and 1:44.37; the scale of a map, 1:25.000, is none."""
    if len(match["parts"]) == 3 and re.fullmatch(r"\d+:\d+\.\d+", match[0]):
        return None
    return Lap(int(match["minutes"]), match["seconds"], match["parts"], match["hours"] or "")


def verbalize_lap(lap: Lap) -> str:
    """Say it as a commentator does: 'één vierenveertig zevenendertig'."""
    first = f"{cardinal(int(lap.hours))} " if lap.hours else ""
    return first + " ".join((cardinal(lap.minutes), _figures(lap.seconds), _figures(lap.parts)))


def _figures(figures: str) -> str:
    return (
        f"nul {cardinal(int(figures))}" if figures[0] == "0" and len(figures) > 1 else cardinal(int(figures))
    )


RACE = re.compile(
    r"(?P<hours>\d{1,2})(?:\.(?P<minutes>[0-5]\d)\.|[u:](?P<minutes2>[0-5]\d)[:'’′])(?P<seconds>[0-5]\d)(?:[\"”″]|'')?"
    r"(?![\d]|[.,:]\d)"
    r"|(?P<minutes3>\d{1,2})['’′](?P<seconds3>[0-5]\d)(?:[\"”″]|'')(?P<parts>\d{1,3})?(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Race:
    """How long a race took: hours, minutes, seconds, and hundredths."""

    hours: int
    minutes: int
    seconds: int
    parts: str = ""


def classify_race(match: re.Match[str], _context: Context) -> Race | None:
    """Take 2.03.59, 4u52'42\" and 2'15\"; with colons it is the clock."""
    if match["minutes3"]:
        return Race(0, int(match["minutes3"]), int(match["seconds3"]), match["parts"] or "")
    if (match["minutes"] or match[0].count(":") == 2) and (
        not beginnings("long_race").search(sentence_around(match.string, match.start()))
    ):
        return None
    return Race(int(match["hours"]), int(match["minutes"] or match["minutes2"]), int(match["seconds"]))


def verbalize_race(race: Race) -> str:
    """Say hours, minutes and seconds with their names."""
    parts = [f"{cardinal(race.hours)} uur"] if race.hours else []
    if race.minutes:
        parts.append(f"{cardinal(race.minutes)} {'minuut' if race.minutes == 1 else 'minuten'}")
    if race.seconds or race.parts:
        name = "" if race.parts else " seconde" if race.seconds == 1 else " seconden"
        link = "en " if parts and not race.parts else ""
        parts.append(
            link + cardinal(race.seconds) + name + (f" {_figures(race.parts)}" if race.parts else "")
        )
    return " ".join(parts) or cardinal(0)


RACE_RULE = Rule("race", RACE, classify_race, verbalize_race)
RULE = Rule("time", PATTERN, classify, verbalize, stop=stop, other=other)
LAP_RULE = Rule("lap", LAP, classify_lap, verbalize_lap)

_MINUTES = re.compile(
    r"(?P<minutes>\d{1,3})(?:\+(?P<added>\d{1,2})['’′]|['’](?:\+(?P<extra>\d{1,2})['’]?)?(?=\s|[,.;:)]|$)|′(?!\w))"
)
_QUOTED_END = re.compile(r"[^\W\d]['’](?!\w)|[.,?!]['’]")
_QUOTED = re.compile(r"(?:^|[\s(])['‘’](?=\w)")


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes, and those of the time that was added: 45'+2."""

    minutes: int
    extra: int = 0
    place: bool = False  # in de 12'


def classify_minutes(match: re.Match[str], _context: Context) -> Minutes | None:
    """Take a figure with the mark of a minute; where a quotation is open, the mark closes it."""
    start = match.start()
    near = match.string[max(0, start - 300) : start + 1]
    if match[0][-1] != "′" and len(_QUOTED.findall(near)) > len(_QUOTED_END.findall(near)):
        return None
    return Minutes(
        int(match["minutes"]),
        int(match["extra"] or match["added"] or 0),
        word_before(match.string, start) == "de",
    )


def verbalize_minutes(value: Minutes) -> str:
    """Say the minutes."""
    if value.place:
        return f"{ordinal(value.minutes)} minuut"
    words = cardinal(value.minutes) + (f" plus {cardinal(value.extra)}" if value.extra else "")
    return f"{words} {'minuut' if value.minutes == 1 else 'minuten'}"


_WITH_SECONDS = re.compile(
    r"(?P<minutes>\d{1,3})[.:](?P<seconds>[0-5]\d)\s(?:minuten|minuut|min\.|min)(?!\w)"
)


def classify_with_seconds(match: re.Match[str], _context: Context) -> Race:
    """Take minutes with two figures of seconds behind a dot: '39.20 minuten'."""
    return Race(0, int(match["minutes"]), int(match["seconds"]))


def verbalize_with_seconds(race: Race) -> str:
    """Say the seconds without their name."""
    words = verbalize_minutes(Minutes(race.minutes))
    return f"{words} {cardinal(race.seconds)}" if race.seconds else words


WITH_SECONDS_RULE = Rule("minutes", _WITH_SECONDS, classify_with_seconds, verbalize_with_seconds)
MINUTES_RULE = Rule("minutes", _MINUTES, classify_minutes, verbalize_minutes)
