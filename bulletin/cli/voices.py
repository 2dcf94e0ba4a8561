"""`bulletin voices`: which voices there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bulletin.cli import options as common

if TYPE_CHECKING:
    from bulletin.engines.engine import Voice


@click.command()
@common.json_option
def voices(as_json: bool) -> None:
    """List the voices that are installed, and those that could be.

    \b
      bulletin voices
      bulletin voices --json | jq -r 'select(.installed) | .id'
    """
    from bulletin.engines.catalog import all_voices, missing

    for voice in all_voices():
        reasons = missing(voice)
        if as_json:
            click.echo(common.to_json(_as_dict(voice, reasons)))
        else:
            click.echo(_as_line(voice, reasons))


def _size(voice: Voice) -> int:
    return sum(file.size for file in voice.files)


def _as_line(voice: Voice, reasons: tuple[str, ...]) -> str:
    state = "available" if reasons else "installed"
    line = f"{voice.id:<22} {state:<10} {voice.engine:<8} {voice.accent:<6} {voice.gender:<7}"
    line += f"{_size(voice) / 1e6:7.1f} MB  {voice.licence}"
    return line + (f"  ({'; '.join(reasons)})" if reasons else "")


def _as_dict(voice: Voice, reasons: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": voice.id,
        "name": voice.name,
        "engine": voice.engine,
        "language": voice.accent,
        "gender": voice.gender,
        "role": voice.role,
        "licence": voice.licence,
        "bytes": _size(voice),
        "installed": not reasons,
        "missing": list(reasons),
    }
