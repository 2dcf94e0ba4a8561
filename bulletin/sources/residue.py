"""What stands on a news page and is not read: 'Advertentie', 'Lees ook', a caption, '(ANP)', '(lacht)'."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from bulletin.dutch.table import read_table

_UPPER = "A-ZÀ-ÖØ-Þ"
_PARTICLE = "van|de|der|den|het|ten|ter|te|von|zu|el|al|bin|di|da|’t|'t"
_NAME = rf"[{_UPPER}][\w'’.\-]*(?: (?:{_PARTICLE}|[{_UPPER}][\w'’.\-]*)){{0,5}}"
_LONGEST = 1500  # characters of a paragraph; a caption or a button is far shorter
CAPTION = "caption"
_BRACKETED = re.compile(r"\s*(?:\(([^()]{3,60})\)|\[([^\[\]]{3,60})\])")
# 'Waasmunster Op de E17 in Waasmunster is': the place has lost its dash, and stands in the sentence too.
_GLUED = re.compile(
    rf"([{_UPPER}][\w'’\-]+) (?=(?:Op|In|Bij|Aan|Na|Door|Rond|Tijdens|Voor|Uit|Langs) [a-zé])"
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Residue:
    """A kind of paragraph that is not read.

    `where`: '' (anywhere), 'head', 'next' (the one after it too), 'rest' (all that follows too), 'inside'
    (the pattern is that of a part of a paragraph, which goes).
    """

    reason: str
    where: str
    pattern: re.Pattern[str]
    example: str


@functools.cache
def _kinds() -> tuple[Residue, ...]:
    agency = _agencies()
    kinds = []
    for row in read_table("residue"):
        pattern = row["pattern"].replace("{agency}", agency).replace("{name}", _NAME)
        kinds.append(Residue(row["reason"], row["where"], re.compile(pattern), row["example"]))
    return tuple(kinds)


@functools.cache
def _agencies() -> str:
    names = sorted((row["name"] for row in read_table("agencies")), key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, names)) + ")"


def recognize_residue(paragraph: str, *, head: bool) -> Residue | None:
    """Return the kind of residue that the whole `paragraph` is, or None; `head`: it stands above the text."""
    if len(paragraph) > _LONGEST:
        return None
    plain = " ".join(paragraph.split())
    for kind in _kinds():
        if kind.where != "inside" and (head or kind.where != "head") and kind.pattern.fullmatch(plain):
            return kind
    return None


@functools.cache
def _dateline_pattern() -> re.Pattern[str]:
    city = rf"[{_UPPER}][{_UPPER}'’\-]{{2,}}(?:[ /][{_UPPER}][{_UPPER}'’\-]+){{0,3}}"
    mixed = rf"[{_UPPER}][\w'’\-]+(?: [{_UPPER}][\w'’\-]+){{0,2}}"
    signed = rf"\({_agencies()}(?:[/, ]+{_agencies()})*\)"
    day = r",? \d{1,2} (?:[a-z]{3,9}|[A-Z]{3,9})"
    # A colon needs an agency before it ('AEX: +0,4%' is no place), a full stop a date: 'DEN HAAG, 17 MEI.'
    unsigned = rf"{city}(?:{day}\.?)? ?[-–—]+|{city}{day}\."
    return re.compile(rf"(?:{unsigned}|(?:{city},? {signed}|{mixed},? {signed}|{signed}) ?[-–—:]+)\s+(?=\S)")


@functools.cache
def _credit_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s*\((?:{_agencies()})(?:\s*[/,]\s*{_agencies()})*\)")


def dateline_length(paragraph: str) -> int:
    """Return how many characters of 'KIEV (ANP) - ' stand before the first sentence of a news report."""
    match = _dateline_pattern().match(paragraph)
    if match is None and (glued := _GLUED.match(paragraph)) and paragraph.count(glued[1]) > 1:
        match = glued
    return match.end() if match else 0


def find_credits(text: str) -> list[tuple[int, int]]:
    """Return where '(ANP)' and its like stand in `text`, with the space before them."""
    return [match.span() for match in _credit_pattern().finditer(text)]


def find_remarks(text: str) -> list[tuple[int, int, str]]:
    """Return where remarks stand that are for the eye ('[1]', '(zie kader)', '; red.'), and what each is.

    >>> find_remarks("Hij [de minister, red.] weet het.[2]")
    [(16, 22, 'note'), (33, 36, 'note')]
    """
    return sorted(
        (*match.span(), kind.reason)
        for kind in _kinds()
        if kind.where == "inside"
        for match in kind.pattern.finditer(text)
    )


def find_directions(text: str) -> list[tuple[int, int]]:
    """Return where '(lacht)' and its like stand in `text`, with the space before them.

    >>> find_directions("Nee. (Zucht diep.) Dat (alleen dat) niet.")
    [(4, 18)]
    """
    return [m.span() for m in _BRACKETED.finditer(text) if _is_direction(m[1] or m[2])]


def _is_direction(bracketed: str) -> bool:
    """Tell whether all words are a stage direction's, and one a sign: 'zucht diep'; 'Applaus bij de VVD'."""
    kinds = [_direction_words().get(word.casefold()) for word in _WORD.findall(bracketed)]
    return kinds[:1] == ["noise"] or (None not in kinds and ("sign" in kinds or "noise" in kinds))


@functools.cache
def _direction_words() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in read_table("stage_directions")}
