"""What stands around a place in the text: the words before and after, and the sentence it is in."""

from __future__ import annotations

import re
from functools import cache

from bulletin.dutch.table import read_table

_REACH = 48
_SENTENCE_REACH = 240
_BEFORE = re.compile(r"([^\W\d_²³¹¼-¾⅓⅔⅛][\w’'-]*\.?)[\s(“‘\"']*$")
_AFTER = re.compile(r"[\s)”’\"']*([^\W\d_²³¹¼-¾⅓⅔⅛][\w’'-]*)")
_NEXT = re.compile(r"[”’\"')»]*\s+[“‘„\"'(«]*(\w[\w’'-]*)")
_GOES_ON = re.compile(r"[,;:]|[^\w]{0,8}[^\W_A-ZÀ-ÖØ-Þ]")
_ADJACENT = re.compile(r"[\s\u00a0]+([^\W\d_²³¹¼-¾⅓⅔⅛][\w’'-]*)")


def word_before(text: str, place: int) -> str:
    """Return the word before `place`, with its full stop, in small letters; '' if a number or mark is there.

    >>> word_before("sinds 2009", 6)
    'sinds'
    """
    near = text[max(0, place - _REACH) : place]
    if near.endswith("t/m "):
        return "t/m"
    found = _BEFORE.search(near)
    return found[1].lower() if found else ""


def word_after(text: str, place: int) -> str:
    """Return the word that follows directly after `place`, as it is written."""
    found = _ADJACENT.match(text[place : place + _REACH])
    return found[1] if found else ""


def sentence_around(text: str, place: int) -> str:
    """Return what stands near `place`, in small letters."""
    return text[max(0, place - _SENTENCE_REACH) : place + _SENTENCE_REACH].lower()


@cache
def sentence_starters() -> frozenset[str]:
    """Return words that begin sentences and seldom a name."""
    return frozenset(row["word"] for row in read_table("sentence_starters"))


@cache
def _no_surnames() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("sentence_starters") if row.get("surname") != "yes")


def no_name(text: str, place: int) -> bool:
    """Tell whether a word follows that begins sentences and never a surname: 'label D. Een huis'."""
    found = _NEXT.match(text, place, place + _REACH)
    return found is not None and found[1] in _no_surnames()


def new_sentence(text: str, place: int) -> bool:
    """Tell whether a word that begins sentences follows `place`.

    >>> new_sentence("44 v.Chr. Daarna viel", 9), new_sentence("N.V. Philips", 4)
    (True, False)
    """
    found = _NEXT.match(text, place, place + _REACH)
    return found is not None and found[1] in sentence_starters()


def goes_on(text: str, place: int) -> bool:
    """Tell whether the sentence goes on after `place`: no capital follows in 'Mohammed B. (27) bekende'."""
    return _GOES_ON.match(text, place, place + _REACH) is not None
