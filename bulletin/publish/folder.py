"""A folder of bulletins: its manifests, and the feed that is made of them without rendering."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path

from bulletin.errors import UsageError
from bulletin.publish.cover import read_cover, titled_cover
from bulletin.publish.feed import FEED, STYLE, compose, earlier_guid, feed_title, make_channel
from bulletin.publish.manifest import SUFFIX, Manifest, read_folder, read_manifest
from bulletin.publish.write import write_bytes
from bulletin.settings import Settings

FEED_FORMATS = {"vtt": ".vtt", "srt": ".srt", "json": ".transcript.json", "html": ".html"}
"""What an episode of the feed links to, with the suffix by which it is known to be there."""

Write = Callable[[Manifest, Sequence[str]], object]


def find_manifests(place: Path) -> tuple[Manifest, ...]:
    """Return the manifest in or beside a file, or those of a folder, the newest first; never none."""
    if place.is_dir():
        found = read_folder(place)
    elif place.suffix == SUFFIX or not place.exists():
        found = (read_manifest(place),)
    else:  # the MP3 itself: its manifest lies beside it
        beside = place.with_suffix(SUFFIX)
        if not beside.is_file():
            raise UsageError(
                f"{place}: has no {beside.name} beside it, which `bulletin make` leaves and which knows the "
                "words; make the bulletin again."
            )
        found = (read_manifest(beside),)
    if not found:
        raise UsageError(f"{place}: holds no bulletins yet; `bulletin make` leaves a {SUFFIX} beside each.")
    return found


def write_feed(folder: Path, base_url: str, settings: Settings, write: Write) -> Path:
    """Write feed.xml for the folder, its style sheet and its artwork; return the feed's path.

    `write(manifest, formats)` makes the captions, transcripts and pages that are not there yet.
    """
    manifests = find_manifests(folder)
    image = settings.podcast.image or settings.cover
    cover = read_cover(image) if image else titled_cover(feed_title(settings, manifests))
    path = folder / FEED
    guid = earlier_guid(path.read_bytes()) if path.is_file() else ""
    channel = make_channel(base_url, settings, cover, manifests, guid)
    for manifest in manifests:
        missing = [name for name, suffix in FEED_FORMATS.items() if not manifest.file(suffix)]
        if missing and manifest.file(".mp3"):
            write(manifest, missing)
    feed = compose(find_manifests(folder), channel)
    files = {
        channel.cover_name: cover.data,
        STYLE: resources.files("bulletin.publish").joinpath("templates", STYLE).read_bytes(),
        FEED: feed,
    }
    for name, data in files.items():
        target = folder / name
        if not target.is_file() or target.read_bytes() != data:
            write_bytes(target, data)
    return path
