"""Cut the silence off a clip's ends and soften its edges: '… hallo …' keeps its 'h' and loses the wait.

The threshold is soft on purpose: an [h], [f] or the burst of a final [t] is 40 dB weaker than a vowel, so
what counts as sound is taken generously and some air is kept around it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bulletin.model import Clip, WordTime

Samples = NDArray[np.float32]

FRAME_MS = 5
KEEP_BEFORE_MS = 30
KEEP_AFTER_MS = 80
FADE_MS = 4
BELOW_PEAK_DB = 52.0  # a final [t] or [f] of Kokoro and Piper lies 35–45 dB under the loudest vowel
FLOOR_DBFS = -66.0  # under this nothing is heard next to speech at −16 LUFS


def sounding(samples: Samples, rate: int) -> tuple[int, int]:
    """Return the half-open range of samples between the first and the last sound.

    Sound is a frame of 5 ms within 52 dB of the loudest frame and above −66 dBFS. A clip with no sound at all
    gives (0, 0).
    """
    size = max(1, rate * FRAME_MS // 1000)
    if not len(samples):
        return 0, 0
    frames = np.pad(samples, (0, -len(samples) % size)).reshape(-1, size).astype(np.float64)
    level = np.sqrt(np.mean(frames * frames, axis=1))
    loudest = float(level.max())
    threshold = max(loudest * 10 ** (-BELOW_PEAK_DB / 20), 10 ** (FLOOR_DBFS / 20))
    heard = np.flatnonzero(level >= threshold)
    if not len(heard):
        return 0, 0
    return int(heard[0]) * size, min(len(samples), (int(heard[-1]) + 1) * size)


def fade(samples: Samples, rate: int, fade_ms: int = FADE_MS) -> Samples:
    """Return a copy that rises from and falls to zero along a raised cosine, so that no edge clicks."""
    faded = samples.astype(np.float32, copy=True)
    length = min(rate * fade_ms // 1000, len(faded) // 2)
    if length:
        curve = (0.5 - 0.5 * np.cos(np.pi * np.arange(length) / length)).astype(np.float32)
        faded[:length] *= curve
        faded[-length:] *= curve[::-1]
    return faded


def trim(clip: Clip) -> Clip:
    """Return the clip without the silence at its ends, faded, its word times moved along.

    30 ms are kept before the first sound and 80 ms after the last. A clip in which nothing sounds (the
    `silence` engine) keeps its length: there the silence is the message.
    """
    first, last = sounding(clip.samples, clip.rate)
    if last == 0:
        return clip
    start = max(0, first - clip.rate * KEEP_BEFORE_MS // 1000)
    stop = min(len(clip.samples), last + clip.rate * KEEP_AFTER_MS // 1000)
    words = tuple(shift(word, -start, stop - start) for word in clip.words)
    return replace(clip, samples=fade(clip.samples[start:stop], clip.rate), words=words)


def shift(word: WordTime, by: int, length: int) -> WordTime:
    """Return the word moved by a number of samples and kept inside [0, length)."""
    start = min(max(0, word.start + by), length)
    return replace(word, start=start, stop=min(max(start, word.stop + by), length))
