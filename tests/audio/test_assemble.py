"""Joining: every utterance is where its cue says it is, and the pauses are the script's."""

import gc
import weakref
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from bulletin.audio import assemble
from bulletin.audio.assemble import join
from bulletin.audio.spool import read
from bulletin.errors import EngineError
from bulletin.model import Clip, Span, WordTime
from bulletin.settings import Pauses, Settings

RATE = 24_000


def test_the_silence_between_two_is_the_larger_of_their_pauses(script, clip):
    given = script(3, pause_ms=400)
    wide = replace(given.utterances[2], pause_before_ms=900)
    given = replace(given, utterances=(*given.utterances[:2], wide))
    bulletin = join(given, (clip() for _ in range(3)), Settings(pauses=Pauses(start_ms=250, end_ms=600)))
    gaps = [right.start - left.stop for left, right in pairwise(bulletin.cues)]
    assert gaps == [RATE * 400 // 1000, RATE * 900 // 1000]
    assert bulletin.cues[0].start == RATE * 250 // 1000
    assert bulletin.audio.length - bulletin.cues[-1].stop == RATE * 600 // 1000


def test_sound_is_inside_the_cues_and_silence_is_outside(script, clip):
    bulletin = assemble(script(4), (clip(0.5, seed=n) for n in range(4)))
    samples = read(bulletin.audio, 0, bulletin.audio.length)
    assert len(samples) == bulletin.audio.length
    inside = np.zeros(len(samples), dtype=bool)
    for cue in bulletin.cues:
        inside[cue.start : cue.stop] = True
        assert np.abs(samples[cue.start : cue.stop]).max() > 0.1
        assert cue.start <= cue.words[0].start < cue.words[0].stop <= cue.stop
    assert (samples[~inside] == 0).all()


def test_no_join_clicks(script):
    """Clips that begin and end in full swing are joined without a jump."""
    loud = Clip(np.full(RATE, 0.3, dtype=np.float32), RATE)
    bulletin = join(script(2, pause_ms=0), [loud, loud])
    samples = read(bulletin.audio, 0, bulletin.audio.length)
    assert np.abs(np.diff(samples)).max() < 0.02


def test_clips_are_taken_one_by_one(script, clip):
    """No clip is asked for before the one before it is on disk; at most two are held."""
    alive = []

    def clips():
        for number in range(6):
            gc.collect()
            assert sum(ref() is not None for ref in alive) <= 2
            made = clip(0.2, seed=number)
            alive.append(weakref.ref(made.samples))
            yield made
            del made

    assert len(join(script(6), clips()).cues) == 6


@pytest.mark.parametrize(("spoken", "said"), [(1, "Only 1 of the script's 2"), (3, "more clips")])
def test_a_wrong_number_of_clips_is_told_and_leaves_no_file(script, clip, tmp_path, spoken, said):
    with pytest.raises(EngineError, match=said):
        join(script(2), (clip(0.1) for _ in range(spoken)), folder=tmp_path)
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_the_spool_is_removed_with_the_bulletin(script, clip, tmp_path):
    bulletin = assemble(script(2, voices="ab"), [clip(0.5), clip(0.5)], folder=tmp_path)
    assert [path.suffix for path in tmp_path.iterdir()] == [".f32"]
    assert bulletin.audio.path.stat().st_size == 4 * bulletin.audio.length
    del bulletin
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_a_clip_of_another_rate_is_brought_to_the_first_ones(script, clip):
    """Its length in time, its tone and its word times stay; its loudness too."""
    time = np.arange(22_050 * 2) / 22_050
    tone = (0.3 * np.sin(2 * np.pi * 1000 * time)).astype(np.float32)
    other = Clip(tone, 22_050, (WordTime(Span(0, 3), 22_050, 44_100),))
    bulletin = join(script(2), [clip(0.5), other])
    assert bulletin.audio.rate == RATE
    cue = bulletin.cues[1]
    heard = read(bulletin.audio, cue.start, cue.stop)
    assert len(heard) == 2 * RATE
    assert abs(cue.words[0].start - cue.start - RATE) <= 2
    spectrum = np.abs(np.fft.rfft(heard * np.hanning(len(heard))))
    assert abs(np.argmax(spectrum) / 2 - 1000) <= 2
    assert np.abs(heard[RATE // 2 : -RATE // 2]).max() == pytest.approx(0.3, rel=0.01)


def test_a_script_without_utterances_is_a_short_silence(script):
    bulletin = assemble(replace(script(1), utterances=()), [])
    assert bulletin.cues == ()
    assert bulletin.audio.seconds == pytest.approx(0.85)


def test_the_tags_come_from_the_settings_and_else_from_the_article(script, clip):
    assert assemble(script(1), [clip(0.2)]).tags.title == "Zinnen"
    tags = assemble(script(1), [clip(0.2)], Settings(title="Het nieuws", artist="Redactie")).tags
    assert (tags.title, tags.artist) == ("Het nieuws", "Redactie")
