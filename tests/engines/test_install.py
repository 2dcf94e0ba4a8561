"""Installing over HTTP from a server that breaks off, lies and sends the wrong thing; and from a disk."""

import contextlib
import gzip
import hashlib
import json
import resource
import shutil
import socket
import threading
import urllib.request
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bulletin.engines import Voice
from bulletin.engines.catalog import find_voice, missing, read_voice
from bulletin.engines.download import _Redirects
from bulletin.engines.install import install, remove
from bulletin.errors import InstallError, VoiceError

CONTENT = bytes(range(256)) * 4000  # a megabyte
DIGEST = hashlib.sha256(CONTENT).hexdigest()


class Server(ThreadingHTTPServer):
    """Serves CONTENT in the ways of the paths below, and remembers the ranges that it was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.ranges: list[str] = []
        self.content = CONTENT
        self.broken = 0

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{path}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # who asks may have heard enough
            super().handle()

    def log_message(self, *arguments: object) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self.server.ranges.append(wanted)
        how = self.path.rpartition("/")[2].partition(".")[0]
        content = self.server.content
        if how in ("missing", "forbidden"):
            self.send_error({"missing": 404, "forbidden": 403}[how])
            return
        if how == "moved":
            self.redirect(self.server.address("breaks.bin"))
            return
        if how in ("loop", "elsewhere"):
            self.redirect({"loop": self.path, "elsewhere": "file:///etc/passwd"}[how])
            return
        if how == "busy" and not self.server.broken:
            self.server.broken += 1
            self.send_error(429)
            return
        if how in ("gzip", "halfgzip", "page"):
            self.send_whole(how)
            return
        if how == "chunked":
            self.send_chunks()
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and how != "norange" else 0
        if start and start >= len(content):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        length = len(content) - start
        self.send_header("Content-Length", str(length + 10 if how == "liar" else length))
        self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()[:8]}"')
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.end_headers()
        if how in ("breaks", "norange") and self.server.broken < 2:
            self.server.broken += 1
            self.wfile.write(content[start : start + 300_000])
            return  # and the connection is closed
        self.wfile.write(content[start:])

    def redirect(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send_whole(self, how: str) -> None:
        """Send it compressed though nobody asked for that, half of that at first, or a page to log in."""
        body = b"<html>Wifi</html>" if how == "page" else gzip.compress(self.server.content)
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if how == "page" else "application/octet-stream")
        if how != "page":
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if how == "halfgzip" and not self.server.broken:
            self.server.broken += 1
            body = body[: len(body) // 2]
        self.wfile.write(body)

    def send_chunks(self) -> None:
        """Send it in chunks, of a length that nobody tells, and break off the first time."""
        self.protocol_version = "HTTP/1.1"
        self.close_connection = True
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for start in range(0, len(self.server.content), 100_000):
            if start == 300_000 and not self.server.broken:
                self.server.broken += 1
                return
            chunk = self.server.content[start : start + 100_000]
            self.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr("bulletin.engines.download._WAIT_SECONDS", 0.01)
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BULLETIN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("BULLETIN_VOICES", str(tmp_path / "offered"))
    return tmp_path / "data" / "voices"


def offer(
    tmp_path: Path, address: str, size: int = 0, digest: str = "", more: str = "", top: str = ""
) -> Voice:
    """Return a voice of one file that is in the catalog."""
    folder = tmp_path / "offered" / "stem"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "voice.toml").write_text(
        f'engine = "silence"\nsample_rate = 24000\nlicence = "CC0"\n{top}\n'
        f'[[files]]\npath = "model.bin"\nsize = {size}\nsha256 = "{digest}"\naddress = "{address}"\n{more}',
        encoding="utf-8",
    )
    return read_voice(folder)


def test_voice_is_installed_and_found(server: Server, tmp_path: Path, data: Path) -> None:
    voice = offer(tmp_path, server.address("good.bin"), len(CONTENT), DIGEST)
    assert missing(voice)
    seen: list[tuple[str, int, int]] = []
    installed = install(voice, progress=lambda *told: seen.append(told))
    assert installed.folder == data / "stem"
    assert (installed.folder / "model.bin").read_bytes() == CONTENT
    assert find_voice("stem") == installed
    assert seen[-1] == ("model.bin", len(CONTENT), len(CONTENT))
    assert [received for _, received, _ in seen] == sorted(received for _, received, _ in seen)


@pytest.mark.parametrize("how", ["moved", "gzip", "halfgzip", "chunked", "busy"])
def test_servers_own_ways_are_followed(server: Server, tmp_path: Path, how: str) -> None:
    """Redirects, compression that nobody asked for, chunks of no known length, too many requests."""
    voice = offer(tmp_path, server.address(f"{how}.bin"))
    assert (install(voice).folder / "model.bin").read_bytes() == CONTENT


def test_proxy_of_the_environment_is_used(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", server.address(""))
    voice = offer(tmp_path, "http://nowhere.invalid/good.bin")
    assert (install(voice).folder / "model.bin").read_bytes() == CONTENT


def test_server_that_says_nothing_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin.engines.download._TIMEOUT_SECONDS", 0.1)
    monkeypatch.setattr("bulletin.engines.download._WAIT_SECONDS", 0.01)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        voice = offer(tmp_path, f"http://127.0.0.1:{silent.getsockname()[1]}/model.bin")
        with pytest.raises(InstallError, match=r"cannot be fetched: timed out.*the same command goes on"):
            install(voice)


@pytest.mark.parametrize("how", ["breaks", "norange"])
def test_broken_off_transfer_is_gone_on_with(server: Server, tmp_path: Path, how: str) -> None:
    voice = offer(tmp_path, server.address(f"{how}.bin"), len(CONTENT), DIGEST)
    assert (install(voice).folder / "model.bin").read_bytes() == CONTENT
    assert len(server.ranges) == 3
    assert server.ranges[0] == ""
    assert server.ranges[1].startswith("bytes=")


def test_next_command_goes_on_where_this_one_gave_up(
    server: Server, tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = offer(tmp_path, server.address("breaks.bin"), len(CONTENT), DIGEST)
    monkeypatch.setattr("bulletin.engines.download._TRIES", 1)
    with pytest.raises(VoiceError, match=r"What came is kept"):
        install(voice)
    assert not (data / "stem").exists(), "half a voice is no voice"
    server.broken = 2
    assert (install(voice).folder / "model.bin").read_bytes() == CONTENT
    assert server.ranges[-1] != "bytes=0-"
    assert server.ranges[-1].startswith("bytes=")


@pytest.mark.parametrize(
    ("path", "size", "digest", "told"),
    [
        ("good.bin", len(CONTENT) + 1, DIGEST, "it is another file"),
        ("liar.bin", 0, DIGEST, "cannot be fetched"),
        ("good.bin", 0, "0" * 64, "not the file that it should be"),
        ("missing.bin", 0, "", "404"),
        ("forbidden.bin", 0, "", "403"),
        ("page.bin", 0, "", "a web page instead of the file"),
        ("loop.bin", 0, "", "302"),
        ("elsewhere.bin", 0, "", "is not allowed"),
    ],
    ids=[
        "size of the catalog", "server lies about the size", "wrong hash", "nothing there", "not for you",
        "page to log in", "redirects without end", "redirect to a disk",
    ],
)  # fmt: skip
def test_what_is_not_right_is_not_installed(
    server: Server, tmp_path: Path, data: Path, path: str, size: int, digest: str, told: str
) -> None:
    voice = offer(tmp_path, server.address(path), size, digest)
    with pytest.raises(InstallError, match=told) as caught:
        install(voice)
    assert caught.value.exit_code == 1
    assert not (data / "stem").exists()


@pytest.mark.parametrize(("start", "goal"), [("https", "http"), ("https", "ftp"), ("http", "ftp")])
def test_redirect_to_a_less_safe_place_is_not_followed(start: str, goal: str) -> None:
    request = urllib.request.Request(f"{start}://nowhere.invalid/x")
    with pytest.raises(InstallError, match="which is not safe; nothing was fetched"):
        _Redirects().redirect_request(request, None, 302, "Found", {}, f"{goal}://nowhere.invalid/x")


def test_full_disk_is_told_at_once(server: Server, tmp_path: Path, data: Path) -> None:
    """Nothing is half-written, and there is no second try of what cannot go well."""
    voice = offer(tmp_path, server.address("good.bin"), len(CONTENT), DIGEST)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, before[1]))
    try:
        with pytest.raises(InstallError, match=r"cannot be installed in .*File too large"):
            install(voice)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not (data / "stem").exists()
    assert len(server.ranges) == 1
    assert (install(voice).folder / "model.bin").read_bytes() == CONTENT
    assert server.ranges[-1].startswith("bytes="), "what came is gone on with"


def test_voice_that_the_disk_has_no_room_for_is_not_begun(server: Server, tmp_path: Path) -> None:
    with pytest.raises(InstallError, match=r"needs 999999999 MB, and .* left\. BULLETIN_DATA"):
        install(offer(tmp_path, server.address("good.bin"), top="megabytes = 999999999"))
    assert not server.ranges


def test_place_that_cannot_be_written_is_told(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("BULLETIN_DATA", str(tmp_path / "file"))
    with pytest.raises(InstallError, match=r"cannot be installed in .*BULLETIN_DATA names another"):
        install(offer(tmp_path, server.address("good.bin")))


def test_damaged_file_is_fetched_again(server: Server, tmp_path: Path) -> None:
    installed = install(offer(tmp_path, server.address("good.bin"), len(CONTENT), DIGEST))
    (installed.folder / "model.bin").write_bytes(b"x" * len(CONTENT))
    assert (install(installed).folder / "model.bin").read_bytes() == CONTENT


def test_failed_update_leaves_the_voice_that_was_there(server: Server, tmp_path: Path, data: Path) -> None:
    install(offer(tmp_path, server.address("good.bin"), len(CONTENT), DIGEST))
    with pytest.raises(VoiceError):
        install(offer(tmp_path, server.address("good.bin"), 0, "0" * 64))
    assert (data / "stem" / "model.bin").read_bytes() == CONTENT


def test_hash_that_nobody_published_is_pinned_at_first_use(
    server: Server, tmp_path: Path, data: Path
) -> None:
    voice = offer(tmp_path, server.address("good.bin"))
    install(voice)
    assert json.loads((data / "pins.json").read_text()) == {server.address("good.bin"): DIGEST}
    server.content = b"something else"
    with pytest.raises(VoiceError, match="not the file that it should be"):
        install(voice)


def test_half_a_file_of_another_version_is_not_gone_on_with(
    server: Server, tmp_path: Path, data: Path
) -> None:
    """The hash notices that the part on disk was another file's, and the next try is from the beginning."""
    voice = offer(tmp_path, server.address("good.bin"), len(CONTENT), DIGEST)
    coming = data / ".stem.coming"
    coming.mkdir(parents=True)
    (coming / "model.bin.part").write_bytes(b"x" * 1000)
    with pytest.raises(VoiceError, match="not the file"):
        install(voice)
    assert (install(voice).folder / "model.bin").read_bytes() == CONTENT


