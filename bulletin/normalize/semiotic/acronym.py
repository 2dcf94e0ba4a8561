"""Acronyms: 'EU' is read 'E U', 'NAVO' as a word, 'PvdA' 'P van de A'; 'WET' is only a word in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bulletin.dutch.table import read_table
from bulletin.dutch.words import by_first_word, listed
from bulletin.normalize.around import word_before
from bulletin.normalize.rule import Context, Rule
from bulletin.normalize.spelling import VOWELS, begins_like_word, pronounceable, spell

LETTERS, AS_WORD, MIXED = "letters", "word", "mixed"
_TAILS = "s|er|ers|en|tje|tjes|je|jes|ke|kes|ster|sters|achtige?|te|ten|t|de|den|d|S|ERS?|EN|TJES?"
_ENDING = rf"(?P<ending>['’](?:{_TAILS})\b|(?<=[A-Z])s\b|['’](?!\w))?"
PATTERN = re.compile(rf"(?P<capitals>[A-ZÀ-ÖØ-Þ]{{2,}}){_ENDING}(?![^\W\d_²³¹¼-¾⅓⅔⅛])")
_FIRST = re.compile(r"[^\W\d_²³¹¼-¾⅓⅔⅛]+|\d+(?=[A-Za-z])")
_KNOWN_ENDING = re.compile(rf"['’](?:{_TAILS})\b|s\b|['’](?!\w)")
# What is read in another way after the words of a list: 'volgens ICE' is the service, 'de ICE' the train,
# 'de ok' and 'ok-personeel' the theater of a hospital, 'it-bedrijf' the trade.
_BY_CONTEXT = {
    "ICE": ("before_ICE", AS_WORD),
    "EPO": ("before_EPO", AS_WORD),
    "ok": ("before_ok", LETTERS),
    "it": ("before_it", LETTERS),
}
_TRAIN = re.compile(  # 'de ICE naar Frankfurt', but 'een anti-ICE-protest'
    r"trein|\bspoor|\bstation|Bahn\b|\blijn\b|rijtuig|ontspoor|perron|\b(?:rijd|reed|vertra|International)"
    r"|\b(?:NS|DB|TGV|Thalys|Eurostar|Frankfurt|Keulen|Berlijn|Ba[sz]el|Hannover|München|Düsseldorf|Eschede)\b"
)
_ONLY_AFTER = {"GO!": "before_GO!", "ho": "before_ho"}  # 'het GO!' has schools, 'Let's GO!' has none
_LETTER_AFTER = re.compile(r"-(?P<letter>[a-z](?:['’](?:ers?|s))?)(?![\w'’]|\.\w)")  # usb-a, vmbo-k'er
_DOMAIN = re.compile(r"\.[a-z]{2}")  # 3FM.nl
_NEIGHBOR_BEFORE = re.compile(r"(?P<word>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ-]+)['’:]?(?P<joint>[\s-]+)$")
_NEIGHBOR_AFTER = re.compile(r":?(?P<joint>[\s-]+)(?P<word>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ-]+)(?![a-z])")

_CAPITALS_BEFORE = re.compile(r"(?:\A|\n)[A-ZÀ-ÖØ-Þ'’ /-]*\Z")
_AGENCY_AFTER = re.compile(
    r"[A-ZÀ-ÖØ-Þ'’ /-]{0,40}\s\((?:ANP|AP|AFP|AFN|DPA|RTR|UPI|GPD|IPS|(?i:belga|reuters|novum))\b"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the table says that an acronym is read."""

    written: str
    reading: str
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Acronym:
    """What is said for it, with its ending, and where it ends in the text."""

    spoken: str
    stop: int
    other: str = ""


@cache
def readings() -> Mapping[str, Reading]:
    """Return the table of acronyms; a bare number is no acronym, whatever the table says."""
    return {
        row["written"]: Reading(row["written"], row["reading"], row["spoken"].replace("'", "’"))
        for row in read_table("acronyms")
        if not row["written"].isdecimal()
    }


