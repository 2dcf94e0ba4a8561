"""A bulletin becomes files: `write_outputs(bulletin, folder, ["mp3"])`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bulletin.errors import UsageError
from bulletin.model import Bulletin
from bulletin.publish import epub, html, m4b, mp3, opus, srt, transcript, vtt, wav
from bulletin.publish.cover import read_cover
from bulletin.publish.encoding import Encoder
from bulletin.publish.folder import find_manifests, write_feed
from bulletin.publish.manifest import Manifest
from bulletin.publish.names import dated_stem, slug
from bulletin.publish.record import to_record
from bulletin.publish.sound import with_sound
from bulletin.publish.write import (
    check_folder,
    check_targets,
    checked_stem,
    find_unchanged,
    make_folder,
    put_in_place,
    scratch_file,
    write_files,
)
from bulletin.settings import Settings

ENCODERS: Mapping[str, Encoder] = {
    "mp3": mp3.encode_mp3,
    "m4b": m4b.encode_m4b,
    "opus": opus.encode_opus,
    "wav": wav.encode_wav,
    "epub": epub.encode_epub,
}
"""Formats that hold the sound: each writes itself to a path, so that memory stays flat."""

SOUNDS = ("mp3", "wav", "opus", "m4b")
"""Formats that are nothing but sound."""

PUBLISHERS: Mapping[str, Callable[..., Mapping[str, bytes]]] = {
    "mp3": mp3.render,
    "m4b": m4b.render,
    "opus": opus.render,
    "wav": wav.render,
    "vtt": vtt.render,
    "srt": srt.render,
    "json": transcript.render,
    "html": html.render,
    "epub": epub.render,
}
"""Every output: `PUBLISHERS["mp3"](bulletin)` gives its files as bytes, by name."""


def write_outputs(
    bulletin: Bulletin,
    folder: Path,
    formats: Sequence[str] = ("mp3",),
    *,
    settings: Settings | None = None,
    stem: str | None = None,
    made_from: str = "",
) -> tuple[Path, ...]:
    """Write the bulletin to `folder` in these formats and return the paths, the first format first.

    Files are named after the date and title, or `stem`. They appear only when all are whole; a failure leaves
    older ones as they were. The manifest `<stem>.json` is written with them: from it other formats are made
    later, without rendering. It keeps `made_from`, by which `find_unchanged` knows that nothing changed.
    """
    return write_files(bulletin, folder, formats, ENCODERS, PUBLISHERS, settings, stem, made_from)


def write_sound(bulletin: Bulletin, path: Path, settings: Settings) -> None:
    """Write only the bulletin's sound, whole or not at all. Raises UsageError if the name ends otherwise."""
    format_ = check_sound_name(path)
    make_folder(path.parent)
    with scratch_file(path) as scratch:
        ENCODERS[format_](bulletin, scratch, settings)
        put_in_place(scratch, path)


def check_sound_name(path: Path) -> str:
    """Return the format that a name ends in. Raises UsageError if that is no kind of sound."""
    format_ = path.suffix.removeprefix(".").lower()
    if format_ not in SOUNDS:
        raise UsageError(f"{path}: that is no kind of sound; a name can end in .{', .'.join(SOUNDS)}.")
    return format_


def publish_manifest(
    manifest: Manifest, formats: Sequence[str], settings: Settings | None = None
) -> tuple[Path, ...]:
    """Write further formats of what an earlier run left, beside its manifest; nothing is rendered again."""
    settings = settings or Settings()
    sounding = any(name in ENCODERS for name in formats) or ("html" in formats and not manifest.file(".mp3"))
    bulletin = with_sound(manifest) if sounding or settings.embed_audio else manifest.bulletin
    return write_outputs(bulletin, manifest.path.parent, formats, settings=settings, stem=manifest.stem)


def write_podcast(folder: Path, base_url: str, settings: Settings | None = None) -> Path:
    """Write feed.xml for the bulletins in a folder, with all that it links to, and return its path."""
    chosen = settings or Settings()
    return write_feed(
        folder, base_url, chosen, lambda manifest, names: publish_manifest(manifest, names, chosen)
    )


__all__ = [
    "ENCODERS",
    "PUBLISHERS",
    "SOUNDS",
    "check_folder",
    "check_sound_name",
    "check_targets",
    "checked_stem",
    "dated_stem",
    "find_manifests",
    "find_unchanged",
    "publish_manifest",
    "read_cover",
    "slug",
    "to_record",
    "write_outputs",
    "write_podcast",
    "write_sound",
]
