"""Fetch a file over HTTP, going on where it was broken off: `fetch(address, path, size, progress)`."""

from __future__ import annotations

import errno
import hashlib
import http.client
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bulletin.errors import InstallError, VoiceError
from bulletin.version import __version__

Progress = Callable[[str, int, int], None]
"""Is told a file's name, the bytes that are there, and how many there will be (0: not known)."""

_TRIES = 5
_WAIT_SECONDS = 0.5  # before the second try, and twice as long before each further one
_TIMEOUT_SECONDS = 30
_CHUNK = 1 << 18
_BROKEN_OFF = "the connection was broken off"
_AGAIN = (408, 429)  # of the answers below 500: the same request may go well later
_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG, errno.ENOTDIR)
_ANY_COMPRESSION = zlib.MAX_WBITS | 32  # gzip or deflate, by its first bytes


def fetch(address: str, path: Path, size: int = 0, progress: Progress | None = None) -> None:
    """Put what `address` has in `path`; a part that is there from before is gone on with.

    Raise InstallError if it cannot be had, or is not `size` bytes long (0: not known).
    """
    if not address.startswith(("https://", "http://")):
        raise VoiceError(f"{address} is not an address that can be fetched; it must begin with https://")
    part = path.with_name(f"{path.name}.part")
    for attempt in range(1, _TRIES + 1):
        try:
            if _fetch_more(address, part, size, progress):
                break
        except urllib.error.HTTPError as error:
            if error.code < 500 and error.code not in _AGAIN:
                raise InstallError(f"{address} cannot be fetched: {error.code} {error.reason}") from error
            reason: object = error
        except urllib.error.URLError as error:
            reason = error.reason
        except (http.client.IncompleteRead, zlib.error):
            reason = _BROKEN_OFF
        except (OSError, http.client.HTTPException) as error:
            if isinstance(error, OSError) and error.errno in _DISK:
                raise  # of the disk here, not of the network: another try does not help
            reason = error
        else:
            reason = _BROKEN_OFF
        if attempt == _TRIES:
            raise InstallError(
                f"{address} cannot be fetched: {reason}. What came is kept; the same command goes on with it."
            )
        time.sleep(_WAIT_SECONDS * 2 ** (attempt - 1))
    part.replace(path)
    _mark(part).unlink(missing_ok=True)


def check(path: Path, name: str, size: int, digest: str) -> None:
    """Raise InstallError, and remove the file, if its size (0: any) or sha256 ('': any) is another."""
    found = path.stat().st_size
    if size and found != size:
        path.unlink()
        raise InstallError(f"{name} is {found} bytes long instead of {size}; it was removed. Try once more.")
    if digest and sha256(path) != digest.lower():
        path.unlink()
        raise InstallError(
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
        response = urllib.request.build_opener(_Redirects).open(request, timeout=_TIMEOUT_SECONDS)
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
        if response.headers.get_content_type() == "text/html":
            raise InstallError(
                f"{address} gives a web page instead of the file; does the network want you to log in first?"
            )
        packed = response.headers.get("Content-Encoding", "identity").lower() != "identity"
        length = "" if packed else response.headers.get("Content-Length", "")
        total = start + int(length) if length.isdigit() else 0
        if size and total and total != size:
            part.unlink(missing_ok=True)
            raise InstallError(f"{address} is {total} bytes long instead of {size}: it is another file.")
        _mark(part).write_text(response.headers.get("ETag", ""), encoding="utf-8")
        chunks = _unpacked(response) if packed else iter(lambda: response.read(_CHUNK), b"")
        received = _receive(chunks, part, start, size or total, progress)
    return not (size or total) or received == (size or total)


def _unpacked(response: Any) -> Iterator[bytes]:
    """Yield the file of an answer that comes compressed, though that was not asked for."""
    unpacker = zlib.decompressobj(_ANY_COMPRESSION)
    while not unpacker.eof:
        chunk = response.read(_CHUNK)
        if not chunk:
            raise zlib.error(_BROKEN_OFF)
        if unpacked := unpacker.decompress(chunk):
            yield unpacked


def _receive(chunks: Iterator[bytes], part: Path, start: int, total: int, progress: Progress | None) -> int:
    """Write what comes behind the first `start` bytes of `part`; return how long it is then."""
    received = start
    with part.open("r+b" if start else "wb") as stream:
        stream.seek(start)
        for chunk in chunks:
            received += len(chunk)
            if total and received > total:
                raise InstallError(f"{part.stem} is longer than the {total} bytes that it should be.")
            stream.write(chunk)
            if progress:
                progress(part.name.removesuffix(".part"), received, total)
    return received


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows to other places, but never from https to where anybody could put another file."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        safe = ("https://",) if req.type == "https" else ("https://", "http://")
        if not newurl.startswith(safe):
            raise InstallError(
                f"{req.full_url} sends on to {newurl}, which is not safe; nothing was fetched."
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _begins_at(response: Any, there: int) -> bool:
    """Tell whether the server sends from the byte that was asked for."""
    return str(response.headers.get("Content-Range", "")).startswith(f"bytes {there}-")


def _mark(part: Path) -> Path:
    """Return where the version of the half-fetched file is noted."""
    return part.with_name(f"{part.name}.etag")
