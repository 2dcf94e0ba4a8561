"""How long something lasted: '1.47,53' is 'één zevenenveertig drieënvijftig', '3u46m23s' has hours."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bulletin.dutch.numbers import cardinal, ordinal
from bulletin.dutch.words import beginnings
from bulletin.normalize.around import sentence_around, word_before
from bulletin.normalize.rule import Context, Rule

LAP = re.compile(
    r"(?:(?P<hours>\d)[.:](?=[0-5]\d[.:]))?(?P<minutes>\d{1,2})[.:](?P<seconds>[0-5]\d)(?:[,.]|['’′](?=\d\d))(?P<parts>\d{1,3})(?!\d|[.,]\d)"
)


@dataclass(frozen=True, slots=True)
class Lap:
    """A time that was skated, swum or driven: minutes, seconds and hundredths."""

    minutes: int
    seconds: str
    parts: str
    hours: str = ""


def classify_lap(match: re.Match[str], _context: Context) -> Lap | None:
    """Take 1.44,37 and 1:44.378; the scale of a map, 1:25.000, is none."""
    if match["minutes"] == "1" and len(match["parts"]) == 3 and match["parts"].endswith("00"):
        return None
    return Lap(int(match["minutes"]), match["seconds"], match["parts"], match["hours"] or "")


def verbalize_lap(lap: Lap) -> str:
    """Say it as a commentator does: 'één vierenveertig zevenendertig'."""
    first = f"{cardinal(int(lap.hours))} " if lap.hours else ""
    return first + " ".join((cardinal(lap.minutes), _figures(lap.seconds), _figures(lap.parts)))


def _figures(figures: str) -> str:
    noughts = len(figures) - len(figures.lstrip("0"))
    return " ".join(("nul",) * noughts + ((cardinal(int(figures)),) if noughts < len(figures) else ()))


RACE = re.compile(
    r"(?P<hours>\d{1,2})(?:\.(?P<minutes>[0-5]\d)\.|\s?[uh]\s?(?P<minutes2>[0-5]\d)\s?[:.'’′m]\s?|:(?P<minutes6>[0-5]\d)[:'’′])(?P<seconds>[0-5]\d)"
    r"(?:[\"”″]|''|\s?s(?!\w)|\s?sec\b)?"
    r"(?P<uur>\suur\b)?(?![\d]|[.,:]\d)"
    r"|(?P<minutes3>\d{1,2})(?:['’′](?P<seconds3>[0-5]\d)(?:[\"”″]|'')(?P<parts>\d{1,3})?|m(?P<seconds4>[0-5]\d)s)(?!\w)"
    r"|(?P<seconds6>\d{1,2})(?:[\"”″]|'')(?P<parts2>\d{2,3})(?!\w)"
    r"|(?P<hours2>\d{1,2})u\s?(?P<minutes4>[0-5]\d)(?:['’′]|m|min)(?!\w)"
    r"|(?P<ahead>\d{1,2})[.:](?P<seconds7>[0-5]\d)(?=\s(?:(?:voor|achter)\sop\b|achterstand|voorsprong|sneller|trager|langzamer))"
    r"|(?:(?<=[(\s])(?P<plus>\+)\s?|(?<=\bop\s)|(?<=achterstand\svan\s)|(?<=voorsprong\svan\s))(?P<behind>\d{1,2})[.:](?P<seconds5>[0-5]\d)(?![\w%]|[.,:]\d|\s?(?:uur|u\b|%|procent|euro|meter|m\b|punt))"
)
_KILOMETERS = re.compile(r"\d\s?(?:km|kilometer)\b[^.;]{0,40}\sin\s$")  # de 10 km in 31.48
_UNDER = re.compile(r"\b(?:onder|binnen|boven|rond)\sde\s$")  # onder de 1.30, in a line of laps
_LONGEST_RUN = 6  # hours
_DAY = 24  # hours
_TRACK = re.compile(
    r"\b(?:100|200|400|500|800|1\.?000|1\.?500|3\.?000|5\.?000|10\.?000)\s?(?:meter|m)\b|schaats|zwem|zwom"
)
_OF_WINNER = re.compile(r"\svan\s(?:de\s)?(?:winn|leider|koploper|[A-Z])")
_RUN_IN = frozenset({"in", "op", "tijd", "record", "naar", "binnen", "rond", "met"})


@dataclass(frozen=True, slots=True)
class Race:
    """How long a race took: hours, minutes, seconds, and hundredths."""

    hours: int
    minutes: int
    seconds: int
    parts: str = ""
    behind: bool = False  # '(+0.21)'


def classify_race(match: re.Match[str], _context: Context) -> Race | None:
    """Take 2.03.59, 4u52'42\", 3u46m23s, 2'15\" and 48\"21; colons are the clock's, a plus what one lost."""
    if match["behind"]:
        bracketed, colon = match.string.startswith("(", match.start() - 1), ":" in match[0]
        if match["plus"] and not bracketed:  # 4. Yates +7:35
            return Race(0, int(match["behind"]), int(match["seconds5"]), behind=True) if colon else None
        near = sentence_around(match.string, match.start())
        of_winner = match.string[max(0, match.start() - 4) : match.start()] == "van " or (
            not match["plus"] and _OF_WINNER.match(match.string, match.end())
        )
        if not of_winner and not beginnings("race" if match["plus"] else "gap").search(near):
            return None
        return Race(0, int(match["behind"]), int(match["seconds5"]), behind=bool(match["plus"]))
    if match["ahead"]:
        return Race(0, int(match["ahead"]), int(match["seconds7"]))
    if match["seconds6"]:
        return Race(0, 0, int(match["seconds6"]), match["parts2"])
    if match["hours2"]:
        return Race(int(match["hours2"]), int(match["minutes4"]), 0)
    if match["minutes3"]:
        seconds = match["seconds3"] or match["seconds4"]
        return Race(0, int(match["minutes3"]), int(seconds), match["parts"] or "")
    plain = match["minutes"] is not None or match[0].count(":") == 2
    if plain and not match["uur"] and not _is_long(match):
        return None
    return Race(
        int(match["hours"]),
        int(match["minutes"] or match["minutes2"] or match["minutes6"]),
        int(match["seconds"]),
    )


