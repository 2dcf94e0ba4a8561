"""A plain-text news article: its title, paragraphs and headings, and what of it is not to be read."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from datetime import date

from bulletin.dutch.table import read_table
from bulletin.errors import SourceError
from bulletin.model import Article, Block, Omission, Role, Span, blank_out
from bulletin.sources.dates import find_date, is_date_line
from bulletin.sources.paragraphs import BOLD, Paragraph, find_paragraphs
from bulletin.sources.repeats import find_repeats
from bulletin.sources.residue import (
    CAPTION,
    dateline_length,
    find_credits,
    find_directions,
    find_remarks,
    recognize_residue,
)

_LONGEST_TITLE = 180
_LONGEST_HEADING = 90
_LONGEST_HEAD_PARAGRAPH = 180  # a longer paragraph is text: the head with its byline and date is over
_PERSON = re.compile(
    r"[A-ZÀ-Þ][\w’'.\-]+(?:,? (?:van|de|der|den|het|ten|ter|te|en|&|’t|'t|[A-ZÀ-Þ][\w’'.\-]*)){1,9}"
)
MARKED_OFF = (CAPTION, "byline", "label", "pull quote", "read also")  # a page says itself what these are
_SUBJECT = ("Onderwerp:", "Subject:")  # of a mail
_ITEM = re.compile(r"(?:\d{1,3}[.)]|#\d{1,2}|(?:Tip|Stap|Vraag) \d{1,2}[.:])\s+")
_ATTRIBUTED = re.compile(r"[“„\"'‘«][^”\"»]{3,400}[”\"'’»],?\s+[a-z]")  # > ‘Het is duur,’ zegt zij.
_TWO_SENTENCES = re.compile(r"[.!?…]\s+[A-ZÀ-Þ“„\"'‘]")
_CLOCK_LINE = re.compile(r"\d{1,2}[u:.]\d{2}(?: ?uur)?(?: \d{1,4})?")
_CITY = re.compile(r"[A-ZÀ-Þ’'][A-ZÀ-Þ’' /-]{2,30}")
# De Gucht: Dat is zo.
_NAMED_SPEAKER = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]*){0,3} ?: ['\"“„‘]?[A-ZÀ-Þ]")
_SPEAKER = re.compile(r"[VQA] ?:\s*\S")  # V: Komt u terug?
_ITEM_MARKS = ("-", "*", "•", "+", "‣", "▪", "●")
_OPENING = "“„\"'‘«,"
_NOT_LAST_IN_HEADING = ".!…:;,)”“\"'’»"
_QUOTED_HEADING = re.compile(
    r"[“„\"'‘«](?!['’])[A-ZÀ-Þ0-9][^.!?…“„”\"«»]{2,70}[”“\"'’»]"
)  # a paper's subheading


def read_article(text: str, name: str = "the text", *, keep_captions: bool = False) -> Article:
    """Return `text` as an article. Raises SourceError, naming `name`, if there is nothing to read in it."""
    return compose_article(text, tuple(find_paragraphs(text)), name, keep_captions=keep_captions)


def compose_article(
    text: str, paragraphs: Sequence[Paragraph], name: str, *, keep_captions: bool = False
) -> Article:
    """Return the article of `paragraphs` that stand in `text`: which are read as what, and which are not.

    Raises SourceError, naming `name`, if there is nothing to read in them.
    """
    reasons = _reasons_to_omit(paragraphs)
    kept = [
        (paragraph, reason)
        for paragraph, reason in zip(paragraphs, reasons, strict=True)
        if not reason or (reason == CAPTION and keep_captions)
    ]
    blocks = _blocks(kept)
    if not any(any(c.isalnum() for c in block.span.of(text)) for block in blocks):
        raise SourceError(f"{name}: holds no words to read.")
    omitted = [
        Omission(paragraph.span, reason)
        for paragraph, reason in zip(paragraphs, reasons, strict=True)
        if reason and not (reason == CAPTION and keep_captions)
    ]
    bylines = [
        " ".join(p.text.split()) for p, reason in zip(paragraphs, reasons, strict=True) if reason == "byline"
    ]
    inner = _inner_omissions(kept, blocks)
    said = blank_out(text, [omission.span for omission in inner])  # 'Loods brandt af', not '(video)'
    titles = [" ".join(block.span.of(said).split()) for block in blocks if block.role is Role.TITLE]
    return Article(
        text=text,
        blocks=blocks,
        omissions=tuple(sorted([*omitted, *inner], key=lambda omission: omission.span)),
        title=titles[0] if titles else "",
        byline=bylines[0] if bylines else "",
        published=_published(paragraphs, reasons),
        source=name,
    )


def _reasons_to_omit(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return for each paragraph why it is not read, '' for those that are."""
    reasons: list[str] = []
    head = True
    links = ""  # what of the next paragraph would be a link: all, items or nothing
    rest = ""  # why all that follows is not read
    repeats = find_repeats([paragraph.text for paragraph in paragraphs])
    for index, paragraph in enumerate(paragraphs):
        head = head and (index == 0 or len(paragraph.text) <= _LONGEST_HEAD_PARAGRAPH)
        kind = recognize_residue(paragraph.text, head=head)
        is_item = paragraph.mark in _ITEM_MARKS
        if not any(c.isalnum() for c in paragraph.text):
            reason = "rule"
        elif paragraph.mark in MARKED_OFF:
            reason = paragraph.mark
        elif rest or kind:
            reason = rest or (kind.reason if kind else "")
            rest = reason if kind and kind.where == "rest" else rest
        elif links and len(paragraph.text) <= _LONGEST_TITLE and (links == "all" or is_item):
            reason = "read also"
        elif index in repeats:
            reason = "pull quote"
        elif head and (is_date_line(paragraph.text) or _is_clock_below(paragraph.text, reasons)):
            reason = "date line"
        elif head and reasons[-1:] in (["byline"], ["date line"]) and _CITY.fullmatch(paragraph.text):
            reason = "dateline"
        elif head and index in (1, 2) and len(paragraphs) > index + 1 and _is_person(paragraph):
            reason = "byline"
        else:
            reason = ""
        # After 'Lees ook:' one title goes, or every item of a list.
        links = "all" if kind and kind.where == "next" else "items" if links and is_item and not kind else ""
        reasons.append(reason)
    return reasons


