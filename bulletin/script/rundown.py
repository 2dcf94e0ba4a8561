"""The rundown: articles become utterances, each with its role, its voice, its words and its pauses."""

from __future__ import annotations

import dataclasses
import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from bulletin.model import Alignment, Article, Role, Script, Sentence, Span, Spoken, Utterance, blank_out
from bulletin.normalize import normalize
from bulletin.script.labels import find_labels, introduce
from bulletin.script.pauses import pause_between
from bulletin.script.pieces import Piece, cut_sentences
from bulletin.script.quotations import has_words
from bulletin.segment import split_sentences
from bulletin.settings import DISCLOSURE, Settings, discloses

_QUOTED = (Role.QUOTE, Role.BLOCK_QUOTE)
_QUOTATION_MARKS = '“”„«»"‟'
_EDGES = re.compile(r"^(?:(?!['’‘](?:[stnkmr]|ns)\b)[^\w])*|[^\w]*$", re.IGNORECASE)  # but ’s Nachts, ’t


def write_script(articles: Sequence[Article], settings: Settings) -> Script:
    """Return what is said in the bulletin, in order; utterances without words are left out."""
    utterances = [
        utterance
        for index, article in enumerate(articles)
        for utterance in _write_article(article, index, settings)
    ]
    if utterances and discloses(settings):
        utterances.append(_disclosure(articles, settings))
    title = settings.title or next((article.title for article in articles if article.title), "")
    return Script(tuple(articles), _paced(utterances, settings), title)


def _disclosure(articles: Sequence[Article], settings: Settings) -> Utterance:
    """Return the closing line; it stands behind the last article's text."""
    end = len(articles[-1].text)
    return Utterance(
        DISCLOSURE,
        Role.ANNOUNCEMENT,
        settings.voice,
        Span(end, end),
        article=len(articles) - 1,
        rate=settings.rate,
    )


def _write_article(article: Article, index: int, settings: Settings) -> Iterator[Utterance]:
    text = blank_out(article.text, [omission.span for omission in article.omissions])
    masked = dataclasses.replace(article, text=text)
    sentences = split_sentences(masked)
    labels = find_labels(text, article.blocks)
    pieces: list[tuple[Piece, Utterance]] = []
    for _, group in itertools.groupby(sentences, key=lambda sentence: sentence.block):
        block = tuple(group)
        for piece in cut_sentences(text, block):
            utterance = _speak(text, piece, block[piece.sentence], labels, settings)
            if utterance is not None:
                pieces.append((piece, dataclasses.replace(utterance, article=index)))
    for at, (piece, utterance) in enumerate(pieces):
        before = pause_between(pieces[at - 1][0], piece, settings.pauses)[1] if at else 0
        after = (
            pause_between(piece, pieces[at + 1][0], settings.pauses)[0]
            if at + 1 < len(pieces)
            else settings.pauses.article_ms
        )
        yield dataclasses.replace(utterance, pause_before_ms=before, pause_after_ms=after)


def _speak(
    text: str, piece: Piece, sentence: Sentence, labels: Mapping[int, Span], settings: Settings
) -> Utterance | None:
    """Return the piece as it is said, or None if nothing of it can be."""
    label = labels.get(piece.span.start)
    start = label.stop if label else piece.span.start
    written = text[start : piece.span.stop]
    spoken = normalize(written, start, language=settings.language, lexicon=settings.lexicon)
    spoken = _trimmed(spoken)
    if label:
        spoken = introduce(text[label.start], Span(label.start, label.start + 1), spoken)
    if not spoken.text:
        return None
    voice = settings.quote_voice if piece.role in _QUOTED and settings.quote_voice else settings.voice
    return Utterance(
        text=spoken.text,
        role=piece.role,
        voice=voice,
        span=piece.span,
        alignments=spoken.alignments,
        breaks=_breaks(sentence, spoken),
        rate=settings.rate,
        block=piece.block,
    )


def _trimmed(spoken: Spoken) -> Spoken:
    """Return `spoken` from its first word to its last, closed by the one mark that says how to end.

    Quotation marks go: the pauses and the voice tell what they told.
    """
    if not has_words(spoken.text):
        return Spoken("")
    head, tail = (match.span() for match in itertools.islice(_EDGES.finditer(spoken.text), 2))
    closing = spoken.text[tail[0] :]
    mark = next((m for m in "?!.…:;," if m in closing), ".")
    kept = [at for at in range(head[1], tail[0]) if spoken.text[at] not in _QUOTATION_MARKS]
    text = "".join(spoken.text[at] for at in kept) + ("." if mark == "…" else mark)
    moved = tuple(
        Alignment(a.source, Span(bisect_left(kept, a.spoken.start), bisect_left(kept, a.spoken.stop)))
        for a in spoken.alignments
        if a.spoken.start >= head[1] and a.spoken.stop <= tail[0]
    )
    return Spoken(text, moved)


def _breaks(sentence: Sentence, spoken: Spoken) -> tuple[int, ...]:
    """Return the offsets in the spoken text of the first words after the sentence's breaks."""
    found = []
    for offset in sentence.breaks:
        later = (a.spoken.start for a in spoken.alignments if a.source.start >= offset)
        at = next(later, 0)
        if at and any(a.source.start < offset for a in spoken.alignments):
            found.append(at)
    return tuple(found)


def _paced(utterances: Sequence[Utterance], settings: Settings) -> tuple[Utterance, ...]:
    """Return the utterances with the pauses of the whole's ends, and every pause at the reader's rate."""
    paced = list(utterances)
    if paced:
        paced[0] = dataclasses.replace(paced[0], pause_before_ms=settings.pauses.start_ms)
        paced[-1] = dataclasses.replace(paced[-1], pause_after_ms=settings.pauses.end_ms)
    return tuple(
        dataclasses.replace(
            utterance,
            pause_before_ms=round(utterance.pause_before_ms / settings.rate),
            pause_after_ms=round(utterance.pause_after_ms / settings.rate),
        )
        for utterance in paced
    )
