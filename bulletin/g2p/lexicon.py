"""The pronunciation lexicon: words that espeak-ng gets wrong, and what the user's own list says.

An inflected form follows its entry: with `budget` known, `budgetten` and `budget's` are too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from bulletin.g2p.inflection import can_take, inflect, stems
from bulletin.g2p.ipa import as_taught
from bulletin.g2p.symbols import unknown_symbols

_LOWERED = 5  # letters of a name of ours that is also found in small letters, as in a message: 'gorinchem'
_OURS = "lexicon"
_NOUN_ENDINGS = ("s", "'s", "en", "n", "je", "jes", "tje", "tjes", "'tje", "'tjes")


@dataclass(frozen=True, slots=True)
class Entry:
    """One word: either its `phonemes` in IPA, or an `alias`, the Dutch spelling that sounds right.

    Closed compounds are not looked for with a word that is `alone`: they sound otherwise.
    """

    word: str
    phonemes: str = ""
    alias: str = ""
    origin: str = "user"
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by word. One with a capital is found only as written, or in capitals; others in any case."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def find(self, word: str) -> Entry | None:
        """Return the entry of `word`, or of the word that it is an inflection of."""
        found = self._exact(word)
        if found and found.origin != _OURS:
            return found
        form = self._inflected(word)  # of the user's word, before our own entry for it
        return form if form and (found is None or form.origin != _OURS) else found

    def base(self, word: str) -> str:
        """Return the entry that a part of a compound is, or is the plural or diminutive of; else ''."""
        if word in self.entries:
            return "" if self.entries[word].alone else word
        plurals = (stem for stem, ending in stems(word) if ending.written in _NOUN_ENDINGS)
        return next((s for s in plurals if s in self.entries and not self.entries[s].alone), "")

    def extended(self, entries: Iterable[Entry]) -> Lexicon:
        """Return this lexicon with `entries` before its own."""
        return Lexicon({**self.entries, **{entry.word: entry for entry in entries}})

    def _exact(self, word: str) -> Entry | None:
        if entry := self._written(word):
            return entry
        if len(word) >= _LOWERED and word.islower():
            named = self.entries.get(word.title())
            return named if named and named.origin == _OURS else None
        return None

    def _written(self, word: str) -> Entry | None:
        forms = (word, word.lower(), word.title() if word.isupper() else word)
        return next((self.entries[form] for form in forms if form in self.entries), None)

    def _inflected(self, word: str) -> Entry | None:
        for stem, ending in stems(word):
            entry = self._written(stem)
            if entry is None:
                continue
            if not entry.phonemes:
                return Entry(word, alias=entry.alias + ending.written, origin=entry.origin)
            if can_take(entry.word, entry.phonemes, ending):
                return Entry(word, inflect(entry.word, entry.phonemes, ending), origin=entry.origin)
        return None


@lru_cache(maxsize=1)
def built_in() -> Lexicon:
    """Return the lexicon of the program itself: dutch/tables/pronunciations.tsv."""
    table = files("bulletin.dutch") / "tables" / "pronunciations.tsv"
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    return Lexicon().extended(
        Entry(row[0], as_taught(row[1]), origin=_OURS, alone=row[2:] == ["alone"])
        for row in rows
        if len(row) > 1 and row[0][0] != "#"
    )


def entry_of(word: str, value: str, origin: str = "user") -> Entry | str:
    """Return the entry of `word` said as `value` (an alias, or IPA between slashes), or what is wrong."""
    if not word or any(letter.isspace() for letter in word):
        return f"{word!r} is not one word; give every word its own line"
    if not value:
        return f"{word!r} has no pronunciation; put it after a tab"
    if not is_ipa(value):
        return Entry(word.replace("’", "'"), alias=value, origin=origin)
    phonemes = value[1:-1].replace(" ", "").replace(".", "").replace("'", "ˈ")
    if wrong := unknown_symbols(phonemes):
        return f"{word!r} has phonemes that no voice knows: {' '.join(wrong)}"
    if not phonemes.strip("ˈˌː"):
        return f"{word!r} has no phonemes between its slashes"
    return Entry(word.replace("’", "'"), as_taught(phonemes), origin=origin)


def is_ipa(value: str) -> bool:
    """Tell whether a pronunciation is IPA, between slashes, and not an alias.

    >>> is_ipa("/ˈbɑxmut/"), is_ipa("sjie")
    (True, False)
    """
    return len(value) > 1 and value.startswith("/") and value.endswith("/")
