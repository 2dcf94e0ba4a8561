"""Encode a bulletin's sound with ffmpeg, measure that and mend it: what is 0.6 dB too high goes down.

A lossy encoder moves peaks and takes a little of the loudness: what counts is measured on the encoded file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bulletin import ffmpeg
from bulletin.model import Bulletin
from bulletin.settings import Settings

# With these, the same sound gives the same bytes: no version of a library, no time, no random serial number.
REPEATABLE = ("-fflags", "+bitexact", "-flags:a", "+bitexact")
CLOSE_ENOUGH_LU = 0.2
FARTHEST_LU = 1.0  # a bulletin that is farther off was mastered to another level on purpose

Encoder = Callable[[Bulletin, Path, Settings], None]


def encode(
    bulletin: Bulletin,
    path: Path,
    codec: Sequence[str],
    settings: Settings,
    *,
    inputs: Sequence[str] = (),
) -> None:
    """Write the bulletin's sound to `path` by ffmpeg with the output arguments `codec`.

    The file is measured; where encoding took it more than 0.2 LU off the settings' loudness, or over the true
    peak, it is encoded once more with that much gain. Raises EncodingError.
    """
    _encode(bulletin, path, codec, inputs, 0.0)
    gain = correction_db(ffmpeg.measure_loudness(["-i", f"file:{path}"]), settings)
    if gain:
        _encode(bulletin, path, codec, inputs, gain)


def correction_db(measured: ffmpeg.Loudness, settings: Settings) -> float:
    """Return the gain that an encoded file still needs; 0 where it is right, silent or so on purpose."""
    if measured.integrated_lufs is None:
        return 0.0
    off = settings.loudness_lufs - measured.integrated_lufs
    room = settings.true_peak_dbtp - measured.true_peak_dbtp
    wanted = off if CLOSE_ENOUGH_LU < abs(off) <= FARTHEST_LU else 0.0
    return round(min(wanted, room), 2) if wanted or room < 0 else 0.0


def rendered(bulletin: Bulletin, encoder: Encoder, suffix: str, settings: Settings | None = None) -> bytes:
    """Return as bytes what an encoder writes to a file."""
    with tempfile.TemporaryDirectory(prefix="bulletin-") as folder:
        path = Path(folder) / f"sound{suffix}"
        encoder(bulletin, path, settings or Settings())
        return path.read_bytes()


def _encode(
    bulletin: Bulletin, path: Path, codec: Sequence[str], inputs: Sequence[str], gain_db: float
) -> None:
    """Run ffmpeg over the spool."""
    audio = bulletin.audio
    source = ["-f", "f32le", "-ar", str(audio.rate), "-ac", "1", "-i", f"file:{audio.path}", *inputs]
    volume = ["-af", f"volume={gain_db:.2f}dB"] if gain_db else []
    mapped = ["-map", "0:a:0", *REPEATABLE, *volume]
    ffmpeg.run(["-loglevel", "error", *source, *mapped, *codec, f"file:{path}"])
