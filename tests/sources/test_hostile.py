"""Whatever a page, a mail or a Markdown file holds: an article, or a SourceError, soon."""

import random

import pytest

from bulletin.errors import SourceError
from bulletin.model import Article
from bulletin.sources.markup import read_mail, read_markdown, read_plain
from bulletin.sources.page import read_page

MANY = 5000
SHAPES = {
    "deep elements": (read_page, "<div>" * MANY + "<p>De brug is open.</p>"),
    "elements that never end": (read_page, "<p" * MANY),
    "nothing": (read_page, ""),
    "frames": (read_page, "<frameset><frame src=x></frameset>"),
    "control characters": (read_page, "a\0b<p>x\x01y\ud800</p>"),
    "another encoding named": (read_page, '<?xml version="1.0" encoding="utf-16"?><p>Brug open</p>'),
    "deep JSON-LD": (read_page, f'<script type="application/ld+json">{"[" * MANY}</script><p>Brug open</p>'),
    "deep quotations": (read_markdown, ">" * MANY + " De brug is open."),
    "stars": (read_markdown, "*" * MANY + "brug" + "*" * MANY),
    "brackets": (read_markdown, "[" * MANY + " brug"),
    "front matter that never ends": (read_markdown, '---\ntitle: "x\n'),
    "a date that is none": (read_markdown, '---\ntitle: x" onload="y\ndate: 9999-99-99\n---\nBrug open.'),
    "entities": (read_plain, "&amp;" * MANY + "&#99999;&#x110000; brug"),
    "tags that never end": (read_plain, "<b " * MANY + "brug"),
    "no mail": (read_mail, b"\0\0"),
    "no boundary": (read_mail, b"Content-Type: multipart/mixed\n\nx"),
    "an unknown encoding": (read_mail, b'Content-Type: text/plain; charset="\xff"\n\nhoi brug'),
    "no base64": (read_mail, b"Subject: =?xyz?q?a?=\nContent-Transfer-Encoding: base64\n\n!!!!"),
    "a picture": (read_mail, b"Content-Type: image/png\n\nabc"),
    "a mail in a mail": (read_mail, b"Content-Type: message/rfc822\n\nSubject: x\n\nhoi"),
    "a long subject": (read_mail, b"Subject: " + b"a\n " * MANY + b"\n\nhoi"),
}
MAIL = b"""Subject: Brug open
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="q"

--q
Content-Type: text/plain; charset=utf-8

De brug is open.
--q
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<p>De brug is =C3=A9=C3=A9n open.</p>
--q--
"""
PAGE = """<html lang=nl><head>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Brug"}</script>
<body><article><h1>Brug open</h1><p>De brug is <b>open</b>.<ul><li>Een<li>Twee</ul>
<blockquote>Mooi.</blockquote><table><tr><th>Club<th>G<tr><td>PSV<td>3</table><figure><figcaption>Foto</figure></article></body></html>"""


def article(read, data):
    """Read it; None where it is told that nothing can be read."""
    try:
        return read(data)
    except SourceError:
        return None


@pytest.mark.parametrize(("read", "data"), SHAPES.values(), ids=SHAPES)
def test_odd_shapes_are_read_or_told(read, data):
    found = article(read, data)
    assert found is None or isinstance(found, Article)


@pytest.mark.parametrize(
    ("read", "whole"),
    [(read_mail, MAIL), (lambda data: read_page(data.decode("latin-1")), PAGE.encode())],
    ids=["mail", "page"],
)
def test_damage_is_read_or_told(read, whole):
    """Bytes changed and cut off at random, always the same way: most remain readable, none is a bug."""
    dice = random.Random(1)
    read_well = 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(len(data))] = dice.choice(b"<>&\"'/=! -\0abc\xff")
        if dice.random() < 0.2:
            del data[dice.randrange(len(data)) :]
        read_well += article(read, bytes(data)) is not None
    assert read_well > 200
