"""A web page becomes an article: its text without the page around it, headings, quotations, captions."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.errors import SourceError
from bulletin.model import Role
from bulletin.sources import read, read_page

PAGE = """<!doctype html><html lang="nl-BE"><head><title>Pont | De Krant</title>
<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"],
"headline": "Pont vaart weer", "author": [{"name": "Anna Bakker"}], "datePublished": "2026-02-14T06:00:00Z"}]}
</script><script>var x = "<p>Niet lezen.</p>";</script></head>
<body class="has-ads"><div class="cookie-consent">Wij gebruiken cookies.</div><nav><ul>
<li>Voorpagina</li></ul></nav>
<main><article class="article has-newsletter"><ul class="breadcrumbs"><li>Regio</li></ul>
<span>Premium</span>
<h1>Pont vaart weer</h1><p class="intro">
<strong>De pont vaart weer. “Eindelijk”, zegt de schipper.</strong></p>
<div class="meta"><span>Anna Bakker</span> <time>14-02-26, 06:00</time> <span>Update: 07:12</span></div>
<div class="share-bar"><a>Facebook</a></div>
<figure><img alt="x"><figcaption>De pont. <span class="credit">© F. Jansen</span></figcaption></figure>
<p>De pont lag stil.<br><br>Dat kostte &euro; 240.000.</p><div id="ad-slot"><p>Koop nu!</p></div>
<h2>Wachten op staal</h2><p>„Ik heb nachten wakker gelegen”, zegt hij.</p>
<blockquote><p>“Ik heb nachten wakker gelegen”</p><cite>De schipper</cite></blockquote>
<p><b>Wat kost het?</b></p><ul><li>Auto: € 3</li><li>Fiets: € 1</li></ul>
<ol><li>Rij de pont op.</li><li>Betaal.</li></ol>
<table><tr><th>Dag</th><th>Uur</th></tr><tr><td>Ma</td><td>8.00</td></tr></table>
<table><tr><th>#</th><th>Club</th></tr><tr><td>1</td><td>PSV</td></tr></table>
<div class="read-more">Lees ook: Brug dicht</div><p>De keuken is 12 m<sup>2</sup> groot.<sup>
<a href="#n">1</a></sup></p>
<section class="related-articles"><article class="teaser"><h3>Andere kop</h3><p>Een ander stuk.</p>
</article></section>
</article></main><footer><p>© De Krant</p></footer></body></html>"""


def roles(article):
    return [(str(block.role), block.span.of(article.text)) for block in article.blocks]


def test_a_page_is_read_without_what_stands_around_it():
    """Menus, buttons, advertisements, captions, pull quotes and teasers go; the parts have their roles."""
    assert roles(read_page(PAGE)) == [
        ("title", "Pont vaart weer"),
        ("lead", "De pont vaart weer. “Eindelijk”, zegt de schipper."),
        ("body", "De pont lag stil."),
        ("body", "Dat kostte € 240.000."),
        ("heading", "Wachten op staal"),
        ("body", "„Ik heb nachten wakker gelegen”, zegt hij."),
        ("heading", "Wat kost het?"),
        ("body", "Auto: € 3"),
        ("body", "Fiets: € 1"),
        ("body", "1. Rij de pont op."),
        ("body", "2. Betaal."),
        ("body", "Dag, Uur"),
        ("body", "Ma, 8.00"),
        ("body", "1, PSV"),
        ("body", "De keuken is 12 m2 groot."),
    ]


def test_what_the_page_says_of_itself_is_known():
    """Headline, writer, date and kind of Dutch come from JSON-LD and the page."""
    article = read_page(PAGE)
    assert (article.title, article.language) == ("Pont vaart weer", "nl-BE")
    assert "Anna Bakker" in article.byline
    assert article.published == date(2026, 2, 14)


def test_a_caption_can_be_kept():
    """With keep_captions the caption of a figure is a block of its own role."""
    captions = [text for role, text in roles(read_page(PAGE, keep_captions=True)) if role == Role.CAPTION]
    assert captions[0].startswith("De pont.")


def test_a_page_that_a_script_draws_is_read_from_its_data():
    """An empty page with the text in JSON-LD is read from there, residue left out."""
    page = (
        '<script type="application/ld+json">{"@type": "Article", "headline": "Stil dorp", "articleBody": '
        '"In Lettele wachten ze.\\n\\nLees ook:\\n\\nWolf gezien\\n\\nNiemand slaapt."}</script>'
        "<div>Laden…</div>"
    )
    assert [text for _, text in roles(read_page(page))] == [
        "Stil dorp",
        "In Lettele wachten ze.",
        "Niemand slaapt.",
    ]


def test_the_clock_of_a_live_blog_is_a_time():
    """16.12 in a <time> is read as a time, and embedded tweets are not read."""
    page = (
        "<article><h1>Storm</h1><p>De storm raast.</p>"
        "<div><time>16.12</time><h2>Treinen stil</h2><p>NS stopt.</p>"
        '<blockquote class="twitter-tweet">Wij rijden niet</blockquote></div></article>'
    )
    assert [text for _, text in roles(read_page(page))] == [
        "Storm",
        "De storm raast.",
        "16.12 uur",
        "Treinen stil",
        "NS stopt.",
    ]


def test_the_questions_of_an_interview_are_no_headings():
    """A bold question before a quotation is a question; a bold line before text is a heading."""
    page = (
        "<h1>Nooit</h1><p>Over pijn.</p><p><b>Hoe gaat het?</b></p><p>“Goed.”</p>"
        "<p><b>Cv</b></p><p>Geboren in Ede.</p>"
    )
    assert [role for role, _ in roles(read_page(page))] == [
        "title",
        "lead",
        "body",
        "body",
        "heading",
        "body",
    ]


@pytest.mark.parametrize("page", ["", "<nav>Menu</nav>", "<script>var a</script>", "<p> </p>", "\x00"])
def test_a_page_without_words_is_an_error(page):
    """Nothing to read is told by the name of the page."""
    with pytest.raises(SourceError, match="leeg"):
        read_page(page, "leeg.html")


@settings(deadline=None)  # the first page pays for reading the tables
@given(st.text(alphabet=st.sampled_from("<>/pdivblockquoteh1sf=\"' &;a.\n"), max_size=200))
def test_any_page_gives_blocks_inside_its_text(page):
    """Whatever the page, it is an article in order or an error that says so."""
    try:
        article = read_page(page)
    except SourceError:
        return
    stops = [0]
    for block in article.blocks:
        assert stops[-1] <= block.span.start < block.span.stop <= len(article.text)
        stops.append(block.span.stop)


@pytest.mark.parametrize(
    "piece", ["<p>Een zin.", "<div>", "<li>x", "<ol><li>x</ol>", "<b>x", "<br>", "<table><td>x"]
)
def test_takes_time_in_proportion_to_the_page(piece):
    """Eight times the page takes less than thirty times as long."""

    def seconds(size):
        start = time.process_time()
        read_page("<p>Tekst.</p>" + piece * size)
        return time.process_time() - start

    seconds(100)
    assert seconds(8000) < 30 * seconds(1000) + 0.1


MARKDOWN = """---
title: "Bij de bakker"
author: Sanne Bos
date: 2026-02-14
---

