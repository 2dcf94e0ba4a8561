"""Play a bulletin sentence by sentence, while later ones are still being made.

The player holds what is heard and where it is; a device asks it for sound, a screen for the word. Neither
knows of the other, and both can be left out.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bulletin import ffmpeg
from bulletin.errors import BulletinError
from bulletin.model import Bulletin, Clip, Cue, Script
from bulletin.publish.captions import Caption, caption_of, captions

Samples = NDArray[np.float32]

SPEEDS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.75, 2.0, 2.5, 3.0)
NORMAL = SPEEDS.index(1.0)
NEAR_START_S = 1.5  # 'back' in the first moments of a sentence goes to the one before it
BUFFER_MS = 80


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence to be played: what is shown, its sound with the pause after it, and the rate of both.

    Times in `caption` are samples from the beginning of the line.
    """

    caption: Caption
    load: Callable[[], Samples]
    rate: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where the player is: the line, the sample of its own sound, and whether it waits."""

    line: int
    sample: int
    paused: bool
    speed: float
    ended: bool


class Player:
    """What is heard, and where it is. Every method can be called from any thread."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.lines: list[Line] = []
        self._lock = threading.RLock()
        self._ready: dict[tuple[int, int], Samples] = {}  # line and speed → sound at the device's rate
        self._line = self._at = 0
        self._speed = NORMAL
        self._paused = self._complete = False

    def add(self, line: Line) -> None:
        """Add the next line."""
        with self._lock:
            self.lines.append(line)

    def complete(self) -> None:
        """Say that no more lines will come."""
        with self._lock:
            self._complete = True

    def prepare(self) -> None:
        """Make the sound of this line and the next ready. Not for the device's thread: it may run ffmpeg."""
        with self._lock:
            wanted = [(n, self._speed) for n in (self._line, self._line + 1) if n < len(self.lines)]
            missing = [key for key in wanted if key not in self._ready]
            self._ready = {key: sound for key, sound in self._ready.items() if key in wanted}
        for number, speed in missing:
            line = self.lines[number]
            sound = stretched(line.load(), line.rate, self.rate, SPEEDS[speed])
            with self._lock:
                self._ready[number, speed] = sound

    def read(self, count: int) -> Samples:
        """Return the next samples for the device; silence while it waits for a key or for a line."""
        out = np.zeros(count, dtype=np.float32)
        filled = 0
        with self._lock:
            while filled < count and not self._paused:
                sound = self._ready.get((self._line, self._speed))
                if sound is None:
                    break
                part = sound[self._at : self._at + count - filled]
                out[filled : filled + len(part)] = part
                filled += len(part)
                self._at += len(part)
                if self._at >= len(sound):
                    self._line, self._at = self._line + 1, 0
        return out

    def toggle(self) -> None:
        """Pause, or go on."""
        with self._lock:
            self._paused = not self._paused

    def step(self, by: int) -> None:
        """Go to the next sentence (+1), or to the beginning of this one or the one before (−1)."""
        with self._lock:
            near = self._at < NEAR_START_S * self.rate
            target = self._line + 1 if by > 0 else self._line - (1 if near else 0)
            last = len(self.lines) if self._complete else max(0, len(self.lines) - 1)
            self._line, self._at = min(max(target, 0), last), 0

    def faster(self, by: int) -> None:
        """Change the speed by a step; the place stays the same."""
        with self._lock:
            before = SPEEDS[self._speed]
            self._speed = min(max(self._speed + by, 0), len(SPEEDS) - 1)
            self._at = round(self._at * before / SPEEDS[self._speed])

    def place(self) -> Place:
        """Return where the player is."""
        with self._lock:
            speed = SPEEDS[self._speed]
            ended = self._complete and self._line >= len(self.lines)
            rate = self.lines[self._line].rate if self._line < len(self.lines) else self.rate
            return Place(self._line, round(self._at * speed * rate / self.rate), self._paused, speed, ended)


def stretched(samples: Samples, rate: int, wanted_rate: int, speed: float) -> Samples:
    """Return the sound at another speed, its pitch kept, at the wanted rate."""
    if speed == 1.0 and rate == wanted_rate:
        return samples
    with tempfile.TemporaryDirectory(prefix="bulletin-") as folder:
        before, after = Path(folder) / "before.f32", Path(folder) / "after.f32"
        samples.astype("<f4").tofile(before)
        source = ["-f", "f32le", "-ar", str(rate), "-ac", "1", "-i", str(before)]
        ffmpeg.run([*source, "-af", f"atempo={speed}", "-ar", str(wanted_rate), "-f", "f32le", str(after)])
        return np.fromfile(after, dtype="<f4").astype(np.float32, copy=False)


def bulletin_lines(bulletin: Bulletin) -> Generator[Line, None, None]:
    """Yield the lines of a finished bulletin; together they are its whole sound."""
    shown = captions(bulletin)
    edges = [0, *(caption.start for caption in shown[1:]), bulletin.audio.length]
    for caption, start, stop in zip(shown, edges, edges[1:], strict=False):
        yield Line(_moved(caption, -start), _reader(bulletin, start, stop), bulletin.audio.rate)


def clip_line(script: Script, number: int, clip: Clip, pause_ms: int) -> Line:
    """Return the line of a clip that was just made, with the silence after it."""
    cue = Cue(number, 0, len(clip.samples), clip.words, clip.measured)
    silence = np.zeros(clip.rate * pause_ms // 1000, dtype=np.float32)
    sound = np.concatenate([clip.samples, silence])
    return Line(caption_of(script, cue), lambda: sound, clip.rate)


def spoken_word(line: Line, sample: int) -> int:
    """Return the number of the word that is heard at a sample of the line, or −1 between words."""
    words = line.caption.words
    return next((n for n, word in enumerate(words) if word.start <= sample < word.stop), -1)


@contextmanager
def device(player: Player, backends: Sequence[Any] | None = None) -> Iterator[None]:
    """Play on the sound device until the block ends. Raises BulletinError where there is none."""
    try:
        import miniaudio
    except ImportError as error:
        raise BulletinError("Playing needs the package miniaudio: pip install 'bulletin[play]'.") from error

    def sound() -> Generator[bytes, int, None]:
        count = yield b""
        while True:
            count = yield player.read(count).tobytes()

    stream = sound()
    next(stream)
    try:
        with _quiet():
            out = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.FLOAT32,
                nchannels=1,
                sample_rate=player.rate,
                buffersize_msec=BUFFER_MS,
                backends=list(backends) if backends else None,
            )
            out.start(stream)
    except miniaudio.MiniaudioError as error:
        raise BulletinError(
            f"No sound device could be opened ({error}); `bulletin make` writes a file that plays elsewhere."
        ) from error
    try:
        yield
    finally:
        out.close()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the sound system's own complaints off the terminal; ours say what matters."""
    sys.stderr.flush()
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _reader(bulletin: Bulletin, start: int, stop: int) -> Callable[[], Samples]:
    def read() -> Samples:
        sound: Samples = np.fromfile(bulletin.audio.path, dtype="<f4", count=stop - start, offset=start * 4)
        return sound

    return read


def _moved(caption: Caption, by: int) -> Caption:
    words = tuple(replace(word, start=word.start + by, stop=word.stop + by) for word in caption.words)
    return replace(caption, start=caption.start + by, stop=caption.stop + by, words=words)
