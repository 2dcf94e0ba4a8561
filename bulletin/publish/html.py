"""The read-along page: one HTML file that shows the article, and in it each sentence and word as it is heard.

It works from a disk, without a network, and without scripts (then as text with the browser's own player).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import date
from html import escape
from importlib import resources
from string import Template
from urllib.parse import quote

from bulletin.dutch.calendar import DAYS, MONTHS
from bulletin.model import Bulletin, Role
from bulletin.publish.captions import captions
from bulletin.publish.clock import seconds, spoken_length
from bulletin.publish.encoding import rendered
from bulletin.publish.marked import Marks, article_markup
from bulletin.publish.mp3 import encode_mp3
from bulletin.publish.names import clean, file_stem, published, title
from bulletin.publish.text import credit, first_sentence
from bulletin.settings import Settings
from bulletin.version import __version__

SPEEDS = (0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.75, 2, 2.5, 3)
_ICONS = {
    "first": "M5 5h3v14H5zM20 5v14L9 12z",
    "back": "M18 5v14L7 12z",
    "play": "M7 5l12 7-12 7z",
    "next": "M6 5l11 7-11 7z",
    "last": "M16 5h3v14h-3zM4 5l11 7-11 7z",
}


def render(
    bulletin: Bulletin, *, settings: Settings | None = None, stem: str | None = None
) -> Mapping[str, bytes]:
    """Return the page under its file name; the sound lies beside it, or inside with `embed_audio`."""
    settings = settings or Settings()
    name = stem or file_stem(bulletin)
    source = f"{quote(name)}.mp3"
    if settings.embed_audio:
        data = rendered(bulletin, encode_mp3, ".mp3", settings)
        source = f"data:audio/mpeg;base64,{base64.b64encode(data).decode('ascii')}"
    return {f"{name}.html": compose(bulletin, source, name).encode()}


def compose(bulletin: Bulletin, source: str, key: str) -> str:
    """Return the page; `source` is the address of the sound, `key` what the place is remembered under."""
    name = title(bulletin)
    has_title = len(bulletin.script.articles) == 1 and any(
        block.role is Role.TITLE for block in bulletin.script.articles[0].blocks
    )
    length = seconds(bulletin.audio.length, bulletin.audio.rate)
    return Template(_template("page.html")).substitute(
        language=escape(bulletin.tags.language or "nl"),
        title=escape(name),
        description=escape(first_sentence(bulletin)),
        generator=f"bulletin {__version__}",
        style=_template("page.css"),
        script=_template("page.js"),
        heading="" if has_title else f"<h1>{escape(name)}</h1>",
        about=_about(bulletin),
        contents=_contents(bulletin),
        articles=_articles(bulletin, top=1 if has_title else 2),
        credit=escape(credit(bulletin)),
        sources=_sources(bulletin),
        audio=escape(source),
        speeds="".join(_speed(speed) for speed in SPEEDS),
        seconds=length,
        length=spoken_length(bulletin.audio.length, bulletin.audio.rate),
        times=_times(bulletin, key),
        **{f"icon_{icon}": _icon(path) for icon, path in _ICONS.items()},
    )


def dutch_date(day: date) -> str:
    """Return a date as people write it: 'zondag 22 november 2026'."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def _articles(bulletin: Bulletin, top: int) -> str:
    """Return every article with its sentences."""
    numbered = list(enumerate(captions(bulletin)))
    marks = Marks(sentence=lambda number: f"s{number}")
    parts = []
    for index, article in enumerate(bulletin.script.articles):
        here = [pair for pair in numbered if pair[1].article == index]
        language = escape(article.language or "nl")
        parts.append(f'<article lang="{language}">\n{article_markup(article, here, marks, top)}\n</article>')
    return "\n".join(parts)


def _times(bulletin: Bulletin, key: str) -> str:
    """Return what the script needs: start and stop of every sentence and of its words, in seconds."""
    rate = bulletin.audio.rate
    found = captions(bulletin)
    paragraphs: dict[tuple[int, int], float] = {}
    for caption in found:
        paragraphs.setdefault((caption.article, caption.block), seconds(caption.start, rate))
    value = {
        "key": clean(key),
        "title": title(bulletin),
        "artist": clean(bulletin.tags.artist),
        "album": clean(bulletin.tags.album),
        "sentences": [
            [
                seconds(caption.start, rate),
                seconds(caption.stop, rate),
                [seconds(word.start, rate) for word in caption.words],
                [seconds(word.stop, rate) for word in caption.words],
            ]
            for caption in found
        ],
        "paragraphs": sorted(set(paragraphs.values())),
        "chapters": [[seconds(c.start, rate), " ".join(clean(c.title).split())] for c in bulletin.chapters],
    }
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Inside <script> only these could end it or begin a comment; JSON reads them back as they were.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _about(bulletin: Bulletin) -> str:
    """Return the line under the title: who, when, how long."""
    day = published(bulletin)
    bylines = {" ".join(clean(article.byline).split()) for article in bulletin.script.articles}
    artist = " ".join(clean(bulletin.tags.artist).split())
    parts = [*sorted(byline for byline in bylines if byline), artist]
    shown = [escape(part) for part in dict.fromkeys(part for part in parts if part)]
    if day:
        shown.append(f'<time datetime="{day.isoformat()}">{dutch_date(day)}</time>')
    length = spoken_length(bulletin.audio.length, bulletin.audio.rate)
    shown.append(f"luistertijd {length}")
    return " · ".join(shown)


def _contents(bulletin: Bulletin) -> str:
    """Return the chapters as links to their sentences, where there are several."""
    if len(bulletin.chapters) < 2:
        return ""
    found = captions(bulletin)
    items = []
    for chapter in bulletin.chapters:
        number = next((n for n, caption in enumerate(found) if caption.start >= chapter.start), None)
        if number is None:
            continue
        at = seconds(found[number].start, bulletin.audio.rate)
        name = escape(" ".join(clean(chapter.title).split()) or "…")
        items.append(f'<li><a href="#s{number}" data-at="{at}">{name}</a></li>')
    listed = "\n".join(items)
    return (
        '<nav class="contents" aria-label="Hoofdstukken"><details><summary>Hoofdstukken</summary>\n'
        f"<ol>\n{listed}\n</ol></details></nav>"
    )


def _sources(bulletin: Bulletin) -> str:
    """Return links to where the articles come from; only web addresses become links."""
    addresses = dict.fromkeys(
        article.source
        for article in bulletin.script.articles
        if article.source.startswith(("https://", "http://"))
    )
    links = [f'<a href="{escape(clean(a))}" rel="noopener">{escape(clean(a))}</a>' for a in addresses]
    return f"<p>Bron: {', '.join(links)}</p>" if links else ""


def _speed(speed: float) -> str:
    shown = f"{speed:g}".replace(".", ",")
    selected = " selected" if speed == 1 else ""
    return f'<option value="{speed:g}"{selected}>{shown}×</option>'


def _icon(path: str) -> str:
    return f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{path}"/></svg>'


def _template(name: str) -> str:
    return resources.files("bulletin.publish").joinpath("templates", name).read_text("utf-8")
