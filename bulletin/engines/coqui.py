"""Coqui voices: VITS, Tacotron 2 with a vocoder, XTTS, and any model folder of one's own.

    pip install "bulletin[coqui]"

brings coqui-tts and PyTorch. The engine is loaded at the first utterance, its sentence splitter is off (it
gets one sentence at a time), and what it prints is thrown away.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import io
import json
import logging
import os
import sys
import threading
import types
import warnings
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.engines.engine import Voice
from bulletin.engines.pace import estimate, spread
from bulletin.engines.tempo import stretch
from bulletin.errors import EngineError
from bulletin.model import Clip, Utterance

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bulletin.g2p import Lexicon

_VERSION = 1
_SILENCE_MS = 200
_PADDING = 10_000  # zeros that Coqui adds after every sentence
_REMEDY = 'try: pip install "bulletin[coqui]" (for a machine without a graphics card, see README.md)'
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
        options = self.voice.options
        speaker_wav = str(self.voice.file("speaker_wav")) if options.get("speaker_wav") else None
        try:
            with _quiet(), torch.random.fork_rng():
                torch.manual_seed(seed)
                np.random.seed(seed)
                said = synthesizer.tts(
                    text,
                    speaker_name=str(options["speaker"]) if options.get("speaker") else None,
                    language_name=str(options["language"]) if options.get("language") else None,
                    speaker_wav=speaker_wav,
                    split_sentences=False,
                )
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
        model, config = _model_in(self.voice, "model")
        vocoder: tuple[Path | None, Path | None] = (None, None)
        if self.voice.options.get("vocoder"):
            vocoder = _model_in(self.voice, "vocoder")
        try:
            with _quiet():
                return _load_synthesizer(model, config, *vocoder)
        except ImportError as error:
            raise EngineError(f"Voice '{self.voice.id}' needs Coqui TTS ({error}); {_REMEDY}") from error
        except Exception as error:
            raise EngineError(
                f"Voice '{self.voice.id}': the model {model} cannot be loaded: {error}"
            ) from error


def _load_synthesizer(model: Path, config: Path, vocoder: Path | None, vocoder_config: Path | None) -> Any:
    """Load Coqui's synthesizer on the graphics card if there is one, else on the processor."""
    _import_torchaudio()
    import torch
    from TTS.utils.synthesizer import Synthesizer

    is_xtts = json.loads(config.read_text(encoding="utf-8")).get("model") == "xtts"
    return Synthesizer(
        tts_checkpoint=model.parent if is_xtts else model,
        tts_config_path=config,
        vocoder_checkpoint=vocoder,
        vocoder_config=vocoder_config,
        use_cuda=torch.cuda.is_available(),
    )


def _import_torchaudio() -> None:
    """Import torchaudio, without its compiled part where that was built for a graphics card and cannot load.

    Coqui imports it for reading files and resampling, which are Python. The package index has one build.
    """
    try:
        importlib.import_module("torchaudio")
    except OSError:
        for name in [name for name in sys.modules if name.partition(".")[0] == "torchaudio"]:
            del sys.modules[name]
        plain: Any = types.ModuleType("torchaudio._extension")
        plain._IS_TORCHAUDIO_EXT_AVAILABLE = plain._IS_ALIGN_AVAILABLE = False
        plain._check_cuda_version = lambda: None
        plain.fail_if_no_align = lambda function: function
        sys.modules[plain.__name__] = plain
        importlib.import_module("torchaudio")


def _model_in(voice: Voice, option: str) -> tuple[Path, Path]:
    """Return the model file and the config.json that an option names: a file, or a folder that has them."""
    place = voice.file(option)
    folder = place if place.is_dir() else place.parent
    configs = sorted(folder.rglob("config.json"))
    models = (
        [place] if place.is_file() else [path for path in sorted(folder.rglob("*.pth*")) if _is_model(path)]
    )
    if not configs or not models:
        raise EngineError(f"Voice '{voice.id}': {folder} holds no Coqui model (config.json and a .pth file).")
    return models[0], configs[0]


def _is_model(path: Path) -> bool:
    """Tell a model from the lists of speakers and languages that may lie beside it."""
    return not path.name.startswith(("speakers", "speaker_", "language", "dvae", "mel_stats"))


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


@contextlib.contextmanager
def _quiet() -> Any:
    """Throw away what Coqui and its libraries print and warn; nothing of it is for the user."""
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    logger = logging.getLogger("TTS")
    level = logger.level
    logger.setLevel(logging.ERROR)
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            logger.setLevel(level)
