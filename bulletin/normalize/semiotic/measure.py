"""Measures: '80 km/u' is read 'tachtig kilometer per uur', '1.76 meter' 'één meter zesenzeventig'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bulletin.dutch.numbers import cardinal
from bulletin.dutch.table import read_table
from bulletin.dutch.words import beginnings, one_of
from bulletin.normalize import amount
from bulletin.normalize.amount import AMOUNT, NUMBER, Amount, parse_number, read_number
from bulletin.normalize.around import goes_on, sentence_around
from bulletin.normalize.rule import Context, Rule


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount of a unit, or two or three sides of a thing."""

    amount: Amount
    singular: str
    plural: str
    sides: tuple[str, ...] = ()
    link: str = "bij"


@cache
def units() -> dict[str, tuple[str, str]]:
    """Return the singular and plural of every unit by its symbol."""
    return {row["symbol"]: (row["singular"], row["plural"] or row["singular"]) for row in read_table("units")}


@cache
def _symbols() -> str:
    return one_of(units())


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<side1>(?>{NUMBER}))(?:\s?(?:{_symbols()}))?\s?[x×]\s?(?P<side2>{NUMBER})(?:\s?(?:{_symbols()})(?!\w))?"
        rf"(?:\s?[x×]\s?(?P<side3>{NUMBER}))?\s?(?P<sideunit>{_symbols()})(?![\w²³])"
        rf"|(?P<model>\d{{1,4}})/(?P<model2>\d{{1,4}})\s?(?P<modelunit>[MGT]B|V|mmHg|mm\sHg)(?!\w)"
        rf"|{AMOUNT}(?P<gap>\s?)(?P<unit>{_symbols()})(?![\w²³]|/(?!\d|(?:{_symbols()}|{_PER})(?!\w))|['’]\w|[.&]\w)"
    )


_PER = "uur|ton|dag|week|maand|jaar|stuk|liter|kilo|glas|fles|persoon|nacht|pak|set"
# Letters that are a unit directly behind a figure, but more often something else after a space.
_ONLY_GLUED = frozenset({"h"})
_VOLTS = re.compile(r"\d\s?(?:k?v|k?w|kva|volt|watt)\b")  # 230 V, 16 A
# Letters of classes and doors, 3A and 4K: units behind a decimal, or after a space where one measures.
_CLASSES = frozenset({"A", "B", "C", "J", "K", "N", "t"})


def _is_unit(match: re.Match[str], unit: str) -> bool:
    """Tell whether a single letter is a unit, and not a class at school or the number of a door."""
    if unit == "t" and match.string.startswith("/m", match.end()):
        return False  # 12 t/m 36
    if unit in _CLASSES:
        near = sentence_around(match.string, match.start())
        measured = beginnings("unit_near").search(near) or (unit == "A" and _VOLTS.search(near))
        return bool(match["gap"]) and (unit == "K" or measured is not None)
    return not (unit in _ONLY_GLUED and match["gap"])


def classify(match: re.Match[str], _context: Context) -> Measure | None:
    """Take an amount and a symbol of the table."""
    if match["side1"]:
        singular, plural = units()[match["sideunit"]]
        relay = _RELAY.match(f"{match['side1']}x{match['side2']}") is not None and singular == "meter"
        sides = tuple(filter(None, match.group("side1", "side2", "side3")))
        if singular == "kilometer" and beginnings("race").search(
            sentence_around(match.string, match.start())
        ):
            relay = True
        often = relay or _TIMES.match(match[0]) or not any(length in singular for length in _LENGTHS)
        return Measure(Amount(parse_number(sides[0])), singular, plural, sides, "keer" if often else "bij")
    if match["model"]:  # 12/256 GB
        sides = (match["model"], match["model2"])
        link = "over" if match["modelunit"].endswith("Hg") else ""
        return Measure(Amount(parse_number(sides[0])), *units()[match["modelunit"]], sides, link)
    unit = match["unit"]
    if unit == "s" and not match["gap"] and is_english_decade(match.string, match.start("low"), match.end()):
        return None
    if unit == "°" and is_listed_in_law(match.string, match.start()):
        return None
    if not match["scale"] and "," not in match["low"] and not _is_unit(match, unit):
        return None
    if unit in ("gr", "gr.") and beginnings("weather").search(sentence_around(match.string, match.start())):
        return Measure(amount.parse(match), "graad", "graden")
    if unit == "Sv" and _LAW.search(sentence_around(match.string, match.start())):
        return None
    return Measure(amount.parse(match), *units()[match["unit"]])


