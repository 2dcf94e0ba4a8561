"""The feed: what Apple, PSP-1 and Podcasting 2.0 ask for, true to the files, the same each time."""

import re
import shutil
from dataclasses import replace
from datetime import date
from email.utils import parsedate_to_datetime

import feedparser
import podcastparser
import pytest
from lxml import etree

from bulletin import ffmpeg
from bulletin.errors import SettingsError, UsageError
from bulletin.publish import find_manifests, write_outputs, write_podcast
from bulletin.publish.feed import NAMESPACES, earlier_guid, feed_guid
from bulletin.publish.manifest import read_manifest
from bulletin.publish.text import DISCLOSURE
from bulletin.settings import Podcast, Settings

BASE = "https://nieuws.example/podcast"
SETTINGS = Settings(
    podcast=Podcast(
        title="Het nieuws & meer",
        author="Redactie <Noord>",
        owner_email="redactie@nieuws.example",
        description="Elk uur het nieuws.",
    )
)


def made(bulletin, folder, days=(20, 21)):
    for day in days:
        dated = replace(bulletin, tags=replace(bulletin.tags, published=date(2026, 11, day)))
        write_outputs(dated, folder, ["mp3", "opus"])
    return write_podcast(folder, BASE, SETTINGS)


@pytest.fixture(scope="module")
def folder(bulletin, tmp_path_factory):
    path = tmp_path_factory.mktemp("podcast")
    made(bulletin, path)
    return path


@pytest.fixture(scope="module")
def channel(folder):
    return etree.parse(str(folder / "feed.xml")).getroot()[0]


def text(element, name):
    return element.findtext(name, namespaces=dict(NAMESPACES))


def find(element, name):
    return element.findall(name, namespaces=dict(NAMESPACES))


def test_the_channel_has_all_that_is_required_and_recommended(channel):
    """PSP-1 and Apple; values without spaces around them, at most 255 characters."""
    assert text(channel, "title") == "Het nieuws & meer"
    (self_link,) = find(channel, "atom:link")
    assert dict(self_link.attrib) == {
        "href": f"{BASE}/feed.xml",
        "rel": "self",
        "type": "application/rss+xml",
    }
    assert text(channel, "language") == "nl-NL"
    assert text(channel, "itunes:explicit") == "false"
    assert text(channel, "itunes:author") == "Redactie <Noord>"
    assert find(channel, "itunes:category")[0].get("text") == "News"
    assert find(channel, "itunes:image")[0].get("href") == f"{BASE}/cover.png"
    assert text(channel, "podcast:guid") == feed_guid(f"{BASE}/feed.xml")
    assert text(channel, "podcast:locked") == "yes"
    assert text(channel, "podcast:medium") == "podcast"
    assert [e.get("purpose") for e in find(channel, "podcast:txt")] == ["ai-content"]
    for element in channel.iter():
        value = element.text or ""
        if not len(element) and etree.QName(element).localname not in ("description", "encoded"):
            assert value == value.strip()
            assert len(value) <= 255


def test_every_episode_is_true_to_its_files(channel, folder):
    items = find(channel, "item")
    assert len(items) == 2
    dates = [parsedate_to_datetime(text(item, "pubDate")) for item in items]
    assert dates == sorted(dates, reverse=True)
    assert {str(day.utcoffset()) for day in dates} == {"1:00:00"}, "Europe/Amsterdam in November"
    for item in items:
        (enclosure,) = find(item, "enclosure")
        path = folder / enclosure.get("url").removeprefix(f"{BASE}/")
        assert enclosure.get("length") == str(path.stat().st_size)
        assert enclosure.get("type") == "audio/mpeg"
        log = ffmpeg.run(["-i", str(path), "-f", "null", "-"])
        hours, minutes, seconds = re.findall(r"time=(\d+):(\d+):([\d.]+)", log)[-1]
        decoded = (int(hours) * 60 + int(minutes)) * 60 + float(seconds)
        assert float(text(item, "itunes:duration")) == pytest.approx(decoded, abs=0.6)
        assert text(item, "podcast:txt") == "true"
        (other,) = [e for e in find(item, "podcast:alternateEnclosure") if e.get("type") == "audio/ogg"]
        opus = folder / find(other, "podcast:source")[0].get("uri").removeprefix(f"{BASE}/")
        assert other.get("length") == str(opus.stat().st_size)


