"""A sentence is cut where another speaks, and nowhere else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.model import Article, Block, Role, Span
from bulletin.script.pieces import cut_sentences
from bulletin.script.quotations import find_quotations
from bulletin.segment import split_sentences

LINES = (Path(__file__).parent / "cases" / "pieces.tsv").read_text("utf-8").splitlines()
CASES = [line.split("\t") for line in LINES if line and not line.startswith("#")][1:]


def pieces_of(text):
    article = Article(text, (Block(Role.BODY, Span(0, len(text))),))
    return tuple(cut_sentences(text, split_sentences(article)))


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quotations_are_told_from_titles_and_apostrophes(text, expected):
    """Spoken sentences are pieces of their own; titles, nicknames and fragments stay."""
    shown = [
        f"[{piece.span.of(text).strip()}]" if piece.role is Role.QUOTE else piece.span.of(text).strip()
        for piece in pieces_of(text)
    ]
    assert shown == expected.split(" | ")


@given(st.text(alphabet=st.sampled_from("ab sS.,!? :“”„‘’'\"«»`"), min_size=1, max_size=200))
def test_pieces_are_ordered_and_lose_nothing(text):
    """Whatever marks stand where, pieces do not overlap and hold every letter."""
    if not any(c.isalpha() for c in text):
        return
    pieces = pieces_of(text)
    covered = [index for piece in pieces for index in range(piece.span.start, piece.span.stop)]
    assert covered == sorted(set(covered))
    assert {i for i, c in enumerate(text) if c.isalnum()} <= set(covered)


@given(st.text(alphabet=st.sampled_from("a .,“”„‘’'\"«»`"), max_size=200))
def test_quotations_lie_inside_and_apart(text):
    """Outermost quotations are ordered, and inside the text."""
    last = 0
    for quotation in find_quotations(text):
        assert last <= quotation.outer.start <= quotation.inner.start <= quotation.inner.stop
        assert quotation.inner.stop <= quotation.outer.stop <= len(text)
        last = quotation.outer.stop


def test_a_speech_of_several_paragraphs_runs_on():
    """A double mark before the first word that is not closed makes the rest of the paragraph a quotation."""
    (quotation,) = find_quotations("“Wij gaan door en stoppen niet.")
    assert not quotation.closed
    assert find_quotations("Hij zei “Wij gaan door.") == ()
