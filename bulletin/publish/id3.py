"""ID3v2.4 for an MP3: title, credit, cover, the text that is read, and chapters that a player can jump to."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bulletin.model import Bulletin, Chapter
from bulletin.publish.captions import captions
from bulletin.publish.clock import milliseconds
from bulletin.publish.cover import Cover, read_cover
from bulletin.publish.names import clean, published, title
from bulletin.publish.text import credit, read_text
from bulletin.settings import Settings

UTF8 = 3
FRONT_COVER = 3
IN_MILLISECONDS, TRANSCRIPTION = 2, 2
NO_OFFSET = 0xFFFFFFFF  # a byte offset that is not given: players then use the milliseconds
MOST_CHAPTERS = 255  # CTOC counts its children in one byte
LANGUAGES = {"nl": "nld", "en": "eng", "de": "deu", "fr": "fra", "fy": "fry"}


def write_tags(bulletin: Bulletin, path: Path, settings: Settings) -> None:
    """Give the MP3 at `path` its tags; nothing else in the file changes."""
    tags = _mutagen().ID3()
    for frame in frames(bulletin, read_cover(settings.cover)):
        tags.add(frame)
    tags.save(path, v1=0, v2_version=4, padding=lambda _: 0)


def frames(bulletin: Bulletin, cover: Cover) -> Sequence[Any]:
    """Return every frame, in a fixed order."""
    id3 = _mutagen()
    tags = bulletin.tags
    language = iso_639_2(tags.language)
    day = published(bulletin)
    texts = {
        id3.TIT2: title(bulletin),
        id3.TPE1: clean(tags.artist),
        id3.TALB: clean(tags.album),
        id3.TCON: clean(tags.genre),
        id3.TDRC: day.isoformat() if day else "",
        id3.TLAN: language,
        id3.TLEN: str(milliseconds(bulletin.audio.length, bulletin.audio.rate)),
    }
    return [
        *(kind(encoding=UTF8, text=[text]) for kind, text in texts.items() if text),
        id3.COMM(encoding=UTF8, lang=language, desc="", text=[credit(bulletin)]),
        id3.TXXX(encoding=UTF8, desc="ai-content", text=["true"]),
        id3.USLT(encoding=UTF8, lang=language, desc="", text=read_text(bulletin)),
        *_timed_text(bulletin, language),
        id3.APIC(encoding=UTF8, mime=cover.mime, type=FRONT_COVER, desc="", data=cover.data),
        *chapter_frames(at_most(bulletin.chapters, MOST_CHAPTERS), bulletin.audio.rate),
    ]


def chapter_frames(chapters: Sequence[Chapter], rate: int) -> list[Any]:
    """Return a CHAP for each chapter and the CTOC that lists them in order."""
    if not chapters:
        return []
    id3 = _mutagen()
    # mutagen writes frames by size and then by id, and some players list chapters as they lie in the file:
    # ids of such a length that all frames are alike in size keep them in order.
    titles = [" ".join(clean(chapter.title).split()) or "…" for chapter in chapters]
    longest = max(len(name.encode()) for name in titles)
    names = [
        f"chp{number:03}".ljust(6 + longest - len(name.encode()), ".") for number, name in enumerate(titles)
    ]
    contents = id3.CTOC(
        element_id="toc",
        flags=id3.CTOCFlags.TOP_LEVEL | id3.CTOCFlags.ORDERED,
        child_element_ids=names,
        sub_frames=[],
    )
    timed = zip(names, titles, chapters, strict=True)
    return [contents, *(_chapter(name, text, chapter, rate) for name, text, chapter in timed)]


def at_most(chapters: Sequence[Chapter], count: int) -> tuple[Chapter, ...]:
    """Return at most `count` chapters over the same time: neighbors become one with the first title."""
    step = -(-len(chapters) // count) if chapters else 1
    groups = [chapters[start : start + step] for start in range(0, len(chapters), step)]
    return tuple(Chapter(group[0].title, group[0].start, group[-1].stop) for group in groups)


def iso_639_2(language: str) -> str:
    """Return the three letters of a language tag: 'nl-BE' is 'nld', an unknown one 'und'."""
    return LANGUAGES.get(language.partition("-")[0].lower(), "und")


def _chapter(name: str, text: str, chapter: Chapter, rate: int) -> Any:
    """Return one CHAP frame with its title."""
    id3 = _mutagen()
    return id3.CHAP(
        element_id=name,
        start_time=milliseconds(chapter.start, rate),
        end_time=milliseconds(chapter.stop, rate),
        start_offset=NO_OFFSET,
        end_offset=NO_OFFSET,
        sub_frames=[id3.TIT2(encoding=UTF8, text=[text])],
    )


def _timed_text(bulletin: Bulletin, language: str) -> list[Any]:
    """Return SYLT: each word of the article with its millisecond; a new sentence begins with a newline."""
    words = [
        (("\n" if not number else " ") + word.text, milliseconds(word.start, bulletin.audio.rate))
        for caption in captions(bulletin)
        for number, word in enumerate(caption.words)
    ]
    if not words:
        return []
    timed = _mutagen().SYLT(
        encoding=UTF8, lang=language, format=IN_MILLISECONDS, type=TRANSCRIPTION, desc="", text=words
    )
    return [timed]


def _mutagen() -> Any:
    """Return mutagen's ID3 module, whose functions have no types."""
    return importlib.import_module("mutagen.id3")
