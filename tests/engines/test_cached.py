"""Nothing is rendered twice, and what comes from disk is what was rendered."""

import dataclasses
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bulletin.engines import Voice, load
from bulletin.engines.cached import Cached, decode_clip, encode_clip
from bulletin.engines.catalog import find_voice
from bulletin.errors import EngineError
from bulletin.model import Clip, Span, Utterance, WordTime

SENTENCE = Utterance("De minister kwam dinsdag naar Den Haag.")


class Noise:
    """Gives noise that the text decides, and counts how often it is asked."""

    rate = 24_000
    thread_safe = True

    def __init__(self, steps: bool = True) -> None:
        self.asked = 0
        self._steps = steps

    def said(self, utterance: Utterance) -> str:
        return "noise"

    def synthesize(self, utterance: Utterance) -> Clip:
        self.asked += 1
        seed = sum(utterance.text.encode())
        samples = np.random.default_rng(seed).uniform(-1, 1, 24_000).astype(np.float32)
        if self._steps:
            samples = (np.round(samples * 32767).astype(np.int16) / np.float32(32768)).astype(np.float32)
        return Clip(samples, self.rate, (WordTime(Span(0, 2), 10, 20), WordTime(Span(3, 5), 20, 40)))


def same(one: Clip, other: Clip) -> bool:
    return (
        one.samples.tobytes() == other.samples.tobytes()
        and one.samples.dtype == other.samples.dtype
        and (one.rate, one.words, one.measured) == (other.rate, other.words, other.measured)
    )


@pytest.mark.parametrize("steps", [True, False], ids=["16 bits", "floats"])
def test_second_time_comes_from_disk_sample_for_sample(silence: Voice, clips: Path, steps: bool) -> None:
    """Another process finds what this one rendered."""
    engine = Noise(steps)
    first = Cached(engine, silence, folder=clips).synthesize(SENTENCE)
    again = Cached(engine, silence, folder=clips)
    assert same(first, again.synthesize(SENTENCE))
    assert (engine.asked, again.hits, again.misses) == (1, 1, 0)


@pytest.mark.parametrize(
    "other",
    [
        Utterance("De minister kwam woensdag naar Den Haag."),
        dataclasses.replace(SENTENCE, rate=1.1),
        dataclasses.replace(SENTENCE, breaks=(12,)),
    ],
    ids=["text", "rate", "breaks"],
)
def test_what_is_said_otherwise_is_rendered(silence: Voice, clips: Path, other: Utterance) -> None:
    engine = Noise()
    cached = Cached(engine, silence, folder=clips)
    cached.synthesize(SENTENCE)
    cached.synthesize(other)
    assert engine.asked == 2


def test_other_data_of_the_voice_is_another_voice(silence: Voice, clips: Path, tmp_path: Path) -> None:
    engine = Noise()
    for content in (b"one", b"two"):
        (tmp_path / "style.npy").write_bytes(content)
        voice = dataclasses.replace(silence, folder=tmp_path, options={"style": "style.npy"})
        Cached(engine, voice, folder=clips).synthesize(SENTENCE)
    assert engine.asked == 2


def test_other_model_in_a_folder_is_another_voice(silence: Voice, tmp_path: Path) -> None:
    voice = dataclasses.replace(silence, folder=tmp_path, options={"model": "model"})
    digests = set()
    for content in (b"one", b"two"):
        (tmp_path / "model").mkdir(exist_ok=True)
        (tmp_path / "model" / "model_file.pth").write_bytes(content)
        digests.add(voice.digest())
    assert len(digests) == 2


@pytest.mark.parametrize("place", ["role", "span", "pause_after_ms"])
def test_where_it_stands_does_not_matter(silence: Voice, clips: Path, place: str) -> None:
    """The same sentence in another article, or before another pause, is the same clip."""
    engine = Noise()
    cached = Cached(engine, silence, folder=clips)
    cached.synthesize(SENTENCE)
    moved = {"role": "quote", "span": Span(100, 139), "pause_after_ms": 900}
    cached.synthesize(dataclasses.replace(SENTENCE, **{place: moved[place]}))
    assert (engine.asked, cached.hits) == (1, 1)


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other"])
def test_damaged_clip_is_made_again(silence: Voice, clips: Path, damage: str) -> None:
    engine = Noise()
    cached = Cached(engine, silence, folder=clips)
    first = cached.synthesize(SENTENCE)
    (path,) = clips.glob("??/*.clip")
    data = path.read_bytes()
    middle = len(data) // 2
    path.write_bytes(
        {
            "cut": data[:middle],
            "flipped": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
            "empty": b"",
            "other": b"RIFF" + data,
        }[damage]
    )
    assert same(first, cached.synthesize(SENTENCE))
    assert engine.asked == 2
    assert path.read_bytes() == data, "the damaged one is mended"


