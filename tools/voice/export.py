"""What was learned to what the program reads: voices/kokoro-nl/adapted.npz and a style for each voice.

Usage: export.py [--text NAME SHARE] [--prosody NAME SHARE] [--out FOLDER] [--check]. SHARE mixes the adapted
weights with
the stock ones: 0 is stock, 1 is as they came out of the training.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import network as nw
import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from paths import CHECKPOINTS, REPOSITORY, SPEAKERS, WEIGHTS
from torch import Tensor

from bulletin.g2p import encode, pronounce

VOICES = {"nathalie": "nl-nathalie", "flemishguy": "nl-flemishguy"}
EMBEDDINGS = ("text_encoder.embedding.weight", "bert.embeddings.word_embeddings.weight")
LSTMS = {"predictor.lstm": "/encoder/lstm", "predictor.shared": "/encoder/shared"}


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
    graph = onnx.load(WEIGHTS / "k_f32.onnx", load_external_data=False).graph
    nodes = {node.name: node for node in graph.node}
    readers = {name: node for node in graph.node for name in node.input}
    stock = torch.load(WEIGHTS / "kokoro_torch.pt", weights_only=True)
    state = network.state_dict()
    changed = [name for name, value in state.items() if not torch.equal(value, stock[name])]
    found: dict[str, NDArray[np.float32]] = {}
    for name in changed:
        module = name.rpartition(".")[0]
        if "_l0" in name:
            found.update(_lstm(state, module))
        else:
            place, turned = _place(name, nodes, readers, {tensor.name for tensor in graph.initializer})
            value = state[name].float().numpy()
            found[place] = value.T if turned else value
    return found


def _place(
    name: str, nodes: dict[str, onnx.NodeProto], readers: dict[str, onnx.NodeProto], known: set[str]
) -> tuple[str, bool]:
    """Return the initializer of a torch parameter, and whether it is transposed."""
    full = ("decoder." if name.startswith("decoder.") else "encoder.") + name
    if name in EMBEDDINGS or full in known:
        return full, False
    if f"{full}_quantized_f32" in known:
        return f"{full}_quantized_f32", readers[f"{full}_quantized_f32"].op_type == "MatMul"
    bias = full.removesuffix("weight") + "bias"
    if bias in readers and readers[bias].op_type in ("Conv", "ConvTranspose"):
        return readers[bias].input[1], False
    base = "/encoder/" + "/".join(_fused(name.removesuffix(".weight").split(".")))
    for path in (base, base.replace("/predictor", "")):
        for ending in ("/MatMul_quant_f", "/MatMul", "/Conv_quant_f", "/Conv", "/ConvTranspose"):
            if path + ending in nodes:
                return nodes[path + ending].input[1], "MatMul" in ending
    raise KeyError(name)


def _fused(parts: list[str]) -> list[str]:
    """Join list indices to their list, as the export names them: cnn.0."""
    fused: list[str] = []
    for part in parts:
        if part.isdigit():
            fused[-1] += f".{part}"
        else:
            fused.append(part)
    return fused


def _lstm(state: dict[str, Tensor], module: str) -> dict[str, NDArray[np.float32]]:
    """Return an LSTM's weights in ONNX's layout: directions first, gates in the order i o f c."""

    def gates(kind: str) -> NDArray[np.float32]:
        both = (state[f"{module}.{kind}_l0{end}"].float().numpy() for end in ("", "_reverse"))
        return np.stack([np.concatenate([i, o, f, c]) for i, f, c, o in (np.split(w, 4) for w in both)])

    node = LSTMS.get(module, "/encoder/" + "/".join(_fused(module.split(".")))) + "/LSTM_quant"
    bias = np.concatenate([gates("bias_ih"), gates("bias_hh")], 1)
    return {f"{node}_W": gates("weight_ih"), f"{node}_R": gates("weight_hh"), f"{node}_B": bias}


def write(network: nw.Network, styles: dict[str, Tensor], folder: Path) -> None:
    """Write the shared tensors and the styles below `folder`."""
    (folder / "kokoro-nl").mkdir(parents=True, exist_ok=True)
    half = {name: value.astype(np.float16) for name, value in sorted(initializers(network).items())}
    np.savez_compressed(folder / "kokoro-nl" / "adapted.npz", **half)
    for speaker, voice in VOICES.items():
        (folder / voice).mkdir(exist_ok=True)
        np.save(folder / voice / "style.npy", styles[speaker].reshape(256).numpy().astype(np.float32))
    size = (folder / "kokoro-nl" / "adapted.npz").stat().st_size
    print(len(half), "tensors", round(size / 1e6, 1), "MB")


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
