"""A bulletin as plain values that JSON can hold, and back: spans and words are lists of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bulletin.model import (
    Alignment,
    Article,
    Audio,
    Block,
    Bulletin,
    Chapter,
    Cue,
    Omission,
    Role,
    Script,
    Span,
    Tags,
    Utterance,
    WordTime,
)


def to_record(bulletin: Bulletin) -> dict[str, Any]:
    """Return all of the bulletin but its sound."""
    tags = bulletin.tags
    return {
        "tags": {
            "title": tags.title,
            "artist": tags.artist,
            "album": tags.album,
            "genre": tags.genre,
            "language": tags.language,
            "published": _iso(tags.published),
            "comment": tags.comment,
        },
        "script_title": bulletin.script.title,
        "rate": bulletin.audio.rate,
        "length": bulletin.audio.length,
        "chapters": [[c.start, c.stop, c.title] for c in bulletin.chapters],
        "articles": [_article_out(article) for article in bulletin.script.articles],
        "utterances": [_utterance_out(utterance) for utterance in bulletin.script.utterances],
        "cues": [
            {
                "utterance": cue.utterance,
                "start": cue.start,
                "stop": cue.stop,
                "measured": cue.measured,
                "words": [[w.word.start, w.word.stop, w.start, w.stop] for w in cue.words],
            }
            for cue in bulletin.cues
        ],
    }


def _article_out(article: Article) -> dict[str, Any]:
    source = article.source if "://" in article.source else Path(article.source).name
    return {
        "text": article.text,
        "title": article.title,
        "byline": article.byline,
        "published": _iso(article.published),
        "language": article.language,
        "source": source,  # of a file only its name: a folder of the newsroom's machine is nobody's business
        "blocks": [[str(b.role), b.span.start, b.span.stop] for b in article.blocks],
        "omissions": [[o.span.start, o.span.stop, o.reason] for o in article.omissions],
    }


def _utterance_out(utterance: Utterance) -> dict[str, Any]:
    return {
        "text": utterance.text,
        "role": str(utterance.role),
        "voice": utterance.voice,
        "span": [utterance.span.start, utterance.span.stop],
        "alignments": [
            [a.source.start, a.source.stop, a.spoken.start, a.spoken.stop] for a in utterance.alignments
        ],
        "breaks": list(utterance.breaks),
        "pause_before_ms": utterance.pause_before_ms,
        "pause_after_ms": utterance.pause_after_ms,
        "rate": utterance.rate,
        "article": utterance.article,
        "block": utterance.block,
    }


def from_record(document: Mapping[str, Any]) -> Bulletin:
    """Return the bulletin of a record, without sound; raise LookupError, TypeError, ValueError if damaged."""
    articles = tuple(_article_in(value) for value in document["articles"])
    utterances = tuple(_utterance_in(value) for value in document["utterances"])
    cues = tuple(
        Cue(
            value["utterance"],
            value["start"],
            value["stop"],
            tuple(WordTime(Span(a, b), start, stop) for a, b, start, stop in value["words"]),
            value["measured"],
        )
        for value in document["cues"]
    )
    for cue, utterance in ((cue, utterances[cue.utterance]) for cue in cues):
        if not 0 <= cue.start <= cue.stop <= document["length"] or utterance.article >= max(1, len(articles)):
            raise ValueError("a cue outside the sound")
    if not all(isinstance(document[name], int) and document[name] > 0 for name in ("rate", "length")):
        raise ValueError("a rate or a length that is no number")
    tags = document["tags"]
    return Bulletin(
        Script(articles, utterances, document["script_title"]),
        Audio(Path(), document["rate"], document["length"]),
        cues,
        tuple(Chapter(name, start, stop) for start, stop, name in document["chapters"]),
        replace(Tags(**{**tags, "published": None}), published=_day(tags["published"])),
    )


def _article_in(value: Mapping[str, Any]) -> Article:
    return Article(
        value["text"],
        tuple(Block(Role(role), Span(start, stop)) for role, start, stop in value["blocks"]),
        tuple(Omission(Span(start, stop), reason) for start, stop, reason in value["omissions"]),
        value["title"],
        value["byline"],
        _day(value["published"]),
        value["language"],
        value["source"],
    )


def _utterance_in(value: Mapping[str, Any]) -> Utterance:
    numbers = {
        name: value[name] for name in ("pause_before_ms", "pause_after_ms", "rate", "article", "block")
    }
    return Utterance(
        text=value["text"],
        role=Role(value["role"]),
        voice=value["voice"],
        span=Span(*value["span"]),
        alignments=tuple(Alignment(Span(a, b), Span(c, d)) for a, b, c, d in value["alignments"]),
        breaks=tuple(value["breaks"]),
        **{name: value[name] for name in numbers},
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
