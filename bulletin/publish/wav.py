"""WAV: 16 bits, mono, for an editor or a playout system."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bulletin.model import Bulletin
from bulletin.publish.encoding import encode, rendered
from bulletin.publish.names import file_stem
from bulletin.settings import Settings


def encode_wav(bulletin: Bulletin, path: Path, settings: Settings) -> None:
    """Write the bulletin as WAV at the settings' sample rate."""
    encode(bulletin, path, ["-ar", str(settings.sample_rate), "-c:a", "pcm_s16le", "-f", "wav"], settings)


def render(
    bulletin: Bulletin, *, settings: Settings | None = None, stem: str | None = None
) -> Mapping[str, bytes]:
    """Return the WAV under its file name."""
    return {f"{stem or file_stem(bulletin)}.wav": rendered(bulletin, encode_wav, ".wav", settings)}
