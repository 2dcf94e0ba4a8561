"""Says nothing at a newsreader's pace: for tests, and for the length that --dry-run foretells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin.engines.engine import Voice
from bulletin.engines.pace import END_MS, START_MS, estimate, seconds_of
from bulletin.model import Clip, Utterance, WordTime

if TYPE_CHECKING:
    from bulletin.g2p import Lexicon

__all__ = ["Silence", "load", "seconds_of"]

_NOTHING_MS = 200


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

        scale = self.rate / 1000 / utterance.rate
        position, times = START_MS, []
        for word, length, pause in estimate(utterance.text):
            times.append(WordTime(word, round(position * scale), round((position + length) * scale)))
            position += length + pause
        length = round((position + END_MS) * scale) if times else self.rate * _NOTHING_MS // 1000
        return Clip(np.zeros(length, np.float32), self.rate, tuple(times), measured=False)
