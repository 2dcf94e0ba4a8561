"""A user's own pronunciations from a file: word<TAB>alias or /IPA/, or a W3C Pronunciation Lexicon 1.0."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from bulletin.errors import UsageError
from bulletin.g2p.lexicon import Entry, entry_of

_PLS = "http://www.w3.org/2005/01/pronunciation-lexicon"


def read_lexicon(path: Path) -> tuple[Entry, ...]:
    """Read the user's own words from a TSV or a W3C PLS 1.0 file.

    Raise UsageError that names each faulty line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"The lexicon {path} cannot be read: {error.strerror}.") from error
    except UnicodeError as error:
        raise UsageError(f"The lexicon {path} is not in UTF-8: {error}.") from error
    if text.lstrip().startswith("<"):
        return parse_pls(text, path.name)
    return parse_tsv(text, path.name)


def parse_tsv(text: str, name: str) -> tuple[Entry, ...]:
    r"""Parse lines of word<TAB>pronunciation[<TAB>note]; '#' begins a comment, empty lines are nothing.

    A pronunciation between slashes is IPA, another is an alias: a spelling that sounds right.

    >>> parse_tsv("Xi\tsjie\nBakhmut\t/ˈbɑxmut/", "mine.tsv")[1].phonemes
    'bˈɑxmut'
    """
    entries, faults = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        word, value = [*(cell.strip() for cell in line.split("\t")), ""][:2]
        entry = entry_of(word, value)
        if isinstance(entry, Entry):
            entries.append(entry)
        else:
            faults.append(f"line {number}: {entry}")
    _report(faults, name)
    return tuple(entries)


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
