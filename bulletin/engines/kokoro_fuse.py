"""The same model in fewer steps: ten passes over the sound's channels become four.

    fuse(graph)      # in place; what the model computes stays the same but for rounding

Between two convolutions of the decoder stand an adaptive instance normalization (mean, variance, scale and
shift by the speaker's style) and the 'snake' x + sin²(ax)/a. The export spells both out. The first is one
operator of ONNX; and if it gives u = ax at once, the second is u + sin²(u), the 1/a moving into the
weights of the convolution that follows.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import onnx
from onnx import helper

from bulletin.engines.kokoro_graph import Graph, unexpected


def fuse(graph: Graph) -> None:
    """Fuse the normalizations and snakes of the decoder and the prosody predictor."""
    flat = graph.constant("flat", np.array([-1], np.int64))
    for norm in list(_normalizations(graph)):
        _fuse_one(graph, *norm, flat)


def _normalizations(graph: Graph) -> Iterator[tuple[onnx.NodeProto, onnx.NodeProto, float]]:
    """Yield (Sub, Div, epsilon) of each (x − mean) / sqrt(variance + epsilon)."""
    for divide in graph.all("Div"):
        root = graph.maker(divide.input[1])
        centered = graph.maker(divide.input[0])
        if root is None or centered is None or (root.op_type, centered.op_type) != ("Sqrt", "Sub"):
            continue
        mean, added = graph.maker(centered.input[1]), graph.maker(root.input[0])
        if mean is None or added is None or mean.op_type != "ReduceMean":
            continue
        epsilon = next(float(graph.constants[name]) for name in added.input if name in graph.constants)
        yield centered, divide, epsilon


def _fuse_one(
    graph: Graph, centered: onnx.NodeProto, divide: onnx.NodeProto, epsilon: float, flat: str
) -> None:
    """Make one operator of a normalization for each scale and shift that is applied to it."""
    for scaled in graph.readers_of(divide.output[0]):
        shifted = graph.reader(scaled.output[0], "Add")
        scale = next(name for name in scaled.input if name != divide.output[0])
        shift = next(name for name in shifted.input if name != scaled.output[0])
        result = shifted.output[0]
        nodes = []
        alpha = _snake(graph, result)
        if alpha:
            for name, value in (("scale", scale), ("shift", shift)):
                nodes.append(helper.make_node("Mul", [value, alpha], [f"{result}_{name}"]))
            scale, shift = f"{result}_scale", f"{result}_shift"
        for name, value in (("gamma", scale), ("beta", shift)):
            nodes.append(helper.make_node("Reshape", [value, flat], [f"{result}_{name}"]))
        inputs = [centered.input[0], f"{result}_gamma", f"{result}_beta"]
        nodes.append(helper.make_node("InstanceNormalization", inputs, [result], epsilon=epsilon))
        graph.replace(result, *nodes)


def _snake(graph: Graph, value: str) -> str:
    """Let the snake on `value`, if there is one, expect a·`value`; return the name of a, or ''."""
    readers = graph.readers_of(value)
    inner = next((node for node in readers if node.op_type == "Mul"), None)
    outer = next((node for node in readers if node.op_type == "Add"), None)
    if len(readers) != 2 or inner is None or outer is None:
        return ""
    alpha = next((name for name in inner.input if name in graph.constants), "")
    sine = graph.reader(inner.output[0], "Sin")
    square = graph.reader(sine.output[0], "Pow")
    divided = graph.reader(square.output[0], "Mul")
    if divided.output[0] not in outer.input or not alpha:
        raise unexpected(f"{inner.name} is no snake")
    convolution = graph.reader(outer.output[0], "Conv")
    weight = graph.constants[convolution.input[1]]
    by_alpha = (weight / graph.constants[alpha].reshape(1, -1, 1)).astype(np.float32)
    convolution.input[1] = graph.constant(f"{convolution.input[1]}_by_alpha", by_alpha)
    made = (
        helper.make_node("Sin", [value], [f"{value}_sine"]),
        helper.make_node("Mul", [f"{value}_sine"] * 2, [f"{value}_square"]),
        helper.make_node("Add", [value, f"{value}_square"], [outer.output[0]]),
    )
    graph.replace(outer.output[0], *made)
    return alpha
