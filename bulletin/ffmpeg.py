"""The ffmpeg program that a wheel brings along: found once, run without a shell."""

from __future__ import annotations

import functools
import subprocess
from collections.abc import Sequence

from bulletin.errors import EncodingError


@functools.cache
def executable() -> str:
    """Return the path of ffmpeg. Raises EncodingError when there is none for this machine."""
    import imageio_ffmpeg

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise EncodingError(
            "No ffmpeg was found: the package imageio-ffmpeg carries none for this machine. "
            "Install ffmpeg and set IMAGEIO_FFMPEG_EXE to its path."
        ) from error


def run(arguments: Sequence[str]) -> str:
    """Run ffmpeg with `arguments` and return what it logged; raise EncodingError with its last line if it fails."""
    command = [executable(), "-hide_banner", "-nostdin", "-y", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise EncodingError(f"ffmpeg failed: {lines[-1] if lines else 'it said nothing'}")
    return done.stderr
