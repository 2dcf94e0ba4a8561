"""Opus: half the size of the MP3 at the same quality, for the web and as the feed's second enclosure."""

from __future__ import annotations

import base64
import importlib
from collections.abc import Mapping
from pathlib import Path

from bulletin.model import Bulletin
from bulletin.publish.clock import stamp
from bulletin.publish.cover import read_cover
from bulletin.publish.encoding import encode, rendered
from bulletin.publish.names import clean, file_stem, published, title
from bulletin.publish.text import credit, read_text
from bulletin.settings import Settings

MOST_KBPS = 64  # one voice gains nothing from more
FRONT_COVER = 3


def encode_opus(bulletin: Bulletin, path: Path, settings: Settings) -> None:
    """Write the bulletin as Ogg Opus at 48 kHz, with tags and chapters as Vorbis comments."""
    bitrate = f"{min(settings.bitrate_kbps, MOST_KBPS)}k"
    codec = ["-ar", "48000", "-ac", "1", "-c:a", "libopus", "-b:a", bitrate, "-f", "ogg"]
    encode(bulletin, path, codec, settings)
    write_tags(bulletin, path, settings)


def write_tags(bulletin: Bulletin, path: Path, settings: Settings) -> None:
    """Give the file its names, credit, cover, text and chapters."""
    file = importlib.import_module("mutagen.oggopus").OggOpus(path)
    day = published(bulletin)
    texts = {
        "TITLE": title(bulletin),
        "ARTIST": clean(bulletin.tags.artist),
        "ALBUM": clean(bulletin.tags.album),
        "GENRE": clean(bulletin.tags.genre),
        "DATE": day.isoformat() if day else "",
        "LANGUAGE": bulletin.tags.language,
        "COMMENT": credit(bulletin),
        "LYRICS": read_text(bulletin),
        "METADATA_BLOCK_PICTURE": picture(settings),
    }
    for number, chapter in enumerate(bulletin.chapters[:999], 1):
        texts[f"CHAPTER{number:03}"] = stamp(chapter.start, bulletin.audio.rate)
        texts[f"CHAPTER{number:03}NAME"] = " ".join(clean(chapter.title).split()) or "…"
    file.clear()
    for name, text in texts.items():
        if text:
            file[name] = [text]
    file.save(padding=lambda _: 0)


def picture(settings: Settings) -> str:
    """Return the cover as Vorbis comments hold it: a FLAC picture block in base64."""
    cover = read_cover(settings.cover)
    block = importlib.import_module("mutagen.flac").Picture()
    block.type, block.mime, block.data = FRONT_COVER, cover.mime, cover.data
    block.width, block.height, block.depth = cover.width, cover.height, 24
    return base64.b64encode(block.write()).decode("ascii")


def render(
    bulletin: Bulletin, *, settings: Settings | None = None, stem: str | None = None
) -> Mapping[str, bytes]:
    """Return the Opus file under its name."""
    return {f"{stem or file_stem(bulletin)}.opus": rendered(bulletin, encode_opus, ".opus", settings)}