_DECADE = re.compile(r"[5-9]0s$")
_DECADE_BEFORE = re.compile(
    r"(?:\b(?:[Dd]e|[Tt]he|[Jj]aren|early|late|mid)\s|0s\s?(?:[/&-]|en|and)\s?|['’])$"
)
_DECADE_AFTER = re.compile(r"\s?(?:[/&-]|en|and)\s?[5-9]0s\b|-[a-z]{3,}")


def is_english_decade(text: str, start: int, stop: int) -> bool:
    """Tell tens of years from seconds: 'de 80s', '70s/80s', '90s-muziek'."""
    return _DECADE.fullmatch(text, start, stop) is not None and (
        _DECADE_BEFORE.search(text[max(0, start - 8) : start]) is not None
        or _DECADE_AFTER.match(text, stop) is not None
    )


_IN_LAW = re.compile(r"\b(?:onder|sub|lid|onderdeel)\s(?:\w{1,3},\s)?$")


def is_listed_in_law(text: str, place: int) -> bool:
    """Tell whether the figure at `place` is a place in a list of a law: 'onder a, 4°'."""
    return _IN_LAW.search(text[max(0, place - 24) : place]) is not None


_LAW = re.compile(r"\bart(?:ikel|\.)|\blid\b")  # the code of criminal procedure, not the sievert
_LENGTHS = ("meter", "inch", "voet", "pixel")  # what sides have; six times fifty minutes is no size
_RELAY = re.compile(r"\d{1,2}\s?[x×]\s?(?:50|100|200|250|400|500|800|1500|1\.500)$")  # 4x100 m
_TIMES = re.compile(r"\d{1,2}[x×]\s\d")  # 2x 300 meter
_NEUTER = frozenset(
    {"uur", "jaar", "procent", "procentpunt", "pond", "vat", "lichtjaar"}
)  # 'anderhalf uur', 'anderhalve meter'


def stop(match: re.Match[str], _value: Measure) -> int:
    """Leave the full stop of a symbol to the sentence that ends there."""
    text, end = match.string, match.end()
    if match[0].endswith("."):
        return end if goes_on(text, end) else end - 1
    dotted = text[end : end + 1] == "." and match[0][-1].isalpha()
    return (
        end + 1 if dotted and text[end + 1 : end + 2] in (" ", ",", ";") and goes_on(text, end + 1) else end
    )


def verbalize(measure: Measure) -> str:
    """Say the amount and the unit; meters and centimeters apart."""
    found = measure.amount
    if measure.sides:
        link = f" {measure.link} " if measure.link else " "
        return link.join(read_number(parse_number(side)) for side in measure.sides) + f" {measure.plural}"
    if measure.singular == "meter" and len(found.low.figures) == 2 and _is_height(found):
        return _meters(found)
    if found.is_half:
        words = amount.read(found)
        return f"{words if measure.singular in _NEUTER else words[:-1] + 've'} {measure.singular}"
    return f"{amount.read(found)} {measure.singular if found.singular else measure.plural}"


def _is_height(found: Amount) -> bool:
    return found.high is None and not found.scale and not found.low.vulgar and 0 < found.low.value < 100


def _meters(found: Amount) -> str:
    centimeters = int(found.low.figures)
    words = f"{amount.SIGNS[found.sign]}{cardinal(found.low.value)} meter"
    return f"{words} {cardinal(centimeters)}" if centimeters else words


_GLUED_METERS = re.compile(r"(?P<meters>[1-9])m(?P<centimeters>\d\d)(?!\w|[.,]\d)")


def classify_glued(match: re.Match[str], _context: Context) -> tuple[int, int]:
    """Take a height as 1m83."""
    return int(match["meters"]), int(match["centimeters"])


def verbalize_glued(value: tuple[int, int]) -> str:
    """Say 'één meter drieëntachtig'."""
    return f"{cardinal(value[0])} meter {cardinal(value[1])}".removesuffix(" nul")


def glued_rule() -> Rule[tuple[int, int]]:
    """Return the rule for heights with the unit between the figures."""
    return Rule("meters", _GLUED_METERS, classify_glued, verbalize_glued)


def other_meters(measure: Measure) -> str:
    """Return the height as a decimal."""
    return f"{amount.read(measure.amount)} {measure.plural}"


_METERS = re.compile(rf"{AMOUNT}\s(?P<unit>meter)\b")


def classify_meters(match: re.Match[str], _context: Context) -> Measure | None:
    """Take meters that are written out, with two figures of centimeters."""
    found = amount.parse(match)
    return Measure(found, "meter", "meter") if len(found.low.figures) == 2 and _is_height(found) else None


