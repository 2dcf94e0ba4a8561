"""Voices come and go: `install(voice)` fetches what its voice.toml names, checks it, and then it is there.

Files are fetched to a folder of their own, go on where they were broken off, and are compared with the size
and hash that are known. The voice gets its name when it is whole.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path

from filelock import FileLock

from bulletin.engines.archive import Contents, contents, unpack
from bulletin.engines.catalog import DESCRIPTION, ID, missing_files, offered_voice, read_voice
from bulletin.engines.download import Progress, check, fetch, sha256
from bulletin.engines.engine import Voice, VoiceFile
from bulletin.engines.places import built_in_voices_folder, installed_voices_folder
from bulletin.errors import InstallError, VoiceError

_PINS = "pins.json"


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
    if source is None and not any(file.address for file in voice.files):
        if absent := missing_files(voice):
            raise VoiceError(
                f"Voice '{voice.id}' needs {', '.join(absent)}, which has no address; put it back."
            )
        return voice  # it comes with the program, or is one's own
    voices = installed_voices_folder()
    try:
        voices.mkdir(parents=True, exist_ok=True)
        with FileLock(voices / f".{voice.id}.lock"), contextlib.ExitStack() as stack:
            coming = voices / f".{voice.id}.coming"
            coming.mkdir(exist_ok=True)
            stack.callback(_remove_empty, coming)
            given = stack.enter_context(contents(source)) if source else None
            if given is None:
                _check_space(voice, coming)
            for file in voice.files:
                _get(file, coming, voice, given, progress)
            shutil.copyfile(voice.folder / DESCRIPTION, coming / DESCRIPTION)
            _replace(voices / voice.id, coming)
    except OSError as error:
        raise InstallError(f"Voice '{voice.id}' cannot be installed in {voices}: {_told(error)}") from error
    return read_voice(voices / voice.id)


def remove(voice_id: str) -> Path:
    """Remove a voice that was installed or added; raise VoiceError for one that was not."""
    folder = installed_voices_folder() / voice_id
    if not ID.fullmatch(voice_id) or not (folder / DESCRIPTION).is_file():
        where = offered_voice(voice_id).folder  # raises if there is no such voice at all
        if where.parent == built_in_voices_folder():
            state = "is not installed" if missing_files(read_voice(where)) else "comes with the program"
            raise VoiceError(f"Voice '{voice_id}' {state} and cannot be removed.")
        raise VoiceError(
            f"Voice '{voice_id}' lies in {where}, not among the installed ones; remove that folder."
        )
    try:
        if folder.is_symlink():
            folder.unlink()
        else:
            shutil.rmtree(folder)
    except OSError as error:
        raise InstallError(f"Voice '{voice_id}' cannot be removed: {_told(error)}") from error
    return folder


def _remove_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _told(error: OSError) -> str:
    """Return what is wrong with a disk or folder, and what may help."""
    what = f"{error.strerror} ({error.filename})" if error.strerror and error.filename else str(error)
    return f"{what}. BULLETIN_DATA names another folder to keep voices in."


def _check_space(voice: Voice, coming: Path) -> None:
    """Raise InstallError if the disk has no room for what must still be fetched, as far as that is known."""
    there = sum(path.stat().st_size for path in coming.rglob("*") if path.is_file())
    needed = max(sum(file.size for file in voice.files), voice.megabytes * 1e6) - there
    free = shutil.disk_usage(coming).free
    if missing_files(voice) and needed > free:
        raise InstallError(
            f"Voice '{voice.id}' needs {needed / 1e6:.0f} MB, and {coming.parent} has {free / 1e6:.0f} MB "
            "left. BULLETIN_DATA names another folder to keep voices in."
        )


def _get(
    file: VoiceFile, coming: Path, voice: Voice, given: Contents | None, progress: Progress | None
) -> None:
    """Put one file of a voice in `coming`, from a disk, the voice's own folder, or its address."""
    target = coming / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    name, published = Path(file.path).name, file.address.rpartition("/")[2]
    arrived = target.with_name(f"{target.name}.zip") if file.unpack else target
    here = given.file(name, published) if given else None
    beside = voice.folder / file.path
    if here is None and _is_right(beside, file):
        here = beside
    if given and here is None and file.unpack:
        model = given.model(name, published.removesuffix(".zip"))
        if model:
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(model, target)
            return
    if here is not None:
        shutil.copyfile(here, arrived)
    elif given is not None:
        named = " or ".join(dict.fromkeys(filter(None, (name, published))))
        raise VoiceError(f"Voice '{voice.id}' needs {named}, which is not in {given.source}.")
    elif not file.address:
        raise VoiceError(f"Voice '{voice.id}' needs {file.path}, which is not there and has no address.")
    elif not _is_right(arrived, file):
        fetch(file.address, arrived, file.size, progress)
    check(arrived, name, file.size, file.sha256 or _pinned(file.address))
    if file.address and not file.sha256:
        _pin(file.address, sha256(arrived))
    if file.unpack:
        shutil.rmtree(target, ignore_errors=True)
        unpack(arrived, target)
        arrived.unlink()


def _is_right(path: Path, file: VoiceFile) -> bool:
    """Tell whether a file is there and is what it should be, so that it needs not be fetched again."""
    if not path.is_file() or file.size not in (0, path.stat().st_size):
        return False
    digest = file.sha256 or _pinned(file.address)
    return not digest or sha256(path) == digest.lower()


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
