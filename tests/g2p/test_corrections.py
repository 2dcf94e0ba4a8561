"""What espeak-ng says wrong by a rule is mended, and what it says well is left alone."""

import pytest

from bulletin.g2p.corrections import corrected, corrections
from bulletin.g2p.espeak import phonemize_word
from bulletin.g2p.symbols import unknown_symbols

MENDED = [
    ("afgesloten", "ˈɑfxəslˌoːtən"),
    ("ontvangen", "ɔntfˈɑŋən"),
    ("uitzondering", "ˈœytsˌɔndərˌɪŋ"),
    ("hoofdstad", "hˈoːftstɑt"),
    ("tijdperk", "tˈɛɪtpɛrk"),
    ("terrein", "tˈɛrɛɪn"),
    ("vereniging", "vərˈeːnəɣˌɪŋ"),
    ("regeert", "rəɣˈɪːrt"),
    ("functie", "fˈɵŋksi"),
    ("grachtenhuis", "ɣrˈɑxtənhˌœys"),
]
KEPT = [
    "leefde", "liefde", "zaagde", "avond", "morgen", "verdwijnen", "huizen", "brengen", "zingen", "koning",
    "energie", "gebruik", "bedrijf", "religie", "gebergte", "hotel", "momenteel", "oranje", "gewoon",
    "alles", "vrijdag", "burgemeester", "hebben", "werden", "minister", "volgende", "tussen", "veel",
    "geld", "wereld", "beleid",
]  # fmt: skip


@pytest.mark.parametrize(("word", "phonemes"), MENDED)
def test_mistakes_are_mended(word, phonemes):
    assert corrected(word, phonemize_word(word)) == phonemes


@pytest.mark.parametrize("word", KEPT)
def test_what_is_right_is_left_alone(word):
    assert corrected(word, phonemize_word(word)) == phonemize_word(word)


@pytest.mark.parametrize("rule", corrections(), ids=lambda rule: f"{rule.name}-{rule.example}")
def test_every_rule_has_an_example_that_it_changes_into_sounds_that_the_voice_knows(rule):
    said = phonemize_word(rule.example)
    assert corrected(rule.example, said) != said
    assert rule.spelling.search(rule.example.lower())
    assert not unknown_symbols(corrected(rule.example, said))
