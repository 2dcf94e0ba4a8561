"""WebVTT captions in the article's words: lines of at most 65 characters, word times inside if asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bulletin.model import Bulletin
from bulletin.publish.captions import Caption, captions, split_caption, wrap
from bulletin.publish.clock import milliseconds, stamp
from bulletin.publish.names import file_stem, title
from bulletin.publish.text import credit
from bulletin.settings import Settings

WIDTH, LINES = 65, 2


def render(
    bulletin: Bulletin, *, settings: Settings | None = None, stem: str | None = None
) -> Mapping[str, bytes]:
    """Return the captions under their file name."""
    words = (settings or Settings()).caption_words
    return {f"{stem or file_stem(bulletin)}.vtt": compose(bulletin, words=words).encode()}


def compose(bulletin: Bulletin, *, words: bool = False) -> str:
    """Return the captions; `words` puts the time of each word inside the cue."""
    rate = bulletin.audio.rate
    parts = [f"WEBVTT {_note(title(bulletin))}", f"NOTE {_note(credit(bulletin))}"]
    parts += [_cue(part, rate, words=words) for part in _parts(bulletin)]
    return "\n\n".join(parts) + "\n"


def _parts(bulletin: Bulletin) -> Iterator[Caption]:
    """Yield the cues; one that is shorter than a millisecond would not be valid."""
    for caption in captions(bulletin):
        for part in split_caption(caption, WIDTH, LINES):
            if milliseconds(part.stop, bulletin.audio.rate) > milliseconds(part.start, bulletin.audio.rate):
                yield part


def _cue(caption: Caption, rate: int, *, words: bool) -> str:
    """Return one cue: its times, who speaks, and the text."""
    shown = [
        _timed(word.text, word.start, caption, rate) if words else escape(word.text) for word in caption.words
    ]
    lines = wrap([word.text for word in caption.words], WIDTH)
    text = "\n".join(" ".join(shown[number] for number in line) for line in lines)
    return f"{stamp(caption.start, rate)} --> {stamp(caption.stop, rate)}\n<v {caption.speaker}>{text}"


def _timed(word: str, start: int, caption: Caption, rate: int) -> str:
    """Return a word with its time before it, if that falls inside the cue as the standard asks."""
    inside = milliseconds(caption.start, rate) < milliseconds(start, rate) < milliseconds(caption.stop, rate)
    return f"<{stamp(start, rate)}>{escape(word)}" if inside else escape(word)


def escape(text: str) -> str:
    """Return text in which nothing is markup; '-->' cannot stand in a cue."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _note(text: str) -> str:
    """Return a comment on one line that does not end the block."""
    return " ".join(text.replace("-->", "→").split())
