"""The local server: what a player and an app ask of it, and nothing that is not in the folder."""

import http.client
import socket
import threading
import time

import pytest
import uvicorn

from bulletin.errors import BulletinError, UsageError
from bulletin.publish import find_manifests, write_outputs, write_podcast
from bulletin.publish.serve import compose_index, make_app, media_type, serve
from bulletin.settings import Settings


@pytest.fixture(scope="module")
def folder(bulletin, tmp_path_factory):
    parent = tmp_path_factory.mktemp("served")
    (parent / "secret.txt").write_text("geheim")
    path = parent / "public"
    write_outputs(bulletin, path, ["mp3", "html"], stem="x")
    write_podcast(path, "https://nieuws.example/", Settings())
    (path / ".hidden").write_text("geheim")
    (path / "deep").mkdir()
    (path / "deep" / "file.txt").write_text("geheim")
    (path / "link.txt").symlink_to(parent / "secret.txt")
    return path


@pytest.fixture(scope="module")
def port(folder):
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(make_app(folder), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join(5)


@pytest.fixture
def ask(port):
    def ask(path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, body

    return ask


def test_a_range_gives_that_part(ask, folder):
    data = (folder / "x.mp3").read_bytes()
    status, headers, body = ask("/x.mp3", range="bytes=1000-1999")
    assert (status, body) == (206, data[1000:2000])
    assert headers["content-range"] == f"bytes 1000-1999/{len(data)}"
    assert headers["content-type"] == "audio/mpeg"
    assert ask("/x.mp3", range=f"bytes={len(data)}-")[0] == 416


def test_head_gives_the_size_and_no_body(ask, folder):
    status, headers, body = ask("/x.mp3", "HEAD")
    assert (status, body) == (200, b"")
    assert headers["content-length"] == str((folder / "x.mp3").stat().st_size)
    assert headers["accept-ranges"] == "bytes"


def test_an_unchanged_file_is_not_sent_again(ask):
    tag = ask("/x.vtt")[1]["etag"]
    status, _, body = ask("/x.vtt", if_none_match=tag)
    assert (status, body) == (304, b"")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("x.vtt", "text/vtt; charset=utf-8"),
        ("x.srt", "application/x-subrip; charset=utf-8"),
        ("x.transcript.json", "application/json; charset=utf-8"),
        ("x.chapters.json", "application/json+chapters; charset=utf-8"),
        ("x.html", "text/html; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("feed.css", "text/css; charset=utf-8"),
        ("cover.png", "image/png"),
    ],
)
def test_types_are_right_and_players_elsewhere_may_read(ask, name, kind):
    status, headers, _ = ask(f"/{name}", origin="https://speler.example")
    assert (status, headers["content-type"]) == (200, kind)
    assert headers["access-control-allow-origin"] == "*"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%2e%2e%2fsecret.txt", "//etc/passwd",
        "/..%5csecret.txt", "/.hidden", "/deep/file.txt", "/deep", "/link.txt", "/%00", "/none.mp3",
    ],
)  # fmt: skip
def test_nothing_outside_the_folder_is_given(ask, path):
    status, _, body = ask(path)
    assert status in (400, 404)
    assert b"geheim" not in body


def test_nothing_can_be_written(ask):
    assert ask("/x.mp3", "PUT")[0] == 405
    assert ask("/x.mp3", "DELETE")[0] == 405


def test_another_name_for_this_machine_is_not_answered(ask):
    assert ask("/", host="evil.example")[0] == 400
    assert ask("/", host="localhost")[0] == 200


def test_the_index_lists_the_bulletins(ask):
    status, headers, body = ask("/")
    page = body.decode()
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert '<a href="x.html">Kabinet steekt € 1 miljard in treinen</a>' in page
    assert 'src="x.mp3"' in page
    assert 'href="feed.xml"' in page
    assert "22 november 2026" in page


def test_hostile_titles_are_only_text_in_the_index(make_bulletin, hostile_title, tmp_path):
    write_outputs(make_bulletin(hostile_title), tmp_path, ["vtt"], stem="x")
    page = compose_index(find_manifests(tmp_path), feed=False)
    assert "<script" not in page
    assert page.count("<li>") == 1


def test_an_empty_folder_says_so(tmp_path):
    assert "nog geen bulletins" in compose_index((), feed=False)
    with pytest.raises(UsageError, match="is no folder"):
        make_app(tmp_path / "none")


def test_a_used_port_is_told(folder, port):
    with pytest.raises(BulletinError, match=f"127.0.0.1:{port} cannot be listened on"):
        serve(folder, "127.0.0.1", port, print)


def test_an_unknown_type_is_just_bytes():
    assert media_type("x.bin") == "application/octet-stream"


def test_a_damaged_bulletin_is_named_in_the_browser(ask, folder):
    """No traceback: the file that must be mended."""
    whole = (folder / "x.json").read_text("utf-8")
    (folder / "z.json").write_text(whole.replace('"cues"', '"cuez"'), "utf-8")
    try:
        status, headers, body = ask("/")
    finally:
        (folder / "z.json").unlink()
    assert (status, headers["content-type"]) == (500, "text/plain; charset=utf-8")
    assert b"z.json: is a damaged manifest" in body
    assert ask("/")[0] == 200
