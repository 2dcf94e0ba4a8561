"""`bulletin make` as a user and a shell script see it."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from bulletin import __version__
from bulletin.cli import main

SILENT = ["--voice", "silence", "--quote-voice", "silence"]
TEXT = "Brug open\n\nDe brug is open. “Eindelijk rust in de stad”, zei Smit.\n\nHet kost € 5.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "brug.txt").write_text(TEXT, "utf-8")
    return tmp_path


def run(*arguments, **options):
    return CliRunner().invoke(main, list(arguments), **options)


def test_only_the_path_is_on_standard_output(folder):
    """A shell script can take standard output as the file's name."""
    result = run("make", "brug.txt", *SILENT)
    assert result.exit_code == 0, result.output
    (path,) = (folder / "output").glob("*.mp3")
    assert result.stdout == f"output/{path.name}\n"
    assert path.name.endswith("-brug-open.mp3")
    assert "sentences" in result.stderr


def test_quiet_says_nothing_else(folder):
    """--quiet: no progress."""
    result = run("make", "brug.txt", *SILENT, "--quiet", "-o", "x.mp3")
    assert (result.stdout, result.stderr) == ("x.mp3\n", "")


def test_standard_input_is_a_source(folder):
    """'-' reads the article from standard input."""
    result = run("make", "-", *SILENT, "-o", "in.mp3", input=TEXT)
    assert result.exit_code == 0, result.output
    assert (folder / "in.mp3").is_file()


def test_dry_run_prints_the_script_and_makes_nothing(folder):
    """The script and the expected length, no file, no cache."""
    result = run("make", "brug.txt", "--dry-run", *SILENT)
    assert "Het kost vijf euro." in result.stdout
    assert "of sound" in result.stdout
    assert not (folder / "output").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["weg.txt"], "weg.txt: no such file"),
        (["brug.txt", "-o", "brug.doc"], "cannot write 'doc'"),
        (["brug.txt", "--format", "mp3,mp4"], "cannot write 'mp4'"),
        (["brug.txt", "--rate", "9"], "rate must be between 0.5 and 2"),
        (["brug.txt", "--rate", "snel"], "not a valid float"),
        (["brug.txt", "--voice", "silense"], "do you mean silence"),
        ([], "Missing argument"),
    ],
)
def test_a_mistake_is_told_and_exits_with_2(folder, arguments, message):
    """What is wrong and what could be done; no traceback, no output."""
    result = run("make", *arguments, *([] if "--voice" in arguments else SILENT))
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""


def test_several_formats_are_written_at_once(folder):
    """--format takes a list; every path is printed, the first one first."""
    result = run("make", "brug.txt", *SILENT, "-o", "x.mp3", "--format", "vtt,wav")
    assert result.stdout.splitlines() == ["x.mp3", "x.vtt", "x.wav"]
    assert all((folder / name).stat().st_size for name in result.stdout.splitlines())


def test_a_folder_that_cannot_be_written_is_told_before_the_work(folder):
    """The voice says nothing for a bulletin that could not be kept."""
    (folder / "bezet").write_text("een bestand")
    result = run("make", "brug.txt", *SILENT, "-o", "bezet/x.mp3")
    assert result.exit_code == 1
    assert "bezet" in result.stderr
    assert "sentences" not in result.stderr


def test_a_bug_is_no_traceback(folder, monkeypatch):
    """An error that nobody foresaw is still one message, and exit code 1."""
    from bulletin import pipeline

    def broken(*_):
        raise RuntimeError("kapot")

    monkeypatch.setattr(pipeline, "write_script", broken)
    monkeypatch.delenv("BULLETIN_DEBUG", raising=False)
    result = run("make", "brug.txt", *SILENT)
    assert result.exit_code == 1
    assert "RuntimeError: kapot" in result.stderr
    assert "Traceback" not in result.output


def test_ctrl_c_says_what_is_kept_and_leaves_no_file(folder):
    """A real interrupt in a real process: exit code 130, no half file, and the way to go on."""
    sentence = "De brug bij Kampen is nu na maanden van werk weer helemaal open. "
    (folder / "lang.txt").write_text("Lang\n\n" + "\n\n".join(sentence * 40 for _ in range(400)), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "bulletin", "make", "lang.txt", *SILENT, "-o", "lang.mp3"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        # A shell lets what it starts in the background ignore the interrupt, this test run perhaps.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    cache = os.environ["BULLETIN_CACHE"]
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not any(files for _, _, files in os.walk(cache)):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr
    assert "Stopped." in stderr
    assert "Traceback" not in stderr
    assert stdout == ""
    assert [path.name for path in folder.iterdir() if path.suffix == ".mp3"] == []


def test_script_as_json_has_all_of_an_utterance(folder):
    """Role, voice, text, pauses and the place in the source."""
    result = run("script", "brug.txt", "--json", *SILENT)
    document = json.loads(result.stdout)
    quote = next(u for u in document["utterances"] if u["role"] == "quote")
    assert quote["text"] == "Eindelijk rust in de stad,"
    assert TEXT[quote["source"]["start"] : quote["source"]["stop"]] == quote["written"]
    assert {"voice", "pause_before_ms", "pause_after_ms"} <= set(quote)


def test_version_and_help():
    """The version is the package's; every command has an example."""
    assert __version__ in run("--version").stdout
    for command in main.commands:
        assert "bulletin " in run(command, "--help").stdout.split("Options:")[0].split("\n", 1)[1]


def test_the_shell_completes():
    """The completion script is printed for each shell, and knows voices."""
    assert "_BULLETIN_COMPLETE" in run("completion", "bash").stdout
    environment = {
        "_BULLETIN_COMPLETE": "bash_complete",
        "COMP_WORDS": "bulletin make --voice si",
        "COMP_CWORD": "3",
    }
    result = subprocess.run(
        [sys.executable, "-m", "bulletin"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "silence" in result.stdout