def test_licence_against_commercial_use_must_be_accepted(server: Server, tmp_path: Path) -> None:
    voice = offer(tmp_path, server.address("good.bin"), top="commercial = false")
    with pytest.raises(VoiceError, match=r"non-commercial use only \(CC0\).*--accept-licence"):
        install(voice)
    assert not server.ranges, "it is said before anything is fetched"
    assert install(voice, accept_licence=True)


def test_address_of_another_kind_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x")
    with pytest.raises(VoiceError, match="not an address that can be fetched"):
        install(offer(tmp_path, secret.as_uri()))


@pytest.mark.parametrize("kind", ["folder", "deep folder", "zip", "file"])
def test_voice_is_installed_from_a_disk(tmp_path: Path, kind: str) -> None:
    voice = offer(tmp_path, "https://nowhere.invalid/deep/model.bin", len(CONTENT), DIGEST)
    disk = tmp_path / "disk" / ("inner" if kind == "deep folder" else "")
    disk.mkdir(parents=True)
    (disk / "model.bin").write_bytes(CONTENT)
    if kind == "zip":
        with zipfile.ZipFile(tmp_path / "voice.zip", "w") as archive:
            archive.write(disk / "model.bin", "stem/model.bin")
    source = {"zip": tmp_path / "voice.zip", "file": disk / "model.bin"}.get(kind, tmp_path / "disk")
    assert (install(voice, source).folder / "model.bin").read_bytes() == CONTENT


