"""The values that pass from stage to stage: frozen, and pointing back into the article's text.

Characters are counted in `Article.text`, audio positions in whole samples; ranges are half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters from `start` up to, not including, `stop`."""

    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start

    def of(self, text: str) -> str:
        """Return the part of `text` that this span covers."""
        return text[self.start : self.stop]


def blank_out(text: str, spans: Iterable[Span]) -> str:
    """Return `text` with spaces for the characters of `spans`, in order, so that every offset stays true."""
    parts = []
    position = 0
    for span in spans:
        rest = Span(max(position, span.start), max(position, span.stop))
        parts += [text[position : rest.start], re.sub(r"\S", " ", rest.of(text))]
        position = rest.stop
    return "".join(parts) + text[position:]


class Role(StrEnum):
    """What a block or an utterance is in the bulletin; pauses and voices are chosen by it."""

    TITLE = "title"
    LEAD = "lead"
    BODY = "body"
    HEADING = "heading"
    QUOTE = "quote"
    BLOCK_QUOTE = "block_quote"
    CAPTION = "caption"
    ANNOUNCEMENT = "announcement"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or title that is to be read."""

    role: Role
    span: Span


@dataclass(frozen=True, slots=True)
class Omission:
    """Text of the source that is not read, and why: a caption, a byline, a 'Lees ook'."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """A news article: its whole text, and which parts of it are read as what.

    Blocks are ordered and do not overlap. An omission lies between blocks or inside one: its characters are
    not spoken. What neither covers is white space or list marks.
    """

    text: str
    blocks: tuple[Block, ...]
    omissions: tuple[Omission, ...] = ()
    title: str = ""
    byline: str = ""
    published: date | None = None
    language: str = "nl-NL"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article.

    `breaks` are offsets in `Article.text`, inside the span, where a reader of this long sentence can breathe.
    """

    span: Span
    text: str
    role: Role = Role.BODY
    block: int = 0
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """These characters of the source are spoken as these characters of the spoken text."""

    source: Span
    spoken: Span


@dataclass(frozen=True, slots=True)
class Spoken:
    """Text as it is said, without digits or symbols, with the source of each spoken word."""

    text: str
    alignments: tuple[Alignment, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one voice says in one breath: a sentence, or a quotation inside one.

    The silence between two utterances is the larger of the first's `pause_after_ms` and the second's
    `pause_before_ms`. `breaks` are offsets in `text` where the reader can breathe.
    """

    text: str
    role: Role = Role.BODY
    voice: str = ""
    span: Span = field(default_factory=lambda: Span(0, 0))
    alignments: tuple[Alignment, ...] = ()
    breaks: tuple[int, ...] = ()
    pause_before_ms: int = 0
    pause_after_ms: int = 0
    rate: float = 1.0
    article: int = 0
    block: int = 0


@dataclass(frozen=True, slots=True)
class Script:
    """The rundown of a bulletin: the articles, and every utterance in the order in which it is said."""

    articles: tuple[Article, ...]
    utterances: tuple[Utterance, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class WordTime:
    """A word of `Utterance.text` (characters) and when it is said (samples of the clip or bulletin)."""

    word: Span
    start: int
    stop: int


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """An utterance as sound: float32 mono samples in [-1, 1], shape [n], with word times in samples.

    `measured` is False when the word times are estimated from the text, not told by the engine.
    """

    samples: NDArray[np.float32]
    rate: int
    words: tuple[WordTime, ...] = ()
    measured: bool = True


@dataclass(frozen=True, slots=True)
class Cue:
    """When an utterance is heard in the bulletin, and each of its words, in samples from the beginning."""

    utterance: int
    start: int
    stop: int
    words: tuple[WordTime, ...] = ()
    measured: bool = True


@dataclass(frozen=True, slots=True)
class Chapter:
    """A place that a listener can jump to; positions in samples."""

    title: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Audio:
    """Mono sound on disk: raw little-endian float32, `length` samples at `rate` hertz.

    The file is removed when the last value that refers to it is gone.
    """

    path: Path
    rate: int
    length: int

    @property
    def seconds(self) -> float:
        """The length in seconds."""
        return self.length / self.rate


@dataclass(frozen=True, slots=True)
class Tags:
    """What a player shows: names, date and the credit of the voices."""

    title: str = ""
    artist: str = ""
    album: str = ""
    genre: str = "Podcast"
    language: str = "nl-NL"
    published: date | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A whole spoken bulletin: the script, the sound, and when everything is said."""

    script: Script
    audio: Audio
    cues: tuple[Cue, ...]
    chapters: tuple[Chapter, ...] = ()
    tags: Tags = field(default_factory=Tags)
