"""The user's own words: [lexicon] of bulletin.toml and lexicon files, parted into IPA and other spellings.

A spelling is for the normalizer, whatever the engine; IPA is for the engines that take phonemes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bulletin.errors import SettingsError
from bulletin.g2p.lexicon import Entry, Lexicon, built_in, entry_of, is_ipa
from bulletin.g2p.lexicon_files import read_lexicon
from bulletin.settings import Settings, line_of


@dataclass(frozen=True, slots=True)
class OwnWords:
    """How the words of this user are said: `lexicon` for engines, `readings` for the normalizer.

    A word with IPA that a rule of the normalizer might take reads as itself ('ASML' stays one word).
    """

    lexicon: Lexicon
    readings: Mapping[str, str]


def own_words(settings: Settings) -> OwnWords:
    """Return the user's words before the program's own; [lexicon] before the files, a later file first.

    Raise UsageError that names each faulty line or word.
    """
    entries = {entry.word: entry for path in settings.lexicons for entry in read_lexicon(path)}
    given = {word: entry.alias for word, entry in entries.items()}
    for word, value in settings.lexicon.items():
        given[word] = "" if is_ipa(value) else value
        entries.pop(word.replace("’", "'"), None)
    spoken = [entry for entry in entries.values() if entry.phonemes]
    readings = {word: alias or word for word, alias in given.items() if alias or not _is_plain(word)}
    return OwnWords(built_in().extended([*spoken, *_with_ipa(settings)]), readings)


def _is_plain(word: str) -> bool:
    """Tell whether every rule of the normalizer leaves the word as it is, with its endings."""
    return word.isalpha() and not word.isupper()


def _with_ipa(settings: Settings) -> Iterator[Entry]:
    """Yield the entries of [lexicon] that are IPA; raise SettingsError with all that is wrong."""
    found = {word: entry_of(word, value) for word, value in settings.lexicon.items() if is_ipa(value)}
    faults = [
        f"{line_of(settings.file, 'lexicon', word)}[lexicon] {fault}"
        for word, fault in found.items()
        if isinstance(fault, str)
    ]
    if faults:
        raise SettingsError("\n".join(faults))
    yield from (entry for entry in found.values() if isinstance(entry, Entry))
