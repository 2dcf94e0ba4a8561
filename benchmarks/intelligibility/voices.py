"""Who speaks in the benchmark: the recordings, espeak-ng, the stock model, and the program's own voices."""

from __future__ import annotations

import ctypes
import hashlib
import os
import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from measures import RATE, Wave

from bulletin.engines import Voice, load
from bulletin.engines.engine import Option
from bulletin.model import Utterance

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


def kokoro(folder: Path, voice: str, pace: float | None = None) -> tuple[Speak, Callable[[str], str]]:
    """Return a voice of a folder that is laid out like voices/, as the program speaks with it, and its keys.

    Without a pace it is that of the voice's description, or 1 where there is none. A key is all that a
    sentence's sound depends on.
    """
    described = folder / voice / "voice.toml"
    if pace is None:
        pace = float(tomllib.loads(described.read_text("utf-8")).get("rate", 1)) if described.exists() else 1
    options: dict[str, Option] = {
        "style": "style.npy",
        "adapted": "../kokoro-nl/adapted.npz",
        "threads": int(os.environ.get("BENCHMARK_THREADS", "2")),
    }
    asked = Voice(voice, "kokoro", RATE, folder / voice, rate=pace, options=options)
    engine, whole = load(asked), digest(folder, voice)
    return (
        lambda text: engine.synthesize(Utterance(text)).samples,
        lambda text: f"{whole} {engine.said(Utterance(text))}",
    )


def digest(folder: Path, voice: str) -> str:
    """Return what a voice's weights are known by."""
    whole = hashlib.sha256()
    for file in (folder / "kokoro-nl" / "adapted.npz", folder / voice / "style.npy"):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]
