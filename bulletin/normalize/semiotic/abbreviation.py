"""Abbreviations: 'o.a.' is read 'onder andere', 'a.s.' 'aanstaande'; the table knows 400 of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from bulletin.dutch.table import read_table
from bulletin.dutch.words import by_first_word
from bulletin.normalize.around import new_sentence
from bulletin.normalize.rule import Context, Rule

PATTERN = re.compile(r"[^\W\d_²³¹¼-¾⅓⅔⅛]+")
_LETTERS = re.compile(r"(?:[^\W\d_]\.\s?)+")
_MORE_LETTERS = re.compile(r"[A-ZÀ-ÖØ-Þ]\.")
_SPACED = re.compile(r"(?<=\.)(?=[^\W\d_²³¹¼-¾⅓⅔⅛]\.)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table."""

    written: str
    spoken: str
    may_end: bool
    when: str = ""


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """What is said, and where the abbreviation ends in the text."""

    spoken: str
    stop: int


@cache
def _only_before_numbers() -> frozenset[str]:
    """Return abbreviations that are words unless a number follows: 'bijl.', 'max.'."""
    return frozenset(row["written"] for row in read_table("abbreviation_ends") if row["sentence"] == "number")


@cache
def entries() -> Mapping[str, tuple[Entry, ...]]:
    """Return the abbreviations by their first letters: the longest first, as written before capitalized."""
    ranked: list[tuple[tuple[bool, bool, bool], Entry]] = []
    for row in read_table("abbreviations"):
        written = row["written"]
        forms = {written, _SPACED.sub(" ", written), written.replace("/", " / ")}
        if len(written.rstrip(".")) > 1:
            forms |= {form[0].upper() + form[1:] for form in forms}
        for form in forms:
            # 'W. v. Oranje' is a man, no 'waarvan': a capital and spaces need a word that follows.
            spaced = " " in form and form not in (written, _SPACED.sub(" ", written))
            when = row["when"] or (
                "before_word"
                if spaced and _LETTERS.fullmatch(form) and not row["spoken"].startswith("van ")
                else ""
            )
            rank = (form != written, not row["when"], not row["when"].startswith("inflected"))
            ranked.append((rank, Entry(form, row["spoken"], row["sentence"] == "either", when)))
    ranked.sort(key=lambda row: row[0])
    return by_first_word(((entry.written, entry) for _, entry in ranked), PATTERN)


_NUMBER_AFTER = re.compile(
    r"\s?\(?[-−]?[\d€$£½¼¾]|\s[IVX]+\b|\s[ivx]{2,6}\b|\s(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|honderd|duizend"
    r"|[^\W\d_]+(?:tien|tig|honderd|duizend)|een miljoen|anderhalf)\b"
)
_NUMBER_BEFORE = re.compile(r"\d[a-z]?\s$|\d['’]\s?\(?$|[\d½¼¾]\s?$|(?:miljoen|miljard|honderd|duizend)\s$")
_NAME_AFTER = re.compile(
    r"\W{0,6}(?:(?:van|de|den|der|ten|ter|te|von|mr|dr|drs|ir|ing|prof)\b\.?\s?)*[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω]"
)
_NAME_BEFORE = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'.-]*,?\s$")
_PRICE_AFTER = re.compile(r"\s?(?:[€ƒ$£]|f\.?\s?(?=\d)|fl\.)")
_ORDINAL_BEFORE = re.compile(r"(?:\d(?:e|de|ste)|(?:eerste|[^\W\d_]{2,}de|[^\W\d_]{2,}ste))\s$")
_PARENT = re.compile(
    r"(?:vader|moeder|ouders?|opa|oma|papa|mama|echtpaar|leeftijd)\s$", re.IGNORECASE
)  # 'vader v. 3 kinderen'
_DEFINITE = re.compile(r"\b(?:de|deze|die|zijn|haar|hun|onze)\s$", re.IGNORECASE)  # 'de gem. temperatuur'
_VERSE = re.compile(r"\d,\s$|\b(?:in|uit|van|lees)\s$")  # 'Jesaja 9, vs. 5', but 'Ajax vs. 5 spelers'
_NEUTER = re.compile(r"\bhet\s$", re.IGNORECASE)  # 'het Chr. Onderwijs'
_TRAINEE = re.compile(
    r"(?:arts|psychiater|officier|rechter|leraar|lerares|docente?|verpleegkundige|piloot|agente?|predikant|notaris"
    r"|psycholoog|instructeur|specialist|chirurg|gids|coach|machinist|jurist|bestuurder)\s$"
)
_ADDRESSEE = re.compile(  # 't.a.v. de heer Bos'
    r"\s(?:de\s)?(?:heer|dhr|mevr|mevrouw|mw|mr|drs?|ir|prof|redactie|afd\b|afdeling|[A-Z]\.\s?[A-Z]"
    r"|[a-z]*(?:griffier?|secretaris|secretariaat|penningmeester|administratie|secretaresse)\b)"
)
_WORD_AFTER = re.compile(r"\s[a-zà-öø-ÿ’']")
_DATE = re.compile(
    r"\d\s?$|\b(?:in|eind|begin|half|medio|sinds|vanaf|tot|per|t/m|met)\s$|\w\.?[/-]$|(?:dag|ma|di|wo|do|vr|za|zo)\b[.,]?(?:\sen|\sof)?\s?$"
)
_FULL_STOP_INSIDE = re.compile(r"\.\s[a-zà-öø-ÿ]")
_DATE_AFTER = re.compile(
    r"\s(?:en|of|tot|t/m)\s(?:ma|di|wo|do|vr|za|zo)\b|\s?\d|\s?/\s?[^\W\d_]|\s?[-–]\s?(?:ma|di|wo|do|vr|za|zo)\b|\s?t/m"
)

