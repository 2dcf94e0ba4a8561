"""Places where a sentence may end: after `St.` and `niet.` in `St. Maarten niet. Wel`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from bulletin.model import Span
from bulletin.segment import words
from bulletin.segment.enclosures import Enclosure, Enclosures, find_enclosures

MARK = re.compile(r"\.(?:[ \u00a0]\.(?!\.))+|[.!?…‼⁇⁈⁉]+")
# What may stand between the mark and the space: quotes, brackets and a note number: zei hij.'' , toen).[3]
# A mark that opens as a rule closes before a space: Wat zie je?‘ Hij zei
CLOSERS = re.compile(r"(?:[\"”“’'»›)\]}]|[‘„`´](?=[\s.,;:’”']|$)|\[\d{1,3}\])*")
# A closing mark or note number that stands alone: 'Ik kom. ” Daarna', 'Dat is zo. [6] Daarna'
LONE_CLOSER = re.compile(r"[ \u00a0]+(?:''|[”’»›)\]}]|\[\d{1,3}\]|(?P<straight>[\"']))(?=\s|$)")
SPACE = re.compile(r"\s*")
# What a sentence may have before its first word: quotes, brackets, dashes, bullets, dots, money signs.
OPENERS = re.compile(r"(?:,,|''|``|[^\w\s]|\s(?!$)){0,20}")
ELISION = re.compile(r"['’‘`](?:s|t|n|k|m|r|ns)(?=[\s\-–])", re.IGNORECASE)
WORD = re.compile(r"[\w'’]+(?:[.\-–/&][\w'’]+)*")
CASELESS_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")
# A word with a capital, perhaps after a quote, that is no part of an address.
CAPITAL = re.compile(r"[\"“„‘«]?[A-Z][a-z]+\b(?![@/=&]|\.\w)")
# What follows the first word of a surname: (De) Gucht, (Van) den Berg, (In) 't Veld; but (De) rechter.
SURNAME_REST = re.compile(r"(?:\s(?:de|den|der|het|la|ten|ter|['’]t)){0,2}\s['’]?[A-ZÀ-Þ]")
PLACED_REST = re.compile(r"(?:\s(?:de|den|der|het|['’]t)){1,2}\s[A-ZÀ-Þ]")  # not (prof. In) Leiden
PLACES = ("In", "Op", "Uit")
REACH = 60  # characters that are looked at to the left for a word: no Dutch token that matters is longer


class Verdict(Enum):
    """What a rule says of a boundary."""

    JOIN = "join"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A part of `text` that no sentence crosses; `caseless` if it has no capital at all."""

    text: str
    span: Span
    enclosures: Enclosures
    caseless: bool


@dataclass(frozen=True, slots=True)
class Boundary:
    """A place where a sentence may end, and what stands around it.

    `begin` is where the sentence began, `at` where its mark stands, `stop` where it ends if it ends here
    (after closing quotes and brackets), `start` where the next one would begin. `left` is the word before
    the mark with its own dots ('J.R.R' before '.'), `before` the word before that, `right` the first word
    after it, `opening` what stands between `start` and `right`, `after` the word that follows `right`.
    `first` tells that the sentence is the first of its paragraph; `enclosures` are the quotes and brackets
    around the mark, the innermost last, and `quoted_next` is the pair that opens at `start`.
    """

    text: str
    begin: int
    first: bool
    at: int
    mark: str
    stop: int
    start: int
    left: str
    before: str
    opening: str
    right: str
    after: str
    caseless: bool
    enclosures: tuple[Enclosure, ...]
    quoted_next: Enclosure | None

    @property
    def spaced(self) -> bool:
        """Whether white space follows, as it should."""
        return self.start > self.stop

    @property
    def closers(self) -> str:
        """The quotes and brackets between the mark and `stop`."""
        return self.text[self.at + len(self.mark) : self.stop].strip()

    @property
    def right_is_capital(self) -> bool:
        """Whether the next word has a capital: De, IJsland, ’s Avonds, ’t Was, iPhone."""
        if not self.right:
            return False
        if ELISION.match(self.right + " "):
            return self.after[:1].isupper() or self.right[1:2].isupper()
        if self.right[0] in "'’‘`" and len(self.right) > 1:
            return self.right.lstrip("'’‘`")[:1].isupper() or self.right[:4].lower()[1:] in ("s-g", "s-h")
        return self.right[0].isupper() or self.right[0].istitle() or bool(CASELESS_BRAND.match(self.right))

    @property
    def right_is_number(self) -> bool:
        """Whether the next word begins with a digit: 2009, €5, 1e."""
        return self.right[:1].isdigit()

    @property
    def tagged(self) -> bool:
        """Whether the next word is a handle or a hashtag, which have no capital: @kuzu, #metoo."""
        return self.opening[-1:] in ("@", "#")

    @property
    def right_is_starter(self) -> bool:
        """Whether the next word is one that begins sentences and seldom a name: Daarna, Het, ’s Avonds."""
        return self.right in words.starters() or (self.right[:1] in "'’‘`" and self.right_is_capital)

    @property
    def right_begins_surname(self) -> bool:
        """Whether the next word may be the first of a surname: De Gucht, Van den Berg, In 't Veld."""
        rest = PLACED_REST if self.right in PLACES else SURNAME_REST
        stop = self.start + len(self.opening) + len(self.right)
        return self.right in words.surname_starters() and rest.match(self.text, stop) is not None

    def so_far(self, position: int | None = None) -> str:
        """Return the sentence up to `position` (or the mark), at most the last REACH characters of it."""
        stop = self.at if position is None else position
        return self.text[max(self.begin, stop - REACH) : stop]


