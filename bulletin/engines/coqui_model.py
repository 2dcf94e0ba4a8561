"""Open a Coqui model as coqui-tts does, quietly, and check what a voice asks of it: `open_model(voice)`."""

from __future__ import annotations

import contextlib
import functools
import importlib
import io
import json
import logging
import os
import subprocess
import sys
import types
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bulletin.engines.engine import Voice
from bulletin.errors import EngineError
from bulletin.ffmpeg import executable

_REMEDY = 'try: pip install "bulletin[coqui]" (for a machine without a graphics card, see README.md)'
_DEVICES = ("", "cpu", "cuda")
_SHORTEST_SECONDS = 1.0  # XTTS is at a loss with less; 6 to 20 seconds are good
_RECORDING = "It wants 6 to 20 seconds of one speaker."
_CHATTERERS = ("TTS", "transformers")
_NAMED = 20  # speakers in a message


def open_model(voice: Voice) -> Any:
    """Return Coqui's synthesizer with the model, and the vocoder, that `voice` names.

    Raise EngineError if Coqui is not installed, the files are no model, or the model has not the rate,
    speaker or language that voice.toml asks for.
    """
    model, config = model_in(voice, "model")
    recording_of(voice)
    vocoder: tuple[Path | None, Path | None] = (None, None)
    if option(voice, "vocoder"):
        vocoder = model_in(voice, "vocoder")
    try:
        with quiet():
            synthesizer = _load(voice, model, config, *vocoder)
    except EngineError:
        raise
    except ImportError as error:
        raise EngineError(f"Voice '{voice.id}' needs Coqui TTS ({error}); {_REMEDY}") from error
    except Exception as error:  # Coqui and PyTorch raise whatever they like
        raise EngineError(f"Voice '{voice.id}': the model {model} cannot be loaded: {error}") from error
    _check(voice, synthesizer)
    return synthesizer


def option(voice: Voice, name: str) -> str:
    """Return an option of voice.toml as text, '' where it is not there."""
    return str(voice.options.get(name, ""))


def recording_of(voice: Voice) -> str | None:
    """Return the path of the recording that `voice` is to sound like, None where it names none."""
    named = option(voice, "speaker_wav")
    path = voice.folder / named
    if named and not path.is_file():
        raise EngineError(
            f"Voice '{voice.id}': the recording of its speaker, {path}, is not there; put it there, or "
            f"another at speaker_wav under [options] in {voice.folder / 'voice.toml'}."
        )
    return str(path) if named else None


def spelled_for(model: Any, text: str) -> str:
    """Return `text` with the letters that `model` does not know in letters that it may: 'Путин' as 'Putin'.

    Coqui leaves unknown letters out without a word, so that a name in another script would not be heard.
    """
    tokenizer = model.tokenizer
    if getattr(tokenizer, "use_phonemes", False):
        return text  # espeak-ng reads other scripts
    from anyascii import anyascii

    if hasattr(tokenizer, "characters"):
        known = set(tokenizer.characters.vocab)
    else:  # XTTS
        known = set(tokenizer.tokenizer.get_vocab())
    return "".join(
        sign if not sign.isalnum() or sign in known or sign.lower() in known else anyascii(sign)
        for sign in text
    )


def model_in(voice: Voice, name: str) -> tuple[Path, Path]:
    """Return the model file and the config.json that an option names: a file, or a folder that has them."""
    place = voice.file(name)
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


def _load(voice: Voice, model: Path, config: Path, vocoder: Path | None, vocoder_config: Path | None) -> Any:
    """Load Coqui's synthesizer on the device of voice.toml, else on a graphics card if there is one."""
    import_torchaudio()
    import torch
    from TTS.utils.synthesizer import Synthesizer

    device = option(voice, "device")
    if device not in _DEVICES or (device == "cuda" and not torch.cuda.is_available()):
        raise EngineError(
            f"Voice '{voice.id}': there is no device '{device}' on this machine; put device = \"cpu\" under "
            f"[options] in {voice.folder / 'voice.toml'}, or leave it out."
        )
    is_xtts = json.loads(config.read_text(encoding="utf-8")).get("model") == "xtts"
    if is_xtts:
        xtts: Any = importlib.import_module("TTS.tts.models.xtts")
        xtts.load_audio = _read_recording
    synthesizer = Synthesizer(
        tts_checkpoint=model.parent if is_xtts else model,
        tts_config_path=config,
        vocoder_checkpoint=vocoder,
        vocoder_config=vocoder_config,
        use_cuda=device != "cpu" and torch.cuda.is_available(),
    )
    # Or else the recording would be listened to again for every sentence.
    synthesizer.tts_model.clone_voice = functools.cache(synthesizer.tts_model.clone_voice)
    return synthesizer


