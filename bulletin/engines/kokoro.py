"""The embedded Dutch voice, Kokoro-82M by ONNX Runtime: phonemes in, sound and exact word times out.

The model tells for every token how many frames of 600 samples it lasts; so the times of the words are
those of the sound itself.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bulletin.engines.engine import Voice
from bulletin.engines.phrases import Phrase, phrases_of
from bulletin.errors import EngineError
from bulletin.g2p import Lexicon, pronounce
from bulletin.model import Clip, Span, Utterance, WordTime

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

FRAME = 600
"""Samples in a frame, the unit of the model's durations: 25 ms."""

_RATE = 24_000
_VERSION = 6  # raised when the same phonemes would sound different
_SILENCE_MS = 200  # what is 'said' for a text without words
_EARLY_FRAMES = 2
"""The sound of a token comes so much before the frames that its duration names. Measured on both voices:
where voicing starts, against where the tokens of vowels lie."""

_HURRY, _UNHURRIED = 0.0004, 150
"""By what share the model speaks faster for each token of a phrase beyond so many: of 12 phrases of 440
tokens both voices said 11 to 13 % more tokens a second than of 12 of 150."""

_JOIN_FRAMES = 4  # of silence kept on both sides where two phrases of one sentence meet: 0.2 s together


@dataclass(frozen=True, slots=True)
class _Sound:
    """A rendered phrase: its samples, and the first and last sample of each word in it by its index."""

    samples: Samples
    words: dict[int, tuple[int, int]]


def load(voice: Voice, lexicon: Lexicon | None = None) -> Kokoro:
    """Return the engine for a voice; the model is opened at the first utterance.

    `lexicon` says how words are pronounced; without one, the program's own does.
    """
    if voice.sample_rate != _RATE:
        raise EngineError(f"Voice '{voice.id}': Kokoro speaks at {_RATE} Hz, not {voice.sample_rate}.")
    return Kokoro(voice, lexicon)


