"""What is measured of a rendering: what Whisper hears, pitch, pace, distance to a human, faults."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from num2words import num2words
from numpy.typing import NDArray

RATE = 24_000
Wave = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Errors:
    """Wrong units, and how many there were, of one sentence."""

    wrong: int
    total: int


def plain(text: str) -> str:
    """Lower-case, without punctuation, numbers in words, letters of an acronym together."""
    text = re.sub(
        r"\d+", lambda number: f" {num2words(int(number[0]), lang='nl')} ", text.replace("%", " procent")
    )
    text = "".join(c for c in unicodedata.normalize("NFC", text.lower()) if c.isalnum() or c in " -'’")
    text = " ".join(text.replace("-", " ").replace("'", "").replace("’", "").split())
    return re.sub(r"\b(?:\w (?=\w\b))+", lambda row: row[0].replace(" ", ""), text)


def distance(a: Sequence[str], b: Sequence[str]) -> int:
    """Return the least number of insertions, deletions and replacements between two sequences."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def word_errors(said: str, heard: str) -> Errors:
    """Return the wrong words."""
    a, b = plain(said).split(), plain(heard).split()
    return Errors(distance(a, b), len(a))


def letter_errors(said: str, heard: str) -> Errors:
    """Return the wrong letters, spaces among them."""
    a, b = plain(said), plain(heard)
    return Errors(distance(a, b), len(a))


def rate_and_interval(errors: Sequence[Errors], rounds: int = 1000) -> tuple[float, float, float]:
    """Return the share of wrong units, and its 95 % interval by resampling sentences."""
    dice = random.Random(0)

    def share(sample: Sequence[Errors]) -> float:
        return sum(e.wrong for e in sample) / max(1, sum(e.total for e in sample))

    drawn = sorted(share(dice.choices(errors, k=len(errors))) for _ in range(rounds))
    return share(errors), drawn[int(0.025 * rounds)], drawn[int(0.975 * rounds)]


def pitch(wave: Wave) -> tuple[float, float]:
    """Return the median pitch in Hz, and its range (5 to 95 %) in semitones."""
    import parselmouth

    track = parselmouth.Sound(wave.astype("f8"), RATE).to_pitch_ac(pitch_floor=60, pitch_ceiling=480)
    hz = track.selected_array["frequency"]
    hz = hz[hz > 0]
    if len(hz) < 5:
        return float("nan"), float("nan")
    low, middle, high = np.percentile(hz, [5, 50, 95])
    return float(middle), float(12 * np.log2(high / low))


def speech_seconds(wave: Wave) -> float:
    """Return the time from the first to the last sound."""
    loud = np.flatnonzero(np.abs(wave) > 0.02 * np.abs(wave).max())
    return float(loud[-1] - loud[0]) / RATE if len(loud) else 0.0


def cepstral_distance(wave: Wave, human: Wave) -> float:
    """Return the mel-cepstral distortion in dB between two readings, after time warping."""
    import librosa

    def cepstra(x: Wave) -> NDArray[np.float64]:
        mel = librosa.feature.melspectrogram(
            y=x / np.sqrt(np.mean(x**2)), sr=RATE, n_fft=1024, hop_length=300
        )
        return librosa.feature.mfcc(S=np.log(mel + 1e-4), n_mfcc=25, norm="ortho")[1:]

    a, b = cepstra(wave), cepstra(human)
    _, path = librosa.sequence.dtw(a, b)
    gaps = np.sqrt(np.sum((a[:, path[:, 0]] - b[:, path[:, 1]]) ** 2, 0))
    return float(10 / np.log(10) * np.sqrt(2) * gaps.mean() / np.sqrt(128))


def faults(wave: Wave) -> tuple[int, float]:
    """Return the samples at full scale, and the longest silence inside the speech in seconds."""
    clipped = int((np.abs(wave) >= 0.999).sum())
    level = np.sqrt(np.mean(wave[: len(wave) // 240 * 240].reshape(-1, 240) ** 2, 1))
    loud = np.flatnonzero(level > 0.01 * level.max())
    longest = int(np.diff(loud).max(initial=1)) - 1 if len(loud) else 0
    return clipped, longest * 240 / RATE


def level_db(wave: Wave) -> float:
    """Return the root mean square in dB of full scale."""
    return float(20 * np.log10(np.sqrt(np.mean(wave**2)) + 1e-9))
