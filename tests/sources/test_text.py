"""A plain text becomes an article: roles, omissions, title, byline, date."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import SourceError
from bulletin.model import Role
from bulletin.sources import read_article

EXAMPLE = Path(__file__).parents[2] / "examples" / "veerpont.txt"
ARTICLE = """Brug weer open

Door Anna Bakker

8 maart 2023, 19:45

KAMPEN (ANP) - De brug is open. (ANP)

Advertentie

Lang gewacht

Wethouder Smit zei:

Wij zijn blij.

De uitslagen:

Kampen won.

- Een. Eerste punt.
- Twee. Tweede punt.

Lees ook:

Brug bij Zwolle dicht

Het feest begint om acht uur. Foto: Jan de Vries

Bron: ANP
"""


def roles(text, **options):
    article = read_article(text, **options)
    return [(str(block.role), block.span.of(article.text)) for block in article.blocks]


def test_an_article_is_cut_into_roles():
    """Title, lead, headings, a block quote after 'zei:', list items; no residue."""
    assert roles(ARTICLE) == [
        ("title", "Brug weer open"),
        ("lead", "De brug is open. (ANP)"),
        ("heading", "Lang gewacht"),
        ("body", "Wethouder Smit zei:"),
        ("block_quote", "Wij zijn blij."),
        ("body", "De uitslagen:"),
        ("body", "Kampen won."),
        ("body", "Een. Eerste punt."),
        ("body", "Twee. Tweede punt."),
    ]


def test_what_is_left_out_is_said_why():
    """Every omission has its reason, and they stand in the order of the text."""
    article = read_article(ARTICLE)
    reasons = [(omission.reason, omission.span.of(article.text)) for omission in article.omissions]
    assert reasons == [
        ("byline", "Door Anna Bakker"),
        ("date line", "8 maart 2023, 19:45"),
        ("dateline", "KAMPEN (ANP) - "),
        ("agency", " (ANP)"),
        ("advertisement", "Advertentie"),
        ("read also", "Lees ook:"),
        ("read also", "Brug bij Zwolle dicht"),
        ("caption", "Het feest begint om acht uur. Foto: Jan de Vries"),
        ("agency", "Bron: ANP"),
    ]


def test_the_head_tells_title_byline_and_date():
    """What is not read is not lost."""
    article = read_article(ARTICLE)
    assert (article.title, article.byline) == ("Brug weer open", "Door Anna Bakker")
    assert article.published == date(2023, 3, 8)


def test_the_head_of_a_copied_page_is_not_read():
    """A byline right below the title, the clock and comments below the date, a lone city: none is read."""
    title = "Vier schepen liggen na de storm van zaterdag vast in de haven van Den Oever"
    head = f"{title}\nAnna Bakker\n\n15 september 2019\n\n21u47 4\n\nDEN OEVER"
    text = f"{head}\n\nDe storm is voorbij. Dat is mooi."
    article = read_article(text)
    assert [text for _, text in roles(text)] == [title, "De storm is voorbij. Dat is mooi."]
    assert [omission.reason for omission in article.omissions] == [
        "byline", "date line", "date line", "dateline"
    ]  # fmt: skip


def test_what_is_for_the_eye_is_not_read():
    """Note numbers, '(zie kader)', '[…]', '; red.' and a label behind the title go, each with its reason."""
    text = (
        "Loods brandt af (video)\n\nDe schade is groot (zie kader). “Hij [de eigenaar, red.] zwijgt”, "
        "zegt de buurman.[1] “Wij (…) ook.”\n\nLees verder onder de foto.\n\nTot morgen."
    )
    article = read_article(text)
    assert article.title == "Loods brandt af"
    assert [omission.span.of(text) for omission in article.omissions] == [
        " (video)", " (zie kader)", ", red.", "[1]", " (…)", "Lees verder onder de foto."
    ]  # fmt: skip


PULL = "„Wij hebben jarenlang gewaarschuwd dat het zo niet langer kon, en niemand wilde naar ons luisteren.”"
TOLD = PULL.replace(".”", "”, zegt zij. „Nu is het te laat.”")


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (f"Titel\n\nEen inleiding.\n\n{TOLD}\n\n{PULL}\n\nTot morgen.", ["pull quote"]),
        (f"Titel\n\n{PULL[1:-1]}\n\n{PULL[1:-1]} En nu verder.\n\nTot morgen.", ["pull quote"]),
        (f"Titel\n\nEen inleiding.\n\n{PULL}\n\nTot morgen.", []),
        (f"Titel\n\nEen inleiding.\n\n{PULL}\n\n{PULL}\n\nTot morgen.", []),
        ("Titel\n\nDe brug is open.\n\nDe brug is open. Dat is mooi.\n\nTot morgen.", []),
    ],
)
def test_what_a_page_says_twice_is_read_once(text, reasons):
    """A long paragraph set apart that stands in a longer one is left out; two equal ones are both read."""
    assert [omission.reason for omission in read_article(text).omissions] == reasons


def test_a_question_before_its_answer_is_no_heading():
    """'Smit: Ja' answers the line above it; 'Auto: € 3' stands below a heading."""
    text = "Titel\n\nDe inleiding is hier.\n\nKomt u nog terug?\n\n{} En meer.\n\nTot morgen."
    found = [dict(map(reversed, roles(text.format(after)))) for after in ("Smit: Ja.", "Auto: € 3.")]
    assert [blocks["Komt u nog terug?"] for blocks in found] == ["body", "heading"]


def test_a_list_of_links_goes_whole():
    """Under 'Lees ook:' every item of a list is left out, and the paragraph after it is read."""
    text = "Titel\n\nDe btw gaat omhoog.\n\nLees ook:\n• Waarom nu?\n• Vijf vragen\n\nDe Kamer stemt."
    assert [text for _, text in roles(text)] == ["Titel", "De btw gaat omhoog.", "De Kamer stemt."]


INTERVIEW = """Nooit een plan B

