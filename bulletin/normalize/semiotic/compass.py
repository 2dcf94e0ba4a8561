"""Points of the compass: 'ten N.O. van Berlijn' is read 'ten noordoosten van Berlijn'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from bulletin.dutch.table import read_table
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


RULE = Rule("compass", _PATTERN, classify, str, starts="A")
