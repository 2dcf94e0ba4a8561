"""Captions show the article's words at the time that their spoken form is heard."""

import json
import re
from dataclasses import replace
from itertools import pairwise

import pytest
import srt as srt_library

from bulletin.model import (
    Alignment,
    Article,
    Audio,
    Block,
    Bulletin,
    Cue,
    Role,
    Script,
    Span,
    Utterance,
    WordTime,
)
from bulletin.publish import PUBLISHERS, srt, transcript, vtt
from bulletin.publish.captions import captions, split_caption, wrap
from bulletin.publish.text import DISCLOSURE, read_text
from bulletin.settings import Settings


def shown(text):
    return " ".join(text.split())


def test_captions_show_what_the_article_writes_not_what_the_voice_says(bulletin):
    assert shown(" ".join(c.text for c in captions(bulletin))) == shown(read_text(bulletin))
    assert "miljard euro" not in vtt.compose(bulletin)


def test_what_is_said_as_one_is_one_word_with_the_time_of_all_of_it(bulletin):
    """'€ 1 miljard' lasts as long as 'één miljard euro'."""
    word = next(word for word in captions(bulletin)[0].words if word.text.startswith("€"))
    said = bulletin.cues[0].words[2:5]
    assert word.text == "€ 1 miljard"
    assert (word.start, word.stop) == (said[0].start, said[-1].stop)
    assert word.span.of(bulletin.script.articles[0].text) == "€ 1 miljard"


def test_times_ascend_inside_the_cue_and_the_sound(bulletin):
    found = captions(bulletin)
    for caption in found:
        edges = [caption.start, *(t for w in caption.words for t in (w.start, w.stop)), caption.stop]
        assert edges == sorted(edges)
    assert all(left.stop <= right.start for left, right in pairwise(found))
    assert found[-1].stop <= bulletin.audio.length


def made(text, said, words=(), span=None, omissions=(), alignments=()):
    """Return a bulletin of one utterance of 1000 samples."""
    span = Span(0, len(text)) if span is None else span
    article = Article(text, (Block(Role.BODY, Span(0, len(text))),), omissions)
    script = Script((article,), (Utterance(said, span=span, alignments=alignments),))
    return Bulletin(script, Audio(None, 1000, 2000), (Cue(0, 500, 1500, words),))


def test_words_without_times_get_a_share_by_their_length():
    """An engine that tells nothing still gives captions that can be split."""
    words = captions(made("aaa bbbbbbb c", "aaa bbbbbbb c"))[0].words
    assert [(w.start, w.stop) for w in words] == [(500, 785), (785, 1357), (1357, 1500)]


def test_a_mark_that_is_not_said_takes_no_time_from_its_neighbors():
    text = "ja – nee"
    alignments = (Alignment(Span(0, 2), Span(0, 2)), Alignment(Span(5, 8), Span(3, 6)))
    times = (WordTime(Span(0, 2), 600, 700), WordTime(Span(3, 6), 700, 900))
    words = captions(made(text, "ja nee", times, alignments=alignments))[0].words
    assert [(w.text, w.start, w.stop) for w in words] == [
        ("ja", 600, 700),
        ("–", 700, 700),
        ("nee", 700, 900),
    ]


def test_what_was_left_out_on_purpose_is_not_shown():
    from bulletin.model import Omission

    bulletin = made(
        "Amsterdam (ANP) Er is nieuws.", "er is nieuws", omissions=(Omission(Span(10, 15), "agency"),)
    )
    assert captions(bulletin)[0].text == "Amsterdam Er is nieuws."


def test_an_announcement_that_no_article_writes_shows_what_is_said():
    bulletin = made("x", "Dit was het nieuws.", (WordTime(Span(0, 3), 500, 600),), span=Span(0, 0))
    caption = captions(bulletin)[0]
    assert caption.text == "Dit was het nieuws."
    assert (caption.words[0].start, caption.words[0].stop) == (500, 600)


def test_a_long_sentence_is_split_at_words_into_contiguous_parts():
    text = " ".join(f"woord{n}" for n in range(60))
    caption = captions(made(text, text))[0]
    parts = split_caption(caption, 32, 2)
    assert " ".join(part.text for part in parts) == text
    assert (parts[0].start, parts[-1].stop) == (500, 1500)
    assert all(left.stop == right.start for left, right in pairwise(parts))
    assert all(len(wrap([w.text for w in part.words], 32)) <= 2 for part in parts)


