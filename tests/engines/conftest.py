"""Voices and places for the tests of the engines: nothing is written outside the test's own folder."""

from pathlib import Path

import pytest

from bulletin.engines import Voice
from bulletin.engines.catalog import find_voice


@pytest.fixture
def silence() -> Voice:
    return find_voice("silence")


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    return tmp_path / "clips"
