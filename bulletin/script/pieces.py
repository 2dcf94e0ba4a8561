"""Cut a sentence where another speaks: “De situatie is kritiek”, | zei hij. A quoted title stays in it."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bulletin.dutch.table import read_table
from bulletin.model import Role, Sentence, Span
from bulletin.script.quotations import Quotation, find_quotations, has_words

_TERMINAL = ".!?…"
_FEWEST_WORDS = 4  # a quotation of fewer words needs a verb of speech beside it to be somebody speaking
_QUOTED_ROLES = (Role.LEAD, Role.BODY, Role.CAPTION)
_STAGE_DIRECTION = re.compile(r"\A\([^()]*\)\Z")  # (Stilte) “Voor de telefoon.”
_SPEAKER = re.compile(r"[A-ZÀ-Þ][\w’'.-]*(?: [\w’'.-]+){0,4}")  # Jan de Wit «Dat klopt.»
_AFTER_QUOTE = re.compile(r"\s*[,.!?;:…]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence with one speaker; `quoted` when it is not the reader's own words."""

    span: Span
    role: Role
    sentence: int
    block: int


def cut_sentences(text: str, sentences: Sequence[Sentence]) -> Iterator[Piece]:
    """Yield the pieces of the sentences of one block, in order; `text` is the article's."""
    start, stop = sentences[0].span.start, sentences[-1].span.stop
    passage = text[start:stop]
    speech = [
        Span(start + quotation.outer.start, start + quotation.outer.stop)
        for quotation in _find_speech(passage, [s.span.start - start for s in sentences])
    ]
    for index, sentence in enumerate(sentences):
        if sentence.role in _QUOTED_ROLES:
            yield from _cut(text, sentence, index, speech)
        else:
            yield Piece(sentence.span, sentence.role, index, sentence.block)


def _cut(text: str, sentence: Sentence, index: int, speech: Sequence[Span]) -> Iterator[Piece]:
    """Yield the sentence's pieces; the comma or full stop after a closing mark goes with the quotation."""
    position = sentence.span.start
    for quotation in speech:
        start = max(quotation.start, position)
        stop = min(quotation.stop, sentence.span.stop)
        if start >= stop:
            continue
        after = _AFTER_QUOTE.match(text, stop, sentence.span.stop)
        stop = after.end() if after else stop
        if has_words(text[position:start]):
            yield Piece(Span(position, start), sentence.role, index, sentence.block)
        yield Piece(Span(start, stop), Role.QUOTE, index, sentence.block)
        position = stop
    if has_words(text[position : sentence.span.stop]):
        yield Piece(Span(position, sentence.span.stop), sentence.role, index, sentence.block)


def _find_speech(passage: str, starts: Sequence[int]) -> Iterator[Quotation]:
    """Yield the quotations in which somebody speaks: not titles, nicknames or words used with reserve."""
    said_in = -1  # the sentence of the last one
    for quotation in find_quotations(passage):
        sentence = bisect_right(starts, quotation.outer.start) - 1
        continues = said_in == sentence
        if not quotation.closed or _is_speech(passage, quotation, starts[sentence], continues=continues):
            said_in = sentence
            yield quotation


def _is_speech(passage: str, quotation: Quotation, begin: int, *, continues: bool) -> bool:
    """Weigh how a quotation begins and ends, and what stands before and after it."""
    inner = quotation.inner.of(passage).strip()
    before = passage[begin : quotation.outer.start].rstrip()
    after = passage[quotation.outer.stop :]
    words = len(inner.split())
    first = next((c for c in inner if c.isalnum()), "")
    if not first:
        return False
    ended = inner[-1] in _TERMINAL
    verb_follows = _verb_follows(after)
    named = passage[quotation.outer.start] == "«" and begin == 0 and _SPEAKER.fullmatch(before) is not None
    announced = before.endswith(":") or (before.endswith((",", "–", "—")) and _has_verb(before)) or named
    sentence_like = first.isupper() or first.isdigit() or before.endswith(":") or continues
    closed_well = (
        not after.strip()
        or after.lstrip()[0] in ",.;:!?…–—"
        or verb_follows
        or (ended and (after.lstrip()[0].isupper() or after.lstrip()[0] in "“„‘\"'«(["))
    )
    if not sentence_like or not closed_well:
        return False
    if announced or (continues and before.endswith((",", "–", "—", ":", ";"))):
        return True
    if has_words(_STAGE_DIRECTION.sub("", before)):
        return False
    return verb_follows or ended or words >= _FEWEST_WORDS


def _verb_follows(after: str) -> bool:
    words = re.findall(r"[^\W\d_]+", after[:60])[:2]
    return bool(words) and (
        words[0].casefold() in _verbs() or [w.casefold() for w in words] in (["zo", "zei"],)
    )


def _has_verb(before: str) -> bool:
    return any(word.casefold() in _verbs() for word in re.findall(r"[^\W\d_]+", before[-200:]))


@functools.cache
def _verbs() -> frozenset[str]:
    return frozenset(row["written"] for row in read_table("speech_verbs") if row["kind"] == "verb")
