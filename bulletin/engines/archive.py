"""Archives and folders with files of a voice: `unpack(zip, folder)`; never outside the folder."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from bulletin.errors import VoiceError

_LARGEST_BYTES = 8 << 30  # unpacked; XTTS is 2 GB


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a zip file into `folder`; the one folder that all may lie in is left away.

    Raise VoiceError if it is no archive, too large, or wants to write elsewhere.
    """
    try:
        with zipfile.ZipFile(archive) as content:
            entries = [entry for entry in content.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > _LARGEST_BYTES:
                raise VoiceError(f"{archive.name} is too large when unpacked.")
            paths = [PurePosixPath(entry.filename.replace("\\", "/")) for entry in entries]
            tops = {path.parts[0] for path in paths if len(path.parts) > 1}
            common = len(tops) == 1 and all(len(path.parts) > 1 for path in paths)
            for entry, path in zip(entries, paths, strict=True):
                parts = path.parts[1:] if common else path.parts
                if path.is_absolute() or ".." in parts or any(":" in part for part in parts):
                    raise VoiceError(f"{archive.name} wants to write outside its folder: {entry.filename}")
                target = folder.joinpath(*parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                with content.open(entry) as source, target.open("wb") as stream:
                    shutil.copyfileobj(source, stream)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise VoiceError(f"{archive.name} is no zip file that can be read: {error}") from error


@contextlib.contextmanager
def contents(source: Path | None) -> Iterator[Callable[[str], Path | None]]:
    """Give a function that finds a file by its name in a folder, in a zip file, or beside a file."""
    if source is None:
        yield lambda _: None
        return
    if not source.exists():
        raise VoiceError(f"{source} does not exist; --from wants a folder, a zip file or a model.")
    with contextlib.ExitStack() as stack:
        folder = source if source.is_dir() else source.parent
        deep = source.is_dir()
        if source.is_file() and zipfile.is_zipfile(source) and source.suffix == ".zip":
            folder, deep = Path(stack.enter_context(tempfile.TemporaryDirectory())), True
            unpack(source, folder)

        def find(name: str) -> Path | None:
            if not name:
                return None
            if source.is_file() and source.name == name:
                return source
            found = sorted(folder.rglob("*") if deep else folder.iterdir())
            return next((path for path in found if path.name == name and path.is_file()), None)

        yield find
