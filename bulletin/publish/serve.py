"""A small local server for a folder of bulletins: an index in Dutch, the pages, the feed, with byte ranges.

It listens on this machine only unless told otherwise, and gives out only files that lie in the folder itself.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from importlib import resources
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from bulletin.errors import BulletinError, UsageError
from bulletin.publish.clock import spoken_length
from bulletin.publish.feed import FEED
from bulletin.publish.html import dutch_date
from bulletin.publish.manifest import TYPES, Manifest, read_folder
from bulletin.publish.names import title
from bulletin.publish.text import first_sentence

if TYPE_CHECKING:
    from starlette.applications import Starlette

LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - only where the user asks for it
OTHER_TYPES = {".xml": "application/xml", ".css": "text/css", ".json": "application/json"}
TEXT = (".html", ".vtt", ".srt", ".xml", ".css", ".json")
NAMES = {".epub": "EPUB", ".vtt": "ondertitels", ".mp3": "MP3", ".m4b": "M4B", ".opus": "Opus"}


def make_app(folder: Path, host: str = LOOPBACK[0]) -> Starlette:
    """Return the ASGI application for a folder. Raises UsageError if it is no folder."""
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.cors import CORSMiddleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware
    from starlette.requests import Request
    from starlette.responses import HTMLResponse, PlainTextResponse, Response
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    root = folder.resolve()
    if not root.is_dir():
        raise UsageError(f"{folder}: is no folder; serve the one that `bulletin make` fills.")

    class Files(StaticFiles):
        """The files of the folder itself: no hidden ones, nothing deeper, no link that leads out."""

        def lookup_path(self, path: str) -> tuple[str, Any]:
            if path.startswith(".") or Path(path).name != path or "\\" in path:
                return "", None
            return super().lookup_path(path)

        def file_response(self, full_path: Any, *arguments: Any, **options: Any) -> Response:
            response = super().file_response(full_path, *arguments, **options)
            response.headers["content-type"] = media_type(str(full_path))
            response.headers["x-content-type-options"] = "nosniff"
            response.headers["cache-control"] = "no-cache"
            return response

    def index(_request: Request) -> Response:
        try:
            manifests = read_folder(root)
        except UsageError as error:  # a damaged one: whoever looks can mend it
            return PlainTextResponse(str(error), status_code=500)
        return HTMLResponse(compose_index(manifests, feed=(root / FEED).is_file()))

    # A page elsewhere could point its own name at this machine; only our names are answered.
    hosts = ["*"] if host in EVERYWHERE else [*LOOPBACK, "[::1]", host]
    guards = [
        Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
        Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD"]),
    ]
    routes = [Route("/", index), Mount("/", Files(directory=root, follow_symlink=False))]
    return Starlette(routes=routes, middleware=guards)


def serve(folder: Path, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Serve the folder until it is stopped; `announce` gets the address. Raises BulletinError."""
    import socket

    import uvicorn

    app = make_app(folder, host)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)  # before the address is told
    except OSError as error:
        listener.close()
        raise BulletinError(f"{host}:{port} cannot be listened on: {error.strerror}; try --port.") from error
    shown = f"[{host}]" if ":" in host else host
    announce(f"http://{shown}:{listener.getsockname()[1]}/")
    uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run(sockets=[listener])


def media_type(name: str) -> str:
    """Return the type of a file by the end of its name."""
    kinds = {**TYPES, **OTHER_TYPES, ".png": "image/png", ".jpg": "image/jpeg"}
    longest = sorted((suffix for suffix in kinds if name.endswith(suffix)), key=len)
    kind = kinds[longest[-1]] if longest else "application/octet-stream"
    return f"{kind}; charset=utf-8" if name.endswith(TEXT) else kind


def compose_index(manifests: tuple[Manifest, ...], *, feed: bool) -> str:
    """Return the index page: every bulletin with its player, its read-along page and its other files."""
    template = resources.files("bulletin.publish").joinpath("templates", "index.html").read_text("utf-8")
    items = "\n".join(_entry(manifest) for manifest in manifests)
    link = f'<p><a href="{FEED}">Podcastfeed</a></p>' if feed else ""
    empty = "<p>Er zijn nog geen bulletins in deze map.</p>"
    return Template(template).substitute(items=f"<ol>\n{items}\n</ol>" if items else empty, feed=link)


def _entry(manifest: Manifest) -> str:
    """Return the list item of one bulletin."""
    bulletin = manifest.bulletin
    name = escape(title(bulletin))
    page, sound = manifest.file(".html"), manifest.file(".mp3")
    source = quote(sound.name) if sound else ""
    heading = f'<a href="{quote(page.name)}">{name}</a>' if page else name
    length = spoken_length(bulletin.audio.length, bulletin.audio.rate)
    day = manifest.published
    when = f'<time datetime="{day.isoformat()}">{dutch_date(day.date())}, {day:%H.%M} uur</time>'
    player = f'<audio controls preload="none" aria-label="{name}" src="{source}"></audio>' if sound else ""
    links = [
        f'<a href="{quote(file.name)}">{label}</a>'
        for suffix, label in NAMES.items()
        if (file := manifest.file(suffix))
    ]
    return (
        f"<li><h2>{heading}</h2>\n"
        f'<p class="about">{when} · {length}</p>\n'
        f"<p>{escape(first_sentence(bulletin))}</p>\n{player}\n"
        f'<p class="about">{" · ".join(links)}</p></li>'
    )
