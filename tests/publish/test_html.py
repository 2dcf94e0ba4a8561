"""The read-along page: the article as it was, a place for every sentence and word, no text that is markup."""

import base64
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from importlib import resources

import pytest

from bulletin.model import Cue, Role, Span, Utterance
from bulletin.publish import vtt
from bulletin.publish.captions import captions
from bulletin.publish.epub import book
from bulletin.publish.html import compose, dutch_date, render
from bulletin.publish.text import DISCLOSURE, read_text
from bulletin.settings import Settings


class Page(HTMLParser):
    """Collect the ids, the tags, and the text of <main>, as a browser would read them."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.tags, self.main, self.inside = [], [], [], False
        self.times = json.loads(re.search(r'id="times">(.*?)</script>', text, re.DOTALL)[1])
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.ids += [value for name, value in attributes if name == "id"]
        self.inside = self.inside or tag == "main"

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "main"

    def handle_data(self, data):
        if self.inside:
            self.main.append(data)


@pytest.fixture(scope="module")
def page(bulletin):
    return compose(bulletin, "x.mp3", "x")


def shown(text):
    return " ".join(text.split())


def test_the_text_is_the_article_to_the_letter(bulletin, page):
    assert shown("".join(Page(page).main)) == shown(read_text(bulletin))


def test_every_sentence_has_a_place_and_every_word_a_time(bulletin, page):
    read = Page(page)
    found = captions(bulletin)
    assert [f"s{n}" for n in range(len(found))] == [i for i in read.ids if re.fullmatch(r"s\d+", i)]
    assert len(read.ids) == len(set(read.ids))
    for caption, (start, stop, starts, stops) in zip(found, read.times["sentences"], strict=True):
        assert len(starts) == len(stops) == len(caption.words)
        assert start <= starts[0] <= stops[-1] <= stop
        assert starts == sorted(starts)
    assert page.count('class="w"') == sum(len(caption.words) for caption in found)


def test_one_article_has_one_heading_of_the_first_level(page):
    assert len(re.findall("<h1", page)) == 1
    assert "<h2><span" in page


def test_several_articles_stand_under_the_bulletins_title(make_bulletin):
    page = compose(make_bulletin("Het nieuws van acht uur", articles=3), "x.mp3", "x")
    assert re.findall(r"<h1[^>]*>[^<]*", page) == ["<h1>Het nieuws van acht uur"]
    assert page.count("<article") == 3
    read = Page(page)
    assert len(read.times["chapters"]) == 3
    assert len(read.times["sentences"]) == 18


def test_it_says_that_a_computer_speaks_and_where_the_text_is_from(page):
    assert DISCLOSURE in page.partition("<footer>")[2]
    assert 'href="https://nieuws.example/treinen"' in page


def test_a_source_that_is_no_web_address_is_no_link(bulletin):
    article = replace(bulletin.script.articles[0], source="javascript:alert(1)")
    page = compose(replace(bulletin, script=replace(bulletin.script, articles=(article,))), "x.mp3", "x")
    assert "javascript:" not in page


def test_nothing_is_fetched_and_nothing_starts_by_itself(page):
    assert "autoplay" not in page
    assert '<audio id="audio" controls preload="metadata" src="x.mp3">' in page
    addresses = set(re.findall(r'(?:src|href)="([^"#]+)"', page))
    assert addresses == {"x.mp3", "data:,", "https://nieuws.example/treinen"}
    assert not re.search(r"url\(|@import|fetch\(|XMLHttp", page)


def test_the_script_is_small():
    templates = resources.files("bulletin.publish").joinpath("templates")
    assert len(templates.joinpath("page.js").read_bytes()) < 20_000


def test_sound_can_be_inside(bulletin):
    ((name, data),) = render(bulletin, settings=Settings(embed_audio=True), stem="x").items()
    assert name == "x.html"
    inside = re.search(r'src="data:audio/mpeg;base64,([^"]+)"', data.decode())
    assert base64.b64decode(inside[1]).startswith(b"ID3")


@pytest.fixture(scope="module")
def announced(bulletin):
    """Return the bulletin with an opening and a closing line, as `[bulletin] disclosure` has one."""
    end = len(bulletin.script.articles[0].text)
    opening = Utterance("Dit is het nieuws.", Role.ANNOUNCEMENT)
    closing = Utterance("Tot morgen.", Role.ANNOUNCEMENT, span=Span(end, end))
    utterances = (opening, *bulletin.script.utterances, closing)
    last = bulletin.cues[-1]
    cues = (Cue(0, 0, 100), *(replace(c, utterance=c.utterance + 1) for c in bulletin.cues))
    cues = (*cues, Cue(len(utterances) - 1, last.stop, last.stop + 2400))
    return replace(bulletin, script=replace(bulletin.script, utterances=utterances), cues=cues)


def test_what_no_article_writes_stands_where_it_is_heard(bulletin, announced):
    text = shown("".join(Page(compose(announced, "x.mp3", "x")).main))
    assert text == f"Dit is het nieuws. {shown(read_text(bulletin))} Tot morgen."


def test_captions_and_the_book_have_it_too(announced):
    assert vtt.compose(announced).rstrip().endswith(">Tot morgen.")
    (document,) = book(announced)
    assert document.captions[-1][1].text == "Tot morgen."
    assert len(document.pars) == len(announced.cues)


def test_hostile_text_is_only_text(make_bulletin, hostile_title):
    hostile = make_bulletin(hostile_title)
    hostile = replace(hostile, tags=replace(hostile.tags, artist=hostile_title, comment=hostile_title))
    plain = Page(compose(make_bulletin("Gewoon"), "x.mp3", "x"))
    page = compose(hostile, "x.mp3", hostile_title)
    assert Page(page).tags == plain.tags, "no tag more or less than with a plain title"
    assert page.count("<script") == 2
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\ud800-\udfff]", page)
    page.encode()


def test_dates_are_dutch():
    assert dutch_date(date(2026, 11, 22)) == "zondag 22 november 2026"
