"""Settings of a run: defaults, bulletin.toml and the command line, checked all at once."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bulletin.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """Silence around an utterance in milliseconds.

    Tuned by ear on public-radio bulletins: about half a second between sentences, a second between subjects.
    """

    title_ms: int = 900
    heading_before_ms: int = 1000
    heading_after_ms: int = 650
    paragraph_ms: int = 700
    sentence_ms: int = 400
    quote_before_ms: int = 300
    quote_after_ms: int = 350
    attribution_ms: int = 180
    article_ms: int = 1500
    start_ms: int = 250
    end_ms: int = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that a user can choose; `bulletin.toml` has the same names in its tables."""

    title: str = ""
    voice: str = ""
    quote_voice: str = ""
    rate: float = 1.0
    language: str = "nl-NL"
    keep_captions: bool = False
    jobs: int = 0
    cache_megabytes: int = 512
    loudness_lufs: float = -16.0
    true_peak_dbtp: float = -1.0
    sample_rate: int = 44_100
    bitrate_kbps: int = 96
    artist: str = ""
    album: str = ""
    genre: str = "Podcast"
    cover: Path | None = None
    pauses: Pauses = field(default_factory=Pauses)
