"""Compare sentence splitters on the gate: run it in an environment with the peers.

Each peer that is installed splits every paragraph of tests/gate; a boundary is counted by the characters
that are no white space before it, so that a peer may change the spaces. Prints F1 in percent, and speed.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Splitter = Callable[[str], Sequence[str]]

GATE = Path(__file__).parents[2] / "tests" / "gate"
MARK = re.compile(r"\|(\s*)\|")
HALVES, SECTIONS = ("dev", "score"), ("newspapers", "hard")


def bulletin() -> Splitter:
    from bulletin.segment import split_text

    return split_text


def blingfire() -> Splitter:
    import blingfire

    return lambda text: blingfire.text_to_sentences(text).split("\n")


def punkt() -> Splitter:
    from punkt import PunktSentenceTokenizer, load_model

    return PunktSentenceTokenizer(load_model("dutch")).tokenize


def pysbd() -> Splitter:
    import pysbd

    return pysbd.Segmenter(language="nl", clean=False).segment


def sentencex() -> Splitter:
    from sentencex import segment

    return lambda text: list(segment("nl", text))


def sentencizer() -> Splitter:
    import spacy

    pipeline = spacy.blank("nl")
    pipeline.add_pipe("sentencizer")
    return lambda text: [sentence.text for sentence in pipeline(text).sents]


PEERS: dict[str, Callable[[], Splitter]] = {
    "bulletin": bulletin,
    "blingfire": blingfire,
    "Punkt (Dutch)": punkt,
    "pysbd (nl)": pysbd,
    "sentencex (nl)": sentencex,
    "spaCy sentencizer": sentencizer,
}


def read_gate() -> Iterator[tuple[str, str, list[str]]]:
    """Yield half, section and the sentences of each paragraph."""
    for half in HALVES:
        section = ""
        for line in (GATE / f"sentences_{half}.txt").read_text(encoding="utf-8").splitlines():
            if line.strip("[]") in SECTIONS:
                section = line.strip("[]")
            elif line and not line.startswith("# "):
                yield half, section, MARK.split(line)


def ends(sentences: Sequence[str]) -> set[int]:
    """Return the ends of all sentences but the last, in characters that are no white space."""
    lengths = [len("".join(sentence.split())) for sentence in sentences]
    stops = {sum(lengths[: index + 1]) for index in range(len(lengths))}
    return stops - {0, sum(lengths)}


def main() -> None:
    paragraphs = list(read_gate())
    columns = [(half, section) for half in HALVES for section in SECTIONS]
    heads = [f"{half} {section}".rjust(17) for half, section in columns]
    print("splitter".ljust(20), *heads, "MB/s".rjust(8))
    for name, load in PEERS.items():
        try:
            split = load()
        except ImportError:
            print(name.ljust(20), "not installed")
            continue
        counts = {column: [0, 0, 0] for column in columns}
        characters, started = 0, time.perf_counter()
        for half, section, parts in paragraphs:
            text = "".join(parts)
            characters += len(text)
            found, wanted = ends(split(text)), ends(parts[::2])
            tally = counts[half, section]
            tally[0] += len(found & wanted)
            tally[1] += len(wanted - found)
            tally[2] += len(found - wanted)
        seconds = time.perf_counter() - started
        f1 = [200 * a / (2 * a + b + c) for a, b, c in counts.values()]
        print(name.ljust(20), *(f"{value:17.1f}" for value in f1), f"{characters / seconds / 1e6:8.2f}")


if __name__ == "__main__":
    main()
