"""What holds for every text: nothing is lost, nothing overlaps, nothing is left that cannot be said."""

from __future__ import annotations

import random
import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.model import Spoken
from bulletin.normalize import explain, normalize, speakable

TOKENS = r"""De € 1 miljard 3-1 20% EU NAVO PvdA-leider 16-jarige 8 maart 2023 19.45 uur Willem II bijv. o.a.
06-12345678 ’s ' " ( ) – - 1.284.506 3,5 A4 CO2 F-16's www.nos.nl #klimaat 2e 19de 1998-2002 '98 jaren 80
km/u 5 km² −5 ½ 1½ , . ? ! : ; … ,, '' “ ” Mr. H.J. v.Chr. & + § XIXe Ⅳ ﬁets 😀 Путин αβ é zoveel ５ 1/2
24/7 t/m 10 tot 15 cd's 2-0-zege"""
WORDS = st.sampled_from([*TOKENS.split(), "e\u0301", "zo\u00adveel", "a\u200bb", "\u00a0"])
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(WORDS, max_size=14).map(" ".join),
    st.lists(WORDS, max_size=8).map("".join),
    st.text(alphabet="0123456789.,-:/%€ $'’’\"()–eEuUxXkm²° ", max_size=40),
    st.text(alphabet="0123456789.,-/:€%$ ()'’xXeEdmkIVXMCabcABC&@#+½°²^", max_size=60),
)


def _check(text: str, spoken: Spoken, offset: int = 0) -> None:
    source_stop, spoken_stop = offset, 0
    for alignment in spoken.alignments:
        assert alignment.source.start >= source_stop
        assert alignment.source.stop <= offset + len(text)
        assert len(alignment.source) > 0
        assert alignment.spoken.start >= spoken_stop
        assert len(alignment.spoken) > 0
        source_stop, spoken_stop = alignment.source.stop, alignment.spoken.stop
    assert spoken_stop <= len(spoken.text)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_alignments_are_ordered_and_inside(text: str) -> None:
    _check(text, normalize(text))
    _check(text, normalize(text, 1000), 1000)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_every_character_is_accounted_for(text: str) -> None:
    """The steps follow each other, and between them is only white space or what no one can see."""
    place = 0
    for step in explain(text):
        assert step.span.start >= place
        assert step.source == text[step.span.start : step.span.stop]
        assert step.rule
        between = text[place : step.span.start]
        assert all(_unseen(character) for character in between), between
        place = step.span.stop
    assert all(_unseen(character) for character in text[place:])


def _unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in (
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
        "Mn",
        "Me",
        "Mc",
    )


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_spoken_text_can_be_said(text: str) -> None:
    """No digits, no symbols, single spaces, no punctuation without a word, none doubled."""
    spoken = normalize(text).text
    for character in spoken:
        assert character.isalpha() or character in " .,?!:;…“”‘’'-", (character, spoken)
    assert spoken == spoken.strip()
    assert "  " not in spoken
    assert not re.search(r"\s[.,?!:;…”]|[,.;:][,.;:?!]", spoken), spoken


# A title needs the name behind it: once that is left out (a script no table knows), the title is no title.
PLAIN_WORDS = WORDS.filter(lambda word: word not in ("Mr.", "Путин", "H.J.", "$", "bijv.", "²", "km²"))


@given(st.lists(PLAIN_WORDS, max_size=14).map(" ".join))
@settings(max_examples=400, deadline=None)
def test_what_is_spoken_is_not_changed_again(text: str) -> None:
    once = normalize(text).text
    assert normalize(once).text == once


def test_sentences_that_were_read_are_not_changed_again() -> None:
    gate = Path(__file__).parents[1] / "gate" / "normalization_dev.tsv"
    rows = [row.split("\t") for row in gate.read_text("utf-8").splitlines() if row and row[0] != "#"]
    spoken = [normalize(row[1]).text for row in rows]
    changed = [(text, again) for text in spoken if (again := normalize(text).text) != text]
    assert not changed


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_explanation_and_reading_agree(text: str) -> None:
    """The words of the steps are the words of the reading, in order."""
    said = " ".join(step.spoken for step in explain(text) if step.spoken)
    letters = re.compile(r"[\W_]")
    assert letters.sub("", said) == letters.sub("", normalize(text).text)


