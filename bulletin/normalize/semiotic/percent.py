"""Percentages: '3,2%' is read 'drie komma twee procent', '5%-norm' 'vijfprocentnorm'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.dutch.numbers import ONE
from bulletin.normalize import amount
from bulletin.normalize.amount import AMOUNT, NUMBER, Amount, parse_number
from bulletin.normalize.around import new_sentence
from bulletin.normalize.rule import Context, Rule

_UNITS = {
    "%": "procent",
    "‰": "promille",
    "pct": "procent",
    "pct.": "procent",
    "p.c.": "procent",
}
PATTERN = re.compile(
    rf"(?P<first>{NUMBER})\s?%\s?[-–]\s?(?P<second>{NUMBER})\s?%"
    rf"|{AMOUNT}(?:\s?(?P<middle>[%‰]))?\s?(?P<unit>%|‰|p\.c\.|pct\b\.?|PCT\b\.?)(?P<volume>\s?vol\b\.?)?(?:-?(?P<tail>punt(?:en)?\b)|(?:-|['’](?=ers?\b))(?P<compound>[^\W\d_²³¹¼-¾⅓⅔⅛]{{2,}}))?"
)


@dataclass(frozen=True, slots=True)
class Percent:
    """An amount of hundredths or thousandths."""

    amount: Amount
    unit: str
    tail: str = ""
    compound: str = ""


def classify(match: re.Match[str], _context: Context) -> Percent | None:
    """Take an amount with its sign; a dot in it is decimal if thousands of percents would be nonsense."""
    if match["first"]:
        first, second = parse_number(match["first"]), parse_number(match["second"])
        grows = (first.value, first.figures) < (second.value, second.figures)
        return Percent(Amount(first, second, "procent tot" if grows else "procent"), "procent")
    found = amount.parse(match)
    written = match["low"]
    if "." in written and "," not in written and found.low.value >= 1000 and not written.endswith("00"):
        found = amount.parse(match, point_is_decimal=True)
    unit = "volumeprocent" if match["volume"] else _UNITS[match["unit"].lower()]
    return Percent(found, unit, match["tail"] or "", match["compound"] or "")


def stop(match: re.Match[str], _value: Percent) -> int:
    """Leave a full stop that ends the text."""
    end = match.end()
    return end - 1 if match[0].endswith(".") and new_sentence(match.string, end) else end


def verbalize(percent: Percent) -> str:
    """Say the amount and 'procent'."""
    words = f"{amount.read(percent.amount)} {percent.unit}{percent.tail}"
    return words.replace(" ", "").replace(ONE, "een") + percent.compound if percent.compound else words


RULE = Rule("percent", PATTERN, classify, verbalize, starts="0-–−+±½¼¾", stop=stop)
