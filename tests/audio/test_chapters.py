"""Chapters: a paragraph or heading each in one article, an article each in a bulletin of several."""

from itertools import pairwise

import pytest

from bulletin.audio.chapters import chapters, first_words
from bulletin.model import Article, Block, Cue, Role, Script, Span, Utterance

CUT = "De NAVO geeft € 1 miljard aan …"
CASES = [
    ("title and lead are one", ["t:Kop", "l:Eerste alinea."], ["Kop"]),
    ("a paragraph each", ["t:Kop", "l:Eerste alinea.", "b:Tweede alinea."], ["Kop", "Tweede alinea."]),
    ("a heading and its paragraph", ["b:Een.", "h:Kopje", "b:Twee.", "b:Drie."], ["Een.", "Kopje", "Drie."]),
    ("a block quote goes on", ["b:Hij zei:", "q:Nee.", "b:Daarna."], ["Hij zei:", "Daarna."]),
    (
        "the article's own digits",
        ["b:De NAVO geeft € 1 miljard aan hulp."],
        ["De NAVO geeft € 1 miljard aan …"],
    ),
]
ROLES = {"t": Role.TITLE, "l": Role.LEAD, "b": Role.BODY, "h": Role.HEADING, "q": Role.BLOCK_QUOTE}


def told(blocks: list[str], number: int = 0) -> tuple[Article, tuple[Utterance, ...]]:
    text, made, utterances = "", [], []
    for index, block in enumerate(blocks):
        role, body = ROLES[block[0]], block[2:]
        span = Span(len(text), len(text) + len(body))
        text += body + "\n\n"
        made.append(Block(role, span))
        utterances.append(Utterance("gesproken", role, span=span, block=index, article=number))
    return Article(text, tuple(made), title=f"Artikel {number}"), tuple(utterances)


def cues(count: int) -> tuple[Cue, ...]:
    return tuple(Cue(index, 100 + index * 1000, 900 + index * 1000) for index in range(count))


@pytest.mark.parametrize(("blocks", "titles"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_one_article_has_chapters_at_headings_and_paragraphs(blocks, titles):
    article, utterances = told(blocks)
    found = chapters(Script((article,), utterances), cues(len(utterances)), 50_000)
    assert [chapter.title for chapter in found] == titles
    assert found[0].start == 0
    assert found[-1].stop == 50_000
    assert all(left.stop == right.start for left, right in pairwise(found))


def test_several_articles_have_a_chapter_each():
    made = [told(["t:Kop", "b:Een.", "b:Twee."], number) for number in range(3)]
    script = Script(tuple(article for article, _ in made), tuple(u for _, group in made for u in group))
    found = chapters(script, cues(9), 20_000)
    assert [(c.title, c.start) for c in found] == [("Artikel 0", 0), ("Artikel 1", 3100), ("Artikel 2", 6100)]


def test_a_closing_announcement_is_no_chapter():
    article, utterances = told(["b:Een."])
    closing = Utterance("Dit was het nieuws.", Role.ANNOUNCEMENT, block=0)
    found = chapters(Script((article,), (*utterances, closing)), cues(2), 9_000)
    assert [chapter.title for chapter in found] == ["Een."]


def test_nothing_said_is_no_chapter():
    assert chapters(Script((), ()), (), 100) == ()


def test_a_long_title_is_cut_at_a_word():
    assert first_words("een twee drie vier vijf zes zeven acht") == "een twee drie vier vijf zes zeven …"
    assert first_words("een, twee", 1) == "een …"