class Kokoro:
    """One voice of the embedded model. Any number of threads may use it at the same time."""

    rate = _RATE
    thread_safe = True

    def __init__(self, voice: Voice, lexicon: Lexicon | None = None) -> None:
        self.voice = voice
        self._lexicon = lexicon
        self._lock = threading.Lock()
        self._opened: Any = None

    def said(self, utterance: Utterance) -> str:
        """Return the phrases in tokens, and the pace: all that the sound depends on."""
        phrases = phrases_of(pronounce(utterance.text, self._lexicon), utterance.breaks)
        tokens = [(phrase.ids, phrase.pause, phrase.tail) for phrase in phrases]
        return f"kokoro {_VERSION} {self._pace(utterance)} {tokens}"

    def synthesize(self, utterance: Utterance) -> Clip:
        """Return the utterance as sound, with the times of all its words."""
        import numpy as np

        words = pronounce(utterance.text, self._lexicon)
        pace = self._pace(utterance)
        sounds = [self._render(phrase, pace) for phrase in phrases_of(words, utterance.breaks)]
        if not sounds:
            return Clip(np.zeros(_RATE * _SILENCE_MS // 1000, np.float32), _RATE)
        sound = _joined(sounds)
        spoken = {index for index, word in enumerate(words) if word.phonemes}
        if spoken != set(sound.words):
            lost = ", ".join(repr(words[index].text) for index in sorted(spoken - set(sound.words)))
            raise EngineError(f"Voice '{self.voice.id}' did not say {lost} in {utterance.text!r}.")
        times = tuple(
            WordTime(Span(words[index].start, words[index].stop), *sound.words[index])
            for index in sorted(sound.words)
        )
        return Clip(sound.samples, _RATE, times)

    def _pace(self, utterance: Utterance) -> float:
        return round(utterance.rate * self.voice.rate, 4)

    @cached_property
    def _style(self) -> Samples:
        """The speaker: rows of 256 numbers by the count of phonemes, or one row for all."""
        import numpy as np

        path = self.voice.file("style")
        try:
            style = np.load(path, allow_pickle=False)
            rows: Samples = style.reshape(-1, 256).astype(np.float32)
        except (OSError, ValueError) as error:
            raise EngineError(
                f"The style of voice '{self.voice.id}' in {path} cannot be read: {error}"
            ) from error
        return rows

    def _session(self) -> Any:
        """Return the model, opened by the first thread that needs it."""
        with self._lock:
            if self._opened is None:
                from bulletin.engines.kokoro_model import open_model

                adapted = self.voice.file("adapted") if "adapted" in self.voice.options else None
                self._opened = open_model(adapted, int(self.voice.options.get("threads", 1)))
            return self._opened

    def _render(self, phrase: Phrase, pace: float) -> _Sound:
        """Let the model say a phrase; raise EngineError if it gives anything but the sound of every token."""
        import numpy as np

        style = self._style[min(len(phrase.ids) - 2, len(self._style)) - 1]
        samples, durations = self._session().run(
            None,
            {
                "tokens": np.array([phrase.ids], np.int64),
                "style": style.reshape(1, 256),
                "speed": np.array([_unhurried(pace, len(phrase.ids))], np.float32),
            },
        )
        frames = durations.reshape(-1).round().astype(np.int64)
        samples = samples.reshape(-1)
        if len(frames) != len(phrase.ids) or len(samples) != int(frames.sum()) * FRAME:
            raise EngineError(f"Voice '{self.voice.id}': the model's sound is not as long as it says.")
        if not np.isfinite(samples).all():
            raise EngineError(f"Voice '{self.voice.id}' made noise of the phonemes {phrase.ids}.")
        ends = np.concatenate(([0], np.cumsum(frames))) * FRAME
        early = _EARLY_FRAMES * FRAME
        words: dict[int, tuple[int, int]] = {}
        for position, owner in enumerate(phrase.owners):
            if owner is not None:
                begin, end = (max(0, int(ends[place]) - early) for place in (position, position + 1))
                words[owner] = (words.get(owner, (begin, 0))[0], end)
        return _without_context(_Sound(_on_grid(samples), words), phrase, ends)


def _unhurried(pace: float, tokens: int) -> float:
    """Return the pace at which the model says a phrase of so many tokens as fast as a shorter one."""
    return pace / (1 + _HURRY * max(0, tokens - _UNHURRIED))


def _on_grid(samples: Samples) -> Samples:
    """Round to steps of 16-bit sound, which is 30 dB below the model's own noise, without clipping."""
    import numpy as np

    peak = float(np.abs(samples).max(initial=0.0))
    if peak > 1 - 2**-15:
        samples = samples * np.float32((1 - 2**-15) / peak)
    grid: Samples = (np.round(samples * 32768).astype(np.int16) / np.float32(32768)).astype(np.float32)
    return grid


def _without_context(sound: _Sound, phrase: Phrase, ends: NDArray[np.int64]) -> _Sound:
    """Return the sound of the words alone: what is around them is cut off where the pauses are quietest."""
    if phrase.pause is None and phrase.tail is None:
        return sound
    start = _quietest(sound.samples, phrase.pause, ends) if phrase.pause else 0
    stop = _quietest(sound.samples, phrase.tail, ends) if phrase.tail else len(sound.samples)
    return _slice(sound, start, stop)


def _quietest(samples: Samples, pause: tuple[int, int], ends: NDArray[np.int64]) -> int:
    """Return the sample in a pause, a range of tokens, around which it is quietest."""
    import numpy as np

    start, stop = (max(0, int(ends[token]) - _EARLY_FRAMES * FRAME) for token in pause)
    power = np.convolve(samples[start:stop] ** 2, np.ones(FRAME), "same")
    return start + int(power.argmin())


def _slice(sound: _Sound, start: int, stop: int) -> _Sound:
    """Return the samples from `start` to `stop`, faded over 5 ms where something was cut off.

    The times of the words move along; none of them begins before the cut.
    """
    import numpy as np

    samples = sound.samples[start:stop].copy()
    fade = np.linspace(0, 1, min(120, len(samples)), dtype=np.float32)
    if start:
        samples[: len(fade)] *= fade
    if stop < len(sound.samples):
        samples[len(samples) - len(fade) :] *= fade[::-1]
    words = {index: (max(0, begin - start), end - start) for index, (begin, end) in sound.words.items()}
    return _Sound(samples, words)


def _joined(sounds: list[_Sound]) -> _Sound:
    """Return the phrases of a sentence one after the other, with a breath between the words and no more."""
    import numpy as np

    trimmed, words, position = [], dict[int, tuple[int, int]](), 0
    for number, sound in enumerate(sounds):
        first = min(start for start, _ in sound.words.values())
        last = max(stop for _, stop in sound.words.values())
        start = max(0, first - _JOIN_FRAMES * FRAME) if number else 0
        stop = min(len(sound.samples), last + _JOIN_FRAMES * FRAME) if number + 1 < len(sounds) else None
        part = _slice(sound, start, len(sound.samples) if stop is None else stop)
        for index, (begin, end) in part.words.items():
            words[index] = (words.get(index, (begin + position, 0))[0], end + position)
        trimmed.append(part.samples)
        position += len(part.samples)
    return _Sound(np.concatenate(trimmed), words)
