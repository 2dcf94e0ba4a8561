"""Quotes are told from apostrophes, and brackets and quotes are paired."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.segment.enclosures import find_enclosures


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("Hij zei “ja” en ‘nee’.", ["ja", "nee"]),
        ("Hij zei „ja” en „nee“.", ["ja", "nee"]),
        ("Hij zei ,,ja'' en ``nee''.", ["ja", "nee"]),
        ("Hij zei ''ja'' en \"nee\".", ["ja", "nee"]),
        ("Hij zei «ja» en ”nee”.", ["ja", "nee"]),
        ("Hij zei 'ja' en ’nee’ en `nou'.", ["ja", "nee", "nou"]),
        ("Hij zei: “Zij zei: ‘ja’.”", ["Zij zei: ‘ja’.", "ja"]),
        ("Ik (Jan [38]) kom.", ["Jan [38]", "38"]),
        ("Salvo’s, foto's, Hans’ fiets, ’s avonds, 't is, jaren ’90, '98.", []),
        ("’s Avonds zei hij ‘foto’s zijn mooi’.", ["foto’s zijn mooi"]),
        ("De ‘pion’-artillerie en 'pion'-artillerie.", ["pion", "pion"]),
        ("a) dit b) dat :-)", []),
        ("Hij zei: “niets en sloot niet af (ook dit niet.", []),
        ("Hij ( of ‘zij) kwam’.", [" of ‘zij"]),
    ],
)
def test_pairs_what_belongs_together(text: str, inner: list[str]) -> None:
    assert [pair.inner.of(text) for pair in find_enclosures(text).pairs] == inner


@given(st.text(alphabet="a '\"‘’“”„,()[] .\n", max_size=80))
def test_pairs_never_cross_and_every_place_knows_what_is_around_it(text: str) -> None:
    """Pairs nest or stand apart; `around` says the same as looking at every pair."""
    found = find_enclosures(text)
    for one in found.pairs:
        for other in found.pairs:
            a, b = sorted((one.outer, other.outer))
            assert a == b or b.start >= a.stop or b.stop <= a.stop
    for position in range(len(text)):
        holding = [p for p in found.pairs if p.outer.start <= position < p.outer.stop]
        assert list(found.around(position)) == holding[-8:]