@cache
def words_in_capitals() -> frozenset[str]:
    """Return words that stand in capitals in headlines and are no acronyms."""
    return frozenset(row["word"].upper() for row in read_table("words_in_capitals"))


def _begun() -> Iterator[Reading]:
    """Yield acronyms in small letters as they begin a sentence: 'Btw', 'Hbo'."""
    for row in readings().values():
        begun = row.written[:1].upper() + row.written[1:]
        if row.written.islower() and row.reading != AS_WORD and begun not in readings():
            yield Reading(begun, row.reading, row.spoken or say(row))


@cache
def by_first_letters() -> Mapping[str, tuple[Reading, ...]]:
    """Return the acronyms by their first row of letters, the longest first: 'N' begins 'N-VA'."""
    return by_first_word(((row.written, row) for row in (*readings().values(), *_begun())), _FIRST)


@cache
def _mixed_twins() -> Mapping[str, Reading]:
    """Return the mixed readings, 'PvdA', by letters in capitals that the table spells."""
    spelled = {row.written for row in readings().values() if row.reading == LETTERS}
    mixed = {row.written.upper(): row for row in readings().values() if row.reading == MIXED}
    return {written: row for written, row in mixed.items() if written in spelled}


def say(reading: Reading) -> str:
    """Return the words for a row of the table."""
    if reading.spoken:
        return reading.spoken
    return spell(re.sub(r"[^\w]", "", reading.written)) if reading.reading == LETTERS else reading.written


def read_capitals(word: str) -> str:
    """Read capitals by the table, or by their shape: letters unless they make a word of four or more."""
    if known := readings().get(word):
        return say(known)
    return word if sounds_like_word(word) else spell(word)


def sounds_like_word(word: str) -> bool:
    """Tell whether unknown capitals are more likely a word than letters."""
    if word in words_in_capitals():
        return True
    if not VOWELS & set(word.lower()) or word.startswith("KN"):  # 'Koninklijke Nederlandse', KNAG
        return False
    return len(word) >= 6 or (len(word) >= 4 and pronounceable(word))


def classify_known(match: re.Match[str], _context: Context) -> Acronym | None:
    """Take the longest row of the table that stands here."""
    text, start = match.string, match.start()
    first = match[0]
    rows = by_first_letters().get(first, ())
    if not rows and len(first) > 2 and first[-1] == "s":
        rows = by_first_letters().get(first[:-1], ())
    for row in rows:
        stop = start + len(row.written)
        if not text.startswith(row.written, start):
            continue
        ending = _KNOWN_ENDING.match(text, stop)
        if row.written[0].isdecimal() and _DOMAIN.match(text, stop):
            continue
        if text[stop : stop + 1].isalnum() and not (ending and row.written[-1].isupper()):
            continue
        if text[stop : stop + 1] in ("'", "’") and text[stop + 1 : stop + 2].isalpha() and not ending:
            continue
        if row.reading == LETTERS and row.written in words_in_capitals() and _shouted(text, start, stop):
            return None
        if row.written not in readings() and _may_be_name(text, row.written, stop):
            continue
        if (twin := _mixed_twins().get(row.written)) and _shouted(text, start, stop):
            row = twin  # 'VERLIES PVDA'
        if row.written in _ONLY_AFTER and not _asked_for(row.written, text, start, stop):
            continue
        if row.written in _BY_CONTEXT:
            row = _by_context(row, text, start, stop)
        spoken, stop = _with_ending(say(row), ending, stop, row.reading != AS_WORD)
        if row.reading == LETTERS and (letter := _LETTER_AFTER.match(text, stop)):
            said = letter["letter"].replace("'", "’")
            spoken, stop = f"{spoken} {said[0].upper()}{said[1:]}", letter.end()
        return Acronym(spoken, stop)
    return None


