"""Where a parameter of the torch network lies in the float32 ONNX graph, and in which layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

Array = NDArray[np.float32]
_LSTMS = {"predictor.shared": "/encoder/shared"}
_STFT = {
    "decoder.generator.stft.inverse_basis": "decoder.decoder.generator.stft.istft.stft.inverse_basis",
    "decoder.generator.stft.window_sum": "decoder.decoder.generator.stft.istft.stft.window_sum",
    "decoder.generator.stft.window": "/decoder/decoder/generator/Constant_17_output_0",
}


@dataclass(frozen=True)
class Places:
    """The graph as `bulletin.engines.kokoro_graph.rewrite` makes it."""

    model: onnx.ModelProto

    @cached_property
    def constants(self) -> dict[str, NDArray[np.generic]]:
        """The graph's constants by name."""
        return {tensor.name: numpy_helper.to_array(tensor) for tensor in self.model.graph.initializer}

    @cached_property
    def nodes(self) -> dict[str, onnx.NodeProto]:
        """The graph's nodes by name."""
        return {node.name: node for node in self.model.graph.node}

    @cached_property
    def readers(self) -> dict[str, onnx.NodeProto]:
        """The node that reads a value."""
        return {name: node for node in self.model.graph.node for name in node.input}

    def of(self, name: str) -> tuple[str, bool]:
        """Return the constant of a torch parameter, and whether it is transposed."""
        full = ("decoder." if name.startswith("decoder.") else "encoder.") + name
        if name in _STFT or full in self.constants:
            return _STFT.get(name, full), False
        if (quantized := f"{full}_quantized_f32") in self.constants:
            return quantized, self.readers[quantized].op_type == "MatMul"
        bias = full.removesuffix("weight") + "bias"
        if bias in self.readers and self.readers[bias].op_type in ("Conv", "ConvTranspose"):
            return self.readers[bias].input[1], False
        base = "/" + "/".join(fused(full.removesuffix(".weight").split(".")))
        for path in (base, base.replace("/predictor", "")):
            for kind in ("MatMul", "Conv", "ConvTranspose"):
                if node := self.nodes.get(f"{path}/{kind}"):
                    return node.input[1], kind == "MatMul"
        raise KeyError(name)


def fused(parts: list[str]) -> list[str]:
    """Join list indices to their list, as the export names them: cnn.0."""
    found: list[str] = []
    for part in parts:
        if part.isdigit():
            found[-1] += f".{part}"
        else:
            found.append(part)
    return found


def lstm_node(module: str) -> str:
    """Return the name of an LSTM's node."""
    return _LSTMS.get(module, "/encoder/" + "/".join(fused(module.split(".")))) + "/LSTM_quant"


def to_onnx(state: Mapping[str, Array], module: str) -> dict[str, Array]:
    """Return an LSTM's weights in ONNX's layout: directions first, gates in the order i o f c."""

    def gates(kind: str) -> Array:
        both = (state[f"{module}.{kind}_l0{end}"] for end in ("", "_reverse"))
        return np.stack([np.concatenate([i, o, f, c]) for i, f, c, o in (np.split(w, 4) for w in both)])

    bias = np.concatenate([gates("bias_ih"), gates("bias_hh")], 1)
    node = lstm_node(module)
    return {f"{node}_W": gates("weight_ih"), f"{node}_R": gates("weight_hh"), f"{node}_B": bias}


def to_torch(constants: Mapping[str, NDArray[np.generic]], module: str) -> dict[str, Array]:
    """Return an LSTM's weights in torch's layout: gates in the order i f c o."""
    node, found = lstm_node(module), {}
    halves = np.split(constants[f"{node}_B"], 2, axis=1)
    kinds = {
        "weight_ih": constants[f"{node}_W"],
        "weight_hh": constants[f"{node}_R"],
        "bias_ih": halves[0],
        "bias_hh": halves[1],
    }
    for kind, both in kinds.items():
        for weights, end in zip(both, ("", "_reverse"), strict=True):
            i, o, f, c = np.split(weights, 4)
            found[f"{module}.{kind}_l0{end}"] = np.concatenate([i, f, c, o]).astype(np.float32)
    return found