_ANGLE = re.compile(
    r"(?P<degrees>\d{1,3}(?:[.,]\d{1,4})?)\s?(?:°|gr\.?(?=\s?\d{1,2}\s?['’′]))\s?(?:(?P<minutes>\d{1,2})\s?[′’']|(?=[NZOW][BL]?(?!\w)))\s?(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s?(?:[″”\"]|''|′′))?"
    r"(?:\s?(?P<side>N\.\s?B\.|Z\.\s?B\.|O\.\s?L\.|W\.\s?L\.|n\.\s?[bB]r?\.|z\.\s?[bB]r?\.|o\.\s?[lL]\.|w\.\s?[lL]\.|NB|ZB|OL|WL|[NZOWES])(?!\w))?"
)
_SIDES = {
    "N": "noorderbreedte", "Z": "zuiderbreedte", "S": "zuiderbreedte",
    "O": "oosterlengte", "E": "oosterlengte", "W": "westerlengte",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Angle:
    """A place on the globe in degrees, minutes and seconds."""

    degrees: str
    minutes: str | None
    seconds: str
    side: str = ""


def classify_angle(match: re.Match[str], _context: Context) -> Angle:
    """Take degrees with minutes."""
    return Angle(
        match["degrees"],
        match["minutes"] and (match["minutes"].lstrip("0") or "0"),
        match["seconds"] or "",
        (match["side"] or "")[:1].upper(),
    )


def verbalize_angle(angle: Angle) -> str:
    """Say '52 graden 22 minuten'."""
    words = " ".join(
        f"{read_number(parse_number(figures))} {one if figures in ('1', '01') else many}"
        for figures, one, many in (
            (angle.degrees, "graad", "graden"),
            (angle.minutes, "minuut", "minuten"),
            (angle.seconds, "seconde", "seconden"),
        )
        if figures
    )
    return f"{words} {_SIDES[angle.side]}" if angle.side else words


_LONE = re.compile(
    r"(?P<unit>(?<=per\s)(?:ha|GB|MB|TB|GJ|MJ|kJ|bbl|hl|kcal)\b|(?<=in\s)l(?=/100\s?km)|(?<=[(\[])l(?=/100\s?km)"
    r"|km/uur|km/u|km/h|kWh|kwh|kWH|KWh|KwH|MWh|GWh|TWh|kW|MW|GW|mAh|Nm|kHz|MHz|GHz|cm³|km²|m²|m³|km|cm|mm|kg|dB|mg|ml|µg|μg|m2|m3|km2)"
    r"(?![^\W\d_²³]|['’]\w)"
)


def classify_lone(match: re.Match[str], _context: Context) -> str | None:
    """Take a unit without a figure: 'per km'."""
    found = units().get(match["unit"])
    return found[0] if found else None


def stop_lone(match: re.Match[str], _value: str) -> int:
    """Leave the full stop."""
    return match.end("unit")


@cache
def _per() -> re.Pattern[str]:
    return re.compile(rf"/\s?(?:(?P<unit>{_symbols()}|{_PER})(?![\w²³])|(?=\d+\s?(?:km|kg|m|l|g)\b))")


@cache
def _amount_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\d|,[-–=]{{1,2}}|[€$£%]|\b(?:inwoners|mensen|personen|woningen|gevallen|auto['’]s)|\d\s?(?:x|×|euro|cent|ct|{_symbols()}))\s?$"
    )


@cache
def _unit_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_symbols()})$")


def classify_per(match: re.Match[str], _context: Context) -> str | None:
    """Take the slash between an amount and its unit: '€ 2,50/kg', '5 l/100 km'."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    if match["unit"] is None and _unit_before().search(before):  # kWh/100km
        return "per"
    of_land = match["unit"] in ("ha", "ha.") or (before.endswith("/ha") and match["unit"] == "jaar")
    if not of_land and not _amount_before().search(before):
        return None
    if match["unit"] is None:
        return "per"
    return f"per {units()[match['unit']][0] if match['unit'] in units() else match['unit']}"


def per_rules() -> tuple[Rule[str]]:
    """Return the rule for 'per'; its pattern holds the table of units."""
    return (Rule("per", _per(), classify_per, str, starts="/"),)


def rules() -> tuple[Rule[Measure], Rule[Angle], Rule[Measure], Rule[str]]:
    """Return the rules; their pattern holds the table of units."""
    starts = "0-–−+±½¼¾⅓⅔"
    return (
        Rule("meters", _METERS, classify_meters, verbalize, starts="0-–−+", other=other_meters),
        Rule("angle", _ANGLE, classify_angle, verbalize_angle),
        Rule("measure", _pattern(), classify, verbalize, starts=starts, stop=stop),
        Rule("unit", _LONE, classify_lone, str, starts="aA", stop=stop_lone),
    )
