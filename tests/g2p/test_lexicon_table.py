"""The program's own lexicon: every row can be said, changes what espeak-ng says, and stands there once."""

import re
from importlib.resources import files

import pytest

from bulletin.g2p import Origin, pronounce
from bulletin.g2p.ipa import as_taught
from bulletin.g2p.lexicon import built_in
from bulletin.g2p.symbols import unknown_symbols

TABLE = (files("bulletin.dutch") / "tables" / "pronunciations.tsv").read_text(encoding="utf-8")
ROWS = [line.split("\t") for line in TABLE.splitlines() if line and not line.startswith("#")]
VOWEL = "aeiouyɑɛɪɔøœəɵʊʌ"


def test_the_table_has_what_news_needs():
    assert len(ROWS) >= 700


def test_every_row_is_one_word_and_its_phonemes():
    assert [row for row in ROWS if len(row) not in (2, 3) or not row[0].strip() or " " in row[0]] == []


def test_every_symbol_has_a_token():
    assert [(row[0], unknown_symbols(row[1])) for row in ROWS if unknown_symbols(row[1])] == []


def test_no_word_stands_there_twice():
    words = [row[0] for row in ROWS]
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_every_word_of_more_than_one_syllable_has_one_main_stress_before_a_syllable():
    wrong = []
    for word, ipa, *_ in ROWS:
        syllables = re.findall(f"(?:ɛɪ|ɛi|œy|ʌʊ|[{VOWEL}])", ipa)
        if len(syllables) > 1 and ipa.count("ˈ") != 1:
            wrong.append(word)
    assert wrong == []


def test_every_word_gets_one_stress_right_before_a_vowel_as_the_voice_was_taught():
    wrong = [
        entry.word for entry in built_in().entries.values() if not re.search(f"ˈ[{VOWEL}]", entry.phonemes)
    ]
    assert wrong == []
    assert as_taught("ˈtrɑktoːr") == "trˈɑktɔːr"


@pytest.mark.parametrize(
    ("text", "phonemes"),
    [
        ("Zelensky", "zeːlˈɛnski"), ("Xi Jinping", "ʃˈi dʒɪnpˈɪŋ"), ("Schiphol", "sxˈɪpɔl"),
        ("trainer", "trˈeːnər"),
        ("'s-Hertogenbosch", "sˌɛrtoːɣənbˈɔs"), ("cadeau", "kaːdˈoː"),
        ("privacy", "prˈɑjvəsi"), ("Gaza", "ɡˈaːzaː"),
        ("Erdogans", "ˈɛrdoːɑns"), ("MACRON", "maːkrˈɔ̃"), ("gorinchem", "ɣˈɔrkəm"),
        ("Feyenoord", "fˈɛɪənɔːrt"),
    ],
)  # fmt: skip
def test_names_and_loan_words_are_said_as_a_newsreader_says_them(text, phonemes):
    words = pronounce(text)
    assert " ".join(word.phonemes for word in words) == phonemes
    assert {word.origin for word in words} == {Origin.LEXICON}


COMPOUNDS = [
    ("budgettekort", "bɵdʒˈɛtəkˌɔrt"),
    ("teamgenoot", "tˈimɣənoːt"),
    ("drone-aanval", "drˈoːnˈaːnvˌɑl"),
    ("Donbas-regio", "dɔnbˈɑsrˈeːɣiˌoː"),
    ("Telegram-berichtenapp", "tˈeːləɡrɛmbərˈɪxtənˌɛp"),
    ("voetbaltrainers", "vˈutbɑltrˌeːnərs"),
    ("privacywet", "prˈɑjvəsiʋˌɛt"),
    ("tankwagen", "tˈɛŋkʋˌaːɣən"),
    ("corruptieschandaal", "kɔrˈɵpsisxɑndˌaːl"),
    ("computersysteem", "kɔmpjˈutərsistˌeːm"),
    ("trainingskamp", "trˈeːnɪŋskˌɑmp"),
    ("budgetvoorstel", "bɵdʒˈɛtfˌɔːrstˌɛl"),
]


@pytest.mark.parametrize(("word", "phonemes"), COMPOUNDS)
def test_compounds_follow_their_part(word, phonemes):
    (found,) = pronounce(word)
    assert (found.phonemes, found.origin) == (phonemes, Origin.LEXICON)


@pytest.mark.parametrize(
    "word",
    [
        "appel", "appartement", "rapen", "puber", "trampoline", "scandaal", "fanatiek", "rapport", "publiek",
        "technisch", "lineair", "gangen", "campagnes", "ministerieel", "achtelf", "tieners",
        "rente", "bandeloos", "boodschappen", "wetenschapper", "betrappen", "constateer", "legitimeren",
        "soldaten", "productiviteit", "individualisme", "programmeren",
        "staten", "genieten", "recept", "jammer", "facet", "traden", "signalen", "serenade",
    ],
)  # fmt: skip
def test_a_word_that_only_looks_like_a_compound_is_left_to_its_own_entry_or_espeak(word):
    (found,) = pronounce(word)
    assert found.origin is Origin.ESPEAK or word in built_in().entries


@pytest.mark.parametrize(
    ("word", "phonemes"),
    [
        ("drieëntwintig", "drˌiəntʋˈɪntəx"), ("zevenhonderdzesenveertig", "zˌeːvənhˌɔndərtzˌɛsənfˈɪːrtəx"),
        ("tweehonderdste", "tʋˌeːhˈɔndərtstə"), ("vijftienhonderd", "vˌɛɪftinhˈɔndərt"),
    ],
)  # fmt: skip
def test_a_number_is_the_sum_of_its_parts(word, phonemes):
    (found,) = pronounce(word)
    assert (found.phonemes, found.origin) == (phonemes, Origin.NUMBER)
