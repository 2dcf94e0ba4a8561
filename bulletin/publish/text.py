"""The article's own text as it is shown: in lyrics, captions and pages, never the spoken form."""

from __future__ import annotations

from bulletin.model import Article, Bulletin
from bulletin.publish.names import clean
from bulletin.settings import DISCLOSURE


def credit(bulletin: Bulletin) -> str:
    """Return what every output says of the voice: who, under which licence, and that a computer speaks."""
    comment = clean(bulletin.tags.comment).strip()
    return comment if DISCLOSURE in comment else f"{comment} {DISCLOSURE}".strip()


def paragraphs(article: Article) -> tuple[str, ...]:
    """Return the blocks that are read, in the article's words, each on one line."""
    blocks = (" ".join(clean(block.span.of(article.text)).split()) for block in article.blocks)
    return tuple(block for block in blocks if block)


def read_text(bulletin: Bulletin) -> str:
    """Return all that is read, in the article's words, with an empty line between paragraphs."""
    if not any(article.blocks for article in bulletin.script.articles):
        return "\n\n".join(clean(utterance.text) for utterance in bulletin.script.utterances)
    return "\n\n".join(part for article in bulletin.script.articles for part in paragraphs(article))


def first_sentence(bulletin: Bulletin, longest: int = 200) -> str:
    """Return the beginning of what is read after the title, for descriptions."""
    found = [part for article in bulletin.script.articles for part in paragraphs(article)]
    body = found[1] if len(found) > 1 else found[0] if found else ""
    return body if len(body) <= longest else body[:longest].rpartition(" ")[0] + " …"
