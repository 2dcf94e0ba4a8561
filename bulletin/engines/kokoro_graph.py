"""The int8 export of Kokoro-82M, rewritten to float32, with durations as an output and our own tensors.

    rewrite(weights, adapted) -> onnx.ModelProto with outputs `audio` and DURATIONS

The export quantizes every activation anew on its way into a convolution or product, which costs both
time and clearness. Weights times their scale are the float32 weights again. Needs the library onnx, so
this module is imported only when a model is built.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from bulletin.errors import EngineError

DURATIONS = "/encoder/Clip_output_0"
"""The output with the frames of each token: float32 whole numbers, shape [1, tokens]."""

Array = NDArray[Any]


class Graph:
    """A graph with what it needs to be rewritten: who makes a value, who reads it, what is constant."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self.model = model
        self.outputs = [output.name for output in model.graph.output]
        self.constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
        self._arrange(list(model.graph.node))

    def _arrange(self, nodes: list[onnx.NodeProto]) -> None:
        """Give every node its place."""
        self.places: list[tuple[onnx.NodeProto, ...]] = [(node,) for node in nodes]
        self.place = {output: i for i, node in enumerate(nodes) for output in node.output}
        self.readers: dict[str, list[int]] = {}
        for index, node in enumerate(nodes):
            for name in node.input:
                self.readers.setdefault(name, []).append(index)

    def prune(self) -> set[str]:
        """Forget the nodes that no output needs; return the names of the values that are needed."""
        wanted = set(self.outputs)
        kept: list[onnx.NodeProto] = []
        for node in reversed([node for nodes in self.places for node in nodes]):
            if wanted.intersection(node.output):
                kept.append(node)
                wanted.update(node.input)
        self._arrange(kept[::-1])
        return wanted

    def all(self, *kinds: str) -> list[onnx.NodeProto]:
        """Return the nodes of these kinds, in order."""
        return [node for nodes in self.places for node in nodes if node.op_type in kinds]

    def maker(self, value: str) -> onnx.NodeProto | None:
        """Return the node that makes `value`, None for a constant or an input."""
        nodes = self.places[self.place[value]] if value in self.place else ()
        return next((node for node in nodes if value in node.output), None)

    def reader(self, value: str, kind: str) -> onnx.NodeProto:
        """Return the one node that reads `value`; raise EngineError if that is not one of this kind."""
        readers = self.readers_of(value)
        if len(readers) != 1 or readers[0].op_type != kind:
            raise unexpected(f"{value} is not read by one {kind}")
        return readers[0]

    def readers_of(self, value: str) -> list[onnx.NodeProto]:
        """Return the nodes that read `value`."""
        places = dict.fromkeys(self.readers.get(value, ()))
        return [node for place in places for node in self.places[place] if value in node.input]

    def replace(self, value: str, *nodes: onnx.NodeProto) -> None:
        """Put `nodes`, in this order, where `value` was made."""
        self.places[self.place[value]] = nodes

    def constant(self, name: str, array: Array) -> str:
        """Add a constant and return its name."""
        self.constants[name] = array
        return name

    def finished(self) -> onnx.ModelProto:
        """Return the model as it is now, without what no output needs."""
        wanted = self.prune()
        graph = self.model.graph
        known = {output.name for output in graph.output}
        nodes = [onnx.NodeProto.FromString(node.SerializeToString()) for (node,) in self.places]
        del graph.node[:], graph.initializer[:]
        graph.node.extend(nodes)
        graph.initializer.extend(
            numpy_helper.from_array(array.copy(order="C"), name)
            for name, array in self.constants.items()
            if name in wanted
        )
        graph.output.extend(
            helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None)
            for name in self.outputs
            if name not in known
        )
        return self.model


def rewrite(
    weights: bytes, adapted: Mapping[str, Array], *further: Callable[[Graph], None]
) -> onnx.ModelProto:
    """Return the float32 model of the int8 one in `weights`, with the tensors of `adapted` in their places.

    `further` functions change the graph after that.

    Raise EngineError if the graph is not the one that we know, or a tensor has no place in it.
    """
    graph = Graph(onnx.load_from_string(weights))
    _float_products(graph)
    _float_embeddings(graph)
    _float_recurrences(graph)
    _adapt(graph, adapted)
    graph.outputs.append(DURATIONS)
    graph.prune()
    for change in further:
        change(graph)
        graph.prune()
    return graph.finished()


def unexpected(what: str) -> EngineError:
    """Return the error of weights whose graph is not the one that we know."""
    return EngineError(
        f"The voice's weights are not the model that this program knows ({what}); "
        "try: pip install --force-reinstall bulletin"
    )


