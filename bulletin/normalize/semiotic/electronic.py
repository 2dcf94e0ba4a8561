"""Addresses and handles: 'redactie@krant.nl' is read 'redactie apenstaartje krant punt N L'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.dutch.numbers import cardinal, digits
from bulletin.normalize.rule import Context, Rule
from bulletin.normalize.semiotic.abbreviation import entries
from bulletin.normalize.semiotic.acronym import read_capitals, readings, say
from bulletin.normalize.spelling import VOWELS, spell

_TOP = (
    "nl|be|com|co|ly|org|net|eu|info|nu|tv|fm|de|fr|uk|io|gov|edu|int|biz|app|ai|me|amsterdam|frl|gent|brussels|vlaanderen"
    "|shop|news|online|it|es|us|ch|at|dk|se|no|fi|pl|ru|cn|jp|ca|au|sr|aw|cw"
)
_FILE = "pdf|jpe?g|png|gif|svg|docx?|xlsx?|pptx?|txt|csv|mp3|mp4|zip|exe|html?|xml|json|apk"
_LABEL = r"[^\W_](?:[\w-]{0,40}[^\W_])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL}){{0,4}}\.(?:{_TOP})(?![\w-]|\.[^\W\d_])"
_PATH = r"(?:[/?#](?:[\w\-./?=&%~+#:]*[\w/=])?)?"
# Every part has a limit, so that a row of dots costs no more than its length.
PATTERN = re.compile(
    rf"(?P<mail>[\w](?:[\w.+-]{{0,40}}\w)?@{_LABEL}(?:\.{_LABEL}){{1,4}})"
    rf"|(?:https?://|www\.)(?:[\w\-./?=&%~+#:@]*[\w/=])"
    rf"|(?P<host>(?=[\w-]{{1,40}}\.[^\W_]){_HOST}{_PATH})"
    rf"|(?P<file>[\w-]{{1,60}}\.(?:{_FILE})(?!\w|\.\w))"
    rf"|(?P<top>(?<![\w.])\.(?:{_TOP})(?![\w.]))"
    r"|(?P<handle>[@#][\w](?:[\w.-]*\w)?)",
    re.IGNORECASE,
)
_TOKENS = re.compile(r"[^\W\d_²³¹¼-¾⅓⅔⅛]+|\d+|.", re.DOTALL)
_NAMES = {
    ".": "punt", "@": "apenstaartje", "/": "schuine streep", "-": "streepje", "_": "liggend streepje",
    ":": "dubbele punt",
    "#": "hekje", "?": "vraagteken", "=": "is", "&": "en", "%": "procent", "~": "tilde", "+": "plus",
}  # fmt: skip
_SPELLED = frozenset(
    {"nl", "be", "eu", "tv", "fm", "uk", "io", "fr", "us", "html", "php", "pdf", "jpeg", "apk", "exe", "svg"}
)
_CAMEL = re.compile(r"(?<=[^\W\d_²³¹¼-¾⅓⅔⅛A-Z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Address:
    """An address without its 'http://'."""

    written: str


def classify(match: re.Match[str], _context: Context) -> Address | None:
    """Take an address; a sentence that lacks a space after its full stop is none."""
    written = match[0]
    if match["host"] and "/" not in written:
        first, _, rest = written.partition(".")
        if rest[:1].isupper() and not written.isupper():  # 'ging.De volgende'
            return None
        if first.isdecimal() and "." not in rest:
            return None
        if len(first) == 1 and any(
            match.string.startswith(e.written, match.start()) for e in entries().get(first, ())
        ):
            return None  # z.pl.
    if written[0] == "#" and written[1:].isdecimal():
        return None
    return Address(re.sub(r"^https?://", "", written, flags=re.IGNORECASE).rstrip("/"))


def verbalize(address: Address) -> str:
    """Read it as it is dictated."""
    return " ".join(filter(None, map(_part, _TOKENS.findall(_CAMEL.sub(" ", address.written)))))


def _part(token: str) -> str:
    if token.isdecimal():
        return (
            digits(token) if (token[0] == "0" and len(token) > 1) or len(token) > 4 else cardinal(int(token))
        )
    if token.isalpha():
        if token in readings():
            return say(readings()[token])
        if token.lower() in _SPELLED or not VOWELS & set(token.lower()):
            return spell(token)
        return read_capitals(token) if token.isupper() and len(token) > 1 else token
    return _NAMES.get(token, "")


RULE = Rule("electronic", PATTERN, classify, verbalize, starts="0Aa@#.")
