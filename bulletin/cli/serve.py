"""`bulletin serve`: a folder of bulletins in the browser, on this machine."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click


@click.command()
@click.argument(
    "folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default="output", metavar="[DIR]"
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any that is free."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0: also other machines.")
def serve(folder: Path, port: int, host: str) -> None:
    """Show the bulletins in DIR in a browser: an index, read-along pages, the feed.

    Only this machine can reach it unless --host says otherwise. Ctrl-C stops it.

    \b
      bulletin serve
      bulletin serve output --port 9000
    """
    from bulletin.publish.serve import serve as run

    with contextlib.suppress(KeyboardInterrupt):
        run(folder, host, port, click.echo)
