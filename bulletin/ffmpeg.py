"""The ffmpeg program that a wheel brings along: found once, run without a shell."""

from __future__ import annotations

import functools
import math
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.errors import EncodingError

_FAULT = re.compile(r"\b(?:error|invalid|no such|no space|not permitted|denied|too large)\b", re.IGNORECASE)


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
    """Run ffmpeg with `arguments`; return what it logged, or raise EncodingError with its complaint."""
    command = [executable(), "-hide_banner", "-nostdin", "-y", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
    if done.returncode < 0:
        raise EncodingError(
            f"ffmpeg was stopped by signal {-done.returncode}; is there room and memory enough?"
        )
    if done.returncode:
        raise EncodingError(f"ffmpeg failed: {_complaint(done.stderr) or 'it said nothing'}")
    return done.stderr


def _complaint(log: str) -> str:
    """Return the last line that speaks of a mistake, else the last one: after a full disk more may come."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    faults = [line for line in lines if _FAULT.search(line)]
    return next(reversed(faults or lines), "")


@dataclass(frozen=True, slots=True)
class Loudness:
    """EBU R 128: integrated loudness, None where nothing is heard, and the true peak (silence: −inf).

    A one-channel file is read as one channel, as every meter does by default; the same sound on two
    loudspeakers (`dualmono=true`) reads 3 LU higher.
    """

    integrated_lufs: float | None
    true_peak_dbtp: float


NOTHING_LUFS = -70.0  # the absolute gate: what ebur128 says of silence, and of less than 400 ms
_INTEGRATED = re.compile(r"^\s*I:\s*(-?[\d.]+|-?inf|nan)\s*LUFS", re.MULTILINE)
_PEAK = re.compile(r"^\s*Peak:\s*(-?[\d.]+|-?inf|nan)\s*dBFS", re.MULTILINE)


def measure_loudness(source: Sequence[str], *, peak: bool = True) -> Loudness:
    """Measure what ffmpeg reads with the input arguments `source`, without holding it in memory.

    Leave out the peak where it is not needed: that is half of the work. Raises EncodingError.
    """
    meter = f"ebur128=framelog=quiet:peak={'true' if peak else 'none'}"
    return read_loudness(run([*source, "-map", "0:a:0", "-af", meter, "-f", "null", "-"]))


def read_loudness(log: str) -> Loudness:
    """Return what the summary at the end of ebur128's log says; raise EncodingError if there is none."""
    summary = log[log.rfind("Summary:") :] if "Summary:" in log else ""
    integrated, peak = _INTEGRATED.search(summary), _PEAK.search(summary)
    if not integrated:
        raise EncodingError("The loudness could not be measured: ffmpeg gave no ebur128 summary.")
    lufs = float(integrated[1])
    dbtp = float(peak[1]) if peak else -math.inf
    heard = math.isfinite(lufs) and lufs > NOTHING_LUFS
    return Loudness(lufs if heard else None, dbtp if math.isfinite(dbtp) else -math.inf)
