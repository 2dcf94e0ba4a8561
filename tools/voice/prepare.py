"""Recordings to what training reads: trimmed sound, pitch, tokens. Usage: prepare.py SPEAKER [PART PARTS]."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import librosa
import numpy as np
import parselmouth
import soundfile as sf
from numpy.typing import NDArray
from paths import PREPARED, RECORDINGS, SPEAKERS, Speaker, sentences

from bulletin.g2p import encode, pronounce

RATE = 24_000
FRAME = 600  # samples a token's duration counts in: 25 ms
MARGIN = 2_400  # silence that stays at both ends: 100 ms
LEVEL = 0.06  # root mean square of the model's own speech


def trim(wave: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cut the silence at both ends down to 100 ms, and fill up to whole frames."""
    loudness = librosa.feature.rms(y=wave, frame_length=600, hop_length=150)[0]
    heard = np.flatnonzero(loudness > loudness.max() * 0.02)
    wave = wave[max(0, heard[0] * 150 - MARGIN) : heard[-1] * 150 + 600 + MARGIN]
    return np.pad(wave, (0, -len(wave) % FRAME))


def pitch(wave: NDArray[np.float32], speaker: Speaker) -> NDArray[np.float32]:
    """Return F0 in Hz at every 12.5 ms, zero where there is no voice."""
    track = parselmouth.Sound(wave.astype("f8"), RATE).to_pitch_ac(
        time_step=0.0125, pitch_floor=speaker.pitch_floor_hz, pitch_ceiling=speaker.pitch_ceiling_hz
    )
    times = (np.arange(2 * len(wave) // FRAME) + 0.5) * 0.0125
    return np.nan_to_num([track.get_value_at_time(time) for time in times]).astype("f4")


def prepare(speaker: Speaker, name: str, text: str, target: Path) -> None:
    """Write one sentence as arrays."""
    wave, rate = sf.read(RECORDINGS / speaker.name / f"{name}.flac", dtype="float32")
    if rate != RATE:
        wave = librosa.resample(wave, orig_sr=rate, target_sr=RATE)
    wave = trim(wave)
    wave = wave * (LEVEL / np.sqrt(np.mean(wave**2)))
    tokens = encode(pronounce(text))
    owners = [-1 if owner is None else owner for owner in tokens.words]
    np.savez(
        target,
        ids=np.array(tokens.ids),
        words=np.array(owners),
        wave=np.clip(wave * 16384, -32768, 32767).astype("i2"),
        f0=pitch(wave, speaker),
        text=text,
    )


def main() -> None:
    """Prepare every part-th sentence of a speaker that is not there yet."""
    speaker = SPEAKERS[sys.argv[1]]
    part, parts = (int(x) for x in (sys.argv[2:4] or (0, 1)))
    folder = PREPARED / speaker.name
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in sentences(speaker.name)[part::parts]:
        target = folder / f"{name}.npz"
        if not target.exists() and not re.search(r"\d", text):
            prepare(speaker, name, text, target)


if __name__ == "__main__":
    main()
