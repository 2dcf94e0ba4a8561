"""Bytes as newsrooms have them become the same text."""

import pytest

from bulletin.errors import SourceError
from bulletin.sources import read
from bulletin.sources.decode import decode

TEXT = "Salvo’s troffen ’s nachts één regio: € 5 schade.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings_are_read_right(encoding):
    """The text comes out the same, whatever it was written in."""
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
def test_line_ends_become_one(line_end):
    """Windows, old Mac and Unix line ends give the same text."""
    assert decode(f"een{line_end}twee".encode(), "a.txt") == "een\ntwee"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text"),
        (b"ID3\x04\x00\x00\x00\x00\x00#TSSE\x00\x00\x00\x0f" * 9, "not a text"),
        (bytes(range(256)), "not a text"),
        (b"\xff\xfe\x00", "not a text"),
    ],
)
def test_what_is_no_text_is_refused(data, word):
    """The message names the file and says what it is."""
    with pytest.raises(SourceError, match=word) as caught:
        decode(data, "raar.bin")
    assert "raar.bin" in str(caught.value)


def test_a_missing_file_and_a_folder_are_the_users_mistake(tmp_path):
    """Both say the path, with exit code 2."""
    for path in (tmp_path, tmp_path / "er-niet.txt"):
        with pytest.raises(SourceError, match=str(path)) as caught:
            read(path)
        assert caught.value.exit_code == 2


def test_a_file_is_one_article(tmp_path):
    """`read` gives the article with the name of its file."""
    path = tmp_path / "a.txt"
    path.write_bytes("Titel\n\nDe brug is open.".encode("utf-16"))
    (article,) = read(str(path))
    assert (article.title, article.source) == ("Titel", str(path))
