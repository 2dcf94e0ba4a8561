"""Score words to phonemes against a list from WikiPron: `python benchmarks/g2p/score.py [sample.tsv]`.

A list has word<TAB>phonemes, variants between |, with or without spaces; the nearest variant counts.
Both sides are brought to one notation first (lengths, stress, glides between vowels, ɪː before r), so that
only sounds count.
"""

from __future__ import annotations

import argparse
import collections
import random
import re
from collections.abc import Callable
from pathlib import Path

from bulletin.g2p import pronounce
from bulletin.g2p.espeak import phonemize_word

_VOWELS = "aeiouyɑɛɪɔəɵøœEUY"
_SAME = (
    ("ˈ", ""), ("ˌ", ""), (" ", ""), (".", ""), ("͡", ""), ("ɛi̯", "E"), ("ɛi", "E"), ("ɛɪ", "E"),
    ("œy̯", "Y"), ("œy", "Y"), ("ɑu̯", "U"), ("ɑu", "U"), ("ʌʊ", "U"), ("ɔu", "U"), ("̯", ""), ("ː", ""),
    ("tʲ", "tj"), ("c", "tj"), ("ʏ", "ɵ"), ("ʉ", "ɵ"), ("ɦ", "h"), ("ʋ", "w"), ("χ", "x"), ("ɾ", "r"),
    ("ɹ", "r"), ("ʁ", "r"), ("g", "ɡ"), ("ɲ", "nj"), ("ʔ", ""), ("ʊ", "u"), ("sʲ", "ʃ"),
)  # fmt: skip
_RULES = (
    (r"sj(?=[əE])", "ʃ"), (r"ɪr", "er"), (r"ɔr", "or"), (r"ij", "i"),
    (rf"(?<=[iyueoUEY])[jw](?=[{_VOWELS}])", ""),
    (rf"j(?![{_VOWELS}])", "i"),
    (rf"(?<=[iye])[uw](?![{_VOWELS}])", "u"), (rf"(?<=y)u(?=[{_VOWELS}])", ""),
)  # fmt: skip


def one_notation(phonemes: str) -> str:
    """Return the phonemes with one character a sound, however the list writes them."""
    for written, symbol in _SAME:
        phonemes = phonemes.replace(written, symbol)
    for pattern, symbol in _RULES:
        phonemes = re.sub(pattern, symbol, phonemes)
    return phonemes


def distance(one: str, other: str) -> int:
    """Return the number of phonemes to change, add or leave out."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        previous, row[0] = row[0], i
        for j, right in enumerate(other, start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (left != right))
    return row[-1]


def read_list(path: Path) -> dict[str, set[str]]:
    """Return the variants of every word, in one notation."""
    words: dict[str, set[str]] = collections.defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, phonemes = line.split("\t")[:2]
            words[word] |= {one_notation(variant) for variant in phonemes.split("|")}
    return words


def score(words: dict[str, set[str]], say: Callable[[str], str], show: int = 0) -> tuple[float, float, float]:
    """Return the phoneme error rate, its half confidence interval (95 %), and the share of words right."""
    results, wrong = [], []
    for word, variants in words.items():
        said = one_notation(say(word))
        nearest = min(variants, key=lambda variant: distance(said, variant))
        errors = distance(said, nearest)
        results.append((errors, len(nearest)))
        if errors:
            wrong.append(f"{word} {said} ({nearest})")
    if show:
        print("; ".join(wrong[:show]))
    chance = random.Random(1)
    rates = sorted(_rate(chance.choices(results, k=len(results))) for _ in range(1000))
    return _rate(results), (rates[975] - rates[25]) / 2, 1 - len(wrong) / len(results)


def _rate(results: list[tuple[int, int]]) -> float:
    return sum(errors for errors, _ in results) / sum(length for _, length in results)


def main() -> None:
    """Print the figures of espeak-ng alone and of bulletin."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("list", nargs="?", type=Path, default=Path(__file__).with_name("sample.tsv"))
    parser.add_argument("--show", type=int, default=0, help="print so many of bulletin's errors")
    options = parser.parse_args()
    words = read_list(options.list)
    print(f"{len(words)} words of {options.list.name}")
    sayings: dict[str, Callable[[str], str]] = {
        "espeak-ng": phonemize_word,
        "bulletin": lambda word: "".join(found.phonemes for found in pronounce(word)),
    }
    for name, say in sayings.items():
        rate, interval, right = score(words, say, options.show if name == "bulletin" else 0)
        print(f"{name:10} phoneme errors {rate:.2%} ± {interval:.2%}, words right {right:.1%}")


if __name__ == "__main__":
    main()
