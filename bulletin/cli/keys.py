"""Single keys of a terminal, without Enter: 'space', 'left', 'right', or the letter itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

NAMES = {
    " ": "space",
    "\x1b[D": "left",
    "\x1b[C": "right",
    "\x1bOD": "left",
    "\x1bOC": "right",
    "\xe0K": "left",  # Windows
    "\xe0M": "right",
}

Read = Callable[[float], str]
"""Waits so many seconds at most for a key; '' if none was pressed."""


@contextmanager
def reading_keys() -> Iterator[Read]:
    """Give a function that reads keys; the terminal is as it was afterwards."""
    if sys.platform == "win32":
        yield _windows_key
        return
    import termios
    import tty

    file = sys.stdin.fileno()
    before = termios.tcgetattr(file)
    try:
        tty.setcbreak(file)
        yield lambda wait_s: _posix_key(file, wait_s)
    finally:
        termios.tcsetattr(file, termios.TCSADRAIN, before)


def _posix_key(file: int, wait_s: float) -> str:
    import select

    if not select.select([file], [], [], wait_s)[0]:
        return ""
    typed = os.read(file, 8).decode("utf-8", "ignore")
    return NAMES.get(typed, typed[:1])


def _windows_key(wait_s: float) -> str:
    import msvcrt
    import time

    until = time.monotonic() + wait_s
    while time.monotonic() < until:
        if msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
            typed: str = msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
            if typed in "\x00\xe0":
                typed = "\xe0" + msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
            return NAMES.get(typed, typed)
        time.sleep(0.01)
    return ""
