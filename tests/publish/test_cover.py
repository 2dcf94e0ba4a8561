"""The cover: read by what it is, not by its name; with the title of the show where none is given."""

import struct

import pytest

from bulletin import ffmpeg
from bulletin.errors import EncodingError
from bulletin.publish import cover as module
from bulletin.publish.cover import jpeg_size, png_size, read_cover, titled_cover

RGB = 2


def test_the_default_is_what_apple_takes():
    """Square, at least 1400 pixels, RGB, and small enough to stand in every MP3."""
    cover = read_cover()
    assert (cover.width, cover.height, cover.mime, cover.suffix) == (1400, 1400, "image/png", ".png")
    assert cover.data[25] == RGB
    assert len(cover.data) < 40_000


@pytest.mark.parametrize(("suffix", "mime"), [("png", "image/png"), ("jpg", "image/jpeg")])
def test_size_and_type_are_read_from_the_picture(tmp_path, suffix, mime):
    path = tmp_path / f"x.{suffix}"
    ffmpeg.run(["-f", "lavfi", "-i", "color=red:s=320x200", "-frames:v", "1", str(path)])
    misnamed = path.rename(tmp_path / "cover.gif")
    cover = read_cover(misnamed)
    assert (cover.width, cover.height, cover.mime) == (320, 200, mime)


def test_a_title_is_drawn_the_same_each_time_and_stays_rgb():
    one, two = titled_cover("Het nieuws van acht uur"), titled_cover("Het nieuws van acht uur")
    assert one == two
    assert (one.width, one.height, one.data[25]) == (1400, 1400, RGB)


def test_any_title_gives_a_cover(hostile_title):
    """Nothing in a title is a command to the program that draws it."""
    title = hostile_title.encode("utf-8", "replace").decode() + "%{pts} ':\\"
    assert titled_cover(title).width == 1400


def test_without_letters_or_fonts_it_is_the_default(monkeypatch):
    assert titled_cover("🚀") == read_cover()

    def no_font(_arguments):
        raise EncodingError("ffmpeg failed: Cannot find a valid font for the family Sans")

    monkeypatch.setattr(module.ffmpeg, "run", no_font)
    assert titled_cover("Nieuws") == read_cover()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG",
        b"\xff\xd8",
        b"\xff\xd8\xff\xe0\x00\x10" + bytes(14),
        b"GIF89a" + struct.pack("<HH", 9, 9),
    ],
)
def test_what_is_no_picture_has_no_size(data):
    assert png_size(data) is None
    assert jpeg_size(data) is None
