"""When each word of the ARTICLE is heard: the voice says 'één miljard euro', the caption shows '€ 1 miljard'.

The script's alignments tie what is said to the characters of the source, the cues tie it to samples; here the
two are joined, once, for every output that shows text with times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bulletin.model import Article, Bulletin, Cue, Role, Script, Span, Utterance
from bulletin.publish.names import clean

READER, QUOTED = "Nieuwslezer", "Citaat"
SPEAKERS: Mapping[Role, str] = {Role.QUOTE: QUOTED, Role.BLOCK_QUOTE: QUOTED}
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the article writes it, with the marks around it; times in samples, `span` in the article."""

    text: str
    start: int
    stop: int
    span: Span


@dataclass(frozen=True, slots=True)
class Caption:
    """A sentence or quotation as the article writes it, and when it is heard, in samples."""

    text: str
    start: int
    stop: int
    words: tuple[Word, ...]
    role: Role
    article: int
    block: int
    span: Span

    @property
    def speaker(self) -> str:
        """Who is heard, for captions: the newsreader, or someone who is quoted."""
        return SPEAKERS.get(self.role, READER)


def captions(bulletin: Bulletin) -> tuple[Caption, ...]:
    """Return what is shown for each cue, in order; one without anything to show is left out."""
    shown = (caption_of(bulletin.script, cue) for cue in bulletin.cues)
    return tuple(caption for caption in shown if caption.text)


def caption_of(script: Script, cue: Cue) -> Caption:
    """Return what is shown for one cue."""
    utterance = script.utterances[cue.utterance]
    return _caption(utterance, cue, script.articles[utterance.article] if script.articles else None)


def split_caption(caption: Caption, width: int, lines: int) -> tuple[Caption, ...]:
    """Return the caption in as few parts as fit in so many lines of so many characters, about equally long.

    A part begins with the first word that did not fit in the one before it, and lasts until the next begins.
    """
    whole = len(" ".join(word.text for word in caption.words))
    parts = _fill(caption.words, width, lines, whole)
    if len(parts) > 1:  # as few, but not 'getroffen door vijftien' and then 'aanvallen.' alone
        most = next(
            n for n in range(whole // len(parts), whole + 1) if _fits(caption, width, lines, n, parts)
        )
        parts = _fill(caption.words, width, lines, most)
    starts = [caption.start, *(part[0].start for part in parts[1:]), caption.stop]
    return tuple(
        replace(
            caption,
            text=" ".join(word.text for word in part),
            start=starts[index],
            stop=max(starts[index + 1], starts[index]),
            words=tuple(part),
        )
        for index, part in enumerate(parts)
    )


def _fits(caption: Caption, width: int, lines: int, most: int, parts: Sequence[object]) -> bool:
    return len(_fill(caption.words, width, lines, most)) <= len(parts)


def _fill(words: Sequence[Word], width: int, lines: int, most: int) -> list[list[Word]]:
    """Return the words in parts of at most `most` characters that fit in the lines."""
    parts: list[list[Word]] = []
    for word in words:
        texts = [w.text for w in (*parts[-1], word)] if parts else []
        if texts and len(wrap(texts, width)) <= lines and len(" ".join(texts)) <= most:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def wrap(words: Sequence[str], width: int) -> list[list[int]]:
    """Return the numbers of the words on each line, no line longer than `width` unless one word is.

    >>> wrap(["Er", "komen", "20", "treinen"], 8)
    [[0, 1], [2], [3]]
    """
    lines: list[list[int]] = []
    length = 0
    for number, word in enumerate(words):
        if lines and length + 1 + len(word) <= width:
            lines[-1].append(number)
            length += 1 + len(word)
        else:
            lines.append([number])
            length = len(word)
    return lines


def _caption(utterance: Utterance, cue: Cue, article: Article | None) -> Caption:
    """Return what is shown for one cue."""
    if article is None or not len(utterance.span):
        found = [(match[0], Span(*match.span())) for match in _WORD.finditer(utterance.text)]
        times = [_time(cue, span) for _, span in found]
        spans = [Span(0, 0)] * len(found)
        texts = [text for text, _ in found]
    else:
        found = list(_source_words(utterance, article))
        texts, spans = [text for text, _ in found], [span for _, span in found]
        times = [_source_time(utterance, cue, span) for span in spans]
    words = tuple(
        Word(shown, start, stop, span)
        for text, span, (start, stop) in zip(texts, spans, _filled(times, texts, cue), strict=True)
        if (shown := clean(text).strip())
    )
    text = " ".join(word.text for word in words)
    return Caption(
        text, cue.start, cue.stop, words, utterance.role, utterance.article, utterance.block, utterance.span
    )


def _source_words(utterance: Utterance, article: Article) -> Iterator[tuple[str, Span]]:
    """Yield the article's words in the utterance, one piece for what is said as one, less the omissions."""
    text = article.text[utterance.span.start : utterance.span.stop]
    base = utterance.span.start
    for omission in article.omissions:
        start, stop = max(omission.span.start - base, 0), max(min(omission.span.stop - base, len(text)), 0)
        if start < stop:
            text = text[:start] + re.sub(r"\S", " ", text[start:stop]) + text[stop:]
    start = stop = -1
    for match in _WORD.finditer(text):
        if start >= 0 and not _said_as_one(utterance, base + stop, base + match.start()):
            yield " ".join(text[start:stop].split()), Span(base + start, base + stop)
            start = -1
        start, stop = (match.start() if start < 0 else start), match.end()
    if start >= 0:
        yield " ".join(text[start:stop].split()), Span(base + start, base + stop)


def _said_as_one(utterance: Utterance, stop: int, start: int) -> bool:
    """Tell whether one alignment covers the space between two words ('€ 1' in '€ 1 miljard')."""
    return any(a.source.start < stop and start < a.source.stop for a in utterance.alignments)


def _source_time(utterance: Utterance, cue: Cue, span: Span) -> tuple[int, int] | None:
    """Return when the characters of `span` are heard, or None if none of them is said."""
    said = [
        a.spoken for a in utterance.alignments if a.source.start < span.stop and span.start < a.source.stop
    ]
    if not said:
        return None
    return _time(cue, Span(min(s.start for s in said), max(s.stop for s in said)))


def _time(cue: Cue, spoken: Span) -> tuple[int, int] | None:
    """Return when the characters of the spoken text are heard, or None if the engine did not tell."""
    heard = [w for w in cue.words if w.word.start < spoken.stop and spoken.start < w.word.stop]
    return (min(w.start for w in heard), max(w.stop for w in heard)) if heard else None


def _filled(times: Sequence[tuple[int, int] | None], texts: Sequence[str], cue: Cue) -> list[tuple[int, int]]:
    """Return ascending times inside the cue, with a share by length for words that have none."""
    filled: list[tuple[int, int]] = []
    index = 0
    while index < len(times):
        at = filled[-1][1] if filled else cue.start
        known = times[index]
        if known is not None:
            start = min(max(known[0], at), cue.stop)
            filled.append((start, min(max(known[1], start), cue.stop)))
            index += 1
            continue
        last = index
        while last < len(times) and times[last] is None:
            last += 1
        following = times[last] if last < len(times) else None
        until = max(at, min(following[0] if following else cue.stop, cue.stop))
        shares = [len(text) + 1 for text in texts[index:last]]
        edges = [at + (until - at) * sum(shares[:n]) // sum(shares) for n in range(len(shares) + 1)]
        filled += pairwise(edges)
        index = last
    return filled
