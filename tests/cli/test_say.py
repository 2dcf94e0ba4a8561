"""`bulletin say` and `bulletin pronounce`, and what they tell of a user's own pronunciations."""

import json
import wave

import pytest
from click.testing import CliRunner

from bulletin.cli import main

PLS = """<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"
  alphabet="ipa" xml:lang="nl-NL">
  <lexeme><grapheme>Smurfia</grapheme><phoneme>smʏrˈfiː.aː</phoneme></lexeme>
  <lexeme><grapheme>Qeema</grapheme><alias>kiema</alias></lexeme>
</lexicon>
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments, **options):
    return CliRunner().invoke(main, list(arguments), **options)


def test_say_writes_a_file_and_prints_its_path(folder):
    """The path is all that is on standard output, and nothing stands beside the sound."""
    result = run("say", "De brug is open.", "--voice", "silence")
    assert result.exit_code == 0, result.output
    assert result.stdout == "output/say-de-brug-is-open.mp3\n"
    assert [path.name for path in (folder / "output").iterdir()] == ["say-de-brug-is-open.mp3"]


def test_say_takes_the_kind_of_file_from_the_name(folder):
    """A .wav is a WAV, as long as the words need; also from standard input."""
    result = run("say", "-", "--voice", "silence", "-o", "x.wav", input="De brug over het IJ is weer open.\n")
    assert (result.exit_code, result.stdout) == (0, "x.wav\n")
    with wave.open(str(folder / "x.wav")) as sound:
        assert 1.0 < sound.getnframes() / sound.getframerate() < 10.0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["say", "Dag", "--voice", "silence", "-o", "x.txt"], "no kind of sound"),
        (["say", " ", "--voice", "silence"], "nothing to say"),
        (["say", "Dag", "--voice", "niemand"], "niemand"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_mistakes_end_with_exit_code_2(arguments, message):
    """A wrong end, no words, no such voice: a sentence on standard error."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_pronounce_tells_the_phonemes_and_where_they_come_from():
    """A name of the lexicon, a plain word, a number, letters."""
    lines = run("pronounce", "Zelensky", "huis", "drieëntwintig", "EU").stdout.splitlines()
    assert [line.split() for line in lines] == [
        ["Zelensky", "/zeːlˈɛnski/", "lexicon"],
        ["huis", "/hˈœys/", "espeak"],
        ["drieëntwintig", "/drˌiəntʋˈɪntəx/", "number"],
        ["E", "/ˌeː/", "letter"],
        ["U", "/ˈy/", "letter"],
    ]


def test_pronounce_reads_as_the_bulletin_does():
    """Digits and signs are read first; JSON is a line for each word."""
    lines = run("pronounce", "--json", "20%").stdout.splitlines()
    assert [json.loads(line)["word"] for line in lines] == ["twintig", "procent"]


def test_the_settings_file_has_the_last_word(folder):
    """[lexicon] takes IPA between slashes and other spellings; it goes before the program and its rules."""
    (folder / "bulletin.toml").write_text(
        '[lexicon]\nZelensky = "/ˈsɛlɛnski/"\nASML = "/ɑsmˈɛl/"\nBakhmut = "Bachmoed"\n', "utf-8"
    )
    result = run("pronounce", "Zelensky", "Zelensky's", "ASML", "Bakhmut")
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["Zelensky", "/sˈɛlɛnski/", "user"],
        ["Zelensky's", "/sˈɛlɛnskis/", "user"],
        ["ASML", "/ɑsmˈɛl/", "user"],
        ["Bachmoed", "/bɑxmˈut/", "espeak"],
    ]


def test_lexicon_files_are_read(folder):
    """A PLS and a TSV together; what stands later goes before."""
    (folder / "namen.pls").write_text(PLS, "utf-8")
    (folder / "meer.tsv").write_text("Qeema\tkwiema\nOstrava\t/ˈɔstraːvaː/\n", "utf-8")
    (folder / "bulletin.toml").write_text('[bulletin]\nlexicons = ["namen.pls", "meer.tsv"]\n', "utf-8")
    lines = [line.split() for line in run("pronounce", "Smurfia", "Qeema", "Ostrava").stdout.splitlines()]
    assert [line[::2] for line in lines] == [["Smurfia", "user"], ["kwiema", "espeak"], ["Ostrava", "user"]]
    assert run("normalize", input="In Qeema.").stdout == "In kwiema.\n"


OWN = '[bulletin]\nlexicons = ["mijn.tsv"]\n'
FAULTS = [
    ('[lexicon]\nFoo = "/fo₉/"\n', "", ["[lexicon]", "'Foo'", "₉"]),
    (OWN, "Goed\tgoed\nFoo\t/f₉o/\n", ["mijn.tsv", "line 2", "'Foo'", "₉"]),
    (OWN, "alleen\n", ["mijn.tsv", "line 1", "no pronunciation"]),
    ('[bulletin]\nlexicons = ["weg.pls"]\n', "", ["weg.pls", "cannot be read"]),
    (OWN, PLS.replace("fiː", "f₉ː"), ["mijn.tsv", "line 4", "₉"]),
    ('[bulletin]\nlexicons = "mijn.tsv"\n', "", ["lexicons must be a list of paths"]),
]


@pytest.mark.parametrize(("settings", "lexicon", "told"), FAULTS)
def test_faults_are_told_by_file_line_and_symbol(folder, settings, lexicon, told):
    """Exit code 2, and where to look; both commands that use the words say it."""
    (folder / "bulletin.toml").write_text(settings, "utf-8")
    (folder / "mijn.tsv").write_text(lexicon, "utf-8")
    for command in (["pronounce", "Foo"], ["say", "Foo", "--voice", "silence"]):
        result = run(*command)
        assert result.exit_code == 2, result.output
        assert [part for part in told if part not in result.stderr] == []
