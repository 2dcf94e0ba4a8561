"""Voices come and go: `install(voice)` fetches what its voice.toml names, checks it, and then it is there.

Files are fetched to a folder of their own, go on where they were broken off, and are compared with the size
and hash that are known. The voice gets its name when it is whole.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from bulletin.engines.archive import contents, unpack
from bulletin.engines.catalog import DESCRIPTION, find_voice, read_voice
from bulletin.engines.download import Progress, check, fetch, sha256
from bulletin.engines.engine import Option, Voice, VoiceFile
from bulletin.engines.places import installed_voices_folder
from bulletin.errors import VoiceError

_PINS = "pins.json"
_ID = re.compile(r"[\w.-]+")


def install(
    voice: Voice,
    source: Path | None = None,
    progress: Progress | None = None,
    *,
    accept_licence: bool = False,
) -> Voice:
    """Install a voice of the catalog in the user's data folder and return it as it is there.

    `source` is a folder, an archive or a file on a disk to take the files from, instead of the network.
    Raise VoiceError if a licence must be accepted first, or a file cannot be had or is not what it should be.
    """
    if not voice.commercial and not accept_licence:
        raise VoiceError(
            f"Voice '{voice.id}' is for non-commercial use only ({voice.licence}). To accept that: "
            f"bulletin voices install {voice.id} --accept-licence"
        )
    voices = installed_voices_folder()
    voices.mkdir(parents=True, exist_ok=True)
    with FileLock(voices / f".{voice.id}.lock"):
        coming = voices / f".{voice.id}.coming"
        coming.mkdir(exist_ok=True)
        try:
            with contents(source) as given:
                for file in voice.files:
                    _get(file, coming, voice, given, progress)
            shutil.copyfile(voice.folder / DESCRIPTION, coming / DESCRIPTION)
        except OSError as error:
            raise VoiceError(f"Voice '{voice.id}' cannot be installed in {voices}: {error}") from error
        _replace(voices / voice.id, coming)
    return read_voice(voices / voice.id)


def remove(voice_id: str) -> Path:
    """Remove a voice that was installed or added; raise VoiceError for one that was not."""
    folder = installed_voices_folder() / voice_id
    if not _ID.fullmatch(voice_id) or not (folder / DESCRIPTION).is_file():
        find_voice(voice_id)  # raises if there is no such voice at all
        raise VoiceError(f"Voice '{voice_id}' comes with the program and cannot be removed.")
    shutil.rmtree(folder)
    return folder


def add_voice(path: Path, voice_id: str = "") -> Voice:
    """Make a voice of a model folder of one's own, of Piper or of Coqui, and return it.

    The model stays where it is. Raise VoiceError if the folder holds no model, or the id is taken.
    """
    path = path.expanduser().resolve()
    voice_id = voice_id or re.sub(r"[^\w.-]+", "-", path.stem).strip("-.") or "voice"
    if not _ID.fullmatch(voice_id) or voice_id.startswith("."):
        raise VoiceError(f"'{voice_id}' cannot be the id of a voice; use letters, digits, - and _.")
    folder = installed_voices_folder() / voice_id
    if folder.exists():
        raise VoiceError(f"There is a voice '{voice_id}' already; try: bulletin voices remove {voice_id}")
    for recognize in (_piper, _coqui):
        values = recognize(path)
        if values:
            break
    else:
        raise VoiceError(
            f"{path} holds no voice: neither of Piper (a .onnx file and its .json) "
            "nor of Coqui (config.json and a .pth file)."
        )
    folder.mkdir(parents=True)
    (folder / DESCRIPTION).write_text(_toml(voice_id, path.stem, values), encoding="utf-8")
    return read_voice(folder)


def _get(
    file: VoiceFile,
    coming: Path,
    voice: Voice,
    given: Callable[[str], Path | None],
    progress: Progress | None,
) -> None:
    """Put one file of a voice in `coming`, from a disk, the voice's own folder, or its address."""
    target = coming / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    name = Path(file.path).name
    here = given(name) or given(file.address.rpartition("/")[2])
    beside = voice.folder / file.path
    arrived = target.with_name(f"{target.name}.zip") if file.unpack else target
    if here is not None:
        shutil.copyfile(here, arrived)
    elif beside.exists() and not file.unpack:
        shutil.copyfile(beside, arrived)
    elif not file.address:
        raise VoiceError(f"Voice '{voice.id}' needs {file.path}, which is not there and has no address.")
    elif not (arrived.exists() and file.sha256 and sha256(arrived) == file.sha256):
        fetch(file.address, arrived, file.size, progress)
    check(arrived, name, file.size, file.sha256 or _pinned(file.address))
    if file.address and not file.sha256:
        _pin(file.address, sha256(arrived))
    if file.unpack:
        shutil.rmtree(target, ignore_errors=True)
        unpack(arrived, target)
        arrived.unlink()


