"""Read clean text from left to right: ordinary words in runs, the rest by the first rule that is sure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from functools import lru_cache
from typing import Any

from bulletin.normalize.joiner import Joiner, Piece
from bulletin.normalize.punctuation import mark_at
from bulletin.normalize.rule import CAPITAL, DIGIT, SMALL, Context, Rule
from bulletin.normalize.semiotic import beginnings, consonants, rules_by_start, run_breakers
from bulletin.normalize.semiotic.foreign import is_foreign

_SPACE = re.compile(r"\s+")
_LATIN = r"A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_LETTERS = r"A-Za-zÀ-ÖØ-öø-ž"
# An ordinary word, perhaps hyphenated, that no rule but a table could want.
_PLAIN = re.compile(
    r"(?:IJ|[A-ZÀ-ÖØ-Þ])?[a-zà-öø-ž]+"
    rf"(?![\w@/&*]|-\d|://|['’][\w]|\.[{_LETTERS}\d]|(?<=nr|ln|pl|wg|gr)\.|(?<=str)\.|\(\w)"
)
# Ordinary words with single spaces between them, not too many, so that no text costs more than its length.
_RUN = re.compile(r"(?:(?:IJ|[A-ZÀ-ÖØ-Þ])?[a-zà-öø-ž]+,?(?: (?=\w))){1,24}(?<= )")
_FIRST = re.compile(r"\w+")
_WORD = re.compile(rf"[{_LATIN}]+(?:[’'][{_LATIN}]+)*")
_NOTHING_MORE = re.compile(r"[\s”’\"')»\]]*$")
_UNSAYABLE = re.compile(rf"[^{_LATIN} ,.'’-]+")
_CLIPPED = re.compile(r"['’‘`´](?:[stnkmr]|ie|em|ns)(?![\w'’])", re.IGNORECASE)  # ’s avonds, ’t, ’n

Match = Callable[[str, int], re.Match[str] | None]
Own = Mapping[str, tuple[tuple[str, str], ...]]


def read(text: str, context: Context) -> Joiner:
    """Read clean text; every character is taken by exactly one piece or is a space."""
    joiner = Joiner()
    run, plain, space, size, place = _RUN.match, _PLAIN.match, _SPACE.match, len(text), 0
    own = _own_entries(tuple(context.lexicon.items())) if context.lexicon else {}
    begun, breakers = beginnings(), run_breakers()
    here: Set[str] = consonants.in_text(text) | own.keys()  # words that only this text or user has
    while place < size:
        if found := space(text, place):
            joiner.space()
            place = found.end()
            continue
        if place == 0 or not text[place - 1].isalnum():
            if not joiner.bound and (found := run(text, place)):
                written = found[0][:-1]
                words = written.replace(",", "").split(" ")
                if not (breakers.isdisjoint(words) and here.isdisjoint(words)):
                    written = _until(text, place, words, here)
                if written:
                    joiner.run(written, place)
                    place += len(written) + 1
                    continue
            if found := plain(text, place):
                word, stop = found[0], found.end()
                if word not in here and not text.startswith(begun.get(word, ()), stop):
                    joiner.word(word, place, stop)
                    place = stop
                    continue
        place = _step(text, place, context, joiner, own)
    return joiner


def _until(text: str, place: int, words: list[str], here: Set[str]) -> str:
    """Return what stands before the first of the words that a table wants, without its space."""
    begun, stop = beginnings(), place
    for word in words:
        end = stop + len(word)
        if word in here or text.startswith(begun.get(word, ()), end):
            break
        stop = end + (2 if text[end] == "," else 1)
    return text[place : max(place, stop - 1)]


@lru_cache(maxsize=1024)
def _rules_for(character: str) -> tuple[bool, tuple[tuple[Match, Rule[Any]], ...]]:
    """Tell whether a character is a letter of ours, and which rules can begin with it."""
    kind = character
    if character.isdecimal():
        kind = DIGIT
    elif character.isalpha():
        kind = CAPITAL if character.isupper() else SMALL
    letter = character.isalpha() and not is_foreign(character)
    return letter, tuple((rule.pattern.match, rule) for rule in rules_by_start().get(kind, ()))


def _step(text: str, place: int, context: Context, joiner: Joiner, own: Own) -> int:
    """Read what stands at `place` by the first rule that is sure; return where it ends."""
    character = text[place]
    if character in "'’‘`´" and (clipped := _CLIPPED.match(text, place)):
        joiner.word("’" + clipped[0][1:], place, clipped.end())
        return clipped.end()
    if own and character.isalnum() and (stop := _own_reading(text, place, own, joiner)):
        return stop
    letter, rules = _rules_for(character)
    for match, rule in rules:
        if (found := match(text, place)) and found.end() > place:
            value = rule.classify(found, context)
            if value is not None:
                stop = rule.stop(found, value)
                if text[stop - 1] == "." and stop - place > 1 and _NOTHING_MORE.match(text, stop):
                    stop -= 1  # the full stop of an abbreviation also ends the text
                piece = Piece(
                    place, stop, _sayable(rule.verbalize(value)), rule.name, other=rule.other(value)
                )
                joiner.read(piece, text[place:stop])
                return stop
    if letter:
        found = _WORD.match(text, place)
        stop = found.end() if found else place + 1
        joiner.word(text[place:stop], place, stop)
        return stop
    mark = mark_at(text, place)
    joiner.mark(mark, place)
    return place + mark.length


def _sayable(spoken: str) -> str:
    """Leave out what an address or a name of the table may hold that no voice can say."""
    return " ".join(_UNSAYABLE.sub(" ", spoken).split()) if _UNSAYABLE.search(spoken) else spoken


@lru_cache(maxsize=8)
def _own_entries(lexicon: tuple[tuple[str, str], ...]) -> Own:
    """Return the user's entries by the letters they begin with, small and with a capital, longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for written, spoken in lexicon:
        if first := _FIRST.match(written):
            for form in {first[0], first[0].lower(), first[0].lower().capitalize()}:
                found.setdefault(form, []).append((written, spoken))
    return {
        first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in found.items()
    }


def _own_reading(text: str, place: int, own: Own, joiner: Joiner) -> int:
    """Read by the user's lexicon, the longest entry first; return where it ends, or 0."""
    first = _FIRST.match(text, place)
    if first is None or (place and text[place - 1].isalnum()):
        return 0
    for written, spoken in own.get(first[0], ()) or own.get(first[0].lower(), ()):
        stop = place + len(written)
        there = text[place:stop]
        same = there == written if any(map(str.isupper, written)) else there.lower() == written
        if same and not text[stop : stop + 1].isalnum():
            joiner.read(Piece(place, stop, _sayable(spoken), "lexicon"), there)
            return stop
    return 0
