"""Marked text, one paragraph a line: `Hij woont in St. Maarten.| |Zij niet.` ends twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from bulletin.segment import split_spans

CASES = Path(__file__).parent / "cases"
MARK = re.compile(r"\|(\s*)\|")
ESCAPES = {r"\n": "\n", r"\r": "\r"}


def read_cases() -> Iterator[ParameterSet]:
    for path in sorted(CASES.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("# "):
                yield pytest.param(line, id=f"{path.stem}:{number}")


def mark(text: str) -> str:
    spans = split_spans(text)
    if not spans:
        return text
    gaps = [f"|{text[a.stop : b.start]}|" for a, b in pairwise(spans)]
    middle = "".join(span.of(text) + gap for span, gap in zip(spans, [*gaps, ""], strict=True))
    return text[: spans[0].start] + middle + text[spans[-1].stop :]


@pytest.mark.parametrize("case", list(read_cases()))
def test_ends_sentences_where_marked(case: str) -> None:
    """A sentence ends at each mark and nowhere else."""
    for written, meant in ESCAPES.items():
        case = case.replace(written, meant)
    assert mark(MARK.sub(r"\1", case)) == case
