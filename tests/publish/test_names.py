"""Names of files: ASCII, short, and never a path, whatever the title says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.publish.names import clean, file_stem, slug, title

CASES = [
    ("Crisis in België: de ‘formateur’ weg", "crisis-in-belgie-de-formateur-weg"),
    ("Zo’n 20% méér ijs & koek", "zon-20-procent-meer-ijs-en-koek"),
    ("€ 1 miljard voor Curaçao", "euro-1-miljard-voor-curacao"),
    ("Straße in Ærø, Łódź", "strasse-in-aero-lodz"),
    ("ĲSSELMEER", "ijsselmeer"),
    ("../../etc/passwd", "etc-passwd"),
    ("C:\\Windows\\con.txt", "c-windows-con-txt"),
    ("een\x00twee\ndrie", "een-twee-drie"),
    ("🚀💥", "bulletin"),
    ("שלום", "bulletin"),
    ("", "bulletin"),
]


@pytest.mark.parametrize(("given_title", "expected"), CASES)
def test_a_title_becomes_a_slug(given_title, expected):
    assert slug(given_title) == expected


@given(st.text(max_size=400))
def test_any_text_gives_a_safe_slug(text):
    """Only a-z, 0-9 and single '-' between them, 1 to 80 characters."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text))
    assert len(slug(text)) <= 80


def test_a_long_title_is_cut_between_words():
    assert slug("nieuws " * 60) == "-".join(["nieuws"] * 11)
    assert slug("a" * 300) == "a" * 80


def test_the_date_comes_first_where_it_is_known(bulletin, make_bulletin):
    assert file_stem(bulletin) == "2026-11-22-kabinet-steekt-euro-1-miljard-in-treinen"


def test_a_hostile_title_is_shown_on_one_line_without_what_is_unseen(make_bulletin, hostile_title):
    shown = title(make_bulletin(hostile_title))
    assert shown == " ".join(shown.split()) != ""
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", shown)


def test_cleaning_keeps_text_as_it_is():
    assert clean("Zo’n “mooi” café\tis\n🚀") == "Zo’n “mooi” café\tis\n🚀"
    assert clean("a\x00\x1b\u202e\ud800\uffffb\r\nc") == "ab\nc"
