"""`bulletin publish`, `feed` and `serve` as a user sees them: what `make` left is all that they need."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from bulletin.cli import main

SILENT = ["--voice", "silence", "--quote-voice", "silence", "--quiet"]
TEXT = "Brug open\n\nDe brug is open. “Eindelijk rust in de stad”, zei Smit.\n\nHet kost € 5.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("brug.txt").write_text(TEXT, "utf-8")
    result = CliRunner().invoke(main, ["make", "brug.txt", *SILENT, "-o", "uit/brug.mp3"])
    assert result.exit_code == 0, result.output
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, list(arguments))


def test_further_formats_come_from_the_manifest(folder):
    """The paths are on standard output, and the sound is not touched."""
    before = Path("uit/brug.mp3").stat().st_mtime_ns
    result = run("publish", "uit/brug.json", "--format", "vtt,json,html")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "uit/brug.vtt", "uit/brug.transcript.json", "uit/brug.chapters.json", "uit/brug.html",
    ]  # fmt: skip
    assert "€ 5" in Path("uit/brug.vtt").read_text("utf-8")
    assert Path("uit/brug.mp3").stat().st_mtime_ns == before


@pytest.mark.parametrize("place", ["uit", "uit/brug.mp3"])
def test_a_folder_or_the_sound_stands_for_its_manifests(folder, place):
    assert run("publish", place, "--format", "srt").stdout == "uit/brug.srt\n"


def test_words_and_sound_inside_on_request(folder):
    run("publish", "uit", "--format", "vtt,html", "--words", "--embed-audio")
    assert "><00:00:0" in Path("uit/brug.vtt").read_text("utf-8").replace(" <", "><")
    assert "data:audio/mpeg;base64," in Path("uit/brug.html").read_text("utf-8")


def test_an_unknown_format_is_told(folder):
    result = run("publish", "uit", "--format", "mp4")
    assert result.exit_code == 2
    assert "cannot write 'mp4'" in result.stderr


def test_the_feed_is_written_with_what_it_links_to(folder):
    Path("bulletin.toml").write_text('[podcast]\ntitle = "Brugnieuws"\nauthor = "Redactie"\n', "utf-8")
    result = run("feed", "uit", "--base-url", "https://brug.example/")
    assert result.stdout == "uit/feed.xml\n", result.output
    feed = Path("uit/feed.xml").read_text("utf-8")
    assert "<title>Brugnieuws</title>" in feed
    assert "https://brug.example/brug.mp3" in feed
    names = {path.name for path in Path("uit").iterdir()}
    assert {"brug.vtt", "brug.srt", "brug.html", "brug.transcript.json", "feed.css", "cover.png"} <= names


def test_a_mistake_in_the_podcast_table_is_told(folder):
    Path("bulletin.toml").write_text('[podcast]\ntitel = "x"\nlimit = "veel"\n', "utf-8")
    result = run("feed", "uit", "--base-url", "https://brug.example/")
    assert result.exit_code == 2
    assert "[podcast] has no setting titel; did you mean title?" in result.stderr
    assert "limit must be a whole number" in result.stderr


def test_serve_tells_its_address_and_stops_at_an_interrupt(folder):
    server = subprocess.Popen(
        [sys.executable, "-m", "bulletin", "serve", "uit", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        address = server.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address, timeout=20) as answer:
            assert "Brug open" in answer.read().decode()
    finally:
        server.send_signal(signal.SIGINT)
        code = server.wait(20)
    assert code == 0
