"""Voices: `load(find_voice("nl-nathalie")).synthesize(utterance)` says an utterance.

A line in ENGINES is all that an engine needs; its module and what that imports wait for the first voice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from bulletin.engines.engine import Engine, Voice, VoiceFile
from bulletin.errors import VoiceError

if TYPE_CHECKING:
    from bulletin.g2p import Lexicon

__all__ = ["ENGINES", "Engine", "Voice", "VoiceFile", "load"]


def _lazy(module: str) -> Callable[..., Engine]:
    """Return the `load` of an engine's module, imported when it is first called."""

    def load_engine(voice: Voice, lexicon: Lexicon | None = None) -> Engine:
        engine: Engine = import_module(f"bulletin.engines.{module}").load(voice, lexicon)
        return engine

    return load_engine


ENGINES: Mapping[str, Callable[..., Engine]] = {
    "kokoro": _lazy("kokoro"),
    "coqui": _lazy("coqui"),
    "espeak": _lazy("espeak"),
    "piper": _lazy("piper"),
    "silence": _lazy("silence"),
}


def load(voice: Voice, lexicon: Lexicon | None = None) -> Engine:
    """Return the engine that speaks with `voice`; raise VoiceError if there is none of that name.

    `lexicon` says how words are pronounced, for the engines that take phonemes.
    """
    if voice.engine not in ENGINES:
        raise VoiceError(
            f"Voice '{voice.id}' asks for the engine '{voice.engine}', which does not exist; "
            f"there are: {', '.join(ENGINES)}."
        )
    return ENGINES[voice.engine](voice, lexicon)