# 'Mr. Smith' is an Englishman, 'Mr. J.G. Rietkerk' a Dutch lawyer.
_DUTCH_TITLES: Mapping[str, str] = {"Mr.": "meester", "Mr": "meester"}
_INITIALS_AFTER = re.compile(r"\s?(?:[A-Z]\.\s?(?!\s?[A-Z][a-z])|[A-Z]\.\s?[A-Z]\.|dr|drs|ir)")

_GLUED_TITLE = re.compile(r"[a-z]{2,4}\.")
_TITLES = frozenset({"dr.", "drs.", "ir.", "ing.", "mr.", "ds."})

_STREETS: Mapping[str, str] = {
    "str": "straat",
    "ln": "laan",
    "wg": "weg",
    "pln": "plein",
    "pl": "plein",
    "gr": "gracht",
}
_STREET = re.compile(r"(?P<name>[A-ZÀ-ÖØ-Þ][^\W\d_]{2,}?)(?P<kind>str|pln|pl|ln|wg|gr)")  # Kerkstr. 5
_CAPITALIZED = re.compile(r"[A-Z][a-z]+")
_FIRST = re.compile(r"(?:^|[^\w\s,;][ \n])$")
_IN_SENTENCE = re.compile(r"[^\W\d_] $")  # 'de heer N.B. Jansen'
_FIGURE_AFTER = re.compile(r"\s\d")
_NAMES = frozenset({"Art.", "Burg.", "Sen.", "Vert."})
_FIRST_NAME = re.compile(
    r"(?:\b[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+|\b[Vv]an\s(?:der|den)|\b[Tt]er|\b[Tt]en)\s$"
)  # Eric van der Burg.
_ARTICLES = ("De ", "Het ", "Een ", "In ", "Van ", "Op ", "Volgens ", "Voor ")
_HOUSE = re.compile(r"\.(?:\s(?:\d|[a-z])|[,;)]|$)")
_NUMBER_OF = re.compile(r"[^\W\d_]{3,}nr")  # dossiernr., huisnr.

