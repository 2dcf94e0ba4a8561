"""Voices are found by id or folder; what is wrong is said with what to do about it."""

from pathlib import Path

import pytest

from bulletin.engines.catalog import (
    all_voices,
    choose_voice,
    find_voice,
    missing,
    mistakes,
    read_voice,
)
from bulletin.engines.places import built_in_voices_folder
from bulletin.errors import VoiceError


@pytest.fixture(autouse=True)
def _only_these_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No voice of the machine that runs the tests takes part."""
    monkeypatch.setenv("BULLETIN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("BULLETIN_VOICES", str(tmp_path / "mine"))


def write_voice(tmp_path: Path, name: str, text: str = "", engine: str = "silence") -> Path:
    folder = tmp_path / "mine" / name
    folder.mkdir(parents=True)
    (folder / "voice.toml").write_text(f'engine = "{engine}"\nsample_rate = 22050\n{text}', encoding="utf-8")
    return folder


def test_every_voice_of_the_program_has_a_sound_description() -> None:
    folders = [path.parent for path in built_in_voices_folder().glob("*/voice.toml")]
    assert folders
    for folder in folders:
        voice = read_voice(folder)
        assert voice.id == folder.name
        assert voice.licence
        assert voice.attribution


def test_voice_of_ones_own_goes_before_the_programs(tmp_path: Path) -> None:
    write_voice(tmp_path, "silence")
    assert find_voice("silence").sample_rate == 22_050


def test_voice_is_found_by_its_folder(tmp_path: Path) -> None:
    folder = write_voice(tmp_path, "stem")
    assert find_voice(str(folder)).id == "stem"


@pytest.mark.parametrize(
    ("name", "told"),
    [("nl-natalie", "nl-nathalie"), ("Silence", "silence"), ("sillence", "silence")],
)
def test_unknown_voice_suggests_the_nearest(name: str, told: str) -> None:
    with pytest.raises(VoiceError, match=f"do you mean .*{told}"):
        find_voice(name)


def test_voice_without_its_files_is_not_installed(tmp_path: Path) -> None:
    folder = write_voice(
        tmp_path, "half", '[[files]]\npath = "model.bin"\nsize = 3\naddress = "https://x.invalid"'
    )
    assert missing(read_voice(folder)) == ("model.bin is missing",)
    with pytest.raises(VoiceError, match=r"model\.bin is missing.*bulletin voices install half"):
        find_voice("half")
    (folder / "model.bin").write_bytes(b"ab")
    assert missing(read_voice(folder)), "a file that is too short is not there"
    (folder / "model.bin").write_bytes(b"abc")
    assert find_voice("half").id == "half"


MISTAKES = [
    ("not toml =", "cannot be read"),
    ('genre = "f"', "'genre' is not known, do you mean 'gender'"),
    ('rate = "fast"', "'rate' cannot be 'fast'"),
    ('[[files]]\npath = "../../secret"', "must lie inside the voice's folder"),
    ('[[files]]\npath = "/etc/passwd"', "must lie inside the voice's folder"),
    ('[[files]]\nname = "x"', "a file needs a 'path'"),
    ('files = "x"', "must be tables"),
    ('[[files]]\npath = "."', "must lie inside"),
    ('[[files]]\npath = "x"\nsize = -1', "a size or a sha256 that cannot be"),
    ('[[files]]\npath = "x"\nsha256 = "abc"', "a size or a sha256 that cannot be"),
    ('id = "../../home"', "'id' cannot be '../../home'"),
    ("rate = 0", "'rate' cannot be 0, but 0.25 or more"),
    ('language = "nl"\nengine = 3', "cannot be read"),
    ("rank = true", "'rank' cannot be True"),
    ('[options]\nmodel = ["a"]', "the option 'model' cannot be"),
]


@pytest.mark.parametrize(("text", "told"), MISTAKES, ids=[text[:20] for text, _ in MISTAKES])
def test_mistake_in_a_description_is_told(tmp_path: Path, text: str, told: str) -> None:
    write_voice(tmp_path, "wrong", text)
    with pytest.raises(VoiceError, match=told):
        find_voice("wrong")
    assert "wrong" not in [voice.id for voice in all_voices()], "and the others are still listed"
    assert len(mistakes()) == 1


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    folder = write_voice(tmp_path, "wrong", 'genre = "f"\nrate = "fast"')
    with pytest.raises(VoiceError, match=r"genre.*rate"):
        read_voice(folder)


def test_default_and_quote_voices_are_chosen_by_their_role(tmp_path: Path) -> None:
    for name, role, rank in (("a", "default", 500), ("b", "quote", 400), ("c", "", 900)):
        write_voice(tmp_path, name, f'role = "{role}"\nrank = {rank}', engine="kokoro")
    choice = choose_voice("", "default")
    assert choice.voice.id == "a"
    assert "default voice" in choice.reason
    assert choose_voice("", "quote").voice.id == "b"
    assert choose_voice("c", "quote").reason == "voice 'c' was asked for"


def test_licence_against_commercial_use_is_said_when_the_voice_is_chosen(tmp_path: Path) -> None:
    write_voice(tmp_path, "mine", 'commercial = false\nlicence = "CPML"')
    assert choose_voice("mine").reason == (
        "voice 'mine' was asked for. It is for non-commercial use only (CPML)"
    )


def test_without_a_role_the_best_dutch_one_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin.engines.places.built_in_voices_folder", lambda: tmp_path / "none")
    write_voice(tmp_path, "english", 'language = "en"\nrank = 9', engine="kokoro")
    write_voice(tmp_path, "dutch", "rank = 5", engine="kokoro")
    write_voice(tmp_path, "absent", 'rank = 8\n[[files]]\npath = "x"', engine="kokoro")
    choice = choose_voice("", "default")
    assert choice.voice.id == "dutch"
    assert "best one installed" in choice.reason


def test_silence_is_never_chosen_for_a_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin.engines.places.built_in_voices_folder", lambda: tmp_path / "none")
    write_voice(tmp_path, "quiet")
    with pytest.raises(VoiceError, match="No voice is installed"):
        choose_voice()
