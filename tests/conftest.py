"""What all tests share: folders of their own, so that no test sees the user's cache or voices."""

import pytest


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory, monkeypatch, request):
    """Give every test a fresh cache and data folder; real models are built once, in the user's cache."""
    if request.node.get_closest_marker("model") is None:
        monkeypatch.setenv("BULLETIN_CACHE", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("BULLETIN_DATA", str(tmp_path_factory.mktemp("data")))
    monkeypatch.delenv("BULLETIN_VOICES", raising=False)
