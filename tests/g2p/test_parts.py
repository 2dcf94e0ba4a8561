"""Compounds of ordinary words are read part by part: the stress on the first, every vowel as in its part."""

import pytest

from bulletin.g2p import pronounce
from bulletin.g2p.parts import cut

COMPOUNDS = [
    ("kernfusie", "kern|fusie", "kˈɛrnfˌyzˌi"),
    ("bomexplosie", "bom|explosie", "bˈɔmɛksplˌoːzi"),
    ("kabinetsformatie", "kabinets|formatie", "kˌaːbinˈɛtsfɔrmˌaːtsi"),
    ("tariefmuur", "tarief|muur", "taːrˈifmˌyr"),
    ("restzetel", "rest|zetel", "rˈɛstsˌeːtəl"),
    ("schietpartij", "schiet|partij", "sxˈitpɑrtˌɛɪ"),
    ("varkenshaas", "varkens|haas", "vˈɑrkənshˌaːs"),
    ("Kustlijn", "kust|lijn", "kˈɵstlɛɪn"),
    ("kerngezin", "kern|gezin", "kˈɛrnɣəzˌɪn"),
    ("karakterschets", "karakter|schets", "kaːrˈɑktərsxˌɛts"),
    ("kinderdagverblijf", "kinderdag|verblijf", "kˈɪndərdˌɑxfərblˌɛɪf"),
    ("gezondheidsproblemen", "gezondheids|problemen", "ɣəzˈɔnthɛɪtsproːblˌeːmən"),
    ("tienjarige", "tien|jarige", "tˈinjˌaːrəɣə"),
    ("zaterdagmiddag", "zaterdag|middag", "zˌaːtərdˌɑxmˈɪdɑx"),
]
WHOLE = [
    "kasteel", "natuur", "bestuur", "standaard", "kapitein", "koningin", "scheiding", "chocolade",
    "president", "overwegen", "onderzoek", "verkopen", "gemeente", "vergelijken", "bederven", "messenger",
    "zachtmoedig", "bloedstollend", "begrijpen", "rekeningen", "generaal", "transport",
]  # fmt: skip


@pytest.mark.parametrize(("word", "parts", "phonemes"), COMPOUNDS)
def test_a_compound_is_cut_where_its_parts_meet_and_stressed_on_one(word, parts, phonemes):
    assert cut(word.lower()) == tuple(parts.split("|"))
    assert [found.phonemes for found in pronounce(word)] == [phonemes]


@pytest.mark.parametrize("word", WHOLE)
def test_a_word_that_only_seems_to_have_two_parts_stays_whole(word):
    assert cut(word) is None


def test_a_compound_whose_part_is_a_form_of_an_entry_that_sounds_otherwise_is_said():
    """These four stopped the program: a part was found as a plural in the lexicon, but not its sounds."""
    for word in ("liefdesavonturen", "reisavonturen", "wereldavonturen", "rapenland"):
        (found,) = pronounce(word)
        assert found.phonemes.count("ˈ") == 1
