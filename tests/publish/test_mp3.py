"""The MP3: times true after decoding, loudness right as encoded, tags read back, always the same bytes."""

import io
import itertools

import numpy as np
import pytest
from mutagen.id3 import ID3, CTOCFlags
from mutagen.mp3 import MP3

from bulletin import ffmpeg
from bulletin.audio.loudness import measure
from bulletin.audio.spool import read
from bulletin.errors import SettingsError
from bulletin.ffmpeg import Loudness
from bulletin.model import Chapter
from bulletin.publish import PUBLISHERS, encoding, write_outputs
from bulletin.publish.captions import captions
from bulletin.publish.encoding import correction_db
from bulletin.publish.id3 import at_most, iso_639_2
from bulletin.publish.text import DISCLOSURE, read_text
from bulletin.settings import Settings


@pytest.fixture(scope="module")
def mp3(bulletin, tmp_path_factory):
    (path,) = write_outputs(bulletin, tmp_path_factory.mktemp("mp3"))
    return path


def decoded(path, rate, tmp_path):
    """Return the samples of a file at a rate."""
    raw = tmp_path / "decoded.f32"
    ffmpeg.run(["-i", str(path), "-ac", "1", "-ar", str(rate), "-f", "f32le", str(raw)])
    return np.fromfile(raw, dtype="<f4")


@pytest.mark.parametrize("settings", [Settings(), Settings(sample_rate=24_000, bitrate_kbps=64)])
def test_the_decoded_file_is_as_long_as_the_bulletin_and_not_later(bulletin, tmp_path, settings):
    """An encoder puts silence before and after; the LAME tag takes it away again, so cue times are true."""
    (path,) = write_outputs(bulletin, tmp_path, settings=settings)
    heard = decoded(path, settings.sample_rate, tmp_path)
    assert len(heard) == round(bulletin.audio.length * settings.sample_rate / bulletin.audio.rate)
    original = read(bulletin.audio, 0, bulletin.audio.length)
    again = decoded(path, bulletin.audio.rate, tmp_path)[: len(original)]
    original = original[: len(again)]
    match = np.fft.irfft(np.fft.rfft(again) * np.conj(np.fft.rfft(original)))
    assert np.argmax(match) in (0, 1, len(match) - 1), "moved by at most one sample"


def test_what_is_encoded_is_at_the_loudness_and_under_the_true_peak(mp3):
    """Read as one channel, as `ffmpeg -af ebur128` reads it."""
    measured = measure(mp3)
    assert measured.integrated_lufs == pytest.approx(-16, abs=0.5)
    assert measured.true_peak_dbtp <= -1.0


def test_it_is_mono_cbr_of_the_asked_kind(mp3):
    info = MP3(mp3).info
    assert (info.channels, info.sample_rate, info.bitrate) == (1, 44_100, 96_000)
    assert info.length == pytest.approx(MP3(mp3).info.length)
    assert not info.sketchy


def test_the_same_bulletin_gives_the_same_bytes(bulletin, mp3):
    ((name, data),) = PUBLISHERS["mp3"](bulletin).items()
    assert name == mp3.name
    assert data == mp3.read_bytes()


def test_tags_read_back(bulletin, mp3):
    tags = ID3(mp3)
    assert tags.version == (2, 4, 0)
    assert tags["TIT2"] == "Kabinet steekt € 1 miljard in treinen"
    assert tags["TPE1"] == "Redactie"
    assert tags["TALB"] == "Het nieuws"
    assert tags["TCON"] == "Podcast"
    assert tags["TLAN"] == "nld"
    assert str(tags["TDRC"]) == "2026-11-22"
    assert tags["COMM::nld"] == f"Stem: Nathalie (CC0). {DISCLOSURE}"
    assert tags["TXXX:ai-content"] == "true"
    assert tags["USLT::nld"].text == read_text(bulletin)
    assert "€ 1 miljard" in tags["USLT::nld"].text
    picture = tags["APIC:"]
    assert (picture.mime, picture.type) == ("image/png", 3)
    assert len(picture.data) < 50_000


def test_chapters_cover_the_decoded_file(bulletin, mp3):
    tags = ID3(mp3)
    (contents,) = tags.getall("CTOC")
    assert contents.flags == CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    found = [tags[f"CHAP:{name}"] for name in contents.child_element_ids]
    assert [chapter.sub_frames["TIT2"].text[0] for chapter in found] == [c.title for c in bulletin.chapters]
    assert found[0].start_time == 0
    assert all(left.end_time == right.start_time for left, right in itertools.pairwise(found))
    assert found[-1].end_time == round(bulletin.audio.seconds * 1000)
    assert {chapter.start_offset for chapter in found} == {0xFFFFFFFF}


