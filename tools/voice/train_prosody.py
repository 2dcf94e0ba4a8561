"""Teach durations, pitch and energy from the aligned recordings; no sound is rendered. Resumable at any time.

Usage: train_prosody.py MINUTES NAME [--start OTHER]. Writes checkpoints/NAME.pt.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import corpus
import network as nw
import torch
from paths import CHECKPOINTS, SPEAKERS
from torch import Tensor, nn
from torch.nn import functional

PARTS = ("durations", "logits", "pitch", "shape", "range", "energy")


def voicing(f0: Tensor) -> tuple[Tensor, Tensor]:
    """Return where a pitch track is surely voiced, and where surely not: never beside a border or a jump.

    Octave errors and creak, far from the sentence's median, are neither.
    """
    height = semitones(f0)
    voiced = f0 > 10
    middle = height[voiced].median() if voiced.any() else height.new_zeros(())
    near = voiced & (height > middle - 9) & (height < middle + 12)
    calm = functional.pad((height.diff() / 1.5).abs() < 1, (1, 1), value=True)
    sure = near & calm[:, 1:] & calm[:, :-1]
    return _inner(sure), _inner(~voiced)


def _inner(mask: Tensor) -> Tensor:
    """Return where a place and both its neighbors are set."""
    return -functional.max_pool1d(-mask.float(), 3, 1, 1) > 0.5


def semitones(f0: Tensor) -> Tensor:
    """Return the height above 1 Hz."""
    return 12 * f0.clamp(min=40).log2()


class Trainer:
    """The predictor, one prosody style a speaker, and the moving average that is kept."""

    def __init__(self, rate: float) -> None:
        self.network = nw.load()
        self.styles = nn.ParameterDict(
            {n: nn.Parameter(nw.stock_style(s)[:, nw.STYLE :]) for n, s in SPEAKERS.items()}
        )
        self.learned: dict[str, nn.Parameter] = {f"styles.{n}": p for n, p in self.styles.items()}
        for name, parameter in self.network.named_parameters():
            wanted = name.startswith(("predictor.", "bert_encoder."))
            parameter.requires_grad_(wanted)
            if wanted:
                self.learned[name] = parameter
        self.average = {name: p.detach().clone() for name, p in self.learned.items()}
        self.start = {name: p.detach().clone() for name, p in self.learned.items()}
        weights = [p for n, p in self.learned.items() if not n.startswith("styles.")]
        groups = [{"params": weights, "lr": rate}, {"params": list(self.styles.values()), "lr": 1e-3}]
        self.optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0)
        self.bert: dict[str, Tensor] = {}
        self.step = 0

    def losses(self, sentence: corpus.Sentence) -> Tensor:
        """Return the distances of PARTS: frames, logits, tens of Hz, 1 - correlation, semitones, energy."""
        if sentence.name not in self.bert:
            with torch.no_grad():
                self.bert[sentence.name] = nw.bert_features(self.network, sentence.ids)
        style = self.styles[sentence.speaker]
        plan, logits = nw.layout(self.network, self.bert[sentence.name], style)
        longest = torch.arange(logits.shape[-1])[None, None]
        # The silence at both ends too: a start that is longer than the recordings' is filled with noise.
        wanted = (longest < sentence.durations[..., None]).float()
        logit = functional.binary_cross_entropy_with_logits(logits, wanted)
        length = (plan.durations - sentence.durations).abs().mean()
        f0, energy = nw.melody(self.network, plan.d, nw.spread(sentence.durations), style)
        voiced, silent = voicing(sentence.f0)
        weight = voiced.float() + 0.5 * silent.float()
        high = (weight * functional.smooth_l1_loss(f0, sentence.f0, reduction="none")).sum() / weight.sum()
        # A distance alone makes a flat melody, the mean of all that could be: ask for its shape and range.
        mine, theirs = semitones(f0[voiced]), semitones(sentence.f0[voiced])
        shape = 2 * (1 - torch.corrcoef(torch.stack([mine, theirs]))[0, 1].nan_to_num())
        extent = (mine.std() - theirs.std()).abs()
        loud = functional.smooth_l1_loss(energy, sentence.energy)
        return torch.stack([length, 20 * logit, high / 10, shape, extent, loud])

    def learn(self, batch: list[corpus.Sentence]) -> Tensor:
        """Take one step."""
        self.network.predictor.eval()
        total = torch.zeros(len(PARTS))
        for sentence in batch:
            losses = self.losses(sentence)
            (losses.sum() / len(batch)).backward()
            total += losses.detach() / len(batch)
        nn.utils.clip_grad_norm_(list(self.learned.values()), 5.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        decay = min(0.99, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            for name, parameter in self.learned.items():
                self.average[name].lerp_(parameter, 1 - decay)
        return total

    @torch.no_grad()
    def check(self, sentences: list[corpus.Sentence]) -> list[float]:
        """Return the mean distances with the averaged weights."""
        now = {name: p.detach().clone() for name, p in self.learned.items()}
        for name, parameter in self.learned.items():
            parameter.copy_(self.average[name])
        found = torch.stack([self.losses(sentence) for sentence in sentences]).mean(0)
        for name, parameter in self.learned.items():
            parameter.copy_(now[name])
        return [round(float(x), 3) for x in found]

    def save(self, path: Path) -> None:
        """Write everything in one move."""
        state = {
            "now": {n: p.detach() for n, p in self.learned.items()}, "average": self.average,
            "optimizer": self.optimizer.state_dict(), "step": self.step,
        }  # fmt: skip
        torch.save(state, path.with_suffix(".partial"))
        path.with_suffix(".partial").replace(path)

    def resume(self, path: Path, *, fresh: bool = False) -> None:
        """Go on from a checkpoint; `fresh` takes only its averaged weights."""
        state = torch.load(path, weights_only=True)
        with torch.no_grad():
            for name, parameter in self.learned.items():
                parameter.copy_(state["average" if fresh else "now"][name])
        if fresh:
            self.average = {name: p.detach().clone() for name, p in self.learned.items()}
            return
        self.average, self.step = state["average"], state["step"]
        self.optimizer.load_state_dict(state["optimizer"])


def main() -> None:
    """Train for the given minutes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", type=float)
    parser.add_argument("name")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", help="begin with the averaged weights of this checkpoint")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    path = CHECKPOINTS / f"{options.name}.pt"
    train, check = ([corpus.evened(sentence) for sentence in part] for part in corpus.load_all())
    trainer = Trainer(options.rate)
    if path.exists():
        trainer.resume(path)
    elif options.start:
        trainer.resume(CHECKPOINTS / f"{options.start}.pt", fresh=True)
    shuffler = random.Random(trainer.step)
    print(*PARTS)
    print(len(train), "sentences; check", trainer.step, trainer.check(check), flush=True)
    begun = saved = time.monotonic()
    order: list[corpus.Sentence] = []
    while time.monotonic() - begun < 60 * options.minutes:
        if len(order) < 4:
            order = shuffler.sample(train, len(train))
        losses = trainer.learn([order.pop() for _ in range(4)])
        if trainer.step % 25 == 0:
            print(
                trainer.step,
                [round(float(x), 3) for x in losses],
                round(time.monotonic() - begun),
                "s",
                flush=True,
            )
        if trainer.step % 100 == 0:
            print("check", trainer.step, trainer.check(check), flush=True)
        if time.monotonic() - saved > 90:
            trainer.save(path)
            saved = time.monotonic()
    trainer.save(path)
    print("check", trainer.step, trainer.check(check), flush=True)


if __name__ == "__main__":
    main()
