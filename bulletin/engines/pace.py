"""How long words last when nobody measured it: 'minister' is 0.6 s; and word times spread over a sound."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bulletin.model import Span, WordTime

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

START_MS, END_MS = 75.0, 95.0
"""Silence before the first and after the last word."""

_WORD = re.compile(r"\S+")
_VOWELS = re.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]+", re.IGNORECASE)
# Least squares on 55 Dutch news sentences as the voice nl-nathalie reads them; on 55 others the mean
# deviation is 5 %, the largest 13 %, and of the sum 1 %; for nl-flemishguy 5, 20 and 5 %.
_SYLLABLE_MS, _LETTER_MS, _WORD_MS = 76.0, 33.1, 50.2
_PAUSES_MS = {",": 190.0, ";": 190.0, ":": 190.0, "—": 190.0, "–": 190.0, "…": 190.0}
_HEARD = 0.02  # of the peak: quieter is taken for silence at both ends


def estimate(text: str) -> tuple[tuple[Span, float, float], ...]:
    """Return every word of `text` that is said, how long it lasts and the pause after it in milliseconds."""
    words = []
    for match in _WORD.finditer(text):
        length, pause = _milliseconds(match[0])
        if length:
            words.append((Span(*match.span()), length, pause))
    return tuple(words)


def seconds_of(text: str, rate: float = 1.0) -> float:
    """Return how long a newsreader takes for `text`."""
    return (START_MS + END_MS + sum(length + pause for _, length, pause in estimate(text))) / 1000 / rate


def spread(text: str, samples: NDArray[np.float32]) -> tuple[WordTime, ...]:
    """Return times of the words of `text` in a sound that says them: in proportion to how long words are."""
    import numpy as np

    words = estimate(text)
    heard = np.flatnonzero(np.abs(samples) > _HEARD * np.abs(samples).max(initial=0.0))
    if not words or not len(heard):
        return ()
    first, last = int(heard[0]), int(heard[-1]) + 1
    total = sum(length + pause for _, length, pause in words) - words[-1][2]
    scale, position, times = (last - first) / total, 0.0, []
    for word, length, pause in words:
        start, stop = (first + round(at * scale) for at in (position, position + length))
        times.append(WordTime(word, start, stop))
        position += length + pause
    return tuple(times)


def _milliseconds(word: str) -> tuple[float, float]:
    """Return how long a word lasts and the pause after it."""
    letters = sum(letter.isalnum() for letter in word)
    syllables = len(_VOWELS.findall(word)) or (letters > 0)
    length = syllables * _SYLLABLE_MS + letters * _LETTER_MS + (_WORD_MS if letters else 0)
    return length, max((_PAUSES_MS.get(mark, 0.0) for mark in word), default=0.0)
