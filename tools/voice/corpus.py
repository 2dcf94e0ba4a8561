"""The sentences to train on: tokens, borders, sound, pitch and energy; and the same said faster."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import numpy as np
import parselmouth
import torch
from losses import energy
from numpy.typing import NDArray
from paths import ALIGNED, PREPARED, SPEAKERS, Speaker, held_out
from scipy.signal import butter, sosfiltfilt
from torch import Tensor

CHECKED = 16  # sentences of each speaker that only watch the training
RATE, FRAME = 24_000, 600
FIRST_LETTER = 16  # tokens below are marks and the silence at both ends; a space counts as a sound here
SHORT_FRAMES = 1.32  # a sound that keeps its length when the others are evened
GATE_DB, GATED_DB = 6.0, 14.0  # bins of a spectrum that are so near to the noise are lowered by so much


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: ids and durations [1, T], wave [1, 600 × frames], f0 and energy [1, 2 × frames]."""

    speaker: str
    name: str
    ids: Tensor
    durations: Tensor
    wave: Tensor
    f0: Tensor
    energy: Tensor
    score: float

    @property
    def frames(self) -> int:
        return int(self.durations.sum())


def load(speaker: str, worst: float = 0.08) -> tuple[list[Sentence], list[Sentence]]:
    """Return a speaker's sentences to train on, without the worst aligned share, and those to check with."""
    skipped = held_out(speaker)
    sentences = []
    for file in sorted((ALIGNED / speaker).glob("*.npz")):
        if file.stem not in skipped:
            sentences.append(_read(speaker, file.stem))
    floor = np.quantile([sentence.score for sentence in sentences], worst)
    good = [sentence for sentence in sentences if sentence.score >= floor]
    random.Random(1).shuffle(good)
    return good[CHECKED:], good[:CHECKED]


def load_all() -> tuple[list[Sentence], list[Sentence]]:
    """Return both speakers' sentences."""
    parts = [load(speaker) for speaker in SPEAKERS]
    return [x for train, _ in parts for x in train], [x for _, check in parts for x in check]


def _read(speaker: str, name: str) -> Sentence:
    arrays, borders = np.load(PREPARED / speaker / f"{name}.npz"), np.load(ALIGNED / speaker / f"{name}.npz")
    sound, f0, durations = arrays["wave"].astype("f4") / 16384, arrays["f0"], borders["durations"]
    described = SPEAKERS[speaker]
    if described.rumble_hz:
        sound = quieter(sound, described.rumble_hz)
    if described.lead_frames:
        sound = np.pad(sound, (described.lead_frames * FRAME, 0))
        f0 = np.pad(f0, (2 * described.lead_frames, 0))
        durations = durations.copy()
        durations[0] += described.lead_frames
    wave, frames = torch.from_numpy(np.ascontiguousarray(sound, "f4"))[None], 2 * int(durations.sum())
    return Sentence(
        speaker, name, torch.from_numpy(arrays["ids"])[None], torch.from_numpy(durations)[None], wave,
        torch.from_numpy(f0)[None, :frames], energy(wave)[:, :frames], float(borders["score"]),
    )  # fmt: skip


def quieter(sound: NDArray[np.float32], rumble_hz: float) -> NDArray[np.float32]:
    """Return a recording without what lies below its voice, and with the room between its words lowered."""
    high = sosfiltfilt(butter(2, rumble_hz, "hp", fs=RATE, output="sos"), sound).astype("f4")
    window = torch.hann_window(1024)
    spectrum = torch.stft(torch.from_numpy(high), 1024, 256, 1024, window, return_complex=True)
    power = spectrum.abs().square()
    noise = power.quantile(0.05, 1, keepdim=True) * 2
    above = 10 * (power / (noise + 1e-9)).clamp(min=1e-3).log10()
    # Smoothed over time and frequency, so that no lonely bin stays behind and chirps.
    smooth = torch.nn.functional.avg_pool2d(above[None], (5, 3), 1, (2, 1), count_include_pad=False)[0]
    gain = 10 ** (-(GATED_DB / 20) * ((GATE_DB + 6 - smooth) / 6).clamp(0, 1))
    return torch.istft(spectrum * gain, 1024, 256, 1024, window, length=len(high)).numpy()


def evened(sentence: Sentence) -> Sentence:
    """Return a sentence in the lengths its speaker's voice is taught: long sounds shortened more than short.

    A voice that is asked to hurry later would shorten all alike, and lose its consonants. Pauses at marks
    and the silence at both ends keep their length. Only pitch and energy are laid out anew, not the sound.
    """
    power = SPEAKERS[sentence.speaker].evenness
    if power == 1:
        return sentence
    old, mark = sentence.durations[0].double(), sentence.ids[0] < FIRST_LETTER
    wanted = SHORT_FRAMES * (old / SHORT_FRAMES) ** power
    durations = _whole(torch.where(mark, old, torch.minimum(wanted, old)))
    # A new frame takes what lay at the same share of its sound.
    first = sentence.durations[0].cumsum(0) - sentence.durations[0]
    owner = torch.arange(len(old)).repeat_interleave(2 * durations)
    inside = torch.arange(len(owner)) - 2 * (durations.cumsum(0) - durations)[owner] + 0.5
    places = (2 * first[owner] + inside * (old / durations)[owner]).long().clamp(max=sentence.f0.shape[1] - 1)
    return replace(
        sentence, durations=durations[None], f0=sentence.f0[:, places], energy=sentence.energy[:, places]
    )


def _whole(wanted: Tensor) -> Tensor:
    """Return durations in whole frames that keep to the same time, each of one frame at least."""
    stops = wanted.cumsum(0).round().long()
    for place in range(len(stops)):
        stops[place] = max(int(stops[place]), 1 + (int(stops[place - 1]) if place else 0))
    return torch.diff(stops, prepend=stops[:1] * 0)


def hurried(sentence: Sentence, factor: float) -> Sentence:
    """Return a sentence as if it had been said `factor` times as fast, at the same pitch."""
    speaker: Speaker = SPEAKERS[sentence.speaker]
    sound = parselmouth.Sound(sentence.wave[0].double().numpy(), RATE)
    shorter = parselmouth.praat.call(
        sound, "Lengthen (overlap-add)", speaker.pitch_floor_hz, speaker.pitch_ceiling_hz, 1 / factor
    ).values[0]
    durations = _whole(sentence.durations[0].double() / factor)[None]
    frames = int(durations.sum())
    wave = torch.zeros(1, frames * FRAME)
    size = min(frames * FRAME, len(shorter))
    wave[0, :size] = torch.from_numpy(shorter[:size]).float()
    times = ((torch.arange(2 * frames) + 0.5) * factor).long().clamp(max=sentence.f0.shape[1] - 1)
    return replace(
        sentence, name=f"{sentence.name}*{factor:.2f}", durations=durations, wave=wave,
        f0=sentence.f0[:, times], energy=energy(wave)[:, : 2 * frames],
    )  # fmt: skip
