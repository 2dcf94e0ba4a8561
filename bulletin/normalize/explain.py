"""Walk the text and name the rule behind every change: '20%' becomes 'twintig procent' by 'percent'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bulletin.model import Alignment, Span, Spoken
from bulletin.normalize.clean import clean
from bulletin.normalize.reader import read
from bulletin.normalize.rule import NO_LEXICON, Context


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
    for piece in read(source.text, Context(language, lexicon)).pieces():
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
    joiner = read(source.text, Context(language, lexicon))
    alignments = [
        Alignment(source.source(start, stop, offset), Span(at, end))
        for start, stop, at, end in joiner.words()
    ]
    return Spoken(joiner.text(), tuple(alignments))


def speakable(text: str) -> bool:
    """Tell whether there is anything in `text` to say."""
    return bool(normalize(text).alignments)