def test_folder_stays_within_its_bound_and_keeps_what_was_used_last(silence: Voice, clips: Path) -> None:
    engine = Noise(steps=False)  # nearly 96 kB a clip
    cached = Cached(engine, silence, megabytes=1, folder=clips)
    favorite = Utterance("Favoriet.")
    for number in range(30):
        cached.synthesize(favorite)
        cached.synthesize(Utterance(f"Zin {number}."))
        assert sum(path.stat().st_size for path in clips.rglob("*.clip")) <= 1 << 20
    assert cached.hits == 29


def test_bound_of_nothing_keeps_nothing(silence: Voice, clips: Path) -> None:
    cached = Cached(Noise(), silence, megabytes=0, folder=clips)
    cached.synthesize(SENTENCE)
    assert not list(clips.rglob("*.clip"))


def test_failure_is_not_kept(silence: Voice, clips: Path) -> None:
    class Failing(Noise):
        def synthesize(self, utterance: Utterance) -> Clip:
            raise EngineError("It cannot be said.")

    with pytest.raises(EngineError):
        Cached(Failing(), silence, folder=clips).synthesize(SENTENCE)
    assert not list(clips.rglob("*"))


def test_folder_that_cannot_be_written_costs_time_only(silence: Voice, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert len(Cached(Noise(), silence, folder=blocked).synthesize(SENTENCE).samples) == 24_000


def _say(folder: Path) -> bytes:
    cached = Cached(load(find_voice("silence")), find_voice("silence"), folder=folder)
    said = [cached.synthesize(Utterance(f"Zin {number} van de race.")) for number in range(25)]
    return b"".join(repr((len(clip.samples), clip.words)).encode() for clip in said)


def test_processes_share_a_folder(clips: Path) -> None:
    """Four processes that write the same clips at the same time all get them whole."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(4, mp_context=context) as pool:
        results = list(pool.map(_say, [clips] * 4))
    assert len(set(results)) == 1
    assert len(list(clips.rglob("*.clip"))) == 25
    assert not list(clips.rglob("*.part"))


def test_threads_share_an_engine(silence: Voice, clips: Path) -> None:
    cached = Cached(Noise(), silence, folder=clips)
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(cached.synthesize, [Utterance(f"Zin {n % 5}.") for n in range(100)]))
    assert cached.hits + cached.misses == 100
    assert all(same(said[n], said[n % 5]) for n in range(100))


def test_engine_for_one_thread_says_one_thing_at_a_time(silence: Voice, clips: Path) -> None:
    class Single(Noise):
        thread_safe = False
        busy = False

        def synthesize(self, utterance: Utterance) -> Clip:
            assert not self.busy, "two threads at the same time"
            self.busy = True
            time.sleep(0.002)
            self.busy = False
            return super().synthesize(utterance)

    cached = Cached(Single(), silence, folder=clips)
    with ThreadPoolExecutor(8) as pool:
        assert len(list(pool.map(cached.synthesize, [Utterance(f"Zin {n}.") for n in range(30)]))) == 30


_STEPS = arrays(np.int16, st.integers(0, 300)).map(lambda a: (a / np.float32(32768)).astype(np.float32))
_FLOATS = arrays(np.float32, st.integers(0, 300), elements=st.floats(-1, 1, width=32))


@given(samples=_STEPS | _FLOATS, measured=st.booleans())
def test_what_is_kept_is_what_was_given(samples: np.ndarray, measured: bool) -> None:
    clip = Clip(samples, 22_050, (WordTime(Span(0, 3), 0, len(samples)),), measured)
    assert same(clip, decode_clip(encode_clip(clip)))


def test_speech_takes_less_than_half_of_its_floats() -> None:
    seconds = np.arange(24_000) / 24_000
    tone = np.sin(2 * np.pi * 180 * seconds) * np.sin(2 * np.pi * 3 * seconds) * 0.3
    samples = (np.round(tone * 32768) / 32768).astype(np.float32)
    assert len(encode_clip(Clip(samples, 24_000))) < samples.nbytes * 0.4
