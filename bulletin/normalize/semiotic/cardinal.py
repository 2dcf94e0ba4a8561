"""Other numbers, alone or with the word that they begin: '14.250', '3,5', '2e', '16-jarige', '−5'."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bulletin.dutch import numbers
from bulletin.dutch.words import listed, whole_word
from bulletin.normalize import amount
from bulletin.normalize.amount import AMOUNT, NUMBER, Amount, Number, parse_number, read_number
from bulletin.normalize.around import new_sentence, word_after, word_before
from bulletin.normalize.rule import Context, Rule
from bulletin.normalize.semiotic.acronym import LETTERS, readings
from bulletin.normalize.semiotic.measure import is_listed_in_law, units

_ORDINAL = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{3}){1,6}|\d{1,4})\s?(?P<ending>(?:ste|de)n?|e|ᵉ|[°º](?!\s?[CF]\b)|\.(?=\s(?:(?:en|,)\s\d{1,3}\.\s)?(?:SS\b|Panzer|Infanterie|Armee|Division|Korps|Gebirgs|Fallschirm|Volksgrenadier|Flak|Jäger|Kavallerie|Garde|Bundesliga)))(?![^\W_]|['’]\w|\.\w)(?P<minute>\smin\.?(?![\w:]))?(?:-(?P<compound>[^\W\d_²³¹¼-¾⅓⅔⅛]{2,}))?"
)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A place in a row; `compound` is the rest of its word."""

    number: int
    compound: str = ""
    minute: bool = False  # 'in de 88e min.'
    before: str = ""  # 'onder a, 4°': ten vierde
    inflected: bool = False  # 'den 1sten mei'


def classify_ordinal(match: re.Match[str], _context: Context) -> Ordinal | None:
    """Take a number with its ending directly behind it."""
    if match[0][len(match["number"])].isspace():
        return None
    number, ending = int(match["number"].replace(".", "")), match["ending"]
    if ending == "e" and word_before(match.string, match.start()) in ("lied", "gezang"):
        return None  # Lied 301e
    if ending in ("°", "º"):
        return Ordinal(number, before="ten ") if is_listed_in_law(match.string, match.start()) else None
    if ending == "den" and number >= _HUNDRED:
        return None  # 1000den
    return Ordinal(number, match["compound"] or "", bool(match["minute"]), inflected=ending[-1] == "n")


def verbalize_ordinal(value: Ordinal) -> str:
    """Say 'negentiende'; 'negentiende-eeuwse' stays one word."""
    words = value.before + numbers.ordinal(value.number) + ("n" if value.inflected else "")
    if value.minute:
        return f"{words} minuut"
    if not value.compound:
        return words
    return f"{words}-{value.compound}" if value.compound[0] in "aeiou" else words + value.compound


_HUNDRED = 100
_ENGLISH = re.compile(r"(?P<number>\d{0,3}(?:1st|2nd|3rd|[04-9]th|1[1-3]th))(?!\w|['’])")


def classify_english(match: re.Match[str], _context: Context) -> int:
    """Take an ordinal as English writes it, in names: '82nd Airborne'."""
    return int(match["number"][:-2])


_COMPOUND = re.compile(
    rf"(?:(?P<low>{NUMBER})(?P<link>\s(?:tot|of|à|en|t/m)\s|\s?-?\s?[/–]\s?))?(?P<number>{NUMBER})(?P<and>\+)?(?P<join>\s-\s(?=jarigen?\b)|-|['’](?=ers?\b|s\b|t?jes?\b|en\b)|(?=ers?\b|ste|d?en\b))(?P<rest>jr\.?(?!\w)|k(?:\.|am\.)?\s?app\.|[^\W\d_²³¹¼-¾⅓⅔⅛][^\W\d_²³¹¼-¾⅓⅔⅛]+|s\b)"
)


_BY_UNIT = re.compile(r"(?P<unit>km|cm|mm|kg|cc|kW|MW|kV)-?(?P<rest>.*)")  # 10-km-wedstrijd
_ROOMS = re.compile(r"k(?:\.|am\.)?\s?app\.")  # 3-k. app.
_SHORT = {"jr": "jarige", "jr.": "jarige", "hs": " huis"}  # 'haar 9-jr. broertje'
_LINKS = {"t/m": "tot en met", "–": "tot", "/": ""}


