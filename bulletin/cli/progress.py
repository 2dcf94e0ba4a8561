"""Progress on standard error: a bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from bulletin.pipeline import Progress

_BAR_CELLS = 24
_LINE_EVERY_SECONDS = 10.0


class Reporter:
    """Tells how far the rendering is; called with each Progress."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream = stream
        self._quiet = quiet
        self._is_terminal = stream.isatty()
        self._started = time.monotonic()
        self._told = self._started
        self._last: Progress | None = None
        self._open = False

    def __call__(self, progress: Progress) -> None:
        """Show the progress, if anybody looks."""
        self._last = progress
        if self._quiet:
            return
        now = time.monotonic()
        if self._is_terminal:
            self._stream.write(f"\r\x1b[K{self._line(progress, now, bar=True)}")
            self._open = True
        elif now - self._told >= _LINE_EVERY_SECONDS or progress.done == progress.total:
            self._stream.write(self._line(progress, now, bar=False) + "\n")
            self._told = now
        self._stream.flush()

    def close(self) -> None:
        """End the bar's line."""
        if self._open:
            self._stream.write("\n")
            self._stream.flush()
            self._open = False

    def kept_message(self) -> str:
        """Return what a stopped run has left, in a sentence."""
        done = self._last.done if self._last else 0
        if not done:
            return "Nothing was written."
        total = self._last.total if self._last else 0
        return (
            f"No file was written; {done} of {total} sentences are spoken and kept: "
            "run the same command again to go on from there."
        )

    def _line(self, progress: Progress, now: float, *, bar: bool) -> str:
        made = f"{progress.done}/{progress.total} sentences, {progress.seconds:.0f} s of sound"
        fresh = progress.done - progress.kept
        left = (now - self._started) / max(fresh, 1) * (progress.total - progress.done)
        rest = f", {left:.0f} s left" if fresh and progress.done < progress.total else ""
        kept = f", {progress.kept} kept from before" if progress.kept else ""
        filled = progress.done * _BAR_CELLS // progress.total
        cells = "█" * filled + "░" * (_BAR_CELLS - filled) + " " if bar else ""
        return cells + made + rest + kept
