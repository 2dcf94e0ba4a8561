"""Names with figures in them: 'Schalke 04' is read 'Schalke nul vier', the club Willem II 'Willem Twee'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bulletin.dutch.table import read_table
from bulletin.dutch.words import beginnings, by_first_word, listed
from bulletin.normalize.around import sentence_around, word_before
from bulletin.normalize.rule import Context, Rule

PATTERN = re.compile(r"[^\W\d_²³¹¼-¾⅓⅔⅛]+|\d+")

_ENDING = re.compile(r"['’](?:s|ers?)\b")  # JA21'er
_OLD_YEAR = re.compile(r"\b1[5-8]\d\d\b")


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the table, and where it ends."""

    spoken: str
    stop: int
    other: str = ""


@cache
def by_first() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return the names and how they are said by their first word, the longest first."""
    rows = ((row["written"], row["spoken"]) for row in read_table("clubs"))
    return by_first_word(((row[0], row) for row in rows), PATTERN)


def classify(match: re.Match[str], _context: Context) -> Name | None:
    """Take a name of the table; 'Willem II' is a king where the text is about kings."""
    text, start = match.string, match.start()
    for name, spoken in by_first().get(match[0], ()):
        stop = start + len(name)
        if not text.startswith(name, start) or text[stop : stop + 1].isalnum():
            continue
        if re.match(r"[-.,:]\d|\.[a-z]{2}", text[stop : stop + 3]) or (
            match[0].isdecimal() and text[start - 1 : start] in "-.,:" and start
        ):
            continue
        if name == "Willem II" and _is_king(text, start):
            return None
        if ending := _ENDING.match(text, stop):
            return Name(f"{spoken}’{ending[0][1:]}", ending.end())
        return Name(spoken, stop, "Willem de Tweede" if name == "Willem II" else "")
    return None


def _is_king(text: str, start: int) -> bool:
    if word_before(text, start) in listed("ruler"):
        return True
    near = sentence_around(text, start)
    royal = beginnings("royal").search(near) or _OLD_YEAR.search(near)
    return royal is not None and not beginnings("football").search(near)


def stop(_match: re.Match[str], value: Name) -> int:
    """Return where the name ends."""
    return value.stop


def verbalize(value: Name) -> str:
    """Say it as the table does."""
    return value.spoken


def other(value: Name) -> str:
    """Return the reading not chosen."""
    return value.other


RULE = Rule("name", PATTERN, classify, verbalize, starts="Aa0", stop=stop, other=other)