@dataclass(frozen=True, slots=True)
class Compound:
    """A number and the word that it begins."""

    number: Number
    rest: str
    plus: bool = False
    low: Number | None = None
    link: str = ""
    place: bool = False  # 'een nr. 1-hit'


def classify_compound(match: re.Match[str], _context: Context) -> Compound | None:
    """Take '16-jarige' and '10-puntenplan'; a name in capitals is a word of its own."""
    rest = match["rest"]
    if rest.isupper() and len(rest) > 1:
        return None
    if (known := readings().get(rest)) and known.reading == LETTERS:
        return None  # 4-vwo
    rest = "kamerappartement" if _ROOMS.fullmatch(rest) else _SHORT.get(rest, rest)
    if (unit := _BY_UNIT.fullmatch(rest)) and unit["unit"] in units():
        rest = f" {units()[unit['unit']][0]} {unit['rest']}".rstrip()
    low = parse_number(match["low"]) if match["low"] else None
    link = (match["link"] or "").strip(" -")
    before = word_before(match.string, match.start())
    place = before in ("nr.", "nummer", "no.") or before in listed("type_before")
    return Compound(
        parse_number(match["number"]), rest, bool(match["and"]), low, _LINKS.get(link, link), place
    )


def verbalize_compound(value: Compound) -> str:
    """Say it as one word, or as two if the number is no whole one or the word a name."""
    if value.low is not None:
        head = verbalize_compound(replace(value, low=None))
        return " ".join(filter(None, (read_number(value.low), value.link, head)))
    number = value.number
    if value.place or number.figures or number.vulgar or (len(number.whole) > 1 and number.whole[0] == "0"):
        return f"{read_number(number)} {value.rest}"
    if value.rest[0].isupper():
        return f"{read_number(number)} {value.rest}"
    words = numbers.in_compound(number.value)
    if value.rest in ("heden", "nu"):
        return f"{read_number(number)} tot {value.rest}"
    if value.rest in ("den", "en") and words.endswith(("duizend", "honderd")):
        return words + "en"
    if value.rest in ("op", "tegen", "onder", "om", "voor", "bij"):
        return f"{read_number(number)} {value.rest}"
    return (
        words
        + ("plus" if value.plus else "")
        + ("s" if value.plus and value.rest.startswith("er") else "")
        + value.rest
    )


_PARAGRAPH = re.compile(r"§\s?$")
_ARTICLES = re.compile(
    r"(?:artikelen|artt?\.|paragrafen|hoofdstukken)\s"
    r"(?:\d+(?:\.\d+)?[a-z]?(?:,|\sen|\sof|\st/m|\stot en met)\s)+$"
)
_NUMBER = re.compile(AMOUNT)
_HEADING = re.compile(r"\s[A-Z]")  # 2.2 SER
_THOUSAND = 3  # figures
_THREE = 3
_REACH = 160
_COMMAS = re.compile(r"(?<![\d.,])\d{1,3},\d{3}(?![\d.,]\d|\d)")
_DECIMALS = re.compile(r"\d,(?:\d{1,2}|\d{4,})(?!\d)")
_PEOPLE = re.compile(
    r"\s(?:inwoners|mensen|personen|doden|stemmen|exemplaren|bezoekers|toeschouwers|soldaten|slachtoffers|kiezers|huizen|woningen|studenten|kinderen)\b"
)
_END_KNOWN = re.compile(r"\s\([-−–]\s?(?:1\d|20)\d\d\)")


@dataclass(frozen=True, slots=True)
class Cardinal:
    """An amount that counts something, or a version with a 'punt'.

    `article` if 'een' is before a half; `inflected` if a half is before a word with 'de': 'halve theelepel'.
    """

    amount: Amount
    version: bool = False
    article: bool = False
    inflected: bool = False


