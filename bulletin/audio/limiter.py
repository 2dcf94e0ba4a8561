"""A true-peak limiter: what would be heard at +2 dBTP between two samples leaves at −2 dBTP, without a click.

It looks ahead: the gain goes down before the peak and comes back after it, along a smooth curve. The number
of samples stays the same, and a sound gives the same result wherever its blocks begin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from bulletin.audio.spool import read
from bulletin.model import Audio

Samples = NDArray[np.float32]
Floats = NDArray[np.float64]

OVERSAMPLING = 4  # as ITU-R BS.1770-5, annex 2
HALF_TAPS = 16
LOOK_AHEAD_FRAMES = 16  # a frame is a millisecond
HOLD_FRAMES = 60  # longer than one glottal period of a low voice (12 ms), so that the voice does not rattle
SMOOTH_FRAMES = 14  # must stay below LOOK_AHEAD_FRAMES, or a peak slips through
CONTEXT_FRAMES = 128
BLOCK_FRAMES = 10_000


def limit(
    audio: Audio, factor: float, ceiling: float, gain: Callable[[int, int], Samples] | None = None
) -> Iterator[Samples]:
    """Yield the sound times `factor` and `gain(start, stop)` in blocks, no true peak above `ceiling`.

    `ceiling` is a factor: 1.0 is full scale. Blocks are of ten seconds and join up to the whole sound.
    """
    size = frame_samples(audio.rate)
    context = CONTEXT_FRAMES * size
    for start in range(0, audio.length, BLOCK_FRAMES * size):
        stop = min(audio.length, start + BLOCK_FRAMES * size)
        first, last = max(0, start - context), min(audio.length, stop + context)
        samples = read(audio, first, last) * np.float32(factor)
        if gain is not None:
            samples *= gain(first, last)
        quieter = samples * reduction(samples, audio.rate, ceiling)
        yield quieter[start - first : stop - first]


def reduction(samples: Samples, rate: int, ceiling: float) -> Samples:
    """Return the gain for every sample (at most 1) that keeps the true peak under `ceiling`."""
    size = frame_samples(rate)
    peaks = np.pad(true_peaks(samples), (0, -len(samples) % size)).reshape(-1, size).max(axis=1)
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-12))
    around = np.pad(needed, (HOLD_FRAMES, LOOK_AHEAD_FRAMES), constant_values=1.0)
    lowest = sliding_window_view(around, HOLD_FRAMES + 1 + LOOK_AHEAD_FRAMES).min(axis=1)
    kernel = np.hanning(2 * SMOOTH_FRAMES + 1)
    smooth = np.convolve(np.pad(lowest, SMOOTH_FRAMES, mode="edge"), kernel / kernel.sum(), mode="valid")
    centers = np.arange(len(smooth)) * size + size / 2
    return np.interp(np.arange(len(samples)), centers, smooth).astype(np.float32)


def true_peaks(samples: Samples) -> Floats:
    """Return for every sample the highest absolute value of the wave from there to the next sample."""
    wave = samples.astype(np.float64)
    highest = np.abs(wave)
    if not len(wave):
        return highest
    taps = np.arange(-HALF_TAPS, HALF_TAPS + 1)
    for phase in range(1, OVERSAMPLING):
        at = taps + phase / OVERSAMPLING
        window = 0.5 + 0.5 * np.cos(np.pi * at / (HALF_TAPS + 1))
        between = np.convolve(wave, np.sinc(at) * window)[HALF_TAPS : HALF_TAPS + len(wave)]
        np.maximum(highest, np.abs(between), out=highest)
    return highest


def frame_samples(rate: int) -> int:
    """Return the samples of one millisecond, the step in which the gain is decided."""
    return max(1, rate // 1000)
