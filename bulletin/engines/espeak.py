"""espeak-ng itself as a voice: sounds like a machine, but speaks at once, for drafts.

It comes with the phonemizer's library and tells when it says each word.
"""

from __future__ import annotations

import ctypes
import itertools
from typing import TYPE_CHECKING, Any

from bulletin.engines.engine import Voice
from bulletin.engines.pace import spread
from bulletin.errors import EngineError
from bulletin.g2p import Lexicon, pronounce
from bulletin.g2p.espeak import library
from bulletin.model import Clip, Span, Utterance, WordTime

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_VERSION = 1
_RATE = 22_050
_SILENCE_MS = 200
_WORDS_A_MINUTE = 160
_SPEED = 1  # espeakRATE
_CHARACTERS = 1  # POS_CHARACTER
_UTF8 = 1
_WORD_EVENT, _END_EVENT = 1, 0


class _Event(ctypes.Structure):
    """espeak_EVENT of speak_lib.h."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


def load(voice: Voice, lexicon: Lexicon | None = None) -> Espeak:  # noqa: ARG001 - it has its own
    """Return the engine for a voice."""
    if voice.sample_rate != _RATE:
        raise EngineError(f"Voice '{voice.id}': espeak-ng speaks at {_RATE} Hz, not {voice.sample_rate}.")
    return Espeak(voice)


class Espeak:
    """One espeak-ng voice. Threads may use it at the same time, but wait for each other."""

    rate = _RATE
    thread_safe = True

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self._name = str(voice.options.get("espeak", "nl"))

    def said(self, utterance: Utterance) -> str:
        """Return the voice and the pace; the text is all that there is besides."""
        return f"espeak {_VERSION} {self._name} {self._speed(utterance)}"

    def synthesize(self, utterance: Utterance) -> Clip:
        """Return the utterance as sound, with espeak-ng's own times of the words."""
        import numpy as np

        words = [(word.start, word.stop) for word in pronounce(utterance.text) if word.phonemes]
        if not words:
            return Clip(np.zeros(_RATE * _SILENCE_MS // 1000, np.float32), _RATE)
        numbers, events = _speak(utterance.text, self._name, self._speed(utterance))
        samples = (numbers / np.float32(32768)).astype(np.float32)
        if not len(samples):
            raise EngineError(f"Voice '{self.voice.id}' did not say {utterance.text!r}.")
        starts: dict[int, int] = {}
        for position, sample in events:
            for index, (start, stop) in enumerate(words):
                if start <= position < stop:
                    starts.setdefault(index, sample)
        if len(starts) < len(words) or list(starts.values()) != sorted(starts.values()):
            return Clip(samples, _RATE, spread(utterance.text, samples), measured=False)
        begins = [starts[index] for index in range(len(words))]
        heard = np.flatnonzero(np.abs(samples) > 0.01)
        ends = [*begins[1:], max(int(heard[-1]) + 1 if len(heard) else 0, begins[-1])]
        times = zip(words, itertools.pairwise([*begins, ends[-1]]), strict=True)
        return Clip(samples, _RATE, tuple(WordTime(Span(*word), *time) for word, time in times))

    def _speed(self, utterance: Utterance) -> int:
        """Return the pace in words a minute, as far as espeak-ng can go."""
        return min(450, max(80, round(_WORDS_A_MINUTE * utterance.rate * self.voice.rate)))


def _speak(text: str, name: str, speed: int) -> tuple[NDArray[np.int16], list[tuple[int, int]]]:
    """Return 16-bit samples, and where in the text each word event is and at which sample."""
    import numpy as np

    parts: list[NDArray[np.int16]] = []
    events: list[tuple[int, int]] = []

    def receive(sound: Any, count: int, told: Any) -> int:
        if sound and count:
            parts.append(np.ctypeslib.as_array(sound, (count,)).copy())
        for place in itertools.count():
            event = told[place]
            if event.type == _END_EVENT:
                break
            if event.type == _WORD_EVENT:
                events.append((event.text_position - 1, event.sample))
        return 0

    callback = _CALLBACK(receive)
    data = text.replace("\0", " ").encode()
    with library(afresh=True) as espeak:  # or else what was said before would be heard in the length
        if all(espeak.espeak_SetVoiceByName(known.encode()) for known in (name, name.partition("-")[0])):
            raise EngineError(f"espeak-ng has no voice '{name}'.")  # it has one Dutch: 'nl-be' is 'nl'
        espeak.espeak_SetSynthCallback(callback)
        espeak.espeak_SetParameter(_SPEED, speed, 0)
        espeak.espeak_Synth(data, len(data) + 1, 0, _CHARACTERS, 0, _UTF8, None, None)
        espeak.espeak_Synchronize()
        espeak.espeak_SetSynthCallback(_CALLBACK())
    return np.concatenate([np.zeros(0, np.int16), *parts]), events
