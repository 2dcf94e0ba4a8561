"""Stage 1, Source → Article: a text, page or mail, or '-', becomes the blocks that are to be read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from bulletin.errors import SourceError
from bulletin.model import Article
from bulletin.sources.decode import decode
from bulletin.sources.markup import looks_like_html, read_mail, read_markdown, read_plain
from bulletin.sources.page import read_page
from bulletin.sources.text import read_article

__all__ = ["read", "read_article", "read_page", "read_text"]

_MARKDOWN = (".md", ".markdown", ".mdown")
_PAGES = (".html", ".htm", ".xhtml")
_LARGEST_BYTES = 20_000_000


def read(source: str | Path, *, keep_captions: bool = False) -> tuple[Article, ...]:
    """Return the articles of `source`: the path of a text, web page, Markdown file or mail, or '-'.

    What a file is, is told by the end of its name ('.html', '.md', '.eml') and by its first lines; '-' is
    standard input. Raises SourceError when there is no such file, or no words to read in it.
    """
    name = "standard input" if str(source) == "-" else str(source)
    suffix = Path(str(source)).suffix.casefold()
    if suffix == ".eml":
        return (read_mail(_read_file(Path(source)), name, keep_captions=keep_captions),)
    text = read_text(source)
    if suffix in _MARKDOWN:
        return (read_markdown(text, name, keep_captions=keep_captions),)
    if suffix in _PAGES or looks_like_html(text):
        return (read_page(text, name, keep_captions=keep_captions),)
    return (read_plain(text, name, keep_captions=keep_captions),)


def read_text(source: str | Path) -> str:
    """Return the text of `source` as it is. Raises SourceError when it is not there or not text."""
    if str(source) == "-":
        return decode(_read_standard_input(), "standard input")
    return decode(_read_file(Path(source)), str(source))


def _read_standard_input() -> bytes:
    if sys.stdin is None:  # so Python calls one that is closed
        raise SourceError("standard input: is closed. Give a file, or a text by a pipe.")
    return _read_bounded(sys.stdin.buffer, "standard input")


def _read_bounded(stream: BinaryIO, name: str) -> bytes:
    """Return what a file or a pipe holds; a device may go on for ever and tells no size."""
    data = stream.read(_LARGEST_BYTES + 1)
    if len(data) > _LARGEST_BYTES:
        raise SourceError(f"{name}: is larger than 20 MB, which is no article. Cut it in pieces.")
    return data


def _read_file(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise SourceError(f"{path}: is a folder. Give the text file of an article.")
        with path.open("rb") as stream:
            return _read_bounded(stream, str(path))
    except FileNotFoundError as error:
        raise SourceError(f"{path}: no such file.") from error
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}.") from error
