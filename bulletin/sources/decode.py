"""Bytes to text: UTF-8 with or without a mark, UTF-16, Windows-1252; anything else is refused."""

from __future__ import annotations

import codecs
import unicodedata

from bulletin.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LAYOUT = "\t\n\v\f\r\x1c\x1d\x1e\x85"


def decode(data: bytes, name: str) -> str:
    """Return the text of `data`, lines ended by LF. Raises SourceError, naming `name`, if it is no text."""
    if not data.strip():
        raise SourceError(f"{name}: is empty. Give a file with the text of an article.")
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    raise SourceError(
        f"{name}: is not a text file. Give the article as plain text, in UTF-8 if you can choose."
    )


def _candidates(data: bytes) -> tuple[str, ...]:
    """Return the encodings worth trying: what a byte order mark says, or what the NUL bytes betray."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (encoding,)
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if odd > len(data) // 4 and even < odd // 8:
        return ("utf-16-le",)
    if even > len(data) // 4 and odd < even // 8:
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


def _is_text(text: str) -> bool:
    """Tell text from a binary file that happens to decode: text has no control characters to speak of."""
    odd = sum(1 for c in text if unicodedata.category(c) in ("Cc", "Cn") and c not in _LAYOUT)
    return odd * 200 <= len(text) and "\x00" not in text