@pytest.mark.parametrize("kind", ["empty folder", "another file", "no such place", "no zip"])
def test_disk_without_the_file_is_told(tmp_path: Path, data: Path, kind: str) -> None:
    """--from is for machines without a network: nothing is fetched instead."""
    voice = offer(tmp_path, "https://nowhere.invalid/deep/model.bin", len(CONTENT), DIGEST)
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "other.bin").write_bytes(b"x")
    (disk / "bad.zip").write_bytes(b"x")
    source = {"another file": disk / "other.bin", "no zip": disk / "bad.zip", "no such place": disk / "none"}
    told = {"no zip": "no zip file", "no such place": "does not exist"}.get(
        kind, r"model\.bin, which is not in"
    )
    with pytest.raises(VoiceError, match=told):
        install(voice, source.get(kind, disk))
    assert not (data / "stem").exists()


@pytest.mark.parametrize("how", ["folder", "folder by its name", "zip of another name"])
def test_unpacked_model_on_the_disk_will_do(tmp_path: Path, how: str) -> None:
    """As Coqui keeps it itself, in a folder that is named after the archive."""
    more = '\n[[files]]\npath = "model"\naddress = "https://nowhere.invalid/tts--nl.zip"\nunpack = true\n'
    voice = offer(tmp_path, "https://nowhere.invalid/model.bin", more=more)
    disk = tmp_path / "disk"
    for name in ("tts--nl", *(("tts--en",) if how == "folder by its name" else ())):
        (disk / name).mkdir(parents=True)
        (disk / name / "config.json").write_text(name)
        (disk / name / "model_file.pth").write_text("weights")
    (disk / "model.bin").write_bytes(CONTENT)
    source = disk
    if how == "zip of another name":
        source = Path(shutil.make_archive(str(tmp_path / "mine"), "zip", disk))
    installed = install(voice, source)
    assert (installed.folder / "model" / "config.json").read_text() == "tts--nl"
    assert not missing(installed)