def test_what_an_episode_links_to_is_there(channel, folder):
    (first, _) = find(channel, "item")
    kinds = [e.get("type") for e in find(first, "podcast:transcript")]
    assert kinds == ["text/vtt", "application/x-subrip", "application/json"]
    assert [e.get("type") for e in find(first, "podcast:chapters")] == ["application/json+chapters"]
    addresses = re.findall(rf'{BASE}/([^"<]+)', (folder / "feed.xml").read_text("utf-8"))
    assert {name for name in addresses if not (folder / name).is_file()} == set()


def test_every_address_is_plain_ascii(folder):
    for address in re.findall(r'https?://[^\s"<]+', (folder / "feed.xml").read_text("utf-8")):
        assert re.fullmatch(r"[A-Za-z0-9:/._~#?=&;-]+", address)


def test_every_episode_says_that_a_computer_speaks(channel):
    for item in find(channel, "item"):
        assert DISCLOSURE in text(item, "description")
        assert DISCLOSURE in text(item, "content:encoded")


def test_show_notes_are_escaped_html_with_source_and_chapter_times(channel):
    notes = text(find(channel, "item")[0], "content:encoded")
    assert '<a href="https://nieuws.example/treinen">' in notes
    assert "00:00:00 Kabinet steekt" in notes
    assert "sprinters &amp; stations" in notes
    plain = text(find(channel, "item")[0], "description")
    assert re.findall(r"^\d\d:\d\d:\d\d ", plain, re.MULTILINE)[0] == "00:00:00 "
    assert len(plain.encode()) <= 4000


