"""`bulletin voices`: install from a disk, show, try, add, remove; what is wrong is told with its remedy."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETIN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("BULLETIN_VOICES", str(tmp_path / "offered"))
    broken = tmp_path / "offered" / "kapot"
    broken.mkdir(parents=True)
    (broken / "voice.toml").write_text('engine = "pipper"\nsample_rate = 22050\n')
    folder = tmp_path / "offered" / "stil"
    folder.mkdir(parents=True)
    (folder / "voice.toml").write_text(
        'engine = "silence"\nsample_rate = 16000\nlicence = "CC0"\nattribution = "Stil"\n'
        '[[files]]\npath = "model.bin"\naddress = "https://nowhere.invalid/model.bin"\n',
        encoding="utf-8",
    )


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "bulletin", "voices", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ, check=False)


def test_voice_comes_from_a_disk_and_goes(tmp_path: Path) -> None:
    assert json.loads(run("show", "stil", "--json").stdout)["installed"] is False
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "model.bin").write_bytes(b"model")
    installed = run("install", "stil", "--from", str(tmp_path / "disk"))
    assert installed.returncode == 0, installed.stderr
    assert Path(installed.stdout.strip()) == tmp_path / "data" / "voices" / "stil"
    assert "CC0" in installed.stderr
    shown = run("show", "stil")
    assert "installed    yes" in shown.stdout
    assert run("remove", "stil").returncode == 0
    assert json.loads(run("show", "stil", "--json").stdout)["installed"] is False


@pytest.mark.parametrize("arguments", [(), ("list",)])
def test_list_tells_what_could_be_installed_and_what_is_left_out(arguments: tuple[str, ...]) -> None:
    listed = run(*arguments)
    (line,) = [line for line in listed.stdout.splitlines() if line.startswith("nl_NL-pim-medium")]
    assert "available" in line
    assert "63.5 MB" in line
    assert "kapot" not in listed.stdout
    assert "Left out: " in listed.stderr
    assert "kapot/voice.toml has mistakes" in listed.stderr


def test_folders_of_bulletin_toml_take_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bulletin.toml").write_text('[voice]\nfolders = ["mijn"]\n')
    (tmp_path / "mijn" / "zacht").mkdir(parents=True)
    (tmp_path / "mijn" / "zacht" / "voice.toml").write_text('engine = "silence"\nsample_rate = 16000\n')
    assert json.loads(run("show", "zacht", "--json").stdout)["installed"] is True
    assert run("try", "zacht").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("install", "stil", "--from", "."), "needs model.bin, which is not in ."),
        (("show", "nergens/stem"), "no folder with a voice.toml"),
        (("show", "kapot"), "there is no engine 'pipper', do you mean 'piper'?"),
        (("install", "nl_NL-pin-medium"), "do you mean nl_NL-pim-medium"),
        (("install", "coqui-xtts-v2"), "non-commercial use only"),
        (("remove", "silence"), "comes with the program"),
        (("try", "stil"), "bulletin voices install stil"),
        (("add", "."), "holds no voice"),
    ],
)
def test_mistake_is_told_in_a_sentence(
    arguments: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    done = run(*arguments)
    assert done.returncode in (1, 2)
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_try_speaks_with_a_voice_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A voice is also found by its folder, and by an id that it shares with none."""
    monkeypatch.chdir(tmp_path)
    mine = tmp_path / "mijn"
    mine.mkdir()
    (mine / "voice.toml").write_text('engine = "espeak"\nsample_rate = 22050\n', encoding="utf-8")
    done = run("try", "./mijn", "Dit ben ik.")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / done.stdout.strip()).stat().st_size > 1000
