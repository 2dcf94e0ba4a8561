"""Places to jump to: a chapter a paragraph, or a chapter an article when there are several."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from bulletin.model import Article, Chapter, Cue, Role, Script

TITLE_WORDS = 7  # what a phone shows on one line
HEADINGS = (Role.TITLE, Role.HEADING)  # the paragraph right after one is in its chapter
CONTINUES = (Role.BLOCK_QUOTE, Role.CAPTION)  # belongs to the paragraph that announced it


def first_words(text: str, count: int = TITLE_WORDS) -> str:
    """Return the first few words of a text, with '…' if there is more.

    >>> first_words("De NAVO geeft € 1 miljard aan hulp voor Oekraïne, zei Stoltenberg.")
    'De NAVO geeft € 1 miljard aan …'
    """
    words = text.split()
    if len(words) <= count:
        return " ".join(words)
    return " ".join(words[:count]).rstrip(",;:–-") + " …"


def chapters(script: Script, cues: Sequence[Cue], length: int) -> tuple[Chapter, ...]:
    """Return the chapters of a bulletin of `length` samples: contiguous, ascending, from 0 to the end."""
    starts = _articles(script, cues) if len(script.articles) > 1 else _paragraphs(script, cues)
    # The first chapter holds the opening silence too, and no two chapters begin at one sample.
    places = {0 if index == 0 else start: title for index, (start, title) in enumerate(starts)}
    edges = [*sorted(places), length]
    return tuple(Chapter(places[start], start, stop) for start, stop in pairwise(edges) if stop > start)


def _articles(script: Script, cues: Sequence[Cue]) -> list[tuple[int, str]]:
    """Return (start, title) of every article; what is announced before the first belongs to it."""
    spoken = ((script.utterances[cue.utterance].article, cue) for cue in cues)
    return [
        (next(group)[1].start, article_title(script.articles[index]))
        for index, group in groupby(spoken, key=lambda pair: pair[0])
        if index < len(script.articles)
    ]


def _paragraphs(script: Script, cues: Sequence[Cue]) -> list[tuple[int, str]]:
    """Return (start, title) of every paragraph that does not continue another or follow its heading."""
    places: list[tuple[int, str]] = []
    after_heading = False
    spoken = ((script.utterances[cue.utterance], cue) for cue in cues)
    said = (pair for pair in spoken if pair[0].role is not Role.ANNOUNCEMENT or not places)
    for block, group in groupby(said, key=lambda pair: pair[0].block):
        utterance, cue = next(group)
        article = script.articles[utterance.article] if script.articles else None
        known = article is not None and block < len(article.blocks)
        role = article.blocks[block].role if article is not None and known else utterance.role
        heading = role in HEADINGS
        if not places or heading or not (after_heading or role in CONTINUES):
            text = (
                article.blocks[block].span.of(article.text)
                if article is not None and known
                else utterance.text
            )
            places.append((cue.start, " ".join(text.split()) if heading else first_words(text)))
        after_heading = heading
    return places


def article_title(article: Article) -> str:
    """Return the article's title, or its first words where it has none."""
    return article.title or first_words(article.text)
