"""How long something lasted: '1.47,53' is read 'één zevenenveertig drieënvijftig', '2.03.59' in hours, minutes and seconds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.dutch.numbers import cardinal, ordinal
from bulletin.dutch.words import beginnings
from bulletin.normalize.around import sentence_around, word_before
from bulletin.normalize.rule import Context, Rule

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


def rules() -> tuple[Rule[Race], Rule[Lap], Rule[Race], Rule[Minutes]]:
    """Return the rules in order; the clock comes after the first three."""
    return (
        Rule("race", RACE, classify_race, verbalize_race),
        Rule("lap", LAP, classify_lap, verbalize_lap),
        Rule("minutes", _WITH_SECONDS, classify_with_seconds, verbalize_with_seconds),
        Rule("minutes", _MINUTES, classify_minutes, verbalize_minutes),
    )
