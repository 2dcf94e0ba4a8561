"""`bulletin play`: sentences as they are heard, keys, and a sentence where there is no sound device."""

import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bulletin.cli import main
from bulletin.cli import play as command
from bulletin.settings import Settings

SILENT = ["--voice", "silence", "--quote-voice", "silence"]
TEXT = "Brug open\n\nHet kost € 5.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("brug.txt").write_text(TEXT, "utf-8")
    return tmp_path


@pytest.fixture
def null():
    return [pytest.importorskip("miniaudio").Backend.NULL]


def module():
    import importlib

    return importlib.import_module("bulletin.cli.play")


def test_an_article_is_played_while_it_is_made(folder, null, capsys):
    """Without a terminal each sentence is a line, in the article's own words."""
    play = module()
    settings = Settings(voice="silence", quote_voice="silence")
    play.run(*play._spoken("brug.txt", settings), null)
    assert capsys.readouterr().out.splitlines()[:2] == ["Brug open", "Het kost € 5."]


def test_a_finished_bulletin_is_played(folder, null, capsys):
    CliRunner().invoke(main, ["make", "brug.txt", *SILENT, "--quiet", "-o", "brug.mp3"])
    play = module()
    play.run(*play._finished(Path("brug.mp3")), null)
    assert "Het kost € 5." in capsys.readouterr().out


def test_what_goes_wrong_while_it_is_made_is_told(null):
    def broken():
        raise RuntimeError("no voice")
        yield

    with pytest.raises(RuntimeError, match="no voice"):
        module().run(24_000, broken(), null)


def test_the_word_is_in_reverse_on_a_terminal(folder):
    play = module()
    _, lines = play._spoken("brug.txt", Settings(voice="silence", quote_voice="silence"))
    line = next(lines)
    out = io.StringIO()
    screen = play.Screen(lambda text, nl=True: out.write(text + "\n" * nl), moving=True)
    from bulletin.publish.player import Place

    for number, word in enumerate(line.caption.words):
        screen.show([line], Place(0, (word.start + word.stop) // 2, False, 1.0, False))
        assert re.findall(r"\x1b\[7m(.*?)\x1b\[0m", out.getvalue())[number] == word.text
    screen.show([line], Place(0, 0, True, 1.5, False))
    assert "pauze · 1,5×" in out.getvalue()


def test_keys_do_what_they_say():
    from bulletin.publish.player import Player

    play, player = module(), Player(24_000)
    assert play._obey(player, "space")
    assert player.place().paused
    play._obey(player, "+")
    play._obey(player, "+")
    play._obey(player, "-")
    assert player.place().speed == 1.1
    assert play._obey(player, "x")
    assert not play._obey(player, "q")


def test_no_sound_device_is_told_in_a_sentence(folder, monkeypatch):
    miniaudio = pytest.importorskip("miniaudio")

    def none(*_arguments, **_options):
        raise miniaudio.MiniaudioError("failed to init device", -401)

    monkeypatch.setattr(miniaudio, "PlaybackDevice", none)
    result = CliRunner().invoke(main, ["play", "brug.txt", *SILENT])
    assert result.exit_code == 1
    assert "No sound device could be opened" in result.stderr
    assert command.name == "play"
