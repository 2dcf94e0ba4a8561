"""Marks that are not words: full stops stay, brackets and dashes are pauses, quotes are “ and ”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from bulletin.normalize.around import goes_on


class Side(Enum):
    """How a mark stands to the words around it."""

    AFTER = auto()  # a full stop, a comma: follows its word
    OPENING = auto()
    CLOSING = auto()
    PAUSE = auto()  # a dash, a bracket: a comma if it stands between words
    BINDING = auto()  # a hyphen in a word
    JOINING = auto()  # a bracket in a word: (onweers)buien
    NOTHING = auto()


# Names of their own: Python 3.11 takes as long to find `Side.AFTER` as for the rest of a mark.
AFTER, OPENING, CLOSING, PAUSE, BINDING, JOINING, NOTHING = Side


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of `length` characters and what stands for it in spoken text."""

    spoken: str
    rule: str
    side: Side
    length: int = 1


_PAUSES = {mark: Mark(mark, "punctuation", AFTER) for mark in ".,;:"}
_SPELLED = re.compile(r"(?<![^\W_])[A-ZÀ-ÖØ-Þ]\s$")
_ELLIPSIS = re.compile(r"\.(?:\s?\.){1,}|…[.…]*")
_STRONG = re.compile(r"[?!]+")
_HYPHENS = re.compile(r"--+")
_OLD_OPENING = re.compile(r",,(?=\S)")
_DOUBLE = {
    "“": OPENING,
    "„": OPENING,
    "”": CLOSING,
    "‟": OPENING,
    "«": OPENING,
    "»": CLOSING,
}
_IN_WORD = re.compile(r"\([^\W\d_²³¹¼-¾⅓⅔⅛]{1,12}-?\)(?=[^\W\d_²³¹¼-¾⅓⅔⅛])")  # (ex-)minister
_SINGLE = "‘’'‚‛`´‹›"
_DOUBLED = ("''", "’’", "‘‘", "``")  # two single marks that stand for a double one
_BRACKETS = "()[]{}"
_DASHES = "–—|"
# Marks that are seen and not heard.
_SILENT = frozenset("•·†‡*_|\\^~¦¨¯¸´`<>→←↑↓↔⇒⇐¡¿¬®™©…‰")


def mark_at(text: str, place: int) -> Mark:
    """Tell what the mark at `place` does; every character that no rule read comes here."""
    character = text[place]
    after = text[place + 1 : place + 2]
    before = text[place - 1] if place else ""
    if (character in ".…") and (found := _ELLIPSIS.match(text, place)):
        return Mark("…", "ellipsis", AFTER, len(found[0]))
    if character in "?!" and (found := _STRONG.match(text, place)):
        return Mark("?" if "?" in found[0] else "!", "punctuation", AFTER, len(found[0]))
    if character == "," and _OLD_OPENING.match(text, place):
        return Mark("“", "quote", OPENING, 2)
    if character == "." and _is_initial(text, place):
        return Mark("", "initial", NOTHING)
    if character in _PAUSES:
        return _PAUSES[character]
    if text.startswith(_DOUBLED, place):
        return Mark(
            "”" if _closes(before, text[place + 2 : place + 3]) else "“",
            "quote",
            _side(before, text[place + 2 : place + 3]),
            2,
        )
    if character == '"':
        return Mark("”" if _closes(before, after) else "“", "quote", _side(before, after))
    if character in _DOUBLE:
        side = _side(before, after) if character in "“«»”" else _DOUBLE[character]
        return Mark("“" if side is OPENING else "”", "quote", side)
    if character in _SINGLE:
        side = _side(before, after)
        return Mark("‘" if side is OPENING else "’", "quote", side)
    if character == "-":
        return _hyphen(text, place, before, after)
    if character in _DASHES:
        return Mark(",", "dash", PAUSE)
    if character in _BRACKETS:
        inside = (
            (before.isalpha() and after.isalpha())
            or _IN_WORD.match(text, place)
            or (character in ")" and after.isalpha())
        )
        if not inside:
            return Mark("", "bracket", PAUSE)
        return Mark("", "bracket", JOINING if before.isalpha() or character == ")" else NOTHING)
    if character == "/":
        return Mark("", "slash", NOTHING)
    return Mark("", "silent" if character in _SILENT else "dropped", NOTHING)


def _is_initial(text: str, place: int) -> bool:
    """Tell whether the full stop belongs to a letter alone, in a sentence that goes on: '5G. 2'."""
    if not text[place - 1 : place].isupper() or text[max(0, place - 2) : place - 1].isalpha():
        return False
    going_on = goes_on(text, place + 1) or text.startswith(" (", place + 1)
    return going_on and not _SPELLED.search(text[max(0, place - 4) : place - 1])


def _closes(before: str, after: str) -> bool:
    """Tell a closing quote from an opening one by what touches it."""
    if not before or before.isspace() or before in "([{–—-/“‘„":
        return bool(before) and not before.isspace() and (not after or after.isspace() or after in ".,;:?!)")
    return True


def _side(before: str, after: str) -> Side:
    return CLOSING if _closes(before, after) else OPENING


def _hyphen(text: str, place: int, before: str, after: str) -> Mark:
    """Tell whether a hyphen binds a word, or is a dash that someone typed on a keyboard."""
    if found := _HYPHENS.match(text, place):
        return Mark(",", "dash", PAUSE, len(found[0]))
    if before.isalnum() or before in "’”)%'\"":
        if not after or after.isspace():
            return Mark("", "hyphen", NOTHING)
        return Mark("-", "hyphen", BINDING)
    if after.isalnum():
        return Mark("", "hyphen", NOTHING)
    return Mark(",", "dash", PAUSE)
