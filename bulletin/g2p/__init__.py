"""Words to phonemes, for the engines that take them: a lexicon first, then letter names, then espeak-ng."""

from bulletin.g2p.lexicon import Entry, Lexicon, built_in, entry_of, is_ipa
from bulletin.g2p.lexicon_files import read_lexicon
from bulletin.g2p.own import OwnWords, own_words
from bulletin.g2p.symbols import Tokens, encode
from bulletin.g2p.words import Origin, Pronounced, pronounce

__all__ = [
    "Entry",
    "Lexicon",
    "Origin",
    "OwnWords",
    "Pronounced",
    "Tokens",
    "built_in",
    "encode",
    "entry_of",
    "is_ipa",
    "own_words",
    "pronounce",
    "read_lexicon",
]
