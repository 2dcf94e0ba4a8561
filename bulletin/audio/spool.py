"""Sound on disk while it is made: raw float32, written and read block by block so that memory stays flat."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from bulletin.model import Audio

Samples = NDArray[np.float32]

SAMPLE_BYTES = 4
BLOCK_SAMPLES = 1 << 18


def _remove(path: Path) -> None:
    """Remove the file; one that is gone already is fine."""
    path.unlink(missing_ok=True)


class Spool:
    """A file that grows with sound: `with Spool(24_000) as spool: spool.write(samples)`, then `spool.audio`.

    An error inside the `with` removes the file. The file of `audio` lives as long as that value, and no
    longer than the program.
    """

    def __init__(self, rate: int, folder: Path | None = None) -> None:
        self.rate = rate
        self.length = 0
        handle = tempfile.NamedTemporaryFile(  # noqa: SIM115 - closed in __exit__
            prefix="bulletin-", suffix=".f32", dir=folder, delete=False
        )
        self._file = handle
        self.path = Path(handle.name)
        self._finalizer = weakref.finalize(self, _remove, self.path)
        self._audio: Audio | None = None

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if kind is not None:
            self._finalizer()

    def write(self, samples: Samples) -> None:
        """Add samples at the end."""
        self._file.write(np.ascontiguousarray(samples, dtype="<f4").tobytes())
        self.length += len(samples)

    def silence(self, length: int) -> None:
        """Add `length` samples of silence."""
        for start in range(0, length, BLOCK_SAMPLES):
            self.write(np.zeros(min(BLOCK_SAMPLES, length - start), dtype=np.float32))

    @property
    def audio(self) -> Audio:
        """The finished sound; the file now belongs to this value."""
        if self._audio is None:
            self._audio = own(self.path, self.rate, self.length)
            self._finalizer.detach()
        return self._audio


def own(path: Path, rate: int, length: int) -> Audio:
    """Return the raw float32 file as Audio and remove it when that value is gone."""
    audio = Audio(path, rate, length)
    weakref.finalize(audio, _remove, path)
    return audio


def read(audio: Audio, start: int, stop: int) -> Samples:
    """Return the samples from `start` up to `stop`, as far as they exist."""
    start, stop = max(0, start), min(stop, audio.length)
    count = max(0, stop - start)
    return np.fromfile(audio.path, dtype="<f4", count=count, offset=start * SAMPLE_BYTES).astype(
        np.float32, copy=False
    )


def blocks(audio: Audio, size: int = BLOCK_SAMPLES) -> Iterator[tuple[int, Samples]]:
    """Yield (position, samples) from the beginning to the end."""
    for start in range(0, audio.length, size):
        yield start, read(audio, start, start + size)
