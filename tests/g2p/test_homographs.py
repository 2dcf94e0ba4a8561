"""A word of two readings is told by its neighbors; unsure, it keeps its usual one."""

import pytest

from bulletin.dutch.table import read_table
from bulletin.g2p import Entry, Origin, built_in, pronounce
from bulletin.g2p.ipa import as_taught
from bulletin.g2p.symbols import unknown_symbols

ROWS = read_table("homographs")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["example"])
def test_the_example_of_every_row_is_read_so(row):
    words = {word.text.lower().strip(".,"): word for word in pronounce(row["example"])}
    found = words[row["word"]]
    assert (found.phonemes, found.origin) == (as_taught(row["ipa"]), Origin.CONTEXT)


def test_every_row_has_a_cue_and_phonemes_that_the_voice_knows():
    assert [row for row in ROWS if not (row["before"] or row["after"]) or unknown_symbols(row["ipa"])] == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("De band is lek.", "band"), ("Aan de lopende band speelt hij vals.", "band"), ("een appel", "appel"),
        ("Dat kan voorkomen.", "voorkomen"), ("een man van de straat", "een"), ("een groot huis", "een"),
        ("De premier sprak.", "premier"), ("De marine oefent.", "marine"), ("Charles Michel", "Charles"),
        ("Zij overwegen een staking.", "overwegen"), ("een appel op tafel", "appel"),
    ],
)  # fmt: skip
def test_without_a_safe_cue_the_usual_reading_stays(text, word):
    assert [w.origin for w in pronounce(text) if w.text.strip(".") == word] not in ([], [Origin.CONTEXT])


def test_the_user_decides_before_the_context():
    words = pronounce("Als het regent.", built_in().extended([Entry("regent", "rˈe")]))
    assert (words[-1].phonemes, words[-1].origin) == ("rˈe", Origin.USER)