def _is_clock_below(text: str, reasons: Sequence[str]) -> bool:
    """Tell the clock, and the number of comments, that stand below a date: '21u47 4'."""
    return reasons[-1:] == ["date line"] and bool(_CLOCK_LINE.fullmatch(text))


def _is_person(paragraph: Paragraph) -> bool:
    """Tell a byline that is names only: 'Jan de Vries en Anna Bakker'."""
    words = paragraph.text.split()
    named = sum(1 for word in words if word[0].isupper())
    return named >= 2 and len(words) <= 8 and not paragraph.mark and bool(_PERSON.fullmatch(paragraph.text))


def _blocks(kept: Sequence[tuple[Paragraph, str]]) -> tuple[Block, ...]:
    """Give each paragraph that is read its role."""
    blocks: list[Block] = []
    has_lead = False
    for index, (paragraph, reason) in enumerate(kept):
        last = index + 1 == len(kept)
        if reason:
            role = Role.CAPTION
        elif not index and not last and _is_title(paragraph):
            role = Role.TITLE
        elif (paragraph.mark == ">" and not _ATTRIBUTED.match(paragraph.text)) or (
            index and announces_speech(kept[index - 1][0].text)
        ):
            role = Role.BLOCK_QUOTE
        elif not last and _is_heading(paragraph) and _stands_as_heading(kept, index):
            role = Role.HEADING
        elif not has_lead:
            role, has_lead = Role.LEAD, True
        else:
            role = Role.BODY
        start = paragraph.span.start
        if role in (Role.LEAD, Role.BODY):
            start += dateline_length(paragraph.text)
        blocks.append(Block(role, Span(start, paragraph.span.stop)))
    return tuple(blocks)


def _is_title(paragraph: Paragraph) -> bool:
    return paragraph.mark == "#" or (
        len(paragraph.text) <= _LONGEST_TITLE and paragraph.mark in ("", "##", *_SUBJECT)
    )


def _is_heading(paragraph: Paragraph) -> bool:
    """Tell a heading: a short line that begins with a capital and ends without a full stop."""
    text = paragraph.text
    if paragraph.mark.startswith("#"):
        return True
    if (
        paragraph.mark not in ("", BOLD)
        or len(text) > _LONGEST_HEADING
        or "\n" in text
        or not any(c.isalpha() for c in text)
        or _SPEAKER.match(text)
    ):
        return False
    if _QUOTED_HEADING.fullmatch(text):
        return True
    if (
        _TWO_SENTENCES.search(text, len(label.group()) if (label := _ITEM.match(text)) else 0)
        or " | " in text
    ):
        return False
    return text[-1] not in _NOT_LAST_IN_HEADING and not text[0].islower() and text[0] not in _OPENING


def _stands_as_heading(kept: Sequence[tuple[Paragraph, str]], index: int) -> bool:
    """Tell a heading by its neighbors: an item of a list, or the question of an interview, is none."""
    paragraph = kept[index][0]
    if paragraph.mark.startswith("#"):
        return True
    after = kept[index + 1][0]
    before = kept[index - 1][0] if index else None
    answers = after.text[0] in _OPENING + "(" or (not after.mark and _NAMED_SPEAKER.match(after.text))
    if paragraph.text.endswith("?") and answers:
        return False
    if _ITEM.match(paragraph.text) and after.adjacent and _ITEM.match(after.text):
        return False
    return not (paragraph.adjacent and before is not None and index > 1 and _is_heading(before))


def announces_speech(paragraph: str) -> bool:
    """Tell whether a paragraph gives the floor to the next one: 'Stoltenberg zei:'.

    >>> announces_speech("De verklaring toegevoegd:"), announces_speech("De uitslagen:")
    (True, False)
    """
    if not paragraph.endswith(":"):
        return False
    sentence = re.split(r"[.!?…]\s", paragraph)[-1]
    return any(word.casefold() in _speech_words() for word in re.findall(r"[^\W\d_]+", sentence))


@functools.cache
def _speech_words() -> frozenset[str]:
    return frozenset(row["written"] for row in read_table("speech_verbs"))


def _inner_omissions(kept: Sequence[tuple[Paragraph, str]], blocks: Sequence[Block]) -> list[Omission]:
    """Return what is not read of paragraphs that are: '(ANP)', '(lacht)', 'KIEV (ANP) - ' before a block."""
    found = []
    for (paragraph, _), block in zip(kept, blocks, strict=True):
        start = paragraph.span.start
        if block.span.start > start:
            found.append(Omission(Span(start, block.span.start), "dateline"))
        inner = [(*span, "agency") for span in find_credits(paragraph.text)]
        inner += [(*span, "stage direction") for span in find_directions(paragraph.text)]
        for first, last, reason in inner + find_remarks(paragraph.text):
            if start + first >= block.span.start:
                found.append(Omission(Span(start + first, start + last), reason))
    return sorted(found, key=lambda omission: omission.span)


def _published(paragraphs: Sequence[Paragraph], reasons: Sequence[str]) -> date | None:
    for paragraph, reason in zip(paragraphs, reasons, strict=True):
        if reason in ("date line", "byline") and (found := find_date(paragraph.text)):
            return found
    return None
