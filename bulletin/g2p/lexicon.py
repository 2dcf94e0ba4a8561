"""The pronunciation lexicon: words that espeak-ng gets wrong, and what the user's own list says.

An inflected form follows its entry: with `budget` known, `budgetten` and `budget's` are too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from xml.parsers import expat

from bulletin.errors import UsageError
from bulletin.g2p.symbols import unknown_symbols

_PLS = "http://www.w3.org/2005/01/pronunciation-lexicon"
# Ending as written → as spoken. After a stem that ends in d or b, which is voiced again before a vowel.
_ENDINGS = {
    "'s": "s", "s": "s", "en": "ən", "er": "ər", "ers": "ərs", "e": "ə", "tje": "tjə", "tjes": "tjəs",
    "'tje": "tjə", "'tjes": "tjəs", "je": "jə", "jes": "jəs", "'er": "ər", "'ers": "ərs", "'en": "ən",
}  # fmt: skip
_VOICED = {"d": ("t", "d"), "b": ("p", "b"), "z": ("s", "z"), "v": ("f", "v")}
_SIBILANTS = ("s", "z", "ʃ", "ʒ")


@dataclass(frozen=True, slots=True)
class Entry:
    """One word: either its `phonemes` in IPA, or an `alias`, the Dutch spelling that sounds right."""

    word: str
    phonemes: str = ""
    alias: str = ""
    origin: str = "user"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by word. One with a capital is found only as written, or in capitals; others in any case."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def find(self, word: str) -> Entry | None:
        """Return the entry of `word`, or of the word that it is an inflection of."""
        return self._exact(word) or self._inflected(word)

    def extended(self, entries: Iterable[Entry]) -> Lexicon:
        """Return this lexicon with `entries` before its own."""
        return Lexicon({**self.entries, **{entry.word: entry for entry in entries}})

    def _exact(self, word: str) -> Entry | None:
        for form in (word, word.lower(), word.title() if word.isupper() else word):
            if entry := self.entries.get(form):
                return entry
        return None

    def _inflected(self, word: str) -> Entry | None:
        for ending, spoken in _ENDINGS.items():
            stem = word.removesuffix(ending)
            if stem == word or len(stem) < 2:
                continue
            doubled = len(stem) > 3 and stem[-1] == stem[-2] and ending[0] == "e"
            entry = self._exact(stem) or (self._exact(stem[:-1]) if doubled else None)
            if entry is not None:
                return _inflect(entry, word, ending, spoken)
        return None


def _inflect(entry: Entry, word: str, ending: str, spoken: str) -> Entry:
    """Return the entry with its ending."""
    if not entry.phonemes:
        return Entry(word, alias=entry.alias + ending, origin=entry.origin)
    stem = entry.phonemes
    hard, soft = _VOICED.get(entry.word[-1], ("", ""))
    if spoken.startswith("ə") and hard and stem.endswith(hard):
        stem = stem[:-1] + soft
    if spoken == "s" and stem.endswith(_SIBILANTS) and ending == "'s":
        spoken = ""
    return Entry(word, stem + spoken, origin=entry.origin)


@lru_cache(maxsize=1)
def built_in() -> Lexicon:
    """Return the lexicon of the program itself: dutch/tables/pronunciations.tsv."""
    table = files("bulletin.dutch") / "tables" / "pronunciations.tsv"
    rows = parse_tsv(table.read_text(encoding="utf-8"), "pronunciations.tsv", "lexicon", bare_is_ipa=True)
    return Lexicon().extended(rows)


def read_lexicon(path: Path) -> tuple[Entry, ...]:
    """Read the user's own words from a TSV or a W3C PLS 1.0 file.

    Raise UsageError that names each faulty line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise UsageError(f"The lexicon {path} cannot be read: {error}") from error
    if text.lstrip().startswith("<"):
        return parse_pls(text, path.name)
    return parse_tsv(text, path.name)


