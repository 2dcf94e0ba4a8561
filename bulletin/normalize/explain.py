"""Walk the text and name the rule behind every change: '20%' becomes 'twintig procent' by 'percent'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from bulletin.model import Alignment, Span, Spoken
from bulletin.normalize.clean import Clean, clean
from bulletin.normalize.joiner import Joiner, Piece
from bulletin.normalize.punctuation import mark_at
from bulletin.normalize.rule import CAPITAL, DIGIT, NO_LEXICON, SMALL, Context
from bulletin.normalize.semiotic import consonants, rules_by_start, trigger_words
from bulletin.normalize.semiotic.foreign import is_foreign

WORD = "word"
_SPACE = re.compile(r"\s+")
_LATIN = r"A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_LETTERS = r"A-Za-zÀ-ÖØ-öø-ž"
# An ordinary word, perhaps hyphenated, that no rule but a table could want.
_PLAIN = re.compile(
    r"(?:IJ|[A-ZÀ-ÖØ-Þ])?[a-zà-öø-ž]+"
    rf"(?![{_LETTERS}\d@/&_\u00b2\u00b3*]|-\d|://|['’][\w]|\.[{_LETTERS}\d]|(?<=nr|ln|pl|wg|gr)\.|(?<=str)\.|\(\w)"
)
# Ordinary words with single spaces between them, not too many, so that no text costs more than its length.
_RUN = re.compile(r"(?:(?:IJ|[A-ZÀ-ÖØ-Þ])?[a-zà-öø-ž]+,?(?: (?=\w))){1,24}(?<= )")
_FIRST = re.compile(r"\w+")
_WORD = re.compile(rf"[{_LATIN}]+(?:[’'][{_LATIN}]+)*")
_NOTHING_MORE = re.compile(r"[\s”’\"')»\]]*$")
_UNSAYABLE = re.compile(rf"[^{_LATIN} ,.'’-]+")
_CLIPPED = re.compile(r"['’‘`´](?:[stnkmr]|ie|em|ns)(?![\w'’])", re.IGNORECASE)  # ’s avonds, ’t, ’n


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of the source, what is said for it, and the rule that chose so.

    `span` is where it stands in the text given (plus the offset); `other` is the reading not chosen where the
    context left two. `rule` is 'word' where nothing changed.
    """

    source: str
    spoken: str
    rule: str
    span: Span
    other: str = ""

    @property
    def changed(self) -> bool:
        """Tell whether a rule did more than keep the word or mark as it was."""
        return self.source != self.spoken


def explain(
    text: str, offset: int = 0, *, language: str = "nl-NL", lexicon: Mapping[str, str] = NO_LEXICON
) -> Iterator[Step]:
    """Yield every piece of `text` in order: what is said for it, and why."""
    source = clean(text)
    for piece in _read(source.text, Context(language, lexicon)).pieces:
        span = source.source(piece.start, piece.stop)
        yield Step(
            span.of(text),
            piece.spoken,
            piece.rule,
            Span(span.start + offset, span.stop + offset),
            piece.other,
        )


def normalize(
    text: str, offset: int = 0, *, language: str = "nl-NL", lexicon: Mapping[str, str] = NO_LEXICON
) -> Spoken:
    """Return `text` as it is said, each word aligned with its characters (plus `offset`) in the source.

    `lexicon` gives the user's own readings by the word as it is written; a capital matters where it has one.

    >>> normalize("In 2022 was 20% voor de EU.").text
    'In tweeduizend tweeëntwintig was twintig procent voor de E U.'
    """
    source = clean(text)
    joined = _read(source.text, Context(language, lexicon))
    return Spoken(joined.text(), tuple(_align(joined, source, offset)))


def speakable(text: str) -> bool:
    """Tell whether there is anything in `text` to say."""
    return bool(normalize(text).alignments)


def _align(joined: Joiner, source: Clean, offset: int) -> Iterator[Alignment]:
    """Yield one alignment for each word between spaces, or for the words that one piece gave."""
    for first, last in joined.runs():
        span = source.source(first.start, last.stop)
        yield Alignment(
            Span(span.start + offset, span.stop + offset), Span(first.at, last.at + len(last.spoken))
        )


def _kind(character: str) -> str:
    if character.isdecimal():
        return DIGIT
    if character.isupper() and character.isalpha():
        return CAPITAL
    return SMALL if character.isalpha() else character


def _read(text: str, context: Context) -> Joiner:
    """Read clean text from left to right; every character is taken by exactly one piece or is a space."""
    joiner = Joiner()
    run, plain, space, size, place = _RUN.match, _PLAIN.match, _SPACE.match, len(text), 0
    own = _own_entries(tuple(context.lexicon.items()))
    triggers: Set[str] = trigger_words() if not own else trigger_words() | own.keys()
    if spelled := consonants.in_text(text) - triggers:
        triggers = triggers | spelled
    while place < size:
        if found := space(text, place):
            joiner.space()
            place = found.end()
            continue
        if place == 0 or not text[place - 1].isalnum():
            if not joiner.bound and (found := run(text, place)):
                written = found[0][:-1]
                if not triggers.isdisjoint(written.replace(",", "").split(" ")):
                    written = _until(written, triggers)
                if written:
                    joiner.run(written, place)
                    place += len(written)
                    continue
            if (found := plain(text, place)) and found[0] not in triggers:
                place = found.end()
                joiner.word(found[0], found.start(), place)
                continue
        place = _step(text, place, context, joiner, own)
    return joiner


def _until(written: str, triggers: Set[str]) -> str:
    """Return the words before the first that a table may want."""
    length = 0
    for token in written.split(" "):
        if token.rstrip(",") in triggers:
            break
        length += len(token) + 1
    return written[: max(length - 1, 0)]


def _step(
    text: str,
    place: int,
    context: Context,
    joiner: Joiner,
    own: Mapping[str, tuple[tuple[str, str], ...]],
) -> int:
    """Read what stands at `place` by the first rule that is sure; return where it ends."""
    character = text[place]
    kind = _kind(character)
    if character in "'’‘`´" and (clipped := _CLIPPED.match(text, place)):
        joiner.word("’" + clipped[0][1:], place, clipped.end())
        return clipped.end()
    if own and character.isalnum() and (stop := _own_reading(text, place, own, joiner)):
        return stop
    for rule in rules_by_start().get(kind, ()):
        if (found := rule.pattern.match(text, place)) and found.end() > place:
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
    if kind in (SMALL, CAPITAL) and not is_foreign(character):
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
def _own_entries(lexicon: tuple[tuple[str, str], ...]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return the user's entries by the letters they begin with, small and with a capital, longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for written, spoken in lexicon:
        if first := _FIRST.match(written):
            for form in {first[0], first[0].lower(), first[0].lower().capitalize()}:
                found.setdefault(form, []).append((written, spoken))
    return {
        first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in found.items()
    }


def _own_reading(
    text: str, place: int, own: Mapping[str, tuple[tuple[str, str], ...]], joiner: Joiner
) -> int:
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
