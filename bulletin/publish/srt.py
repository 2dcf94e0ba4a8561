"""SubRip captions in the article's words: two lines of at most 32 characters, a name where it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bulletin.model import Bulletin
from bulletin.publish.captions import READER, captions, split_caption, wrap
from bulletin.publish.clock import milliseconds, stamp
from bulletin.publish.names import file_stem
from bulletin.settings import Settings

WIDTH, LINES = 32, 2


def render(
    bulletin: Bulletin,
    *,
    settings: Settings | None = None,  # noqa: ARG001 - every publisher takes them
    stem: str | None = None,
) -> Mapping[str, bytes]:
    """Return the captions under their file name."""
    return {f"{stem or file_stem(bulletin)}.srt": compose(bulletin).encode()}


def compose(bulletin: Bulletin) -> str:
    """Return the captions, numbered from 1."""
    return "\n".join(f"{number}\n{card}" for number, card in enumerate(_cards(bulletin), 1))


def _cards(bulletin: Bulletin) -> Iterator[str]:
    """Yield the cards; a card begins with a name when someone else speaks than on the one before."""
    rate, speaker = bulletin.audio.rate, READER
    for caption in captions(bulletin):
        if caption.speaker != speaker:  # the name takes room on the first line, so the first word carries it
            first = replace(caption.words[0], text=f"{caption.speaker}: {caption.words[0].text}")
            caption = replace(caption, words=(first, *caption.words[1:]))
        speaker = caption.speaker
        for part in split_caption(caption, WIDTH, LINES):
            if milliseconds(part.stop, rate) > milliseconds(part.start, rate):
                words = [word.text.replace("-->", "→") for word in part.words]
                text = "\n".join(" ".join(words[n] for n in line) for line in wrap(words, WIDTH))
                yield f"{stamp(part.start, rate, ',')} --> {stamp(part.stop, rate, ',')}\n{text}\n"
