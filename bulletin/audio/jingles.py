"""Put a newsroom's tune before and after the speech: any format in, at the bulletin's own loudness."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from bulletin import ffmpeg
from bulletin.audio.chapters import chapters
from bulletin.audio.mastering import reach
from bulletin.audio.samples import shift
from bulletin.audio.spool import Spool, blocks
from bulletin.errors import EncodingError, SettingsError
from bulletin.model import Audio, Bulletin, Cue
from bulletin.settings import Settings

LONGEST_S = 120  # a jingle is held in memory; an hour of music by mistake is cut off
FADE_IN_MS = 5
FADE_OUT_MS = 400
SILENCE_DBFS = -55.0


def add_jingles(bulletin: Bulletin, settings: Settings | None = None, folder: Path | None = None) -> Bulletin:
    """Return the bulletin with the settings' `intro` before it and `outro` after it, all times moved along.

    Raises SettingsError when a jingle cannot be read as sound.
    """
    settings = settings or Settings()
    if settings.intro is None and settings.outro is None:
        return bulletin
    intro = settings.intro and read_jingle(settings.intro, bulletin.audio.rate, settings, folder)
    outro = settings.outro and read_jingle(settings.outro, bulletin.audio.rate, settings, folder)
    audio = joined([part for part in (intro, bulletin.audio, outro) if part], bulletin.audio.rate, folder)
    cues = moved(bulletin.cues, intro.length if intro else 0, audio.length)
    return replace(bulletin, audio=audio, cues=cues, chapters=chapters(bulletin.script, cues, audio.length))


def check_jingle(path: Path) -> None:
    """Raise SettingsError if a tune cannot be read as sound; its first moment is tried."""
    _decode(path, "-t", "0.1", "-f", "null", "-")


def _decode(path: Path, *arguments: str) -> None:
    """Let ffmpeg read a tune's sound and do with it what the arguments say."""
    if not path.is_file():
        raise SettingsError(f"The jingle {path} is not there; see intro and outro under [sound].")
    try:
        ffmpeg.run(["-t", str(LONGEST_S), "-i", f"file:{path}", "-map", "0:a:0", *arguments])
    except EncodingError as error:
        raise SettingsError(f"The jingle {path} cannot be read as sound: {error}") from error


def read_jingle(path: Path, rate: int, settings: Settings, folder: Path | None = None) -> Audio:
    """Return a tune as mono sound at `rate`, without silence at its ends, faded and as loud as the speech."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that there is no ffmpeg on PATH, which is not asked of it
        from pydub import AudioSegment
        from pydub.silence import detect_leading_silence

    with tempfile.TemporaryDirectory(prefix="bulletin-", dir=folder) as scratch:
        wave = Path(scratch) / "jingle.wav"
        # pydub asks ffprobe about all but WAV, and the wheel's ffmpeg has none: so ffmpeg decodes first.
        _decode(path, "-ac", "1", "-ar", str(rate), str(wave))
        tune = AudioSegment.from_wav(wave)
    start = detect_leading_silence(tune, SILENCE_DBFS)
    stop = len(tune) - detect_leading_silence(tune.reverse(), SILENCE_DBFS)
    tune = tune[start:stop] if stop > start else tune
    tune = tune.fade_in(min(FADE_IN_MS, len(tune))).fade_out(min(FADE_OUT_MS, len(tune)))
    full_scale = 1 << (8 * tune.sample_width - 1)
    with Spool(rate, folder) as spool:
        spool.write(np.array(tune.get_array_of_samples(), dtype=np.float32) / full_scale)
    return reach(spool.audio, settings.loudness_lufs, settings.true_peak_dbtp, folder=folder)


def joined(parts: Sequence[Audio], rate: int, folder: Path | None = None) -> Audio:
    """Return the sounds one after the other."""
    with Spool(rate, folder) as spool:
        for part in parts:
            for _, block in blocks(part):
                spool.write(block)
    return spool.audio


def moved(cues: Sequence[Cue], by: int, length: int) -> tuple[Cue, ...]:
    """Return the cues `by` samples later, in a bulletin of `length` samples."""
    return tuple(
        replace(
            cue,
            start=cue.start + by,
            stop=cue.stop + by,
            words=tuple(shift(word, by, length) for word in cue.words),
        )
        for cue in cues
    )
