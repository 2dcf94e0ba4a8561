"""Mastering: the asked loudness, peaks under the ceiling, every voice alike, and nothing moved."""

import numpy as np
import pytest

from bulletin.audio.assemble import assemble, join
from bulletin.audio.limiter import reduction, true_peaks
from bulletin.audio.loudness import level, measure
from bulletin.audio.mastering import ENCODER_MARGIN_DB, master, reach, voice_levels, voice_regions
from bulletin.audio.spool import Spool, read
from bulletin.errors import EncodingError
from bulletin.ffmpeg import read_loudness
from bulletin.model import Clip
from bulletin.settings import LOUDNESS_PRESETS, Settings

RATE = 24_000


def spooled(samples, rate=RATE):
    with Spool(rate) as spool:
        spool.write(samples.astype(np.float32))
    return spool.audio


@pytest.mark.parametrize("amplitude", [0.002, 0.05, 0.8])
@pytest.mark.parametrize("target", sorted(LOUDNESS_PRESETS.values()))
def test_speech_comes_out_at_the_asked_loudness(script, clip, amplitude, target):
    bulletin = assemble(
        script(3), (clip(2.0, amplitude=amplitude) for _ in range(3)), Settings(loudness_lufs=target)
    )
    measured = measure(bulletin.audio)
    assert measured.integrated_lufs == pytest.approx(target, abs=0.2)
    assert measured.true_peak_dbtp <= -1 - ENCODER_MARGIN_DB + 0.2


def test_nothing_moves(script, clip):
    """Length, cues and chapters are the same before and after."""
    joined = join(script(3, "ab"), (clip(1.0) for _ in range(3)))
    mastered = master(joined)
    assert mastered.audio.length == joined.audio.length
    assert (mastered.cues, mastered.chapters) == (joined.cues, joined.chapters)
    before, after = (read(b.audio, 0, b.audio.length) for b in (joined, mastered))
    shift = np.argmax(np.fft.irfft(np.fft.rfft(after) * np.conj(np.fft.rfft(before))))
    assert shift == 0


def test_two_voices_come_out_equally_loud(script, clip):
    """A quote's voice that is 14 dB softer is brought up to the reader's."""
    clips = (clip(2.0, amplitude=0.2 if index % 2 else 0.04, seed=index) for index in range(6))
    bulletin = assemble(script(6, "ab"), clips)
    levels = voice_levels(bulletin.audio, voice_regions(bulletin))
    assert levels["a"] == pytest.approx(levels["b"], abs=0.3)
    assert measure(bulletin.audio).integrated_lufs == pytest.approx(-16, abs=0.2)


@pytest.mark.parametrize("length", [0, 10, RATE // 10, RATE * 3])
def test_silence_stays_silence(script, length):
    bulletin = assemble(script(1), [Clip(np.zeros(length, dtype=np.float32), RATE)])
    assert not read(bulletin.audio, 0, bulletin.audio.length).any()


def test_less_than_the_meters_gate_is_brought_near_the_level(speech):
    """A word of 200 ms cannot be measured by the standard; it still comes out at a sensible level."""
    short = reach(spooled(speech(0.2, amplitude=0.01)), -16.0, -1.0)
    assert level(short) == pytest.approx(-16, abs=1.0)
    assert np.abs(read(short, 0, short.length)).max() < 0.9


def test_a_silent_voice_beside_a_speaking_one_is_left_silent(script, clip):
    silent = Clip(np.zeros(RATE, dtype=np.float32), RATE)
    bulletin = assemble(script(2, "ab"), [clip(2.0), silent])
    assert measure(bulletin.audio).integrated_lufs == pytest.approx(-16, abs=0.3)


def test_peaks_between_samples_are_limited():
    """A tone at a quarter of the rate, sampled beside its tops: 3 dB hide between the samples."""
    tone = np.sin(2 * np.pi * np.arange(RATE) / 4 + np.pi / 4).astype(np.float32)
    assert np.abs(tone).max() < 0.71
    assert true_peaks(tone)[100:-100].max() == pytest.approx(1.0, abs=0.01)
    lowered = tone * reduction(tone, RATE, 0.5)
    assert true_peaks(lowered).max() <= 0.505


def test_the_limiter_leaves_what_is_under_the_ceiling_untouched(speech):
    quiet = speech(2.0, amplitude=0.05)
    assert (reduction(quiet, RATE, 0.9) == 1).all()


def test_the_limiter_does_not_depend_on_where_blocks_begin(speech):
    """23 seconds go through in three blocks, and sound as if they went through in one."""
    loud = speech(23.0, amplitude=0.5)
    blockwise = reach(spooled(loud), -9.0, -1.0)
    gain = read(blockwise, 0, blockwise.length) / np.where(np.abs(loud) < 1e-6, 1, loud)
    steps = np.abs(np.diff(np.where(np.abs(loud[:]) < 1e-3, np.nan, gain)))
    assert np.nanmax(steps) < 0.02


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("Summary:\n\n  I:  -16.4 LUFS\n  Peak:  -2.9 dBFS", (-16.4, -2.9)),
        ("t: 1 I: -9.0 LUFS\nSummary:\n I: -70.0 LUFS\n Peak: -inf dBFS", (None, -np.inf)),
        ("Summary:\n I: nan LUFS\n Peak: nan dBFS", (None, -np.inf)),
        ("Summary:\n I: -23.0 LUFS", (-23.0, -np.inf)),
    ],
)
def test_the_meters_summary_is_read(log, expected):
    measured = read_loudness(log)
    assert (measured.integrated_lufs, measured.true_peak_dbtp) == expected


def test_no_summary_is_an_error():
    with pytest.raises(EncodingError, match="no ebur128 summary"):
        read_loudness("Conversion failed!")
