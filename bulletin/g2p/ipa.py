"""IPA as a dictionary writes it, in espeak-ng's way: 'ˈtreːnər' becomes 'trˈeːnər', 'meːr' becomes 'mˈɪːr'.

The voice was taught with espeak-ng's phonemes: its stress stands right before the vowel, every word of more
than schwa has one, and e and o before r are ɪː and ɔː.
"""

from __future__ import annotations

import re

_VOWEL = "aeiouyɑɛɪɔʏøœəɵʊʌæɐɜɒɯɨ"
_STRESS = re.compile(rf"([ˈˌ])([^{_VOWEL}ˈˌ]+)(?=[{_VOWEL}])")
_E_BEFORE_R = re.compile("eːr")
_O_BEFORE_R = re.compile(rf"oːr(?![{_VOWEL}ˈˌ])")
_FULL_VOWEL = re.compile(f"[{_VOWEL.replace('ə', '')}]")
_NUCLEUS = re.compile(f"ɛɪ|œy|ʌʊ|[{_VOWEL}]")
_MEETING = {"v": "f", "z": "s", "ɣ": "x"}
_VOICELESS = "ptkfsxʃ"
# Two ways to write one sound; the voice knows both, the rest of the program only one.
_SPELLINGS = (("g", "ɡ"), ("ɛi", "ɛɪ"), ("ɑu", "ʌʊ"), ("ʌu", "ʌʊ"), ("ɔu", "ʌʊ"), ("ʏ", "ɵ"), ("͡", ""))


def as_taught(ipa: str) -> str:
    """Return dictionary IPA as the voice was taught it.

    >>> as_taught("kɔmˈpjutər"), as_taught("tim"), as_taught("ən")
    ('kɔmpjˈutər', 'tˈim', 'ən')
    """
    for other, ours in _SPELLINGS:
        ipa = ipa.replace(other, ours)
    moved = _O_BEFORE_R.sub("ɔːr", _E_BEFORE_R.sub("ɪːr", _STRESS.sub(r"\2\1", ipa)))
    return stressed(moved)


def stressed(phonemes: str) -> str:
    """Return the phonemes with a stress, on the first full vowel if they had none.

    >>> stressed("dɔːr"), stressed("bˈɔm")
    ('dˈɔːr', 'bˈɔm')
    """
    if "ˈ" in phonemes:
        return phonemes
    if "ˌ" in phonemes:
        return phonemes.replace("ˌ", "ˈ", 1)
    return _FULL_VOWEL.sub(lambda vowel: "ˈ" + vowel[0], phonemes, count=1)


def syllables(phonemes: str) -> int:
    """Return how many vowels and diphthongs there are.

    >>> syllables("kɑmpjˈutər"), syllables("hœys")
    (3, 1)
    """
    return len(_NUCLEUS.findall(phonemes))


def join_parts(first: str, *others: str) -> str:
    """Return the parts of a compound as one word: the first has the stress, consonants that meet agree.

    >>> join_parts("bɵdʒˈɛt", "vˈɔːrstɛl")
    'bɵdʒˈɛtfˌɔːrstɛl'
    """
    joined = first
    for part in others:
        following = part.replace("ˈ", "ˌ") if "ˈ" in joined else part
        if joined[-1:] and joined[-1] in _VOICELESS and following[:1] in _MEETING:
            following = _MEETING[following[0]] + following[1:]
        if joined[-1:] == following[:1] and joined[-1:] in "ptkfsxmnlr":
            following = following[1:]
        joined += following
    return joined
