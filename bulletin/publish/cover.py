"""The picture of a bulletin: the newsroom's own, or the one drawn for the project."""

from __future__ import annotations

import struct
import tempfile
import textwrap
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from bulletin import ffmpeg
from bulletin.errors import EncodingError, SettingsError

NIGHT, PAPER = "0x102642", "0xf5f1e8"  # the colors of tools/draw_cover.py
LINE_LETTERS, MOST_LINES = 22, 3


@dataclass(frozen=True, slots=True)
class Cover:
    """A picture as it lies in its file: 'image/png' or 'image/jpeg', with its size in pixels."""

    data: bytes = field(repr=False)
    mime: str
    width: int
    height: int

    @property
    def suffix(self) -> str:
        """The suffix that goes with the type."""
        return {"image/png": ".png", "image/jpeg": ".jpg"}[self.mime]


def read_cover(path: Path | None = None) -> Cover:
    """Return the picture in a file, or the default one. Raises SettingsError if it is no PNG or JPEG."""
    if path is None:
        data = resources.files("bulletin.publish").joinpath("templates", "cover.png").read_bytes()
    else:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SettingsError(f"The cover {path} cannot be read: {error.strerror}.") from error
    size = png_size(data) or jpeg_size(data)
    if size is None:
        raise SettingsError(f"The cover {path} is not a PNG or JPEG picture; save it as one of these.")
    return Cover(data, "image/png" if data.startswith(b"\x89PNG") else "image/jpeg", *size)


def titled_cover(title: str) -> Cover:
    """Return the default picture with a title in place of its lines of text.

    The letters are those of a font of this machine; where there is none, the picture stays as it is.
    """
    default = read_cover()
    lines = textwrap.wrap(title, LINE_LETTERS, max_lines=MOST_LINES, placeholder=" …")
    if not any(letter.isalnum() for letter in title):
        return default
    with tempfile.TemporaryDirectory(prefix="bulletin-") as folder:
        before, text, after = (Path(folder) / name for name in ("before.png", "title.txt", "after.png"))
        before.write_bytes(default.data)
        text.write_text("\n".join(lines), "utf-8")
        escaped = text.as_posix().replace(":", r"\:").replace("'", r"\'")
        drawn = (
            f"drawbox=x=0:y=ih*0.66:w=iw:h=ih*0.34:color={NIGHT}:t=fill,drawtext=font=Sans:expansion=none:"
            f"textfile={escaped}:fontcolor={PAPER}:fontsize=h*0.068:line_spacing=22:x=w*0.14:y=h*0.69"
        )
        try:
            ffmpeg.run(
                [
                    "-i",
                    str(before),
                    "-vf",
                    drawn,
                    "-pix_fmt",
                    "rgb24",
                    "-frames:v",
                    "1",
                    "-bitexact",
                    str(after),
                ]
            )
        except EncodingError:
            return default
        return read_cover(after)


def png_size(data: bytes) -> tuple[int, int] | None:
    """Return (width, height) of a PNG, or None if this is not one."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR" or len(data) < 24:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Return (width, height) of a JPEG from its start-of-frame segment, or None if this is not one."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 1 if marker == 0xFF else 2 + length
    return None