def _is_long(match: re.Match[str]) -> bool:
    """Tell hours, minutes and seconds from the clock, and from a lap with a dot for a comma."""
    if match["minutes6"] and int(match["hours"]) >= _DAY:
        return True  # 72:04:39 in a Tour
    near = sentence_around(match.string, match.start())
    if (
        match["minutes"]
        and int(match["hours"]) >= _LONGEST_RUN
        and not beginnings("longest_race").search(near)
    ):
        return False  # 6.22.26 is skated
    if match["minutes"] and _TRACK.search(near) and not beginnings("longest_race").search(near):
        return False  # 1.53.30 on the 1500 meters
    if beginnings("long_race").search(near):
        return True
    run = match["minutes"] is not None and word_before(match.string, match.start()) in _RUN_IN
    return run and not beginnings("lap_sport").search(near)


def verbalize_race(race: Race) -> str:
    """Say hours, minutes and seconds with their names."""
    if race.behind:
        return f"plus {verbalize_race(replace(race, behind=False))}"
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
    r"(?:(?P<low>\d{1,3})\s?(?P<link>à|-|–|tot|of)\s?)?(?P<minutes>\d{1,3})(?:\+(?P<added>\d{1,2})['’′]|['’](?:\+(?P<extra>\d{1,2})['’]?)?(?=\s|[,.;:)]|$)|′(?!\w))"
)
_QUOTED_END = re.compile(r"[^\W\d]['’](?!\w)|[.,?!]['’]")
_QUOTED = re.compile(r"(?:^|[\s(])['‘’](?=\w)")


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes, and those of the time that was added: 45'+2."""

    minutes: int
    extra: int = 0
    place: bool = False  # in de 12'
    low: int | None = None
    link: str = "tot"


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
        int(match["low"]) if match["low"] else None,
        match["link"] if match["link"] in ("à", "of") else "tot",
    )


def verbalize_minutes(value: Minutes) -> str:
    """Say the minutes."""
    if value.place:
        return f"{ordinal(value.minutes)} minuut"
    if value.low is not None:
        return f"{cardinal(value.low)} {value.link} {cardinal(value.minutes)} minuten"
    words = cardinal(value.minutes) + (f" plus {cardinal(value.extra)}" if value.extra else "")
    return f"{words} {'minuut' if value.minutes == 1 else 'minuten'}"


_LISTED = re.compile(
    r"(?P<all>\d{1,3}\.(?=[\s,+/])(?:\+\d{1,2})?(?:(?:,\s?|\sen\s|/)\d{1,3}\.(?:\+\d{1,2})?)*)\s?(?:min\b\.?|minuut\b)"
    r"|(?<=\()(?P<alone>\d{1,3}\.(?:\+\d{1,2})?(?:,\s?\d{1,3}\.(?:\+\d{1,2})?)*)(?=\))"
)
_SCORER = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]+\s\($")


def classify_listed(match: re.Match[str], _context: Context) -> str | None:
    """Take the minutes of goals: '12., 45.+2 en 78. min.', and 'Shved (57.)'."""
    if match["alone"]:
        scorer = _SCORER.search(match.string[max(0, match.start() - 32) : match.start()])
        return match["alone"] if scorer else None
    return match["all"]


def verbalize_listed(written: str) -> str:
    """Say 'twaalfde, vijfenveertigste plus twee en achtenzeventigste minuut'."""
    words = re.sub(r"\d+(?=\.)", lambda figures: ordinal(int(figures[0])), written)
    words = re.sub(r"\+\d+", lambda figures: f" plus {cardinal(int(figures[0]))}", words)
    return words.replace(".", "").replace("/", ", ") + " minuut"


_WITH_SECONDS = re.compile(
    r"(?P<minutes>\d{1,3})[.:](?P<seconds>[0-5]\d)(?:\s(?P<unit>minuten|minuut|min\.|min)(?!\w)|(?![\d]|[.,:]\d|\s?uur))"
)


def classify_with_seconds(match: re.Match[str], _context: Context) -> Race | None:
    """Take minutes with two figures of seconds behind a dot: '39.20 minuten', or what kilometers took."""
    before = match.string[max(0, match.start() - 64) : match.start()]
    if match["unit"] is None and not _KILOMETERS.search(before):
        near = sentence_around(match.string, match.start())
        if not (_UNDER.search(before) and LAP.search(near)):
            return None
    return Race(0, int(match["minutes"]), int(match["seconds"]))


def verbalize_with_seconds(race: Race) -> str:
    """Say the seconds without their name."""
    words = verbalize_minutes(Minutes(race.minutes))
    return f"{words} {cardinal(race.seconds)}" if race.seconds else words


def rules() -> tuple[Rule[Race], Rule[Lap], Rule[Race], Rule[Minutes], Rule[str]]:
    """Return the rules in order; the clock comes after the first three."""
    return (
        Rule("race", RACE, classify_race, verbalize_race, starts="0+"),
        Rule("lap", LAP, classify_lap, verbalize_lap),
        Rule("minutes", _WITH_SECONDS, classify_with_seconds, verbalize_with_seconds),
        Rule("minutes", _MINUTES, classify_minutes, verbalize_minutes),
        Rule("minutes", _LISTED, classify_listed, verbalize_listed),
    )
