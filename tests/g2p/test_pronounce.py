"""Words in are words out, each with phonemes and where they come from."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.g2p import Entry, Origin, built_in, encode, pronounce
from bulletin.g2p.symbols import token_ids, unknown_symbols

PHONEMES = [
    ("de", "də", Origin.ESPEAK),
    ("het", "hət", Origin.ESPEAK),
    ("een", "ən", Origin.ESPEAK),
    ("één", "ˈeːn", Origin.ESPEAK),
    ("van", "vɑn", Origin.ESPEAK),
    ("in", "ɪn", Origin.ESPEAK),
    ("hond", "hˈɔnt", Origin.ESPEAK),
    ("'s", "s", Origin.ESPEAK),
    ("NAVO", "nˈaːvoː", Origin.ESPEAK),
    ("SER-advies", "sˈɛrɑtfˈis", Origin.ESPEAK),
    ("NASA-missie", "nˈaːsaːmˈɪsi", Origin.LEXICON),
    ("AIDS", "ˈeːts", Origin.LEXICON),
    ("K", "ˈkaː", Origin.LETTER),
    ("d's", "ˈdeːs", Origin.LETTER),
    ("deadline", "dˈɛtlɑjn", Origin.LEXICON),
    ("Deadlines", "dˈɛtlɑjns", Origin.LEXICON),
    ("budgetten", "bɵdʒˈɛtən", Origin.LEXICON),
    ("Macron's", "maːkrˈɔ̃s", Origin.LEXICON),
    ("privacy-wet", "prˈɑjvəsiʋˈɛt", Origin.LEXICON),
    ("E-nummer", "ˌeːnˈɵmər", Origin.LETTER),
]


@pytest.mark.parametrize(("word", "phonemes", "origin"), PHONEMES)
def test_a_word_has_the_phonemes_of_its_best_source(word, phonemes, origin):
    (found,) = pronounce(word)
    assert (found.phonemes, found.origin) == (phonemes, origin)


MARKS = [
    ("Ja.", "", "."),
    ("‘Wat?’,", "“", "?”,"),
    ('"ja"', "“", "”"),
    ("(nee)", "(", ")"),
    ("'s", "", ""),
    ("’t", "", ""),
    ("wacht...", "", "…"),
    ("–", "—", ""),
]


@pytest.mark.parametrize(("text", "before", "after"), MARKS)
def test_punctuation_is_kept_in_the_marks_of_the_model(text, before, after):
    (found,) = pronounce(text)
    assert (found.before, found.after) == (before, after)


def test_only_the_last_of_a_row_of_letters_has_the_main_stress():
    assert [word.phonemes for word in pronounce("de E U, A")] == ["də", "ˌeː", "ˈy", "ˈaː"]


def test_the_user_goes_before_the_program():
    lexicon = built_in().extended([Entry("deadline", alias="detlain"), Entry("Xi", "ˈksi")])
    words = pronounce("Xi heeft deadlines", lexicon)
    assert [word.origin for word in words] == [Origin.USER, Origin.ESPEAK, Origin.USER]


@given(st.text(st.characters(categories=("L", "P", "Zs", "Nd")), max_size=60))
def test_words_in_are_words_out_and_none_is_silent(text):
    words = pronounce(text)
    assert [word.text for word in words] == re.findall(r"\S+", text)
    assert all(text[word.start : word.stop] == word.text for word in words)
    assert all(word.phonemes for word in words if any(letter.isalnum() for letter in word.text))


def test_every_token_of_a_word_knows_its_word():
    words = pronounce("De minister zei: ‘Ja.’")
    tokens = encode(words)
    assert tokens.ids[0] == tokens.ids[-1] == 0
    assert {owner for owner in tokens.words if owner is not None} == set(range(4))
    assert len(tokens.ids) == len(tokens.words)


@pytest.mark.parametrize(
    ("ipa", "count"), [("ɛɪ", 2), ("œy", 2), ("ʌʊ", 2), ("aː", 2), ("ɵ", 1), ("tʃ", 1), ("lˈeʊ", 5), ("ɑ̃", 2)]
)
def test_ipa_is_written_in_tokens(ipa, count):
    assert len(token_ids(ipa)) == count


def test_dutch_phonemes_do_not_share_tokens_with_their_neighbors():
    assert len({token_ids(ipa) for ipa in ("ɵ", "ʊ", "ʋ", "v", "œy", "ɛɪ", "ʌʊ", "x", "ɣ")}) == 9


def test_the_built_in_lexicon_has_only_phonemes_that_the_model_knows():
    assert [entry.word for entry in built_in().entries.values() if unknown_symbols(entry.phonemes)] == []
