"""An engine around an engine that renders nothing twice: `Cached(engine, folder, megabytes=512)`.

A clip is kept under a hash of what is said and how. Files get their name when they are whole, so that any
number of threads and processes may share a folder; a damaged one is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import struct
import tempfile
import threading
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.engines.engine import Engine, Voice
from bulletin.engines.places import cache_folder
from bulletin.model import Clip, Span, Utterance, WordTime

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MAGIC = b"bulletin clip 1\n"
_HEAD = struct.Struct("<II")  # length of the description, checksum of all that follows
_SUFFIX = ".clip"
_ROOM = 0.9  # of the bound that is filled after the oldest clips are removed


class Cached:
    """Says what was said before from disk; counts `hits` and `misses`.

    Any number of threads may use it: an engine that cannot have that gets one utterance at a time.
    """

    thread_safe = True

    def __init__(
        self, engine: Engine, voice: Voice, megabytes: int = 512, folder: Path | None = None
    ) -> None:
        """Keep at most `megabytes` of clips in `folder`, or else in the user's cache; 0 keeps none."""
        self._engine = engine
        self._digest = voice.digest()
        self._bound = megabytes << 20
        self._folder = folder or cache_folder() / "clips"
        self._lock = threading.Lock()
        self._turn = contextlib.nullcontext() if engine.thread_safe else threading.Lock()
        self._size: int | None = None
        self.hits = 0
        self.misses = 0

    @property
    def rate(self) -> int:
        """The samples a second of every clip."""
        return self._engine.rate

    def said(self, utterance: Utterance) -> str:
        """Return what the engine says that decides the sound."""
        return self._engine.said(utterance)

    def synthesize(self, utterance: Utterance) -> Clip:
        """Return the clip from disk, or let the engine make it."""
        path = self._path(utterance)
        clip = _read(path)
        with self._lock:
            self.hits += clip is not None
            self.misses += clip is None
        if clip is not None:
            with contextlib.suppress(OSError):
                os.utime(path)  # the least recently used go first
            return clip
        with self._turn:
            clip = self._engine.synthesize(utterance)
        if self._bound:
            with contextlib.suppress(OSError):  # a full disk costs time, not the bulletin
                self._keep(path, encode_clip(clip))
        return clip

    def holds(self, utterance: Utterance) -> bool:
        """Tell whether the clip is on disk, without reading it."""
        return self._path(utterance).is_file()

    def key(self, utterance: Utterance) -> str:
        """Return a hash of what is said, by which data, at which pace: the same key, the same samples."""
        told = [self._digest, self._engine.rate, self.said(utterance), utterance.text, utterance.rate]
        return hashlib.sha256(json.dumps([*told, utterance.breaks]).encode()).hexdigest()

    def _path(self, utterance: Utterance) -> Path:
        """Return where the clip is."""
        key = self.key(utterance)
        return self._folder / key[:2] / f"{key[2:]}{_SUFFIX}"

    def _keep(self, path: Path, data: bytes) -> None:
        """Write a clip under its name at once, and make room if the folder is full."""
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        with self._lock:
            if self._size is None:
                self._size = sum(size for _, size, _ in self._clips())
            else:
                self._size += len(data)
            if self._size > self._bound:
                self._size = self._make_room()

    def _make_room(self) -> int:
        """Remove the least recently used clips until the folder is not so full; return its size."""
        clips = sorted(self._clips(), reverse=True)
        totals = itertools.accumulate(size for _, size, _ in clips)
        kept = 0
        for (_, _, path), total in zip(clips, totals, strict=True):
            if total > self._bound * _ROOM:
                path.unlink(missing_ok=True)
            else:
                kept = total
        return kept

    def _clips(self) -> list[tuple[int, int, Path]]:
        """Return when each clip was last used, its size and its path."""
        clips = []
        for path in self._folder.glob(f"??/*{_SUFFIX}"):
            with contextlib.suppress(OSError):  # another process may just have removed it
                stat = path.stat()
                clips.append((stat.st_mtime_ns, stat.st_size, path))
        return clips


def encode_clip(clip: Clip) -> bytes:
    """Return a clip as bytes, without loss.

    Sound in steps of 16 bits, which most engines give, is kept as the differences between its samples,
    low and high bytes apart; other sound as the four bytes of its floats apart. Both are then deflated.
    """
    import numpy as np

    scaled = clip.samples.astype(np.float32) * np.float32(32768)
    numbers = np.clip(np.round(np.nan_to_num(scaled)), -32768, 32767).astype(np.int16)
    fits = (numbers.astype(np.float32) / np.float32(32768)).tobytes() == clip.samples.tobytes()
    if fits:
        steps = np.diff(np.diff(numbers, prepend=np.int16(0)), prepend=np.int16(0))
        planes = _planes(steps.astype("<i2"))
    else:
        planes = _planes(clip.samples.astype("<f4"))
    words = [[time.word.start, time.word.stop, time.start, time.stop] for time in clip.words]
    about = {"rate": clip.rate, "measured": clip.measured, "words": words, "steps": fits}
    description = json.dumps(about).encode()
    body = description + zlib.compress(planes, 6 if fits else 1)
    return _MAGIC + _HEAD.pack(len(description), zlib.crc32(body)) + body


def decode_clip(data: bytes) -> Clip:
    """Return the clip that `encode_clip` wrote; raise ValueError if the bytes are damaged."""
    import numpy as np

    start = len(_MAGIC) + _HEAD.size
    if not data.startswith(_MAGIC) or len(data) < start:
        raise ValueError("not a clip")
    length, checksum = _HEAD.unpack(data[len(_MAGIC) : start])
    body = data[start:]
    if zlib.crc32(body) != checksum:
        raise ValueError("damaged")
    about: dict[str, Any] = json.loads(body[:length])
    planes = zlib.decompress(body[length:])
    samples: NDArray[np.float32]
    if about["steps"]:
        steps = _whole(planes, "<i2")
        once = np.cumsum(steps, dtype=np.int16)  # wraps round as the differences did
        samples = np.cumsum(once, dtype=np.int16).astype(np.float32) / np.float32(32768)
    else:
        samples = _whole(planes, "<f4").astype(np.float32)
    times = tuple(WordTime(Span(first, last), begin, end) for first, last, begin, end in about["words"])
    return Clip(samples, about["rate"], times, about["measured"])


def _planes(numbers: NDArray[Any]) -> bytes:
    """Return the first bytes of all numbers, then the second ones, and so on: alike bytes compress well."""
    return numbers.view("u1").reshape(-1, numbers.dtype.itemsize).T.tobytes()


def _whole(planes: bytes, kind: str) -> NDArray[Any]:
    """Return the numbers whose bytes stand apart in `planes`."""
    import numpy as np

    width = np.dtype(kind).itemsize
    return np.ascontiguousarray(np.frombuffer(planes, "u1").reshape(width, -1).T).view(kind).reshape(-1)


def _read(path: Path) -> Clip | None:
    """Return the clip in this file, None if there is none or it is damaged (then it is removed)."""
    try:
        return decode_clip(path.read_bytes())
    except OSError:
        return None
    except (ValueError, KeyError, TypeError, zlib.error, struct.error):
        path.unlink(missing_ok=True)
        return None