def _pinned(address: str) -> str:
    """Return the hash that this address had when it was first installed, '' if it never was."""
    try:
        pins = json.loads((installed_voices_folder() / _PINS).read_text(encoding="utf-8"))
        return str(pins.get(address, ""))
    except (OSError, ValueError, AttributeError):
        return ""


def _pin(address: str, digest: str) -> None:
    """Remember the hash of what an address gave, so that another content is noticed later."""
    path = installed_voices_folder() / _PINS
    with FileLock(path.with_name(f".{_PINS}.lock")):
        pins: dict[str, str] = {}
        with contextlib.suppress(OSError, ValueError):
            pins = json.loads(path.read_text(encoding="utf-8"))
        part = path.with_name(f".{_PINS}.part")
        part.write_text(json.dumps({**pins, address: digest}, indent=1), encoding="utf-8")
        part.replace(path)


def _replace(folder: Path, coming: Path) -> None:
    """Give the whole voice its name; what was there goes."""
    old = coming.with_name(f"{coming.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    coming.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _piper(path: Path) -> dict[str, Option]:
    """Return the description of a Piper voice in a folder, or of an .onnx file; {} if it is none."""
    models = [path] if path.suffix == ".onnx" else sorted(path.glob("*.onnx")) if path.is_dir() else []
    for model in models:
        for config in (model.with_name(f"{model.name}.json"), model.with_suffix(".json")):
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                values = json.loads(config.read_text(encoding="utf-8"))
                language = str(values["espeak"]["voice"])
                return {
                    "engine": "piper",
                    "language": language,
                    "accent": "nl-NL" if language == "nl" else language,
                    "sample_rate": int(values["audio"]["sample_rate"]),
                    "model": str(model),
                    "config": str(config),
                }
    return {}


def _coqui(path: Path) -> dict[str, Option]:
    """Return the description of a Coqui model in a folder; {} if it is none."""
    folder = path if path.is_dir() else path.parent
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        values = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        audio = values["audio"]
        if not list(folder.glob("*.pth*")):
            return {}
        language = "nl" if values["model"] == "xtts" else ""
        rate = int(audio.get("output_sample_rate") or audio["sample_rate"])
        made: dict[str, Option] = {"engine": "coqui", "sample_rate": rate, "model": str(folder)}
        return {**made, **({"language_name": language} if language else {})}
    return {}


def _toml(voice_id: str, name: str, values: dict[str, Option]) -> str:
    """Return a voice.toml; JSON's strings are TOML's."""
    own = {"id": voice_id, "name": name, "licence": "yours", "attribution": ""}
    top = {
        key: value for key, value in values.items() if key in ("engine", "language", "accent", "sample_rate")
    }
    options = {
        key.replace("language_name", "language"): value for key, value in values.items() if key not in top
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in {**own, **top}.items()]
    lines += ["", "[options]", *(f"{key} = {json.dumps(value)}" for key, value in options.items())]
    return "\n".join(lines) + "\n"
