"""Bring characters into one form without losing their places: 'ﬁetspad' is 'fietspad'.

The rules see composed letters, plain digits, one kind of hyphen and no invisible characters; `Clean` maps
what they find back to the text as it came.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bulletin.model import Span

NO_BREAK = "\u00a0"
# Characters that the rules know; a text without others is its own clean form.
_KNOWN = r"\t\n\r -~\u00a0-¬®-ıĴ-žƒ–—―‘’‚‛“”„†‡•…‰′″‹›€™←-⇿−×÷⅓⅔⅛"
_STRANGE = re.compile(rf"[^{_KNOWN}]")
# What is looked at closely: others, and the letter before them that they may combine with.
_STRETCH = re.compile(rf"[{_KNOWN}]?[^{_KNOWN}]+")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f")
_NUMERALS = frozenset("¹²³¼½¾⅓⅔⅛")  # these the rules know
_SUPERSCRIPTS = frozenset("⁰⁴⁵⁶⁷⁸⁹")
_BREAKS = frozenset("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
_SAME = {
    "\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u2212": "−", "\u2043": "•", "ʼ": "’",
    "\u2032": "′", "Ⓒ": "©",
    "ĳ": "ij", "Ĳ": "IJ", "№": "nr.", "⁄": "/", "∕": "/",
}  # fmt: skip
# What compatibility decomposition may replace: ligatures, full-width forms, Roman numerals, ℃.
_COMPATIBLE = re.compile(r"[ﬀ-ﬆ！-～￠-￦Ⅰ-ⅿ℃℉㎎-㏄㎀-㏿]")


@dataclass(frozen=True, slots=True)
class Clean:
    """Text in one form; `starts` and `stops` hold each character's place in the source, if they differ."""

    text: str
    starts: tuple[int, ...] | None = None
    stops: tuple[int, ...] | None = None

    def source(self, start: int, stop: int, offset: int = 0) -> Span:
        """Return the place in the source, plus `offset`, of characters of the clean text."""
        if self.starts is None or self.stops is None or stop <= start:
            return Span(start + offset, stop + offset)
        return Span(self.starts[start] + offset, self.stops[stop - 1] + offset)


def clean(text: str) -> Clean:
    """Return the text as the rules want it."""
    if not _STRANGE.search(text):
        return Clean(text)
    characters: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    place = 0
    for stretch in _STRETCH.finditer(text):
        characters += text[place : stretch.start()]
        starts += range(place, stretch.start())
        stops += range(place + 1, stretch.start() + 1)
        for start, stop in _clusters(text, stretch.start(), stretch.end()):
            for character in (replacement := _replace(text[start:stop])):
                characters.append(character)
                starts.append(start)
                stops.append(stop)
            if not replacement and stops:
                stops[-1] = stop
        place = stretch.end()
    characters += text[place:]
    starts += range(place, len(text))
    stops += range(place + 1, len(text) + 1)
    if starts:
        starts[0] = 0  # what is invisible in front belongs to the first
    return Clean("".join(characters), tuple(starts), tuple(stops))


def _plain_number(character: str) -> bool:
    """Tell whether a numeral, '⑤' or '⅝', is made of plain figures."""
    return all(part in "0123456789⁄" for part in unicodedata.normalize("NFKC", character))


def _clusters(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Return the places of each letter in a part with the marks that combine with it."""
    places: list[tuple[int, int]] = []
    for place in range(start, stop):
        if places and unicodedata.combining(text[place]):
            places[-1] = (places[-1][0], place + 1)
        else:
            places.append((place, place + 1))
    return places


def _replace(cluster: str) -> str:
    if len(cluster) > 1:
        return _replace(unicodedata.normalize("NFC", cluster)[0])
    if cluster in _SAME:
        return _SAME[cluster]
    if cluster in _INVISIBLE:
        return ""
    if cluster.isspace():
        return cluster if cluster in "\t " or cluster in _BREAKS else NO_BREAK
    if _COMPATIBLE.match(cluster):
        return unicodedata.normalize("NFKC", cluster)
    if cluster.isdecimal() and not cluster.isascii():
        return str(unicodedata.decimal(cluster))
    if cluster == "⁻":
        return "^-"
    if cluster in _SUPERSCRIPTS:
        return "^" + unicodedata.normalize("NFKC", cluster)
    if (
        unicodedata.category(cluster) == "So"
        and cluster not in "™℠"
        and (plain := unicodedata.normalize("NFKC", cluster)).isalnum()
    ):
        return plain if plain.isascii() else ""
    if cluster.isnumeric() and not cluster.isalpha() and cluster not in _NUMERALS and not cluster.isascii():
        return unicodedata.normalize("NFKC", cluster).replace("⁄", "/") if _plain_number(cluster) else ""
    if unicodedata.category(cluster) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return ""
    return cluster
