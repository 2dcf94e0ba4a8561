"""What every engine promises, and what a voice is: `load(voice).synthesize(utterance)` gives a Clip."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bulletin.errors import VoiceError
from bulletin.model import Clip, Utterance

Option = str | int | float | bool


class Engine(Protocol):
    """Says one utterance after another with one voice.

    An engine is cheap to make: its model is loaded at the first utterance. The same utterance gives the
    same samples. Every failure is a BulletinError.
    """

    @property
    def rate(self) -> int:
        """The samples a second of every clip."""

    @property
    def thread_safe(self) -> bool:
        """Whether several threads may synthesize at the same time with this one engine."""

    def said(self, utterance: Utterance) -> str:
        """Return all that decides the sound, known without the model: what a cached clip is found by."""

    def synthesize(self, utterance: Utterance) -> Clip:
        """Return the utterance as sound: mono float32 at `rate`, with the times of its words.

        Text without anything to say gives a short silence. Raise EngineError rather than lose a word.
        """


@dataclass(frozen=True, slots=True)
class VoiceFile:
    """A file that a voice needs: `path` in the voice's folder, `size` in bytes (0: not known).

    `sha256` is empty when it is not known, `address` when the file comes with the program. With `unpack`
    the address is a zip file, and `path` the folder that it is unpacked into.
    """

    path: str
    size: int = 0
    sha256: str = ""
    address: str = ""
    unpack: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice as its voice.toml tells it.

    `role` is 'default' for the voice that reads when none is asked for, 'quote' for the one that reads
    quotations, else ''. Of several installed ones the highest `rank` is taken. `rate` multiplies the
    utterance's. `megabytes` is about what must be fetched. `options` are the engine's own; paths in them
    are relative to `folder`.
    """

    id: str
    engine: str
    sample_rate: int
    folder: Path
    name: str = ""
    language: str = "nl"
    accent: str = "nl-NL"
    gender: str = ""
    licence: str = ""
    attribution: str = ""
    commercial: bool = True
    role: str = ""
    rank: int = 0
    megabytes: float = 0
    rate: float = 1.0
    loudness_lufs: float | None = None
    files: tuple[VoiceFile, ...] = ()
    options: Mapping[str, Option] = field(default_factory=dict)

    @property
    def credit(self) -> str:
        """What a listener is told: name, licence and whom to thank."""
        named = f"{self.name or self.id} ({self.licence})" if self.licence else self.name or self.id
        return f"{named}. {self.attribution}".rstrip(".") if self.attribution else named

    def file(self, option: str) -> Path:
        """Return the path that the option of this name gives; raise VoiceError if there is no such file."""
        named = self.options.get(option)
        if not isinstance(named, str) or not named:
            raise VoiceError(f"Voice '{self.id}': its voice.toml has no option '{option}' in [options].")
        path = self.folder / named
        if not path.exists():
            raise VoiceError(
                f"Voice '{self.id}' is not complete: {path} is missing; "
                f"try: bulletin voices install {self.id}"
            )
        return path

    def digest(self) -> str:
        """Return a hash of all that the voice's sound depends on: its options and the files they name."""
        whole = hashlib.sha256(f"{self.engine} {self.id} {self.rate} {sorted(self.options.items())}".encode())
        named = {value for value in self.options.values() if isinstance(value, str)}
        for path in sorted(named | {file.path for file in self.files}):
            whole.update(fingerprint(self.folder / path).encode())
        return whole.hexdigest()


def fingerprint(path: Path) -> str:
    """Return the sha256 of a file below 128 MB, name, size and time of change of a larger one, '' of none.

    Of a folder it is that of the files in it.
    """
    if path.is_dir():
        return " ".join(fingerprint(inner) for inner in sorted(path.iterdir()))
    if not path.is_file():
        return ""
    stat = path.stat()
    if stat.st_size >= 128 << 20:
        return f"{path.name} {stat.st_size} {stat.st_mtime_ns}"
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
