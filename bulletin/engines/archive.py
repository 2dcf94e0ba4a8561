"""Archives and folders with files of a voice: `unpack(zip, folder)`; never outside the folder."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
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
            if not entries:
                raise VoiceError(f"{archive.name} is an empty zip file.")
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
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise VoiceError(f"{archive.name} is no zip file that can be read: {error}") from error


@dataclass(frozen=True, slots=True)
class Contents:
    """What a user has on a disk: the files in a folder, in those in it if it is `deep`, or beside a file."""

    source: Path
    folder: Path
    deep: bool

    def file(self, *names: str) -> Path | None:
        """Return the file that has one of these names, None if there is none."""
        if self.source.name in names and self.source.is_file():
            return self.source
        return next((path for path in self._paths() if path.name in names and path.is_file()), None)

    def model(self, *names: str) -> Path | None:
        """Return the folder that has one of these names, or the one folder with a config.json; or None."""
        folders = [path for path in (self.folder, *self._paths()) if (path / "config.json").is_file()]
        named = [path for path in folders if path.name in names]
        return next(iter(named or (folders if len(folders) == 1 else ())), None)

    def _paths(self) -> list[Path]:
        return sorted(self.folder.rglob("*") if self.deep else self.folder.iterdir())


@contextlib.contextmanager
def contents(source: Path) -> Iterator[Contents]:
    """Give what is in a folder, in a zip file (unpacked for as long as it is needed), or beside a file."""
    if not source.exists():
        raise VoiceError(f"{source} does not exist; --from wants a folder, a zip file or a model.")
    with contextlib.ExitStack() as stack:
        if source.is_dir():
            yield Contents(source, source, deep=True)
        elif source.suffix.lower() == ".zip":
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            unpack(source, folder)
            yield Contents(source, folder, deep=True)
        else:
            yield Contents(source, source.parent, deep=False)
