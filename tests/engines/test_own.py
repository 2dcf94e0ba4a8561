"""Voices of one's own: a voice.toml is written for a model folder; what is no voice is told, and why."""

import json
from pathlib import Path

import pytest

from bulletin.engines.catalog import find_voice, missing
from bulletin.engines.install import install
from bulletin.engines.own import add_voice
from bulletin.errors import VoiceError

PIPER = {"audio": {"sample_rate": 16_000}, "espeak": {"voice": "nl"}, "language": {"code": "nl_BE"}}
VITS = {"model": "vits", "audio": {"sample_rate": 22_050}}
XTTS = {"model": "xtts", "audio": {"sample_rate": 22_050, "output_sample_rate": 24_000}, "languages": ["nl"]}


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BULLETIN_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "voices"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    folder = tmp_path / 'Mijn "stem" \x7f🎙'
    folder.mkdir()
    return folder


def write(folder: Path, **files: object) -> None:
    """Write files by their names, of which __ is a point; a dict as JSON."""
    for name, content in files.items():
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")


def test_piper_model_is_added(mine: Path) -> None:
    """Whatever its folder is called; the accent is the model's own."""
    write(mine, nl__onnx="model", nl__onnx__json=PIPER)
    voice = add_voice(mine, "stem")
    assert (voice.engine, voice.sample_rate, voice.language, voice.accent) == ("piper", 16_000, "nl", "nl-BE")
    assert voice.file("model") == mine / "nl.onnx"
    assert find_voice("stem") == voice
    with pytest.raises(VoiceError, match="already; try: bulletin voices remove stem"):
        add_voice(mine, "stem")


def test_name_is_made_of_the_folder(mine: Path) -> None:
    write(mine, nl__onnx="model", nl__onnx__json=PIPER)
    assert add_voice(mine).id == "Mijn-stem"


def test_model_that_has_gone_is_missed(mine: Path) -> None:
    write(mine, nl__onnx="model", nl__onnx__json=PIPER)
    voice = add_voice(mine, "stem")
    (mine / "nl.onnx").unlink()
    assert missing(voice) == (f"{mine / 'nl.onnx'} is missing",)
    with pytest.raises(VoiceError, match=r"put it back, or: bulletin voices remove stem"):
        find_voice("stem")
    with pytest.raises(VoiceError, match=r"nl\.onnx, which has no address; put it back"):
        install(voice)


def test_coqui_model_is_added_with_its_vocoder(mine: Path, tmp_path: Path) -> None:
    write(mine, config__json=VITS, model_file__pth="weights")
    voice = add_voice(mine, "stem", vocoder=tmp_path)
    assert (voice.engine, voice.sample_rate, voice.commercial) == ("coqui", 22_050, True)
    assert voice.options == {"model": str(mine), "vocoder": str(tmp_path)}


@pytest.mark.parametrize(
    ("named", "model"),
    [("model_file.pth", "model_file.pth"), ("config.json", "."), ("best.pth.tar", "best.pth.tar")],
)
def test_coqui_model_is_named_by_a_file(mine: Path, named: str, model: str) -> None:
    write(mine, config__json=VITS, model_file__pth="weights", best__pth__tar="weights")
    assert Path(str(add_voice(mine / named, "stem").options["model"])) == mine / model


def test_licence_of_xtts_is_told_and_must_be_accepted(mine: Path, data: Path) -> None:
    """It holds for whoever speaks with it, and for models made of it."""
    write(mine, config__json=XTTS, model__pth="weights", anna__wav="sound")
    with pytest.raises(VoiceError, match=r"non-commercial use only \(CPML: .*--accept-licence"):
        add_voice(mine, "stem")
    assert not data.exists()
    voice = add_voice(mine, "stem", mine / "anna.wav", accept_licence=True)
    assert (voice.sample_rate, voice.commercial) == (24_000, False)
    assert "CPML" in voice.credit
    assert voice.options == {
        "model": str(mine), "language": "nl", "speaker_wav": str(mine / "anna.wav"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, r"not of Piper .*; not of Coqui"),
        ({"nl__onnx": "x"}, r"nl\.onnx has no nl\.onnx\.json beside it"),
        ({"nl__onnx": "x", "nl__onnx__json": "{"}, r"nl\.onnx\.json is not of a Piper voice"),
        ({"nl__onnx": "x", "nl__onnx__json": "[]"}, r"is not of a Piper voice .*no JSON object"),
        ({"a__onnx": "x", "b__onnx": "x"}, r"2 models of Piper; name one: a\.onnx, b\.onnx"),
        ({"config__json": VITS}, r"config\.json has no \.pth file beside it"),
        ({"config__json": "{}", "m__pth": "x"}, r"config\.json is not of a Coqui model"),
        (
            {"config__json": {**VITS, "generator_model": "hifigan"}, "m__pth": "x"},
            r"is a vocoder; .*--vocoder",
        ),
    ],
)
def test_what_is_no_voice_is_told(mine: Path, data: Path, files: dict[str, object], told: str) -> None:
    write(mine, **files)
    with pytest.raises(VoiceError, match=told):
        add_voice(mine, "stem")
    assert not data.exists()


@pytest.mark.parametrize("voice_id", ["../x", ".x", "-x", "a/b", "a b"])
def test_name_that_is_no_folder_is_refused(mine: Path, voice_id: str) -> None:
    write(mine, nl__onnx="model", nl__onnx__json=PIPER)
    with pytest.raises(VoiceError, match="cannot be the id of a voice"):
        add_voice(mine, voice_id)


def test_piper_wants_no_recording(mine: Path) -> None:
    write(mine, nl__onnx="model", nl__onnx__json=PIPER)
    with pytest.raises(VoiceError, match="for Coqui's only"):
        add_voice(mine, "stem", mine / "nl.onnx")
