"""`bulletin completion`: Tab completes commands, options and voices."""

from __future__ import annotations

import click

from bulletin.cli.group import main


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes commands and voices in a shell.

    \b
      bulletin completion bash >> ~/.bashrc
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(main, {}, "bulletin", "_BULLETIN_COMPLETE").source())
