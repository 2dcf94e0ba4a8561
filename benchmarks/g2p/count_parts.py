"""Count what Dutch compounds are made of: `python benchmarks/g2p/count_parts.py WORDS > compound_parts.tsv`.

WORDS is OpenTaal's word list, one a line (Debian: package wdutch, /usr/share/dict/dutch; BSD or CC BY 3.0).
For every beginning and every end that is a word itself, it is counted in how many longer words it stands. The
result is bulletin/g2p/data/compound_parts.tsv; what only looks like a part stands in compound_exceptions.txt.
"""

from __future__ import annotations

import argparse
import collections
import re
from importlib.resources import files
from pathlib import Path

_LEAST = 8  # longer words that a part must stand in
_PLAIN = re.compile("[a-zéèëïêöüç]{3,}")
_PLURALS = ("beender", "blader", "eier", "hoender", "kalver", "kinder", "lammer", "runder")
_VOWEL = re.compile("[aeiouyéèëïêöü]")


def count(known: set[str]) -> tuple[collections.Counter[str], collections.Counter[str]]:
    """Return in how many words each part is the first, a linking s or e included, and the last."""
    first, last = collections.Counter[str](), collections.Counter[str]()
    for word in known:
        for cut in range(3, len(word) - 2):
            one, other = word[:cut], word[cut:]
            if other in known and _VOWEL.search(one) and _VOWEL.search(other) and _begins(one, known):
                first[one] += 1
                last[other] += 1
    return first, last


def _begins(part: str, known: set[str]) -> bool:
    """Tell whether a compound can begin so: a word, one with a linking s or e, or 'kinder' of 'kinderen'."""
    linked = part[-1] in "se" and len(part) > 4 and part[:-1] in known
    return part in known or linked or part in _PLURALS


def main() -> None:
    """Print part, count as the first, count as the last."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", type=Path)
    lines = parser.parse_args().words.read_text(encoding="utf-8").split("\n")
    known = {word for word in lines if _PLAIN.fullmatch(word)}
    first, last = count(known)
    exceptions = (files("bulletin.g2p") / "data" / "compound_exceptions.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in exceptions.splitlines() if line and line[0] != "#"]
    never = {kind: {word for row in rows if row[0] == kind for word in row[1:]} for kind in ("first", "last")}
    print("# Parts of Dutch compounds: part, in how many words it is the first and the last part.")
    print("# Counted by benchmarks/g2p/count_parts.py in OpenTaal's word list (BSD or CC BY 3.0).")
    for part in sorted(first | last):
        banned = part in never["first"] or (part not in known and part.removesuffix("s") in never["first"])
        as_first = 0 if banned or first[part] < _LEAST else first[part]
        as_last = last[part] if last[part] >= _LEAST and part not in never["last"] else 0
        if as_first or as_last:
            print(part, as_first, as_last, sep="\t")


if __name__ == "__main__":
    main()
