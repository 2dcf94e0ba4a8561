"""`bulletin normalize` line for line, explained and as JSON; `bulletin voices`."""

import json

from click.testing import CliRunner

from bulletin.cli import main


def run(*arguments, **options):
    return CliRunner().invoke(main, list(arguments), **options)


def test_lines_stay_lines():
    """A line in, a line out, also an empty one."""
    result = run("normalize", input="Het kost € 1 miljard.\n\nDe NAVO telt 20% meer.\n")
    assert result.stdout == "Het kost één miljard euro.\n\nDe NAVO telt twintig procent meer.\n"


def test_explain_names_the_rule():
    """What was changed, into what, by which rule."""
    result = run("normalize", "--explain", input="Het kost € 1 miljard.\n")
    assert "'€ 1 miljard'" in result.stdout
    assert "'één miljard euro'" in result.stdout
    assert "money" in result.stdout


def test_json_carries_the_alignments():
    """Each alignment's characters are those of the text and of what is spoken."""
    document = json.loads(run("normalize", "--json", input="Voor € 5 klaar.\n").stdout)
    pairs = {
        document["spoken"][slice(*a["spoken"])]: document["text"][slice(*a["source"])]
        for a in document["alignments"]
    }
    assert pairs == {"Voor": "Voor", "vijf euro": "€ 5", "klaar": "klaar"}


def test_voices_tell_what_is_installed():
    """The embedded voices and the silent one are there; JSON says the same."""
    lines = run("voices").stdout
    assert "nl-nathalie" in lines
    documents = [json.loads(line) for line in run("voices", "--json").stdout.splitlines()]
    assert {"silence", "nl-nathalie"} <= {d["id"] for d in documents if d["installed"]}


def test_a_binary_is_refused(tmp_path):
    """`normalize` reads text only."""
    path = tmp_path / "x.bin"
    path.write_bytes(b"\x00\x01\x02" * 50)
    result = run("normalize", str(path))
    assert result.exit_code == 2
    assert "not a text file" in result.stderr
