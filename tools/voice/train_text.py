"""Teach the text encoder and the styles Dutch, the decoder frozen. Stop it at any time; it goes on where it
was.

Usage: train_text.py MINUTES NAME [--frames 96] [--decoder] ... Writes checkpoints/NAME.pt.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path

import corpus
import torch
from losses import WhisperEncoder, spectral
from network import STYLE, Network, decode, load, spread, stock_style, text_features
from paths import CHECKPOINTS, SPEAKERS, TRAIN
from surrogate import Surrogate, inner_signal, source_spectrum
from torch import Tensor, nn

SAVE_EVERY_S = 120
HURRIED = 0.7  # share of the sentences that are learned at another pace, of a speaker who has several
NEPERS = 4 * math.log(10)  # a unit of Whisper's spectrum


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a sentence, ready for the decoder."""

    features: Tensor
    f0: Tensor
    energy: Tensor
    wave: Tensor


class Trainer:
    """The network, what of it learns, and the moving average that is kept."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.network: Network = load()
        self.styles = nn.ParameterDict(
            {n: nn.Parameter(stock_style(s)[:, :STYLE]) for n, s in SPEAKERS.items()}
        )
        for parameter in self.network.parameters():
            parameter.requires_grad_(False)
        self.learned = self._choose()
        self.start = {name: p.detach().clone() for name, p in self.learned.items()}
        self.average = {name: p.detach().clone() for name, p in self.learned.items()}
        self.optimizer = torch.optim.AdamW(self._groups(), betas=(0.9, 0.98), weight_decay=0)
        self.whisper = WhisperEncoder(TRAIN / "whisper-base" / "model.bin")
        self.surrogate = load_surrogate() if options.quick else None
        self.gold: dict[str, list[Tensor]] = {}  # Whisper's features of whole recordings
        self.step = 0
        self.minutes = 0.0

    def _choose(self) -> dict[str, nn.Parameter]:
        """Return the parameters that learn, by name, and let them."""
        chosen: dict[str, nn.Parameter] = {f"styles.{n}": p for n, p in self.styles.items()}
        for name, parameter in self.network.named_parameters():
            styled = name.startswith("decoder.") and ".fc." in name
            inner = styled or name.startswith(("decoder.encode.", "decoder.asr_res."))
            if name.startswith("text_encoder.") or (self.options.decoder and inner):
                parameter.requires_grad_(True)
                chosen[name] = parameter
        return chosen

    def _groups(self) -> list[dict[str, object]]:
        rates = {
            "styles": min(2e-3, 20 * self.options.rate),
            "embedding": 10 * self.options.rate,
            "text": self.options.rate,
            "decoder": self.options.rate * 0.5,
        }
        groups: dict[str, list[nn.Parameter]] = {kind: [] for kind in rates}
        for name, parameter in self.learned.items():
            kind = name.split(".")[0]
            kind = "embedding" if "embedding" in name else "text" if kind == "text_encoder" else kind
            groups[kind].append(parameter)
        return [{"params": p, "lr": rates[kind], "base": rates[kind]} for kind, p in groups.items() if p]

    def pull(self) -> Tensor:
        """Return the mean squared distance from the stock weights, relative to their size (L2-SP)."""
        total = torch.zeros(())
        for name, parameter in self.learned.items():
            if not name.startswith("styles."):
                start = self.start[name]
                total = total + ((parameter - start) ** 2).sum() / (start**2).sum().clamp(min=1.0)
        return total

    def segment(self, sentence: corpus.Sentence, frames: int, shuffler: random.Random) -> Segment:
        """Encode a sentence and cut a piece of it."""
        first = shuffler.randint(0, max(0, sentence.frames - frames))
        stop = first + 2 * (min(sentence.frames - first, frames) // 2)
        spreading = spread(sentence.durations)[:, :, first:stop]
        return Segment(
            text_features(self.network, sentence.ids) @ spreading,
            sentence.f0[:, 2 * first : 2 * stop],
            sentence.energy[:, 2 * first : 2 * stop],
            sentence.wave[:, 600 * first : 600 * stop],
        )

    def losses(
        self, sentence: corpus.Sentence, frames: int, shuffler: random.Random
    ) -> tuple[Tensor, Tensor]:
        """Return the spectral and the phonetic distance of a piece of a sentence."""
        piece = self.segment(sentence, frames, shuffler)
        if self.surrogate is not None:
            whole = frames >= sentence.frames
            return self._quick_losses(piece, self.styles[sentence.speaker], sentence.name if whole else "")
        with torch.autocast("cpu", torch.bfloat16, enabled=self.options.bf16):
            wave = decode(self.network, piece.features, piece.f0, piece.energy, self.styles[sentence.speaker])
        wave = wave.float()[:, : piece.wave.shape[1]]
        return spectral(wave, piece.wave), self.whisper.distance(wave, piece.wave)

    def _quick_losses(self, piece: Segment, style: Tensor, name: str) -> tuple[Tensor, Tensor]:
        """Return the same distances by the stand-in, which renders no sound; `name` is a whole sentence's."""
        assert self.surrogate is not None
        source, gold = (
            source_spectrum(self.network, self.whisper, piece.f0),
            self.whisper.log_mel(piece.wave)[0],
        )
        with torch.autocast("cpu", torch.bfloat16, enabled=self.options.bf16):
            inner = inner_signal(self.network, piece.features, piece.f0, piece.energy, style)
            found = self.surrogate(inner, piece.f0, style, source)
            theirs = self.gold.get(name) or self.whisper.gold(gold)
            heard = self.whisper.distance_of_spectra(found, gold, [x.float() for x in theirs])
        if name:
            self.gold[name] = [x.half() for x in theirs]
        return NEPERS * (found.float() - gold).abs().mean(), heard

    def learn(self, sentences: list[corpus.Sentence], shuffler: random.Random) -> tuple[float, float, float]:
        """Take one step, and return the losses."""
        pulled = self.options.pull * self.pull()
        pulled.backward()
        sums = [0.0, 0.0]
        for sentence in sentences:
            near, heard = self.losses(sentence, self.options.frames, shuffler)
            ((near + self.options.phonetic * heard) / len(sentences)).backward()
            sums[0] += near.item() / len(sentences)
            sums[1] += heard.item() / len(sentences)
        nn.utils.clip_grad_norm_([p for n, p in self.learned.items() if not n.startswith("styles.")], 2.0)
        warm = min(1.0, (self.step + 1) / 50)
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * warm * self.options.scale
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        decay = min(self.options.decay, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            for name, parameter in self.learned.items():
                self.average[name].lerp_(parameter, 1 - decay)
        return sums[0], sums[1], pulled.item()

    @torch.no_grad()
    def check(self, sentences: list[corpus.Sentence]) -> tuple[float, float]:
        """Return the mean losses of the averaged weights on sentences that are not trained on."""
        now = {name: p.detach().clone() for name, p in self.learned.items()}
        self._set(self.average)
        frames = 10_000 if self.surrogate is not None else self.options.frames
        found = [self.losses(sentence, frames, random.Random(0)) for sentence in sentences]
        self._set(now)
        return sum(float(a) for a, _ in found) / len(found), sum(float(b) for _, b in found) / len(found)

    @torch.no_grad()
    def _set(self, values: dict[str, Tensor]) -> None:
        for name, parameter in self.learned.items():
            parameter.copy_(values[name])

    def paced(self, sentence: corpus.Sentence, dice: random.Random) -> corpus.Sentence:
        """Return a sentence as it is, or at a pace that its speaker's voice is asked for."""
        slowest, fastest = SPEAKERS[sentence.speaker].paces
        if slowest == fastest or dice.random() > HURRIED:
            return sentence
        return corpus.hurried(sentence, dice.uniform(slowest, fastest))

    def save(self, path: Path) -> None:
        """Write everything that a later run needs, in one move."""
        state = {
            "now": {name: p.detach() for name, p in self.learned.items()}, "average": self.average,
            "optimizer": self.optimizer.state_dict(), "step": self.step, "minutes": self.minutes,
            "options": vars(self.options),
        }  # fmt: skip
        partial = path.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(path)

    def resume(self, path: Path, *, fresh: bool = False) -> None:
        """Go on from a checkpoint; `fresh` takes only its averaged weights."""
        state = torch.load(path, weights_only=True)
        with torch.no_grad():
            for name, value in state["average" if fresh else "now"].items():
                if name in self.learned:
                    self.learned[name].copy_(value)
                    self.average[name].copy_(state["average"][name])
        if not fresh:
            self.optimizer.load_state_dict(state["optimizer"])
            self.step = state["step"]
        self.minutes = state.get("minutes", 0.0)  # a mean of checkpoints has none


def load_surrogate() -> Surrogate:
    """Return the trained stand-in of the vocoder, frozen."""
    surrogate = Surrogate()
    surrogate.load_state_dict(torch.load(CHECKPOINTS / "surrogate.pt", weights_only=True))
    return surrogate.eval().requires_grad_(False)


def arguments() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", type=float)
    parser.add_argument("name")
    parser.add_argument("--frames", type=int, default=96, help="longest piece, in frames of 25 ms")
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--scale", type=float, default=1.0, help="factor for all learning rates")
    parser.add_argument(
        "--pull", type=float, default=0.5, help="weight of the pull towards the stock weights"
    )
    parser.add_argument(
        "--phonetic", type=float, default=2.0, help="weight of the distance that Whisper hears"
    )
    parser.add_argument("--decay", type=float, default=0.995, help="of the moving average")
    parser.add_argument(
        "--decoder", action="store_true", help="let the decoder's first block and styles learn"
    )
    parser.add_argument("--twice", action="append", default=[], help="take this speaker's sentences twice")
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--quick", action="store_true", help="use the stand-in for the vocoder")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0, help="runs of several seeds can be averaged")
    parser.add_argument("--start", help="begin with the averaged weights of this checkpoint")
    return parser.parse_args()


def main() -> None:
    """Train for the given minutes."""
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    CHECKPOINTS.mkdir(parents=True, exist_ok=True)
    path = CHECKPOINTS / f"{options.name}.pt"
    train, check = corpus.load_all()
    trainer = Trainer(options)
    if path.exists():
        trainer.resume(path)
    elif options.start:
        trainer.resume(CHECKPOINTS / f"{options.start}.pt", fresh=True)
    weighted = train + [s for s in train if s.speaker in options.twice]
    dice = random.Random(1)
    check = [trainer.paced(s, dice) for s in (check if options.quick else check[::2])]
    shuffler = random.Random(trainer.step + 7919 * options.seed)
    print(
        len(train),
        "sentences",
        round(sum(s.frames for s in train) / 2400, 1),
        "minutes of speech",
        flush=True,
    )
    print("check", trainer.step, *(round(x, 4) for x in trainer.check(check)), flush=True)
    begun = saved = time.monotonic()
    before, order, history = trainer.minutes, list[corpus.Sentence](), list[tuple[float, float, float]]()
    while (now := time.monotonic()) - begun < options.minutes * 60:
        if len(order) < options.batch:
            order = shuffler.sample(weighted, len(weighted))
        batch = [trainer.paced(order.pop(), shuffler) for _ in range(options.batch)]
        history.append(trainer.learn(batch, shuffler))
        trainer.minutes = before + (now - begun) / 60
        if trainer.step % 25 == 0:
            means = [sum(x) / len(history[-50:]) for x in zip(*history[-50:], strict=True)]
            pace = (now - begun) / len(history)
            print(trainer.step, *(round(x, 4) for x in means), f"{pace:.2f} s a step", flush=True)
        if trainer.step % 300 == 0:
            print("check", trainer.step, *(round(x, 4) for x in trainer.check(check)), flush=True)
        if now - saved > SAVE_EVERY_S:
            trainer.save(path)
            saved = now
    trainer.save(path)
    print("check", trainer.step, *(round(x, 4) for x in trainer.check(check)), flush=True)


if __name__ == "__main__":
    main()
