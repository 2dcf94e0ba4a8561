"""Measures: '80 km/u' is read 'tachtig kilometer per uur', '1.76 meter' 'één meter zesenzeventig'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bulletin.dutch.numbers import cardinal
from bulletin.dutch.table import read_table
from bulletin.normalize import amount
from bulletin.normalize.amount import AMOUNT, NUMBER, Amount, parse_number, read_number
from bulletin.normalize.around import new_sentence
from bulletin.normalize.rule import Context, Rule


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount of a unit, or two or three sides of a thing."""

    amount: Amount
    singular: str
    plural: str
    sides: tuple[str, ...] = ()


@cache
def units() -> dict[str, tuple[str, str]]:
    """Return the singular and plural of every unit by its symbol."""
    return {row["symbol"]: (row["singular"], row["plural"] or row["singular"]) for row in read_table("units")}


@cache
def _symbols() -> str:
    return "|".join(re.escape(symbol) for symbol in sorted(units(), key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<sides>{NUMBER}(?:\s?(?:{_symbols()}))?(?:\s?[x×]\s?{NUMBER}){{1,2}})\s?(?P<sideunit>{_symbols()})(?![\w²³])"
        rf"|{AMOUNT}(?P<gap>\s?)(?P<unit>{_symbols()})(?![\w²³/]|['’]\w|[.&]\w)"
    )


# Letters that are a unit directly behind a figure, but more often something else after a space.
_ONLY_GLUED = frozenset({"A", "J", "N", "h", "t"})


def classify(match: re.Match[str], _context: Context) -> Measure | None:
    """Take an amount and a symbol of the table."""
    if match["sides"]:
        singular, plural = units()[match["sideunit"]]
        sides = tuple(
            re.split(r"\s?[x×]\s?", re.sub(rf"(?<=\d)\s?(?:{_symbols()})(?=\s?[x×])", "", match["sides"]))
        )
        return Measure(Amount(parse_number(sides[0])), singular, plural, sides)
    if match["unit"] in _ONLY_GLUED and match["gap"] and not match["scale"]:
        return None
    return Measure(amount.parse(match), *units()[match["unit"]])


_NEUTER = frozenset({"uur", "jaar", "procent", "procentpunt", "pond", "vat", "lichtjaar"})  # 'anderhalf uur', 'anderhalve meter'


def stop(match: re.Match[str], _value: Measure) -> int:
    """Leave the full stop of a symbol to the sentence that ends there."""
    end = match.end()
    return end - 1 if match[0].endswith(".") and new_sentence(match.string, end) else end


def verbalize(measure: Measure) -> str:
    """Say the amount and the unit; meters and centimeters apart."""
    found = measure.amount
    if measure.sides:
        return " bij ".join(read_number(parse_number(side)) for side in measure.sides) + f" {measure.plural}"
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


_METERS = re.compile(rf"{AMOUNT}\s(?P<unit>meter)\b")


def classify_meters(match: re.Match[str], _context: Context) -> Measure | None:
    """Take meters that are written out, with two figures of centimeters."""
    found = amount.parse(match)
    return Measure(found, "meter", "meter") if len(found.low.figures) == 2 and _is_height(found) else None


_ANGLE = re.compile(
    r"(?P<degrees>\d{1,3})\s?°\s?(?P<minutes>\d{1,2})\s?[′’']\s?(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s?(?:[″”\"]|''|′′))?"
)


@dataclass(frozen=True, slots=True)
class Angle:
    """A place on the globe in degrees, minutes and seconds."""

    degrees: int
    minutes: int
    seconds: str


def classify_angle(match: re.Match[str], _context: Context) -> Angle:
    """Take degrees with minutes."""
    return Angle(int(match["degrees"]), int(match["minutes"]), match["seconds"] or "")


def verbalize_angle(angle: Angle) -> str:
    """Say '52 graden 22 minuten'."""
    words = f"{cardinal(angle.degrees)} graden {cardinal(angle.minutes)} minuten"
    return f"{words} {read_number(parse_number(angle.seconds))} seconden" if angle.seconds else words


_LONE = re.compile(
    r"(?P<unit>km/u|km/h|km²|m²|m³|km|cm|mm|kg|kWh|dB|mg|ml|µg|μg|m2|m3|km2)(?![\w²³'’])(?P<dot>\.?)"
)


def classify_lone(match: re.Match[str], _context: Context) -> str | None:
    """Take a unit without a figure: 'per km'."""
    found = units().get(match["unit"])
    return found[0] if found else None


def stop_lone(match: re.Match[str], _value: str) -> int:
    """Leave the full stop."""
    return match.end("unit")


def rules() -> tuple[Rule[Measure], Rule[Angle], Rule[Measure], Rule[str]]:
    """Return the rules; their pattern holds the table of units."""
    starts = "0-−+±½¼¾⅓⅔"
    return (
        Rule("meters", _METERS, classify_meters, verbalize, starts="0-−+"),
        Rule("angle", _ANGLE, classify_angle, verbalize_angle),
        Rule("measure", _pattern(), classify, verbalize, starts=starts, stop=stop),
        Rule("unit", _LONE, classify_lone, str, starts="a", stop=stop_lone),
    )
