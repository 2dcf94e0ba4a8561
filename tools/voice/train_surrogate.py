"""Train the stand-in on the renderings of pairs.py.

Usage: train_surrogate.py MINUTES FOLDER... Goes on where it was.
"""

from __future__ import annotations

import os
import random
import sys
import time

import network as nw
import torch
from losses import WhisperEncoder
from paths import CHECKPOINTS, TRAIN
from surrogate import Surrogate, source_spectrum
from torch import Tensor
from torch.nn import functional

PATH = CHECKPOINTS / "surrogate.pt"
Pair = dict[str, Tensor]


def loss_of(model: Surrogate, pair: Pair) -> Tensor:
    """Return the L1 distance in Whisper's units (a quarter of a power of ten), with that of the slopes."""
    found, gold = model(pair["inner"].float(), pair["f0"], pair["style"], pair["source"]), pair["mel"]
    moved = functional.l1_loss(found.diff(dim=-1), gold.diff(dim=-1))
    return functional.l1_loss(found, gold) + moved


@torch.no_grad()
def check(model: Surrogate, pairs: list[Pair]) -> float:
    """Return the plain L1 on pairs that are not trained on."""
    model.eval()
    found = [
        float((model(p["inner"].float(), p["f0"], p["style"], p["source"]) - p["mel"]).abs().mean())
        for p in pairs
    ]
    model.train()
    return sum(found) / len(found)


def main() -> None:
    """Train for the given minutes."""
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    minutes = float(sys.argv[1])
    pairs, checked = [], []
    network, whisper = nw.load(), WhisperEncoder(TRAIN / "whisper-base" / "model.bin")
    for folder in sys.argv[2:]:
        found = [torch.load(file, weights_only=True) for file in sorted((TRAIN / folder).glob("*.pt"))]
        for pair in found:
            pair["source"] = source_spectrum(network, whisper, pair["f0"])
        cut = max(4, len(found) // 15)
        checked += found[:cut]
        pairs += found[cut:]
    CHECKPOINTS.mkdir(exist_ok=True)
    torch.manual_seed(0)
    model = Surrogate()
    if PATH.exists():
        model.load_state_dict(torch.load(PATH, weights_only=True), strict=False)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
    print(len(pairs), "pairs; before:", round(check(model, checked), 4), flush=True)
    begun, step = time.monotonic(), 0
    while (share := (time.monotonic() - begun) / (60 * minutes)) < 1:
        for group in optimizer.param_groups:
            group["lr"] = 1e-3 * min(1.0, (step + 1) / 30) * min(1.0, 0.03 + 1.5 * (1 - share))
        optimizer.zero_grad()
        for pair in random.sample(pairs, 4):
            (loss := loss_of(model, pair) / 4).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        if step % 100 == 0:
            print(
                step, round(4 * float(loss.detach()), 4), "check", round(check(model, checked), 4), flush=True
            )
            torch.save(model.state_dict(), PATH.with_suffix(".partial"))
            PATH.with_suffix(".partial").replace(PATH)
    print("after", step, "steps:", round(check(model, checked), 4))
    torch.save(model.state_dict(), PATH.with_suffix(".partial"))
    PATH.with_suffix(".partial").replace(PATH)


if __name__ == "__main__":
    main()