def test_noise_of_any_length_is_read() -> None:
    """Much of what numbers are made of does not stop the reading, nor do five thousand figures in a row."""
    noise = "".join(random.Random(7).choices("0123456789.,-/:€%$ ()'’xXeEdmkIVXMCabcABC&@#+½°²^", k=20_000))
    _check(noise, normalize(noise))
    assert normalize("1" * 5000).text.startswith("één één")


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1.",
        "1,",
        "€ ",
        "a.",
        "A",
        "A.",
        "'",
        "((",
        "-",
        "1-",
        "’1",
        "www.",
        "II ",
        "É",
        "12:",
        "@a",
        "x.y.",
        "1 000 ",
    ],
)
def test_time_grows_with_length_and_no_faster(unit: str) -> None:
    """Sixteen times as much of the same takes no more than about sixteen times the work of the processor."""

    def seconds(count: int) -> float:
        text = unit * count
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            normalize(text)
            best = min(best, time.process_time() - start)
        return best

    seconds(50)
    short, long = seconds(250), seconds(4000)
    assert long < 16 * 6 * short + 0.05


def test_text_without_words_is_not_speakable() -> None:
    assert not speakable(" – … “”")
    assert not speakable("😀")
    assert speakable("5")


def test_composed_and_decomposed_letters_are_read_alike_in_their_own_places() -> None:
    composed = "Het café in België telt 20 stoelen."
    decomposed = unicodedata.normalize("NFD", composed)
    assert normalize(composed).text == normalize(decomposed).text
    for alignment in normalize(decomposed).alignments:
        word = alignment.source.of(decomposed)
        assert not unicodedata.combining(word[0])
    words = [alignment.source.of(decomposed) for alignment in normalize(decomposed).alignments]
    assert [unicodedata.normalize("NFC", word) for word in words] == [
        "Het", "café", "in", "België", "telt", "20", "stoelen",
    ]  # fmt: skip


def test_own_lexicon_goes_first_and_a_capital_counts_where_it_has_one() -> None:
    own = {"WEF": "World Economic Forum", "bakkie": "kop koffie", "C.C. Baxter": "C C Baxter"}
    text = "Bij het WEF dronk C.C. Baxter een bakkie."
    assert (
        normalize(text, lexicon=own).text == "Bij het World Economic Forum dronk C C Baxter een kop koffie."
    )
    assert [step.rule for step in explain("WEF", lexicon=own)] == ["lexicon"]
    assert normalize("wef", lexicon=own).text == "wef"


def test_a_compound_is_aligned_as_one_word() -> None:
    text = "De 16-jarige NAVO-secretaris-generaal"
    spoken = normalize(text)
    pairs = [(a.source.of(text), a.spoken.of(spoken.text)) for a in spoken.alignments]
    assert pairs == [
        ("De", "De"),
        ("16-jarige", "zestienjarige"),
        ("NAVO-secretaris-generaal", "NAVO-secretaris-generaal"),
    ]


@pytest.mark.parametrize(
    ("text", "rule", "spoken", "other"),
    [
        ("Ajax won met 3-5", "score", "drie vijf", "drie tot vijf"),
        ("3-5 dagen", "score", "drie tot vijf", "drie vijf"),
        ("om 8.30 gaan we", "time", "acht uur dertig", "acht komma dertig"),
        ("1/3 van de taart", "fraction", "een derde", "één maart"),
        ("Willem II won van Ajax", "name", "Willem Twee", "Willem de Tweede"),
        ("Rocky III", "roman", "drie", "derde"),
        ("1.76 meter", "meters", "één meter zesenzeventig", "één komma zesenzeventig meter"),
    ],
)
def test_explanation_names_the_rule_and_the_reading_that_was_not_chosen(
    text: str, rule: str, spoken: str, other: str
) -> None:
    assert (rule, spoken, other) in [(step.rule, step.spoken, step.other) for step in explain(text)]


def test_names_of_other_scripts_are_said_if_known_and_else_left_out_with_a_note() -> None:
    steps = {step.source: step for step in explain("Путин en Ҩҩҩ")}
    assert steps["Путин"].spoken == "Poetin"
    assert (steps["Ҩҩҩ"].spoken, steps["Ҩҩҩ"].rule) == ("", "foreign")
