"""The sentences to train on: tokens, borders, sound, pitch and energy."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import torch
from losses import energy
from paths import ALIGNED, PREPARED, SPEAKERS, held_out
from torch import Tensor

CHECKED = 16  # sentences of each speaker that only watch the training


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
    durations = torch.from_numpy(borders["durations"])[None]
    wave = torch.from_numpy(arrays["wave"].astype("f4") / 16384)[None]
    frames = 2 * int(durations.sum())
    return Sentence(
        speaker, name, torch.from_numpy(arrays["ids"])[None], durations, wave,
        torch.from_numpy(arrays["f0"])[None, :frames], energy(wave)[:, :frames], float(borders["score"]),
    )  # fmt: skip
