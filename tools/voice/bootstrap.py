"""First borders: the stock voice reads a sentence, and time warping lays its durations on the recording.

Usage: bootstrap.py SPEAKER COUNT [PART PARTS]. Only some sentences need this; align.py learns from them.
"""

from __future__ import annotations

import random
import sys

import librosa
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from paths import ALIGNED, PREPARED, SPEAKERS, WEIGHTS, held_out
from prepare import RATE

from bulletin.g2p.symbols import origins


def cepstrum(wave: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return normalized MFCC and their slopes, one column for 12.5 ms."""
    mfcc = librosa.feature.mfcc(y=wave, sr=RATE, n_mfcc=20, n_fft=1200, hop_length=300, n_mels=60)[1:]
    both = np.vstack([mfcc, 2 * librosa.feature.delta(mfcc, width=5)])
    return (both - both.mean(1, keepdims=True)) / (both.std(1, keepdims=True) + 1e-6)


def borders(
    spoken: NDArray[np.float32], durations: NDArray[np.int64], wave: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Return the durations, in frames of 25 ms, that the tokens of the reading have in the recording."""
    x, y = cepstrum(spoken), cepstrum(wave)
    path = librosa.sequence.dtw(x, y)[1][::-1]
    onto = np.full(x.shape[1] + 1, -1.0)
    for here, there in path:
        if onto[here] < 0:
            onto[here] = there
    onto[-1] = y.shape[1]
    edges = np.minimum(np.concatenate([[0], np.cumsum(durations) * 2]), x.shape[1])
    frames = np.round(onto[edges] / 2).astype(int)
    frames[0], frames[-1] = 0, len(wave) // 600
    for i in range(1, len(frames)):
        frames[i] = max(frames[i], frames[i - 1] + 1)
    frames[-1] = len(wave) // 600
    for i in range(len(frames) - 2, -1, -1):
        frames[i] = min(frames[i], frames[i + 1] - 1)
    return np.diff(frames)


def main() -> None:
    """Align COUNT random sentences of a speaker that are not held out."""
    speaker = SPEAKERS[sys.argv[1]]
    part, parts = (int(x) for x in (sys.argv[3:5] or (0, 1)))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(WEIGHTS / "k_dur.onnx", options)
    packs = [
        np.fromfile(WEIGHTS / "voices" / f"{name}.bin", "<f4").reshape(510, 256)
        for name in speaker.start_from
    ]
    pack = np.mean(packs, 0)
    files = sorted(
        file for file in (PREPARED / speaker.name).glob("*.npz") if file.stem not in held_out(speaker.name)
    )
    random.Random(0).shuffle(files)
    folder = ALIGNED.with_name("aligned-first") / speaker.name
    folder.mkdir(parents=True, exist_ok=True)
    start = origins()
    for file in files[: int(sys.argv[2])][part::parts]:
        arrays = np.load(file)
        ids = [[start.get(int(number), int(number)) for number in arrays["ids"]]]
        style = pack[len(ids[0]) - 3][None].astype("f4")
        spoken, durations = session.run(
            None, {"tokens": np.array(ids), "style": style, "speed": np.ones(1, "f4")}
        )
        wave = arrays["wave"].astype("f4") / 16384
        found = borders(spoken.ravel(), durations.ravel().astype(int), wave)
        if (found > 0).all():
            np.save(folder / f"{file.stem}.npy", found)


if __name__ == "__main__":
    main()
