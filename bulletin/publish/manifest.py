"""The manifest `slug.json`: all that is known of a bulletin but its sound, so that nothing is rendered twice.

Every run writes it beside the audio; captions, pages, books and the feed are made from it later. What a
listener's app remembers an episode by, its id and its date, stays as it was first written.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

from bulletin.errors import UsageError
from bulletin.model import Bulletin
from bulletin.publish.clock import seconds
from bulletin.publish.names import ZONE, published, title
from bulletin.publish.record import from_record, to_record
from bulletin.settings import Settings
from bulletin.version import __version__

SCHEMA = 1
SUFFIX = ".json"
NAMESPACE = uuid.UUID("5f2d1f0e-6f4b-5c8a-9b59-0d6f2a3f6f01")
TYPES: Mapping[str, str] = {
    ".mp3": "audio/mpeg",
    ".m4b": "audio/mp4",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".transcript.json": "application/json",
    ".chapters.json": "application/json+chapters",
    ".html": "text/html",
    ".epub": "application/epub+zip",
}
SOUND = (".wav", ".m4b", ".mp3", ".opus")  # the best first, to make another format of
_SETTINGS = ("voice", "quote_voice", "rate", "language", "loudness_lufs", "true_peak_dbtp")


@dataclass(frozen=True, slots=True)
class File:
    """A file that was written with the bulletin."""

    name: str
    type: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A bulletin as an earlier run left it. `bulletin.audio` has a rate and a length, but no sound yet.

    `made_from` is a hash of all that went into it, by which an unchanged run is known.
    """

    path: Path
    guid: str
    published: datetime
    bulletin: Bulletin
    files: tuple[File, ...]  # those that are there
    made_from: str = ""
    lost: tuple[str, ...] = ()  # names of files that were written, but are gone or changed in size

    @property
    def stem(self) -> str:
        """The name of its files without a suffix."""
        return self.path.name.removesuffix(SUFFIX)

    def file(self, suffix: str) -> File | None:
        """Return the file with this suffix ('.mp3', '.chapters.json'), if there is one."""
        return next((file for file in self.files if file.name == self.stem + suffix), None)


def file_entry(path: Path, name: str) -> File:
    """Return what the manifest says of a file that lies at `path` and will be called `name`."""
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    kind = next((kind for suffix, kind in TYPES.items() if name.endswith(suffix)), "application/octet-stream")
    return File(name, kind, path.stat().st_size, digest)


def compose(
    bulletin: Bulletin,
    stem: str,
    files: Sequence[File],
    settings: Settings,
    earlier: Manifest | None = None,
    made_from: str = "",
) -> bytes:
    """Return the manifest; id and date are those of the earlier one at the same place.

    Of the files that the earlier one names, those stay that were made of the same sound and text.
    """
    content = content_hash(bulletin)
    kept: dict[str, File] = {}
    if earlier and content_hash(earlier.bulletin) == content:
        made_from = made_from or earlier.made_from
        kept = {file.name: file for file in earlier.files}
    kept.update({file.name: file for file in files})
    when = earlier.published if earlier else first_published(bulletin)
    document = {
        "schema": SCHEMA,
        "generator": f"bulletin {__version__}",
        "guid": earlier.guid if earlier else str(uuid.uuid5(NAMESPACE, f"{stem} {when.isoformat()}")),
        "published": when.isoformat(),
        "title": title(bulletin),
        "duration_seconds": seconds(bulletin.audio.length, bulletin.audio.rate),
        "content_sha256": content,
        "made_from": made_from,
        "files": [
            {"name": f.name, "type": f.type, "bytes": f.bytes, "sha256": f.sha256}
            for f in sorted(kept.values(), key=lambda file: file.name)
        ],
        "settings": {name: getattr(settings, name) for name in _SETTINGS},
        **to_record(bulletin),
    }
    return _dumped(document)


def content_hash(bulletin: Bulletin) -> str:
    """Return what tells two bulletins apart: their text, roles, voices, times and names."""
    return hashlib.sha256(json.dumps(to_record(bulletin)).encode()).hexdigest()


def first_published(bulletin: Bulletin) -> datetime:
    """Return the moment of publication: now, or noon of the day that an older bulletin is dated."""
    now = datetime.now(ZONE).replace(microsecond=0)
    day = published(bulletin)
    return now if day is None or day == now.date() else datetime.combine(day, time(12), ZONE)


def read_manifest(path: Path) -> Manifest:
    """Return the bulletin that a manifest describes. Raises UsageError when it is none."""
    try:
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: is not a manifest of bulletin, but something else.") from error
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise UsageError(f"{path}: is not a manifest that this version of bulletin knows; make it again.")
    try:
        listed = [File(**entry) for entry in document["files"] if _is_name(entry["name"])]
        files = tuple(file for file in listed if _is_there(path.parent / file.name, file.bytes))
        when = datetime.fromisoformat(document["published"])
        made_from = str(document.get("made_from", ""))
        lost = tuple(file.name for file in listed if file not in files)
        return Manifest(path, str(document["guid"]), when, from_record(document), files, made_from, lost)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"{path}: is a damaged manifest ({error!r}); make the bulletin again.") from error


def is_whole(manifest: Manifest, name: str) -> bool:
    """Tell whether the file of this name is there, byte for byte as it was written."""
    path = manifest.path.parent / name
    return any(
        file == file_entry(path, name) for file in manifest.files if file.name == name and path.is_file()
    )


def read_folder(folder: Path) -> tuple[Manifest, ...]:
    """Return every manifest in a folder, the newest first; other JSON files are passed over."""
    found = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        if not path.name.startswith(".") and is_manifest(path):
            found.append(read_manifest(path))
    return tuple(sorted(found, key=lambda manifest: (manifest.published, manifest.stem), reverse=True))


def is_manifest(path: Path) -> bool:
    """Tell whether a JSON file begins as a manifest does."""
    try:
        with path.open("rb") as content:
            return content.read(32).replace(b" ", b"").startswith(b'{\n"schema":')
    except OSError:
        return False


def _is_there(path: Path, size: int) -> bool:
    """Tell whether a file is there in the size that is known of it."""
    return path.is_file() and path.stat().st_size == size


def _is_name(name: str) -> bool:
    return bool(name) and Path(name).name == name and not name.startswith(".") and "\\" not in name


def _dumped(document: Mapping[str, Any]) -> bytes:
    """Return JSON with a line for each entry of a list: a file that can be read and compared."""
    parts = []
    for name, value in document.items():
        if isinstance(value, list) and value:
            lines = ",\n  ".join(json.dumps(_safe(entry), ensure_ascii=False) for entry in value)
            text = f"[\n  {lines}\n ]"
        else:
            text = json.dumps(_safe(value), ensure_ascii=False)
        parts.append(f' "{name}": {text}')
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _safe(value: Any) -> Any:
    """Return the value with '?' for lone surrogates, which UTF-8 cannot hold: offsets stay true."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _safe(part) for key, part in value.items()}
    return [_safe(part) for part in value] if isinstance(value, list) else value
