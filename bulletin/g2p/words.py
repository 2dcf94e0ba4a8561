"""Spoken text to words with their phonemes: one for each word between spaces, none skipped, none merged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bulletin.g2p.compounds import number, split
from bulletin.g2p.corrections import corrected
from bulletin.g2p.espeak import phonemize_word
from bulletin.g2p.homographs import reading_of
from bulletin.g2p.ipa import join_parts, stressed, syllables
from bulletin.g2p.letters import letter_name
from bulletin.g2p.lexicon import Lexicon, built_in
from bulletin.g2p.parts import cut, is_late

_WORD = re.compile(r"\S+")
# Everything around the word proper; a leading apostrophe belongs to 's, 't, 'n and their like.
_PARTS = re.compile(
    r"(?P<before>(?:(?!['’‘`][smtnkr]{1,2}\b(?!['’]))[^\w])*)(?P<core>.*?)(?P<after>\W*)", re.DOTALL
)
_MC = re.compile(r"\bMa?c([A-Z])")  # 'McGrath', which espeak-ng spells
_MARKS = {
    **{mark: mark for mark in ",.;:?!…—“”()"},
    "–": "—", "―": "—", "−": "—", "[": "(", "]": ")", "„": "“", "«": "“", "»": "”",
}  # fmt: skip


class Origin(StrEnum):
    """Where a word's phonemes come from."""

    USER = "user"
    LEXICON = "lexicon"
    LETTER = "letter"
    CONTEXT = "context"  # a homograph, told by its neighbors
    NUMBER = "number"  # one of several words written as one
    ESPEAK = "espeak"
    NONE = "none"  # punctuation that stands alone


@dataclass(frozen=True, slots=True)
class Pronounced:
    """One word: `text` is what stands between the spaces at `start`:`stop`, `phonemes` are IPA with stress.

    `before` and `after` are the punctuation around it, in the marks that a voice model knows:
    , . ; : ? ! … — “ ” ( ).
    """

    text: str
    start: int
    stop: int
    phonemes: str
    before: str = ""
    after: str = ""
    origin: Origin = Origin.ESPEAK


def pronounce(text: str, lexicon: Lexicon | None = None) -> tuple[Pronounced, ...]:
    """Return each word of spoken `text` (no digits or symbols) with its phonemes.

    A `lexicon` of the user's goes before the built-in one. Raise BulletinError if espeak-ng cannot be loaded.

    >>> [word.phonemes for word in pronounce("De E U vergadert.")]
    ['də', 'ˌeː', 'ˈy', 'vərɣˈaːdərt']
    """
    table = built_in() if lexicon is None else lexicon
    words = [_Bare(match, *_parts(match[0])) for match in _WORD.finditer(text)]
    cores = [word.core for word in words]
    return _stress_letters([_pronounce_word(word, index, cores, table) for index, word in enumerate(words)])


@dataclass(frozen=True, slots=True)
class _Bare:
    """A word of the text, parted from the punctuation around it."""

    match: re.Match[str]
    before: str
    core: str
    after: str


def _parts(word: str) -> tuple[str, str, str]:
    """Return the punctuation before the word, the word, and the punctuation after it."""
    found = _PARTS.fullmatch(word)
    before, core, after = found.group("before", "core", "after") if found else ("", word, "")
    return before, core.replace("’", "'").replace("‘", "'"), after


def _pronounce_word(word: _Bare, index: int, cores: Sequence[str], lexicon: Lexicon) -> Pronounced:
    """Look the word up; one of two readings also by its neighbors, unless the user has decided."""
    phonemes, origin = _phonemes_of(word.core, lexicon)
    if origin is not Origin.USER and (reading := reading_of(cores, index)):
        phonemes, origin = reading, Origin.CONTEXT
    marks = _marks(word.before, True), _marks(word.after, False)
    return Pronounced(word.match[0], *word.match.span(), phonemes, *marks, origin)


def _phonemes_of(word: str, lexicon: Lexicon) -> tuple[str, Origin]:
    """Return the phonemes of a bare word, and where they come from; of a compound, part by part."""
    if not word:
        return "", Origin.NONE
    if found := lexicon.find(word):
        return found.phonemes or _spoken_alias(found.alias), Origin(found.origin)
    if name := letter_name(word):
        return name, Origin.LETTER
    parts = [part for part in word.split("-") if part]
    if len(parts) > 1 and any(lexicon.find(part) or letter_name(part) for part in parts):
        read = [_phonemes_of(part, lexicon) for part in parts]
        origins = [origin for _, origin in read if origin is not Origin.ESPEAK]
        return "".join(_less_stressed(phonemes) for phonemes, _ in read), origins[0]
    if (sounds := number(word.lower())) is not None:
        return sounds, Origin.NUMBER
    if compound := split(word, lexicon):
        read = [_phonemes_of(part, lexicon) for part in compound]
        found_in = next((origin for _, origin in read if origin is not Origin.ESPEAK), Origin.LEXICON)
        return join_parts(*(phonemes for phonemes, _ in read)), found_in
    if parts_known := cut(word.lower()):
        return _compound(parts_known, lexicon)
    return _espeak(word), Origin.ESPEAK


def _compound(parts: tuple[str, str], lexicon: Lexicon) -> tuple[str, Origin]:
    """Return the phonemes of two parts as one word, with the stress on one of them."""
    (first, origin), (last, other) = (_phonemes_of(part, lexicon) for part in parts)
    if is_late(*parts):
        return join_parts(first.replace("ˈ", "ˌ"), last), Origin.ESPEAK
    if syllables(first) == syllables(last) == 1:  # as espeak-ng writes it: 'vˈutbɑl'
        last = last.replace("ˈ", "")
    return join_parts(stressed(first), last), origin if origin is not Origin.ESPEAK else other


def _spoken_alias(alias: str) -> str:
    """Return the phonemes of how the user spells a word, without the spaces."""
    return "".join(_less_stressed(letter_name(word) or _espeak(word)) for word in alias.split())


def _espeak(word: str) -> str:
    """Return espeak-ng's phonemes, mended; capitals are a word, 'WIA-uitkering', and none is silent."""
    plain = "-".join(part.lower() if part.isupper() else part for part in word.split("-"))
    plain = _MC.sub(lambda name: "Mek" + name[1].lower(), plain)
    return corrected(word, phonemize_word(plain)) or "ə"


def _less_stressed(phonemes: str) -> str:
    """Give the name of a letter inside a compound its stress; leave words as they are."""
    return phonemes if "ˈ" in phonemes or "ə" in phonemes else f"ˌ{phonemes}"


def _stress_letters(words: list[Pronounced]) -> tuple[Pronounced, ...]:
    """Stress the last letter of a row, and the others less."""

    def with_stress() -> Iterator[Pronounced]:
        for word, following in zip(words, [*words, None][1:], strict=True):
            if word.origin is Origin.LETTER and not word.phonemes.startswith(("ˈ", "ˌ")):
                last = following is None or following.origin is not Origin.LETTER or bool(word.after)
                yield replace(word, phonemes=("ˈ" if last else "ˌ") + word.phonemes)
            else:
                yield word

    return tuple(with_stress())


def _marks(punctuation: str, opening: bool) -> str:
    """Return the marks that a voice model knows; a straight quote becomes an opening or a closing one."""
    known = punctuation.replace("...", "…").replace("''", '"').replace(",,", "“")
    quote = "“" if opening else "”"
    return "".join(_MARKS.get(mark, quote if mark in "\"'’‘`" else "") for mark in known)
