"""Dutch endings in writing and in sound: 'budgetten' is budget and ən, 'Zelensky's' is Zelensky and s."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ending:
    """What is written after a stem, and how it sounds."""

    written: str
    spoken: str


_ENDINGS = tuple(
    Ending(written, spoken)
    for written, spoken in {
        "'s": "s", "s": "s", "en": "ən", "er": "ər", "ers": "ərs", "e": "ə", "se": "sə", "tje": "tjə",
        "tjes": "tjəs", "'tje": "tjə", "'tjes": "tjəs", "je": "jə", "jes": "jəs", "'er": "ər", "'ers": "ərs",
        "'en": "ən", "'e": "ə", "ere": "ərə", "ste": "stə", "t": "t", "te": "tə", "ten": "tən", "de": "də",
        "den": "dən", "end": "ənt", "ende": "əndə", "'t": "t", "'te": "tə", "'de": "də", "n": "n",
    }.items()
)  # fmt: skip
_OF_VERBS = ("t", "te", "ten", "de", "den", "end", "ende")
_VOICED = {"d": ("t", "d"), "b": ("p", "b"), "z": ("s", "z"), "v": ("f", "v"), "g": ("x", "ɣ")}
_SIBILANTS = ("s", "z", "ʃ", "ʒ")
_VOWELS = "aeiouyɑɛɪɔøœəɵːʊ̃"
_SHORTEST = 2
# A short vowel before one consonant: an ending doubles it ('rappen'), or it is another word ('rapen').
_SHORT = re.compile(r"(?:^|[^aeiouyé])[aeiou][bcdfgklmnprstz]")


def stems(word: str) -> Iterator[tuple[str, Ending]]:
    """Yield what `word` can be a form of, with the ending that it then has.

    >>> [(stem, ending.written) for stem, ending in stems("rappen")]
    [('rapp', 'en'), ('rap', 'en'), ('rappe', 'n')]
    """
    for ending in _ENDINGS:
        stem = word.removesuffix(ending.written)
        if stem == word or len(stem) < _SHORTEST:
            continue
        if ending.written == "n" and not stem.endswith("e"):
            continue
        vowel_follows = ending.written[0] == "e"
        if not (vowel_follows and len(stem) < 5 and _SHORT.fullmatch(stem[-3:])):
            yield stem, ending
        if vowel_follows and len(stem) > 3 and stem[-1] == stem[-2]:
            yield stem[:-1], ending


def can_take(word: str, phonemes: str, ending: Ending) -> bool:
    """Tell whether `word` can have the ending: 'geniet' is no form of genie, 'staten' none of state.

    >>> can_take("coach", "kˈoːtʃ", Ending("t", "t")), can_take("genie", "ʒənˈi", Ending("t", "t"))
    (True, False)
    """
    if ending.written == "n":
        return phonemes.endswith("ə")
    if ending.written in _OF_VERBS:
        return phonemes[-1] not in _VOWELS and word[-1] not in "aeiou"
    return True


def inflect(word: str, phonemes: str, ending: Ending) -> str:
    """Return the phonemes of `word` with an ending: a final d, b or g is voiced again before a vowel.

    >>> inflect("trend", "trˈɛnt", Ending("en", "ən"))
    'trˈɛndən'
    """
    spoken = ending.spoken
    hard, soft = _VOICED.get(word[-1], ("", ""))
    if spoken.startswith("ə") and hard and phonemes.endswith(hard):
        phonemes = phonemes[:-1] + soft
    if spoken.startswith("ə") and phonemes.endswith("ə"):
        spoken = spoken[1:]
    if spoken == "s" and phonemes.endswith(_SIBILANTS):
        spoken = "əs" if word.endswith("e") else ""
    if spoken.startswith("t") and phonemes.endswith("t"):
        spoken = spoken[1:]
    return phonemes + spoken