def test_wrong_file_on_the_disk_is_told(tmp_path: Path, data: Path) -> None:
    voice = offer(tmp_path, "https://nowhere.invalid/model.bin", len(CONTENT), DIGEST)
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "model.bin").write_bytes(b"another")
    with pytest.raises(VoiceError, match="7 bytes long instead of"):
        install(voice, tmp_path / "disk")
    assert not (data / "stem").exists()
    assert (tmp_path / "disk" / "model.bin").exists(), "what is the user's stays"


def test_zip_at_an_address_is_unpacked(server: Server, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "model.zip", "w") as archive:
        archive.writestr("tts_models--x/config.json", "{}")
        archive.writestr("tts_models--x/model_file.pth", "weights")
    server.content = (tmp_path / "model.zip").read_bytes()
    more = f'\n[[files]]\npath = "model"\naddress = "{server.address("good.zip")}"\nunpack = true\n'
    voice = offer(tmp_path, server.address("good.bin"), more=more)
    installed = install(voice)
    assert sorted(path.name for path in (installed.folder / "model").iterdir()) == [
        "config.json",
        "model_file.pth",
    ]
    assert not missing(installed)


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "a/../../outside", "C:\\outside"])
def test_zip_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    from bulletin.engines.archive import unpack

    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr(name, "x")
        archive.writestr("other", "x")
    with pytest.raises(VoiceError, match="outside its folder"):
        unpack(tmp_path / "bad.zip", tmp_path / "in")
    assert not (tmp_path / "outside").exists()


def test_installed_voice_is_removed(server: Server, tmp_path: Path, data: Path) -> None:
    install(offer(tmp_path, server.address("good.bin")))
    assert remove("stem") == data / "stem"
    assert not (data / "stem").exists()


def test_voice_of_the_program_needs_no_installation(data: Path) -> None:
    assert install(find_voice("silence")).folder != data / "silence"
    assert not data.exists()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("silence", "comes with the program"),
        ("nl_NL-pim-medium", "is not installed"),
        ("nothing", "no voice 'nothing'"),
        ("..", "no voice"),
        (".", "no voice"),
        ("stem", "not among the installed ones; remove that folder"),
    ],
)
def test_what_was_not_installed_is_not_removed(tmp_path: Path, name: str, told: str) -> None:
    offer(tmp_path, "https://nowhere.invalid/model.bin")
    with pytest.raises(VoiceError, match=told):
        remove(name)


def test_link_to_a_voice_is_removed_and_not_what_it_points_to(tmp_path: Path, data: Path) -> None:
    voice = offer(tmp_path, "https://nowhere.invalid/model.bin")
    data.mkdir(parents=True)
    (data / "stem").symlink_to(voice.folder)
    remove("stem")
    assert (voice.folder / "voice.toml").is_file()
