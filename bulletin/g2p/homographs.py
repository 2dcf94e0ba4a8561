"""Words of two readings, told by their neighbors: 'om dat te voorkomen', but 'dat kan vaak voorkomen'.

The table homographs.tsv holds only cues that are safe; where none fits, the usual reading stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bulletin.dutch.table import read_table
from bulletin.g2p.ipa import as_taught

_NEIGHBORS = 4  # words on either side that a cue may need


@dataclass(frozen=True, slots=True)
class Reading:
    """How a word sounds after and before words that fit these patterns."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    phonemes: str


def reading_of(words: Sequence[str], index: int) -> str | None:
    """Return the phonemes of `words[index]`, bare words in order, if its neighbors tell; else None.

    >>> reading_of(["als", "het", "regent"], 2), reading_of(["de", "regent", "sprak"], 1)
    ('rˈeːɣənt', 'reːɣˈɛnt')
    """
    readings = _table().get(words[index].lower())
    if readings is None:
        return None
    before = " ".join(words[max(0, index - _NEIGHBORS) : index]).lower()
    after = " ".join(words[index + 1 : index + 1 + _NEIGHBORS]).lower()
    fitting = (r for r in readings if r.before.search(before) and r.after.match(after))
    return next((reading.phonemes for reading in fitting), None)


@lru_cache(maxsize=1)
def _table() -> Mapping[str, tuple[Reading, ...]]:
    """Return the readings by word, in the order of the table."""
    found: dict[str, tuple[Reading, ...]] = {}
    for row in read_table("homographs"):
        before = re.compile(f"(?:{row['before']})$" if row["before"] else "")
        reading = Reading(before, re.compile(row["after"]), as_taught(row["ipa"]))
        found[row["word"]] = (*found.get(row["word"], ()), reading)
    return found
