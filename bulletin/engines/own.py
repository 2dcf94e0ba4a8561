"""A voice of one's own: `add_voice(Path("~/modellen/omroep"))` writes a voice.toml for a model folder."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bulletin.engines.catalog import DESCRIPTION, ID, read_voice
from bulletin.engines.engine import Option, Voice
from bulletin.engines.places import installed_voices_folder, without_tilde
from bulletin.errors import InstallError, VoiceError

_CPML = "CPML: Coqui Public Model License 1.0.0, not for commercial use, https://coqui.ai/cpml"
# The fields of a voice.toml, and its [options].
_Found = tuple[dict[str, Option], dict[str, Option]]


def add_voice(
    path: Path,
    voice_id: str = "",
    recording: Path | None = None,
    vocoder: Path | None = None,
    *,
    accept_licence: bool = False,
) -> Voice:
    """Make a voice of a model folder of one's own, of Piper or of Coqui, and return it.

    The model stays where it is. `recording` is of the speaker that an XTTS is to sound like, `vocoder` the
    model folder that makes a Tacotron's spectra heard. Raise VoiceError if the folder holds no model, the id
    is taken, or a licence must be accepted first.
    """
    path = without_tilde(path).resolve()
    voice_id = voice_id or re.sub(r"[^\w.-]+", "-", path.stem).strip("-.") or "voice"
    if not ID.fullmatch(voice_id):
        raise VoiceError(f"'{voice_id}' cannot be the id of a voice; use letters, digits, - and _.")
    folder = installed_voices_folder() / voice_id
    if folder.exists():
        raise VoiceError(
            f"There is a voice '{voice_id}' already; try: bulletin voices remove {voice_id}, or another --id"
        )
    fields, options = _recognized(path)
    for name, extra in (("speaker_wav", recording), ("vocoder", vocoder)):
        if extra and fields["engine"] != "coqui":
            raise VoiceError(f"{path} is a voice of Piper; a recording or a vocoder is for Coqui's only.")
        if extra:
            options[name] = str(without_tilde(extra).resolve())
    if not fields.get("commercial", True) and not accept_licence:
        raise VoiceError(
            f"{path} is for non-commercial use only ({fields['licence']}). To accept that, say it again with "
            "--accept-licence"
        )
    _write(folder, _toml({"id": voice_id, "name": path.stem, **fields}, options))
    return read_voice(folder)


def _recognized(path: Path) -> _Found:
    """Return what a voice.toml says of a model, by its folder or file; raise VoiceError if it is none."""
    reasons = []
    for recognize in _KINDS:
        found = recognize(path)
        if not isinstance(found, str):
            return found
        reasons.append(found)
    raise VoiceError(f"{path} holds no voice: {'; '.join(reasons)}.")


def _piper(path: Path) -> _Found | str:
    """Return the description of a Piper voice, or why it is none."""
    models = [path] if path.suffix == ".onnx" else sorted(path.glob("*.onnx")) if path.is_dir() else []
    if not models:
        return "not of Piper (a .onnx file and its .onnx.json)"
    model = models[0]
    if len(models) > 1:
        return (
            f"it has {len(models)} models of Piper; name one: {', '.join(model.name for model in models[:5])}"
        )
    configs = (model.with_name(f"{model.name}.json"), model.with_suffix(".json"))
    config = next((config for config in configs if config.is_file()), None)
    if config is None:
        return f"{model.name} has no {configs[0].name} beside it"
    try:
        values = _json(config)
        language = str(values["espeak"]["voice"])
        rate = int(values["audio"]["sample_rate"])
        code = str(values.get("language", {}).get("code", "")).replace("_", "-")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return f"{config.name} is not of a Piper voice ({type(error).__name__}: {error})"
    accent = code or ("nl-NL" if language == "nl" else language)
    fields: dict[str, Option] = {
        "engine": "piper", "language": language, "accent": accent, "sample_rate": rate, "licence": "yours",
    }  # fmt: skip
    return fields, {"model": str(model), "config": str(config)}


def _coqui(path: Path) -> _Found | str:
    """Return the description of a Coqui model, or why it is none."""
    folder = path if path.is_dir() else path.parent
    config = folder / "config.json"
    if not config.is_file():
        return "not of Coqui (config.json and a .pth file)"
    if not list(folder.glob("*.pth*")):
        return f"{config} has no .pth file beside it"
    try:
        values = _json(config)
        kind, audio = str(values["model"]), values["audio"]
        rate = int(audio.get("output_sample_rate") or audio["sample_rate"])
        languages = list(values.get("languages") or ())
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return f"{config.name} is not of a Coqui model ({type(error).__name__}: {error})"
    if "generator_model" in values:
        return f"{folder} is a vocoder; add the model that it belongs to, with --vocoder {folder}"
    is_xtts = kind == "xtts"
    fields: dict[str, Option] = {"engine": "coqui", "sample_rate": rate, "licence": "yours"}
    if is_xtts:
        fields |= {"licence": _CPML, "commercial": False}
    options: dict[str, Option] = {"model": str(path if ".pth" in path.suffixes else folder)}
    if is_xtts or (len(languages) > 1 and "nl" in languages):
        options["language"] = "nl"
    return fields, options


_KINDS: tuple[Callable[[Path], _Found | str], ...] = (_piper, _coqui)


def _json(path: Path) -> Mapping[str, Any]:
    values = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(values, dict):
        raise ValueError("it is no JSON object")
    return values


def _toml(fields: Mapping[str, Option], options: Mapping[str, Option]) -> str:
    """Return a voice.toml; JSON's strings, numbers and booleans are TOML's."""

    def lines(values: Mapping[str, Option]) -> list[str]:
        literals = {key: json.dumps(value, ensure_ascii=False) for key, value in values.items()}
        return [f"{key} = {literal}".replace("\x7f", "\\u007f") for key, literal in literals.items()]

    return "\n".join([*lines(fields), "", "[options]", *lines(options), ""])


def _write(folder: Path, description: str) -> None:
    """Put a description in a new folder, which gets its name when it is whole."""
    coming = folder.with_name(f".{folder.name}.adding")
    try:
        shutil.rmtree(coming, ignore_errors=True)
        coming.mkdir(parents=True)
        (coming / DESCRIPTION).write_text(description, encoding="utf-8")
        coming.rename(folder)
    except (OSError, UnicodeError) as error:
        shutil.rmtree(coming, ignore_errors=True)
        raise InstallError(f"The voice cannot be written to {folder}: {error}") from error
