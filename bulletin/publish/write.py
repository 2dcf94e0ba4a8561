"""Write a bulletin's files: each appears when it is whole, and a failure leaves what was there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from bulletin.errors import BulletinError, UsageError
from bulletin.model import Bulletin
from bulletin.publish import manifest
from bulletin.publish.encoding import Encoder
from bulletin.publish.names import dated_stem
from bulletin.settings import Settings

# Formats whose files do not simply end in their name: one of them would be the manifest's.
SUFFIXES: Mapping[str, tuple[str, ...]] = {"json": (".transcript.json", ".chapters.json")}


def write_files(
    bulletin: Bulletin,
    folder: Path,
    formats: Sequence[str],
    encoders: Mapping[str, Encoder],
    publishers: Mapping[str, Callable[..., Mapping[str, bytes]]],
    settings: Settings | None = None,
    stem: str | None = None,
    made_from: str = "",
) -> tuple[Path, ...]:
    """Write the formats and the manifest to `folder`; return the formats' paths, in the order of `formats`.

    A page brings the MP3 along that it plays.

    All are made first and then put in place together, so a failure in the last one does not leave the first
    one new. Sound goes from ffmpeg to the disk, not through memory. Raises UsageError for an unknown format.
    """
    settings = settings or Settings()
    name = checked_stem(dated_stem(bulletin) if stem is None else stem)
    formats = [*formats, *_companions(bulletin, folder, formats, name, settings)]
    known = [*encoders, *publishers]
    for unknown in (format_ for format_ in formats if format_ not in known):
        raise UsageError(f"There is no format '{unknown}'; choose from {', '.join(dict.fromkeys(known))}.")
    make_folder(folder)
    with ExitStack() as stack:
        ready: dict[Path, Path] = {}
        for format_ in dict.fromkeys(formats):
            if format_ in encoders:
                target = folder / f"{name}.{format_}"
                ready[target] = stack.enter_context(scratch_file(target))
                encoders[format_](bulletin, ready[target], settings)
                continue
            for file_name, data in publishers[format_](bulletin, settings=settings, stem=name).items():
                target = folder / checked_stem(file_name)
                ready[target] = stack.enter_context(scratch_file(target))
                ready[target].write_bytes(data)
        outputs = tuple(ready)
        target = folder / f"{name}{manifest.SUFFIX}"
        ready[target] = stack.enter_context(scratch_file(target))
        files = [manifest.file_entry(ready[output], output.name) for output in outputs]
        ready[target].write_bytes(
            manifest.compose(bulletin, name, files, settings, _earlier(target), made_from)
        )
        for target, scratch in ready.items():
            put_in_place(scratch, target)
    return outputs


def _companions(
    bulletin: Bulletin, folder: Path, formats: Sequence[str], stem: str, settings: Settings
) -> tuple[str, ...]:
    """Return 'mp3' where a page is asked for whose sound lies beside it, and is not there yet."""
    if "html" not in formats or "mp3" in formats or settings.embed_audio:
        return ()
    earlier = _earlier(folder / f"{stem}{manifest.SUFFIX}")
    same = earlier is not None and manifest.content_hash(earlier.bulletin) == manifest.content_hash(bulletin)
    return () if earlier and same and manifest.is_whole(earlier, f"{stem}.mp3") else ("mp3",)


def find_unchanged(
    folder: Path, stem: str, formats: Sequence[str], made_from: str
) -> tuple[Path, ...] | None:
    """Return the files of an earlier run that was made from the same; None if one is missing or damaged."""
    earlier = _earlier(folder / f"{stem}{manifest.SUFFIX}")
    names = _names(stem, formats)
    if earlier is None or not made_from or earlier.made_from != made_from:
        return None
    if "html" in formats and f"{stem}.mp3" in earlier.lost:  # the page has lost its sound
        return None
    return (
        tuple(folder / name for name in names) if all(manifest.is_whole(earlier, n) for n in names) else None
    )


def _names(stem: str, formats: Sequence[str]) -> list[str]:
    """Return the names of the files that formats are written to."""
    return [f"{stem}{suffix}" for format_ in formats for suffix in SUFFIXES.get(format_, (f".{format_}",))]


def check_targets(folder: Path, stem: str, formats: Sequence[str], sources: Sequence[str | Path]) -> None:
    """Raise UsageError if a file would be lost: one of the sources, or JSON that is no manifest of ours."""
    manifest_path = folder / f"{stem}{manifest.SUFFIX}"
    for target in (manifest_path, *(folder / name for name in _names(stem, formats))):
        if target.exists() and any(target.samefile(given) for given in map(Path, sources) if given.exists()):
            raise UsageError(f"{target}: is a source, and would be written over; name another with --output.")
    if manifest_path.is_file() and manifest_path.stat().st_size and not manifest.is_manifest(manifest_path):
        raise UsageError(
            f"{manifest_path}: is there and is not bulletin's, which keeps its own file of that name beside "
            "the sound; name another with --output."
        )


def _earlier(path: Path) -> manifest.Manifest | None:
    """Return the manifest of an earlier run at this place; one that is damaged counts as none."""
    try:
        return manifest.read_manifest(path) if path.is_file() else None
    except UsageError:
        return None


@contextmanager
def scratch_file(target: Path) -> Iterator[Path]:
    """Give a new file beside `target` to be filled; it is gone afterwards unless it was put in place."""
    try:
        # The suffix stays, for programs that look at it; the dot keeps a half file out of listings and feeds.
        handle, name = tempfile.mkstemp(
            prefix=f".{target.stem[:40]}-", suffix=target.suffix, dir=target.parent
        )
    except OSError as error:
        raise BulletinError(f"{target.parent}: cannot be written to: {error.strerror}.") from error
    os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def put_in_place(scratch: Path, target: Path) -> None:
    """Give a whole file its name, in one step, after its bytes have reached the disk."""
    try:
        with scratch.open("r+b") as whole:  # Windows flushes only what can be written
            os.fsync(whole.fileno())
        scratch.chmod(0o666 & ~_umask())
        scratch.replace(target)
    except OSError as error:
        raise BulletinError(f"{target}: cannot be written: {error.strerror}.") from error
    with suppress(OSError):  # a folder cannot be opened on every system
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def write_bytes(target: Path, data: bytes) -> None:
    """Write one file whole or not at all."""
    with scratch_file(target) as scratch:
        scratch.write_bytes(data)
        put_in_place(scratch, target)


def make_folder(folder: Path) -> None:
    """Make the folder if it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BulletinError(f"{folder}: the folder cannot be made: {error.strerror}.") from error


def check_folder(folder: Path) -> None:
    """Make the folder; raise BulletinError if nothing could be kept there."""
    make_folder(folder)
    with scratch_file(folder / "bulletin"):
        pass


def checked_stem(name: str) -> str:
    """Return a file name as it is; raise UsageError if it would leave the folder or hide."""
    if (
        not name
        or name.startswith(".")
        or any(sign in name for sign in "/\\\0\n\r")
        or len(name.encode()) > 200
    ):
        raise UsageError(
            f"{name[:60]!r} cannot be the name of a file; leave it out to take one from the title."
        )
    return name


def _umask() -> int:
    """Return the mask of permissions that the user has set."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
