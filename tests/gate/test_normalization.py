"""The normalization gate: real sentences must be read word for word right, class by class.

`python tests/gate/test_normalization.py dev` prints the figures and the lines that are wrong;
`… score` prints only figures, because those lines are never looked at while rules are written.
Spaces, hyphens, punctuation and case do not count. Floors are lowered only on purpose.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from bulletin.normalize import normalize

FOLDER = Path(__file__).parent
FLOORS = {"dev": 0.99, "score": 0.975}
_NOT_COUNTED = re.compile(r"[\W_]")


@dataclass(frozen=True)
class Line:
    """A line of the gate: its class, the text, and every right reading."""

    number: int
    kind: str
    text: str
    right: tuple[str, ...]


def bare(spoken: str) -> str:
    """Return only the letters and digits, in small letters."""
    return _NOT_COUNTED.sub("", spoken.lower())


def read_lines(half: str) -> list[Line]:
    rows = (FOLDER / f"normalization_{half}.tsv").read_text("utf-8").splitlines()
    lines = []
    for number, row in enumerate(rows, 1):
        if row and not row.startswith("#"):
            kind, text, spoken, *others = row.split("\t")
            right = [spoken, *(other for cell in others for other in cell.split(" | "))]
            lines.append(Line(number, kind, text, tuple(filter(None, right))))
    return lines


def is_right(line: Line) -> bool:
    return bare(normalize(line.text).text) in {bare(spoken) for spoken in line.right}


@pytest.mark.parametrize("half", ["dev", "score"])
def test_lines_read_exactly_right_stay_above_the_floor(half: str) -> None:
    lines = read_lines(half)
    right = sum(map(is_right, lines))
    assert len(lines) >= 250
    assert right / len(lines) >= FLOORS[half], f"{right} of {len(lines)} lines are right"


def main(half: str) -> None:
    lines = read_lines(half)
    total, right = (
        Counter(line.kind for line in lines),
        Counter(line.kind for line in lines if is_right(line)),
    )
    if half != "score":
        for line in lines:
            if not is_right(line):
                print(f"{line.number} {line.kind}: {line.text}")
                print(f"    right: {line.right[0]}\n    read:  {normalize(line.text).text}")
    for kind in sorted(total):
        print(f"{kind:14} {right[kind]:4} of {total[kind]:4}  {right[kind] / total[kind]:6.1%}")
    print(f"{'all':14} {right.total():4} of {total.total():4}  {right.total() / total.total():6.1%}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "dev")
