"""How loud sound is, by EBU R 128: a bulletin at −16.0 LUFS whose highest true peak is −1.4 dBTP.

The reading is that of one channel; the same sound on two loudspeakers reads 3 LU higher.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from bulletin.audio.spool import blocks
from bulletin.ffmpeg import NOTHING_LUFS, Loudness, measure_loudness
from bulletin.model import Audio


def measure(sound: Audio | Path) -> Loudness:
    """Measure a spool, or a file of any kind that ffmpeg reads, without holding it in memory.

    Raises EncodingError when ffmpeg cannot read the sound.
    """
    return measure_loudness(_source(sound))


def level(audio: Audio) -> float | None:
    """Return the integrated loudness in LUFS, or None where nothing is heard.

    What is shorter than the meter's gate of 400 ms is estimated from its power.
    """
    if audio.length == 0:
        return None
    lufs = measure_loudness(_source(audio), peak=False).integrated_lufs
    if lufs is not None or audio.length * 5 > audio.rate * 2:
        return lufs
    power = sum(float(np.vdot(block, block)) for _, block in blocks(audio)) / audio.length
    estimate = -0.691 + 10 * math.log10(power) if power > 0 else -math.inf
    return estimate if estimate > NOTHING_LUFS else None


def _source(sound: Audio | Path) -> list[str]:
    """Return ffmpeg's arguments for what it is to read."""
    if isinstance(sound, Audio):
        return ["-f", "f32le", "-ar", str(sound.rate), "-ac", "1", "-i", f"file:{sound.path}"]
    return ["-i", f"file:{sound}"]
