"""EPUB 3.3 with media overlays: a book that reads itself aloud and marks each sentence (or word) it says.

One document an article, one MP3 for all; the clips follow each other without a gap to the end of the sound.
"""

from __future__ import annotations

import tempfile
import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources
from itertools import pairwise
from pathlib import Path
from string import Template

from bulletin.model import Article, Bulletin, Role
from bulletin.publish.captions import captions
from bulletin.publish.clock import milliseconds
from bulletin.publish.cover import Cover, read_cover
from bulletin.publish.encoding import rendered
from bulletin.publish.manifest import NAMESPACE
from bulletin.publish.marked import Marks, Numbered, article_markup
from bulletin.publish.mp3 import encode_mp3
from bulletin.publish.names import clean, file_stem, published, title, today
from bulletin.publish.text import credit
from bulletin.settings import Settings

NARRATOR = "Computerstem"
ACTIVE = "-epub-media-overlay-active"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the same bulletin gives the same bytes


def sentence_id(number: int) -> str:
    """Return the id of a sentence's element."""
    return f"s{number}"


def word_id(number: int, word: int) -> str:
    """Return the id of a word's element."""
    return f"s{number}w{word}"


MARKS = Marks(sentence_id, word_id)


@dataclass(frozen=True, slots=True)
class Par:
    """A clip of the sound and the element that is marked while it is heard; times in milliseconds."""

    target: str
    start_ms: int
    stop_ms: int


@dataclass(frozen=True, slots=True)
class Document:
    """One article in the book, with its overlay."""

    number: int
    title: str
    article: Article
    captions: tuple[Numbered, ...]
    pars: tuple[Par, ...]

    @property
    def name(self) -> str:
        """The name of its file without a suffix."""
        return f"artikel-{self.number}"

    @property
    def duration_ms(self) -> int:
        """How long it is heard."""
        return self.pars[-1].stop_ms - self.pars[0].start_ms


def encode_epub(bulletin: Bulletin, path: Path, settings: Settings) -> None:
    """Write the bulletin as a book, its sound inside; the sound goes from disk to disk."""
    cover = read_cover(settings.cover)
    documents = book(bulletin, words=settings.epub_words)
    with tempfile.TemporaryDirectory(prefix="bulletin-") as folder, zipfile.ZipFile(path, "w") as archive:
        sound = Path(folder) / "geluid.mp3"
        encode_mp3(bulletin, sound, settings)
        # The type comes first and uncompressed: readers look for it at a fixed place.
        _add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        for name, data in pages(bulletin, documents, cover).items():
            _add(archive, name, data, zipfile.ZIP_DEFLATED)
        entry = _entry("EPUB/geluid.mp3", zipfile.ZIP_STORED)
        entry.file_size = sound.stat().st_size
        with sound.open("rb") as source, archive.open(entry, "w") as target:
            while block := source.read(1 << 20):
                target.write(block)


def render(
    bulletin: Bulletin, *, settings: Settings | None = None, stem: str | None = None
) -> Mapping[str, bytes]:
    """Return the book under its file name."""
    return {f"{stem or file_stem(bulletin)}.epub": rendered(bulletin, encode_epub, ".epub", settings)}


def book(bulletin: Bulletin, *, words: bool = False) -> tuple[Document, ...]:
    """Return a document for each article that is heard; their clips cover the sound without a gap."""
    numbered = list(enumerate(captions(bulletin)))
    pieces: list[tuple[int, str, int]] = []  # document, what is marked, when it begins
    for number, caption in numbered:
        if words:
            pieces += [
                (caption.article, word_id(number, index), word.start)
                for index, word in enumerate(caption.words)
            ]
        else:
            pieces.append((caption.article, sentence_id(number), caption.start))
    rate = bulletin.audio.rate
    edges = [milliseconds(start, rate) for _, _, start in pieces]
    edges = [0, *edges[1:], milliseconds(bulletin.audio.length, rate)] if edges else []
    pars: dict[int, list[Par]] = {}
    for (owner, target, _), (start, stop) in zip(pieces, pairwise(edges), strict=True):
        if stop > start:  # a word of no length cannot be marked, and a clip of no length is not valid
            pars.setdefault(owner, []).append(Par(target, start, stop))
    documents: list[Document] = []
    for index, article in enumerate(bulletin.script.articles):
        if index in pars:
            here = tuple(pair for pair in numbered if pair[1].article == index)
            name = " ".join(clean(article.title).split()) or title(bulletin)
            documents.append(Document(len(documents) + 1, name, article, here, tuple(pars[index])))
    return tuple(documents)


