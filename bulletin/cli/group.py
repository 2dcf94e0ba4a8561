"""The program's name, its global options, and how a failure is told: a sentence and an exit code."""

from __future__ import annotations

import errno
import logging
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import click

from bulletin.errors import BulletinError
from bulletin.version import __version__


class Failed(click.ClickException):
    """A failure as click prints it: 'Error: …' on standard error, exit code 1."""


class Misused(click.ClickException):
    """The user's mistake, told the same way, exit code 2."""

    exit_code = 2


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SECTIONS = {
    "Speak": ("make", "say", "play"),
    "See what will be said": ("normalize", "script", "pronounce"),
    "Publish": ("publish", "feed", "serve"),
    "Set up": ("voices", "completion"),
}


class Commands(click.Group):
    """A group that lists its commands by what they are for, and never ends in a traceback.

    BULLETIN_DEBUG=1 shows where an unforeseen error happened.
    """

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their sections; one that has none stands under 'More'."""
        placed = {name for names in SECTIONS.values() for name in names}
        more = tuple(name for name in self.list_commands(ctx) if name not in placed)
        for section, names in (*SECTIONS.items(), ("More", more)):
            known = [(name, self.commands[name]) for name in names if name in self.commands]
            if known:
                with formatter.section(section):
                    formatter.write_dl([(name, command.get_short_help_str(100)) for name, command in known])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; tell what went wrong in a sentence."""
        try:
            return super().invoke(ctx)
        except BulletinError as error:
            raise (Misused if error.exit_code == 2 else Failed)(str(error)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort, KeyboardInterrupt, BrokenPipeError):
            raise
        except OSError as error:
            raise Failed(_told(error)) from error
        except Exception as error:
            if os.environ.get("BULLETIN_DEBUG"):
                raise
            kind = type(error).__name__
            raise Failed(
                f"Something went wrong inside bulletin: {kind}: {error}\n"
                "Please report this; BULLETIN_DEBUG=1 shows where it happened."
            ) from error


def _told(error: OSError) -> str:
    """Return what the disk, a folder or the machine refused, and what may help."""
    place = f"{error.filename}: " if error.filename else ""
    advice = ""
    if error.errno in _NO_ROOM:
        advice = (
            " Make room for the output, the cache (BULLETIN_CACHE) and temporary files (TMPDIR), and run the "
            "same command again: what is spoken is kept."
        )
    return f"{place}{error.strerror or error}.{advice}"


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="See 'bulletin COMMAND --help' for examples of each command.",
)
@click.version_option(__version__, prog_name="bulletin")
@click.option(
    "--config", type=click.Path(path_type=Path, dir_okay=False), help="Settings file [./bulletin.toml]."
)
@click.option("-v", "--verbose", is_flag=True, help="Say what is chosen and why.")
@click.pass_context
def main(ctx: click.Context, config: Path | None, verbose: bool) -> None:
    """Dutch news text in, a spoken news bulletin out.

    \b
      bulletin make artikel.txt            an MP3 in output/
      bulletin make a.txt b.txt -o nieuws.mp3
      echo '€ 1 miljard' | bulletin normalize
    """
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING, format="%(message)s", stream=sys.stderr
    )
    if threading.current_thread() is threading.main_thread():
        # A service manager that ends the program leaves no half files and no temporary ones, as Ctrl-C does.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    ctx.obj = config
