"""M4B: AAC with chapters in the file, for Apple's players and audiobook apps."""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bulletin.model import Bulletin, Chapter
from bulletin.publish.cover import read_cover
from bulletin.publish.encoding import encode, rendered
from bulletin.publish.names import clean, file_stem, published, title
from bulletin.publish.text import credit, read_text
from bulletin.settings import Settings

_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "=;#\\"})


def encode_m4b(bulletin: Bulletin, path: Path, settings: Settings) -> None:
    """Write the bulletin as M4B with the chapters of the MP3, tags, and the text that is read as lyrics."""
    codec = ["-ar", str(settings.sample_rate), "-ac", "1", "-c:a", "aac", "-b:a", f"{settings.bitrate_kbps}k"]
    with tempfile.TemporaryDirectory(prefix="bulletin-") as folder:
        marks = Path(folder) / "chapters.txt"
        marks.write_text(ffmetadata(bulletin.chapters, bulletin.audio.rate), "utf-8", newline="\n")
        inputs = ["-f", "ffmetadata", "-i", f"file:{marks}"]
        encode(
            bulletin,
            path,
            [*codec, "-map_chapters", "1", "-movflags", "+faststart", "-f", "ipod"],
            settings,
            inputs=inputs,
        )
    write_tags(bulletin, path, settings)


def ffmetadata(chapters: Sequence[Chapter], rate: int) -> str:
    """Return chapters as ffmpeg reads them, in samples."""
    parts = [
        f"[CHAPTER]\nTIMEBASE=1/{rate}\nSTART={chapter.start}\nEND={chapter.stop}\n"
        f"title={' '.join(clean(chapter.title).split()).translate(_SPECIAL)}\n"
        for chapter in chapters
    ]
    return ";FFMETADATA1\n" + "".join(parts)


def write_tags(bulletin: Bulletin, path: Path, settings: Settings) -> None:
    """Give the file its names, credit, cover and text."""
    mp4 = importlib.import_module("mutagen.mp4")
    file = mp4.MP4(path)
    day = published(bulletin)
    cover = read_cover(settings.cover)
    texts = {
        "\xa9nam": title(bulletin),
        "\xa9ART": clean(bulletin.tags.artist),
        "\xa9alb": clean(bulletin.tags.album),
        "\xa9gen": clean(bulletin.tags.genre),
        "\xa9day": day.isoformat() if day else "",
        "\xa9cmt": credit(bulletin),
        "\xa9lyr": read_text(bulletin),
    }
    for name, text in texts.items():
        if text:
            file[name] = [text]
    kinds = {"image/png": mp4.MP4Cover.FORMAT_PNG, "image/jpeg": mp4.MP4Cover.FORMAT_JPEG}
    file["covr"] = [mp4.MP4Cover(cover.data, imageformat=kinds[cover.mime])]
    file["stik"] = [2]  # audiobook
    file.save(padding=lambda _: 0)


def render(
    bulletin: Bulletin, *, settings: Settings | None = None, stem: str | None = None
) -> Mapping[str, bytes]:
    """Return the M4B under its file name."""
    return {f"{stem or file_stem(bulletin)}.m4b": rendered(bulletin, encode_m4b, ".m4b", settings)}
