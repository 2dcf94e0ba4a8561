"""The gate of the sentence splitter: boundaries inside paragraphs, in newspapers and in hard cases.

`python tests/gate/test_sentences.py` prints the figures of both halves and the misses of the dev half only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from bulletin.segment import split_spans

HERE = Path(__file__).parent
MARK = re.compile(r"\|(\s*)\|")

# Floors in percent F1, lowered only on purpose: (half, section) -> floor.
FLOORS = {
    ("dev", "newspapers"): 99.6,
    ("dev", "hard"): 99.0,
    ("score", "newspapers"): 99.5,
    ("score", "hard"): 98.0,
}


@dataclass(frozen=True, slots=True)
class Score:
    """What was found, missed and invented among the boundaries."""

    found: int
    missed: int
    invented: int

    @property
    def f1(self) -> float:
        return 200 * self.found / (2 * self.found + self.missed + self.invented)


def read_half(half: str) -> dict[str, list[str]]:
    """Return the marked paragraphs of a half by section."""
    sections: dict[str, list[str]] = {}
    for line in (HERE / f"sentences_{half}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and " " not in line:
            sections[line[1:-1]] = []
        elif line and not line.startswith("# "):
            list(sections.values())[-1].append(line)
    return sections


def unmark(marked: str) -> tuple[str, set[int]]:
    """Return the plain text and the offsets at which a sentence ends inside it."""
    parts = MARK.split(marked)
    text, ends = "", set()
    for sentence, gap in zip(parts[::2], [*parts[1::2], None], strict=True):
        text += sentence
        if gap is not None:
            ends.add(len(text))
            text += gap
    return text, ends


def score(paragraphs: list[str]) -> Score:
    found = missed = invented = 0
    for marked in paragraphs:
        text, ends = unmark(marked)
        ours = {span.stop for span in split_spans(text)[:-1]}
        found += len(ours & ends)
        missed += len(ends - ours)
        invented += len(ours - ends)
    return Score(found, missed, invented)


@pytest.mark.parametrize(("half", "section"), FLOORS)
def test_splits_as_well_as_pinned(half: str, section: str) -> None:
    """A change of the rules costs no boundary that was right before, beyond the floor."""
    assert score(read_half(half)[section]).f1 >= FLOORS[half, section]


def test_holds_enough_boundaries() -> None:
    """At least 500 boundaries stand behind the figures, about half of them never looked at."""
    counts = {
        half: sum(len(unmark(line)[1]) for lines in read_half(half).values() for line in lines)
        for half in ("dev", "score")
    }
    assert sum(counts.values()) >= 500
    assert min(counts.values()) >= 250


def mark(text: str) -> str:
    """Return `text` as we split it, in the notation of the gate."""
    spans = split_spans(text)
    gaps = [f"|{text[a.stop : b.start]}|" for a, b in pairwise(spans)]
    return "".join(span.of(text) + gap for span, gap in zip(spans, [*gaps, ""], strict=True))


if __name__ == "__main__":
    for half in ("dev", "score"):
        for section, paragraphs in read_half(half).items():
            result = score(paragraphs)
            print(f"{half:6}{section:12}{result.f1:7.2f}  {result}")
            for marked in paragraphs if half == "dev" else ():
                ours = mark(unmark(marked)[0])
                if ours != marked:
                    print("   want", marked, "\n   have", ours)
