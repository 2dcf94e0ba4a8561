"""M4B, Opus and WAV: as long as the bulletin, as loud as asked, tags and chapters read back."""

import base64

import numpy as np
import pytest
from mutagen.flac import Picture
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus

from bulletin import ffmpeg
from bulletin.audio.loudness import measure
from bulletin.audio.spool import read
from bulletin.publish import ENCODERS, PUBLISHERS, write_outputs
from bulletin.publish.m4b import ffmetadata
from bulletin.publish.text import DISCLOSURE, read_text


@pytest.fixture(scope="module")
def files(bulletin, tmp_path_factory):
    formats = ["m4b", "opus", "wav"]
    return dict(zip(formats, write_outputs(bulletin, tmp_path_factory.mktemp("x"), formats), strict=True))


@pytest.mark.parametrize("format_", ["m4b", "opus", "wav"])
def test_what_is_decoded_is_the_bulletin_at_its_own_time(bulletin, files, format_, tmp_path):
    raw = tmp_path / "raw.f32"
    ffmpeg.run(["-i", str(files[format_]), "-ac", "1", "-ar", "24000", "-f", "f32le", str(raw)])
    again, original = np.fromfile(raw, dtype="<f4"), read(bulletin.audio, 0, bulletin.audio.length)
    assert abs(len(again) - len(original)) <= 1024, "AAC may end with what fills its last block"
    count = min(len(again), len(original))
    match = np.fft.irfft(np.fft.rfft(again[:count]) * np.conj(np.fft.rfft(original[:count])))
    assert np.argmax(match) in (0, 1, len(match) - 1)
    measured = measure(files[format_])
    assert measured.integrated_lufs == pytest.approx(-16, abs=0.5)
    assert measured.true_peak_dbtp <= -1.0


@pytest.mark.parametrize("format_", sorted(ENCODERS))
def test_the_same_bulletin_gives_the_same_bytes(bulletin, format_):
    assert PUBLISHERS[format_](bulletin) == PUBLISHERS[format_](bulletin)


def test_m4b_reads_back(bulletin, files):
    file = MP4(files["m4b"])
    assert file["\xa9nam"] == ["Kabinet steekt € 1 miljard in treinen"]
    assert file["\xa9cmt"] == [f"Stem: Nathalie (CC0). {DISCLOSURE}"]
    assert file["\xa9lyr"] == [read_text(bulletin)]
    assert file["covr"][0].startswith(b"\x89PNG")
    assert [chapter.title for chapter in file.chapters] == [c.title for c in bulletin.chapters]
    starts = [c.start / bulletin.audio.rate for c in bulletin.chapters]
    assert [chapter.start for chapter in file.chapters] == pytest.approx(starts, abs=0.002)


def test_opus_reads_back(bulletin, files):
    file = OggOpus(files["opus"])
    assert file["title"] == ["Kabinet steekt € 1 miljard in treinen"]
    assert file["comment"] == [f"Stem: Nathalie (CC0). {DISCLOSURE}"]
    assert [file[f"chapter{n:03}name"][0] for n in (1, 2, 3)] == [c.title for c in bulletin.chapters]
    assert file["chapter001"] == ["00:00:00.000"]
    assert Picture(base64.b64decode(file["metadata_block_picture"][0])).width == 1400


def test_a_hostile_chapter_title_is_one_line_of_ffmetadata(bulletin, hostile_title):
    from dataclasses import replace

    chapter = replace(bulletin.chapters[0], title=hostile_title + "=;#\\")
    text = ffmetadata([chapter], 24_000)
    assert len(text.splitlines()) == 6
    assert text.rstrip("\n").endswith(r"\=\;\#\\")


def test_a_hostile_title_is_only_text_in_the_tags(make_bulletin, hostile_title, tmp_path):
    m4b, opus = write_outputs(make_bulletin(hostile_title), tmp_path, ["m4b", "opus"], stem="x")
    (name,) = MP4(m4b)["\xa9nam"]
    assert OggOpus(opus)["title"] == [name]
    assert name == " ".join(name.split()) != ""
    assert {path.name for path in tmp_path.iterdir()} == {"x.m4b", "x.opus", "x.json"}
