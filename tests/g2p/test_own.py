"""The user's own words: IPA that no voice knows is told by file and line."""

from pathlib import Path

import pytest

from bulletin.errors import SettingsError
from bulletin.g2p.own import own_words
from bulletin.settings import Settings, read_settings


def test_ipa_that_no_voice_knows_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bulletin.toml"
    path.write_text('[lexicon]\n"Qatar" = "/ˈkɑtɑr/"\n\n"Xi" = "/kʘi/"\n"Wu" = "//"\n', encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        own_words(read_settings(path))
    first, second = str(caught.value).splitlines()
    assert first == f"{path}, line 4: [lexicon] 'Xi' has phonemes that no voice knows: ʘ"
    assert second.startswith(f"{path}, line 5: [lexicon] 'Wu' has no phonemes")


def test_settings_of_a_script_have_no_line() -> None:
    with pytest.raises(SettingsError, match=r"^\[lexicon\] 'Xi' has phonemes"):
        own_words(Settings(lexicon={"Xi": "/kʘi/"}))
