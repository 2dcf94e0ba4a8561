"""What of a web page is no article: menus, share buttons, advertisements, by element, role and class name."""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING

from bulletin.dutch.table import read_table

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_STATE = re.compile(r"(?<!\S)(?:has|is|no|not|with|without)-\S+")  # 'has-newsletter' is no newsletter
_ELEMENTS = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "input",
        "select",
        "textarea",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "video",
        "audio",
        "picture",
        "img",
        "map",
        "dialog",
        "menu",
        "link",
        "meta",
        "title",
        "head",
    )
)
_ROLES = frozenset(
    ("navigation", "complementary", "banner", "contentinfo", "search", "dialog", "button", "toolbar")
)
_LONGEST_DATE_LINE = 90
_DATED = re.compile(
    r"\b\d{1,2}[-/. ][\w.]{1,10}[-/ ]\d{2,4}\b"
    r"|\b(?:geplaatst|gepubliceerd|bijgewerkt|update|vandaag|gisteren)\b",
    re.IGNORECASE,
)
_LARGEST = 3000  # characters; a larger element is the article, whatever its class says ('has-newsletter')


def is_noise(element: HtmlElement) -> bool:
    """Tell whether an element and all in it belongs to the page and not to the article."""
    if not isinstance(element.tag, str) or element.tag in _ELEMENTS:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if element.get("role") in _ROLES or "display:none" in (element.get("style") or "").replace(" ", ""):
        return True
    if "noise" not in _kinds(element) or next(element.iter("h1"), None) is not None:
        return False
    return len(element.text_content()) < _LARGEST


def reason_of(element: HtmlElement) -> str:
    """Return why an element is not read though it belongs to the article: 'caption', 'byline', or ''."""
    if element.tag == "cite" and next(element.iterancestors("blockquote"), None) is not None:
        return "byline"
    if _is_date_line(element):
        return "byline"
    return next((kind for kind in ("caption", "byline", "read also") if kind in _kinds(element)), "")


def _is_date_line(element: HtmlElement) -> bool:
    """Tell 'Anna Bakker, 14-02-26, update: 07:12' around a <time> from the clock of a live blog's post."""
    if element.tag not in ("p", "div", "span", "ul", "header") or next(element.iter("time"), None) is None:
        return False
    text = " ".join(element.text_content().split())
    return len(text) <= _LONGEST_DATE_LINE and _DATED.search(text) is not None


def _kinds(element: HtmlElement) -> frozenset[str]:
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}"
    return _kinds_of(names) if len(names) > 2 else frozenset()


@functools.lru_cache(maxsize=2048)
def _kinds_of(names: str) -> frozenset[str]:
    """Return the kinds that the words of class names speak of: 'article__share-bar' of sharing."""
    words = [word.casefold() for word in _WORD.findall(_STATE.sub(" ", names))]
    pairs = [f"{first}-{second}" for first, second in itertools.pairwise(words)]
    return frozenset(_table()[word] for word in (*words, *pairs) if word in _table())


@functools.cache
def _table() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in read_table("page_classes")}
