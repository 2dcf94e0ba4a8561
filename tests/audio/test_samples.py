"""Trimming takes the wait from a clip's ends and nothing that is said."""

import numpy as np
import pytest

from bulletin.audio.samples import KEEP_AFTER_MS, KEEP_BEFORE_MS, fade, sounding, trim
from bulletin.model import Clip, Span, WordTime

RATE = 24_000
MS = RATE // 1000


def test_silence_at_the_ends_goes_but_for_the_air_around_speech(clip):
    """30 ms stay before the first sound and 80 ms after the last, to within a frame of 5 ms."""
    whole = clip(1.0)
    cut = trim(whole)
    expected = RATE + (KEEP_BEFORE_MS + KEEP_AFTER_MS) * MS
    assert abs(len(cut.samples) - expected) <= 10 * MS
    assert abs(cut.words[0].start - KEEP_BEFORE_MS * MS) <= 5 * MS


@pytest.mark.parametrize("below_db", [30, 40, 45])
def test_a_soft_consonant_at_the_end_is_kept(speech, below_db):
    """A final [t] or [f] is 35–45 dB under the vowel; 60 ms after it, its burst is still in the clip."""
    vowel = speech(0.5, amplitude=0.1)
    loudest = max(np.sqrt(np.mean(frame**2)) for frame in np.split(vowel[: len(vowel) // 120 * 120], 100))
    burst = np.random.default_rng(2).standard_normal(20 * MS) * loudest * 10 ** (-below_db / 20)
    closure, tail = np.zeros(60 * MS), np.zeros(400 * MS)
    samples = np.concatenate([vowel, closure, burst, tail]).astype(np.float32)
    cut = trim(Clip(samples, RATE))
    kept_until = len(vowel) + len(closure) + len(burst)
    assert len(cut.samples) >= kept_until
    assert len(cut.samples) <= kept_until + (KEEP_AFTER_MS + 5) * MS


def test_faint_hiss_is_not_taken_for_speech(clip):
    """The noise floor of a model (−75 dBFS) does not keep the silence."""
    whole = clip(1.0)
    hiss = np.random.default_rng(3).standard_normal(len(whole.samples)) * 10 ** (-75 / 20)
    noisy = Clip((whole.samples + hiss).astype(np.float32), RATE)
    assert abs(len(trim(noisy).samples) - len(trim(whole).samples)) <= 10 * MS


@pytest.mark.parametrize("length", [0, 1, 100, 48_000])
def test_a_clip_of_silence_keeps_its_length(length):
    """The engine that says nothing still takes the time of a newsreader."""
    words = (WordTime(Span(0, 1), 0, length),)
    silent = Clip(np.zeros(length, dtype=np.float32), RATE, words)
    assert trim(silent) is silent
    assert sounding(silent.samples, RATE) == (0, 0)


def test_edges_are_faded_to_zero_and_the_middle_is_untouched():
    loud = np.ones(2400, dtype=np.float32)
    faded = fade(loud, RATE)
    assert faded[0] == 0
    assert faded[-1] == 0
    assert np.abs(np.diff(faded)).max() < 0.05
    assert (faded[200:-200] == 1).all()
    assert (loud == 1).all(), "the given samples are not changed"
    assert len(fade(np.ones(1, dtype=np.float32), RATE)) == 1


def test_words_stay_inside_the_clip(clip):
    """Times that an engine gave inside the silence are moved to the edge, in order."""
    whole = clip(0.5)
    words = (WordTime(Span(0, 1), 0, 10), WordTime(Span(2, 3), 20, len(whole.samples)))
    cut = trim(Clip(whole.samples, RATE, words))
    assert [(w.start, w.stop) for w in cut.words] == [(0, 0), (0, len(cut.samples))]
