"""The stock weights to torch, from the float32 graph that the program makes. Usage: port.py

Writes work/k_dur.onnx (with durations) and work/kokoro_torch.pt, and compares a sentence said by both.
"""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime
import torch
from network import Network, load, speak
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from paths import WEIGHTS
from places import Places, to_torch

from bulletin.engines.kokoro_graph import rewrite

_CONSTANT = ("position_ids", "token_type_ids")


def window_of_runtime(places: Places) -> NDArray[np.float32]:
    """Return ONNX Runtime's own windowed DFT matrix [20, 11, 2], probed with unit impulses.

    Its errors of 1e-6 decide the phase of bins without energy, which the vocoder hears.
    """
    stft = next(node for node in places.model.graph.node if node.op_type == "STFT")
    probe = helper.make_node("STFT", ["x", *stft.input[1:]], ["y"])
    probe.attribute.extend(stft.attribute)
    constants = [numpy_helper.from_array(places.constants[name], name) for name in stft.input[1:]]
    graph = helper.make_graph(
        [probe], "probe", [helper.make_tensor_value_info("x", 1, [20, 20, 1])],
        [helper.make_empty_tensor_value_info("y")], constants,
    )  # fmt: skip
    model = helper.make_model(
        graph, opset_imports=places.model.opset_import, ir_version=places.model.ir_version
    )
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"x": np.eye(20, dtype=np.float32)[:, :, None]})[0][:, 0]


def ported(places: Places) -> dict[str, torch.Tensor]:
    """Return the torch state, every tensor set."""
    network = Network()
    dft = window_of_runtime(places)
    arrays: dict[str, NDArray[np.float32]] = {
        "decoder.generator.stft.dft_re": dft[..., 0],
        "decoder.generator.stft.dft_im": dft[..., 1],
    }
    for name in network.state_dict():
        if name in arrays or name.endswith(_CONSTANT):
            continue
        if "_l0" in name:
            arrays |= to_torch(places.constants, name.rpartition(".")[0])
        else:
            place, turned = places.of(name)
            value = places.constants[place].astype(np.float32)
            arrays[name] = value.T if turned else value
    constant = {name: value for name, value in network.state_dict().items() if name.endswith(_CONSTANT)}
    return constant | {name: torch.from_numpy(value.copy()) for name, value in arrays.items()}


def main() -> None:
    """Port, save and compare."""
    model = rewrite((WEIGHTS / "kokoro-v1.0.int8.onnx").read_bytes(), {})
    onnx.save(model, WEIGHTS / "k_dur.onnx")
    state = ported(Places(model))
    Network().load_state_dict(state)
    torch.save(state, WEIGHTS / "kokoro_torch.pt")
    ids = torch.tensor([[0, 50, 156, 102, 54, 57, 16, 65, 156, 87, 60, 54, 46, 4, 0]])
    style = torch.from_numpy(np.fromfile(WEIGHTS / "voices" / "ef_dora.bin", "<f4").reshape(510, 256)[12:13])
    wave, durations = speak(load(), ids, style)
    session = onnxruntime.InferenceSession(WEIGHTS / "k_dur.onnx", providers=["CPUExecutionProvider"])
    inputs = {"tokens": ids.numpy(), "style": style.numpy(), "speed": np.ones(1, np.float32)}
    sound, frames = session.run(None, inputs)
    print(
        len(state), "tensors; durations that differ:", int((durations.numpy() != frames.reshape(1, -1)).sum())
    )
    print("correlation of the sound:", np.corrcoef(wave.numpy().ravel(), sound.ravel())[0, 1])


if __name__ == "__main__":
    main()
