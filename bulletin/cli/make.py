"""`bulletin make`: articles in, one audio file out."""

from __future__ import annotations

import sys
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
    dry_run: bool,
    quiet: bool,
    **options: Any,
) -> None:
    """Read articles aloud into one audio file.

    SOURCE is a text file, or - for standard input. The path of the file is all that is printed on
    standard output.

    \b
      bulletin make artikel.txt
      bulletin make een.txt twee.txt --title 'Het nieuws van acht uur' -o nieuws.mp3
      bulletin make artikel.txt --rate 1.2 --quote-voice nl-flemishguy
      pandoc -t plain artikel.docx | bulletin make - -o artikel.mp3
    """
    settings = common.settings_of(ctx, **options)
    if dry_run:
        _foretell(source, settings)
    else:
        _make(source, output, settings, quiet=quiet)


def _foretell(source: tuple[str, ...], settings: Settings) -> None:
    """Print what would be said, and how long it would take."""
    from bulletin import pipeline

    rundown = pipeline.write_script(source, pipeline.with_voices(settings))
    print_script(rundown.utterances)
    minutes, seconds = divmod(round(pipeline.expected_seconds(rundown, settings)), 60)
    click.echo(f"\n{len(rundown.utterances)} utterances, about {minutes}:{seconds:02d} of sound.")


def _make(source: tuple[str, ...], output: Path | None, settings: Settings, *, quiet: bool) -> None:
    from bulletin import pipeline

    folder, stem, form = _target(output)
    _check_folder(folder)
    reporter = Reporter(sys.stderr, quiet=quiet)
    try:
        paths = pipeline.write_bulletin(source, settings, folder, (form,), stem, reporter)
    except KeyboardInterrupt:
        reporter.close()
        click.echo(f"Stopped. {reporter.kept_message()}", err=True)
        sys.exit(INTERRUPTED)
    finally:
        reporter.close()
    click.echo(str(paths[0]))


def _target(output: Path | None) -> tuple[Path, str | None, str]:
    """Return the folder, the file name without its end, and the format that --output asks for."""
    from bulletin.publish import PUBLISHERS

    if output is None:
        return Path("output"), None, "mp3"
    if output.is_dir():
        return output, None, "mp3"
    form = output.suffix.removeprefix(".").lower()
    if form not in PUBLISHERS:
        raise UsageError(
            f"{output}: bulletin cannot write that; a name can end in .{', .'.join(PUBLISHERS)}."
        )
    return output.parent, output.stem, form


def _check_folder(folder: Path) -> None:
    """Raise BulletinError before the work if nothing could be kept in `folder`."""
    from bulletin.publish.write import make_folder, scratch_file

    make_folder(folder)
    with scratch_file(folder / "bulletin"):
        pass
