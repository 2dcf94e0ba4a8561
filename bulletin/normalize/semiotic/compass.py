"""Points of the compass: 'ten N.O. van Berlijn' is read 'ten noordoosten van Berlijn'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from bulletin.dutch.table import read_table
from bulletin.normalize.around import sentence_around
from bulletin.normalize.rule import Context, Rule

_PATTERN = re.compile(r"(?:[NOZW]\.\s?){1,3}(?<=\.)|[NZ][OW](?!\w)")
_TO_THE = re.compile(r"\bten\s$")
_THE = re.compile(r"\b(?:het)\s$")
_NO_ARTICLE = re.compile(r"\b(?:gebied|streek|km|kilometer|mijl|ligt|lag)\s$")
_OF = re.compile(r"\s(?:van|der|en)\b")


@cache
def _names() -> Mapping[str, str]:
    return MappingProxyType({row["written"]: row["spoken"] for row in read_table("compass")})


def classify(match: re.Match[str], _context: Context) -> str | None:
    """Take letters after 'ten', or after 'het' where 'van' follows."""
    text, start = match.string, match.start()
    before = text[max(0, start - 12) : start]
    of = _OF.match(text, match.end())
    found = _names().get(re.sub(r"\s", "", match[0]))
    if found and of and _NO_ARTICLE.search(before):
        return found.removesuffix("en")  # 'het gebied zuidoost van Parijs'
    return found if _TO_THE.search(before) or (of and _THE.search(before)) else None


_REGION = re.compile(
    r"(?P<point>[NZ]\.?[OW]|[NOZW])(?P<dot>\.?)-(?P<name>[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{2,}(?:-[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+)?)(?!\w|\.\s?[a-z])"
)


@cache
def _regions() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(row["begin"]) for row in read_table("regions")))


def classify_region(match: re.Match[str], _context: Context) -> str | None:
    """Take letters before a place: always with a full stop, 'Z.-Rhodesië', else before one of the table."""
    if not match["dot"] and not _regions().match(match["name"]):
        return None
    point = _names()[re.sub(r"\W", "", match["point"]) if len(match["point"]) > 1 else f"{match['point']}."]
    return f"{point.removesuffix('en').capitalize()}-{match['name']}"


_WIND = re.compile(r"(?P<from>[NOZW]|[NZ][OW])(?:-(?P<to>[NOZW]|[NZ][OW]))?(?=\s\d)")


def classify_wind(match: re.Match[str], _context: Context) -> str | None:
    """Take where the wind comes from, before its force: 'NW 4'."""
    if "wind" not in sentence_around(match.string, match.start()):
        return None
    points = (_names()[point if len(point) > 1 else f"{point}."] for point in match.groups() if point)
    return " tot ".join(point.removesuffix("en") for point in points)


WIND = Rule("compass", _WIND, classify_wind, str, starts="A")
RULE = Rule("compass", _PATTERN, classify, str, starts="A")
REGION = Rule("compass", _REGION, classify_region, str, starts="A")
