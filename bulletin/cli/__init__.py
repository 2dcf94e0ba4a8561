"""The command line: options become Settings, a BulletinError becomes a message and an exit code."""

from bulletin.cli.feed import feed
from bulletin.cli.group import main
from bulletin.cli.make import make
from bulletin.cli.play import play
from bulletin.cli.publish import publish
from bulletin.cli.say import pronounce, say
from bulletin.cli.serve import serve
from bulletin.cli.shell import completion
from bulletin.cli.text import normalize, script
from bulletin.cli.voices import voices

for command in (make, say, play, publish, feed, serve, normalize, script, pronounce, voices, completion):
    main.add_command(command)

__all__ = ["main"]
