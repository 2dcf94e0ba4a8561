"""Markdown and mail: `**stil**` is said without its stars, and a letter without its head."""

from __future__ import annotations

import html as entities
import re

from bulletin.errors import SourceError
from bulletin.model import Article
from bulletin.sources.page import read_page
from bulletin.sources.text import read_article

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FACT = re.compile(
    r"^(title|titel|author|auteur|date|datum):[ \t]*(.+?)[ \t]*$", re.MULTILINE | re.IGNORECASE
)
_FOOTNOTE = re.compile(r"^\[\^[^\]\n]+\]:.*(?:\n[ \t]+.*)*$|\[\^[^\]\n]+\]", re.MULTILINE)
_BLOCK_TAG = re.compile(
    r"<(?:!doctype|html|body|article|p|div|br|h[1-6]|ul|ol|table|blockquote)\b[^<>]*>", re.I
)
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|em|font|i|mark|small|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-f]{2,5});", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Tell a web page, or a piece of one, from text: an element of a block stands near its beginning."""
    return _BLOCK_TAG.search(text, 0, 4000) is not None


def read_markdown(text: str, name: str = "the text", *, keep_captions: bool = False) -> Article:
    """Return the article of a Markdown text; front matter tells title, writer and date, and is not read."""
    from markdown_it import MarkdownIt

    front = _FRONT_MATTER.match(text)
    facts = {key.casefold(): value.strip("\"'") for key, value in _FACT.findall(front[1])} if front else {}
    body = _FOOTNOTE.sub("", text[front.end() :] if front else text)
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(body)
    title = facts.get("title") or facts.get("titel") or ""
    byline = facts.get("author") or facts.get("auteur") or ""
    head = f'<meta property="article:published_time" content="{entities.escape(_date(facts))}">'
    return read_page(
        f"<html><head>{head}</head><body>{page}</body></html>",
        name,
        title=title,
        byline=byline,
        keep_captions=keep_captions,
    )


def _date(facts: dict[str, str]) -> str:
    return facts.get("date") or facts.get("datum") or ""


def read_plain(text: str, name: str = "the text", *, keep_captions: bool = False) -> Article:
    """Return the article of a text; bits of HTML in it, `<b>één</b>` or `&eacute;`, are taken as meant."""
    if _ENTITY.search(text) or _INLINE_TAG.search(text):
        text = entities.unescape(_INLINE_TAG.sub("", text))
    return read_article(text, name, keep_captions=keep_captions)


def read_mail(data: bytes, name: str = "the mail", *, keep_captions: bool = False) -> Article:
    """Return the article of a mail: its subject and its text, without the rest of its head."""
    import email
    from email import policy
    from email.message import EmailMessage

    message = email.message_from_bytes(data, policy=policy.default)
    part = message.get_body(("html", "plain")) if isinstance(message, EmailMessage) else None
    if part is None:
        raise SourceError(f"{name}: is a mail without a text. Save the text of it as a file.")
    try:
        text, subject = str(part.get_content()), str(message.get("subject") or "")
    except (LookupError, ValueError) as error:
        raise SourceError(
            f"{name}: is a mail in an unknown encoding. Save the text of it as a file."
        ) from error
    if part.get_content_subtype() == "html":
        return read_page(text, name, title=subject, keep_captions=keep_captions)
    return read_plain(f"# {subject}\n\n{text}" if subject else text, name, keep_captions=keep_captions)