def test_timed_lyrics_give_each_word_its_millisecond(bulletin, mp3):
    """SYLT in milliseconds, as a transcription; a sentence begins on a new line."""
    (lyrics,) = ID3(mp3).getall("SYLT")
    assert (lyrics.lang, lyrics.format, lyrics.type) == ("nld", 2, 2)
    words = [word for caption in captions(bulletin) for word in caption.words]
    assert [text.strip() for text, _ in lyrics.text] == [word.text for word in words]
    assert [time for _, time in lyrics.text] == [round(word.start / 24) for word in words]
    assert sum(text.startswith("\n") for text, _ in lyrics.text) == len(bulletin.cues)


def test_ffmpeg_reads_the_chapters(bulletin, mp3):
    log = ffmpeg.run(["-i", str(mp3), "-f", "null", "-"])
    listed = log.split("Stream #0")[0].split("Chapter #0:")[1:]
    found = [float(chapter.partition("start ")[2].partition(",")[0]) for chapter in listed]
    assert len(found) == len(bulletin.chapters)
    assert found == sorted(found), "in their order, whatever the length of their titles"


def test_more_chapters_than_the_tag_holds_become_fewer_over_the_same_time():
    many = [Chapter(str(n), n * 10, n * 10 + 10) for n in range(700)]
    few = at_most(many, 255)
    assert len(few) <= 255
    assert (few[0].start, few[-1].stop) == (0, 7000)
    assert all(left.stop == right.start for left, right in itertools.pairwise(few))
    assert at_most([], 255) == ()


def test_a_hostile_title_is_only_text(make_bulletin, hostile_title, tmp_path):
    (path,) = write_outputs(make_bulletin(hostile_title), tmp_path)
    assert path.parent == tmp_path
    assert {file.name for file in tmp_path.iterdir()} == {path.name, f"{path.stem}.json"}
    assert len(ID3(path)["TIT2"].text) == 1


def test_the_newsrooms_own_cover_is_taken(bulletin, tmp_path):
    cover = tmp_path / "cover.jpg"
    ffmpeg.run(["-f", "lavfi", "-i", "color=red:s=64x48", "-frames:v", "1", str(cover)])
    data = PUBLISHERS["mp3"](bulletin, settings=Settings(cover=cover)).popitem()[1]
    assert ID3(io.BytesIO(data))["APIC:"].mime == "image/jpeg"
    assert ID3(io.BytesIO(data))["APIC:"].data == cover.read_bytes()


@pytest.mark.parametrize("content", [None, b"", b"GIF89a", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"])
def test_a_cover_that_is_no_picture_is_told(bulletin, tmp_path, content):
    cover = tmp_path / "cover.jpg"
    if content is not None:
        cover.write_bytes(content)
    with pytest.raises(SettingsError, match=r"cover\.jpg"):
        write_outputs(bulletin, tmp_path / "out", settings=Settings(cover=cover))
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("lufs", "peak", "gain"),
    [
        (-16.1, -2.0, 0.0),  # close enough
        (-16.4, -2.0, 0.4),  # the encoder took a little
        (-16.4, -1.2, 0.2),  # no further than the ceiling
        (-16.0, -0.7, -0.3),  # over the ceiling
        (-23.0, -9.0, 0.0),  # another level on purpose
        (None, float("-inf"), 0.0),  # silence
    ],
)
def test_what_the_encoder_did_is_mended_within_reason(lufs, peak, gain):
    assert correction_db(Loudness(lufs, peak), Settings()) == pytest.approx(gain)


def test_language_codes_of_the_tag():
    assert [iso_639_2(tag) for tag in ("nl-NL", "nl-BE", "fy", "xx")] == ["nld", "nld", "fry", "und"]


def test_gain_that_takes_the_peak_too_high_is_halved(monkeypatch, tmp_path):
    """An encoder may answer half a decibel with one and a half more peak: what is kept stays under it."""
    kept = []
    monkeypatch.setattr(encoding, "_encode", lambda *given: kept.append(given[-1]))
    monkeypatch.setattr(
        encoding.ffmpeg,
        "measure_loudness",
        lambda _: Loudness(-16.5 + kept[-1], -1.9 + kept[-1] + (1.1 if kept[-1] > 0.3 else 0.0)),
    )
    encoding.encode(None, tmp_path / "x.mp3", (), Settings())
    assert kept == [0.0, 0.5, 0.25, 0.38, 0.25]
