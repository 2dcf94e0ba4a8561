"""The silent engine lasts as long as the embedded voice: measured lengths, in seconds at rate 1."""

import dataclasses

import pytest

from bulletin.engines import load
from bulletin.engines.catalog import choose_voice, find_voice
from bulletin.engines.pace import seconds_of, spread
from bulletin.model import Utterance

SENTENCES = (
    "De minister van Financiën presenteert dinsdag de begroting voor het komende jaar.",
    "Volgens de politie reed de bestuurder met hoge snelheid door een rood verkeerslicht.",
    "Boeren in het hele land protesteren tegen de plannen van het kabinet om de veestapel te halveren.",
)


@pytest.mark.model
@pytest.mark.slow
def test_silence_is_as_long_as_speech() -> None:
    speech, silence = (load(voice) for voice in (choose_voice().voice, find_voice("silence")))
    lengths = [
        sum(len(engine.synthesize(Utterance(text)).samples) / engine.rate for text in SENTENCES)
        for engine in (speech, silence)
    ]
    assert lengths[1] == pytest.approx(lengths[0], rel=0.12)


@pytest.mark.parametrize("text", [*SENTENCES, "Ja.", "Eén, twee: drie!"])
@pytest.mark.parametrize("rate", [0.5, 1.0, 2.0])
def test_length_is_foretold_without_making_it(text: str, rate: float) -> None:
    engine = load(find_voice("silence"))
    clip = engine.synthesize(Utterance(text, rate=rate))
    assert len(clip.samples) / clip.rate == pytest.approx(seconds_of(text, rate), abs=0.001)
    assert not clip.measured
    assert not clip.samples.any()


def test_longer_words_get_more_time() -> None:
    clip = load(find_voice("silence")).synthesize(Utterance("De staatssecretaris kwam."))
    short, long, _ = (time.stop - time.start for time in clip.words)
    assert long > 3 * short


def test_times_are_spread_over_what_is_heard() -> None:
    import numpy as np

    samples = np.zeros(10_000, np.float32)
    samples[2000:8000] = 0.1
    times = spread("Een langere zin.", samples)
    assert (times[0].start, times[-1].stop) == (2000, 8000)
    assert not spread("...", samples)
    assert not spread("Ja.", np.zeros(10, np.float32))


def test_other_samples_a_second_give_the_same_seconds() -> None:
    voice = find_voice("silence")
    lengths = [
        len(load(dataclasses.replace(voice, sample_rate=rate)).synthesize(Utterance(SENTENCES[0])).samples)
        / rate
        for rate in (16_000, 48_000)
    ]
    assert lengths[0] == pytest.approx(lengths[1], abs=0.001)
