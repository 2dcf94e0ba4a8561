"""`bulletin play`: hear an article while it is being made, or a bulletin that is there, with the text."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli import options as common
from bulletin.cli.keys import Read, reading_keys

if TYPE_CHECKING:
    from bulletin.publish.player import Line, Place, Player
    from bulletin.settings import Settings

TICK_S = 0.04
REVERSE, DIM, PLAIN = "\x1b[7m", "\x1b[2m", "\x1b[0m"
SOUND = (".json", ".mp3", ".m4b", ".opus", ".wav")


@click.command(epilog="Keys: space pauses, ← → go a sentence back or on, - + change the speed, q stops.")
@click.argument("source", metavar="FILE|SOURCE")
@common.voice_option
@common.quote_voice_option
@common.rate_option
@common.captions_option
@click.pass_context
def play(ctx: click.Context, /, source: str, **options: Any) -> None:
    """Play an article as it is being made, or a finished bulletin, and show the words as they are spoken.

    FILE is a bulletin that `bulletin make` left (its sound or its .json), SOURCE an article.

    \b
      bulletin play artikel.txt
      bulletin play output/2026-11-22-treinen.mp3
    """
    settings = common.settings_of(ctx, **options)
    finished = Path(source).suffix.lower() in SOUND
    rate, lines = _finished(Path(source)) if finished else _spoken(source, settings)
    run(rate, lines)


def run(rate: int, lines: Generator[Line, None, None], backends: list[Any] | None = None) -> None:
    """Play the lines on the sound device, with keys and moving text where there is a terminal."""
    from bulletin.publish.player import Player, device

    player = Player(rate)
    failed: list[BaseException] = []
    stop = threading.Event()
    with ExitStack() as stack:
        stack.enter_context(device(player, backends))
        stack.callback(stop.set)
        threading.Thread(target=_fill, args=(player, lines, stop, failed), daemon=True).start()
        keys: Read | None = stack.enter_context(reading_keys()) if sys.stdin.isatty() else None
        screen = Screen(click.echo, moving=sys.stdout.isatty())
        while not (place := player.place()).ended or failed:
            if failed:
                raise failed[0]
            player.prepare()
            screen.show(player.lines, place)
            if keys is None:
                time.sleep(TICK_S)
            elif not _obey(player, keys(TICK_S)):
                break
        screen.end()


def _obey(player: Player, key: str) -> bool:
    """Do what a key asks; False to stop."""
    if key in ("q", "Q", "\x03", "\x04"):
        return False
    actions: dict[str, Callable[[], None]] = {
        "space": player.toggle,
        "left": lambda: player.step(-1),
        "right": lambda: player.step(1),
        "-": lambda: player.faster(-1),
        "+": lambda: player.faster(1),
        "=": lambda: player.faster(1),
    }
    if key in actions:
        actions[key]()
    return True


def _fill(
    player: Player, lines: Generator[Line, None, None], stop: threading.Event, failed: list[BaseException]
) -> None:
    """Add the lines as they are made, until all are there or the player stops."""
    try:
        with closing(lines):  # a renderer stops when the listener does
            for line in lines:
                player.add(line)
                if stop.is_set():
                    return
        player.complete()
    except BaseException as error:
        failed.append(error)


def _finished(path: Path) -> tuple[int, Generator[Line, None, None]]:
    """Return the rate and the lines of a bulletin that is there."""
    from bulletin.publish import find_manifests
    from bulletin.publish.player import bulletin_lines
    from bulletin.publish.sound import with_sound

    bulletin = with_sound(find_manifests(path)[0])
    return bulletin.audio.rate, bulletin_lines(bulletin)


def _spoken(source: str, settings: Settings) -> tuple[int, Generator[Line, None, None]]:
    """Return a rate and the lines of an article, each made when the one before it is there."""
    from bulletin import pipeline
    from bulletin.audio.assemble import DEFAULT_RATE, pause_ms
    from bulletin.audio.preview import preview
    from bulletin.publish.player import clip_line

    plan = pipeline.make_plan([source], settings)

    def lines() -> Generator[Line, None, None]:
        said = plan.script.utterances
        for number, clip in enumerate(pipeline.render(plan)):
            after = pause_ms(said, number + 1) if number + 1 < len(said) else settings.pauses.end_ms
            yield clip_line(plan.script, number, preview(clip, settings), after)

    return DEFAULT_RATE, lines()


class Screen:
    """The text of the sentence that is heard, its word in reverse; on no terminal, each sentence once."""

    def __init__(self, write: Callable[..., None], *, moving: bool) -> None:
        self._write = write
        self._moving = moving
        self._line = self._word = -1
        self._rows = 0
        self._said = ""

    def show(self, lines: list[Line], place: Place) -> None:
        """Show where the player is, if that is another word or sentence than before."""
        from bulletin.publish.player import spoken_word

        if place.line >= len(lines):
            return
        line = lines[place.line]
        word = spoken_word(line, place.sample)
        state = f"{place.paused}{place.speed}"
        if (place.line, word, state) == (self._line, self._word, self._said):
            return
        if not self._moving:
            if place.line != self._line:
                self._write(line.caption.text)
        else:
            self._draw(line, word, place, again=place.line == self._line)
        self._line, self._word, self._said = place.line, word, state

    def end(self) -> None:
        """Leave the cursor under the text."""
        if self._moving:
            self._write("")

    def _draw(self, line: Line, word: int, place: Place, *, again: bool) -> None:
        from bulletin.publish.captions import wrap

        words = [part.text for part in line.caption.words]
        rows = wrap(words, max(20, shutil.get_terminal_size().columns - 1))
        shown = [f"{REVERSE}{text}{PLAIN}" if n == word else text for n, text in enumerate(words)]
        text = "\n".join(" ".join(shown[number] for number in row) for row in rows)
        up = f"\x1b[{self._rows}A" if again and self._rows else ""
        state = f"{'pauze' if place.paused else 'speelt'} · {place.speed:g}×".replace(".", ",")
        self._write(f"\r{up}\x1b[J{text}\n{DIM}{state}{PLAIN}", nl=False)
        self._rows = len(rows)
