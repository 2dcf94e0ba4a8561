"""`bulletin make`: articles in, one audio file out."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli import options as common
from bulletin.cli.progress import Reporter
from bulletin.cli.text import print_script
from bulletin.errors import UsageError

if TYPE_CHECKING:
    from bulletin.settings import Settings

INTERRUPTED = 130


@click.command(epilog="Ctrl-C stops; what was spoken is kept, and the same command goes on from there.")
@common.sources_argument
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="[output/YYYY-MM-DD-slug.mp3]"
)
@click.option("--format", "formats", metavar="LIST", help="What to write, as mp3,vtt,html,epub [mp3].")
@common.voice_option
@common.quote_voice_option
@click.option("--title", help="The bulletin's title [that of the first article].")
@common.rate_option
@common.captions_option
@click.option(
    "--jobs", type=int, metavar="N", help="Sentences made at the same time [by the number of cores]."
)
@click.option("--dry-run", is_flag=True, help="Print the script and the expected length; render nothing.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, only the path of the file.")
@click.pass_context
def make(
    ctx: click.Context,
    /,
    source: tuple[str, ...],
    output: Path | None,
    formats: str | None,
    dry_run: bool,
    quiet: bool,
    **options: Any,
) -> None:
    """Read articles aloud into one audio file.

    SOURCE is a text, a saved web page (.html), Markdown (.md) or a mail (.eml), or - for standard input.
    The path of the file is all that is printed on standard output.

    \b
      bulletin make artikel.txt
      bulletin make een.txt twee.txt --title 'Het nieuws van acht uur' -o nieuws.mp3
      bulletin make artikel.txt --rate 1.2 --quote-voice nl-flemishguy
      bulletin make artikel.txt --format mp3,vtt,html
      pandoc -t plain artikel.docx | bulletin make - -o artikel.mp3
    """
    settings = common.settings_of(ctx, **options)
    if dry_run:
        _foretell(source, settings)
    else:
        _make(source, _target(output, formats), settings, quiet=quiet)


def _foretell(source: tuple[str, ...], settings: Settings) -> None:
    """Print what would be said, and how long it would take."""
    from bulletin import pipeline

    rundown = pipeline.write_script(source, pipeline.with_voices(settings))
    print_script(rundown.utterances)
    minutes, seconds = divmod(round(pipeline.expected_seconds(rundown, settings)), 60)
    click.echo(f"\n{len(rundown.utterances)} utterances, about {minutes}:{seconds:02d} of sound.")


def _make(source: tuple[str, ...], target: Target, settings: Settings, *, quiet: bool) -> None:
    from bulletin import pipeline

    reporter = Reporter(sys.stderr or io.StringIO(), quiet=quiet)  # None where it is closed
    try:
        paths = pipeline.write_bulletin(
            source, settings, target.folder, target.formats, target.stem, reporter
        )
    except KeyboardInterrupt:
        reporter.close()
        click.echo(f"Stopped. {reporter.kept_message()}", err=True)
        sys.exit(INTERRUPTED)
    finally:
        reporter.close()
    for path in paths:
        click.echo(str(path))


@dataclass(frozen=True, slots=True)
class Target:
    """Where the files go: `stem` is their name without its end, None to take it from date and title."""

    folder: Path
    stem: str | None
    formats: tuple[str, ...]


def _target(output: Path | None, formats: str | None) -> Target:
    """Return what --output and --format ask for."""
    from bulletin.publish import checked_stem

    asked = common.formats_of(formats or "")
    folder, stem = Path("output"), None
    if output is not None and os.path.isdir(output):  # noqa: PTH112 - Path's own raises for a long name
        folder = output
    elif output is not None:
        folder, stem = output.parent, checked_stem(output.stem)
        if not output.suffix:
            raise UsageError(f"{output}: is no folder, and no name with a format at its end, as {stem}.mp3.")
        asked = (*common.formats_of(output.suffix.removeprefix(".")), *asked)
    return Target(folder, stem, tuple(dict.fromkeys(asked)) or ("mp3",))
