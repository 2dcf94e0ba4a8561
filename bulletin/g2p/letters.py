"""The names of the letters: 'E U' is said 'ee uu', with the stress on the last."""

from __future__ import annotations

import re
import unicodedata

NAMES = {
    "a": "aː", "b": "beː", "c": "seː", "d": "deː", "e": "eː", "f": "ɛf", "g": "ɣeː", "h": "haː", "i": "i",
    "j": "jeː", "k": "kaː", "l": "ɛl", "m": "ɛm", "n": "ɛn", "o": "oː", "p": "peː", "q": "ky", "r": "ɛr",
    "s": "ɛs", "t": "teː", "u": "y", "v": "veː", "w": "ʋeː", "x": "ɪks", "y": "ɛɪ", "z": "zɛt",
}  # fmt: skip
_ENDINGS = {
    "s": "s", "en": "ən", "er": "ər", "ers": "ərs", "je": "jə", "tje": "tjə", "tjes": "tjəs",
    "t": "t", "te": "tə", "ten": "tən", "d": "t", "de": "də", "den": "dən",  # sms'te
}  # fmt: skip
_LETTER = re.compile(r"([^\W\d_])(?:'([a-z]+))?")


def letter_name(word: str) -> str | None:
    """Return the IPA of a single letter, with an ending perhaps ('s' in "d's"), without stress; else None.

    >>> letter_name("K"), letter_name("D'er"), letter_name("de")
    ('kaː', 'deːər', None)
    """
    match = _LETTER.fullmatch(word)
    if match is None:
        return None
    letter, ending = match.groups()
    name = NAMES.get(unicodedata.normalize("NFD", letter.lower())[0])
    if name is None or (ending is not None and ending not in _ENDINGS):
        return None
    return name + _ENDINGS.get(ending or "", "")
