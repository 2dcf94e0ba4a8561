"""Time the normalizer and the sentence splitter: `python benchmarks/normalizer/speed.py [FILE …]`.

Prints MB (of UTF-8) a second of processor time, in one process, for the lines of the gate and for every file
that is given, such as an article. Each text is read sentence by sentence, as the program does, and whole. The
best of some rounds counts for each: another program beside it slows a sentence down and never speeds one up.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bulletin.normalize import normalize
from bulletin.segment import split_text

ROUNDS = 15
GATE = Path(__file__).parents[2] / "tests" / "gate"
FIRST = "from bulletin.normalize import normalize; normalize('In 2009 won Ajax met 3-1.')"
COLUMNS = ("first round", "by sentence", "whole", "splitter")


def texts(files: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the name of each text, the text, and its sentences."""
    rows = (GATE / "normalization_dev.tsv").read_text("utf-8").splitlines()
    dense = [row.split("\t")[1] for row in rows if row and not row.startswith("#")]
    yield "gate: a number in each line", "\n".join(dense), dense
    paragraphs = (GATE / "sentences_dev.txt").read_text("utf-8").split("[hard]")[0].splitlines()[1:]
    news = "\n".join(line.replace("|", "") for line in paragraphs if line and line[:2] not in ("# ", "[n"))
    yield "gate: news paragraphs", news, list(split_text(news))
    for file in files:
        text = Path(file).read_text("utf-8")
        yield Path(file).name, text, list(split_text(text))


def seconds(work: Callable[[str], object], text: str) -> float:
    """Return the processor time that `work` takes for a text."""
    start = time.process_time()
    work(text)
    return time.process_time() - start


def best(work: Callable[[str], object], parts: Sequence[str]) -> float:
    """Return the sum of the best time of each part, in rounds over all of them."""
    rounds = [[seconds(work, part) for part in parts] for _ in range(ROUNDS)]
    return sum(map(min, zip(*rounds, strict=True)))


def main(files: list[str]) -> None:
    print(" " * 30, *(column.rjust(12) for column in COLUMNS))
    for name, text, sentences in texts(files):
        size = len(text.encode()) / 1e6
        first = sum(seconds(normalize, sentence) for sentence in sentences)
        taken = (first, best(normalize, sentences), best(normalize, [text]), best(split_text, [text]))
        print(name[:30].ljust(30), *(f"{size / part:12.2f}" for part in taken))
    print(f"\nA new process has read its first sentence after {min(start_up() for _ in range(5)):.2f} s.")


def start_up() -> float:
    """Return the processor time of a process that reads one sentence."""
    before = os.times()
    subprocess.run([sys.executable, "-c", FIRST], check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    normalize("In 2009 won Ajax met 3-1.")  # the tables are read once
    main(sys.argv[1:])
