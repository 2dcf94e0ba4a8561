"""What holds of every text: spans are ordered, cover what is written, and point into the article."""

from __future__ import annotations

import doctest
import time
from importlib import import_module

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bulletin.model import Article, Block, Role, Span
from bulletin.segment import explain_boundaries, split_sentences, split_spans, split_text
from bulletin.segment.rules import RULES
from bulletin.segment.words import Ending, abbreviations

WORDS = [
    "Hij kwam",
    "de man",
    "prof",
    "o.a",
    "J.K",
    "B",
    "’s",
    "'t",
    "1998",
    "3,5",
    "Dat",
    "ging.",
    "Ja!",
    "Wat?",
    "é",
    "́",
    "Ж",
    "中",
    "😀",
]
MARKS = [
    ".",
    "...",
    "…",
    "!",
    "?!",
    ",,",
    "''",
    '"',
    "'",
    "‘",
    "’",
    "“",
    "”",
    "„",
    "«",
    "»",
    "(",
    ")",
    "[",
    "–",
]
SPACES = [" ", " ", " ", "\n", "\n\n", "\r\n", "\u00a0", "\t", "\x00", "\u2028"]
PIECES = st.sampled_from([*WORDS, *MARKS, *SPACES])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))


@given(TEXTS)
@example("A. B. C.")
@example('"')
@example("\n\n.\n\n")
def test_spans_are_ordered_and_cover_all_that_is_written(text: str) -> None:
    """Nothing but white space stands between sentences, and no character is in two."""
    position = 0
    for span in split_spans(text):
        assert position <= span.start < span.stop <= len(text)
        assert not text[position : span.start].strip()
        assert span.of(text) == span.of(text).strip()
        position = span.stop
    assert not text[position:].strip()


@given(TEXTS, st.integers(0, 1000))
def test_an_offset_moves_every_span(text: str, offset: int) -> None:
    plain = split_spans(text)
    assert split_spans(text, offset) == tuple(Span(a.start + offset, a.stop + offset) for a in plain)


@given(TEXTS)
def test_text_is_the_spans_with_line_ends_as_spaces(text: str) -> None:
    sentences = split_text(text)
    assert ["".join(s.split()) for s in sentences] == [
        "".join(span.of(text).split()) for span in split_spans(text)
    ]
    assert not any(character in sentence for sentence in sentences for character in "\r\n")


@given(TEXTS)
def test_explains_every_boundary_in_order_by_a_rule_that_exists(text: str) -> None:
    decisions = list(explain_boundaries(text))
    positions = [decision.position for decision in decisions]
    assert positions == sorted(set(positions))
    assert {decision.rule for decision in decisions} <= {rule.__name__ for rule in RULES} | {"no_rule"}
    stops = {span.stop for span in split_spans(text)}
    assert {decision.position for decision in decisions if decision.ends} <= stops


NEWS = (
    "De minister zei dat het klopt. ‘Wij gaan door’, aldus prof. dr. J.K. Jansen. Niemand lachte. "
    "In 1998 won Frankrijk. ’s Avonds was het feest! Wie betaalt dat? Volgens de N.V. Philips niemand."
)


def test_a_sentence_of_ours_is_one_sentence() -> None:
    """Splitting is stable: a sentence that was split off is not split again."""
    for sentence in split_text(NEWS):
        assert split_text(sentence) == (sentence,)


def test_sentences_carry_role_block_and_place() -> None:
    text = "Kop\n\nEerste zin. Tweede zin.\n\n‘Citaat.’"
    blocks = (
        Block(Role.TITLE, Span(0, 3)),
        Block(Role.BODY, Span(5, 28)),
        Block(Role.BLOCK_QUOTE, Span(30, len(text))),
    )
    sentences = split_sentences(Article(text=text, blocks=blocks))
    assert [(s.text, s.role, s.block) for s in sentences] == [
        ("Kop", Role.TITLE, 0),
        ("Eerste zin.", Role.BODY, 1),
        ("Tweede zin.", Role.BODY, 1),
        ("‘Citaat.’", Role.BLOCK_QUOTE, 2),
    ]
    assert all(s.span.of(text) == s.text for s in sentences)


def test_a_sentence_never_crosses_a_block() -> None:
    """What no block covers, a byline between two halves, is not read."""
    text = "Hij ging weg VAN ONZE REDACTIE en kwam niet terug."
    blocks = (Block(Role.BODY, Span(0, 12)), Block(Role.BODY, Span(31, len(text))))
    assert [s.text for s in split_sentences(Article(text=text, blocks=blocks))] == [
        "Hij ging weg",
        "en kwam niet terug.",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\u00a0"])
def test_a_text_without_words_has_no_sentences(text: str) -> None:
    assert split_text(text) == ()


@pytest.mark.parametrize(
    "piece",
    [
        NEWS,
        "A. ",
        "! ( ",
        "' \" ",
        '("„',
        "abc.Abc ",
        "." * 10,
        ") . ",
        "(A. ",
        "\n",
        "a\n",
        ",,",
        '!" ',
        "word ",
    ],
)
def test_takes_time_in_proportion_to_the_text(piece: str) -> None:
    """Eight times the text takes less than thirty times as long, whatever it is made of."""

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            split_spans(text)
            best = min(best, time.process_time() - start)
        return best

    seconds(1_000)
    assert seconds(32_000) < 30 * seconds(4_000) + 0.05


def test_tables_say_only_what_the_rules_know() -> None:
    """Every abbreviation has a way to end, and what comes before names is never the last word."""
    known = abbreviations()
    assert len(known) > 300
    assert all(known[word] is Ending.INSIDE for word in ("o.a", "bijv", "St", "dhr", "mevr"))


@pytest.mark.parametrize("name", ["boundary", "enclosures", "lines", "rules", "split", "words", "breaks"])
def test_examples_in_the_documentation_hold(name: str) -> None:
    assert doctest.testmod(import_module(f"bulletin.segment.{name}")).failed == 0


# Words of every day that are abbreviations elsewhere: nat. = nationaal, gar. = garage, leeft. = leeftijd.
ORDINARY = "ambt app bad dag deel druk gar gen gesp kap kop leeft los man min nat plan stel tijd trad vol zin"


@pytest.mark.parametrize("word", ORDINARY.split())
def test_a_word_of_every_day_ends_its_sentence(word: str) -> None:
    """A new row of the abbreviations must not take a common word for one."""
    assert len(split_text(f"Dat was een {word}. De rest volgt.")) == 2