def _float_products(graph: Graph) -> None:
    """Make Conv of ConvInteger and MatMul of MatMulInteger.

    x → DynamicQuantizeLinear → ConvInteger → (Add bias) → Cast → Mul by both scales, the bias being
    divided by the scales first. All of it is one node on x.
    """
    for node in graph.all("ConvInteger", "MatMulInteger"):
        quantized = graph.maker(node.input[0])
        if quantized is None or quantized.op_type != "DynamicQuantizeLinear":
            raise unexpected(f"{node.name} has an input that is not quantized")
        value, biases = node.output[0], []
        if node.op_type == "ConvInteger" and graph.readers_of(value)[0].op_type == "Add":
            added = graph.reader(value, "Add")
            biases = [_bias(graph, next(name for name in added.input if name != value))]
            value = added.output[0]
        cast = graph.reader(value, "Cast")
        scaled = graph.reader(cast.output[0], "Mul")
        scales = graph.maker(next(name for name in scaled.input if name != cast.output[0]))
        if scales is None:
            raise unexpected(f"{node.name} has no scales")
        scale = next(graph.constants[name] for name in scales.input if name in graph.constants)
        name = graph.constant(f"{node.input[1]}_f32", _float_weight(graph, node, scale))
        made = helper.make_node(
            "Conv" if node.op_type == "ConvInteger" else "MatMul",
            [quantized.input[0], name, *biases],
            [scaled.output[0]],
            name=node.name.removesuffix("_quant"),
        )
        made.attribute.extend(node.attribute)
        graph.replace(scaled.output[0], made)


def _bias(graph: Graph, value: str) -> str:
    """Return the name of the float32 bias that `value` was quantized from, by Div, Floor and Cast."""
    node = graph.maker(value)
    while node is not None and node.op_type != "Div":
        node = graph.maker(node.input[0])
    name = str(node.input[0]) if node is not None else ""
    if name not in graph.constants:
        raise unexpected(f"{value} is not a quantized bias")
    return name


def _float_weight(graph: Graph, node: onnx.NodeProto, scale: Array) -> Array:
    """Return the float32 weight of an integer product; scale and zero point are per output channel."""
    weight = graph.constants[node.input[1]].astype(np.float32)
    zero = graph.constants[node.input[3]].astype(np.float32) if len(node.input) > 3 else np.float32(0)
    if node.op_type == "ConvInteger":
        shape = (-1,) + (1,) * (weight.ndim - 1)
        scale, zero = scale.reshape(shape), np.reshape(zero, shape)
    floats: Array = ((weight - zero) * scale).astype(np.float32)
    return floats


def _float_embeddings(graph: Graph) -> None:
    """Make float32 tables of the quantized ones: Gather → DequantizeLinear becomes Gather."""
    for node in graph.all("DequantizeLinear"):
        gather = graph.maker(node.input[0])
        if gather is None or gather.op_type != "Gather" or gather.input[0] not in graph.constants:
            continue
        scale, zero = (graph.constants[name].astype(np.float32) for name in node.input[1:3])
        table = (graph.constants[gather.input[0]].astype(np.float32) - zero) * scale
        name = graph.constant(gather.input[0].removesuffix("_quantized"), table.astype(np.float32))
        made = helper.make_node("Gather", [name, gather.input[1]], [node.output[0]], name=gather.name)
        made.attribute.extend(gather.attribute)
        graph.replace(node.output[0], made)


def _float_recurrences(graph: Graph) -> None:
    """Make LSTM of DynamicQuantizeLSTM; its weights are [directions, inputs, 4 hidden] with a scale each."""
    for node in graph.all("DynamicQuantizeLSTM"):
        weights = []
        for index, scale, zero, letter in ((1, 8, 9, "W"), (2, 10, 11, "R")):
            shape = (-1, 1, 1)
            low = graph.constants[node.input[index]].astype(np.float32)
            low = low - graph.constants[node.input[zero]].astype(np.float32).reshape(shape)
            floats = (low * graph.constants[node.input[scale]].reshape(shape)).transpose(0, 2, 1)
            weights.append(graph.constant(f"{node.name}_{letter}", floats.astype(np.float32)))
        bias = graph.constant(f"{node.name}_B", graph.constants[node.input[3]])
        inputs = [node.input[0], *weights, bias, *node.input[4:8]]
        while not inputs[-1]:
            inputs.pop()
        made = helper.make_node("LSTM", inputs, list(node.output), name=node.name)
        made.attribute.extend(attribute for attribute in node.attribute if attribute.name != "input_forget")
        graph.replace(node.output[0], made)


def _adapt(graph: Graph, adapted: Mapping[str, Array]) -> None:
    """Put the tensors of `adapted` in the places that they name."""
    places = {_plain(name): name for name, array in graph.constants.items() if array.dtype == np.float32}
    for name, array in adapted.items():
        place = name if name in graph.constants else places.get(_plain(name))
        if place is None:
            raise EngineError(f"The voice's own tensors do not fit the model: it has no place for '{name}'.")
        if graph.constants[place].shape != array.shape:
            raise EngineError(
                f"The voice's own tensor '{name}' has shape {array.shape}; "
                f"the model wants {graph.constants[place].shape}."
            )
        graph.constants[place] = array.astype(np.float32)


def _plain(name: str) -> str:
    """Return the name of a tensor without what quantizing added to it."""
    return name.replace("_f32", "").replace("_quantized", "").replace("_quant", "")
