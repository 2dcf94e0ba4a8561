"""`bulletin voices`: which voices there are, and how one comes and goes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli import options as common

if TYPE_CHECKING:
    from bulletin.engines.engine import Voice

_SAMPLE = "Goedemorgen. Het kabinet trekt twaalf miljoen euro uit voor nieuwe bruggen over de IJssel."

accept_option = click.option(
    "--accept-licence", "--accept-license", is_flag=True, help="Accept a licence that forbids commercial use."
)
voice_argument = click.argument("voice_id", metavar="ID", shell_complete=common.complete_voice)


@click.group(invoke_without_command=True)
@common.json_option
@click.pass_context
def voices(ctx: click.Context, as_json: bool) -> None:
    """List the voices that are installed, and those that could be.

    \b
      bulletin voices
      bulletin voices install nl_NL-pim-medium
      bulletin voices --json | jq -r 'select(.installed) | .id'
    """
    if ctx.invoked_subcommand is None:
        _list(ctx, as_json)


@voices.command("list")
@common.json_option
@click.pass_context
def list_voices(ctx: click.Context, as_json: bool) -> None:
    """List them: the same as without a command."""
    _list(ctx, as_json)


def _list(ctx: click.Context, as_json: bool) -> None:
    from bulletin.engines.catalog import all_voices, missing, mistakes

    folders = common.settings_of(ctx).folders
    for voice in all_voices(folders):
        reasons = missing(voice)
        click.echo(common.to_json(_as_dict(voice, reasons)) if as_json else _as_line(voice, reasons))
    for mistake in mistakes(folders):
        _say(f"Left out: {mistake}")


@voices.command()
@voice_argument
@click.option(
    "--from", "source", type=click.Path(exists=True, path_type=Path), metavar="DIR|FILE",
    help="Take the files from a disk: a folder, a zip file or the model.",
)  # fmt: skip
@accept_option
@click.option("--quiet", is_flag=True, help="Show no progress.")
@click.pass_context
def install(
    ctx: click.Context, voice_id: str, source: Path | None, accept_licence: bool, quiet: bool
) -> None:
    """Install a voice: fetch its files, or go on where that was broken off, and check them.

    \b
      bulletin voices install nl_NL-pim-medium
      bulletin voices install nl_BE-rdh-medium --from /media/usb
      bulletin voices install coqui-xtts-v2 --accept-licence
    """
    from bulletin.engines.catalog import missing, offered_voice
    from bulletin.engines.install import install as install_voice

    voice = offered_voice(voice_id, common.settings_of(ctx).folders)
    _say(voice.credit)
    unknown = [file.path for file in voice.files if file.address and not file.sha256]
    if unknown and source is None:
        _say(
            f"Nobody published a checksum of {', '.join(unknown)}: what comes now is remembered and compared "
            "the next time."
        )
    progress = None if quiet else _Bar()
    installed = install_voice(voice, source, progress, accept_licence=accept_licence)
    if progress:
        progress.close()
    _say("; ".join(f"To speak it {reason}" for reason in missing(installed)) or f"{voice.id} is installed.")
    click.echo(str(installed.folder))


@voices.command()
@voice_argument
def remove(voice_id: str) -> None:
    """Remove a voice that was installed or added."""
    from bulletin.engines.install import remove as remove_voice

    click.echo(str(remove_voice(voice_id)))


@voices.command()
@voice_argument
@common.json_option
@click.pass_context
def show(ctx: click.Context, voice_id: str, as_json: bool) -> None:
    """Print all that is known of a voice."""
    from bulletin.engines.catalog import missing, offered_voice

    voice = offered_voice(voice_id, common.settings_of(ctx).folders)
    known = _as_dict(voice, missing(voice))
    if as_json:
        click.echo(common.to_json(known))
    else:
        click.echo("\n".join(f"{name:<12} {_plain(value)}" for name, value in known.items()))


@voices.command("try")
@voice_argument
@click.argument("text", default=_SAMPLE, metavar="[TEXT]")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="[output/ID.mp3]")
@click.pass_context
def try_voice(ctx: click.Context, voice_id: str, text: str, output: Path | None) -> None:
    """Speak a line with a voice and print the path of the file.

    \b
      bulletin voices try nl-flemishguy
      bulletin voices try ./mijn-stem "Dit ben ik."
    """
    from bulletin import pipeline
    from bulletin.engines.catalog import find_voice

    settings = common.settings_of(ctx, voice=voice_id, quote_voice=voice_id)
    path = output or Path("output") / f"{find_voice(voice_id, settings.folders).id}.mp3"
    pipeline.say(text, settings, path)
    click.echo(str(path))


@voices.command()
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--id", "voice_id", default="", help="What it will be called [the folder's name].")
@click.option(
    "--recording", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="Whom an XTTS is to sound like: 6 to 20 seconds of speech.",
)  # fmt: skip
@click.option(
    "--vocoder",
    type=click.Path(exists=True, path_type=Path),
    metavar="DIR",
    help="The vocoder of a Tacotron.",
)
@accept_option
@click.pass_context
def add(
    ctx: click.Context,
    path: Path,
    voice_id: str,
    recording: Path | None,
    vocoder: Path | None,
    accept_licence: bool,
) -> None:
    """Make a voice of a model of your own: a folder of Piper or Coqui, which stays where it is.

    An installed XTTS gets a further voice by a recording of one.

    \b
      bulletin voices add ~/modellen/omroep --id omroep
      bulletin voices add coqui-xtts-v2 --recording anna.wav --id anna --accept-licence
    """
    from bulletin.engines.catalog import find_voice
    from bulletin.engines.own import add_voice
    from bulletin.engines.places import without_tilde

    model = without_tilde(path)
    if not model.exists():  # an installed voice, by its id
        model = find_voice(str(path), common.settings_of(ctx).folders).folder
    voice = add_voice(model, voice_id, recording, vocoder, accept_licence=accept_licence)
    _say(f"{voice.id} is added ({voice.licence}); its description is {voice.folder / 'voice.toml'}.")
    click.echo(voice.id)


class _Bar:
    """How far a file is, on standard error: a bar on a terminal, a line for each file elsewhere."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._file = ""

    def __call__(self, name: str, received: int, total: int) -> None:
        if self._is_terminal:
            share = f"{received / 1e6:.1f} MB" + (f" of {total / 1e6:.1f} MB" if total else "")
            click.echo(f"\r\x1b[K{name}  {share}", nl=False, err=True)
        elif name != self._file:
            click.echo(f"{name}  {total / 1e6:.1f} MB" if total else name, err=True)
        self._file = name

    def close(self) -> None:
        if self._is_terminal and self._file:
            click.echo(err=True)


