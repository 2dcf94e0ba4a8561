"""Money: '€ 12,50' is read 'twaalf euro vijftig', '$3,6 mln' 'drie komma zes miljoen dollar'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bulletin.dutch.numbers import cardinal, in_compound
from bulletin.dutch.table import read_table
from bulletin.dutch.words import one_of
from bulletin.normalize import amount
from bulletin.normalize.amount import AMOUNT, Amount
from bulletin.normalize.around import new_sentence, sentence_around
from bulletin.normalize.rule import Context, Rule
from bulletin.normalize.semiotic.measure import units


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency and its hundredth part, one and many."""

    singular: str
    plural: str
    sub_singular: str = "cent"
    sub_plural: str = "cent"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of a currency; `compound` is the rest of a word that it begins: '€5-biljet'."""

    amount: Amount
    currency: Currency
    compound: str = ""


@cache
def currencies() -> dict[str, Currency]:
    """Return the currencies by code and by symbol."""
    found: dict[str, Currency] = {}
    for row in read_table("currencies"):
        currency = Currency(row["singular"], row["plural"], row["sub_singular"], row["sub_plural"])
        for sign in (row["code"], *row["symbols"].split()):
            for form in _forms(sign.strip()):
                found.setdefault(form, currency)
    return found


def _forms(sign: str) -> tuple[str, ...]:
    """Return how a sign is written: 'fl.' also 'Fl.', 'US$' also 'US $'."""
    if not sign:
        return ()
    if len(sign) > 1 and sign[0].islower():
        capitalized = sign[0].upper() + sign[1:]
        return (sign,) if capitalized in units() else (sign, capitalized)  # Bf is the wind
    if sign[:-1].isalpha() and not sign[-1].isalnum() and sign[-1] != ".":
        return (sign, f"{sign[:-1]} {sign[-1]}")
    return (sign,)


@cache
def signs() -> str:
    """Return a pattern of every sign of a currency."""
    return one_of(currencies(), _no_letter_after)


def _no_letter_after(sign: str) -> str:
    if sign[-1].isalpha():
        return r"(?![^\W\d_²³¹¼-¾⅓⅔⅛])"
    return r"(?!\w)" if sign[-1] == "." else ""


_TON = re.compile(r"\ston\b")  # a hundred thousand, said without the name of the currency
_GLUED = frozenset({"EUR", "USD", "GBP", "CHF", "NLG", "BEF", "DEM", "FRF"})
_ALSO_NAMES = frozenset({"ALL", "COP", "CUP", "KRW", "PEN", "PHP", "RON", "SAR"})
_SMALL = re.compile(r"\s\d{1,4}(?![\d.,]\d)(?!\s?m)")  # 'klimaattop COP 30', 'de KRW 2027'
_TAILS = {"m": "miljoen", "k": "duizend"}
# 'fl.', 'fr.' and 'f' stand before or after; some codes are words too and count only in front of a figure.
_ROUND = r"(?P<round>,(?:-{1,2}|–|—|=)|\.-)?"


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<minus>[-−+]|(?<![^\s(])–)?(?P<currency>{signs()})\.?\s?{amount.pattern(signs())}{_ROUND}(?:-(?P<compound>[^\W\d_²³¹¼-¾⅓⅔⅛]{{2,}}))?"
        rf"(?P<tail>[mMkK]\b)?(?!\s?[%‰])(?P<again_name>\s(?:{_names()})\b)?"
    )


@cache
def _names() -> str:
    return one_of(c.singular for c in currencies().values() if " " not in c.singular)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(
        rf"{AMOUNT}{_ROUND}\s?(?:(?P<currency>{signs()})|(?P<name>{_names()})\b)(?:-(?P<compound>[^\W\d_²³¹¼-¾⅓⅔⅛]{{2,}}))?"
    )


def classify_before(match: re.Match[str], _context: Context) -> Money | None:
    """Take a sign and an amount."""
    sign = match["currency"]
    if match.string[match.start() - 1 : match.start()] == "/" and sign.isalpha():
        return None  # USD/JPY 102,35
    glued = match.string[match.end("currency")].isdecimal()
    if glued and len(sign) == 3 and sign.isupper() and sign not in _GLUED:
        return None  # COP26
    if sign in _ALSO_NAMES and not glued and _SMALL.match(match.string, match.end("currency")):
        return None
    found = _amount(match)
    if _TON.match(match.string, match.end()):
        return Money(found, Currency("", ""))
    if match["to"] and _is_other_sum(match):
        return Money(amount.low_only(found), currencies()[sign])
    if match["tail"]:
        found = Amount(found.low, found.high, found.link, _TAILS[match["tail"].lower()], found.sign)
    if match["minus"]:
        found = Amount(found.low, found.high, found.link, found.scale, match["minus"].replace("–", "-"))
    return Money(found, currencies()[match["currency"]], match["compound"] or "")


def _is_other_sum(match: re.Match[str]) -> bool:
    """Tell two sums from a range: 'BEF 1.250 of 31 euro'."""
    if match["to"].strip() not in ("of", "en"):
        return False
    end = match.end("high")
    return match["again_name"] is not None or _other_name().match(match.string, end) is not None


@cache
def _other_name() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:(?:{_names()})\b|(?:{signs()}))")


def classify_after(match: re.Match[str], _context: Context) -> Money | None:
    """Take an amount and a sign; one with a name is an amount of money if it has cents."""
    found = _amount(match)
    if match["name"]:
        currency = next(c for c in currencies().values() if c.singular == match["name"])
        rate = match.string[max(0, match.start() - 2) : match.start()] == "= "  # 1 euro = 0,68 pond
        if match["compound"] is None and (rate or not _has_cents(found)):
            return None
        return Money(found, currency, match["compound"] or "")
    sign = match["currency"]
    if len(sign) == 1 and sign.isalpha():
        return None
    return Money(found, currencies()[sign], match["compound"] or "")


def _amount(match: re.Match[str]) -> Amount:
    return amount.parse(match)


def _has_cents(found: Amount) -> bool:
    return found.high is None and not found.scale and len(found.low.figures) == 2 and not found.low.vulgar


def stop(match: re.Match[str], _value: Money) -> int:
    """Leave the full stop of 'mln.' to the sentence that ends there."""
    end = match.end()
    return end - 1 if match[0].endswith(".") and new_sentence(match.string, end) else end


def stop_before(match: re.Match[str], value: Money) -> int:
    """Take the name too where it says the sign again, '$ 0,50 dollar'."""
    if match["to"] and value.amount.high is None:
        return match.end("low")
    name = match["again_name"]
    if name and name.strip() != value.currency.singular:
        return match.start("again_name")
    return stop(match, value)


def verbalize(money: Money) -> str:
    """Say whole amounts with the currency after them, and cents after that."""
    found, currency = money.amount, money.currency
    if money.compound:
        return f"{_joined(found)}{currency.singular}{money.compound}"
    sign = amount.SIGNS[found.sign]
    if _has_cents(found):
        cents = int(found.low.figures)
        if found.low.value == 0 and cents:
            return f"{sign}{cardinal(cents)} {currency.sub_singular if cents == 1 else currency.sub_plural}"
        name = currency.singular if found.low.value == 1 else currency.plural
        return f"{sign}{cardinal(found.low.value)} {name}" + (f" {cardinal(cents)}" if cents else "")
    return f"{amount.read(found)} {currency.singular if found.singular else currency.plural}".rstrip()


def _joined(found: Amount) -> str:
    if found.low.figures or found.low.vulgar or found.high:
        return amount.read(found) + " "
    return in_compound(found.low.value) + found.scale


# A price without a sign: 'toegang 7,50/5,-'.
_PRICE = re.compile(
    r"(?P<whole>\d{1,3}(?:\.\d{3})*),(?:(?P<cents>\d\d)(?![\w%]|,\d|\s?[%a-zµ°-])|(?:--?|–|=)(?=[\s/.;:)]|$))"
)
_PRICE_BEFORE = re.compile(r"\b(?:[Ee]ntree|[Tt]oegang|[Kk]assa|[Vv]oorverkoop|[Pp]rijs|à|ad):?\s$")
_PRICE_AFTER = re.compile(r"\s?/\s?\d{1,3},(?:-|–|=)")
_OTHER_PRICE = re.compile(
    r"(?:(?P<gulden>(?<!\w)(?:[fƒ]|fl\.?)\s?\d|gulden)|(?P<frank>(?<!\w)(?:bf|fr\.)\s?\d|\d\s?fr\b))"
)


def classify_price(match: re.Match[str], _context: Context) -> Money | None:
    """Take figures with the dash of a round price, and cents where a price is announced."""
    text, start = match.string, match.start()
    announced = _PRICE_BEFORE.search(text[max(0, start - 16) : start]) or _PRICE_AFTER.match(
        text, match.end()
    )
    if match["cents"] and not announced:
        return None
    other = _OTHER_PRICE.search(sentence_around(text, start))
    code = {"gulden": "NLG", "frank": "BEF"}.get(other.lastgroup or "" if other else "", "EUR")
    figures = match["cents"] or ""
    return Money(Amount(amount.Number(match["whole"].replace(".", ""), figures)), currencies()[code])


def rules() -> tuple[Rule[Money], ...]:
    """Return the rules for a sign before and after the amount; the patterns hold the table."""
    starts = "0-–−+½¼¾A" + "".join({sign[0] for sign in currencies()})
    return (
        Rule(
            "money",
            _before(),
            classify_before,
            verbalize,
            stop=stop_before,
            starts=starts.replace("0", "").replace("½¼¾", "") + "a",
        ),
        Rule("money", _after(), classify_after, verbalize, stop=stop, starts="0-–−+½¼¾"),
        Rule("money", _PRICE, classify_price, verbalize),
    )