def _asked_for(written: str, text: str, start: int, stop: int) -> bool:
    return text[stop : stop + 1] == "-" or word_before(text, start) in listed(_ONLY_AFTER[written])


def _by_context(row: Reading, text: str, start: int, stop: int) -> Reading:
    """Return the other reading of the row where the word before, or a hyphen, asks for it."""
    words, reading = _BY_CONTEXT[row.written]
    other = Reading(row.written, reading)
    if word_before(text, start) in listed(words):
        return other
    if row.written == "ICE":
        return row if _TRAIN.search(text, max(0, start - 60), stop + 60) else other
    return other if reading == LETTERS and text[stop : stop + 1] in ("-", "'", "’") else row


def _may_be_name(text: str, written: str, stop: int) -> bool:
    """Tell whether a capital and a small letter, 'Os' or 'Ai', are more likely a word than an acronym."""
    return len(written) == 2 and bool(VOWELS & set(written.lower())) and text[stop : stop + 1] != "-"


def _with_ending(spoken: str, ending: re.Match[str] | None, stop: int, spelled: bool) -> tuple[str, int]:
    if ending is None:
        return spoken, stop
    tail = ending[0].replace("'", "’").lower()
    if tail == "’":  # a quote that closes, as far as anyone can hear
        return spoken, stop
    return spoken + ("’" + tail if spelled and not tail.startswith("’") else tail), ending.end()


def _shouted(text: str, start: int, stop: int) -> bool:
    """Tell whether the words around stand in capitals too, as in a headline."""
    before = _NEIGHBOR_BEFORE.search(text[max(0, start - 24) : start])
    after = _NEIGHBOR_AFTER.match(text, stop, stop + 24)
    return any(_is_plain(found["word"], found["joint"]) for found in (before, after) if found)


def _is_dateline(text: str, start: int, stop: int) -> bool:
    """Tell whether a line begins with these capitals and an agency after them: 'KYIV (ANP)'."""
    begins = _CAPITALS_BEFORE.search(text, max(0, start - 40), start) is not None
    return begins and _AGENCY_AFTER.match(text, stop) is not None


def _is_plain(word: str, joint: str) -> bool:
    """Tell whether capitals are a word and no acronym; after a hyphen, NOVA-OIR, by the table only."""
    return word in words_in_capitals() or (joint != "-" and sounds_like_word(word) and word not in readings())


def classify_capitals(match: re.Match[str], _context: Context) -> Acronym:
    """Judge capitals that the table does not know."""
    word = match["capitals"]
    text, start = match.string, match.start()
    place = len(word) > 2 and _is_dateline(text, start, match.end("capitals"))
    as_word = (
        place
        or sounds_like_word(word)
        or (
            (len(word) not in (4, 5) or begins_like_word(word) or pronounceable(word))
            and bool(VOWELS & set(word.lower()))
            and _shouted(text, start, match.end("capitals"))
        )
    )
    ending = _KNOWN_ENDING.match(text, match.end("capitals")) if match["ending"] else None
    spoken, stop = _with_ending(word if as_word else spell(word), ending, match.end("capitals"), not as_word)
    return Acronym(spoken, stop, spell(word) if as_word else word)


def stop(_match: re.Match[str], value: Acronym) -> int:
    """Return where the acronym ends."""
    return value.stop


def verbalize(value: Acronym) -> str:
    """Say it."""
    return value.spoken


def other(value: Acronym) -> str:
    """Return the reading not chosen for an unknown acronym."""
    return value.other


KNOWN = Rule("acronym", _FIRST, classify_known, verbalize, starts="Aa", stop=stop)
FIGURES = Rule("acronym", _FIRST, classify_known, verbalize, stop=stop)  # 3FM
CAPITALS = Rule("capitals", PATTERN, classify_capitals, verbalize, starts="A", stop=stop, other=other)
