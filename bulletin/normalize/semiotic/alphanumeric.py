"""Letters with figures: 'CO2' is read 'C O twee', '5G' 'vijf G', '4x4' 'vier bij vier'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.dutch.numbers import cardinal, digits
from bulletin.normalize.amount import parse_number, read_number
from bulletin.normalize.around import sentence_around, word_after
from bulletin.normalize.rule import Context, Rule
from bulletin.normalize.semiotic.acronym import read_capitals, readings, say
from bulletin.normalize.spelling import spell

LETTERS_FIRST = re.compile(
    r"(?P<code>[^\W\d_²³¹¼-¾⅓⅔⅛]{1,12}(?:-?\d+(?!\d)(?:[,.]\d+)?(?:[a-zà-ÿ]{0,4}|[A-Z]{0,3})(?![^\W\d_²³¹¼-¾⅓⅔⅛]))+(?:/\d+)?)(?P<ending>['’][a-z]{1,4}\b)?"
)
FIGURES_FIRST = re.compile(
    r"(?P<long>\d{1,3}[.,]\d{1,2})\s?[x×]\s?(?P<wide>\d{1,3}[.,]\d{1,2})(?![\w.,]\d)|(?P<times>\d{1,3}(?:\.\d{3}){1,2}|\d{1,9})\s?[xX×]\s?(?P<by>(?:\d{1,3}(?:\.\d{3}){1,2}|\d{1,9})(?!\d|[.,]\d))?(?![\w])|(?P<code>\d+(?:-?[A-Z][A-Za-z]{0,2}\d*|[a-z]\d*))(?![\w])(?P<ending>['’][a-z]{1,3}\b)?"
)
_RELAY = re.compile(r"\d{1,2}\s?[x×]\s?(?:50|100|200|250|400|500|800|1500)\s?-?(?:meter|m)\b")
_OFTEN = re.compile(r"\d{1,2}[xX×]\s\d")  # 2x 300 meter
_LENGTH = re.compile(r"\s?(?:x|×|(?:milli|centi|deci|kilo)?meter\b|mm\b|cm\b|m\b|inch)")
_SCREEN = 200  # beeldpunten: 1.920 x 1.080 is a size
_FLOORS = {"I": "1", "II": "2", "III": "3", "IV": "4"}  # Keizersgracht 25-III
_MOVE = re.compile(r"(?P<piece>[KDTLP])?(?P<from>[a-h])?(?P<takes>x)?(?P<field>[a-h][1-8])")  # Pf3, Lxf7
_PIECES = {"K": "koning", "D": "dame", "T": "toren", "L": "loper", "P": "paard"}
_CHESS = re.compile(r"\bschaa?k|\bwit\b|\bzwart\b|\b\d{1,2}\.{1,3}\s?[kdtlp]?[a-h]?x?[a-h][1-8]\b")
_PARTS = re.compile(r"[^\W\d_²³¹¼-¾⅓⅔⅛]+|\d+|[,.]")


@dataclass(frozen=True, slots=True)
class Code:
    """Letters and figures in the order in which they are said."""

    parts: tuple[str, ...]
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """How often, or one side by another."""

    times: int
    by: int | None = None
    sides: bool = True


def classify_letters(match: re.Match[str], _context: Context) -> Code | None:
    """Take letters that figures follow directly or after a hyphen."""
    if (move := _MOVE.fullmatch(match["code"])) and _CHESS.search(
        sentence_around(match.string, match.start())
    ):
        piece, taken = _PIECES.get(move["piece"] or "", ""), "slaat" if move["takes"] else ""
        parts = (piece, move["from"] or "", taken, *move["field"])
        return Code(tuple(filter(None, parts)))
    return Code(tuple(_PARTS.findall(match["code"])), (match["ending"] or "").replace("'", "’"))


def classify_figures(match: re.Match[str], _context: Context) -> Code | Times:
    """Take figures that letters follow directly; an x between figures is 'bij'."""
    if match["long"]:
        return Code((match["long"], "bij", match["wide"]))
    if match["times"]:
        glued = match[0].replace("x", "").isdecimal() and not word_after(match.string, match.end())
        relay = _RELAY.match(match.string, match.start()) is not None
        relay = relay or _OFTEN.match(match[0]) is not None
        sides = not relay and (glued or bool(_LENGTH.match(match.string, match.end())))
        times, by = (int((match[side] or "0").replace(".", "")) for side in ("times", "by"))
        screen = times >= _SCREEN <= by
        return Times(times, by if match["by"] else None, sides or screen)
    house, dash, floor = match["code"].partition("-")
    if dash and floor in _FLOORS:
        return Code((house, _FLOORS[floor]))
    return Code(tuple(_PARTS.findall(match["code"])), (match["ending"] or "").replace("'", "’"))


def verbalize(value: Code | Times) -> str:
    """Say letters by name and figures as a number; a nought in front is said."""
    if isinstance(value, Times):
        if value.by is None:
            return f"{cardinal(value.times)} keer"
        return f"{cardinal(value.times)} {'bij' if value.sides else 'keer'} {cardinal(value.by)}"
    ending = value.ending.lstrip("’") if value.parts[-1].isdecimal() else value.ending
    return " ".join(map(_part, value.parts)) + ending


def _part(part: str) -> str:
    if part == "bij" or (part[0].isdecimal() and not part.isdecimal()):
        return part if part == "bij" else read_number(parse_number(part))
    if part.isdecimal():
        return digits(part) if (part[0] == "0" and len(part) > 1) or len(part) > 6 else cardinal(int(part))
    if part in ",.":
        return "komma" if part == "," else "punt"
    if part in _PIECES.values() or part == "slaat":
        return part
    if len(part) == 1:
        return part.upper()
    if part in readings():
        return say(readings()[part])
    if part.isupper():
        return spell(part) if len(part) == 2 else read_capitals(part)  # AF447
    if part[:2].isupper():
        return spell(part)
    return part if any(letter in "aeiouy" for letter in part.lower()) else spell(part)


_VARIANT = re.compile(r"[A-Z]{1,3}(?:\.\d{1,3})+(?!\w|[.,]\d)")


def classify_variant(match: re.Match[str], _context: Context) -> Code:
    """Take letters and figures with dots between them, BA.5."""
    return Code(tuple(re.findall(r"[A-Z]|\d+", match[0])))


VARIANT: Rule[Code | Times] = Rule("alphanumeric", _VARIANT, classify_variant, verbalize, starts="A")
LETTERS: Rule[Code | Times] = Rule("alphanumeric", LETTERS_FIRST, classify_letters, verbalize, starts="Aa")
FIGURES: Rule[Code | Times] = Rule("alphanumeric", FIGURES_FIRST, classify_figures, verbalize)
