"""Text into sentences: `split_text("Hij woont in St. Maarten. Zij niet.")` gives two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.model import Article, Sentence, Span
from bulletin.segment.boundary import Verdict, next_boundary, read_paragraph
from bulletin.segment.breaks import find_breaks
from bulletin.segment.lines import find_units
from bulletin.segment.rules import decide

LINE_END = re.compile(r"\s*[\n\r\u2028\u2029\x0b\x0c\x85]\s*")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided where a sentence might end at `position`, and the name of the rule that decided."""

    position: int
    ends: bool
    rule: str


def split_sentences(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences of an article's blocks, in order, with offsets in `article.text`.

    A sentence never crosses the border of a block. Long ones have `breaks`.
    """
    return tuple(
        Sentence(
            span=span,
            text=span.of(article.text),
            role=block.role,
            block=index,
            breaks=find_breaks(article.text, span),
        )
        for index, block in enumerate(article.blocks)
        for span in _spans(article.text, block.span)
    )


def split_text(text: str) -> tuple[str, ...]:
    """Return the sentences of plain text; a line end inside a sentence becomes a space.

    >>> split_text("Hij woont in St. Maarten. Zij niet.")
    ('Hij woont in St. Maarten.', 'Zij niet.')
    """
    return tuple(LINE_END.sub(" ", span.of(text)) for span in split_spans(text))


def split_spans(text: str, offset: int = 0) -> tuple[Span, ...]:
    """Return where the sentences of `text` stand, each position raised by `offset`."""
    return tuple(Span(span.start + offset, span.stop + offset) for span in _spans(text, Span(0, len(text))))


def explain_boundaries(text: str) -> Iterator[Decision]:
    """Yield every place where a sentence might end, with the decision and the rule behind it.

    >>> [(d.ends, d.rule) for d in explain_boundaries("Prof. Smit komt. Zij niet.")]
    [(False, 'is_an_abbreviation'), (True, 'ends')]
    """
    for unit in find_units(text):
        yield from _decisions(text, unit)


def _decisions(text: str, unit: Span) -> Iterator[Decision]:
    paragraph = read_paragraph(text, unit)
    begin = position = unit.start
    while boundary := next_boundary(paragraph, begin, position):
        verdict, rule = decide(boundary)
        ends = verdict is Verdict.SPLIT
        yield Decision(boundary.stop, ends, rule)
        if ends:
            begin = boundary.start
        position = boundary.stop


def _spans(text: str, part: Span) -> Iterator[Span]:
    for unit in find_units(text, part.start, part.stop):
        begin = unit.start
        for decision in _decisions(text, unit):
            if decision.ends:
                yield Span(begin, decision.position)
                begin = decision.position
                while text[begin].isspace():
                    begin += 1
        yield Span(begin, unit.stop)
