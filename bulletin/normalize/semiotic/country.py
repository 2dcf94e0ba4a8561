"""Countries and provinces in brackets: 'Stolz (VSt)' has the Verenigde Staten, 'Ede (Gld.)' Gelderland."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from bulletin.dutch.table import read_table
from bulletin.dutch.words import listed
from bulletin.normalize.rule import Context, Rule

PATTERN = re.compile(
    r"(?<=\()(?:[A-Z]l?\.?[ -]?[A-Z][a-z]?|[A-Z][A-Za-z]{1,3}|[OLG](?=[.)]))\.?(?=[),/]|\s?-)"
)
_NAME_BEFORE = re.compile(r"(?P<name>[A-ZÀ-ÖØ-Þ][\w’'.-]*)\s\($")
# No province behind other names: 'Sneek (Fr.)' but 'Jalabert (Fr.)', 'Hengelo (O)' but 'Jansen (O)'.
_ONLY_BEHIND = {"Fr": "place_of_Fr", "O": "place_of_O", "L": "place_of_L", "G": "place_of_G"}


@cache
def names() -> frozenset[str]:
    """Return the codes of countries and provinces."""
    return frozenset({*_spoken("country_codes"), *_spoken("provinces")})


@cache
def _spoken(table: str) -> Mapping[str, str]:
    return MappingProxyType({row["code"]: row["spoken"] for row in read_table(table)})


def classify(match: re.Match[str], _context: Context) -> str | None:
    """Take a code of the tables in brackets behind a name."""
    before = _NAME_BEFORE.search(match.string[max(0, match.start() - 40) : match.start()])
    if not before:
        return None
    code = match[0].rstrip(".")
    country = _spoken("country_codes").get(code)
    if code in _ONLY_BEHIND and before["name"] not in listed(_ONLY_BEHIND[code]):
        return country
    return _spoken("provinces").get(code, country)


RULE = Rule("country", PATTERN, classify, str, starts="A")
