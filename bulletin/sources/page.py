"""A web page: `<h1>Brug open</h1><p>Zij is open.</p>` is a title and a paragraph, without the menus."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bulletin.errors import SourceError
from bulletin.model import Article, Span
from bulletin.sources.noise import is_noise, reason_of
from bulletin.sources.pagefacts import PageFacts, read_facts
from bulletin.sources.paragraphs import BOLD, Paragraph, find_paragraphs
from bulletin.sources.residue import CAPTION
from bulletin.sources.text import compose_article

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = {"h1": "#", "h2": "##", "h3": "##", "h4": "##", "h5": "##", "h6": "##"}
_BLOCKS = {
    **_HEADINGS,
    **dict.fromkeys(("p", "pre", "div", "section", "article", "main", "header", "body"), "p"),
    **dict.fromkeys(("ul", "ol", "dl", "table", "tbody", "thead", "details", "summary", "center"), "p"),
    **dict.fromkeys(("li", "tr", "dt"), "-"),
    "blockquote": ">",
    "figure": CAPTION,
    "figcaption": CAPTION,
    "caption": CAPTION,
}
_KEPT_INSIDE = ("-", ">", CAPTION, "byline", "label")  # a paragraph inside a quotation or item is of its kind
_ROOMS = ("article", "main", "section", "div", "body")  # elements that may hold a whole article
_SMALLEST_ROOM = 0.6  # of the page's text: a smaller element is not the article
_BOLD = ("strong", "b")
_NOTE = re.compile(r"\[?(?:\d{1,3}|[a-z]|\*)\]?")  # what stands in <sup>: a note, but not the 2 of m²
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" *\n *")
_LINE_ENDS = re.compile(r"\n{2,}|\n(?=[^\w\s]*[A-ZÀ-Þ0-9])")  # <br> before a small letter wraps a line
_CLOCK = re.compile(r"\s*\d{1,2}[.:]\d{2}\s*")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|\A\s*<\?xml[^>]*>")


def read_page(
    html: str, name: str = "the page", *, title: str = "", byline: str = "", keep_captions: bool = False
) -> Article:
    """Return the article of a web page, or of a part of one.

    `title` and `byline` are used if the page does not say them. Raises SourceError, naming `name`, if there
    is nothing to read in it.
    """
    root = _parse(html, name)
    facts = read_facts(root)
    paragraphs = _drop_pull_quotes(_from_title_on(list(_walk(_find_room(root)))))
    if sum(len(text) for _, text in paragraphs) * 2 < len(facts.body):  # a script would draw the page
        paragraphs = [("p", paragraph.text) for paragraph in find_paragraphs(facts.body)]
    headline = facts.title or title
    if headline and not any(mark == "#" for mark, _ in paragraphs):
        paragraphs.insert(0, ("#", headline))
    text, placed = _place(paragraphs)
    article = compose_article(text, placed, name, keep_captions=keep_captions)
    return _with_facts(article, facts, byline)


def _parse(html: str, name: str) -> HtmlElement:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(_FORBIDDEN.sub("", html) or "<p></p>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise SourceError(
            f"{name}: is not a page that can be read. Save it again as HTML or as text."
        ) from error


def _find_room(root: HtmlElement) -> HtmlElement:
    """Return the element that holds the article and its title, and as little else as possible."""
    body = root.find("body")
    whole = body if body is not None else root
    sizes = _sizes(whole)
    enough = _SMALLEST_ROOM * sizes.get(whole, 1)
    articles = [e for e, size in sizes.items() if e.tag in ("article", "main") and size * 2 >= enough]
    rooms = articles or [e for e, size in sizes.items() if e.tag in _ROOMS and size >= enough]
    room = min(rooms, key=lambda e: -sizes[e] if articles else sizes[e], default=whole)
    for outer in (room, *room.iterancestors(*_ROOMS)):
        if next(outer.iter("h1"), None) is not None:
            return outer if sizes.get(outer, 0) <= 2 * sizes.get(room, 0) + 400 else room
    return room


def _sizes(whole: HtmlElement) -> dict[HtmlElement, int]:
    """Return how much running text each element holds: characters of paragraphs that are the article's."""
    sizes: dict[HtmlElement, int] = {whole: 0}
    waiting = [whole]
    while waiting:
        element = waiting.pop()
        if element.tag in ("p", "li", "blockquote"):
            length = len(element.text_content())
            for outer in (element, *element.iterancestors()):
                sizes[outer] = sizes.get(outer, 0) + length
        else:
            waiting.extend(child for child in element if not is_noise(child))
    return sizes