def pages(bulletin: Bulletin, documents: Sequence[Document], cover: Cover) -> dict[str, bytes]:
    """Return every file of the book but the type and the sound."""
    texts = {
        "META-INF/container.xml": _template("container.xml"),
        "EPUB/package.opf": package(bulletin, documents, cover),
        "EPUB/nav.xhtml": _page("nav", bulletin, contents=_contents(documents)),
        "EPUB/cover.xhtml": _page("cover", bulletin, cover=f"cover{cover.suffix}"),
        "EPUB/stijl.css": _template("book.css"),
    }
    for document in documents:
        body = article_markup(document.article, document.captions, MARKS)
        if not any(block.role is Role.TITLE for block in document.article.blocks):
            body = f"<h1>{escape(document.title)}</h1>\n{body}"
        texts[f"EPUB/{document.name}.xhtml"] = _page(
            "article", bulletin, heading=escape(document.title), body=body, credit=escape(credit(bulletin))
        )
        texts[f"EPUB/{document.name}.smil"] = overlay(document)
    files = {name: text.encode() for name, text in texts.items()}
    return {**files, f"EPUB/cover{cover.suffix}": cover.data}


def overlay(document: Document) -> str:
    """Return the SMIL that ties each element to its clip."""
    pars = "\n".join(
        f'<par id="p{number}"><text src="{document.name}.xhtml#{par.target}"/><audio src="geluid.mp3" '
        f'clipBegin="{par.start_ms / 1000:.3f}s" clipEnd="{par.stop_ms / 1000:.3f}s"/></par>'
        for number, par in enumerate(document.pars)
    )
    return Template(_template("overlay.smil")).substitute(name=document.name, pars=pars)


def package(bulletin: Bulletin, documents: Sequence[Document], cover: Cover) -> str:
    """Return the package document: what the book is, what is in it, and how it can be read."""
    day = published(bulletin) or today()
    artist = " ".join(clean(bulletin.tags.artist).split()) or "Redactie"
    sources = dict.fromkeys(
        article.source for article in bulletin.script.articles if article.source.startswith("http")
    )
    items = [
        f'<item id="{d.name}" href="{d.name}.xhtml" media-type="application/xhtml+xml" '
        f'media-overlay="{d.name}-overlay"/>\n'
        f'<item id="{d.name}-overlay" href="{d.name}.smil" media-type="application/smil+xml"/>'
        for d in documents
    ]
    durations = [
        f'<meta property="media:duration" refines="#{d.name}-overlay">{_clock(d.duration_ms)}</meta>'
        for d in documents
    ]
    return Template(_template("package.opf")).substitute(
        identifier=uuid.uuid5(NAMESPACE, f"epub {file_stem(bulletin)}"),
        title=escape(title(bulletin)),
        language=escape(bulletin.tags.language or "nl"),
        artist=escape(artist),
        date=day.isoformat(),
        sources="\n".join(f"<dc:source>{escape(clean(source))}</dc:source>" for source in sources),
        narrator=NARRATOR,
        active=ACTIVE,
        credit=escape(credit(bulletin)),
        duration=_clock(sum(document.duration_ms for document in documents)),
        durations="\n".join(durations),
        items="\n".join(items),
        order="\n".join(f'<itemref idref="{document.name}"/>' for document in documents),
        cover=f"cover{cover.suffix}",
        cover_type=cover.mime,
    )


def _contents(documents: Sequence[Document]) -> str:
    """Return the table of contents: the articles, and the headings in each."""
    entries = []
    for document in documents:
        headings = "\n".join(_headings(document))
        inner = f"\n<ol>\n{headings}\n</ol>\n" if headings else ""
        entries.append(f'<li><a href="{document.name}.xhtml">{escape(document.title)}</a>{inner}</li>')
    return "\n".join(entries)


def _headings(document: Document) -> Iterator[str]:
    for number, caption in document.captions:
        if caption.role is Role.HEADING:
            yield f'<li><a href="{document.name}.xhtml#s{number}">{escape(caption.text)}</a></li>'


def _page(kind: str, bulletin: Bulletin, **values: str) -> str:
    language = escape(bulletin.tags.language or "nl")
    return Template(_template(f"{kind}.xhtml")).substitute(
        language=language, title=escape(title(bulletin)), **values
    )


def _clock(duration_ms: int) -> str:
    """Return a length as SMIL writes it: '0:01:05.250'."""
    minutes, rest = divmod(duration_ms, 60_000)
    return f"{minutes // 60}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _template(name: str) -> str:
    return resources.files("bulletin.publish").joinpath("templates", "epub", name).read_text("utf-8")


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ZIP_TIME)
    entry.compress_type = compression
    entry.external_attr = 0o644 << 16
    return entry


def _add(archive: zipfile.ZipFile, name: str, data: bytes, compression: int) -> None:
    archive.writestr(_entry(name, compression), data)