_CONDITIONS: Mapping[str, Callable[[str, str], bool]] = {
    "": lambda _before, _after: True,
    "before_number": lambda _before, after: _NUMBER_AFTER.match(after) is not None,
    "after_number": lambda before, _after: _NUMBER_BEFORE.search(before) is not None,
    "before_name": lambda _before, after: _NAME_AFTER.match(after) is not None,
    "not_before_name": lambda _before, after: _NAME_AFTER.match(after) is None,
    "after_name": lambda before, _after: _NAME_BEFORE.search(before) is not None,
    "between_names": lambda before, after: (
        _NAME_BEFORE.search(before) is not None and _NAME_AFTER.match(after) is not None
    ),
    "sentence_goes_on": lambda _before, after: bool(after.strip()) and not new_sentence(f".{after}", 1),
    "no_initials": lambda before, after: not (_IN_SENTENCE.search(before) and _NAME_AFTER.match(after)),
    "after_in": lambda before, _after: before.endswith((" in ", "(in ")),
    "before_price": lambda _before, after: _PRICE_AFTER.match(after) is not None,
    "after_ordinal": lambda before, _after: _ORDINAL_BEFORE.search(before) is not None,
    "parent": lambda before, after: (
        _PARENT.search(before) is not None and _FIGURE_AFTER.match(after) is not None
    ),
    "inflected": lambda before, after: (
        _DEFINITE.search(before) is not None and _WORD_AFTER.match(after) is not None
    ),
    "inflected_name": lambda before, after: (
        _DEFINITE.search(before) is not None and _NAME_AFTER.match(after) is not None
    ),
    "neuter_name": lambda before, after: (
        _NEUTER.search(before) is not None and _NAME_AFTER.match(after) is not None
    ),
    "trainee": lambda before, _after: _TRAINEE.search(before) is not None,
    "verse": lambda before, after: (
        _VERSE.search(before) is not None and _FIGURE_AFTER.match(after) is not None
    ),
    "addressee": lambda _before, after: _ADDRESSEE.match(after) is not None,
    "before_colon": lambda _before, after: after.startswith(":"),
    "before_word": lambda _before, after: _WORD_AFTER.match(after) is not None,
    "date": lambda before, after: _DATE.search(before) is not None or _DATE_AFTER.match(after) is not None,
}


def _is_title(text: str, place: int) -> bool:
    """Tell whether a title is glued to the one before: 'ir.drs. Bos'."""
    found = _GLUED_TITLE.match(text, place)
    return found is not None and found[0] in _TITLES


def classify(match: re.Match[str], _context: Context) -> Abbreviation | None:
    """Take the longest row that stands here and whose condition holds."""
    text, start = match.string, match.start()
    for entry in entries().get(match[0], ()):
        stop = start + len(entry.written)
        if not text.startswith(entry.written, start):
            continue
        following = text[stop : stop + 1]
        dotted = entry.written.endswith(".")
        if following.isalpha() and not (dotted and (following.isupper() or _is_title(text, stop))):
            continue
        if dotted and entry.written[-2].isupper() and _MORE_LETTERS.match(text, stop):
            continue  # N.B.C. is no 'nota bene C'
        if not dotted and (
            following.isdecimal()
            or (following in ("'", "’", "@", "&") and text[stop + 1 : stop + 2].isalpha())
        ):
            continue
        if not dotted and following == "." and text[stop + 1 : stop + 2].isalnum():
            continue
        when = entry.when or ("before_number" if entry.written in _only_before_numbers() else "")
        before, after = text[max(0, start - 24) : start], text[stop : stop + 40]
        if not _CONDITIONS[when](before, after):
            continue
        if entry.written in _NAMES and _FIRST_NAME.search(before) and not before.endswith(_ARTICLES):
            continue
        name = when == "before_number" and not dotted and _CAPITALIZED.fullmatch(entry.written)
        if name and not (_FIRST.search(before) and _FIGURE_AFTER.match(after)):
            continue  # Max (12), de Boeing 737 Max 8
        spoken = entry.spoken
        if entry.written in _DUTCH_TITLES and _INITIALS_AFTER.match(text, stop):
            spoken = _DUTCH_TITLES[entry.written]
        if not dotted and _FULL_STOP_INSIDE.match(text, stop):
            stop += 1  # 'ivm. drukte'
        ends = dotted and entry.may_end and new_sentence(text, stop)
        return Abbreviation(spoken, stop - 1 if ends else stop)
    if (street := _STREET.fullmatch(match[0])) and _HOUSE.match(text, match.end()):
        return Abbreviation(street["name"] + _STREETS[street["kind"]], match.end() + 1)
    if _NUMBER_OF.fullmatch(match[0]) and text[match.end() : match.end() + 1] == ".":
        return Abbreviation(f"{match[0][:-2]}nummer", match.end() + 1)
    return None


def stop(_match: re.Match[str], value: Abbreviation) -> int:
    """Leave the full stop that also ends the sentence."""
    return value.stop


def verbalize(value: Abbreviation) -> str:
    """Say it in full."""
    return value.spoken


RULE = Rule("abbreviation", PATTERN, classify, verbalize, starts="Aa", stop=stop)
