"""Roman numerals: 'Willem II' is read 'Willem de Tweede', the club 'Willem Twee', 'hoofdstuk IV' 'vier'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bulletin.dutch.numbers import cardinal, ordinal, year
from bulletin.dutch.table import read_table
from bulletin.dutch.words import listed
from bulletin.normalize.around import sentence_around, sentence_starters
from bulletin.normalize.rule import Context, Rule
from bulletin.normalize.semiotic.acronym import readings

PATTERN = re.compile(
    r"(?P<roman>[IVXLCDM]+)(?P<ending>e|de|ste)?(?P<letter>(?<=[IVX])[a-d])?(?![\w]|['’&.]\w|-[A-Z]|-\d\d-)(?P<century>\s(?=eeuw))?"
)
_VALID = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_WORDS_BEFORE = re.compile(r"(?:([^\W\d_²³¹¼-¾⅓⅔⅛][\w’'.-]*)\s+)?([^\W\d_²³¹¼-¾⅓⅔⅛][\w’'.-]*)\s+$")
# Words, sizes and acronyms that look like numerals.
_NEVER = frozenset(
    {
        "D",
        "C",
        "M",
        "L",
        "MM",
        "MIX",
        "CD",
        "MC",
        "DC",
        "CC",
        "DM",
        "CM",
        "ML",
        "MI",
        "DI",
        "LI",
        "XL",
        "XXL",
        "XXX",
    }
    | {"MD", "CL", "MCM", "CV", "DIM", "LIV", "MIL"}
)
_NAME_GOES_ON = re.compile(r"[\s'’-]*[A-Z]|\s(?:am|was|love|have|do|can|want|will)\b")
_NEXT_IS_TWO = re.compile(r"(?:,|\s(?:en|of|t/m|tot en met))\s?II\b")
_LIST = re.compile(r"\.\s[^.;]{1,60}[,;.]\s(?:en\s)?II\.\s")  # I. De ring, II. De toren
_LETTER_NEXT = re.compile(r"\s[A-Z](?![\w’'])")  # I S, an acronym that was spelled
_OF_LAND = re.compile(r"\svan\s(?:den?\s|der\s|het\s)?[A-Z]")  # Andreas III van Hongarije
_KINGS = re.compile(
    r"\b(?:koning|vorst|keizer|troon|regeer|monarch|hertog|dynastie|farao|sultan|paus|graaf|(?:zoon|dochter|neef|broer|broeder|weduwe)\svan)"
)
_CORPS = re.compile(
    r"\.?\s(?:SS[\s-])?(?:[A-Z][a-z]+\s)?(?:[Cc]orps|[Kk]orps|Legerkorps|legerkorps|Panzerkorps|Armeekorps|Army\sCorps)\b"
)
_JOINED = re.compile(r"(?<![\w-])(?:[Rr]egering-)?[A-Z][a-z]{3,12}-$")  # Paars-I, regering-Bourgeois-I
_FLOOR = re.compile(r"\d-$")  # Lennepstraat 25-III
_ANOTHER_BEFORE = re.compile(r"(?<=\s)[IVX]+\s?/\s?$")  # Filips III / II
_TENS = frozenset("IVX")


@dataclass(frozen=True, slots=True)
class Roman:
    """A numeral, as a number or as a place in a row, with 'de' before it where a name precedes."""

    number: int
    place: bool = False
    article: bool = False
    other: str = ""
    letter: str = ""


@cache
def _monarchs() -> frozenset[str]:
    return frozenset(row["name"] for row in read_table("monarchs"))


def _value(roman: str) -> int:
    total = 0
    for letter, following in zip(roman, [*roman[1:], "I"], strict=True):
        value = _VALUES[letter]
        total += -value if value < _VALUES[following] else value
    return total


def classify(match: re.Match[str], _context: Context) -> Roman | None:
    """Take a numeral where a name, a label, a century or an ending says that it is one."""
    roman, text = match["roman"], match.string
    if not _VALID.fullmatch(roman):
        return None
    number = _value(roman)
    tens = set(roman) <= _TENS
    if match["letter"]:
        return (
            Roman(number, letter=match["letter"])
            if tens and (len(roman) > 1 or _before_label(match))
            else None
        )
    if tens and _CORPS.match(text, match.end()):
        return Roman(number, place=True)
    if match["ending"]:
        return Roman(number, place=True) if tens and (len(roman) > 1 or match["century"]) else None
    if match["century"]:
        return Roman(number, place=True) if tens else None
    found = _WORDS_BEFORE.search(_ANOTHER_BEFORE.sub("", text[max(0, match.start() - 60) : match.start()]))
    earlier, before = (found[1] or "", found[2]) if found else ("", "")
    if len(roman) == 1 and _LETTER_NEXT.match(text, match.end()):
        return None
    if tens and _FLOOR.search(text[max(0, match.start() - 3) : match.start()]):
        return Roman(number)
    if before.lower() in listed("roman_label") or before.lower().startswith("kabinet"):
        return Roman(number) if tens or len(roman) > 1 else None
    if before == "de" and earlier[:1].isupper() and tens and len(roman) > 1:
        return Roman(number, place=True)
    if tens and (before in _monarchs() or (earlier.lower() in listed("ruler") and before[:1].isupper())):
        return Roman(number, place=True, article=True, other=cardinal(number))
    if (
        tens
        and len(roman) > 1
        and before[:1].isupper()
        and before[1:].islower()
        and _OF_LAND.match(text, match.end())
    ):
        return Roman(number, place=True, article=True, other=cardinal(number))
    if roman not in _NEVER and 1000 < number < 2100 and (len(roman) > 4 or before.lower() in ("anno", "in")):
        return Roman(number)
    if roman in _NEVER or not tens:
        return None
    if roman == "I" and (_NEXT_IS_TWO.match(text, match.end()) or begins_list(text, match.end())):
        return Roman(number)
    if roman == "I" and _JOINED.search(text[max(0, match.start() - 28) : match.start()]):
        return Roman(number)
    if len(roman) == 1:
        first = roman == "I" and len(before) > 2 and before[0].isupper() and not before.isupper()
        first = first and before not in listed("english_before_i")
        return Roman(number) if first and not _NAME_GOES_ON.match(text, match.end()) else None
    if roman in readings() and not before[:1].isupper():
        return None
    if _is_ruler(text, match.start(), before):
        return Roman(number, place=True, article=True, other=cardinal(number))
    return Roman(number, other=ordinal(number))


def _is_ruler(text: str, place: int, name: str) -> bool:
    """Tell a king of whom no table knows the name, 'zoon van Amyntas II', where kings are spoken of."""
    known = name[:1].isupper() and name[1:].islower() and name not in sentence_starters()
    return known and _KINGS.search(sentence_around(text, place)) is not None


def begins_list(text: str, place: int) -> bool:
    """Tell whether the numeral that ends at `place` is the first of a list: 'I. De ring, II. De toren'."""
    return _LIST.match(text, place, place + 80) is not None


def _before_label(match: re.Match[str]) -> bool:
    found = _WORDS_BEFORE.search(match.string[max(0, match.start() - 60) : match.start()])
    return found is not None and found[2].lower() in listed("roman_label")


def stop(match: re.Match[str], _value: Roman) -> int:
    """Leave the space before 'eeuw'."""
    return max(match.end("ending"), match.end("letter"), match.end("roman"))


def verbalize(value: Roman) -> str:
    """Say the number or the place."""
    if not value.place:
        said = year(value.number) if value.number > 1000 else cardinal(value.number)
        return f"{said} {value.letter.upper()}" if value.letter else said
    return f"de {ordinal(value.number).capitalize()}" if value.article else ordinal(value.number)


def other(value: Roman) -> str:
    """Return the reading not chosen."""
    return value.other


# Pages before the first: 'p. xii'.
PAGES = (
    "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii",
    "xix", "xx",
)  # fmt: skip
_PAGE = re.compile(rf"(?:{'|'.join(sorted(PAGES, key=len, reverse=True))})(?![\w’'-]|\.\w)")
_PAGE_BEFORE = re.compile(
    r"(?:\bp{1,2}\.?|\bblz\.?|\bpag\.?|pagina|pagina['’]s|bladzijden?|deel|hoofdstuk|artikel|lid)\s(?:[ivx]+(?:,|\sen|\st/m)\s)?$",
    re.IGNORECASE,
)


def classify_page(match: re.Match[str], _context: Context) -> Roman | None:
    """Take small letters behind 'blz.' and the like."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    return Roman(_value(match[0].upper())) if _PAGE_BEFORE.search(before) else None


PAGE_RULE = Rule("roman", _PAGE, classify_page, verbalize, starts="a")
RULE = Rule("roman", PATTERN, classify, verbalize, starts="A", stop=stop, other=other)
