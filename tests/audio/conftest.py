"""Sound that is like speech for a meter: voiced stretches, noise of consonants, pauses."""

from collections.abc import Callable

import numpy as np
import pytest

from bulletin.model import Article, Block, Clip, Role, Script, Span, Utterance, WordTime

RATE = 24_000


def make_speech(seconds: float, rate: int = RATE, amplitude: float = 0.1, seed: int = 1) -> np.ndarray:
    """Return a 110 Hz voice in syllables of a quarter second, with noise between them."""
    count = round(seconds * rate)
    time = np.arange(count) / rate
    voiced = sum(np.sin(2 * np.pi * 110 * k * time + k) / k for k in range(1, 30))
    noise = np.random.default_rng(seed).standard_normal(count)
    syllables = np.sin(2 * np.pi * 4 * time)
    wave = voiced * np.sqrt(np.clip(syllables, 0, 1)) + 0.3 * noise * np.clip(-syllables, 0, 1)
    return (amplitude * wave).astype(np.float32)


@pytest.fixture
def speech() -> Callable[..., np.ndarray]:
    return make_speech


@pytest.fixture
def clip() -> Callable[..., Clip]:
    """Return a maker of clips: 200 ms of silence, speech, 200 ms of silence, one word over the speech."""

    def make(seconds: float = 1.0, rate: int = RATE, amplitude: float = 0.1, seed: int = 1) -> Clip:
        silence = np.zeros(rate // 5, dtype=np.float32)
        samples = np.concatenate([silence, make_speech(seconds, rate, amplitude, seed), silence])
        word = WordTime(Span(0, 3), len(silence), len(samples) - len(silence))
        return Clip(samples, rate, (word,))

    return make


@pytest.fixture
def script() -> Callable[..., Script]:
    """Return a maker of scripts: one utterance a paragraph, voices in turn."""

    def make(count: int, voices: str = "a", pause_ms: int = 400) -> Script:
        text = "\n\n".join(f"Zin {number} van het bericht van vandaag hier." for number in range(count))
        spans, at = [], 0
        for part in text.split("\n\n"):
            spans.append(Span(at, at + len(part)))
            at += len(part) + 2
        utterances = tuple(
            Utterance(
                span.of(text),
                voice=voices[number % len(voices)],
                span=span,
                block=number,
                pause_after_ms=pause_ms,
            )
            for number, span in enumerate(spans)
        )
        article = Article(text, tuple(Block(Role.BODY, span) for span in spans), title="Zinnen")
        return Script((article,), utterances, "Zinnen")

    return make
