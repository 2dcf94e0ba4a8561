"""The voices that are there and could be: `find_voice("nl-nathalie")`, from voice.toml files in folders."""

from __future__ import annotations

import contextlib
import dataclasses
import difflib
import os
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bulletin.engines import ENGINES
from bulletin.engines.engine import Voice, VoiceFile
from bulletin.engines.places import voice_folders, without_tilde
from bulletin.errors import VoiceError

DESCRIPTION = "voice.toml"
# The module that an engine needs beyond the program's own requirements, and how to get it.
_NEEDS = {
    "coqui": ("TTS", 'pip install "bulletin[coqui]"'),
}
_PATHS = ("model", "config", "vocoder", "speaker_wav", "style", "adapted")  # options that name files
_LEAST = {"sample_rate": 8000, "rate": 0.25, "megabytes": 0}
ID = re.compile(r"\w[\w.-]*")
"""What a voice can be called: it becomes the name of a folder."""
_FIELDS = {field.name: field for field in dataclasses.fields(Voice)}
_KINDS: dict[str, type | tuple[type, ...]] = {
    "sample_rate": int,
    "rank": int,
    "rate": (int, float),
    "megabytes": (int, float),
    "loudness_lufs": (int, float),
    "commercial": bool,
    "options": dict,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The voice that was chosen, and why, in a sentence for the log."""

    voice: Voice
    reason: str


def read_voice(folder: Path) -> Voice:
    """Return the voice that `folder`/voice.toml describes; raise VoiceError that names every mistake."""
    path = folder / DESCRIPTION
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise VoiceError(f"The voice description {path} cannot be read: {error}") from error
    faults = _faults(values)
    if faults:
        raise VoiceError(f"The voice description {path} has mistakes: {'; '.join(faults)}.")
    files = tuple(VoiceFile(**entry) for entry in values.pop("files", ()))
    known = {"id": folder.name, "folder": folder, "files": files}
    return Voice(**{**known, **values})


def _faults(values: dict[str, Any]) -> list[str]:
    """Return what is wrong in a voice.toml, in words."""
    faults = [f"'{name}' is missing" for name in ("engine", "sample_rate") if name not in values]
    for name, value in values.items():
        if name == "files":
            faults += _file_faults(value)
        elif name not in _FIELDS or name == "folder":
            near = difflib.get_close_matches(name, _FIELDS, 1)
            faults.append(f"'{name}' is not known" + (f", do you mean '{near[0]}'?" if near else ""))
        else:
            faults += _value_faults(name, value)
    return faults


def _value_faults(name: str, value: Any) -> list[str]:
    """Return what is wrong with the value of a key of voice.toml that there is."""
    kind = _KINDS.get(name, str)
    fits = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
    if not fits:
        return [f"'{name}' cannot be {value!r}"]
    if name in _LEAST and value < _LEAST[name]:
        return [f"'{name}' cannot be {value!r}, but {_LEAST[name]} or more"]
    if name == "engine" and value not in ENGINES:
        near = difflib.get_close_matches(value, ENGINES, 1)
        advice = f"do you mean '{near[0]}'?" if near else f"there are: {', '.join(ENGINES)}"
        return [f"there is no engine '{value}', {advice}"]
    if name == "id" and not ID.fullmatch(value):
        return [f"'id' cannot be {value!r}; it has letters, digits, - and _"]
    if name == "options":
        wrong = {key: given for key, given in value.items() if not isinstance(given, str | int | float)}
        return [f"the option '{key}' cannot be {given!r}" for key, given in wrong.items()]
    return []


def _file_faults(entries: object) -> list[str]:
    """Return what is wrong in the [[files]] of a voice.toml; a file stays inside the voice's folder."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return ["'files' must be tables: [[files]]"]
    faults = []
    known = {field.name: str for field in dataclasses.fields(VoiceFile)} | {"size": int, "unpack": bool}
    hashed = re.compile(r"([0-9a-fA-F]{64})?")
    for entry in entries:
        path = entry.get("path", "")
        wrong = [key for key, value in entry.items() if not isinstance(value, known.get(key, type(None)))]
        if wrong or not path:
            faults.append(f"a file needs a 'path' and may have size, sha256 and address: {entry}")
        elif not Path(path).parts or Path(path).is_absolute() or ".." in Path(path).parts:
            faults.append(f"the file '{path}' must lie inside the voice's folder")
        elif entry.get("size", 0) < 0 or not hashed.fullmatch(entry.get("sha256", "")):
            faults.append(f"the file '{path}' has a size or a sha256 that cannot be")
    return faults


def all_voices(extra: Iterable[Path] = ()) -> tuple[Voice, ...]:
    """Return every voice in the voice folders, installed or not, the best first.

    A voice.toml with mistakes is left out here; `mistakes` and `find_voice` of its id tell them.
    """
    found: dict[str, Voice] = {}
    for folder in _folders(extra):
        try:
            voice = read_voice(folder)
        except VoiceError:
            continue
        if voice.id not in found or (missing(found[voice.id]) and not missing(voice)):
            found[voice.id] = voice
    return tuple(sorted(found.values(), key=lambda voice: (-voice.rank, voice.id)))


def mistakes(extra: Iterable[Path] = ()) -> tuple[str, ...]:
    """Return what is wrong with each description that cannot be read, in a sentence."""
    told = []
    for folder in _folders(extra):
        try:
            read_voice(folder)
        except VoiceError as error:
            told.append(str(error))
    return tuple(told)


def missing(voice: Voice) -> tuple[str, ...]:
    """Return what keeps this voice from speaking, as short phrases; () if it is installed."""
    reasons = []
    module, remedy = _NEEDS.get(voice.engine, ("", ""))
    if module and find_spec(module) is None:
        reasons.append(f"needs {remedy}")
    reasons += [f"{path} is missing" for path in missing_files(voice)]
    return tuple(reasons)


def missing_files(voice: Voice) -> tuple[str, ...]:
    """Return the paths of the files that this voice needs and that are not there, or not whole."""
    absent = [file.path for file in voice.files if not _is_there(voice.folder, file)]
    named = [voice.options[option] for option in _PATHS if voice.options.get(option)]
    absent += [path for path in map(str, named) if not (voice.folder / path).exists()]
    return tuple(dict.fromkeys(absent))


def _is_there(folder: Path, file: VoiceFile) -> bool:
    path = folder / file.path
    if file.unpack:
        return path.is_dir() and any(path.iterdir())
    return path.is_file() and (file.size in (0, path.stat().st_size))


def find_voice(name: str, extra: Iterable[Path] = ()) -> Voice:
    """Return the installed voice with this id, or in this folder; raise VoiceError that says what to do."""
    return _checked(offered_voice(name, extra))


def name_of(voice: Voice, extra: Iterable[Path] = ()) -> str:
    """Return what `find_voice` finds this voice by: its id, or its folder if that is another's id."""
    found = {other.id: other.folder for other in all_voices(extra)}.get(voice.id)
    return voice.id if found == voice.folder else str(voice.folder)


def offered_voice(name: str, extra: Iterable[Path] = ()) -> Voice:
    """Return the voice with this id, or in this folder, installed or not; VoiceError names the nearest."""
    path = without_tilde(name)
    if os.path.isfile(path / DESCRIPTION):  # noqa: PTH113 - Path's own raises where it may not look
        return read_voice(path)
    if os.sep in name:
        raise VoiceError(f"There is no voice in {path}: it is no folder with a {DESCRIPTION}.")
    extra = tuple(extra)
    known = {voice.id: voice for voice in all_voices(extra)}
    if name in known:
        return known[name]
    for folder in _folders(extra):
        if folder.name == name:
            read_voice(folder)  # raises what is wrong with it
    near = difflib.get_close_matches(name, known, 3, cutoff=0.4)
    advice = f"do you mean {' or '.join(near)}?" if near else f"there are: {', '.join(known) or 'none'}."
    raise VoiceError(f"There is no voice '{name}'; {advice} See: bulletin voices")


def choose_voice(name: str = "", role: str = "default", extra: Iterable[Path] = ()) -> Choice:
    """Return the voice `name`, or without a name the best installed one for `role`, and why it is that one.

    Raise VoiceError if the named one cannot speak, or if nothing is installed.
    """
    if name:
        return _choice(find_voice(name, extra), "was asked for")
    spoken = [voice for voice in all_voices(extra) if voice.engine != "silence" and not missing(voice)]
    if not spoken:
        raise VoiceError("No voice is installed; see what there is with: bulletin voices")
    for voice in spoken:
        if voice.role == role:
            return _choice(voice, f"is the {role} voice; no other was asked for")
    dutch = [voice for voice in spoken if voice.language.partition("-")[0] == "nl"]
    return _choice((dutch or spoken)[0], "is the best one installed; no other was asked for")


def _choice(voice: Voice, why: str) -> Choice:
    """Return the choice of a voice; a licence that forbids commercial use is said whenever it speaks."""
    limit = "" if voice.commercial else f". It is for non-commercial use only ({voice.licence})"
    return Choice(voice, f"voice '{voice.id}' {why}{limit}")


def _checked(voice: Voice) -> Voice:
    """Return the voice if it can speak."""
    if reasons := missing(voice):
        remedy = f"try: bulletin voices install {voice.id}"
        if missing_files(voice) and not any(file.address for file in voice.files):
            remedy = f"put it back, or: bulletin voices remove {voice.id}"
        raise VoiceError(f"Voice '{voice.id}' is not installed ({'; '.join(reasons)}); {remedy}")
    return voice


def _folders(extra: Iterable[Path]) -> tuple[Path, ...]:
    """Return the folders in the voice folders that hold a voice.toml, as far as they may be looked into."""
    found: list[Path] = []
    for parent in voice_folders(extra):
        with contextlib.suppress(OSError):
            folders = (folder for folder in sorted(parent.iterdir()) if not folder.name.startswith("."))
            found += [folder for folder in folders if os.path.isfile(folder / DESCRIPTION)]  # noqa: PTH113
    return tuple(found)
