"""Renderings for the stand-in to learn from. Usage: pairs.py COUNT FOLDER [CHECKPOINT]

Each is a piece of a sentence with the recording's pitch and energy, in a style between the speaker's and
others,
by a text encoder between stock and the checkpoint's and beyond, disturbed a little, so that the stand-in
knows the
surroundings of where training goes.
"""

from __future__ import annotations

import random
import sys
import zlib

import corpus
import network as nw
import torch
from losses import TOP, WhisperEncoder
from paths import CHECKPOINTS, SPEAKERS, TRAIN, WEIGHTS
from surrogate import inner_signal

FRAMES = 96


def varied_style(speaker: str, learned: dict[str, torch.Tensor], dice: random.Random) -> torch.Tensor:
    """Return a style [1, 128] near the speaker's, moved towards a random stock voice or the learned one."""
    base = nw.stock_style(SPEAKERS[speaker])[:, : nw.STYLE]
    if learned:
        base = base.lerp(learned[f"styles.{speaker}"], dice.uniform(0.5, 1.2))
    other = dice.choice(sorted((WEIGHTS / "voices").glob("*.bin"))).stem
    towards = nw.stock_style(nw.Speaker(other, (other,), 0, 0))[:, : nw.STYLE]
    style = base.lerp(towards, dice.choice([0.0, dice.uniform(0, 0.5)]))
    return style + 0.02 * dice.random() * torch.randn_like(style)


@torch.inference_mode()
def main() -> None:
    """Render COUNT pieces into FOLDER."""
    torch.set_num_threads(1)
    count, folder = int(sys.argv[1]), TRAIN / sys.argv[2]
    folder.mkdir(parents=True, exist_ok=True)
    have = len(list(folder.glob("*.pt")))
    seed = have + zlib.crc32(sys.argv[2].encode())
    dice = random.Random(seed)
    torch.manual_seed(seed)
    network, stock = nw.load(), nw.load()
    learned: dict[str, torch.Tensor] = {}
    if len(sys.argv) > 3:
        learned = torch.load(CHECKPOINTS / f"{sys.argv[3]}.pt", weights_only=True)["average"]
    whisper = WhisperEncoder(TRAIN / "whisper-base" / "model.bin")
    sentences, _ = corpus.load_all()
    plain = dict(stock.named_parameters())
    for number in range(have, have + count):
        sentence = dice.choice(sentences)
        share = dice.uniform(0.5, 1.2)
        for name, parameter in network.named_parameters():
            if name in learned:
                parameter.copy_(plain[name].lerp(learned[name], share))
        style = varied_style(sentence.speaker, learned, dice)
        first = dice.randint(0, max(0, sentence.frames - FRAMES))
        piece = slice(first, first + 2 * (min(FRAMES, sentence.frames - first) // 2))
        features = nw.text_features(network, sentence.ids)
        features = features + 0.15 * dice.random() * features.std() * torch.randn_like(features)
        if not learned and dice.random() < 0.5:  # phonemes between two phonemes
            features = features.lerp(features.roll(dice.choice([-2, -1, 1, 2]), -1), dice.uniform(0, 0.5))
        features = (features @ nw.spread(sentence.durations))[:, :, piece]
        half = slice(2 * piece.start, 2 * piece.stop)
        f0, energy = (
            sentence.f0[:, half] * dice.uniform(0.9, 1.1),
            sentence.energy[:, half] + dice.uniform(-0.3, 0.3),
        )
        inner = inner_signal(network, features, f0, energy, style)
        with torch.autocast("cpu", torch.bfloat16):
            wave = network.decoder.generator(inner, style, f0, None).squeeze(1)
        mel = whisper.log_mel(wave.float(), TOP)[0]
        torch.save({"inner": inner.half(), "f0": f0, "style": style, "mel": mel}, folder / f"{number:05d}.pt")
        if number % 20 == 0:
            print(number, flush=True)


if __name__ == "__main__":
    main()
