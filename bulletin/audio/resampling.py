"""Bring clips of several engines to one rate: a quote at 22 050 Hz in a bulletin of 24 000 Hz."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from bulletin import ffmpeg
from bulletin.model import Clip, WordTime

# A long filter: speech has little above 8 kHz, but what would fold back from there is heard as lisping.
QUALITY = "filter_size=64:phase_shift=10:cutoff=0.97"


def resample(clip: Clip, rate: int) -> Clip:
    """Return the clip at `rate` hertz: round(n · rate / clip.rate) samples, its word times along."""
    if clip.rate == rate:
        return clip
    length = round(len(clip.samples) * rate / clip.rate)
    with tempfile.TemporaryDirectory(prefix="bulletin-") as folder:
        before, after = Path(folder) / "before.f32", Path(folder) / "after.f32"
        clip.samples.astype("<f4").tofile(before)
        source = ["-f", "f32le", "-ar", str(clip.rate), "-ac", "1", "-i", str(before)]
        ffmpeg.run([*source, "-af", f"aresample={rate}:{QUALITY}", "-f", "f32le", str(after)])
        samples = np.fromfile(after, dtype="<f4").astype(np.float32, copy=False)[:length]
    samples = np.pad(samples, (0, length - len(samples)))
    words = tuple(_scaled(word, rate / clip.rate, length) for word in clip.words)
    return replace(clip, samples=samples, rate=rate, words=words)


def _scaled(word: WordTime, factor: float, length: int) -> WordTime:
    """Return the word with its times multiplied and kept inside the clip."""
    start, stop = round(word.start * factor), round(word.stop * factor)
    return replace(word, start=min(length, start), stop=min(length, stop))
