"""Who speaks in the benchmark: the recordings, espeak-ng, the stock model, and the program's own voices."""

from __future__ import annotations

import ctypes
import hashlib
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from measures import RATE, Wave

from bulletin.g2p import encode, pronounce

ROOT = Path(__file__).resolve().parents[2]
RECORDINGS = Path(os.environ.get("BULLETIN_RECORDINGS", Path.home() / "bulletin-train" / "recordings"))
Speak = Callable[[str], Wave]


def human(speaker: str) -> Speak:
    """Return a 'voice' that plays the speaker's own recording of a sentence of the list."""
    import soundfile

    names = {text: name for name, text in listed(speaker)}

    def speak(text: str) -> Wave:
        wave, rate = soundfile.read(RECORDINGS / speaker / f"{names[text]}.flac", dtype="float32")
        return resampled(wave, rate)

    return speak


def listed(speaker: str) -> list[tuple[str, str]]:
    """Return (name, text) of a speaker's recordings, in the order of the list."""
    lines = (RECORDINGS / speaker / "metadata.csv").read_text(encoding="utf-8").splitlines()
    return [(name, text) for name, _, text in (line.partition("|") for line in lines)]


def resampled(wave: Wave, rate: int) -> Wave:
    """Return the wave at 24 kHz."""
    if rate == RATE:
        return wave
    import soxr

    return np.asarray(soxr.resample(wave, rate, RATE), np.float32)


def espeak() -> Speak:
    """Return espeak-ng's Dutch voice, in a process of its own: the phonemizer uses the library too."""
    import multiprocessing

    pool = multiprocessing.get_context("spawn").Pool(1)
    return lambda text: resampled(*pool.apply(_espeak, (text,)))


def _espeak(text: str) -> tuple[Wave, int]:
    library, data = _espeak_library()
    parts: list[bytes] = []

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
    def heard(samples: Any, count: int, _: object) -> int:
        if count > 0:
            parts.append(ctypes.string_at(samples, 2 * count))
        return 0

    library.espeak_SetSynthCallback(heard)
    encoded = text.encode() + b"\0"
    library.espeak_Synth(encoded, len(encoded), 0, 0, 0, 1, None, None)
    library.espeak_Synchronize()
    return np.frombuffer(b"".join(parts), "<i2").astype(np.float32) / 32768, data


@lru_cache(maxsize=1)
def _espeak_library() -> tuple[Any, int]:
    import espeakng_loader

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0x8000)
    library.espeak_SetVoiceByName(b"nl")
    library.espeak_Synth.argtypes = [
        ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint,
        ctypes.c_void_p, ctypes.c_void_p,
    ]  # fmt: skip
    return library, rate


@lru_cache(maxsize=2)
def _session(adapted: Path | None) -> Any:
    """Return the float32 model with the tensors of a voices folder."""
    import onnxruntime

    from bulletin.engines.kokoro_graph import rewrite
    from bulletin.engines.kokoro_model import read_weights

    tensors = {}
    if adapted is not None:
        with np.load(adapted, allow_pickle=False) as archive:
            tensors = {name: archive[name] for name in archive.files}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(os.environ.get("BENCHMARK_THREADS", "2"))
    options.log_severity_level = 3
    model = rewrite(read_weights(), tensors).SerializeToString()
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def kokoro(folder: Path, voice: str, speed: float = 1.0) -> Speak:
    """Return a voice of a folder that is laid out like voices/."""
    style = np.load(folder / voice / "style.npy", allow_pickle=False).reshape(-1, 256).astype(np.float32)
    adapted = folder / "kokoro-nl" / "adapted.npz"

    def speak(text: str) -> Wave:
        ids = encode(pronounce(text)).ids
        row = style[min(len(ids) - 3, len(style) - 1)][None]
        inputs = {"tokens": np.array([ids]), "style": row, "speed": np.array([speed], np.float32)}
        return np.asarray(_session(adapted).run(["audio"], inputs)[0], np.float32).ravel()

    return speak


def digest(folder: Path, voice: str) -> str:
    """Return what a cached rendering of this voice is known by."""
    whole = hashlib.sha256()
    for file in (folder / "kokoro-nl" / "adapted.npz", folder / voice / "style.npy"):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]