def import_torchaudio() -> None:
    """Import torchaudio, without its compiled part where that does not fit the PyTorch that is there.

    The package index has one build, for one version of CUDA: beside a PyTorch for the processor it cannot be
    loaded (OSError), beside one for another CUDA it refuses (RuntimeError). Coqui needs its resampling and
    its spectra, which are Python.
    """
    try:
        importlib.import_module("torchaudio")
    except (OSError, RuntimeError):
        for name in [name for name in sys.modules if name.partition(".")[0] == "torchaudio"]:
            del sys.modules[name]
        plain: Any = types.ModuleType("torchaudio._extension")
        plain._IS_TORCHAUDIO_EXT_AVAILABLE = plain._IS_ALIGN_AVAILABLE = False
        plain._check_cuda_version = lambda: None
        plain.fail_if_no_align = lambda function: function
        sys.modules[plain.__name__] = plain
        importlib.import_module("torchaudio")


def _read_recording(path: str, rate: int) -> Any:
    """Return a speaker's recording as a tensor [1, samples]; ffmpeg reads any format, mixed to one channel.

    Coqui would have it read by torchcodec, which needs the shared libraries of an FFmpeg on the machine.
    """
    import numpy as np
    import torch

    wanted = ["-map", "0:a:0", "-f", "f32le", "-ar", str(rate), "-ac", "1", "-"]
    command = [executable(), "-nostdin", "-loglevel", "error", "-i", f"file:{path}", *wanted]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    samples = np.frombuffer(done.stdout[: len(done.stdout) // 4 * 4], "<f4")
    if done.returncode or not samples.any():
        told = done.stderr.decode(errors="replace").strip().splitlines() or ["it is silent"]
        raise EngineError(f"The recording of the speaker, {path}, cannot be used: {told[-1]}. {_RECORDING}")
    if len(samples) < _SHORTEST_SECONDS * rate:
        raise EngineError(
            f"The recording of the speaker, {path}, lasts only {len(samples) / rate:.1f} s. {_RECORDING}"
        )
    return torch.from_numpy(samples.astype(np.float32)).clip(-1, 1).unsqueeze(0)


def _check(voice: Voice, synthesizer: Any) -> None:
    """Raise EngineError if the model has not what voice.toml asks for."""
    where = f"under [options] in {voice.folder / 'voice.toml'}"
    rate = int(synthesizer.output_sample_rate)
    if rate != voice.sample_rate:
        raise EngineError(
            f"Voice '{voice.id}': its voice.toml says {voice.sample_rate} Hz, its model speaks at {rate} Hz."
        )
    model = synthesizer.tts_model
    languages = list(model.language_manager.name_to_id)
    language = option(voice, "language")
    if len(languages) > 1 and language not in languages:
        raise EngineError(
            f"Voice '{voice.id}': its model speaks no '{language}'; put language = \"nl\" {where}; "
            f"there are: {', '.join(languages)}."
        )
    speakers = [str(name) for name in getattr(model.speaker_manager, "name_to_id", None) or ()]
    there = f"there are: {', '.join(speakers[:_NAMED])}." if speakers else "it has none by name."
    speaker = option(voice, "speaker")
    if option(voice, "speaker_wav"):
        return  # which goes before a speaker
    if speaker and speaker not in speakers:
        raise EngineError(f"Voice '{voice.id}' has no speaker '{speaker}'; put another {where}; {there}")
    if not speaker and (len(speakers) > 1 or synthesizer.tts_config.model == "xtts"):
        raise EngineError(
            f"Voice '{voice.id}' must be told who speaks: put speaker = \"NAME\", or a recording, "
            f'speaker_wav = "FILE", {where}; {there}'
        )


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Throw away what Coqui and its libraries print and warn; nothing of it is for the user."""
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    loggers = [logging.getLogger(name) for name in _CHATTERERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
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
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)
