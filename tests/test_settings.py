"""bulletin.toml and the command line become settings, or all mistakes are told at once."""

from pathlib import Path

import pytest

from bulletin.errors import SettingsError
from bulletin.settings import Pauses, Settings, line_of, read_settings


def write(folder, text):
    path = folder / "bulletin.toml"
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_all_is_default(tmp_path, monkeypatch):
    """No bulletin.toml: the defaults, with the command line on top; None is as good as not given."""
    monkeypatch.chdir(tmp_path)
    assert read_settings(rate=1.5, voice=None) == Settings(rate=1.5)


def test_every_table_is_read(tmp_path):
    """Each table sets its settings; the command line wins."""
    path = write(
        tmp_path,
        """
        [bulletin]
        artist = "Omroep Voorbeeld"
        language = "nl-BE"
        cover = "cover.jpg"
        [voice]
        rate = 1
        quote_voice = "nl-flemishguy"
        [sound]
        loudness = "ebu-r128"
        [pauses]
        sentence_ms = 500
        [lexicon]
        Bakhmut = "Bachmoet"
        """,
    )
    settings = read_settings(path, rate=1.25)
    assert (settings.artist, settings.language, settings.cover) == (
        "Omroep Voorbeeld",
        "nl-BE",
        Path("cover.jpg"),
    )
    assert (settings.rate, settings.quote_voice, settings.loudness_lufs) == (1.25, "nl-flemishguy", -23.0)
    assert settings.pauses == Pauses(sentence_ms=500)
    assert settings.lexicon == {"Bakhmut": "Bachmoet"}


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("[voice]\nrate = 'snel'", ["[voice] rate must be a number, not 'snel'"]),
        ("[voice]\nrat = 1.0", ["[voice] has no setting rat; did you mean rate?"]),
        ("[stem]\nrate = 1.0", ["unknown table [stem]"]),
        ("rate = 1.0", ["unknown table [rate]"]),
        ("voice = 1", ["[voice] must be a table"]),
        ("[voice]\nrate = 3.5", ["rate must be between 0.5 and 2, not 3.5"]),
        ("[bulletin]\nkeep_captions = 1", ["keep_captions must be true or false, not 1"]),
        (
            "[sound]\nbitrate_kbps = 97\nloudness = 'hard'",
            ["bitrate_kbps must be one of", "loudness must be one of"],
        ),
        ("[pauses]\nsentence_ms = -1\nzin_ms = 3", ["sentence_ms must be milliseconds", "no setting zin_ms"]),
        ("[lexicon]\nEU = 5", ['[lexicon] "EU" must be given']),
        ("[voice\n", ["is not valid TOML"]),
    ],
)
def test_all_mistakes_are_told_with_the_file(tmp_path, text, messages):
    """Each message says where it stands and what it should be."""
    path = write(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        read_settings(path)
    for message in messages:
        assert message in str(caught.value)
    assert str(path) in str(caught.value)


LEXICON = """[bulletin]
title = '"EU" = 1'

# EU = "x"
[lexicon]
Xi = "sjie"
"EU" = 5
long = \"\"\"
EU = 7
\"\"\"
list = [
  "a",
]
Qatar = "/kʘa/"
"""


def test_a_mistake_in_the_lexicon_is_told_with_its_line(tmp_path):
    """A line is that where the word stands, not where its letters do elsewhere, or its value ends."""
    path = write(tmp_path, LEXICON)
    with pytest.raises(SettingsError) as caught:
        read_settings(path)
    assert [line.partition(" [")[0] for line in str(caught.value).splitlines()] == [
        f"{path}, line 7:", f"{path}, line 11:",
    ]  # fmt: skip
    assert line_of(path, "lexicon", "Qatar") == f"{path}, line 14: "
    assert line_of(path, "lexicon", "x") == line_of(tmp_path / "none", "lexicon", "x") == ""


def test_a_file_that_is_not_there_is_a_mistake(tmp_path):
    """A file that was named must exist."""
    with pytest.raises(SettingsError, match=r"weg\.toml: cannot be read"):
        read_settings(tmp_path / "weg.toml")


def test_the_example_settings_are_the_defaults():
    """examples/bulletin.toml shows what holds if nothing is said, and its commented lines can be used."""
    example = Path(__file__).parents[1] / "examples" / "bulletin.toml"
    assert read_settings(example) == Settings()


def test_every_commented_setting_of_the_example_exists(tmp_path):
    """A line that a user uncomments is a setting that there is."""
    lines = (Path(__file__).parents[1] / "examples" / "bulletin.toml").read_text("utf-8").splitlines()
    text = "\n".join(line.removeprefix("# ") for line in lines[3:])
    settings = read_settings(write(tmp_path, text))
    assert settings.lexicons == (Path("namen.tsv"), Path("namen.pls"))
    assert settings.podcast.owner_email == "podcast@nieuws.example"