Rule = Callable[[Boundary], Verdict | None]


def token_before(text: str, stop: int, floor: int) -> tuple[str, int]:
    """Return the token that ends at `stop` without its opening quotes and brackets, and where it begins."""
    tokens = text[max(floor, stop - REACH) : stop].split()
    start = stop - len(tokens[-1]) if tokens and not text[stop - 1].isspace() else stop
    while start < stop and not text[start].isalnum():
        start += 1
    return text[start:stop], start


def read_paragraph(text: str, span: Span) -> Paragraph:
    """Return what all boundaries of a paragraph share."""
    return Paragraph(
        text, span, find_enclosures(text, span.start, span.stop), caseless=span.of(text).islower()
    )


def next_boundary(paragraph: Paragraph, begin: int, position: int) -> Boundary | None:
    """Return the first place at or after `position` where the sentence that began at `begin` may end."""
    text, limit = paragraph.text, paragraph.span.stop
    while match := MARK.search(text, position, limit):
        stop = _closed(text, match.end(), limit, paragraph.enclosures)
        following = SPACE.match(text, stop, limit)
        start = following.end() if following else stop
        if start >= limit:
            return None
        if start > stop or _lacks_space(text, match, stop):
            return _look_around(paragraph, begin, match, stop, start)
        position = max(stop, match.end())
    return None


def _look_around(paragraph: Paragraph, begin: int, match: re.Match[str], stop: int, start: int) -> Boundary:
    text, limit = paragraph.text, paragraph.span.stop
    left, left_start = token_before(text, match.start(), begin)
    gap = left_start
    while gap > begin and gap > left_start - REACH and not text[gap - 1].isalnum() and text[gap - 1] != ".":
        gap -= 1
    before, _ = token_before(text, gap, begin)
    word_start, word_stop = _word_after(text, start, limit)
    after = WORD.search(text, word_stop, min(limit, word_stop + REACH))
    return Boundary(
        text=text,
        begin=begin,
        first=begin == paragraph.span.start,
        at=match.start(),
        mark=match.group(),
        stop=stop,
        start=start,
        left=left,
        before=before,
        opening=text[start:word_start],
        right=text[word_start:word_stop],
        after=after.group() if after else "",
        caseless=paragraph.caseless,
        enclosures=paragraph.enclosures.around(match.start()),
        quoted_next=paragraph.enclosures.opening_at(start),
    )


def _word_after(text: str, start: int, limit: int) -> tuple[int, int]:
    """Return where the first word at or after `start` stands; the apostrophe of ’s and 't belongs to it."""
    opening = OPENERS.match(text, start, limit)
    word_start = opening.end() if opening else start
    elision = ELISION.match(text, max(start, word_start - 1), limit)
    if elision:
        word_start = elision.start()
    word = elision if elision and text[elision.end()].isspace() else WORD.match(text, word_start, limit)
    return word_start, word.end() if word else word_start


def _closed(text: str, stop: int, limit: int, enclosures: Enclosures) -> int:
    """Return where the closing quotes and brackets after a mark at `stop` end."""
    while True:
        closers = CLOSERS.match(text, stop, limit)
        if closers and closers.end() > stop:
            end = closers.end()
            while end > stop and enclosures.opening_at(end - 1) is not None:  # gezegd."De
                end -= 1
            stop = end
        lone = LONE_CLOSER.match(text, stop, limit)
        if lone is None or (lone["straight"] and enclosures.opening_at(lone.end() - 1) is not None):
            return stop
        if lone["straight"] and not any(
            pair.outer.stop == lone.end() for pair in enclosures.around(lone.end() - 1)
        ):
            return stop
        stop = lone.end()


def _lacks_space(text: str, match: re.Match[str], stop: int) -> bool:
    """Tell 'heeft hij gezegd.De minister' and 'Kom je?”Ja' from nu.nl, v2.0 and Booking.com."""
    least = 3 if match.group() == "." and stop == match.end() else 1
    before = text[max(0, match.start() - least) : match.start()]
    return len(before) == least and before.islower() and before.isalpha() and bool(CAPITAL.match(text, stop))
