"""`bulletin feed`: the podcast feed of a folder of bulletins."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.cli import options as common


@click.command(epilog="The show's title, author, owner and artwork stand in bulletin.toml, table [podcast].")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DIR")
@click.option("--base-url", required=True, metavar="URL", help="Where the folder will be on the web.")
@click.pass_context
def feed(ctx: click.Context, folder: Path, base_url: str) -> None:
    """Write feed.xml for the bulletins in DIR, with the transcripts and pages that it links to.

    An unchanged folder gives the same feed; every episode keeps its id and date.

    \b
      bulletin feed output --base-url https://nieuws.example/podcast/
    """
    from bulletin.publish import write_podcast

    click.echo(str(write_podcast(folder, base_url, common.settings_of(ctx))))
