"""The same model in fewer steps: ten passes over the sound's channels become four, a DFT becomes a product.

    fuse(graph)      # in place; what the model computes stays the same but for rounding

Between two convolutions of the decoder stand an adaptive instance normalization (mean, variance, scale and
shift by the speaker's style) and the 'snake' x + sin²(ax)/a. The export spells both out. The first is one
operator of ONNX; and if it gives u = ax at once, the second is u + sin²(u), the 1/a moving into the
weights of the convolution that follows.

ONNX Runtime's STFT takes a general way for windows of 20 samples; a product with its matrix takes a tenth of
the time.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import onnx
from onnx import helper, numpy_helper

from bulletin.engines.kokoro_graph import Array, Graph, unexpected


def fuse(graph: Graph) -> None:
    """Fuse the normalizations and snakes of the decoder and the prosody predictor, and the vocoder's DFT."""
    flat = graph.constant("flat", np.array([-1], np.int64))
    for norm in list(_normalizations(graph)):
        _fuse_one(graph, *norm, flat)
    for transform in graph.all("STFT"):
        _multiply(graph, transform)


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


def _multiply(graph: Graph, transform: onnx.NodeProto) -> None:
    """Make a product of an STFT whose hop divides its window: frames by matrix, in float64.

    STFT → Transpose → Gather of the real and Gather of the imaginary part become slices of one product.
    """
    hop, size = (int(graph.constants[transform.input[place]]) for place in (1, 3))
    parts = graph.readers_of(graph.reader(transform.output[0], "Transpose").output[0])
    if size % hop or [node.op_type for node in parts] != ["Gather", "Gather"]:
        raise unexpected(f"{transform.name} is another spectrum")
    matrix = _matrix_of_runtime(graph, transform, size)
    bins, name = matrix.shape[1] // 2, transform.output[0]

    def whole(*numbers: int) -> str:
        return graph.constant(f"{name}_whole_{numbers}", np.array(numbers, np.int64))

    count = size // hop
    nodes = [helper.make_node("Reshape", [transform.input[0], whole(-1, hop)], [f"{name}_hops"])]
    for shift in range(count):  # the last frame begins count - 1 hops before the end
        stop = shift - count + 1 or 1 << 40
        cut = [f"{name}_hops", whole(shift), whole(stop), whole(0)]
        nodes.append(helper.make_node("Slice", cut, [f"{name}_hops_{shift}"]))
    shifted = [f"{name}_hops_{shift}" for shift in range(count)]
    nodes += [
        helper.make_node("Concat", shifted, [f"{name}_frames"], axis=1),
        helper.make_node("Cast", [f"{name}_frames"], [f"{name}_exact"], to=onnx.TensorProto.DOUBLE),
        helper.make_node(
            "MatMul", [f"{name}_exact", graph.constant(f"{name}_dft", matrix)], [f"{name}_both"]
        ),
        helper.make_node("Cast", [f"{name}_both"], [f"{name}_float"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Transpose", [f"{name}_float"], [f"{name}_bins"], perm=[1, 0]),
        helper.make_node("Reshape", [f"{name}_bins", whole(1, 2 * bins, -1)], [f"{name}_spectrum"]),
    ]
    graph.replace(name, *nodes)
    for part in parts:
        start = bins * int(graph.constants[part.input[1]])
        cut = [f"{name}_spectrum", whole(start), whole(start + bins), whole(1)]
        graph.replace(part.output[0], helper.make_node("Slice", cut, [part.output[0]]))


def _matrix_of_runtime(graph: Graph, transform: onnx.NodeProto, size: int) -> Array:
    """Return ONNX Runtime's own matrix of an STFT, [samples, real and imaginary bins], got by impulses.

    Its errors of 1e-6 decide the phase of bins without energy, which the vocoder hears.
    """
    import onnxruntime

    constants = [numpy_helper.from_array(graph.constants[name], name) for name in transform.input[1:]]
    probe = helper.make_node("STFT", ["x", *transform.input[1:]], ["y"])
    probe.attribute.extend(transform.attribute)
    impulses = helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, [size, size, 1])
    inner = helper.make_graph(
        [probe], "probe", [impulses], [helper.make_empty_tensor_value_info("y")], constants
    )
    model = graph.model
    made = helper.make_model(inner, opset_imports=model.opset_import, ir_version=model.ir_version)
    session = onnxruntime.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])
    found = session.run(None, {"x": np.eye(size, dtype=np.float32)[:, :, None]})[0][:, 0].astype(np.float64)
    return np.concatenate([found[..., 0], found[..., 1]], axis=1)
