"""Numbers and signs of lists: '1. Ajax 45 2. PSV 43' is one sentence, '1. Was de sla. 2. Kook' are two."""

from __future__ import annotations

import re

from bulletin.segment import words
from bulletin.segment.boundary import Boundary, Verdict
from bulletin.segment.words import Ending

JOIN, SPLIT = Verdict.JOIN, Verdict.SPLIT

LABEL = re.compile(r"[\s\"“„‘'(\[–-]*(?:\d{1,3}(?:\.\d{1,2})*|[A-Za-z]|[IVX]+)\Z")
ITEM_SIGN = re.compile(
    r"(?:\((?:[a-z]|[ivx]{1,4})\)|[a-z]\)|\d{1,2}\)|[ivx]{1,4}\))\s+\S|[a-h]\.\s+[A-Z][a-z]"
)
DAY_AND_MONTH = re.compile(r"(?<![\d.,])\d{1,2}(?:\. ?\d{1,2})?\Z")
MONTH_OR_YEAR = re.compile(r"(?:\d{1,2}\. ?)?(?:1[5-9]|20)\d\d\b")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
BULLETS = ("•", "●", "▪", "►")
OPENED_LIST = re.compile(r"(?<!\d)(?<!\d )[:;,(]\s*\Z|\d[;,(]\s*\Z")  # not 'Matth. 5 : 32'
OPENS_LIST = re.compile(r"[^\W\d]:\s*\Z")
PLACE = re.compile(r"([0-9]{1,3})(?:\+[0-9]{1,2})?\Z")  # or a minute: 90+2
TWO_FOLLOWS = re.compile(r"[^.!?]{1,120}[\s,;]2\. ")
PROGRAM = re.compile(r"\s*\d{1,2}[.:]\d\d(?:\s?[-–]\s?\d{1,2}[.:]\d\d)? u\Z")
REACH_BACK = 600  # characters; how far back the item with the number before is looked for


def is_a_program(b: Boundary) -> Verdict | None:
    """'20.30 u. Het Journaal', '21.00 u. Zembla': the time of what follows."""
    return JOIN if b.left == "u" and PROGRAM.match(b.so_far()) else None


def is_a_label(b: Boundary) -> Verdict | None:
    """'1. Inleiding', '8. Ajax', 'II. De oorlog', 'a. Het huis': the number of what follows."""
    if b.mark != "." or not LABEL.match(b.so_far()):
        return None
    if b.first or not b.right_is_starter or b.left in ("1", "a", "A", "I"):
        return JOIN
    return JOIN if _continues_a_list(b) else None  # 2. Er was te weinig geld.


def _continues_a_list(b: Boundary) -> bool:
    """Tell whether the number before this one stands a little further back."""
    if b.left.isdecimal():
        before = str(int(b.left) - 1)
    elif b.left in ROMAN[1:]:
        before = ROMAN[ROMAN.index(b.left) - 1]
    elif len(b.left) == 1 and b.left not in "aA":
        before = chr(ord(b.left) - 1)
    else:
        return False
    return b.text.rfind(f"{before}. ", max(0, b.begin - REACH_BACK), b.begin) != -1


def is_a_bullet(b: Boundary) -> Verdict | None:
    """'… klaar. • melk': a bullet begins a new line, whatever its case."""
    return SPLIT if b.opening[:1] in BULLETS else None


def is_an_item(b: Boundary) -> Verdict | None:
    """Split 'a) De eerste. b) de tweede' and 'Dat. b. In': a letter or number begins an item."""
    if not ITEM_SIGN.match(b.text, b.start) or any(pair.bracket for pair in b.enclosures):
        return None
    return SPLIT if len(b.left) > 2 and words.ending_of(b.left, b.before) in (None, Ending.CLOSER) else None


def is_a_rank(b: Boundary) -> Verdict | None:
    """Join 'Uitslag: 1. Armstrong, 2. Ullrich' and '1. Ajax 45 2. PSV 43': places in a list."""
    named = not b.right_is_starter or b.right_begins_surname  # 3. Van Impe
    place = PLACE.match(b.left)
    if place is None:
        return None
    led_in = b.so_far(b.at - len(b.left))
    if b.left == "1" and OPENS_LIST.search(led_in):  # zei het volgende: 1. De situatie is
        return JOIN
    if not named:
        return None
    before = re.compile(rf"(?<![\d.,]){int(place[1]) - 1}\. ")
    ranks = before.search(b.text, max(b.begin, b.at - REACH_BACK), b.at) is not None
    counts = b.left == "1" and TWO_FOLLOWS.match(b.text, b.start) is not None
    plain = b.right_is_starter and not b.right_begins_surname
    opened = OPENED_LIST.search(led_in) and not (plain and led_in.rstrip()[-1:] in ",(")
    return JOIN if ranks or opened or counts else None


def counts_a_club(b: Boundary) -> Verdict | None:
    """Join '1. FC Köln', '2. Bundesliga': German ordinals in names."""
    return JOIN if len(b.left) <= 2 and b.left.isdecimal() and b.right in words.ordinal_names() else None


def is_a_spaced_date(b: Boundary) -> Verdict | None:
    """Join '1. 9. 1939': a day and a month in digits, with spaces."""
    if not b.right_is_number or not DAY_AND_MONTH.search(b.so_far()):
        return None
    rest = MONTH_OR_YEAR.match(b.text, b.start)
    return JOIN if rest and ("." in rest.group() or "." in b.so_far()[-6:]) else None
