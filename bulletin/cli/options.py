"""Options that several commands share, and the settings that they and bulletin.toml make."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from bulletin.errors import UsageError

if TYPE_CHECKING:
    from bulletin.settings import Settings


def settings_of(ctx: click.Context, **options: Any) -> Settings:
    """Return the settings of bulletin.toml with the options of the command line on top."""
    from bulletin.settings import read_settings

    return read_settings(ctx.obj, **options)


def formats_of(listed: str) -> tuple[str, ...]:
    """Return the formats of a list with commas; raise UsageError for one that is unknown."""
    from bulletin.publish import PUBLISHERS

    asked = tuple(dict.fromkeys(part.strip().lower() for part in listed.split(",") if part.strip()))
    for unknown in (form for form in asked if form not in PUBLISHERS):
        known = ", ".join(PUBLISHERS)
        raise UsageError(
            f"bulletin cannot write '{unknown}'; --format and the end of a name can be: {known}."
        )
    return asked


def complete_voice(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Return the ids of voices that begin like this, for the shell."""
    from bulletin.engines.catalog import all_voices

    return [voice.id for voice in all_voices() if voice.id.startswith(incomplete)]


source_argument = click.argument("source", default="-", metavar="[SOURCE|-]")
sources_argument = click.argument("source", nargs=-1, required=True, metavar="SOURCE...")
voice_option = click.option(
    "--voice", metavar="ID", shell_complete=complete_voice, help="The voice that reads."
)
quote_voice_option = click.option(
    "--quote-voice", metavar="ID", shell_complete=complete_voice, help="The voice that reads quotations."
)
rate_option = click.option("--rate", type=float, metavar="0.5–2.0", help="How fast it is read [1.0].")
captions_option = click.option("--keep-captions", is_flag=True, default=None, help="Read photo captions too.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def to_json(value: Any) -> str:
    """Return one line of JSON, letters as they are."""
    return json.dumps(value, ensure_ascii=False)
