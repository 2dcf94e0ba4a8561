"""Make a bulletin as loud as asked: −24.1 LUFS becomes −16.0 LUFS, and no true peak comes over −1 dBTP.

One static gain a voice and a limiter, then measured and corrected: speech keeps its dynamics, which a leveler
such as ffmpeg's loudnorm takes away. Nothing moves: sample count and cue times stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bulletin.audio.limiter import limit
from bulletin.audio.loudness import level
from bulletin.audio.spool import BLOCK_SAMPLES, Spool, read
from bulletin.model import Audio, Bulletin
from bulletin.settings import Settings

Samples = NDArray[np.float32]
Regions = tuple[tuple[int, int, str], ...]
"""Half-open ranges of samples that cover the sound, each with the voice that speaks there."""

# What MP3 at 96 kbit/s adds to the peaks of limited speech and noise: up to 0.9 dB in the tests.
ENCODER_MARGIN_DB = 1.0
TOLERANCE_LU = 0.1  # the meter's own step
PASSES = 4
MOST_GAIN_DB = 40.0  # more would only lift the noise of a recording of nothing


def master(bulletin: Bulletin, settings: Settings | None = None, folder: Path | None = None) -> Bulletin:
    """Return the bulletin at the settings' loudness and under their true peak, every voice equally loud.

    A bulletin in which nothing sounds comes back as it is.
    """
    settings = settings or Settings()
    regions = voice_regions(bulletin)
    levels = voice_levels(bulletin.audio, regions, folder)
    known = {voice: lufs for voice, lufs in levels.items() if lufs is not None}
    if not known:
        return bulletin
    target = settings.loudness_lufs
    fallback = target - sum(known.values()) / len(known)
    gains = {voice: _bounded(target - known[voice] if voice in known else fallback) for voice in levels}
    ceiling = settings.true_peak_dbtp
    if len(known) > 1:  # the limiter takes more from one voice than from another: heard, and given back
        tried = _limited(bulletin.audio, 1.0, ceiling, gain_curve(regions, gains), folder)
        after = voice_levels(tried, regions, folder)
        gains = {voice: _bounded(gain + target - (after[voice] or target)) for voice, gain in gains.items()}
    audio = reach(bulletin.audio, target, ceiling, gain_curve(regions, gains), folder)
    return replace(bulletin, audio=audio)


def reach(
    audio: Audio,
    target_lufs: float,
    true_peak_dbtp: float,
    gain: Callable[[int, int], Samples] | None = None,
    folder: Path | None = None,
) -> Audio:
    """Return the sound times `gain` (none: 1) times one factor, limited, so that it measures `target_lufs`.

    The limiter takes away some loudness, so the factor is corrected by what is measured.
    """
    correction_db = 0.0
    for _ in range(PASSES):
        result = _limited(audio, 10 ** (correction_db / 20), true_peak_dbtp, gain, folder)
        lufs = level(result)
        if lufs is None or abs(target_lufs - lufs) <= TOLERANCE_LU:
            break
        correction_db = _bounded(correction_db + target_lufs - lufs)
    return result


def _limited(
    audio: Audio,
    factor: float,
    true_peak_dbtp: float,
    gain: Callable[[int, int], Samples] | None,
    folder: Path | None,
) -> Audio:
    """Return the sound times `factor` and `gain`, under the true peak with room for the encoder."""
    with Spool(audio.rate, folder) as spool:
        for block in limit(audio, factor, 10 ** ((true_peak_dbtp - ENCODER_MARGIN_DB) / 20), gain):
            spool.write(block)
    return spool.audio


def voice_regions(bulletin: Bulletin) -> Regions:
    """Return which voice sounds where; the change falls halfway the silence between two utterances."""
    if not bulletin.cues:
        return ((0, bulletin.audio.length, ""),)
    middles = [(left.stop + right.start) // 2 for left, right in pairwise(bulletin.cues)]
    edges = [0, *middles, bulletin.audio.length]
    voices = [bulletin.script.utterances[cue.utterance].voice for cue in bulletin.cues]
    return tuple((start, stop, voice) for (start, stop), voice in zip(pairwise(edges), voices, strict=True))


def voice_levels(audio: Audio, regions: Regions, folder: Path | None = None) -> Mapping[str, float | None]:
    """Return the integrated loudness of every voice over all that it says; None where nothing is heard."""
    voices = tuple(dict.fromkeys(voice for _, _, voice in regions))
    if len(voices) == 1:
        return {voices[0]: level(audio)}
    return {voice: _voice_level(audio, regions, voice, folder) for voice in voices}


def gain_curve(regions: Regions, gains_db: Mapping[str, float]) -> Callable[[int, int], Samples]:
    """Return a function that gives the factor of every sample in a range."""
    starts = np.array([start for start, _, _ in regions])
    factors = np.array([10 ** (gains_db[voice] / 20) for _, _, voice in regions], dtype=np.float32)

    def gain(start: int, stop: int) -> Samples:
        region = np.searchsorted(starts, np.arange(start, stop), side="right") - 1
        curve: Samples = factors[region]
        return curve

    return gain


def _voice_level(
    audio: Audio, regions: Sequence[tuple[int, int, str]], voice: str, folder: Path | None
) -> float | None:
    """Measure the utterances of one voice, put one after the other."""
    with Spool(audio.rate, folder) as spool:
        for start, stop, speaker in regions:
            for at in range(start, stop if speaker == voice else start, BLOCK_SAMPLES):
                spool.write(read(audio, at, min(stop, at + BLOCK_SAMPLES)))
    return level(spool.audio)


def _bounded(gain_db: float) -> float:
    """Return a gain that is not absurd."""
    return max(-MOST_GAIN_DB, min(MOST_GAIN_DB, gain_db))
