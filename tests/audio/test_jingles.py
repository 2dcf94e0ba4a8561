"""A tune before and after: any format, at the speech's loudness, all times moved along."""

import wave

import numpy as np
import pytest

from bulletin import ffmpeg
from bulletin.audio import assemble
from bulletin.audio.loudness import measure
from bulletin.audio.spool import read
from bulletin.errors import SettingsError
from bulletin.settings import Settings

RATE = 24_000


@pytest.fixture
def tune(tmp_path):
    """Two seconds of a soft stereo chord at 48 kHz with a second of silence before it."""
    time = np.arange(96_000) / 48_000
    chord = sum(np.sin(2 * np.pi * f * time) for f in (262, 330, 392)) * 0.01
    samples = (np.concatenate([np.zeros(48_000), chord]) * 32767).astype("<i2")
    path = tmp_path / "tune.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(np.repeat(samples, 2).tobytes())
    return path


@pytest.mark.parametrize("suffix", ["wav", "mp3", "ogg", "flac"])
def test_a_tune_of_any_format_comes_before_the_speech(script, clip, tune, tmp_path, suffix):
    path = tmp_path / f"intro.{suffix}"
    if suffix != "wav":
        ffmpeg.run(["-i", str(tune), str(path)])
    else:
        path = tune
    plain = assemble(script(2), [clip(2.0), clip(2.0)])
    bulletin = assemble(script(2), [clip(2.0), clip(2.0)], Settings(intro=path))
    by = bulletin.audio.length - plain.audio.length
    assert by == pytest.approx(2 * RATE, abs=0.1 * RATE), "the silence before the tune is gone"
    assert [cue.start - by for cue in bulletin.cues] == [cue.start for cue in plain.cues]
    assert bulletin.cues[0].words[0].start - by == plain.cues[0].words[0].start
    assert bulletin.chapters[0].start == 0
    assert bulletin.chapters[-1].stop == bulletin.audio.length
    assert measure(bulletin.audio).integrated_lufs == pytest.approx(-16, abs=0.5)


def test_a_tune_after_the_speech_moves_nothing(script, clip, tune):
    plain = assemble(script(1), [clip(2.0)])
    bulletin = assemble(script(1), [clip(2.0)], Settings(outro=tune))
    assert bulletin.cues[0].start == plain.cues[0].start
    tail = read(bulletin.audio, plain.audio.length, bulletin.audio.length)
    assert np.abs(tail[: RATE // 2]).max() > 0.05
    assert np.abs(tail[-50:]).max() < 0.01, "it fades out"


def test_a_tune_that_is_no_sound_is_told_by_name(script, clip, tmp_path):
    path = tmp_path / "tune.mp3"
    path.write_text("geen geluid")
    with pytest.raises(SettingsError, match=r"tune\.mp3 cannot be read as sound"):
        assemble(script(1), [clip(0.2)], Settings(intro=path))
