"""Transcript and chapters as JSON, in the forms of Podcasting 2.0: each word with its time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bulletin.model import Bulletin
from bulletin.publish.captions import captions
from bulletin.publish.clock import seconds
from bulletin.publish.names import clean, file_stem, title
from bulletin.publish.text import credit
from bulletin.settings import Settings

TRANSCRIPT, CHAPTERS = ".transcript.json", ".chapters.json"


def render(
    bulletin: Bulletin,
    *,
    settings: Settings | None = None,  # noqa: ARG001 - every publisher takes them
    stem: str | None = None,
) -> Mapping[str, bytes]:
    """Return the transcript and the chapters under their file names."""
    name = stem or file_stem(bulletin)
    return {
        f"{name}{TRANSCRIPT}": dumped(transcript(bulletin)),
        f"{name}{CHAPTERS}": dumped(chapters(bulletin, f"{name}.mp3")),
    }


def transcript(bulletin: Bulletin) -> dict[str, Any]:
    """Return the words of the article with who says them and when (transcript JSON 1.0.0)."""
    rate = bulletin.audio.rate
    segments = [
        {
            "speaker": caption.speaker,
            "startTime": seconds(word.start, rate),
            "endTime": seconds(word.stop, rate),
            "body": word.text,
        }
        for caption in captions(bulletin)
        for word in caption.words
    ]
    return {"version": "1.0.0", "disclosure": credit(bulletin), "segments": segments}


def chapters(bulletin: Bulletin, file_name: str = "") -> dict[str, Any]:
    """Return the chapters (JSON chapters 1.2.0): the same titles and times as in the MP3 and the M4B."""
    rate = bulletin.audio.rate
    about = {"title": title(bulletin), "author": clean(bulletin.tags.artist), "fileName": file_name}
    return {
        "version": "1.2.0",
        **{name: value for name, value in about.items() if value},
        "chapters": [
            {
                "startTime": seconds(chapter.start, rate),
                "endTime": seconds(chapter.stop, rate),
                "title": " ".join(clean(chapter.title).split()) or "…",
            }
            for chapter in bulletin.chapters
        ],
    }


def dumped(value: Any) -> bytes:
    """Return a value as JSON for people and programs: indented, in UTF-8, ending in a newline."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
