"""The vocoder's convolutions by a fifth of the multiplications: Toom and Cook's scheme on blocks of time.

    fewer_products(graph)      # in place, after kokoro_fuse; changes nothing but rounding

Most of the work are convolutions of 3, 7 and 11 taps over 128 and 256 channels. `m` neighboring outputs of
`k` taps take m·k products for a pair of channels; by way of the values of polynomials at m + k - 1 points
(so does Winograd's scheme for images) they take m + k - 1: 20 instead of 110. To those points and back goes
each channel by itself, which is little work.

For that, time is laid out in blocks: sample t of a channel lies in row t % rows and column t // rows. What
goes into one transform are then rows, whatever the dilation, and all that is between the convolutions
(norms, snakes, sums) works on the blocks as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper

from bulletin.engines.kokoro_graph import Graph, unexpected

OUTPUTS = {1: 10, 3: 10, 5: 12}
"""Outputs that are computed together, by dilation. Rows are a multiple of outputs × dilation."""

_POINTS = {
    12: "1/3 4/5 1 3/2 3",
    14: "1/3 2/3 9/10 10/9 5/3 3",
    16: "1/4 4/7 3/4 1 5/4 2 4",
    18: "1/4 4/7 3/4 9/10 10/9 3/2 2 4",
    20: "1/5 1/2 3/5 4/5 1 5/4 5/3 2 4",
    22: "1/5 2/5 4/7 3/4 7/8 1 4/3 3/2 5/2 3",
}
"""By their count, the points besides 0 and infinity, each with both signs. Found by search, for the least
rounding: 65 dB below the sound with 22 points, 110 dB with 12."""

_ROOT = "/decoder/decoder/generator"
_NAME = re.compile(rf"{_ROOT}/(?P<kind>noise_res|resblocks)\.(?P<number>\d)/convs(?P<place>[12])\.\d/Conv")
_STAGES = (  # rows, which divide the count of samples; where the blocks begin (twice) and end
    (20, "/ups.0/ConvTranspose_output_0", "/noise_convs.0/Conv_output_0", "/Add_4_output_0"),
    (60, "/ups.1/ConvTranspose_output_0", "/noise_convs.1/Conv_output_0", "/Add_7_output_0"),
)
_RESBLOCKS = 3  # of a stage, side by side
_WIDER = 3  # blocks of 20 rows are joined to 60 where the dilation asks for it
_ALL = 1 << 40

Floats = NDArray[np.float64]


def fewer_products(graph: Graph) -> None:
    """Replace the convolutions of the vocoder's residual blocks."""
    _pad_later(graph)
    offsets: list[list[Floats]] = [[] for _ in _STAGES]
    for node, kind, number, place in list(_convolutions(graph)):
        share, stage = (_RESBLOCKS, number) if kind == "noise_res" else (1, number // _RESBLOCKS)
        offset = _replace(graph, node, _STAGES[stage][0])
        if place == 2:  # the other ones are followed by a norm, which takes away what is constant in time
            offsets[stage].append(share * offset)
    for (rows, *begins, end), left_out in zip(_STAGES, offsets, strict=True):
        offset = np.sum(left_out, axis=0)
        for begin in begins:
            _into_blocks(graph, _ROOT + begin, len(offset), rows)
        _out_of_blocks(graph, _ROOT + end, offset, rows)


def transforms(outputs: int, taps: int) -> tuple[Floats, Floats, Floats]:
    """Return A [m, n], G [n, k] and B [n, n] of y = A ((G w) · (B x)), m sums over k taps; n = m + k - 1."""
    count = outputs + taps - 1
    points = [0.0] + [sign * float(Fraction(point)) for point in _POINTS[count].split() for sign in (1, -1)]
    values = np.vander([*points, 0.0], count, increasing=True)
    values[-1] = np.eye(count)[-1]  # at infinity counts the highest coefficient
    back, out, taken = np.linalg.inv(values).T, values[:, :outputs].copy(), values[:, :taps].copy()
    out[-1], taken[-1] = np.eye(outputs)[-1], np.eye(taps)[-1]
    sizes = [np.linalg.norm(matrix, axis=1, keepdims=True) for matrix in (back, out)]
    return (out / sizes[1]).T, taken * sizes[0] * sizes[1], back / sizes[0]


def _convolutions(graph: Graph) -> Iterator[tuple[onnx.NodeProto, str, int, int]]:
    """Yield each convolution of the residual blocks with the block's kind and number, and its place there."""
    for node in graph.all("Conv"):
        if found := _NAME.fullmatch(node.name):
            yield node, found["kind"], int(found["number"]), int(found["place"])


class _Steps:
    """Nodes in a row, whose values are named after `name`."""

    def __init__(self, graph: Graph, name: str) -> None:
        self.graph, self.name = graph, name
        self.nodes: list[onnx.NodeProto] = []

    def make(self, kind: str, *inputs: str, to: str = "", **attributes: Any) -> str:
        """Add a node and return the name of what it makes."""
        made = to or f"{self.name}_{len(self.nodes)}"
        domain = "com.microsoft" if kind.startswith("Fused") else ""
        self.nodes.append(helper.make_node(kind, list(inputs), [made], domain=domain, **attributes))
        return made

    def reshape(self, value: str, *sizes: int, to: str = "") -> str:
        """Lay out a value anew, without moving it."""
        return self.make("Reshape", value, self.whole(*sizes), to=to)

    def whole(self, *numbers: int) -> str:
        """Return the name of a constant of whole numbers."""
        return self.graph.constant("whole_" + "_".join(map(str, numbers)), np.array(numbers, np.int64))

    def real(self, name: str, array: Floats) -> str:
        """Return the name of a constant of this chain."""
        return self.graph.constant(f"{self.name}_{name}", array.astype(np.float32))


def _replace(graph: Graph, node: onnx.NodeProto, rows: int) -> Floats:
    """Replace a convolution of a snake's output; return what it leaves out, a constant for each channel."""
    weight = graph.constants[node.input[1]].astype(np.float64) / 2  # the snake by a cosine is double
    dilation = next(item.ints[0] for item in node.attribute if item.name == "dilations")
    (channels, _, taps), outputs = weight.shape, OUTPUTS[dilation]
    points, reach = outputs + taps - 1, taps // 2 * dilation
    out, taken, back = transforms(outputs, taps)
    steps = _Steps(graph, node.output[0])
    silent = graph.constant("snake_of_zero", np.array(-1, np.float32))
    value = narrow = steps.reshape(_cosine_snake(graph, node.input[0]), channels, rows, -1)
    wider = rows % (outputs * dilation) != 0
    if wider:
        value, rows = _widened(steps, narrow, channels, rows, silent), rows * _WIDER
    groups = rows // (outputs * dilation)

    # Above the first row go the last ones of the block before, below the last row the first ones of the next.
    last = steps.make("Slice", value, steps.whole(rows - reach, 0), steps.whole(rows, -1), steps.whole(1, 2))
    last = steps.make("Pad", last, steps.whole(0, 0, 1, 0, 0, 0), silent)
    first = steps.make("Slice", value, steps.whole(0, 1), steps.whole(reach, _ALL), steps.whole(1, 2))
    first = steps.make("Pad", first, steps.whole(0, 0, 0, 0, 0, 1), silent)
    value = steps.make("Concat", last, value, first, axis=1)

    # Five dimensions: of four, ONNX Runtime would make a layout of channels that is slower here.
    value = steps.reshape(value, channels, 1, (rows + 2 * reach) // dilation, 1, -1)
    kernel = steps.real("back", back.reshape(points, 1, points, 1, 1))
    value = steps.make("Conv", value, kernel, kernel_shape=[points, 1, 1], strides=[outputs, 1, 1])
    value = steps.reshape(value, channels, points, -1)
    matrices = steps.real("taken", np.einsum("nk,ock->noc", taken, weight))
    value = steps.make("FusedMatMul", matrices, value, transBatchB=1)
    value = steps.reshape(value, points, channels * groups, -1)
    value = steps.make("FusedMatMul", steps.real("out", out[None]), value, transBatchB=1)
    if wider:
        value = _narrowed(steps, value, channels, rows, narrow)
    steps.reshape(value, 1, channels, -1, to=node.output[0])
    graph.replace(node.output[0], *steps.nodes)
    offset: Floats = graph.constants[node.input[2]] + weight.sum((1, 2))
    return offset


def _widened(steps: _Steps, value: str, channels: int, rows: int, silent: str) -> str:
    """Return the value in blocks of three times the length; the last one is filled up with silence."""
    missing = steps.make("Mod", steps.make("Neg", steps.make("Shape", value, start=2)), steps.whole(_WIDER))
    pads = steps.make("Concat", steps.whole(0, 0, 0, 0, 0), missing, axis=0)
    value = steps.reshape(steps.make("Pad", value, pads, silent), channels, rows, -1, _WIDER)
    return steps.reshape(steps.make("Transpose", value, perm=[0, 3, 1, 2]), channels, rows * _WIDER, -1)


def _narrowed(steps: _Steps, value: str, channels: int, rows: int, like: str) -> str:
    """Return the value in blocks of a third of the length again, as many as `like` has."""
    value = steps.reshape(value, channels, _WIDER, rows // _WIDER, -1)
    value = steps.make("Transpose", value, perm=[0, 2, 3, 1])
    value = steps.reshape(value, channels, rows // _WIDER, -1)
    return steps.make("Slice", value, steps.whole(0), steps.make("Shape", like, start=2), steps.whole(2))


def _cosine_snake(graph: Graph, value: str) -> str:
    """Let u + sin²(u) be made by v - cos(v) = 2 (u + sin²(u)) - 1 with v = 2u, a step less; return its name.

    The 1 is constant in time; around the sound it is that number, not 0.
    """
    chain = [_maker(graph, value)]
    for place in (0, 1, 0):
        chain.append(_maker(graph, chain[-1].input[place]))
    if [node.op_type for node in chain] != ["Add", "InstanceNormalization", "Reshape", "Mul"]:
        raise unexpected(f"{value} is no snake after a norm")
    _, norm, _, scale = chain
    alpha = next(name for name in scale.input if name in graph.constants)
    graph.constants[alpha] = graph.constants[alpha] * 2
    cosine = helper.make_node("Cos", [norm.output[0]], [f"{norm.output[0]}_cosine"])
    graph.replace(value, cosine, helper.make_node("Sub", [norm.output[0], cosine.output[0]], [value]))
    return value


def _into_blocks(graph: Graph, value: str, channels: int, rows: int) -> None:
    """Lay out `value` in blocks for all that read it."""
    maker, steps, blocks = _maker(graph, value), _Steps(graph, f"{value}_blocks"), f"{value}_blocks"
    for reader in graph.readers_of(value):
        reader.input[:] = [blocks if name == value else name for name in reader.input]
    columns = steps.reshape(value, channels, -1, rows)
    steps.reshape(steps.make("Transpose", columns, perm=[0, 2, 1]), 1, channels, -1, to=blocks)
    graph.replace(value, maker, *steps.nodes)


def _out_of_blocks(graph: Graph, value: str, offset: Floats, rows: int) -> None:
    """Give `value` back its order in time, and add what the convolutions left out."""
    maker, steps, channels = _maker(graph, value), _Steps(graph, f"{value}_blocks"), len(offset)
    maker.output[:] = [steps.name]
    columns = steps.make("Transpose", steps.reshape(steps.name, channels, rows, -1), perm=[0, 2, 1])
    in_order = steps.reshape(columns, 1, channels, -1)
    steps.make("Add", in_order, steps.real("offset", offset.reshape(1, -1, 1)), to=value)
    graph.replace(value, maker, *steps.nodes)


def _pad_later(graph: Graph) -> None:
    """Put the one sample before the second stage's sound not before its blocks but after them.

    Without it the rows divide the count of samples. It is heard in the first half millisecond only.
    """
    end, noise, pad = (
        _maker(graph, f"{_ROOT}/{name}_output_0")
        for name in ("conv_post/Conv", "noise_convs.1/Conv", "reflection_pad/Pad")
    )
    graph.reader(pad.output[0], "Add").input[:] = [pad.input[0], f"{_ROOT}/noise_res.1/Add_8_output_0"]
    for node, kind, more, attributes in (
        (noise, "Slice", [graph.constant(f"cut_{n}", np.array([n], np.int64)) for n in (1, _ALL, 2)], {}),
        (end, "Pad", [pad.input[1]], {"mode": "reflect"}),
    ):
        made = helper.make_node(kind, [node.input[0], *more], [f"{node.output[0]}_in"], **attributes)
        node.input[0] = made.output[0]
        graph.replace(node.output[0], made, node)
    graph.prune()


def _maker(graph: Graph, value: str) -> onnx.NodeProto:
    """Return the node that makes a value of the vocoder."""
    node = graph.maker(value)
    if node is None:
        raise unexpected(f"nothing makes {value}")
    return node
