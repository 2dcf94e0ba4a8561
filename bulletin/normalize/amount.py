"""Amounts: a number as it is written in Dutch, or two with a dash, with 'miljoen' perhaps: '3,6 mln'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.dutch.numbers import ONE, and_a_half, cardinal, decimal, digits, fraction

# 1.284.506 and 1 284 506, 3,5 and 6.3; never the beginning of a longer number.
GROUPED = (
    r"\d{1,3}(?:,\d{3})+\.\d\d(?!\d)|\d{1,3}(?:,\d{3}){2,}(?!\d)"  # as in English
    r"|\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?|\d{1,3}(?:\u00a0\d{3})+(?!\d)(?:,\d+)?"
    r"|\d{1,3}(?:\ \d{3})*\ 000(?!\d)"
    # met 9 361 deelnemers
    r"|(?=[1-9]\d{0,2}\ \d{3})(?:(?:(?<=\bmet\ )|(?<=\bruim\ )|(?<=\bbijna\ )|(?<=\bnaar\ )"
    r"|(?<=\bdan\ )|(?<=\bwaren\ )|(?<=\btelt\ )|(?<=\btelde\ ))"
    r"[1-9]\d?(?:\ \d{3})+(?=\ (?:[a-z]+e\ )?[a-z]{3,}(?:en|s)\b)"
    # 23 400 V, 1 250 euro
    r"|[1-9]\d{0,2}(?:\ \d{3})+"
    r"(?=\ ?(?:euro|frank|fr\.|gulden|dollar|BEF|EUR|€|inwoners|km|kilometer|ha|ton|[VW]|kWh?|MW|m²)(?!\w)))"
)
NUMBER = (
    r"(?:(?:\d{1,3}\s)?[1-7]/[2-8](?![\d/]|[-.,]\d)"
    rf"|(?=\d{{1,3}}[., \u00a0]\d)(?:{GROUPED})|\d+(?:[.,]\d+)?(?:\s?[½¼¾⅓⅔])?|[½¼¾⅓⅔⅛])"
)
SIGN = r"(?:[-−+±](?=\d)|(?<![^\s(])–(?=\d)|(?<=\()[-−+–]\s(?=\d))?"
DASH = r"\s?[-–—−]\s?"
SCALES = {
    "mln": "miljoen", "mio": "miljoen", "miljoen": "miljoen", "mld": "miljard", "mrd": "miljard",
    "miljard": "miljard", "biljoen": "biljoen", "duizend": "duizend",
    "bn": "miljard", "million": "million", "billion": "billion",
}  # fmt: skip
SCALE = r"(?:(?:mln|mio|mld|mrd|bn)\b\.?|(?:miljoen|miljard|biljoen|duizend|million|billion)\b)"


def pattern(again: str = "") -> str:
    """Return a pattern of an amount; `again` may stand before the second number of a range: its currency."""
    sign = rf"(?:(?<=[-–—−\s])(?:{again})\s?)?" if again else ""
    return (
        rf"(?P<sign>{SIGN})(?P<low>(?>{NUMBER}))"
        rf"(?:(?P<to>{DASH}|\s(?:tot|à|á|a|en|of)\s)(?P<high>(?>{NUMBER}))(?!\d|[.,]\d|[-–/]\d|(?:e|de|ste|er|[xG])\b)|(?P<dash>{DASH}){sign}(?P<again>(?>{NUMBER}))(?!\d))?"
        rf"(?:[\s-]?(?P<scale>{SCALE}))?"
    )


AMOUNT = pattern()
LONGEST = 22  # figures; more are read one by one
SIGNS = {"-": "min ", "−": "min ", "+": "plus ", "±": "plusminus ", "": ""}
VULGAR = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8)}
_CONNECTORS = {"tot": "tot", "à": "à", "á": "à", "a": "à", "en": "en", "of": "of"}


@dataclass(frozen=True, slots=True)
class Number:
    """The figures before and after the decimal sign, and a vulgar fraction that follows."""

    whole: str
    figures: str = ""
    vulgar: str = ""

    @property
    def is_one(self) -> bool:
        """Tell whether what follows stands in the singular."""
        return self.whole == "1" and not self.figures and not self.vulgar

    @property
    def value(self) -> int:
        """The whole part as a number."""
        return int(self.whole[:LONGEST] or "0")


@dataclass(frozen=True, slots=True)
class Amount:
    """One number, or a range of two, and what it is multiplied by."""

    low: Number
    high: Number | None = None
    link: str = "tot"
    scale: str = ""
    sign: str = ""

    @property
    def last(self) -> Number:
        """The number that the unit agrees with."""
        return self.high or self.low

    @property
    def is_half(self) -> bool:
        """Tell whether this is a half, or one and a half."""
        return self.high is None and not self.scale and self.low.vulgar in ("½", "1/2") and self.low.value < 2

    @property
    def singular(self) -> bool:
        """Tell whether the unit stands in the singular."""
        low = self.low
        return self.high is None and not self.scale and (low.is_one or (bool(low.vulgar) and low.value == 0))


def parse_number(written: str, *, point_is_decimal: bool = False) -> Number:
    """Read figures: dots before exactly three figures are thousands, other dots and commas are decimal.

    >>> parse_number("14.250"), parse_number("6.3"), parse_number("1.250,50").figures
    (Number(whole='14250', figures='', vulgar=''), Number(whole='6', figures='3', vulgar=''), '50')
    """
    if "/" in written:
        whole, _, parts = written.rpartition(" ") if " " in written else ("0", "", written)
        return Number(whole, "", parts)
    vulgar = written[-1] if written[-1] in VULGAR else ""
    plain = re.sub(r"\s", "", written.rstrip("".join(VULGAR)))
    if plain.count(",") > 1 or plain.rfind(".") > plain.rfind(",") > 0:  # as in English
        whole, _, figures = plain.replace(",", "").partition(".")
        return Number(whole, figures, vulgar)
    if "," in plain:
        whole, _, figures = plain.partition(",")
        return Number(whole.replace(".", ""), figures, vulgar)
    head, dot, tail = plain.partition(".")
    if dot and (len(tail) % 4 != 3 or head == "0" or (point_is_decimal and "." not in tail)):
        return Number(head, tail, vulgar)
    return Number(plain.replace(".", ""), "", vulgar)


def read_number(number: Number) -> str:
    """Return the words for a number.

    >>> read_number(Number("1", "", "½")), read_number(Number("0", "05"))
    ('anderhalf', 'nul komma nul vijf')
    """
    if number.vulgar:
        if number.vulgar in ("½", "1/2"):
            return and_a_half(number.value)
        over, _, under = number.vulgar.partition("/")
        part = fraction(int(over), int(under)) if under else fraction(*VULGAR[number.vulgar])
        return f"{cardinal(number.value)} {part}" if number.value else part
    if number.figures:
        return decimal(number.whole[-LONGEST:], number.figures)
    if len(number.whole) > 1 and number.whole[0] == "0":
        return digits(number.whole)
    return cardinal(number.value) if len(number.whole) < LONGEST else digits(number.whole)


def parse(match: re.Match[str], *, point_is_decimal: bool = False) -> Amount:
    """Read the groups that AMOUNT found."""
    high = match["high"] or match["again"]
    scale = (match["scale"] or "").rstrip(".").lower()
    link = (match["to"] or "").strip()
    return Amount(
        parse_number(match["low"], point_is_decimal=point_is_decimal),
        parse_number(high, point_is_decimal=point_is_decimal) if high else None,
        _CONNECTORS.get(link, "tot"),
        SCALES.get(scale, ""),
        (match["sign"] or "").strip().replace("–", "-"),
    )


def low_only(amount: Amount) -> Amount:
    """Return the first of two amounts."""
    return Amount(amount.low, sign=amount.sign)


def read(amount: Amount) -> str:
    """Return the words for an amount.

    >>> read(Amount(Number("1", "5"), scale="miljoen"))
    'anderhalf miljoen'
    """
    words = SIGNS[amount.sign]
    if amount.scale and amount.high is None and (amount.low.whole, amount.low.figures) == ("1", "5"):
        words += "anderhalf"
    else:
        words += read_number(amount.low)
    if amount.high is not None:
        words += f" {amount.link} {read_number(amount.high)}"
    return f"{words} {amount.scale}" if amount.scale else words


def one(number: Number) -> str:
    """Return 'één' for 1, else the words."""
    return ONE if number.is_one else read_number(number)
