"""Where voices, models and clips are kept: `cache_folder() / "clips"`; environment variables move it all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import platformdirs


def without_tilde(path: str | Path) -> Path:
    """Return a path with the user's home for '~'; '~anna' of no known user stays a name."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - Path's own raises for such a user


def cache_folder() -> Path:
    """Return the folder for what can be made again: BULLETIN_CACHE, or the user's cache folder."""
    chosen = os.environ.get("BULLETIN_CACHE", "")
    return without_tilde(chosen) if chosen else platformdirs.user_cache_path("bulletin", appauthor=False)


def installed_voices_folder() -> Path:
    """Return the folder that voices are installed in: BULLETIN_DATA or the user's data folder, `voices`."""
    chosen = os.environ.get("BULLETIN_DATA", "")
    data = without_tilde(chosen) if chosen else platformdirs.user_data_path("bulletin", appauthor=False)
    return data / "voices"


def built_in_voices_folder() -> Path:
    """Return the folder of the voices that come with the program.

    A wheel has it inside the package, an editable installation beside it.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / "voices"
    return inside if inside.is_dir() else package.parent / "voices"


def voice_folders(extra: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Return the folders that hold voices; what comes first goes before what has the same id later.

    First `extra` (bulletin.toml), then BULLETIN_VOICES, the user's own, and those of the program.
    """
    named = [without_tilde(part) for part in os.environ.get("BULLETIN_VOICES", "").split(os.pathsep) if part]
    folders = [*extra, *named, installed_voices_folder(), built_in_voices_folder()]
    return tuple(dict.fromkeys(folder for folder in folders if os.path.isdir(folder)))  # noqa: PTH112 - no error