# Bij de bakker is het **stil**

![De bakkerij](bakker.jpg "Foto: Sanne Bos")

De [bakkerij](https://bakker.example) sluit na **112 jaar**.[^1]

> ‘Een brood kost € 3,10,’ zegt Jansen. ‘Daar krijg ik 2,95 voor.’

## Meel en huur

1. Stroom
2. Meel

[^1]: Statline.

<!-- intern: nog nakijken -->
"""


def test_markdown_is_read_without_its_signs(tmp_path):
    """Stars, links, pictures, notes and front matter are not read; a quotation with its speaker is text."""
    path = tmp_path / "bakker.md"
    path.write_text(MARKDOWN, "utf-8")
    article = read(path)[0]
    assert roles(article) == [
        ("title", "Bij de bakker is het stil"),
        ("lead", "De bakkerij sluit na 112 jaar."),
        ("body", "‘Een brood kost € 3,10,’ zegt Jansen. ‘Daar krijg ik 2,95 voor.’"),
        ("heading", "Meel en huur"),
        ("body", "1. Stroom"),
        ("body", "2. Meel"),
    ]
    assert (article.byline, article.published) == ("Sanne Bos", date(2026, 2, 14))


def test_a_piece_of_html_in_a_text_file_is_a_page(tmp_path):
    """What was copied from a site is read as the site is; bits of HTML in a text are taken as meant."""
    (tmp_path / "a.txt").write_text("<h2>Pont</h2>\n<p>De pont vaart.</p>", "utf-8")
    (tmp_path / "b.txt").write_text(
        "Pont\n\nDe <b>pont</b> vaart &eacute;&eacute;n keer & nog eens.", "utf-8"
    )
    assert roles(read(tmp_path / "a.txt")[0]) == [("title", "Pont"), ("lead", "De pont vaart.")]
    assert roles(read(tmp_path / "b.txt")[0])[1] == ("lead", "De pont vaart één keer & nog eens.")


def test_a_mail_is_read_from_its_subject_on(tmp_path):
    """Head, footer and links of a mail are not read, whether it is plain or HTML."""
    head = "Subject: =?utf-8?q?Storm_op_komst=E2=80=A6?=\nFrom: r@krant.example\nContent-Type: text/"
    plain = tmp_path / "plain.eml"
    plain.write_text(
        head + "plain; charset=utf-8\n\nGoedemorgen.\n\nU ontvangt deze mail omdat u wilt.\n", "utf-8"
    )
    page = tmp_path / "page.eml"
    page.write_text(
        head
        + "html; charset=utf-8\n\n<table><tr><td><p>Goedemorgen.</p>"
        + "<p><b>Kort</b></p><p>Regen.</p></td></tr></table>",
        "utf-8",
    )
    assert roles(read(plain)[0]) == [("title", "Storm op komst…"), ("lead", "Goedemorgen.")]
    assert [text for _, text in roles(read(page)[0])] == ["Storm op komst…", "Goedemorgen.", "Kort", "Regen."]
