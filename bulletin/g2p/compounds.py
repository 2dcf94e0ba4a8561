"""Words made of words: 'budgettekort' is budget and tekort, 'tweeëndertig' is twee, en and dertig.

Only safe cuts are made: around a word of the lexicon, where the other part cannot be an ending, and in
numbers. espeak-ng reads every other compound as a whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Protocol

_SAFE_FIRST = (
    6  # letters of a lexicon word that may begin any compound; a shorter one needs a known last part
)
_SAFE_LAST = 5  # letters of a lexicon word that may end any compound
_LEAST = 3
# Lexicon words shorter than that which no other word ends in: 'berichten|app'.
_SHORT_LAST = ("app", "baby", "chef", "chip", "deal", "game", "show", "team")
# 'boodsch|appen'
_NEVER_LAST = ("appen", "appte", "chief", "email", "rappen", "rapper", "state", "timer", "trade")
_TAKES_S = ("ing", "iteit", "heid", "schap")  # such words link with s
_S_BEGINS = re.compile("s(?:[cpltnmjw]|[aeiouy])")
_EN_BEGINS = re.compile("en[bcdfghjklmnpqrstvwz][aeioulr]")
_NO_BEGINNING = re.compile(r"[lmnr][^aeiouyé]|t[^aeiouyérwhjs]|([bcdfgkpst])\1")
# What looks like a word after another but is an ending: 'minister|ieel', 'parlement|air'.
_ENDINGS = re.compile(
    r"(?:i?aal|i?ale|t?air|t?aire|i?aire|ioneel|ionele|onisch\w*|ur\w+|chap|chappen|ancy|erde|erden|atie|aties|"
    r"ator|i?eel|i?ele|iële|eer|eerd|eerde|eerden|eert|eren|erend|ering|erings|eus|euze|iek|ieke|ieker|iet|ieten|"
    r"isch|ische|iseer\w*|iser\w*|isme|ismen|ist|isten|iste|iteit|iteiten|ief|ieve|ant|anten|ent|enten|ette|"
    r"esse|ares|arissen|aris|ing|ingen|aar|aars|en|er|ers|es|s|st|ste|sten|te|ten|de|den|d|t|tje|tjes|je|jes|"
    r"achtig\w*)"
)
_VOWEL = re.compile("[aeiouyé]")
_UNITS = {
    "een": "eːn", "één": "eːn", "twee": "tʋeː", "drie": "dri", "vier": "vir", "vijf": "vɛɪf", "zes": "zɛs",
    "zeven": "zeːvən", "acht": "ɑxt", "negen": "neːɣən", "tien": "tin", "elf": "ɛlf", "twaalf": "tʋaːlf",
    "dertien": "dɛrtin", "veertien": "vɪːrtin", "vijftien": "vɛɪftin", "zestien": "zɛstin",
    "zeventien": "zeːvəntin", "achttien": "ɑxtin", "negentien": "neːɣəntin", "twintig": "tʋɪntəx",
    "dertig": "dɛrtəx", "veertig": "fɪːrtəx", "vijftig": "fɛɪftəx", "zestig": "sɛstəx",
    "zeventig": "seːvəntəx", "tachtig": "tɑxtəx", "negentig": "neːɣəntəx", "honderd": "hɔndərt",
    "duizend": "dœyzənt", "en": "ən", "ën": "ən",
}  # fmt: skip
_LONGEST_FIRST = sorted(_UNITS, key=len, reverse=True)
_NUMBER = re.compile(f"(?P<parts>(?:{'|'.join(_LONGEST_FIRST)})+)(?P<ordinal>ste|de|sten|den)?")
_PART = re.compile("|".join(_LONGEST_FIRST))
_AND = ("en", "ën")
_ORDINALS = {"": "", "ste": "stə", "de": "də", "sten": "stən", "den": "dən"}
_FULL_VOWEL = re.compile("(?=[aeiouyɑɛɪɔøœɵʌ])")


class Words(Protocol):
    """A lexicon, as far as a compound asks it."""

    def base(self, word: str) -> str:
        """Return the entry that the word is or is the plural of, '' if there is none."""


def number(word: str) -> str | None:
    """Return the phonemes of a number of several words written as one, None if it is not that.

    >>> number("eenendertig"), number("vierde")
    ('ˌeːnəndˈɛrtəx', None)
    """
    match = _NUMBER.fullmatch(word)
    parts = _PART.findall(match["parts"]) if match else []
    if not match or len(parts) < 2 or "".join(parts) != match["parts"]:
        return None
    if parts[0] in _AND or parts[-1] in _AND or not any(_is_round(part) for part in parts):
        return None
    sounds = [_UNITS[part] if part in _AND else _marked(_UNITS[part], "ˌ") for part in parts[:-1]]
    return "".join(sounds) + _marked(_UNITS[parts[-1]], "ˈ") + _ORDINALS[match["ordinal"] or ""]


def _is_round(part: str) -> bool:
    """Tell tens, hundreds and thousands from the rest: without one, 'acht' and 'elf' make other words."""
    return part in ("honderd", "duizend") or part.endswith("tig")


def _marked(sounds: str, mark: str) -> str:
    """Return the sounds with a stress on the first full vowel."""
    return _FULL_VOWEL.sub(mark, sounds, count=1)


def split(word: str, lexicon: Words) -> tuple[str, str] | None:
    """Return the two parts of a closed compound of which one stands in the lexicon, None if there is none.

    >>> class Few:
    ...     def base(self, word: str) -> str:
    ...         return word if word in {"budget", "trainer"} else ""
    >>> split("budgettekort", Few()), split("voetbaltrainer", Few()), split("budgettair", Few())
    (('budget', 'tekort'), ('voetbal', 'trainer'), None)
    """
    cuts = range(_LEAST, len(word) - _LEAST + 1)
    for cut in reversed(cuts):
        first, last = word[:cut], word[cut:]
        plural = first[-1] == "s" and lexicon.base(first[:-1]) == first[:-1]  # 'milieus': milieu|schade
        if not plural and lexicon.base(first) == first and (found := _after(first, last)):
            return found
    for cut in cuts:
        first, last = word[:cut], word[cut:]
        base = lexicon.base(last) if _VOWEL.search(first) else ""
        if base in _NEVER_LAST:
            continue
        if len(base) >= _SAFE_LAST or (len(first) > _LEAST and base in _SHORT_LAST):
            return first, last
    return None


def _after(first: str, last: str) -> tuple[str, str] | None:
    """Cut between a lexicon word and `last`, a linking s to the first ('trainings|kamp'), if that is safe."""
    if last[0] == "s" and (first.endswith(_TAKES_S) or not _S_BEGINS.match(last)):
        first, last = first + "s", last[1:]
    elif _EN_BEGINS.match(last):
        first, last = first + "en", last[2:]
    if _NO_BEGINNING.match(last):
        return None
    known = any(last.removeprefix(head) in _FORMS for head in _heads() if last.startswith(head))
    if known:
        return first, last
    if len(first) < _SAFE_FIRST or len(last) <= _LEAST or _ENDINGS.fullmatch(last):
        return None
    return (first, last) if _VOWEL.search(last) else None


_FORMS = frozenset(("", "s", "en", "e", "je", "jes", "tje", "tjes"))


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """Return the words that often end a compound."""
    table = files("bulletin.g2p") / "data" / "compound_heads.txt"
    lines = table.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