def test_feedparser_reads_back_what_was_meant(folder):
    feed = feedparser.parse((folder / "feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.feed.title == "Het nieuws & meer"
    assert [entry.title for entry in feed.entries] == ["Kabinet steekt € 1 miljard in treinen"] * 2
    assert feed.entries[0].enclosures[0].type == "audio/mpeg"
    assert feed.entries[0].id == find_manifests(folder)[0].guid


def test_podcastparser_reads_back_what_was_meant(folder):
    with (folder / "feed.xml").open("rb") as stream:
        feed = podcastparser.parse(f"{BASE}/feed.xml", stream)
    assert feed["language"] == "nl-NL"
    assert feed["explicit"] is False
    episode = feed["episodes"][0]
    assert episode["published"] > 0
    assert episode["total_time"] == round(find_manifests(folder)[0].bulletin.audio.seconds)
    assert episode["enclosures"][0]["file_size"] == find_manifests(folder)[0].file(".mp3").bytes


def test_an_unchanged_folder_writes_the_same_feed(folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    write_podcast(folder, BASE, SETTINGS)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_ids_stay_over_edits_and_a_move(bulletin, tmp_path):
    """A corrected text and another address change neither the feed's id nor an episode's."""
    made(bulletin, tmp_path, days=(20,))
    before = etree.parse(str(tmp_path / "feed.xml")).getroot()[0]
    (manifest,) = find_manifests(tmp_path)
    edited = replace(manifest.bulletin, tags=replace(manifest.bulletin.tags, title="Verbeterd"))
    shutil.copy(tmp_path / f"{manifest.stem}.mp3", tmp_path / "keep")
    write_outputs(replace(edited, audio=bulletin.audio), tmp_path, ["mp3"], stem=manifest.stem)
    write_podcast(tmp_path, "https://elders.example/", SETTINGS)
    after = etree.parse(str(tmp_path / "feed.xml")).getroot()[0]
    assert text(after, "podcast:guid") == text(before, "podcast:guid")
    old, new = (find(feed, "item")[0] for feed in (before, after))
    assert text(new, "title") == "Verbeterd"
    assert text(new, "guid") == text(old, "guid")
    assert text(new, "pubDate") == text(old, "pubDate")
    assert find(new, "enclosure")[0].get("url").startswith("https://elders.example/")


def test_a_limit_keeps_the_newest(bulletin, folder, tmp_path):
    copy = shutil.copytree(folder, tmp_path / "x")
    write_podcast(copy, BASE, replace(SETTINGS, podcast=replace(SETTINGS.podcast, limit=1, season=2)))
    (item,) = find(etree.parse(str(copy / "feed.xml")).getroot()[0], "item")
    assert text(item, "guid") == find_manifests(copy)[0].guid
    assert text(item, "itunes:season") == "2"


def test_a_file_that_changed_or_went_is_not_in_the_feed(folder, tmp_path):
    copy = shutil.copytree(folder, tmp_path / "x")
    first, second = find_manifests(copy)
    (copy / first.file(".mp3").name).unlink()
    (copy / second.file(".opus").name).write_bytes(b"x")
    write_podcast(copy, BASE, SETTINGS)
    (item,) = find(etree.parse(str(copy / "feed.xml")).getroot()[0], "item")
    assert text(item, "guid") == second.guid
    assert find(item, "podcast:alternateEnclosure") == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
    ],
)
def test_the_feeds_id_is_that_of_the_specification(address, expected):
    assert feed_guid(address) == expected


@pytest.mark.parametrize("address", ["nieuws.nl", "ftp://x.nl/", "https://", "file:///tmp", "https://é.nl/"])
def test_an_address_that_is_none_is_told(folder, address):
    with pytest.raises(UsageError, match="no address of a folder on the web"):
        write_podcast(folder, address, SETTINGS)


@pytest.mark.parametrize("size", ["1400x1300", "300x300", "3100x3100"])
def test_artwork_that_apple_refuses_is_told(folder, tmp_path, size):
    image = tmp_path / "cover.png"
    ffmpeg.run(["-f", "lavfi", "-i", f"color=red:s={size}", "-frames:v", "1", str(image)])
    with pytest.raises(SettingsError, match="must be square, 1400 to 3000"):
        write_podcast(folder, BASE, replace(SETTINGS, podcast=replace(SETTINGS.podcast, image=image)))


def test_an_empty_folder_is_told(tmp_path):
    with pytest.raises(UsageError, match="holds no bulletins"):
        write_podcast(tmp_path, BASE, SETTINGS)


def test_a_broken_feed_has_no_id():
    assert earlier_guid(b"<rss") == ""
    assert earlier_guid(b"<rss><channel/></rss>") == ""


def test_hostile_text_is_only_text(make_bulletin, hostile_title, tmp_path):
    hostile = make_bulletin(hostile_title)
    tags = replace(hostile.tags, artist=hostile_title, album=hostile_title, comment=hostile_title)
    write_outputs(replace(hostile, tags=tags), tmp_path, ["mp3"], stem="x")
    podcast = Podcast(title=hostile_title, description=hostile_title, author=hostile_title)
    write_podcast(tmp_path, BASE, Settings(podcast=podcast))
    root = etree.parse(str(tmp_path / "feed.xml")).getroot()
    assert not [e for e in root.iter() if etree.QName(e).localname in ("script", "b")]
    notes = root[0].find("item").findtext(f"{{{NAMESPACES['content']}}}encoded")
    assert "<script" not in notes
    assert not feedparser.parse((tmp_path / "feed.xml").read_bytes()).bozo
    assert read_manifest(tmp_path / "x.json").stem == "x"


def test_a_browser_shows_it_by_css(folder):
    """XSLT leaves the browsers: the style sheet is CSS, and shows nothing of the other namespaces."""
    root = etree.parse(str(folder / "feed.xml")).getroot()
    style = root.getprevious()
    assert (style.target, style.get("type"), style.get("href")) == ("xml-stylesheet", "text/css", "feed.css")
    assert '@namespace ""' in (folder / "feed.css").read_text("utf-8")