def _say(message: str) -> None:
    click.echo(message, err=True)


def _megabytes(voice: Voice) -> float:
    return max(sum(file.size for file in voice.files) / 1e6, voice.megabytes)


def _as_line(voice: Voice, reasons: tuple[str, ...]) -> str:
    state = "available" if reasons else "installed"
    megabytes = _megabytes(voice)
    size = f"{megabytes:7.1f} MB" if megabytes >= 0.05 else f"{'':10}"  # what is less comes along
    line = f"{voice.id:<22} {state:<10} {voice.engine:<8} {voice.accent:<6} {voice.gender:<7}"
    line += f"{size}  {voice.licence.partition(':')[0]}"
    packages = [reason for reason in reasons if reason.startswith("needs")]
    return line + (f"  ({'; '.join(packages)})" if packages else "")


def _plain(value: Any) -> str:
    """Return a value as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _as_dict(voice: Voice, reasons: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": voice.id,
        "name": voice.name,
        "engine": voice.engine,
        "language": voice.accent,
        "gender": voice.gender,
        "role": voice.role,
        "rate": voice.rate,
        "sample_rate": voice.sample_rate,
        "loudness_lufs": voice.loudness_lufs,
        "licence": voice.licence,
        "commercial": voice.commercial,
        "attribution": voice.attribution,
        "bytes": round(_megabytes(voice) * 1e6),
        "installed": not reasons,
        "missing": list(reasons),
        "folder": str(voice.folder),
        "addresses": [file.address for file in voice.files if file.address],
    }
