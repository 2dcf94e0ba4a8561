"""MP3: mono, 44.1 kHz and 96 kbit/s by default, with a LAME tag that tells players where the sound begins."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bulletin.model import Bulletin
from bulletin.publish.encoding import encode, rendered
from bulletin.publish.id3 import write_tags
from bulletin.publish.names import file_stem
from bulletin.settings import Settings


def encode_mp3(bulletin: Bulletin, path: Path, settings: Settings) -> None:
    """Write the bulletin as MP3 with ID3v2.4 tags and chapters.

    The Xing header keeps the encoder's delay and padding: a player that knows it, and every decoder built on
    ffmpeg or mpg123, plays exactly the samples of the bulletin, so all cue times are true.
    """
    rate, bitrate = str(settings.sample_rate), f"{settings.bitrate_kbps}k"
    codec = ["-ar", rate, "-ac", "1", "-c:a", "libmp3lame", "-b:a", bitrate, "-write_xing", "1"]
    encode(bulletin, path, [*codec, "-id3v2_version", "0", "-f", "mp3"], settings)
    write_tags(bulletin, path, settings)


def render(
    bulletin: Bulletin, *, settings: Settings | None = None, stem: str | None = None
) -> Mapping[str, bytes]:
    """Return the MP3 under its file name."""
    return {f"{stem or file_stem(bulletin)}.mp3": rendered(bulletin, encode_mp3, ".mp3", settings)}