def test_vtt_has_lines_of_65_speakers_and_says_that_a_computer_speaks(bulletin):
    text = vtt.compose(bulletin)
    assert text.startswith("WEBVTT Kabinet")
    assert f"NOTE Stem: Nathalie (CC0). {DISCLOSURE}\n" in text
    assert "<v Citaat>“Dit is &lt;te&gt; weinig.”" in text
    lines = [line for cue in text.split("\n\n")[2:] for line in cue.splitlines()[1:]]
    assert max(len(re.sub(r"^<v \w+>", "", line)) for line in lines) <= 65


def test_vtt_words_have_their_time_if_asked(bulletin):
    ((_, data),) = PUBLISHERS["vtt"](bulletin, settings=Settings(caption_words=True)).items()
    stamps = re.findall(r"<(\d\d:\d\d:\d\d\.\d\d\d)>", data.decode())
    assert len(stamps) >= sum(len(c.words) for c in captions(bulletin)) - len(bulletin.cues)
    assert stamps == sorted(stamps)
    assert "<00:00:00.680>€ 1 miljard <" in data.decode()


def test_srt_parses_back_to_the_same_times_and_words(bulletin):
    """Two lines of at most 32 characters, a name where the speaker changes, numbered from 1."""
    cards = list(srt_library.parse(srt.compose(bulletin)))
    assert [card.index for card in cards] == list(range(1, len(cards) + 1))
    for card in cards:
        assert len(card.content.splitlines()) <= 2
        assert all(len(line) <= 32 for line in card.content.splitlines())
    said = " ".join(card.content for card in cards)
    assert shown(re.sub(r"(Citaat|Nieuwslezer): ", "", said)) == shown(read_text(bulletin))
    assert "Citaat: “Dit is <te>" in said
    starts = [round(card.start.total_seconds() * 1000) for card in cards]
    rate = bulletin.audio.rate
    assert starts[0] == round(bulletin.cues[0].start * 1000 / rate)
    assert all(left.end <= right.start for left, right in pairwise(cards))


def test_the_transcript_goes_down_to_words(bulletin):
    files = PUBLISHERS["json"](bulletin, stem="x")
    assert list(files) == ["x.transcript.json", "x.chapters.json"]
    value = json.loads(files["x.transcript.json"])
    assert value["version"] == "1.0.0"
    assert shown(" ".join(s["body"] for s in value["segments"])) == shown(read_text(bulletin))
    assert {s["speaker"] for s in value["segments"]} == {"Nieuwslezer", "Citaat"}
    times = [t for s in value["segments"] for t in (s["startTime"], s["endTime"])]
    assert times == sorted(times)


def test_the_chapters_are_those_of_the_bulletin(bulletin):
    value = transcript.chapters(bulletin, "x.mp3")
    assert value["version"] == "1.2.0"
    assert [c["title"] for c in value["chapters"]] == [c.title for c in bulletin.chapters]
    assert value["chapters"][0]["startTime"] == 0
    assert all(left["endTime"] == right["startTime"] for left, right in pairwise(value["chapters"]))
    assert value["chapters"][-1]["endTime"] == pytest.approx(bulletin.audio.seconds, abs=0.001)


def test_hostile_text_ends_no_cue_and_opens_no_markup(bulletin, hostile_title):
    text = (hostile_title + " --> <b>") or "x"
    hostile = made(text, "x y z")
    hostile = replace(hostile, tags=replace(hostile.tags, title=hostile_title, comment=hostile_title))
    body = vtt.compose(hostile)
    header, note, cue = body.rstrip("\n").split("\n\n")
    assert "\n" not in header
    assert "-->" not in header + note
    assert cue.count("-->") == 1
    assert set(re.findall(r"<[^>]*>", cue)) == {"<v Nieuwslezer>"}
    assert len(list(srt_library.parse(srt.compose(hostile)))) == srt.compose(hostile).count("-->")
    json.loads(PUBLISHERS["json"](hostile, stem="x")["x.transcript.json"])
