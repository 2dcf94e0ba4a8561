"""The book: what readers ask of its container, clips without gaps inside the sound, every target there."""

import io
import re
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from bulletin import ffmpeg
from bulletin.publish import PUBLISHERS, write_outputs
from bulletin.publish.captions import captions
from bulletin.publish.text import DISCLOSURE, read_text
from bulletin.settings import Settings

OPF = "{http://www.idpf.org/2007/opf}"
SMIL = "{http://www.w3.org/ns/SMIL}"


def opened(bulletin, **settings):
    (data,) = PUBLISHERS["epub"](bulletin, settings=Settings(**settings), stem="x").values()
    return zipfile.ZipFile(io.BytesIO(data))


@pytest.fixture(scope="module")
def book(make_bulletin):
    return opened(make_bulletin(articles=2))


def xml(book, name):
    return etree.fromstring(book.read(f"EPUB/{name}"))


def clips(book):
    """Return (document, target, begin, end) of every clip, in the order of the spine."""
    found = []
    for number in range(1, 10):
        if f"EPUB/artikel-{number}.smil" not in book.namelist():
            break
        for par in xml(book, f"artikel-{number}.smil").iter(f"{SMIL}par"):
            text, audio = par
            page, _, target = text.get("src").partition("#")
            times = [round(float(audio.get(name)[:-1]) * 1000) for name in ("clipBegin", "clipEnd")]
            found.append((page, target, *times))
    return found


def milliseconds(clock):
    hours, minutes, seconds = clock.split(":")
    return round((int(hours) * 60 + int(minutes)) * 60_000 + float(seconds) * 1000)


def test_the_type_comes_first_and_uncompressed(book):
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert book.read("mimetype") == b"application/epub+zip"


@pytest.mark.parametrize("words", [False, True])
def test_clips_follow_each_other_from_the_first_sample_to_the_last(make_bulletin, words, tmp_path):
    bulletin = make_bulletin(articles=2)
    book = opened(bulletin, epub_words=words)
    found = clips(book)
    assert found[0][2] == 0
    assert all(left[3] == right[2] for left, right in pairwise(found))
    assert all(begin < end for _, _, begin, end in found)
    sound, raw = Path(book.extract("EPUB/geluid.mp3", tmp_path)), tmp_path / "raw.f32"
    ffmpeg.run(["-i", str(sound), "-f", "f32le", str(raw)])
    assert found[-1][3] == pytest.approx(raw.stat().st_size / 4 / 44.1, abs=1)
    shown = captions(bulletin)
    assert len(found) == (sum(len(c.words) for c in shown) if words else len(shown))


def test_the_durations_are_those_of_the_clips_and_add_up(book):
    package = xml(book, "package.opf")
    metas = [m for m in package.iter(f"{OPF}meta") if m.get("property") == "media:duration"]
    parts = {m.get("refines"): milliseconds(m.text) for m in metas if m.get("refines")}
    (total,) = (milliseconds(m.text) for m in metas if not m.get("refines"))
    assert sum(parts.values()) == total == clips(book)[-1][3]
    assert list(parts) == ["#artikel-1-overlay", "#artikel-2-overlay"]


def test_every_clip_marks_an_element_that_is_there_in_reading_order(book):
    for page in ("artikel-1.xhtml", "artikel-2.xhtml"):
        ids = [element.get("id") for element in xml(book, page).iter() if element.get("id")]
        targets = [target for name, target, _, _ in clips(book) if name == page]
        assert [name for name in ids if name in targets] == targets


def test_the_text_is_the_article_and_says_that_a_computer_speaks(bulletin):
    page = xml(opened(bulletin), "artikel-1.xhtml")
    section = page.find(".//{http://www.w3.org/1999/xhtml}section")
    assert " ".join("".join(section.itertext()).split()) == " ".join(read_text(bulletin).split())
    assert DISCLOSURE in "".join(page.itertext())


def test_everything_that_is_listed_is_there_and_nothing_else(book):
    listed = {item.get("href") for item in xml(book, "package.opf").iter(f"{OPF}item")}
    inside = {name.removeprefix("EPUB/") for name in book.namelist() if name.startswith("EPUB/")}
    assert listed == inside - {"package.opf"}


def test_the_contents_name_articles_and_headings(book):
    links = [(a.get("href"), a.text) for a in xml(book, "nav.xhtml").iter("{http://www.w3.org/1999/xhtml}a")]
    assert links[1] == ("artikel-1.xhtml#s2", "Kritiek")
    assert [href for href, _ in links] == [
        "artikel-1.xhtml", "artikel-1.xhtml#s2", "artikel-2.xhtml", "artikel-2.xhtml#s8",
    ]  # fmt: skip


def test_the_active_class_has_a_style(book):
    package = book.read("EPUB/package.opf").decode()
    active = re.search(r'media:active-class">([^<]+)<', package)[1]
    assert f".{active}" in book.read("EPUB/stijl.css").decode()
    assert "stijl.css" in book.read("EPUB/artikel-1.xhtml").decode()


def test_the_same_bulletin_gives_the_same_bytes(bulletin, tmp_path):
    (path,) = write_outputs(bulletin, tmp_path, ["epub"], stem="x")
    assert PUBLISHERS["epub"](bulletin, stem="x") == {"x.epub": path.read_bytes()}


def test_hostile_text_is_only_text(make_bulletin, hostile_title):
    book = opened(make_bulletin(hostile_title))
    for name in book.namelist():
        assert not name.startswith(("/", ".."))
        if name.endswith((".opf", ".xhtml", ".smil", ".xml")):
            tree = etree.fromstring(book.read(name))
            assert not [e for e in tree.iter() if etree.QName(e).localname == "script"]
