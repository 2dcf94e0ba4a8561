"""Encode a bulletin's sound with ffmpeg, measure that and mend it: what is 0.6 dB too high goes down.

A lossy encoder moves peaks and takes a little of the loudness: what counts is measured on the encoded file.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bulletin import ffmpeg
from bulletin.model import Bulletin
from bulletin.settings import Settings

# With these, the same sound gives the same bytes: no version of a library, no time, no random serial number.
REPEATABLE = ("-fflags", "+bitexact", "-flags:a", "+bitexact")
CLOSE_ENOUGH_LU = 0.2
TRIES = 4
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
    peak, it is encoded again with that much gain, and halfway if that took the peak too high: an encoder may
    answer 0.5 dB with 1.5 dB more. What is kept is under the true peak if any try was. Raises EncodingError.
    """
    gain, fits, over = 0.0, None, math.inf
    for left in reversed(range(TRIES)):
        _encode(bulletin, path, codec, inputs, gain)
        measured = ffmpeg.measure_loudness(["-i", f"file:{path}"])
        step = correction_db(measured, settings)
        if not step:
            return
        if measured.true_peak_dbtp > settings.true_peak_dbtp:
            over = min(over, gain)
        else:
            fits = gain
        gain = _next_gain(gain + step, fits, over) if left else gain
    if fits is not None and fits != gain:
        _encode(bulletin, path, codec, inputs, fits)


def _next_gain(wanted: float, fits: float | None, over: float) -> float:
    """Return the gain to try: the wanted one, or halfway where that has been over the peak already."""
    if fits is not None and over < math.inf:
        return round((fits + over) / 2, 2)
    return round(wanted, 2)


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
