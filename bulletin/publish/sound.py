"""The sound of an earlier run: decoded from the file beside its manifest, to make another format."""

from __future__ import annotations

import os
import tempfile
import weakref
from dataclasses import replace
from pathlib import Path

from bulletin import ffmpeg
from bulletin.errors import UsageError
from bulletin.model import Audio, Bulletin
from bulletin.publish.manifest import SOUND, Manifest

SAMPLE_BYTES = 4


def with_sound(manifest: Manifest) -> Bulletin:
    """Return the manifest's bulletin with its sound, exactly as long as it was.

    Of the files that are there the least lossy one is taken. Raises UsageError when there is none.
    """
    audio = manifest.bulletin.audio
    files = (manifest.path.parent / file.name for s in SOUND if (file := manifest.file(s)))
    path = next((path for path in files if path.is_file()), None)
    if path is None:
        raise UsageError(f"{manifest.path}: there is no sound beside it any more; make the bulletin again.")
    handle, name = tempfile.mkstemp(prefix="bulletin-", suffix=".f32")
    os.close(handle)
    spool = Audio(Path(name), audio.rate, audio.length)
    weakref.finalize(spool, Path(name).unlink, missing_ok=True)
    decoded = ["-map", "0:a:0", "-ac", "1", "-ar", str(audio.rate), "-f", "f32le", f"file:{name}"]
    ffmpeg.run(["-i", f"file:{path}", *decoded])
    os.truncate(name, audio.length * SAMPLE_BYTES)  # what a resampler left over or was short of, at the end
    return replace(manifest.bulletin, audio=spool)
