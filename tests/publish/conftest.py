"""A bulletin of made speech over a small Dutch article, for every output."""

import functools
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from bulletin.audio import assemble
from bulletin.model import (
    Alignment,
    Article,
    Block,
    Bulletin,
    Clip,
    Role,
    Script,
    Span,
    Utterance,
    WordTime,
)

RATE = 24_000
HOSTILE = (
    "<script>alert('x')</script>",
    "\"Quotes\" & 'apostrofs' ]]> --> ",
    "🚀💥",
    "../../etc/passwd",
    "a" * 300,
    "שלום \u202eabc\u202c عالم",
    "een\x00twee\x1b[31m\r\ndrie\ud800",
    "",
)

# role, what the article says, what the voice says: each word of the one is a word of the other, but for '|'
BLOCKS = (
    (Role.TITLE, "Kabinet steekt € 1 miljard in treinen", "Kabinet steekt één miljard euro in treinen"),
    (Role.LEAD, "Er komen 20 nieuwe sprinters & stations.", "Er komen twintig nieuwe sprinters en stations."),
    (Role.HEADING, "Kritiek", "Kritiek"),
    (Role.BODY, "De bond zei:", "De bond zei:"),
    (Role.BLOCK_QUOTE, "“Dit is <te> weinig.”", "Dit is te weinig."),
    (Role.BODY, "Zo’n 3.000 mensen wachten nog.", "Zo’n drieduizend mensen wachten nog."),
)


def make_speech(seconds: float, seed: int) -> np.ndarray:
    """Return a 110 Hz voice in syllables of a quarter second, with noise between them."""
    time = np.arange(round(seconds * RATE)) / RATE
    voiced = sum(np.sin(2 * np.pi * 110 * k * time + k) / k for k in range(1, 30))
    noise = np.random.default_rng(seed).standard_normal(len(time))
    syllables = np.sin(2 * np.pi * 4 * time)
    wave = voiced * np.sqrt(np.clip(syllables, 0, 1)) + 0.1 * noise * np.clip(-syllables, 0, 1)
    return (0.1 * wave).astype(np.float32)


def spans(text: str) -> list[Span]:
    """Return the words of a text."""
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append(Span(at, at + len(word)))
        at += len(word)
    return found


def aligned(source: str, spoken: str, offset: int) -> tuple[Alignment, ...]:
    """Align word by word; '€ 1 miljard' as one piece with 'één miljard euro'."""
    money = "€ 1 miljard"
    if money in source:
        at = source.index(money)
        said = spoken.index("één miljard euro")
        middle = Alignment(
            Span(offset + at, offset + at + len(money)), Span(said, said + len("één miljard euro"))
        )
        before = aligned(source[:at], spoken[:said], offset)
        rest = at + len(money)
        after = [
            Alignment(a.source, Span(a.spoken.start + said + 16, a.spoken.stop + said + 16))
            for a in aligned(source[rest:], spoken[said + 16 :], offset + rest)
        ]
        return (*before, middle, *after)
    return tuple(
        Alignment(Span(offset + left.start, offset + left.stop), right)
        for left, right in zip(spans(source), spans(spoken), strict=True)
    )


def make_script(articles: int = 1) -> Script:
    made, utterances = [], []
    for number in range(articles):
        text, blocks = "", []
        for index, (role, source, spoken) in enumerate(BLOCKS):
            span = Span(len(text), len(text) + len(source))
            quote = role is Role.BLOCK_QUOTE
            utterances.append(
                Utterance(
                    spoken,
                    role,
                    voice="b" if quote else "a",
                    span=span,
                    alignments=aligned(source, spoken, span.start),
                    pause_after_ms=400,
                    article=number,
                    block=index,
                )
            )
            blocks.append(Block(role, span))
            text += source + "\n\n"
        made.append(
            Article(
                text,
                tuple(blocks),
                title=BLOCKS[0][1],
                published=date(2026, 11, 22),
                source="https://nieuws.example/treinen",
            )
        )
    return Script(tuple(made), tuple(utterances), BLOCKS[0][1])


def make_clip(utterance: Utterance, seed: int = 1) -> Clip:
    """Return a fifth of a second for each word, between 100 ms of silence."""
    words = spans(utterance.text)
    each, silence = RATE // 5, RATE // 10
    samples = np.concatenate([np.zeros(silence), make_speech(len(words) / 5, seed), np.zeros(silence)])
    times = (WordTime(span, silence + n * each, silence + (n + 1) * each) for n, span in enumerate(words))
    return Clip(samples.astype(np.float32), RATE, tuple(times))


@functools.cache
def assembled(articles: int) -> Bulletin:
    """Return the bulletin of some articles; its sound is made once."""
    script = make_script(articles=articles)
    return assemble(script, (make_clip(u, n) for n, u in enumerate(script.utterances)))


@pytest.fixture(scope="session")
def make_bulletin() -> Callable[..., Bulletin]:
    """Return a maker of bulletins with a title (None: the article's own) and a number of articles."""

    def make(title: str | None = None, articles: int = 1) -> Bulletin:
        made = assembled(articles)
        credit = replace(made.tags, artist="Redactie", album="Het nieuws", comment="Stem: Nathalie (CC0).")
        if title is None:
            return replace(made, tags=credit)
        titled = tuple(replace(article, title=title) for article in made.script.articles)
        script = replace(made.script, title=title, articles=titled)
        return replace(made, script=script, tags=replace(credit, title=title))

    return make


@pytest.fixture(scope="session")
def bulletin(make_bulletin) -> Bulletin:
    return make_bulletin()


@pytest.fixture(params=HOSTILE, ids=["script", "quotes", "emoji", "path", "long", "rtl", "control", "empty"])
def hostile_title(request) -> str:
    return request.param


@pytest.fixture(scope="session")
def hostile_titles() -> tuple[str, ...]:
    return HOSTILE
