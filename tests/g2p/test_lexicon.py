"""A lexicon is read from TSV and PLS, and its faults are pointed at by line."""

import pytest

from bulletin.errors import UsageError
from bulletin.g2p import Entry, Lexicon, read_lexicon

PLS = """<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"
  alphabet="ipa" xml:lang="nl-NL">
  <lexeme><grapheme>Bakhmut</grapheme><grapheme>Bachmoet</grapheme><phoneme>bɑxˈmut</phoneme></lexeme>
  <lexeme>
    <grapheme>Xi</grapheme>
    <alias>sjie</alias>
  </lexeme>
</lexicon>
"""


def write(folder, text, name="mine.tsv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_tsv_has_ipa_between_slashes_and_else_an_alias(tmp_path):
    entries = read_lexicon(write(tmp_path, "# mine\nXi\tsjie\tleader\n\nBakhmut\t/bɑxˈmut/\n"))
    assert entries == (Entry("Xi", alias="sjie"), Entry("Bakhmut", "bɑxmˈut"))


def test_a_pls_gives_every_grapheme_its_phoneme(tmp_path):
    entries = read_lexicon(write(tmp_path, PLS, "mine.pls"))
    assert [(entry.word, entry.phonemes, entry.alias) for entry in entries] == [
        ("Bakhmut", "bɑxmˈut", ""),
        ("Bachmoet", "bɑxmˈut", ""),
        ("Xi", "", "sjie"),
    ]


FAULTS = [
    ("a\tb\n\n# x\nzonder\n", "line 4: 'zonder' has no pronunciation"),
    ("twee woorden\tx\n", "line 1: 'twee woorden' is not one word"),
    ("a\tb\nq\t/₉/\nz\n", "line 2: 'q' has phonemes that no voice knows: ₉; line 3"),
    ("<lexicon>\n<lexeme>\n<grapheme>x</grapheme>\n</lexeme></lexicon>", "line 4: 'x' has no pronunciation"),
    ("<lexicon alphabet='x-sampa'/>", "line 1: alphabet 'x-sampa' is not known"),
    ("<lexicon>\n<lexeme></lexicon>", "line 2"),
    ("<!DOCTYPE a [<!ENTITY b 'c'>]><lexicon/>", "DOCTYPE"),
]


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_faults_are_pointed_at_by_line(tmp_path, text, message):
    with pytest.raises(UsageError, match="(?s).*" + message.replace("(", r"\(")):
        read_lexicon(write(tmp_path, text))


def test_a_missing_file_is_an_error_that_names_it(tmp_path):
    with pytest.raises(UsageError, match=r"nowhere\.tsv"):
        read_lexicon(tmp_path / "nowhere.tsv")


LEXICON = Lexicon().extended([Entry("trend", "trɛnt"), Entry("Xi", "ʃi"), Entry("budget", "bɵˈdʒɛt")])


@pytest.mark.parametrize(
    ("word", "phonemes"),
    [
        ("trend", "trɛnt"), ("Trend", "trɛnt"), ("trends", "trɛnts"), ("trenden", "trɛndən"), ("XI", "ʃi"),
        ("Xi's", "ʃis"), ("xi", None), ("budgetten", "bɵˈdʒɛtən"), ("budgetje", "bɵˈdʒɛtjə"),
        ("budgetteren", None),
    ],
)  # fmt: skip
def test_inflections_follow_the_entry(word, phonemes):
    found = LEXICON.find(word)
    assert (found.phonemes if found else None) == phonemes
