"""Initials and letters with dots: 'H.J. Smit' is read 'H J Smit', 'de U.S.A.' 'de U S A'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from bulletin.dutch.table import read_table
from bulletin.normalize.around import goes_on, new_sentence, no_name, word_before
from bulletin.normalize.rule import Context, Rule
from bulletin.normalize.semiotic.acronym import readings
from bulletin.normalize.semiotic.roman import begins_list
from bulletin.normalize.spelling import spell

OF_TWO_LETTERS = ("Ch", "Th", "Ph", "Sj", "Tj", "Kl")
_INITIAL = rf"(?:IJ|{'|'.join(OF_TWO_LETTERS)}|[A-ZÀ-ÖØ-Þ])\."
PATTERN = re.compile(
    rf"(?:{_INITIAL}[\s-]?)*{_INITIAL}(?P<ending>(?<=[A-Z]\.[A-Z]\.)['’](?:s|er|ers|en)\b|['’]s\b)?(?![^\W\d_²³¹¼-¾⅓⅔⅛]?[a-zà-ÿ]\.)"
)
_NAME = re.compile(
    r"\s?(?:(?:van|de|den|der|ten|ter|te|von|le|la|du|di|’t|'t|in|op|el|al|bin|Van|De|Den|Der|v\.d\.|d’|d')\s?)*[A-ZÀ-ÖØ-Þ]"
)

_TITLE = re.compile(
    r"(?:\b(?:[Dd]rs?|[Ii]r|[Ii]ng|[Mm]r|[Pp]rof|[Dd]s|[Mm]w|[Mm]evr|[Dd]hr|[Jj]hr|[Hh]r|[Gg]en|[Kk]ol)\.|heer|mevrouw)\s?$"
)  # 'ir. J.M. Burgers'
_ACRONYM = re.compile(r"(?<![\w.])[A-Z]{2,}\s$")
_SPELLED = re.compile(r"(?<![^\W_])[A-ZÀ-ÖØ-Þ]\s$")


@dataclass(frozen=True, slots=True)
class Initials:
    """Letters, and whether their last full stop also ends the sentence."""

    letters: str
    ends: bool
    word: str = ""
    ending: str = ""  # V.V.V.'s


@cache
def _labels() -> Mapping[str, str]:
    return MappingProxyType({row["word"]: row["letters"] for row in read_table("letter_labels")})


def _is_labeled(word: str, letter: str) -> bool:
    """Tell whether a letter names something after a word: 'vitamine C', and of 'van' only X."""
    only = _labels().get(word)
    return only is not None and (not only or letter in only)


def classify(match: re.Match[str], _context: Context) -> Initials | None:
    """Take letters with full stops: one of them only before a name."""
    text, stop = match.string, match.end()
    ending = (match["ending"] or "").replace("'", "’")
    letters = re.sub(r"[^\w]", "", match[0].removesuffix(match["ending"] or ""))
    single = match[0].count(".") == 1
    named = _NAME.match(text, stop) is not None and not (single and no_name(text, stop))
    start = match.start()
    if single and _SPELLED.search(text[max(0, start - 3) : start]):
        return None  # 'C D A. De', the letters of an acronym
    if single and not goes_on(text, stop) and (not named or _is_labeled(word_before(text, start), letters)):
        return None
    if letters == "I" and single and begins_list(text, stop - 1):
        return None
    if single and new_sentence(text, stop) and _ACRONYM.search(text[max(0, start - 12) : start]):
        return None  # 'bij RTL Z. Op zaterdag'
    known = readings().get(letters)
    word = letters if known is not None and known.reading == "word" and not single else ""
    ends = not single and new_sentence(text, stop) and not _TITLE.search(text[max(0, start - 12) : start])
    return Initials(letters, ends and not ending, word, ending)


def stop(match: re.Match[str], value: Initials) -> int:
    """Leave the full stop that ends the sentence."""
    return match.end() - 1 if value.ends else match.end()


def verbalize(value: Initials) -> str:
    """Say the letters."""
    return (value.word or spell(value.letters).replace("I J", "IJ")) + value.ending


RULE = Rule("initials", PATTERN, classify, verbalize, starts="A", stop=stop)
