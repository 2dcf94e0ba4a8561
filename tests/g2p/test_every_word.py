"""No word is lost between the page and the voice: of the gate's lines, every spoken word has its tokens."""

import random
from pathlib import Path

import pytest

from bulletin.g2p import encode, pronounce
from bulletin.normalize import normalize

GATE = Path(__file__).parents[1] / "gate"
FILES = ("normalization_dev.tsv", "normalization_score.tsv", "acronyms_dev.tsv", "acronyms_score.tsv")
LINES = sorted(
    line.split("\t")[1]
    for name in FILES
    for line in (GATE / name).read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
SOME = random.Random(4).sample(LINES, 200)


def lost(line: str) -> list[str]:
    """Return the words of the line, as it is said, that the voice would be given no sound for."""
    spoken = normalize(line).text
    words = pronounce(spoken)
    assert [word.text for word in words] == spoken.split()
    tokens = encode(words)
    assert sorted(set(tokens.words) - {None}) == [i for i, word in enumerate(words) if word.phonemes]
    return [word.text for word in words if not word.phonemes and any(map(str.isalnum, word.text))]


def test_every_word_of_two_hundred_lines_has_its_tokens_in_order():
    assert [(line, lost(line)) for line in SOME if lost(line)] == []


@pytest.mark.slow
def test_every_word_of_all_lines_has_its_tokens_in_order():
    assert [(line, lost(line)) for line in LINES if lost(line)] == []


@pytest.mark.parametrize(
    ("line", "count"),
    [("Het kost € 987.654.321,12.", 8), ("In totaal 1.234.567 stemmen.", 7), ("Bel 0800-1204.", 9)],
)
def test_a_long_number_is_whole(line, count):
    words = pronounce(normalize(line).text)
    assert len(words) == count
    assert lost(line) == []
    assert all("ˈ" in word.phonemes or "ə" in word.phonemes or "ˌ" in word.phonemes for word in words[-3:])