def classify(match: re.Match[str], _context: Context) -> Cardinal | None:
    """Take whatever number is left."""
    found = amount.parse(match)
    sign = found.sign
    place = match.start()
    before = match.string[place - 1 : place]
    if sign in ("-", "+", "−") and (before.isalnum() or before in (")", "”", ".")):
        return None
    if sign and _END_KNOWN.match(match.string, max(0, place - 2)):
        return None  # Catharina (-1719)
    if (
        len(found.low.figures) == _THOUSAND
        and "," in match["low"]
        and (_PEOPLE.match(match.string, match.end()) or _is_english(match.string, match.start()))
    ):
        return Cardinal(Amount(Number(found.low.whole + found.low.figures), sign=sign))  # 425,147 inwoners
    dotted = "." in match["low"] and found.low.figures and "," not in match["low"]
    version = bool(dotted) and (
        word_before(match.string, place) in listed("version")
        or _ARTICLES.search(match.string[max(0, place - 60) : place]) is not None
        or (found.low.figures == "0" and found.low.value < _HUNDRED)
        or (
            match.string[max(0, place - 1) : place] in ("", "\n")
            and _HEADING.match(match.string, match.end()) is not None
        )
        or _PARAGRAPH.search(match.string[max(0, place - 3) : place]) is not None
    )
    half = bool(found.low.vulgar) and not found.low.value and word_before(match.string, place) == "een"
    return Cardinal(found, version, half, _ends_in_half(found) and _before_common(match))


def _is_english(text: str, place: int) -> bool:
    """Tell a text that parts thousands with commas: three such numbers near, no other use of the comma."""
    near = text[max(0, place - _REACH) : place + _REACH]
    return len(_COMMAS.findall(near)) >= _THREE and _DECIMALS.search(near) is None


def verbalize(value: Cardinal) -> str:
    """Say the number."""
    if value.version:
        low, high = value.amount.low, value.amount.high
        return _version(low) if high is None else f"{_version(low)} {value.amount.link} {_version(high)}"
    words = amount.read(value.amount)
    if value.inflected:
        words = words[:-1] + "ve"
    return words.removeprefix("een ") if value.article else words


def _ends_in_half(found: Amount) -> bool:
    return found.high is None and not found.scale and found.low.vulgar in ("½", "1/2")


def _before_common(match: re.Match[str]) -> bool:
    """Tell whether a word with 'de' follows: '½ theelepel', '2½ ronde'."""
    return whole_word("common_gender").fullmatch(word_after(match.string, match.end())) is not None


def _version(number: Number) -> str:
    if not number.figures:
        return numbers.cardinal(number.value)
    pair = len(number.figures) == 2 and number.figures[0] != "0"
    tail = numbers.cardinal(int(number.figures)) if pair else numbers.digits(number.figures)
    return f"{numbers.cardinal(number.value)} punt {tail}"


def stop(match: re.Match[str], _value: Cardinal) -> int:
    """Leave the full stop of 'mln.' to the sentence that ends there."""
    end = match.end()
    return end - 1 if match[0].endswith(".") and new_sentence(match.string, end) else end


_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){2,5}(?!\d|[,.]\d)|\d{1,3}(?:\.\d{1,3}){3}(?!\d|[,.]\d)")


def classify_section(match: re.Match[str], _context: Context) -> tuple[int, ...] | None:
    """Take the number of a section or a version, 3.2.1; groups of three figures are thousands."""
    parts = match[0].split(".")
    if all(len(part) == 3 for part in parts[1:]):
        return None
    return tuple(map(int, parts))


def verbalize_section(parts: tuple[int, ...]) -> str:
    """Say 'drie punt twee punt één'."""
    return " punt ".join(map(numbers.cardinal, parts))


_ENUMERATION = re.compile(r"\d{1,2}(?:,\d{1,2}){2,9}(?![\d]|[.,]\d)")


def verbalize_enumeration(numbers_: tuple[int, ...]) -> str:
    """Say 'één, twee, drie'."""
    return ", ".join(map(numbers.cardinal, numbers_))


def classify_enumeration(match: re.Match[str], _context: Context) -> tuple[int, ...]:
    """Take numbers in a row that only commas part: '1,2,3'."""
    return tuple(map(int, match[0].split(",")))


ENUMERATION = Rule("enumeration", _ENUMERATION, classify_enumeration, verbalize_enumeration)
SECTION = Rule("section", _SECTION, classify_section, verbalize_section)
ORDINAL = Rule("ordinal", _ORDINAL, classify_ordinal, verbalize_ordinal)
ENGLISH = Rule("ordinal", _ENGLISH, classify_english, numbers.ordinal)
COMPOUND = Rule("compound", _COMPOUND, classify_compound, verbalize_compound)
CARDINAL = Rule("cardinal", _NUMBER, classify, verbalize, stop=stop, starts="0-–−+±½¼¾⅓⅔⅛")
DIGITS = Rule("digits", re.compile(r"\d+"), lambda match, _context: match[0], numbers.digits)
