"""Piper voices (VITS by ONNX Runtime): phonemes in, sound and word times out.

Dutch needs no package of Piper's: the phonemes are our own, lexicon included. Other languages are
phonemized by piper-tts. Two things are changed in a model when it is opened: it tells how long every
phoneme lasts, and its noise is a fixed one, so that the same text always sounds the same.
"""

from __future__ import annotations

import json
import threading
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bulletin.engines.engine import Voice
from bulletin.engines.pace import spread
from bulletin.errors import EngineError
from bulletin.g2p import Lexicon, pronounce
from bulletin.model import Clip, Span, Utterance, WordTime

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_VERSION = 1
_BOUNDS = ("_", "^", "$")  # padding between all phonemes, beginning, end
_SILENCE_MS = 200
_NOISE_FRAMES = 4096  # of fixed noise; longer sounds have it again
_NOISE_CHANNELS = 256
_REMEDY = 'try: pip install "bulletin[piper]"'

_espeak_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Symbols:
    """Phoneme ids, and for each the index of its word in the text, None between words."""

    ids: list[int]
    owners: list[int | None]


def load(voice: Voice, lexicon: Lexicon | None = None) -> Piper:
    """Return the engine for a voice; the model is opened at the first utterance."""
    return Piper(voice, lexicon)


