"""An article's text with a place for every sentence and word that is heard: for pages and books alike.

    <p><span class="s" id="s0"><span class="w">Er</span> <span class="w">komen</span> …</span></p>

Nothing of the text is lost or changed: what is not heard (a mark, an omission) stands between the spans.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from bulletin.model import Article, Block, Role
from bulletin.publish.captions import Caption, Word
from bulletin.publish.names import clean

# How a block is marked up: before and after its text; {level} is that of the heading.
MARKUP: Mapping[Role, tuple[str, str]] = {
    Role.TITLE: ("<h{top}>", "</h{top}>"),
    Role.HEADING: ("<h{sub}>", "</h{sub}>"),
    Role.LEAD: ('<p class="lead">', "</p>"),
    Role.BLOCK_QUOTE: ("<blockquote><p>", "</p></blockquote>"),
    Role.CAPTION: ('<p class="unread">', "</p>"),
}
PARAGRAPH = ("<p>", "</p>")


@dataclass(frozen=True, slots=True)
class Marks:
    """How sentences and words are named: `sentence(7)` is an id; words have one too where `word` is given."""

    sentence: Callable[[int], str]
    word: Callable[[int, int], str] | None = None


Numbered = tuple[int, Caption]


def article_markup(article: Article, captions: Sequence[Numbered], marks: Marks, top: int = 1) -> str:
    """Return an article as HTML that is also XHTML, with its captions in their places.

    What is said around it but stands in no article (an opening, a closing line) is a paragraph of its own.
    """
    written = [pair for pair in captions if len(pair[1].span)]
    announced = [pair for pair in captions if not len(pair[1].span)]
    first = written[0][0] if written else 0
    parts = [_announcement(pair, marks) for pair in announced if pair[0] < first]
    for number, block in enumerate(article.blocks):
        here = [pair for pair in written if pair[1].block == number and _inside(pair[1], block)]
        before, after = (text.format(top=top, sub=top + 1) for text in MARKUP.get(block.role, PARAGRAPH))
        parts.append(before + "".join(_block(article.text, block, here, marks)) + after)
    parts += [_announcement(pair, marks) for pair in announced if pair[0] >= first]
    return "\n".join(parts)


def _announcement(pair: Numbered, marks: Marks) -> str:
    """Return what is said but stands in no article, as a paragraph."""
    return f'<p class="announcement">{_sentence(pair, "", marks)}</p>'


def _inside(caption: Caption, block: Block) -> bool:
    span = caption.span
    return block.span.start <= span.start < span.stop <= block.span.stop


def _block(text: str, block: Block, captions: Sequence[Numbered], marks: Marks) -> Iterator[str]:
    """Yield a block's text, sentence by sentence, with what stands between them."""
    at = block.span.start
    for pair in sorted(captions, key=lambda numbered: numbered[1].span):
        span = pair[1].span
        if span.start < at:
            continue
        yield _plain(text[at : span.start])
        yield _sentence(pair, text, marks)
        at = span.stop
    yield _plain(text[at : block.span.stop])


def _sentence(pair: Numbered, text: str, marks: Marks) -> str:
    """Return a sentence with its words marked."""
    number, caption = pair
    inner, at = [], caption.span.start
    for index, word in enumerate(caption.words):
        if len(word.span):
            inner.append(_plain(text[at : word.span.start]))
            at = word.span.stop
        elif index:
            inner.append(" ")
        inner.append(_word(number, index, word, marks))
    inner.append(_plain(text[at : caption.span.stop]))
    return f'<span class="s" id="{marks.sentence(number)}">{"".join(inner)}</span>'


def _word(number: int, index: int, word: Word, marks: Marks) -> str:
    name = f' id="{marks.word(number, index)}"' if marks.word else ""
    return f'<span class="w"{name}>{_plain(word.text)}</span>'


def _plain(text: str) -> str:
    """Return text in which nothing is markup."""
    return escape(clean(text), quote=True)
