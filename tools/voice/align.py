"""Borders for every sentence: a classifier learns the tokens' sounds, a best path lays them on the recording.

Usage: align.py [ROUNDS]. Starts from bootstrap.py's borders, then from its own. aligned/SPEAKER/NAME.npz gets
`durations` in frames of 25 ms and `score`, the mean log probability of the path (low: badly read).
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from pathlib import Path

import librosa
import numpy as np
import torch
from numpy.typing import NDArray
from paths import ALIGNED, PREPARED, SPEAKERS
from torch import Tensor, nn
from torch.nn import functional

CLASSES = 178
LONGEST = 64  # frames of one token; the silence at the ends may be longer
PRIOR_WEIGHT = 0.5
DURATION_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence: its tokens, and the log-mel spectrum of its recording, [80, 2 × frames]."""

    speaker: str
    name: str
    ids: NDArray[np.int64]
    mel: Tensor


class Classifier(nn.Module):
    """Log-mel at 12.5 ms to token scores at 25 ms."""

    def __init__(self, width: int = 224) -> None:
        super().__init__()
        self.first = nn.Conv1d(80, width, 5, padding=2)
        self.halve = nn.Conv1d(width, width, 4, stride=2, padding=1)
        self.blocks = nn.ModuleList(nn.Conv1d(width, width, 5, padding=2 * d, dilation=d) for d in (1, 2, 4))
        self.norms = nn.ModuleList(nn.GroupNorm(8, width) for _ in range(3))
        self.last = nn.Conv1d(width, CLASSES, 1)

    def forward(self, mel: Tensor) -> Tensor:
        x = functional.gelu(self.halve(functional.gelu(self.first(mel))))
        for block, norm in zip(self.blocks, self.norms, strict=True):
            x = x + functional.dropout(functional.gelu(norm(block(x))), 0.15, self.training)
        return self.last(x)