class Piper:
    """One Piper voice. Any number of threads may use it at the same time."""

    thread_safe = True

    def __init__(self, voice: Voice, lexicon: Lexicon | None = None) -> None:
        self.voice = voice
        self.rate = voice.sample_rate
        self._lexicon = lexicon
        self._lock = threading.Lock()
        self._opened: Any = None

    def said(self, utterance: Utterance) -> str:
        """Return the phonemes, if they are ours, and the pace."""
        phonemes = ""
        if self._is_dutch:
            words = pronounce(utterance.text, self._lexicon)
            phonemes = " ".join(f"{word.before}{word.phonemes}{word.after}" for word in words)
        return f"piper {_VERSION} {self._pace(utterance)} {phonemes}"

    def synthesize(self, utterance: Utterance) -> Clip:
        """Return the utterance as sound; times are the model's own where words and phonemes agree."""
        import numpy as np

        words = [(word.start, word.stop) for word in pronounce(utterance.text) if word.phonemes]
        if not words:
            return Clip(np.zeros(self.rate * _SILENCE_MS // 1000, np.float32), self.rate)
        symbols = self._symbols(utterance.text)
        said = sorted({owner for owner in symbols.owners if owner is not None})
        lost = [utterance.text[slice(*words[number])] for number in set(range(len(words))) - set(said)]
        if lost and self._is_dutch:
            raise EngineError(f"Voice '{self.voice.id}' knows no sound of {', '.join(sorted(lost))}.")
        samples, lengths = self._run(symbols.ids, self._pace(utterance))
        if len(lengths) != len(symbols.ids) or said != list(range(len(words))):
            return Clip(samples, self.rate, spread(utterance.text, samples), measured=False)
        ends = np.minimum(np.concatenate(([0], np.cumsum(lengths))), len(samples)).astype(int)
        places = [[i for i, owner in enumerate(symbols.owners) if owner == word] for word in said]
        times = tuple(
            WordTime(Span(*words[word]), int(ends[place[0]]), int(ends[place[-1] + 1]))
            for word, place in zip(said, places, strict=True)
        )
        return Clip(samples, self.rate, times)

    def _pace(self, utterance: Utterance) -> float:
        return round(utterance.rate * self.voice.rate, 4)

    @property
    def _is_dutch(self) -> bool:
        return self.voice.language.partition("-")[0] == "nl"

    @cached_property
    def _config(self) -> Mapping[str, Any]:
        """What the voice's json says."""
        path = self.voice.file("config")
        try:
            config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            rate = int(config["audio"]["sample_rate"])
            if not all(sign in config["phoneme_id_map"] for sign in _BOUNDS):
                raise ValueError("phoneme_id_map has no padding, beginning or end")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EngineError(
                f"Voice '{self.voice.id}': {path} is not of a Piper voice ({error})."
            ) from error
        if rate != self.rate:
            raise EngineError(
                f"Voice '{self.voice.id}': its voice.toml says {self.rate} Hz, its model speaks at {rate} Hz."
            )
        return config

    def _symbols(self, text: str) -> _Symbols:
        """Return the ids of the phonemes of `text`; what the voice has no id for is left out."""
        table: Mapping[str, Sequence[int]] = self._config["phoneme_id_map"]
        ids, owners = [*table["^"], *table["_"]], list[int | None]()
        owners += [None] * len(ids)
        for symbol, owner in self._phonemes(text):
            known = table.get(symbol, ())
            if known:
                ids += [*known, *table["_"]]
                owners += [owner] * (len(known) + len(table["_"]))
        ids += table["$"]
        owners += [None] * len(table["$"])
        return _Symbols(ids, owners)

    def _phonemes(self, text: str) -> list[tuple[str, int | None]]:
        """Return each phoneme with the number of its word among those that are said."""
        if not self._is_dutch:
            return self._foreign_phonemes(text)
        phonemes: list[tuple[str, int | None]] = []
        number = 0
        for word in pronounce(text, self._lexicon):
            if phonemes:
                phonemes.append((" ", None))
            phonemes += [(mark, None) for mark in word.before]
            phonemes += [(sign, number) for sign in unicodedata.normalize("NFD", word.phonemes)]
            phonemes += [(mark, None) for mark in word.after]
            number += bool(word.phonemes)
        return phonemes

    def _foreign_phonemes(self, text: str) -> list[tuple[str, int | None]]:
        """Let piper-tts phonemize; words are told apart by its spaces."""
        try:
            from piper.phonemize_espeak import ESPEAK_DATA_DIR, EspeakPhonemizer
        except ImportError as error:
            raise EngineError(
                f"Voice '{self.voice.id}' speaks {self.voice.language} and needs piper-tts; {_REMEDY}"
            ) from error
        with _espeak_lock:
            phonemizer = EspeakPhonemizer(ESPEAK_DATA_DIR)
            sentences = phonemizer.phonemize(self._config["espeak"]["voice"], text)
        phonemes: list[tuple[str, int | None]] = []
        number = 0
        for sentence in sentences:
            for sign in [*sentence, " "]:
                spoken = sign.isalnum() or unicodedata.category(sign[0]) in ("Lm", "Sk", "Mn", "Mc")
                if sign == " " and phonemes and phonemes[-1][0] != " ":
                    number += any(owner == number for _, owner in phonemes)
                phonemes.append((sign, number if spoken else None))
        return phonemes

    def _session(self) -> Any:
        """Return the model, opened by the first thread that needs it."""
        with self._lock:
            if self._opened is None:
                self._opened = _open(self.voice)
            return self._opened

    def _run(self, ids: list[int], pace: float) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return the sound, and how many samples every id lasts (none if the model does not tell)."""
        import numpy as np

        inference = self._config.get("inference", {})
        scales = [
            inference.get("noise_scale", 0.667),
            inference.get("length_scale", 1.0) / pace,
            inference.get("noise_w", 0.8),
        ]
        feed = {
            "input": np.array([ids], np.int64),
            "input_lengths": np.array([len(ids)], np.int64),
            "scales": np.array(scales, np.float32),
        }
        if int(self._config.get("num_speakers", 1)) > 1:
            feed["sid"] = np.array([self._speaker], np.int64)
        samples, *lengths = self._session().run(None, feed)
        hop = int(self._config.get("hop_length", 256))
        frames = lengths[0].reshape(-1).astype(np.int64) * hop if lengths else np.zeros(0, np.int64)
        sound = np.clip(np.nan_to_num(samples.reshape(-1)), -1, 1 - 2**-15)
        return (np.round(sound * 32768).astype(np.int16) / np.float32(32768)).astype(np.float32), frames

    @property
    def _speaker(self) -> int:
        """The number of the speaker that voice.toml names."""
        named = self.voice.options.get("speaker", 0)
        known: Mapping[str, int] = self._config.get("speaker_id_map", {})
        number = known.get(str(named), named)
        if not isinstance(number, int) or not 0 <= number < int(self._config["num_speakers"]):
            raise EngineError(
                f"Voice '{self.voice.id}' has no speaker '{named}'; there are: {', '.join(list(known)[:20])}."
            )
        return number


def _open(voice: Voice) -> Any:
    """Open the model with the lengths of phonemes as an output and fixed noise."""
    path = voice.file("model")
    try:
        import onnx
        import onnxruntime

        model = onnx.load(str(path))
        _tell_lengths(model)
        _fix_noise(model)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = int(voice.options.get("threads", 1))
        return onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # neither onnx nor ONNX Runtime has one kind of error
        raise EngineError(f"Voice '{voice.id}': the model {path} cannot be opened: {error}") from error


def _tell_lengths(model: Any) -> None:
    """Make the frames of each phoneme an output: the one value that is rounded up, ceil(exp(…))."""
    rounded = [node.output[0] for node in model.graph.node if node.op_type == "Ceil"]
    known = {output.name for output in model.graph.output}
    if len(rounded) == 1 and rounded[0] not in known:
        import onnx

        model.graph.output.append(onnx.ValueInfoProto(name=rounded[0]))


def _fix_noise(model: Any) -> None:
    """Take the noise from a table of random numbers, the same ones every time."""
    import numpy as np
    from onnx import helper, numpy_helper

    noisy = [node for node in model.graph.node if node.op_type == "RandomNormalLike"]
    if not noisy:
        return
    shape = (1, _NOISE_CHANNELS, _NOISE_FRAMES)
    table = np.random.default_rng(20_260).standard_normal(shape).astype(np.float32)
    constants = {
        "noise": table, "noise_0": np.array(0), "noise_1": np.array(1), "noise_2": np.array(2),
        "noise_frames": np.array(_NOISE_FRAMES), "noise_from": np.array([0, 0]),
        "noise_axes": np.array([0, 1]), "noise_channels": np.array([0, 1]),
    }  # fmt: skip
    model.graph.initializer.extend(numpy_helper.from_array(array, name) for name, array in constants.items())
    nodes = list(model.graph.node)
    del model.graph.node[:]
    for node in nodes:
        if node.op_type != "RandomNormalLike":
            model.graph.node.append(node)
            continue
        out = node.output[0]
        model.graph.node.extend(
            [
                helper.make_node("Shape", [node.input[0]], [f"{out}_shape"]),
                helper.make_node("Gather", [f"{out}_shape", "noise_2"], [f"{out}_length"]),
                helper.make_node("Gather", [f"{out}_shape", "noise_channels"], [f"{out}_channels"]),
                helper.make_node("Range", ["noise_0", f"{out}_length", "noise_1"], [f"{out}_count"]),
                helper.make_node("Mod", [f"{out}_count", "noise_frames"], [f"{out}_places"]),
                helper.make_node("Gather", ["noise", f"{out}_places"], [f"{out}_all"], axis=2),
                helper.make_node(
                    "Slice", [f"{out}_all", "noise_from", f"{out}_channels", "noise_axes"], [out]
                ),
            ]
        )
