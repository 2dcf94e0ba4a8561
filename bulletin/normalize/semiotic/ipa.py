"""Signs of pronunciation are not read: '(uitspraak: [ɑmstərˈdɑm])' is left out."""

from __future__ import annotations

import re

from bulletin.normalize.rule import Context, Rule

LABELS = ("uitspraak", "uitgesproken")
_LABEL = r"(?:uitspraak|uitgesproken als|uitgesproken|IPA|spreek uit|Fonetisch|fonetisch)"
_SIGNS = r"(?:\[[^\[\]\n]{1,60}\]|/[^/\n]{1,60}/)"
_PATTERN = re.compile(
    rf"\((?:{_LABEL}(?:\s?\([^()\n]{{1,20}}\))?:?\s*)?(?P<whole>{_SIGNS})\)"
    rf"|(?:{_LABEL}:?\s*)?(?P<signs>{_SIGNS})"
)
# Letters of the phonetic alphabet, its stress and its length.
_PHONETIC = re.compile(r"[\u0250-\u02af\u02c8\u02cc\u02d0\u03b8\u03b2\u03c7]|\u0303")


def classify(match: re.Match[str], _context: Context) -> str | None:
    """Take brackets or slashes with a letter that only the phonetic alphabet has."""
    return "" if _PHONETIC.search(match["whole"] or match["signs"]) else None


RULE = Rule("phonetic", _PATTERN, classify, str, starts="([/Aa")
