"""`bulletin say` speaks a line, `bulletin pronounce` shows how its words sound: to hear and mend a name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli import options as common
from bulletin.errors import UsageError

if TYPE_CHECKING:
    from bulletin.g2p import Pronounced

FOLDER = Path("output")
_LONGEST_NAME = 40


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="[output/say-….mp3]; .wav, .opus"
)
@common.voice_option
@common.rate_option
@click.pass_context
def say(ctx: click.Context, /, text: tuple[str, ...], output: Path | None, **options: Any) -> None:
    """Speak a line into a sound file; '-' takes it from standard input.

    The path of the file is all that is printed on standard output.

    \b
      bulletin say 'Het kabinet praat over Bakhmut.'
      bulletin say 'Goedemorgen, dit is het nieuws.' --voice nl-flemishguy -o morgen.wav
    """
    from bulletin import pipeline
    from bulletin.sources import read_text

    line = read_text("-") if text == ("-",) else " ".join(text)
    if not line.strip():
        raise UsageError("There is nothing to say: give the words, or - for standard input.")
    path = output or FOLDER / _name(line)
    settings = common.settings_of(ctx, quote_voice=options.get("voice"), **options)
    pipeline.say(line.strip(), settings, path)
    click.echo(str(path))


def _name(line: str) -> str:
    """Return a file name that says what is said."""
    from bulletin.publish import slug

    return f"say-{slug(line)[:_LONGEST_NAME].strip('-')}.mp3"


@click.command()
@click.argument("word", nargs=-1, required=True)
@common.json_option
@click.pass_context
def pronounce(ctx: click.Context, /, word: tuple[str, ...], as_json: bool) -> None:
    """Print the phonemes of words, and where they come from.

    \b
      user      your own: [lexicon] in bulletin.toml, or a file of [bulletin] lexicons
      lexicon   the program's list of names and loan words, and what is made of them
      context   a word of two readings, chosen by the words around it
      number    a number of several words written as one
      letter    the name of a letter
      espeak    espeak-ng, with its known mistakes mended

    \b
      bulletin pronounce Zelensky budgettekort
      bulletin pronounce 'De regent heeft gezegd' --json
    """
    from bulletin import g2p, normalize

    settings = common.settings_of(ctx)
    own = g2p.own_words(settings)
    for text in word:
        spoken = normalize.normalize(text, language=settings.language, lexicon=own.readings).text
        for found in g2p.pronounce(spoken, own.lexicon):
            click.echo(common.to_json(_as_dict(found)) if as_json else _line(found))


def _line(found: Pronounced) -> str:
    return f"{found.text:<24} /{found.phonemes}/{'':<{max(1, 28 - len(found.phonemes))}}{found.origin}"


def _as_dict(found: Pronounced) -> dict[str, str]:
    return {"word": found.text, "phonemes": found.phonemes, "origin": found.origin.value}
