"""The model is rewritten without changing what it says."""

from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from bulletin.engines import kokoro_fuse, kokoro_graph, kokoro_toom
from bulletin.engines.catalog import choose_voice
from bulletin.engines.kokoro_model import read_weights
from bulletin.errors import EngineError
from bulletin.g2p import encode, pronounce

pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture(scope="module")
def weights() -> bytes:
    return read_weights()


def session(model: onnx.ModelProto) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model.SerializeToString(), options)


def say(opened: Any, ids: list[int], pace: float = 1.0) -> list[np.ndarray]:
    style = np.load(choose_voice().voice.file("style")).astype(np.float32).reshape(-1, 256)[-1:]
    feed = {"tokens": np.array([ids]), "style": style, "speed": np.array([pace], np.float32)}
    result: list[np.ndarray] = opened.run(None, feed)
    return result


def run(model: onnx.ModelProto, ids: list[int]) -> list[np.ndarray]:
    return say(session(model), ids)


def test_fusing_changes_nothing_but_rounding(weights: bytes) -> None:
    ids = list(encode(pronounce("De minister kwam dinsdag naar Den Haag.")).ids)
    plain = run(kokoro_graph.rewrite(weights, {}), ids)
    fused = run(kokoro_graph.rewrite(weights, {}, kokoro_fuse.fuse), ids)
    assert (plain[1] == fused[1]).all(), "the durations are the same"
    levels = [np.sqrt(np.mean(audio.reshape(-1, 600) ** 2, axis=1)) + 1e-3 for audio in (plain[0], fused[0])]
    decibels = 20 * np.abs(np.log10(levels[0] / levels[1]))
    assert decibels.mean() < 0.2
    assert decibels.max() < 2


@pytest.fixture(scope="module")
def sessions(weights: bytes) -> tuple[Any, Any]:
    """Return the model with the plain convolutions and the one with fewer products."""
    fused = kokoro_graph.rewrite(weights, {}, kokoro_fuse.fuse)
    fewer = kokoro_graph.rewrite(weights, {}, kokoro_fuse.fuse, kokoro_toom.fewer_products)
    return session(fused), session(fewer)


@pytest.mark.parametrize("text", ["Ja.", "Nee, dank u.", "De minister kwam dinsdag naar Den Haag."])
def test_fewer_products_make_the_same_sound(sessions: tuple[Any, Any], text: str) -> None:
    """The difference is 35 dB below the sound, whatever is left of the frames after division by 3."""
    ids = list(encode(pronounce(text)).ids)
    fused, fewer = sessions
    rests = set()
    for pace in (1.0, 0.96, 1.04, 1.1, 0.9):
        sound, durations = say(fused, ids, pace)
        other, others = say(fewer, ids, pace)
        assert (durations == others).all()
        assert sound.shape == other.shape
        assert np.sum((sound - other) ** 2) < np.sum(sound**2) / 10**3.5
        rests.add(int(durations.sum()) % 3)
    assert len(rests) > 1


@pytest.mark.parametrize("dilation", kokoro_toom.OUTPUTS)
@pytest.mark.parametrize("taps", [3, 7, 11])
def test_transforms_make_a_correlation(dilation: int, taps: int) -> None:
    """In the precision of the model too, with 128 channels."""
    outputs, random = kokoro_toom.OUTPUTS[dilation], np.random.default_rng(1)
    out, taken, back = (matrix.astype(np.float32) for matrix in kokoro_toom.transforms(outputs, taps))
    sound = random.standard_normal((128, outputs + taps - 1)).astype(np.float32)
    weight = random.standard_normal((128, taps))
    products = np.sum((weight @ taken.T).astype(np.float32) * (sound @ back.T), axis=0)
    plain = [np.sum(weight * sound[:, start : start + taps]) for start in range(outputs)]
    assert np.abs(out @ products - plain).max() < 1e-2 * np.std(plain)


def test_nothing_is_quantized_any_more(weights: bytes) -> None:
    model = kokoro_graph.rewrite(weights, {}, kokoro_fuse.fuse)
    kinds = {node.op_type for node in model.graph.node}
    assert not [kind for kind in kinds if "Integer" in kind or "Quantize" in kind]
    assert "InstanceNormalization" in kinds


def test_tensors_of_our_own_take_their_places(weights: bytes) -> None:
    name = "encoder.text_encoder.embedding.weight"
    own = np.full((178, 512), 0.25, np.float16)
    model = kokoro_graph.rewrite(weights, {name: own})
    (tensor,) = [tensor for tensor in model.graph.initializer if tensor.name == name]
    assert (numpy_helper.to_array(tensor) == 0.25).all()


@pytest.mark.parametrize(
    ("name", "shape", "told"),
    [("no.such.tensor", (1,), "no place for"), ("encoder.text_encoder.embedding.weight", (2, 2), "shape")],
)
def test_tensor_that_does_not_fit_is_told(
    weights: bytes, name: str, shape: tuple[int, ...], told: str
) -> None:
    with pytest.raises(EngineError, match=told):
        kokoro_graph.rewrite(weights, {name: np.zeros(shape, np.float16)})


def test_vocoder_of_another_model_is_told(weights: bytes) -> None:
    with pytest.raises(EngineError, match="not the model that this program knows"):
        kokoro_graph.rewrite(weights, {}, kokoro_toom.fewer_products)  # without fused snakes


def test_other_model_is_told() -> None:
    node = helper.make_node("MatMulInteger", ["a", "b"], ["c"], name="product")
    values = [helper.make_tensor_value_info(name, TensorProto.INT8, [1, 1]) for name in "abc"]
    model = helper.make_model(helper.make_graph([node], "g", values[:2], values[2:]))
    with pytest.raises(EngineError, match="not the model that this program knows"):
        kokoro_graph.rewrite(model.SerializeToString(), {})
