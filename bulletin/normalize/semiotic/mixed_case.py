"""Words with capitals inside: 'macOS' is read 'mac O S', 'AScX' 'A S C X', 'OCenW' 'O C en W'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.normalize.rule import Context, Rule
from bulletin.normalize.semiotic.acronym import AS_WORD, read_capitals, readings
from bulletin.normalize.spelling import pronounceable, spell

_LOWER, _UPPER = "a-zà-öø-ÿ", "A-ZÀ-ÖØ-Þ"
_PATTERN = re.compile(
    rf"(?=[{_UPPER}]{{0,12}}[{_LOWER}]{{1,20}}[{_UPPER}]|[{_UPPER}]{{2,8}}[{_LOWER}])(?!IJ[{_LOWER}])"
    rf"(?P<word>[{_UPPER}{_LOWER}]{{3,24}})(?P<ending>['’](?:s|er|ers|tje|tjes)\b)?(?![^\W_])"
)
_JOINED = re.compile(rf"([{_UPPER}]{{1,3}})en([{_UPPER}]{{1,3}})")  # OCenW, JenV
_SMALL_FIRST = re.compile(rf"([{_LOWER}])([{_UPPER}]{{2,4}})")  # eSIM, vCJD
_CAPITALS_LAST = re.compile(rf"([{_UPPER}{_LOWER}]*[{_LOWER}])([{_UPPER}]{{2,5}})")  # macOS
_CAPITALS_FIRST = re.compile(rf"([{_UPPER}]{{2,6}})([{_LOWER}]{{3,}})")  # OVpay, VVDers
_SHORT = re.compile(rf"(?=.*[{_UPPER}].*[{_UPPER}])[{_UPPER}bcdfghjklmnpqrstvwxz]{{3,6}}")  # GmbH, CIb
_PLURAL = re.compile(rf"[{_UPPER}]+s")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of such a word as they are said."""

    spoken: str
    ending: str


def classify(match: re.Match[str], _context: Context) -> Parts | None:
    """Take a word whose capitals are letters; a name such as YouTube stays a word."""
    spoken = _read(match["word"])
    return None if spoken is None else Parts(spoken, (match["ending"] or "").replace("'", "’"))


def _read(word: str) -> str | None:
    if found := _JOINED.fullmatch(word):
        return f"{spell(found[1])} en {spell(found[2])}"
    if found := _SMALL_FIRST.fullmatch(word):
        return f"{found[1].upper()} {_capitals(found[2])}"
    if _SHORT.fullmatch(word) and not _PLURAL.fullmatch(word):
        return spell(word)
    if found := _CAPITALS_LAST.fullmatch(word):
        said = _capitals(found[2])
        return None if said == found[2] else f"{found[1]} {said}"  # LiDAR
    if found := _CAPITALS_FIRST.fullmatch(word):
        return _before_small(found[1], found[2])
    return None


def _capitals(letters: str) -> str:
    known = readings().get(letters)
    as_word = known.reading == AS_WORD if known else len(letters) > 2 and pronounceable(letters)
    return letters if as_word else spell(letters)


def _before_small(capitals: str, rest: str) -> str | None:
    """Part 'OV' and 'pay', or 'SBS' and 'Film', where the table knows the letters."""
    if known := readings().get(capitals):
        glued = known.reading == AS_WORD
        return f"{read_capitals(capitals)}{'' if glued else ' '}{rest}"
    if len(capitals) > 2 and capitals[:-1] in readings():
        return f"{read_capitals(capitals[:-1])} {capitals[-1]}{rest}"
    return None


def verbalize(value: Parts) -> str:
    """Say the parts, and the ending behind the last."""
    return value.spoken + value.ending


RULE = Rule("mixed case", _PATTERN, classify, verbalize, starts="Aa")
