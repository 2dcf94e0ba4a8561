"""The script: roles, voices, pauses, words as spoken, and where each stands in the source."""

import dataclasses
from pathlib import Path

import pytest

from bulletin.model import Role
from bulletin.script import write_script
from bulletin.settings import Pauses, Podcast, Settings
from bulletin.sources import read, read_article

EXAMPLE = Path(__file__).parents[2] / "examples" / "veerpont.txt"
VOICES = Settings(voice="reader", quote_voice="guest")
TEXT = """Brug open

De brug is open. “Eindelijk rust in de stad”, zei Smit. Hij lachte.

Het feest

Smit zei:

Wij vieren € 5 winst (ANP).

Tot morgen."""


@pytest.fixture(scope="module")
def script():
    return write_script([read_article(TEXT)], VOICES)


def test_roles_voices_and_words(script):
    """Quotations have the second voice; amounts are words; the agency is not said."""
    assert [(u.role, u.voice, u.text) for u in script.utterances] == [
        (Role.TITLE, "reader", "Brug open."),
        (Role.LEAD, "reader", "De brug is open."),
        (Role.QUOTE, "guest", "Eindelijk rust in de stad,"),
        (Role.LEAD, "reader", "zei Smit."),
        (Role.LEAD, "reader", "Hij lachte."),
        (Role.HEADING, "reader", "Het feest."),
        (Role.BODY, "reader", "Smit zei:"),
        (Role.BLOCK_QUOTE, "guest", "Wij vieren vijf euro winst."),
        (Role.BODY, "reader", "Tot morgen."),
    ]


def test_pauses_come_from_the_table(script):
    """The silence between two utterances is what the table says for the two."""
    pauses = Pauses()
    pairs = zip(script.utterances, script.utterances[1:], strict=False)
    assert [max(left.pause_after_ms, right.pause_before_ms) for left, right in pairs] == [
        pauses.title_ms,
        pauses.sentence_ms,  # the larger of sentence and quote_before
        pauses.attribution_ms,
        pauses.sentence_ms,
        pauses.heading_before_ms,
        pauses.heading_after_ms,
        pauses.paragraph_ms,
        pauses.paragraph_ms,
    ]


def test_every_word_points_at_its_source(script):
    """An alignment's spoken words and source characters are the same thing."""
    article = script.articles[0]
    quote = next(u for u in script.utterances if u.role is Role.BLOCK_QUOTE)
    pairs = {a.spoken.of(quote.text): a.source.of(article.text) for a in quote.alignments}
    assert pairs["vieren"] == "vieren"
    assert pairs["vijf euro"] == "€ 5"


def test_spans_lie_inside_the_source_in_order():
    """Utterances of the example article follow its text, and each alignment lies in its utterance."""
    (article,) = read(EXAMPLE)
    last = 0
    for utterance in write_script([article], VOICES).utterances:
        assert last <= utterance.span.start < utterance.span.stop <= len(article.text)
        last = utterance.span.stop
        for alignment in utterance.alignments:
            assert (
                utterance.span.start <= alignment.source.start < alignment.source.stop <= utterance.span.stop
            )
            assert alignment.spoken.stop <= len(utterance.text)


def test_a_faster_reader_pauses_less():
    """The rate goes for the silence too."""
    slow, fast = (write_script([read_article(TEXT)], dataclasses.replace(VOICES, rate=r)) for r in (1.0, 2.0))
    assert fast.utterances[0].pause_after_ms * 2 == slow.utterances[0].pause_after_ms
    assert {u.rate for u in fast.utterances} == {2.0}


def test_without_a_second_voice_the_reader_reads_quotations():
    """No quote voice: one voice for all."""
    script = write_script([read_article(TEXT)], Settings(voice="reader"))
    assert {u.voice for u in script.utterances} == {"reader"}


def test_articles_stand_apart():
    """Between two articles there is the longest pause, and each utterance knows its article."""
    script = write_script([read_article(TEXT), read_article(TEXT)], VOICES)
    last_of_first = max(i for i, u in enumerate(script.utterances) if u.article == 0)
    assert script.utterances[last_of_first].pause_after_ms == Pauses().article_ms
    assert {u.article for u in script.utterances} == {0, 1}


def test_an_elided_word_keeps_its_apostrophe():
    """’s Nachts and 't begin with their apostrophe, which tells the voice how they sound."""
    article = read_article("Titel\n\n’s Nachts regent het. ‘Dat klopt.’\n\n't Was nat.\n")
    texts = [utterance.text for utterance in write_script([article], Settings()).utterances]
    assert [text[0] in "’'" for text in texts] == [False, True, False, True]


def test_what_cannot_be_said_is_left_out():
    """A paragraph of signs gives no utterance; the rest goes on."""
    script = write_script([read_article("Titel\n\nDe brug.\n\n* * *\n\n😀 👍\n\nTot morgen.")], VOICES)
    assert [u.text for u in script.utterances] == ["Titel.", "De brug.", "Tot morgen."]


@pytest.mark.parametrize(
    ("settings", "closes"),
    [
        (VOICES, False),
        (dataclasses.replace(VOICES, disclosure=True), True),
        (dataclasses.replace(VOICES, podcast=Podcast(title="Nieuws")), True),
        (dataclasses.replace(VOICES, podcast=Podcast(title="Nieuws"), disclosure=False), False),
    ],
)
def test_a_podcast_says_that_a_computer_reads(settings, closes):
    """The closing line is on by default for a podcast, and can be set either way."""
    last = write_script([read_article(TEXT)], settings).utterances[-1]
    assert (last.text == "Deze tekst is voorgelezen door een computerstem.") is closes
    assert (last.role is Role.ANNOUNCEMENT) is closes
    assert last.pause_after_ms == Pauses().end_ms