def parse_tsv(text: str, name: str, origin: str = "user", *, bare_is_ipa: bool = False) -> tuple[Entry, ...]:
    r"""Parse lines of word<TAB>pronunciation[<TAB>note]; '#' begins a comment, empty lines are nothing.

    A pronunciation between slashes is IPA, another is an alias: a spelling that sounds right.

    >>> parse_tsv("Xi\tsjie\nBakhmut\t/ˈbɑxmut/", "mine.tsv")[1].phonemes
    'ˈbɑxmut'
    """
    entries, faults = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        word, value = [*(cell.strip() for cell in line.split("\t")), ""][:2]
        entry = entry_of(word, f"/{value}/" if bare_is_ipa and value else value, origin)
        if isinstance(entry, Entry):
            entries.append(entry)
        else:
            faults.append(f"line {number}: {entry}")
    _report(faults, name)
    return tuple(entries)


def entry_of(word: str, value: str, origin: str = "user") -> Entry | str:
    """Return the entry of `word` said as `value` (an alias, or IPA between slashes), or what is wrong."""
    if not word or any(letter.isspace() for letter in word):
        return f"{word!r} is not one word; give every word its own line"
    if not value:
        return f"{word!r} has no pronunciation; put it after a tab"
    if not (len(value) > 2 and value.startswith("/") and value.endswith("/")):
        return Entry(word.replace("’", "'"), alias=value, origin=origin)
    phonemes = value[1:-1].replace(" ", "").replace(".", "")
    if wrong := unknown_symbols(phonemes):
        return f"{word!r} has phonemes that no voice knows: {' '.join(wrong)}"
    return Entry(word.replace("’", "'"), phonemes, origin=origin)


def _report(faults: list[str], name: str) -> None:
    """Raise one error for all faults of a file."""
    if faults:
        raise UsageError(f"The lexicon {name} has mistakes: " + "; ".join(faults))


def parse_pls(text: str, name: str) -> tuple[Entry, ...]:
    """Parse a W3C Pronunciation Lexicon 1.0: every grapheme of a lexeme gets its first phoneme or alias."""
    reader = _PlsReader()
    try:
        reader.parse(text)
    except expat.ExpatError as error:
        raise UsageError(f"The lexicon {name} is not well-formed XML: {error}") from error
    _report(reader.faults, name)
    return tuple(reader.entries)


class _PlsReader:
    """Collects lexemes from expat's events, so that every fault has its line."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.faults: list[str] = []
        self._graphemes: list[str] = []
        self._value = ""
        self._text: list[str] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype

    def parse(self, text: str) -> None:
        self._parser.Parse(text.encode(), True)

    def _fault(self, message: str) -> None:
        self.faults.append(f"line {self._parser.CurrentLineNumber}: {message}")

    def _refuse_doctype(self, *_: object) -> None:
        raise UsageError("A lexicon may not have a DOCTYPE; remove that line")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._text.clear()
        local = tag.removeprefix(_PLS + " ")
        if local == "lexicon" and attributes.get("alphabet", "ipa").lower() != "ipa":
            self._fault(f"alphabet {attributes['alphabet']!r} is not known; use 'ipa'")
        if local == "phoneme" and attributes.get("alphabet", "ipa").lower() != "ipa":
            self._fault(f"alphabet {attributes['alphabet']!r} is not known; use 'ipa'")
        if local == "lexeme":
            self._graphemes, self._value = [], ""

    def _end(self, tag: str) -> None:
        local, text = tag.removeprefix(_PLS + " "), "".join(self._text).strip()
        self._text.clear()
        if local == "grapheme":
            self._graphemes.append(text)
        elif local in ("phoneme", "alias") and not self._value:
            self._value = f"/{text}/" if local == "phoneme" else text
        elif local == "lexeme":
            self._finish()

    def _finish(self) -> None:
        """Turn the lexeme that ends here into entries, or into faults."""
        if not self._graphemes:
            self._fault("a lexeme without a grapheme")
        for entry in self._made():
            if isinstance(entry, Entry):
                self.entries.append(entry)
            else:
                self._fault(entry)

    def _made(self) -> Iterator[Entry | str]:
        return (entry_of(word, self._value) for word in self._graphemes)
