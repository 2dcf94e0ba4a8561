"""Coqui voices: VITS, Tacotron 2 with a vocoder, XTTS, and any model folder of one's own.

    pip install "bulletin[coqui]"

brings coqui-tts and PyTorch. The engine is loaded at the first utterance, its sentence splitter is off (it
gets one sentence at a time), and what it prints is thrown away. In the [options] of voice.toml: `model` and
`vocoder` (a file or a folder), `language`, `speaker` or `speaker_wav` (a recording of whom it is to sound
like), and `device` ("cpu" or "cuda"; else the graphics card where there is one).
"""

from __future__ import annotations

import hashlib
import threading
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bulletin.engines.coqui_model import open_model, option, quiet, recording_of, spelled_for
from bulletin.engines.engine import Voice
from bulletin.engines.pace import estimate, spread
from bulletin.engines.tempo import stretch
from bulletin.errors import BulletinError, EngineError
from bulletin.model import Clip, Utterance

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bulletin.g2p import Lexicon

_VERSION = 2
_SILENCE_MS = 200
_PADDING = 10_000  # zeros that Coqui adds after every sentence
_LONGEST = 230  # characters at a time: Tacotron stops and XTTS cuts off beyond about 250


def load(voice: Voice, lexicon: Lexicon | None = None) -> Coqui:  # noqa: ARG001 - it has its own phonemes
    """Return the engine for a voice; the model is opened at the first utterance."""
    return Coqui(voice)


class Coqui:
    """One Coqui voice, for one thread at a time."""

    thread_safe = False

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.rate = voice.sample_rate
        self._lock = threading.Lock()

    def said(self, utterance: Utterance) -> str:
        """Return the pace; the text is all that there is besides."""
        return f"coqui {_VERSION} {self._pace(utterance)}"

    def synthesize(self, utterance: Utterance) -> Clip:
        """Return the utterance as sound; the times of its words are estimated."""
        import numpy as np

        if not estimate(utterance.text):
            return Clip(np.zeros(self.rate * _SILENCE_MS // 1000, np.float32), self.rate)
        with self._lock:
            parts = [self._say(part) for part in _parts(utterance.text, utterance.breaks)]
        samples = stretch(np.concatenate(parts), self.rate, self._pace(utterance))
        return Clip(samples, self.rate, spread(utterance.text, samples), measured=False)

    def _pace(self, utterance: Utterance) -> float:
        return round(utterance.rate * self.voice.rate, 4)

    def _say(self, text: str) -> NDArray[np.float32]:
        """Return the sound of one part of a sentence."""
        import numpy as np

        synthesizer = self._synthesizer
        import torch  # it is there, or there was no synthesizer

        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])
        numpy_state = np.random.get_state()
        try:
            with quiet(), torch.random.fork_rng():
                torch.manual_seed(seed)
                np.random.seed(seed)
                said = synthesizer.tts(
                    spelled_for(synthesizer.tts_model, text),
                    **self._asked,
                    split_sentences=False,
                )
        except BulletinError:
            raise
        except Exception as error:  # Coqui and PyTorch raise whatever they like
            raise EngineError(f"Voice '{self.voice.id}' could not say {text!r}: {error}") from error
        finally:
            np.random.set_state(numpy_state)
        samples = np.asarray(said, dtype=np.float32)[:-_PADDING]
        if not samples.size or not np.isfinite(samples).all():
            raise EngineError(f"Voice '{self.voice.id}' made no sound of {text!r}.")
        return samples / np.float32(max(1.0, float(np.abs(samples).max())))

    @cached_property
    def _synthesizer(self) -> Any:
        """The loaded model, and its vocoder if the voice has one."""
        return open_model(self.voice)

    @cached_property
    def _asked(self) -> dict[str, str | None]:
        """The speaker and the language, as Coqui's synthesizer wants them."""
        recording = recording_of(self.voice)
        return {
            "speaker_wav": recording,
            "speaker_name": None if recording else option(self.voice, "speaker") or None,  # it would go first
            "language_name": option(self.voice, "language") or None,
        }


def _parts(text: str, breaks: tuple[int, ...]) -> list[str]:
    """Cut a text that is too long for the models at breaks, else at commas, else at spaces."""
    if len(text) <= _LONGEST:
        return [text]
    commas = [index + 2 for index in range(len(text) - 2) if text[index : index + 2] in (", ", "; ", ": ")]
    spaces = [index + 1 for index, letter in enumerate(text) if letter == " "]
    for places, edge in ((breaks, 0.2), (commas, 0.2), (spaces, 0.2), (spaces, 0)):
        inner = [place for place in places if edge < place / len(text) < 1 - edge]
        if inner:
            place = min(inner, key=lambda place: abs(place - len(text) / 2))
            return [
                part
                for half in (text[:place].strip(), text[place:].strip())
                for part in _parts(half, ())
                if estimate(part)
            ]
    return [text]
