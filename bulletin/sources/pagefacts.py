"""What a page says of itself to machines: headline, writer, date, in JSON-LD and in meta elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TYPES = ("Article", "BlogPosting", "Report", "Review")  # also NewsArticle, OpinionNewsArticle …
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DEEPEST = 8  # levels of JSON in which an article is looked for


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of its article; '' and None where it says nothing."""

    title: str = ""
    byline: str = ""
    published: date | None = None
    language: str = ""
    body: str = ""


def read_facts(root: HtmlElement) -> PageFacts:
    """Return what the page says; what is broken in it says nothing."""
    linked = next(_linked_articles(root), {})
    return PageFacts(
        title=_line(linked.get("headline")) or _meta(root, "og:title") or _element(root, "h1"),
        byline=_names(linked.get("author")) or _meta(root, "author"),
        published=_date(linked.get("datePublished")) or _date(_meta(root, "article:published_time")),
        language=_language(root),
        body=linked["articleBody"] if isinstance(linked.get("articleBody"), str) else "",
    )


def _linked_articles(root: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in root.iter("script"):
        if (script.get("type") or "").strip().casefold() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles_in(data, _DEEPEST)


def _articles_in(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth <= 0:
        return
    if isinstance(data, list):
        for item in data:
            yield from _articles_in(item, depth - 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        if any(str(kind).endswith(_TYPES) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles_in(data.get(key), depth - 1)


def _names(author: Any) -> str:
    people = author if isinstance(author, list) else [author]
    names = [_line(person.get("name") if isinstance(person, dict) else person) for person in people]
    return ", ".join(name for name in names if name)


def _line(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _date(value: Any) -> date | None:
    found = _ISO_DATE.match(value) if isinstance(value, str) else None
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _meta(root: HtmlElement, name: str) -> str:
    for meta in root.iter("meta"):
        if name in (meta.get("property"), meta.get("name")):
            return _line(meta.get("content"))
    return ""


def _element(root: HtmlElement, tag: str) -> str:
    found = next(root.iter(tag), None)
    return _line(found.text_content()) if found is not None else ""


def _language(root: HtmlElement) -> str:
    """Return the page's kind of Dutch, '' for another language or none: only nl-NL and nl-BE are read."""
    said = (root.get("lang") or "").replace("_", "-").casefold()
    return {"nl-be": "nl-BE", "nl-nl": "nl-NL"}.get(said, "")