def _walk(room: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the mark and the text of each paragraph of an element, in order."""
    pieces: list[str] = []
    numbers: dict[HtmlElement, int] = {}  # of the items of each ordered list so far

    def flush(mark: str) -> Iterator[tuple[str, str]]:
        text = _BREAKS.sub("\n", _SPACES.sub(" ", "".join(pieces))).strip()
        pieces.clear()
        for part in _LINE_ENDS.split(text):
            if part.strip():
                yield mark, part.strip()

    def visit(element: HtmlElement, outer: str) -> Iterator[tuple[str, str]]:
        tag = element.tag
        if tag == "br":
            pieces.append("\n")
            return
        if is_noise(element) and element is not room:
            return
        if tag == "sup" and element.find("a") is not None and _NOTE.fullmatch(element.text_content().strip()):
            return
        reason = reason_of(element)
        mark = reason or _BLOCKS.get(tag, "")
        if mark:
            yield from flush(outer)
            mark = _mark_inside(outer, mark, element)
        parent = element.getparent()
        if tag == "li" and parent is not None and parent.tag == "ol":
            numbers[parent] = numbers.get(parent, 0) + 1
            pieces.append(f"{numbers[parent]}. ")
        pieces.append(_text(element.text))
        for child in element:
            yield from visit(child, mark or outer)
            pieces.append(_text(child.tail))
        if tag == "time" and _CLOCK.fullmatch(element.text_content()):
            pieces.append(" uur")  # the clock of a live blog: 16.12 alone would be a number
        if tag == "dt":
            pieces.append(": ")
        elif mark or tag == "dd":
            yield from flush(mark or "-")
        elif tag in ("td", "th") and element.getnext() is not None:
            pieces.append(", ")

    yield from visit(room, "p")
    yield from flush("p")


def _mark_inside(outer: str, mark: str, element: HtmlElement) -> str:
    """Return the mark of a block inside another: a paragraph in a quotation belongs to the quotation."""
    if element.tag == "tr" and next(element.iter("p", "h1", "h2", "table", "ul"), None) is not None:
        return "p"  # a table that only lays the page out
    if element.tag == "tr" and _is_terse_header(element):
        return "label"
    if outer in _KEPT_INSIDE and mark in ("p", "-"):
        return outer
    return BOLD if mark == "p" and _is_bold(element) else mark


def _is_terse_header(row: HtmlElement) -> bool:
    """Tell '# Club G P': the header of a table of standings says nothing to the ear."""
    cells = [" ".join(cell.text_content().split()) for cell in row]
    return all(cell.tag == "th" for cell in row) and len(cells) > 1 and any(len(cell) < 3 for cell in cells)


def _is_bold(element: HtmlElement) -> bool:
    """Tell a paragraph that is nothing but bold: so many papers print their headings."""
    first = element[0] if element.tag == "p" and len(element) == 1 else None
    if first is None or first.tag not in _BOLD:
        return False
    return not (element.text or "").strip() and not (first.tail or "").strip()


def _text(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""


def _from_title_on(paragraphs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Mark what stands above the title, the section's name or the path to it, as not to be read."""
    at = next((index for index, (mark, _) in enumerate(paragraphs) if mark == "#"), 0)
    return [("label", text) for _, text in paragraphs[:at]] + paragraphs[at:]


def _drop_pull_quotes(paragraphs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Mark a quotation that only repeats what the text says as not to be read."""
    said = " ".join(" ".join(text.split()) for mark, text in paragraphs if mark in ("p", "-", BOLD))
    marked = []
    for mark, text in paragraphs:
        bare = " ".join(text.split()).strip("“”„\"'‘’«» .")
        repeats = mark == ">" and len(bare) > 15 and bare in said
        marked.append(("pull quote" if repeats else mark, text))
    return marked


def _place(paragraphs: list[tuple[str, str]]) -> tuple[str, list[Paragraph]]:
    """Return the text of all paragraphs, parted by blank lines, and where each stands in it."""
    placed = []
    position = 0
    for mark, text in paragraphs:
        placed.append(Paragraph(Span(position, position + len(text)), text, mark))
        position += len(text) + 2
    return "\n\n".join(text for _, text in paragraphs), placed


def _with_facts(article: Article, facts: PageFacts, byline: str) -> Article:
    return dataclasses.replace(
        article,
        byline=article.byline or facts.byline or byline,
        published=article.published or facts.published,
        language=facts.language or article.language,
    )
