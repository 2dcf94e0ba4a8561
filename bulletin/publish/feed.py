"""The podcast feed: RSS 2.0 with what Apple, Spotify and Podcasting 2.0 ask for, made from manifests.

The same folder gives the same bytes: no time of making stands in it, and every episode keeps its id and date.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from html import escape
from typing import Any
from urllib.parse import quote, urlsplit

from lxml import etree

from bulletin.errors import SettingsError, UsageError
from bulletin.model import Bulletin
from bulletin.publish.clock import stamp
from bulletin.publish.cover import Cover
from bulletin.publish.manifest import TYPES, File, Manifest
from bulletin.publish.names import clean, title
from bulletin.publish.text import credit, first_sentence
from bulletin.settings import Podcast, Settings
from bulletin.version import __version__

FEED, STYLE = "feed.xml", "feed.css"
NAMESPACES: Mapping[str, str] = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "atom": "http://www.w3.org/2005/Atom",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
}
GUID_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # of podcast:guid, by its specification
LONGEST_VALUE = 255  # PSP-1
LONGEST_DESCRIPTION_BYTES = 4000  # Apple
SMALLEST_COVER, LARGEST_COVER = 1400, 3000
TRANSCRIPTS = (".vtt", ".srt", ".transcript.json")
ALTERNATES = (".opus", ".m4b")
NARRATOR = "Computerstem"
Element = Any  # lxml has no types


@dataclass(frozen=True, slots=True)
class Channel:
    """What holds for the whole feed."""

    base_url: str
    podcast: Podcast
    title: str
    author: str
    cover_name: str
    guid: str


def make_channel(
    base_url: str, settings: Settings, cover: Cover, manifests: Sequence[Manifest], guid: str = ""
) -> Channel:
    """Return what holds for the feed at `base_url`. `guid` is that of an earlier feed, which stays for ever.

    Raises UsageError for an address that is none, and SettingsError for artwork that Apple would refuse.
    """
    address = urlsplit(base_url)
    if address.scheme not in ("http", "https") or not address.netloc or not base_url.isascii():
        raise UsageError(
            f"{base_url}: is no address of a folder on the web, such as https://nieuws.nl/podcast/."
        )
    base = base_url.split("?")[0].split("#")[0].rstrip("/") + "/"
    check_cover(cover)
    podcast = settings.podcast
    newest = manifests[0].bulletin.tags if manifests else None
    named = feed_title(settings, manifests)
    author = podcast.author or settings.artist or (newest.artist if newest else "") or named
    return Channel(
        base,
        podcast,
        named,
        _value(author),
        f"cover{cover.suffix}",
        podcast.guid or guid or feed_guid(base + FEED),
    )


def feed_title(settings: Settings, manifests: Sequence[Manifest]) -> str:
    """Return the title of the show: its own, or that of the album that the bulletins are in."""
    album = manifests[0].bulletin.tags.album if manifests else ""
    return _value(settings.podcast.title or settings.album or album or "Bulletin")


def feed_guid(address: str) -> str:
    """Return the podcast:guid of a feed: UUIDv5 of its address without scheme and trailing slashes.

    >>> feed_guid("https://podnews.net/rss")
    '9b024349-ccf0-5f69-a609-6b82873eab3c'
    """
    return str(uuid.uuid5(GUID_NAMESPACE, address.partition("://")[2].rstrip("/")))


def earlier_guid(feed: bytes) -> str:
    """Return the podcast:guid in a feed that was written before, or '' if there is none."""
    try:
        root = etree.fromstring(feed, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return ""
    return root.findtext(f"channel/{{{NAMESPACES['podcast']}}}guid") or ""


def check_cover(cover: Cover) -> None:
    """Raise SettingsError unless the artwork is square and of the size that Apple takes."""
    if cover.width != cover.height or not SMALLEST_COVER <= cover.width <= LARGEST_COVER:
        raise SettingsError(
            f"The artwork of the podcast is {cover.width} × {cover.height} pixels; it must be square, "
            f"{SMALLEST_COVER} to {LARGEST_COVER}."
        )


def compose(manifests: Sequence[Manifest], channel: Channel) -> bytes:
    """Return the feed of the manifests that have an MP3, the newest first."""
    episodes = [manifest for manifest in manifests if manifest.file(".mp3")]
    podcast = channel.podcast
    root = etree.Element("rss", nsmap=dict(NAMESPACES), version="2.0")
    root.addprevious(etree.ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{STYLE}"'))
    top = _add(root, "channel")
    about = podcast.description or f"Het nieuws van {channel.author}, voorgelezen door een computerstem."
    link = podcast.link or channel.base_url
    cover = _address(channel, channel.cover_name)
    _add(top, "title", channel.title)
    _add(top, "link", link)
    _add(top, "atom:link", href=channel.base_url + FEED, rel="self", type="application/rss+xml")
    _add(top, "description", _cut(about, LONGEST_DESCRIPTION_BYTES))
    _add(top, "language", podcast.language)
    _add(top, "generator", f"bulletin {__version__}")
    if podcast.copyright:
        _add(top, "copyright", _value(podcast.copyright))
    if episodes:
        _add(top, "pubDate", format_datetime(episodes[0].published))
    image = _add(top, "image")
    for name, value in (("url", cover), ("title", channel.title), ("link", link)):
        _add(image, name, value)
    _add(top, "itunes:image", href=cover)
    _add(top, "itunes:author", channel.author)
    if podcast.owner_email:
        owner = _add(top, "itunes:owner")
        _add(owner, "itunes:name", _value(podcast.owner_name or channel.author))
        _add(owner, "itunes:email", _value(podcast.owner_email))
    category = _add(top, "itunes:category", text=_value(podcast.category))
    if podcast.subcategory:
        _add(category, "itunes:category", text=_value(podcast.subcategory))
    _add(top, "itunes:explicit", _truth(podcast.explicit))
    _add(top, "itunes:type", "episodic")
    _add(top, "podcast:guid", channel.guid)
    locked = {"owner": _value(podcast.owner_email)} if podcast.owner_email else {}
    _add(top, "podcast:locked", "yes" if podcast.locked else "no", **locked)
    _add(top, "podcast:medium", "podcast")
    _add(top, "podcast:person", channel.author[:128], role="author", group="writing")
    _add(top, "podcast:txt", "true", purpose="ai-content")
    for manifest in episodes[: podcast.limit or None]:
        _item(top, manifest, channel)
    data: bytes = etree.tostring(
        root.getroottree(), encoding="UTF-8", xml_declaration=True, pretty_print=True
    )
    return data


def show_notes(bulletin: Bulletin) -> str:
    """Return what an app shows under an episode, as HTML: summary, sources, chapters, and who speaks."""
    parts = [f"<p>{escape(first_sentence(bulletin))}</p>"]
    links = [f'<a href="{escape(source)}">{escape(source)}</a>' for source in sources(bulletin)]
    if links:
        parts.append(f"<p>Bron: {', '.join(links)}</p>")
    if len(bulletin.chapters) > 1:
        parts.append(f"<p>{'<br>'.join(escape(line) for line in chapter_lines(bulletin))}</p>")
    parts.append(f"<p>{escape(credit(bulletin))}</p>")
    return "\n".join(parts)


def summary(bulletin: Bulletin) -> str:
    """Return the same as plain text; chapters begin with their time, as Apple and Spotify read them."""
    whole = [first_sentence(bulletin), *(f"Bron: {source}" for source in sources(bulletin)), credit(bulletin)]
    chapters = "\n".join(chapter_lines(bulletin)) if len(bulletin.chapters) > 1 else ""
    text = "\n\n".join([whole[0], chapters, *whole[1:]] if chapters else whole)
    return text if len(text.encode()) <= LONGEST_DESCRIPTION_BYTES else "\n\n".join(whole)


def chapter_lines(bulletin: Bulletin) -> list[str]:
    """Return '00:01:05 Title' for every chapter."""
    rate = bulletin.audio.rate
    return [f"{stamp(c.start, rate)[:8]} {' '.join(clean(c.title).split())}" for c in bulletin.chapters]


def sources(bulletin: Bulletin) -> list[str]:
    """Return the web addresses of the articles."""
    found = (clean(article.source) for article in bulletin.script.articles)
    return list(dict.fromkeys(source for source in found if source.startswith(("https://", "http://"))))


def _item(top: Element, manifest: Manifest, channel: Channel) -> None:
    """Add an episode."""
    bulletin, sound = manifest.bulletin, manifest.file(".mp3")
    assert sound is not None
    item = _add(top, "item")
    _add(item, "title", _value(title(bulletin)))
    _add(item, "description", _cut(summary(bulletin), LONGEST_DESCRIPTION_BYTES))
    _add(item, "content:encoded", show_notes(bulletin))
    address = _address(channel, sound.name)
    _add(item, "enclosure", url=address, length=str(sound.bytes), type=TYPES[".mp3"])
    _add(item, "guid", manifest.guid, isPermaLink="false")
    _add(item, "pubDate", format_datetime(manifest.published))
    page = manifest.file(".html")
    if page or sources(bulletin):
        _add(item, "link", _address(channel, page.name) if page else sources(bulletin)[0])
    _add(item, "itunes:title", _value(title(bulletin)))
    _add(item, "itunes:author", channel.author)
    _add(item, "itunes:duration", str(round(bulletin.audio.seconds)))
    _add(item, "itunes:explicit", _truth(channel.podcast.explicit))
    _add(item, "itunes:episodeType", "full")
    if channel.podcast.season > 0:
        _add(item, "itunes:season", str(channel.podcast.season))
    for suffix in TRANSCRIPTS:
        if file := manifest.file(suffix):
            named = {"url": _address(channel, file.name), "type": TYPES[suffix], "language": "nl"}
            captions = {} if suffix == ".transcript.json" else {"rel": "captions"}
            _add(item, "podcast:transcript", **named, **captions)
    if file := manifest.file(".chapters.json"):
        _add(item, "podcast:chapters", url=_address(channel, file.name), type=TYPES[".chapters.json"])
    _add(item, "podcast:person", NARRATOR, role="narrator", group="cast")
    _add(item, "podcast:txt", "true", purpose="ai-content")
    _enclosures(item, manifest, channel, sound)
    _simple_chapters(item, bulletin)


def _enclosures(item: Element, manifest: Manifest, channel: Channel, sound: File) -> None:
    """Add the same episode in other formats, for apps that know them; the MP3 is the default."""
    found = [file for suffix in ALTERNATES if (file := manifest.file(suffix))]
    for file in (sound, *found) if found else ():
        more = {"default": "true"} if file is sound else {}
        other = _add(
            item, "podcast:alternateEnclosure", type=file.type, length=str(file.bytes), lang="nl", **more
        )
        _add(other, "podcast:source", uri=_address(channel, file.name))


def _simple_chapters(item: Element, bulletin: Bulletin) -> None:
    """Add the chapters as Spotify reads them."""
    if len(bulletin.chapters) < 2:
        return
    chapters = _add(item, "psc:chapters", version="1.2")
    for chapter in bulletin.chapters:
        name = _value(chapter.title)
        _add(chapters, "psc:chapter", start=stamp(chapter.start, bulletin.audio.rate), title=name)


def _add(parent: Element, name: str, value: str = "", **attributes: str) -> Element:
    """Add an element, by its name with prefix; text is data, what XML cannot hold is left out."""
    prefix, _, local = name.rpartition(":")
    element = etree.SubElement(parent, f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local)
    for key, attribute in attributes.items():
        element.set(key, clean(attribute))
    if value:
        element.text = clean(value)
    return element


def _address(channel: Channel, name: str) -> str:
    """Return the address of a file beside the feed, in ASCII."""
    return channel.base_url + quote(name)


def _value(text: str) -> str:
    """Return text on one line, cut to what apps take."""
    line = " ".join(clean(text).split()) or "…"
    return line if len(line) <= LONGEST_VALUE else line[: LONGEST_VALUE - 2].rpartition(" ")[0][:253] + " …"


def _cut(text: str, most_bytes: int) -> str:
    """Return text of at most so many bytes."""
    shown = clean(text).strip() or "…"
    return shown.encode()[:most_bytes].decode("utf-8", "ignore")


def _truth(value: bool) -> str:
    return "true" if value else "false"
