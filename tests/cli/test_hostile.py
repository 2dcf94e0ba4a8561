"""A careless or hostile user: one message, exit code 2 (where the machine is at fault: 1), no half file."""

import errno
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from bulletin.cli import main
from bulletin.cli.group import _told

SILENT = ["--voice", "silence", "--quote-voice", "silence"]
TEXT = "Brug open\n\nDe brug is open. Het kost € 5.\n"
DEEP = "[" * 100_000
FILES = {
    "brug.txt": TEXT.encode(),
    "-rf.txt": TEXT.encode(),
    "'\"\n.txt": TEXT.encode(),
    "leeg.txt": b"",
    "wit.txt": b" \n\t\n",
    "tekens.txt": b"!!! ... ---\n\n***\n",
    "nul.txt": b"Brug\0open\n\nDe brug is open.\n",
    "beeld.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "deep.json": DEEP.encode(),
    "deep.toml": f"x = {DEEP}".encode(),
    "bytes.toml": b"\xff\xfe\x00[",
    "cover.toml": b'[bulletin]\ncover = "weg.jpg"\n',
    "nocover.toml": b'[bulletin]\ncover = "brug.txt"\n',
    "intro.toml": b'[sound]\nintro = "weg.wav"\n',
    "nointro.toml": b'[sound]\nintro = "beeld.txt"\n',
    "notes.json": b'{"mine": 1}',
    "pagina.html": b"<h1>Brug open</h1><p>De brug is open.</p>",
    "lexicon.toml": b'[bulletin]\nlexicons = ["weg.tsv"]\n',
}
MISUSE = [
    (["make", "leeg.txt"], "leeg.txt: is empty"),
    (["make", "wit.txt"], "wit.txt: is empty"),
    (["make", "tekens.txt"], "no words to read"),
    (["make", "nul.txt"], "not a text file"),
    (["make", "beeld.txt"], "not a text file"),
    (["make", "map"], "is a folder"),
    (["make", "-rf.txt"], "No such option"),
    (["make", "y" * 300], "File name too long"),
    (["make", "/dev/zero"], "larger than 20 MB"),
    (["make", "-", "-"], "give it once"),
    (["make", "brug.txt", "-o", "y" * 300 + ".mp3"], "cannot be the name of a file"),
    (["make", "brug.txt", "-o", "y\nz.mp3"], "cannot be the name of a file"),
    (["make", "brug.txt", "-o", ".mp3"], "cannot be the name of a file"),
    (["make", "brug.txt", "-o", "uit"], "no name with a format at its end, as uit.mp3"),
    (["make", "brug.txt", "-o", "/dev/null"], "no name with a format at its end"),
    (["make", "brug.txt", "--rate", "nan"], "rate must be between"),
    (["make", "brug.txt", "--jobs", "-1"], "jobs must be between"),
    (["make", "brug.txt", "--voice", "~niemand"], "There is no voice '~niemand'"),
    (["make", "brug.txt", "--voice", "../x"], "There is no voice in ../x"),
    (["make", "brug.txt", "--voice", "y" * 5000], "There is no voice"),
    (["--config", "deep.toml", "make", "brug.txt"], "deep.toml: is not valid TOML"),
    (["--config", "bytes.toml", "make", "brug.txt"], "bytes.toml: is not valid TOML"),
    (["--config", "cover.toml", "make", "brug.txt"], "weg.jpg cannot be read"),
    (["--config", "nocover.toml", "make", "brug.txt"], "brug.txt is not a PNG or JPEG"),
    (["--config", "intro.toml", "make", "brug.txt"], "weg.wav is not there"),
    (["--config", "nointro.toml", "make", "brug.txt"], "beeld.txt cannot be read as sound"),
    (["--config", "lexicon.toml", "make", "brug.txt"], "weg.tsv cannot be read: No such file"),
    (["make", "pagina.html", "-o", "pagina.html"], "pagina.html: is a source"),
    (["make", "pagina.html", "-o", "./pagina.mp3", "--format", "html"], "pagina.html: is a source"),
    (["make", "brug.txt", "-o", "notes.mp3"], "notes.json: is there and is not bulletin's"),
    (["publish", "deep.json", "--format", "vtt"], "not a manifest"),
    (["publish", "brug.txt", "--format", "vtt"], "has no brug.json beside it"),
    (["publish", "map", "--format", "vtt"], "holds no bulletins yet"),
    (["publish", "map", "--format", ","], "names nothing"),
    (["feed", "map", "--base-url", "https://x.example/"], "holds no bulletins yet"),
    (["say", " "], "nothing to say"),
    (["say", "hoi", "-o", "map"], "no kind of sound"),
    (["normalize", "weg.txt"], "weg.txt: no such file"),
    (["voices", "install", "../x"], "There is no voice in ../x"),
    (["voices", "remove", ".."], "There is no voice '..'"),
    (["voices", "add", "map"], "holds no voice"),
    (["play", "weg.mp3"], "cannot be read"),
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, content in FILES.items():
        Path(name).write_bytes(content)
    Path("map").mkdir()
    return tmp_path


def run(*arguments, **options):
    return CliRunner().invoke(main, list(arguments), **options)


def process(*arguments, **options):
    """Run the program as a shell does."""
    command = [sys.executable, "-m", "bulletin", *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=60, **options)


@pytest.mark.parametrize(("arguments", "message"), MISUSE, ids=[" ".join(a)[:40] for a, _ in MISUSE])
def test_a_mistake_is_one_message_and_exit_code_2(folder, arguments, message):
    """It says what and where, before anything is rendered, and leaves the folder as it was."""
    silent = SILENT if "make" in arguments and "--voice" not in arguments else []
    before = sorted(folder.rglob("*"))
    result = run(*arguments, *silent)
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert "sentences" not in result.stderr
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("name", ["./-rf.txt", "'\"\n.txt"])
def test_odd_names_are_only_names(folder, name):
    """A leading dash behind a path, quotes and a line break mean nothing to anybody."""
    result = run("make", name, *SILENT, "-o", "uit.mp3")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("wrong", [None, "x", [], {}, -1, [None], {"a": [1]}, "../../etc/passwd", 1e400])
def test_a_manifest_may_hold_anything(folder, wrong):
    """Whatever stands under whatever key: files are written, or it is told to be damaged."""
    run("make", "brug.txt", *SILENT, "-o", "uit/brug.mp3", "--quiet")
    manifest = Path("uit/brug.json")
    whole = json.loads(manifest.read_text("utf-8"))
    for key in whole:
        manifest.write_text(json.dumps({**whole, key: wrong}), "utf-8")
        result = run("publish", "uit/brug.json", "--format", "vtt,json")
        assert result.exit_code in (0, 2), (key, result.output)
        assert {path.parent for path in folder.rglob("*.vtt")} <= {folder / "uit"}


def test_closed_streams_are_told_or_left_alone(folder):
    """No standard input to read from is a mistake; no standard error is none."""
    closed = process("make", "-", *SILENT, preexec_fn=lambda: os.close(0))
    assert closed.returncode == 2
    assert b"standard input: is closed" in closed.stderr
    silent = process("make", "brug.txt", *SILENT, "-o", "x.mp3", preexec_fn=lambda: os.close(2))
    assert silent.returncode == 0
    assert silent.stdout == b"x.mp3\n"


@pytest.mark.parametrize(
    "arguments", [["make", "brug.txt", *SILENT], ["say", "Hallo.", "--voice", "silence"]]
)
def test_a_full_disk_is_told_and_leaves_nothing(folder, arguments):
    """Exit code 1, what may help, no half file, no temporary file."""

    def full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    Path("tmp").mkdir()
    told = process(
        *arguments, "-o", "uit/x.mp3", preexec_fn=full, env={**os.environ, "TMPDIR": str(folder / "tmp")}
    )
    assert told.returncode == 1, told.stderr
    assert b"Make room" in told.stderr
    assert b"report" not in told.stderr
    assert [*folder.glob("uit/*"), *folder.glob("tmp/*")] == []


def test_the_reader_of_a_pipe_may_go(folder):
    """`bulletin normalize … | head -1` ends in silence."""
    Path("lang.txt").write_text("De brug is open en kost € 5.\n" * 20_000, "utf-8")
    command = [sys.executable, "-m", "bulletin", "normalize", "lang.txt"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as writer:
        assert writer.stdout.readline() == b"De brug is open en kost vijf euro.\n"
        writer.stdout.close()
        assert writer.stderr.read() == b""


def test_a_service_manager_stops_it_as_ctrl_c_does(folder):
    """SIGTERM leaves no half file and no temporary one."""
    Path("lang.txt").write_text("Lang\n\n" + "De brug is na maanden weer open voor iedereen.\n\n" * 8000)
    Path("tmp").mkdir()
    temporary = folder / "tmp"
    command = [sys.executable, "-m", "bulletin", "make", "lang.txt", *SILENT, "-o", "uit/lang.mp3"]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as running:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not any(temporary.glob("*.f32")):
            time.sleep(0.05)
        running.send_signal(signal.SIGTERM)
        stdout, stderr = running.communicate(timeout=60)
    assert (running.returncode, stdout) == (130, b"")
    assert b"Stopped." in stderr
    assert [*folder.glob("uit/*"), *temporary.iterdir()] == []


def test_two_runs_into_one_place_leave_whole_files(folder):
    """Both say so, and what is there can be published on."""
    command = [sys.executable, "-m", "bulletin", "make", "brug.txt", *SILENT, "-o", "uit/b.mp3", "--quiet"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    assert [one.communicate(timeout=60) for one in runs] == [(b"uit/b.mp3\n", b"")] * 2
    assert sorted(path.name for path in Path("uit").iterdir()) == ["b.json", "b.mp3"]
    assert run("publish", "uit", "--format", "html").stdout == "uit/b.html\n"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError(errno.EROFS, "Read-only file system", "uit"), "uit: Read-only file system."),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device. Make room"),
        (OSError("odd"), "odd."),
    ],
)
def test_what_the_machine_refuses_is_told(error, message):
    assert _told(error).startswith(message)
