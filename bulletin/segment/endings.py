"""What an abbreviation does at the end of a sentence: 'enz. De' splits, 'o.a. De Telegraaf' joins."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bulletin.segment import words
from bulletin.segment.boundary import Boundary, Rule, Verdict
from bulletin.segment.words import Ending

JOIN, SPLIT = Verdict.JOIN, Verdict.SPLIT
VERSE = re.compile(r"\d{1,3}\s?(?:[:,]\s?\d|vs\b|vers\b)")
INITIAL = re.compile(r"[A-Z][a-z]{1,3}\Z")
ROMAN = re.compile(r"[IVXLC]+\Z")


def never(_: Boundary) -> Verdict | None:
    """Join always: o.a. Den Haag, bijv. Het Loo."""
    return JOIN


def before_a_capital(b: Boundary) -> Verdict | None:
    """Split before a capital, not before a number: 3 mln. De winst; sept. 2001."""
    return SPLIT if b.right_is_capital else JOIN


def always(_: Boundary) -> Verdict | None:
    """Split before whatever begins a sentence: enz. 300 mensen."""
    return SPLIT


def not_before_a_number(b: Boundary) -> Verdict | None:
    """Join before a number, else say nothing: nr. 5, nr. C02/116; het woord no."""
    numbered = any(character.isdigit() for character in b.right)
    return JOIN if numbered or ROMAN.match(b.right) else None


def after_a_name(b: Boundary) -> Verdict | None:
    """Split after a name: Philips N.V. Topman Boonstra; but de N.V. Nederlandse Spoorwegen."""
    named = b.right_is_starter or (b.before[:1].isupper() and b.before not in words.starters())
    return SPLIT if named and b.right_is_capital else JOIN


def before_no_name(b: Boundary) -> Verdict | None:
    """Split before a word that begins no surname: hij is ir. Beiden werken; but ir. Van Dam."""
    return SPLIT if b.right_is_starter and not b.right_begins_surname else JOIN


def before_a_starter(b: Boundary) -> Verdict | None:
    """Split before a word that begins sentences: in de U.S. Daarna; but U.S. Army, bij Th. Van Gogh."""
    name = b.right_begins_surname and INITIAL.match(b.left) is not None and not b.before[:1].isupper()
    return SPLIT if b.right_is_starter and not name else JOIN


def after_a_number(b: Boundary) -> Verdict | None:
    """Split after a number, else only before a word that begins sentences: na 20 min. Ajax; min. Remkes."""
    return SPLIT if b.right_is_starter or (b.before[:1].isdigit() and b.right_is_capital) else JOIN


def before_a_verse(b: Boundary) -> Verdict | None:
    """Join before a chapter and a verse: Mark. 10:11; but met Mark. 10 jaar later."""
    return JOIN if VERSE.match(b.text, b.start) else None


ENDINGS: Mapping[Ending, Rule] = {
    Ending.INSIDE: never,
    Ending.TITLE: before_no_name,
    Ending.EITHER: before_a_capital,
    Ending.CLOSER: always,
    Ending.NUMBER: not_before_a_number,
    Ending.COMPANY: after_a_name,
    Ending.NAME: before_a_starter,
    Ending.UNIT: after_a_number,
    Ending.WORD: before_a_capital,
    Ending.VERSE: before_a_verse,
}