def log_mel(wave: NDArray[np.float32]) -> Tensor:
    """Return the normalized log-mel spectrum, two columns for each frame of 25 ms."""
    mel = librosa.feature.melspectrogram(
        y=wave, sr=24_000, n_fft=1024, win_length=600, hop_length=300, n_mels=80
    )
    log = np.log(mel[:, : 2 * (len(wave) // 600)] + 1e-5)
    return torch.from_numpy((log - log.mean(1, keepdims=True)) / (log.std(1, keepdims=True) + 1e-3)).float()


def load_items() -> list[Item]:
    """Return every prepared sentence."""
    items = []
    for speaker in SPEAKERS:
        for file in sorted((PREPARED / speaker).glob("*.npz")):
            arrays = np.load(file)
            mel = log_mel(arrays["wave"].astype("f4") / 16384)
            items.append(Item(speaker, file.stem, arrays["ids"], mel))
    return items


def labels(item: Item, durations: NDArray[np.int64]) -> Tensor:
    """Return the token id of every frame."""
    return torch.from_numpy(np.repeat(item.ids, durations))


def fit(pairs: list[tuple[Item, Tensor]], epochs: int, seed: int) -> Classifier:
    """Train a classifier on labeled sentences."""
    torch.manual_seed(seed)
    model = Classifier()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1.5e-3, weight_decay=0.02)
    steps = epochs * -(-len(pairs) // 16)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 1.5e-3, total_steps=steps, pct_start=0.1)
    shuffler = random.Random(seed)
    for epoch in range(epochs):
        order = sorted(shuffler.sample(pairs, len(pairs)), key=lambda pair: pair[0].mel.shape[1] // 40)
        batches = [order[i : i + 16] for i in range(0, len(order), 16)]
        shuffler.shuffle(batches)
        total = right = count = 0.0
        for batch in batches:
            length = max(len(label) for _, label in batch)
            mel = torch.stack([functional.pad(x.mel, (0, 2 * length - x.mel.shape[1])) for x, _ in batch])
            gold = torch.stack([functional.pad(y, (0, length - len(y)), value=-1) for _, y in batch])
            scores = model(mel)
            loss = functional.cross_entropy(scores, gold, ignore_index=-1, label_smoothing=0.05)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            known = gold >= 0
            total += loss.item() * len(batch)
            right += float(((scores.argmax(1) == gold) & known).sum())
            count += float(known.sum())
        print(f"epoch {epoch} loss {total / len(pairs):.3f} frames right {right / count:.3f}", flush=True)
    return model.eval()


def duration_costs(known: list[tuple[Item, NDArray[np.int64]]]) -> NDArray[np.float64]:
    """Return the log probability of each duration for each token id, [178, LONGEST + 1], smoothed."""
    counts = np.zeros((CLASSES, LONGEST + 1))
    for item, durations in known:
        np.add.at(counts, (item.ids, np.minimum(durations, LONGEST)), 1)
    kernel = np.array([0.25, 0.5, 0.25])
    smooth = np.apply_along_axis(np.convolve, 1, counts, kernel, mode="same")
    whole = smooth.sum(0) / smooth.sum()
    probabilities = (smooth + 20 * whole + 0.01) / (smooth + 20 * whole + 0.01).sum(1, keepdims=True)
    costs = DURATION_WEIGHT * np.log(probabilities)
    costs[0] = 0  # silence at the ends: any length
    costs[:, 0] = -np.inf
    return costs


def best_path(
    scores: NDArray[np.float64], ids: NDArray[np.int64], costs: NDArray[np.float64]
) -> tuple[NDArray[np.int64], float]:
    """Return the durations with the highest score, and that score a frame; `scores` is [frames, 178]."""
    frames = len(scores)
    summed = np.vstack([np.zeros(CLASSES), np.cumsum(scores, 0)])[:, ids]  # [frames + 1, tokens]
    best = np.full(frames + 1, -np.inf)
    best[0] = 0
    back = np.zeros((len(ids), frames + 1), int)
    for token, number in enumerate(ids):
        longest = frames if number == 0 else LONGEST
        cost = np.full(longest + 1, 0.0)
        cost[0] = -np.inf
        if number != 0:
            cost = costs[number]
        reach = np.arange(frames + 1)[:, None] - np.arange(longest + 1)[None]  # where the token would start
        from_here = np.where(reach >= 0, (best - summed[:, token])[np.maximum(reach, 0)] + cost, -np.inf)
        back[token] = from_here.argmax(1)
        best = from_here.max(1) + summed[:, token]
    durations, end = [], frames
    for token in range(len(ids) - 1, -1, -1):
        durations.append(back[token, end])
        end -= back[token, end]
    return np.array(durations[::-1]), float(best[-1] / frames)


@torch.no_grad()
def align_all(
    model: Classifier, items: list[Item], known: list[tuple[Item, NDArray[np.int64]]]
) -> list[tuple[Item, NDArray[np.int64], float]]:
    """Align every sentence; leave out those that are too short for their tokens."""
    costs = duration_costs(known)
    prior = np.bincount(np.concatenate([np.repeat(x.ids, d) for x, d in known]), minlength=CLASSES) + 1.0
    offset = PRIOR_WEIGHT * np.log(prior / prior.sum())
    found = []
    for item in items:
        scores = model(item.mel[None])[0].log_softmax(0).T.double().numpy() - offset
        durations, score = best_path(scores, item.ids, costs)
        if np.isfinite(score) and (durations > 0).all():
            found.append((item, durations, score))
    return found


def load_known(items: list[Item]) -> list[tuple[Item, NDArray[np.int64]]]:
    """Return the borders of an earlier run, without its worst tenth, or else bootstrap.py's."""
    first = ALIGNED.with_name("aligned-first")
    earlier = [(item, ALIGNED / item.speaker / f"{item.name}.npz") for item in items]
    found = [(item, arrays["durations"], float(arrays["score"])) for item, path in earlier if path.exists()
             for arrays in [np.load(path)]]  # fmt: skip
    if found:
        return without_worst(found)
    paths = [(item, first / item.speaker / f"{item.name}.npy") for item in items]
    return [(item, np.load(path)) for item, path in paths if path.exists()]


def without_worst(
    aligned: list[tuple[Item, NDArray[np.int64], float]],
) -> list[tuple[Item, NDArray[np.int64]]]:
    """Return the borders of the best nine tenths."""
    floor = np.percentile([score for *_, score in aligned], 10)
    return [(item, durations) for item, durations, score in aligned if score > floor]


def save(aligned: list[tuple[Item, NDArray[np.int64], float]], folder: Path) -> None:
    """Write the borders."""
    for item, durations, score in aligned:
        (folder / item.speaker).mkdir(parents=True, exist_ok=True)
        np.savez(folder / item.speaker / f"{item.name}.npz", durations=durations, score=score)


def main() -> None:
    """Run ROUNDS rounds of learning and aligning."""
    torch.set_num_threads(int(sys.argv[2]) if len(sys.argv) > 2 else 2)
    items = load_items()
    known = load_known(items)
    print(len(items), "sentences,", len(known), "with first borders", flush=True)
    for turn in range(int(sys.argv[1]) if len(sys.argv) > 1 else 2):
        epochs = 10 if len(known) < 800 else 3
        model = fit([(item, labels(item, durations)) for item, durations in known], epochs, turn)
        aligned = align_all(model, items, known)
        print(
            f"round {turn}: {len(aligned)} aligned, mean score {np.mean([s for *_, s in aligned]):.3f}",
            flush=True,
        )
        save(aligned, ALIGNED)
        known = without_worst(aligned)


if __name__ == "__main__":
    main()
