"""Faster or slower at the same pitch, for engines that have one pace: `stretch(samples, 22050, 1.2)`."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from bulletin.errors import EngineError
from bulletin.ffmpeg import executable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LOWEST, _HIGHEST = 0.5, 2.0


def stretch(samples: NDArray[np.float32], rate: int, tempo: float) -> NDArray[np.float32]:
    """Return the samples played `tempo` times as fast, from 0.5 to 2; the pitch stays."""
    import numpy as np

    tempo = min(_HIGHEST, max(_LOWEST, tempo))
    if abs(tempo - 1) < 0.005:
        return samples
    sound = ["-f", "f32le", "-ar", str(rate), "-ac", "1"]
    change = ["-af", f"atempo={tempo:.4f}"]
    command = [executable(), "-loglevel", "error", *sound, "-i", "-", *change, *sound, "-"]
    done = subprocess.run(command, input=samples.astype("<f4").tobytes(), capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise EngineError(f"ffmpeg could not change the pace: {done.stderr.decode(errors='replace').strip()}")
    return np.clip(np.frombuffer(done.stdout, "<f4").astype(np.float32), -1, 1)
