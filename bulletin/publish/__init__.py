"""A bulletin becomes files: `write_outputs(bulletin, folder, ["mp3"])`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bulletin.model import Bulletin
from bulletin.publish import epub, html, m4b, mp3, opus, srt, transcript, vtt, wav
from bulletin.publish.encoding import Encoder
from bulletin.publish.names import dated_stem
from bulletin.publish.record import to_record
from bulletin.publish.write import find_unchanged, write_files
from bulletin.settings import Settings

ENCODERS: Mapping[str, Encoder] = {
    "mp3": mp3.encode_mp3,
    "m4b": m4b.encode_m4b,
    "opus": opus.encode_opus,
    "wav": wav.encode_wav,
    "epub": epub.encode_epub,
}
"""Formats that hold the sound: each writes itself to a path, so that memory stays flat."""

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


__all__ = ["ENCODERS", "PUBLISHERS", "dated_stem", "find_unchanged", "to_record", "write_outputs"]
