"""Fetch a file over HTTP, going on where it was broken off: `fetch(address, path, size, progress)`."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bulletin.errors import VoiceError
from bulletin.version import __version__

Progress = Callable[[str, int, int], None]
"""Is told a file's name, the bytes that are there, and how many there will be (0: not known)."""

_TRIES = 5
_WAIT_SECONDS = 0.5  # before the second try, and twice as long before each further one
_TIMEOUT_SECONDS = 30
_CHUNK = 1 << 18


def fetch(address: str, path: Path, size: int = 0, progress: Progress | None = None) -> None:
    """Put what `address` has in `path`; a part that is there from before is gone on with.

    Raise VoiceError if it cannot be had, or is not `size` bytes long (0: not known).
    """
    if not address.startswith(("https://", "http://")):
        raise VoiceError(f"{address} is not an address that can be fetched; it must begin with https://")
    part = path.with_name(f"{path.name}.part")
    for attempt in range(1, _TRIES + 1):
        try:
            if _fetch_more(address, part, size, progress):
                break
        except urllib.error.HTTPError as error:
            if error.code < 500:
                raise VoiceError(f"{address} cannot be fetched: {error.code} {error.reason}") from error
            reason: object = error
        except (OSError, http.client.HTTPException) as error:
            reason = error
        else:
            reason = "the connection was broken off"
        if attempt == _TRIES:
            raise VoiceError(
                f"{address} cannot be fetched: {reason}. What came is kept; the same command goes on with it."
            )
        time.sleep(_WAIT_SECONDS * 2 ** (attempt - 1))
    part.replace(path)
    _mark(part).unlink(missing_ok=True)


def check(path: Path, name: str, size: int, digest: str) -> None:
    """Raise VoiceError, and remove the file, if its size (0: any) or sha256 ('': any) is another."""
    found = path.stat().st_size
    if size and found != size:
        path.unlink()
        raise VoiceError(f"{name} is {found} bytes long instead of {size}; it was removed. Try once more.")
    if digest and sha256(path) != digest.lower():
        path.unlink()
        raise VoiceError(
            f"{name} is not the file that it should be: its sha256 is not {digest[:12]}…; it was removed. "
            "Try once more; if that does not help, its maker may have changed it."
        )


def sha256(path: Path) -> str:
    """Return the hash of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _fetch_more(address: str, part: Path, size: int, progress: Progress | None) -> bool:
    """Fetch what is missing of `part`; tell whether it is whole now."""
    there = part.stat().st_size if part.exists() else 0
    headers = {"User-Agent": f"bulletin/{__version__}", "Accept-Encoding": "identity"}
    mark = _mark(part).read_text(encoding="utf-8") if _mark(part).exists() else ""
    if there:
        headers["Range"] = f"bytes={there}-"
        if mark:
            headers["If-Range"] = mark
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - http(s) was checked
    try:
        response = urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS)  # noqa: S310
    except urllib.error.HTTPError as error:
        if error.code != http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise
        if size and there == size:
            return True
        part.unlink()  # what is there is longer than the file: begin again
        return False
    with response:
        goes_on = response.status == http.HTTPStatus.PARTIAL_CONTENT and _begins_at(response, there)
        start = there if goes_on else 0
        length = response.headers.get("Content-Length", "")
        total = start + int(length) if length.isdigit() else 0
        if size and total and total != size:
            part.unlink(missing_ok=True)
            raise VoiceError(f"{address} is {total} bytes long instead of {size}: it is another file.")
        _mark(part).write_text(response.headers.get("ETag", ""), encoding="utf-8")
        received = _receive(response, part, start, size or total, progress)
    return not (size or total) or received == (size or total)


def _receive(response: Any, part: Path, start: int, total: int, progress: Progress | None) -> int:
    """Write what comes behind the first `start` bytes of `part`; return how long it is then."""
    received = start
    with part.open("r+b" if start else "wb") as stream:
        stream.seek(start)
        with contextlib.suppress(http.client.IncompleteRead):
            while chunk := response.read(_CHUNK):
                received += len(chunk)
                if total and received > total:
                    raise VoiceError(f"{part.stem} is longer than the {total} bytes that it should be.")
                stream.write(chunk)
                if progress:
                    progress(part.name.removesuffix(".part"), received, total)
        stream.truncate(received)
    return received


def _begins_at(response: Any, there: int) -> bool:
    """Tell whether the server sends from the byte that was asked for."""
    return str(response.headers.get("Content-Range", "")).startswith(f"bytes {there}-")


def _mark(part: Path) -> Path:
    """Return where the version of the half-fetched file is noted."""
    return part.with_name(f"{part.name}.etag")