Een lange inleiding over de actrice, haar vader en de serie die zondag begint op de televisie.

De eerste vraag is makkelijk. Hoe gaat het?

“Goed! Nou ja, moe.”

Heeft dat geholpen?

(Stilte) “Ja.”

CV
1987 Geboren in Assen
2014 Toneelschool Maastricht

Stand
1. PSV 22-56
2. Ajax 22-47

Wat volgt

Zij speelt verder.
"""


def test_questions_and_lists_are_no_headings():
    """The question of an interview and the lines of a list are text; a short line above text is a heading."""
    assert [text for role, text in roles(INTERVIEW) if role == Role.HEADING] == ["CV", "Stand", "Wat volgt"]


def test_a_press_release_ends_where_it_says():
    """Label and embargo go before the title; the note for editors and all after it is not read."""
    text = (
        "PERSBERICHT\nOnder embargo tot 1 mei\n\nNieuw lab\n\nHet lab opent.\n\n– EINDE BERICHT –\n\n"
        "Noot voor de redactie:\nBel 030-1234567.\n\nOver ons\nWij zijn groot.\n"
    )
    assert roles(text) == [("title", "Nieuw lab"), ("lead", "Het lab opent.")]


def test_a_mailed_newsletter_is_read_without_its_head():
    """The subject is the title; sender, links and the footer are not read."""
    text = (
        "Van: Redactie <r@krant.example>\nAan: lezers@krant.example\nOnderwerp: Het nieuws\nDatum: 1 mei\n\n"
        "[https://krant.example/1]\n\nGoedemorgen, het regent.\n\n-----\nKORT\n-----\n* Een brand.\n\n"
        "U ontvangt deze mail omdat u wilt.\nUitschrijven: https://krant.example/uit\n"
    )
    assert roles(text) == [
        ("title", "Het nieuws"),
        ("lead", "Goedemorgen, het regent."),
        ("heading", "KORT"),
        ("body", "Een brand."),
    ]


def test_a_quotation_over_two_lines_is_one_paragraph():
    """A line end inside a quotation is no end; a new paragraph of a speech opens its own marks."""
    text = "Kop\n\nEen inleiding.\n\nZij: “Ik slaap niet.\nNooit meer.”\n\n“Eerst dit.\n“Dan dat.”\n\nSlot."
    assert [text for _, text in roles(text)][2:] == [
        "Zij: “Ik slaap niet.\nNooit meer.”",
        "“Eerst dit.",
        "“Dan dat.”",
        "Slot.",
    ]


def test_the_clock_of_a_live_blog_stands_alone():
    """A time on its own line is not joined to the wrapped lines below it."""
    text = (
        "Storm\n\nDe storm raast over het land.\n\n16.12\n"
        "NS: vanaf zes uur geen treinen ten noorden van Zwolle\n"
        "De NS legt het treinverkeer stil.\n"
    )
    assert [text for _, text in roles(text)][2] == "16.12"


def test_captions_can_be_kept():
    """With keep_captions a caption is a block of its own role."""
    captions = [text for role, text in roles(ARTICLE, keep_captions=True) if role == Role.CAPTION]
    assert captions == ["Het feest begint om acht uur. Foto: Jan de Vries"]


def test_the_example_article_leaves_its_residue_out():
    """The article that ships with the program: byline, date, caption, 'Lees ook' and agency are not read."""
    article = read_article(EXAMPLE.read_text("utf-8"))
    assert [omission.reason for omission in article.omissions] == [
        "byline",
        "date line",
        "caption",
        "read also",
        "agency",
    ]
    assert article.published == date(2026, 2, 14)
    assert [b.role for b in article.blocks].count(Role.HEADING) == 2


def test_wrapped_lines_are_one_paragraph():
    """Lines that an editor broke at a width belong together; a blank line parts them."""
    text = (
        "Titel\n\nDe burgemeester van Kampen heeft dinsdag de nieuwe brug over\n"
        "de IJssel geopend, die twaalf miljoen euro heeft gekost en\nal in mei klaar moest zijn.\n\nEinde."
    )
    assert [role for role, _ in roles(text)] == ["title", "lead", "body"]


def test_lines_without_blank_ones_are_paragraphs():
    """A text with a paragraph a line needs no blank lines."""
    text = "Brug open\nDe brug is open.\nHet feest begint.\n"
    assert [role for role, _ in roles(text)] == ["title", "lead", "body"]


@pytest.mark.parametrize("text", ["...\n\n---", "   \n\t", "Advertentie\n\nDeel dit artikel", "— * —"])
def test_nothing_to_read_is_an_error(text):
    """A text without words says so, by name."""
    with pytest.raises(SourceError, match=r"leeg\.txt"):
        read_article(text, "leeg.txt")


@given(st.text(alphabet=st.sampled_from('ab. :\n-#>"“”(ANP)Foto'), max_size=300))
def test_blocks_are_ordered_and_inside(text):
    """Whatever the text, blocks do not overlap and cover every letter that no omission covers."""
    try:
        article = read_article(text)
    except SourceError:
        return
    covered = set()
    last = 0
    for block in article.blocks:
        assert last <= block.span.start < block.span.stop <= len(text)
        last = block.span.stop
        covered.update(range(block.span.start, block.span.stop))
    for omission in article.omissions:
        covered.update(range(omission.span.start, omission.span.stop))
    assert all(index in covered for index, letter in enumerate(article.text) if letter.isalnum())
