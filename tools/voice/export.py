"""What was learned to what the program reads: voices/kokoro-nl/adapted.npz and a style for each voice.

Usage: export.py [--text NAME SHARE] [--prosody NAME SHARE] [--out FOLDER] [--check]. SHARE mixes the adapted
weights with
the stock ones: 0 is stock, 1 is as they came out of the training.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import network as nw
import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from paths import CHECKPOINTS, REPOSITORY, SPEAKERS, WEIGHTS
from places import Places, to_onnx
from torch import Tensor

from bulletin.g2p import encode, pronounce

VOICES = {"nathalie": "nl-nathalie", "flemishguy": "nl-flemishguy"}


def mixed(options: argparse.Namespace) -> tuple[nw.Network, dict[str, Tensor]]:
    """Return the network with its shares of adapted weights, and the styles [1, 256] by speaker."""
    network = nw.load()
    styles = {name: nw.stock_style(speaker).clone() for name, speaker in SPEAKERS.items()}
    parameters = dict(network.named_parameters())
    for kind, part in (("text", slice(0, nw.STYLE)), ("prosody", slice(nw.STYLE, 2 * nw.STYLE))):
        chosen = getattr(options, kind)
        if not chosen:
            continue
        share = float(chosen[1])
        style_share = float(chosen[2]) if len(chosen) > 2 else share
        learned = torch.load(CHECKPOINTS / f"{chosen[0]}.pt", weights_only=True)["average"]
        with torch.no_grad():
            for name, value in learned.items():
                if name.startswith("styles."):
                    style = styles[name.removeprefix("styles.")]
                    style[:, part] = style[:, part].lerp(value, style_share)
                else:
                    parameters[name].lerp_(value, share)
    return network, styles


def initializers(network: nw.Network) -> dict[str, NDArray[np.float32]]:
    """Return the tensors that differ from stock, by their names in the float32 graph and in its layout."""
    places = Places(onnx.load(WEIGHTS / "k_dur.onnx"))
    stock = torch.load(WEIGHTS / "kokoro_torch.pt", weights_only=True)
    state = network.state_dict()
    arrays = {name: value.float().numpy() for name, value in state.items()}
    found: dict[str, NDArray[np.float32]] = {}
    for name in [name for name, value in state.items() if not torch.equal(value, stock[name])]:
        if "_l0" in name:
            found |= to_onnx(arrays, name.rpartition(".")[0])
        else:
            place, turned = places.of(name)
            found[place] = arrays[name].T if turned else arrays[name]
    return found


def shorter(value: NDArray[np.float32]) -> NDArray[np.float16]:
    """Return float16 with 7 of its 10 fraction bits: 0.2 % of rounding, a sixth less when packed."""
    half = value.astype(np.float16)
    if half.ndim < 2:
        return half
    bits = (half.view(np.uint16).astype(np.uint32) + 4) >> 3 << 3
    return bits.astype(np.uint16).view(np.float16)


def write(network: nw.Network, styles: dict[str, Tensor], folder: Path) -> None:
    """Write the shared tensors and the styles below `folder`."""
    (folder / "kokoro-nl").mkdir(parents=True, exist_ok=True)
    half = {name: shorter(value) for name, value in sorted(initializers(network).items())}
    np.savez_compressed(folder / "kokoro-nl" / "adapted.npz", **half)
    for speaker, voice in VOICES.items():
        (folder / voice).mkdir(exist_ok=True)
        np.save(folder / voice / "style.npy", styles[speaker].reshape(256).numpy().astype(np.float32))
        if (folder / voice / "voice.toml").exists():
            note_sums(folder, voice)
    size = (folder / "kokoro-nl" / "adapted.npz").stat().st_size
    print(len(half), "tensors", round(size / 1e6, 1), "MB")


def note_sums(folder: Path, voice: str) -> None:
    """Write sizes and sums of the voice's files into its voice.toml; the shared tensors' as a comment."""
    style, adapted = folder / voice / "style.npy", folder / "kokoro-nl" / "adapted.npz"
    description = folder / voice / "voice.toml"
    text = description.read_text(encoding="utf-8").partition("[[files]]")[0]
    sums = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (style, adapted)]
    description.write_text(
        f'{text}[[files]]\npath = "style.npy"\nsize = {style.stat().st_size}\nsha256 = "{sums[0]}"\n'
        f"# kokoro-nl/adapted.npz: {adapted.stat().st_size} bytes, sha256 {sums[1]}\n",
        encoding="utf-8",
    )


def check(network: nw.Network, styles: dict[str, Tensor], folder: Path) -> None:
    """Say a sentence with torch and with the program's own graph, and print how far they are apart."""
    import onnxruntime

    from bulletin.engines.kokoro_graph import rewrite
    from bulletin.engines.kokoro_model import read_weights

    with np.load(folder / "kokoro-nl" / "adapted.npz", allow_pickle=False) as archive:
        model = rewrite(read_weights(), {name: archive[name] for name in archive.files})
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    ids = torch.tensor([encode(pronounce("De minister van Buitenlandse Zaken komt vandaag naar huis.")).ids])
    for speaker, style in styles.items():
        wave, durations = nw.speak(network, ids, style)
        sound, frames = session.run(
            None, {"tokens": ids.numpy(), "style": style.numpy(), "speed": np.ones(1, "f4")}
        )
        differ = int((durations.numpy().ravel() != frames.ravel()).sum())
        a, b = (
            np.abs(np.fft.rfft(x.ravel()[: 600 * int(frames.sum())], 1 << 17)) for x in (wave.numpy(), sound)
        )
        print(
            speaker,
            "durations that differ:",
            differ,
            "| spectrum correlation:",
            round(float(np.corrcoef(a, b)[0, 1]), 5),
        )


def main() -> None:
    """Export, and check if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", nargs="+")
    parser.add_argument("--prosody", nargs="+")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "voices")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    network, styles = mixed(options)
    write(network, styles, options.out)
    if options.check:
        check(network, styles, options.out)


if __name__ == "__main__":
    main()
