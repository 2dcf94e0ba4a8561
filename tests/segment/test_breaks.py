"""Breaths in long sentences: well spaced, at clauses, never inside a name or number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.model import Span
from bulletin.segment.breaks import LONG, find_breaks

FLOOD = (
    "De burgemeester van Valkenburg zei woensdagavond tijdens een drukbezochte bijeenkomst in de sporthal, | "
    "waar honderden bewoners naartoe waren gekomen om hun verhaal te doen, | "
    "dat de schade door de overstroming veel groter is dan eerst werd gedacht, | "
    "maar dat niemand in de kou zal staan zolang het aan de gemeente ligt."
)
COLON = (
    "De nieuwe directeur van het museum aan de haven heeft een duidelijk plan voor de komende tien jaar: | "
    "meer ruimte voor jonge kunstenaars uit de stad en haar omgeving – "
    "want die komen er nu volgens haar veel te weinig aan te pas – | "
    "en een tentoonstelling die elk jaar een half miljoen bezoekers naar Rotterdam moet trekken."
)

NAMES = (
    "Dat de rust in het dorp na de rellen nog lang niet is teruggekeerd, bleek vorige week, | "
    "toen de dorpsraad voor een gesprek in het café onder anderen wethouder Kees van den Berg en enkele "
    "ondernemers had uitgenodigd | "
    "die indertijd hun winkel hadden gesloten en de schade die zij leden nooit vergoed hebben gekregen."
)


@pytest.mark.parametrize("marked", [FLOOD, COLON, NAMES])
def test_breathes_at_clauses(marked: str) -> None:
    """The place of a breath is the first letter after it."""
    text = marked.replace("| ", "")
    breaks = find_breaks(text, Span(0, len(text)))
    parts = [text[a:b] for a, b in zip((0, *breaks), (*breaks, len(text)), strict=True)]
    assert "| ".join(parts) == marked


def test_a_short_sentence_is_read_in_one_breath() -> None:
    text = "Hij kwam, zag en overwon, maar bleef niet, want het was laat."
    assert find_breaks(text, Span(0, len(text))) == ()


def test_leaves_names_and_numbers_whole() -> None:
    text = (
        "Het aannemingsbedrijf Van Dam en Zonen bouwt langs de rivieren Rijn en Waal voor 12,5 miljoen euro "
        "nieuwe dijken van Gorinchem tot Nijmegen die bestand moeten zijn tegen het hoogste water ooit "
        "en die volgens Rijkswaterstaat en Deltares de veiligheid van een miljoen mensen garanderen"
    )
    pieces = _pieces(text)
    assert len(pieces) > 1
    for whole in ("Van Dam en Zonen", "Rijn en Waal", "12,5 miljoen", "Rijkswaterstaat en Deltares"):
        assert any(whole in piece for piece in pieces)


def test_does_not_stop_after_the_first_word_of_a_quote() -> None:
    text = "Hij herhaalde wat hij al zo vaak had gezegd in al die jaren dat hij er de leiding had, " * 2
    text += "‘nee, dat doen wij niet, en dat zullen wij ook nooit doen zolang ik hier de baas ben’, zei hij."
    assert not any(piece.rstrip().endswith("‘nee,") for piece in _pieces(text))


@given(
    st.lists(
        st.sampled_from(["de man", "ging weg", ",", ";", "en", "maar", "dat", "Van Dam", "–", ":"]),
        min_size=60,
    )
)
def test_breaks_are_ordered_inside_the_sentence_and_after_a_space(words: list[str]) -> None:
    text = " ".join(["Hij", *words, "kwam."]).replace(" ,", ",")
    breaks = find_breaks(text, Span(0, len(text)))
    assert list(breaks) == sorted(set(breaks))
    assert all(0 < place < len(text) and text[place - 1] == " " and text[place] != " " for place in breaks)


def test_pieces_of_news_are_of_a_size_to_say() -> None:
    text = FLOOD.replace("| ", "")
    assert len(text) > LONG
    assert all(60 <= len(piece) <= 160 for piece in _pieces(text))


def _pieces(text: str) -> list[str]:
    breaks = find_breaks(text, Span(0, len(text)))
    return [text[a:b] for a, b in zip((0, *breaks), (*breaks, len(text)), strict=True)]
