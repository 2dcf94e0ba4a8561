"""Countries in result lists: 'Stolz (VSt)' is read 'Stolz, Verenigde Staten'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from bulletin.dutch.table import read_table
from bulletin.normalize.rule import Context, Rule

PATTERN = re.compile(r"(?<=\()[A-Z][A-Za-z]{1,2}\.?(?=[),/]|\s?-)")
_NAME_BEFORE = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'.-]*\s\($")


@cache
def names() -> Mapping[str, str]:
    """Return the countries by their codes."""
    return MappingProxyType({row["code"]: row["spoken"] for row in read_table("country_codes")})


def classify(match: re.Match[str], _context: Context) -> str | None:
    """Take a code of the table in brackets behind a name."""
    if not _NAME_BEFORE.search(match.string[max(0, match.start() - 40) : match.start()]):
        return None
    return names().get(match[0].rstrip("."))


RULE = Rule("country", PATTERN, classify, str, starts="A")
