"""The gate for acronyms: in real sentences every acronym is heard as a newsreader says it, letters or word.

`python tests/gate/test_acronyms.py dev` prints the figure and the lines that are wrong; `… score` only the
figure, because those lines are never looked at while rules are written. The other gate does not see the
difference between 'NAVO' and 'N A V O', for it ignores spaces; here they
count. Floors are lowered only on purpose.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from bulletin.normalize import normalize

FOLDER = Path(__file__).parent
FLOORS = {"dev": 0.98, "score": 0.95}


@dataclass(frozen=True)
class Line:
    """A sentence, and what must be heard in it for each acronym, in order."""

    number: int
    text: str
    heard: tuple[str, ...]


def read_lines(half: str) -> list[Line]:
    rows = (FOLDER / f"acronyms_{half}.tsv").read_text("utf-8").splitlines()
    lines = []
    for number, row in enumerate(rows, 1):
        if row and not row.startswith("#"):
            text, heard = row.split("\t")
            lines.append(Line(number, text, tuple(heard.split(" ; "))))
    return lines


def missing(line: Line) -> str:
    """Return the first acronym that is not heard as it should be, after the ones before it; or ''."""
    spoken, place = normalize(line.text).text, 0
    for acronym in line.heard:
        found = re.compile(rf"(?<![\w’]){re.escape(acronym)}(?!\w)").search(spoken, place)
        if found is None or _in_longer_row(spoken[place:], found.start() - place):
            return f"{acronym}: {spoken}"
        place = found.end()
    return ""


def _in_longer_row(spoken: str, start: int) -> bool:
    """Tell whether letters were found inside a row of more letters: 'A C' in 'D A C'."""
    return bool(re.search(r"(?<!\w)[A-Z] $", spoken[:start])) and spoken[start + 1 : start + 2] == " "


@pytest.mark.parametrize("half", ["dev", "score"])
def test_lines_with_every_acronym_right_stay_above_the_floor(half: str) -> None:
    lines = read_lines(half)
    right = sum(not missing(line) for line in lines)
    assert len(lines) >= 80
    assert right / len(lines) >= FLOORS[half], f"{right} of {len(lines)} lines are right"


def main(half: str) -> None:
    """Print the figure of one half, and its misses if they may be seen."""
    lines = read_lines(half)
    misses = [(line, said) for line in lines if (said := missing(line))]
    right = len(lines) - len(misses)
    print(f"acronyms, {half}: {right} of {len(lines)} lines, {right / len(lines):.1%}")
    if half == "dev":
        for line, said in misses:
            print(f"{line.number}: {line.text}\n    {said}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "dev")
