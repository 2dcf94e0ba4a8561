"""Coqui TTS for real: loading, tokenizer, inference, vocoder and sample rate; only the weights are random.

pip install -e ".[coqui,test]" && pytest -m coqui
"""

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from bulletin.engines import Voice, load
from bulletin.engines.coqui import Coqui, _parts
from bulletin.engines.coqui_model import spelled_for
from bulletin.engines.own import add_voice
from bulletin.errors import EngineError
from bulletin.model import Utterance

SENTENCE = "De minister kwam dinsdag naar Den Haag."
CLARIBEL = {"model": "xtts/model.pth", "language": "nl", "speaker": "Claribel Dervla"}
RECORDED = {"model": "xtts", "language": "nl", "speaker_wav": "recording.wav"}
VOICES = {
    "vits": (16_000, {"model": "vits"}),
    "vits by file": (16_000, {"model": "vits/model_file.pth", "device": "cpu"}),
    "tacotron with hifigan": (16_000, {"model": "tacotron", "vocoder": "hifigan"}),
    "tacotron with parallel wavegan": (16_000, {"model": "tacotron", "vocoder": "wavegan"}),
    "tacotron without a vocoder": (16_000, {"model": "tacotron"}),
    "xtts, a speaker of its own": (24_000, CLARIBEL),
    "xtts, by a recording": (24_000, RECORDED),
}


def voice(models: Path, rate: int = 16_000, **options: str) -> Voice:
    return Voice("small", "coqui", rate, models, options=options)


@pytest.mark.coqui
@pytest.mark.parametrize(("rate", "options"), VOICES.values(), ids=VOICES)
def test_model_folder_speaks(
    coqui_models: Path, rate: int, options: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    """Every word has its (estimated) time, the same text gives the same samples, and nothing is printed."""
    engine = load(voice(coqui_models, rate, **options))
    one, other = (engine.synthesize(Utterance(SENTENCE)) for _ in range(2))
    assert (one.rate, one.samples.dtype, one.measured) == (rate, np.float32, False)
    assert len(one.samples)
    assert np.abs(one.samples).max() <= 1
    assert len(one.words) == 7
    assert one.samples.tobytes() == other.samples.tobytes()
    assert capfd.readouterr() == ("", "")


@pytest.mark.coqui
def test_recording_decides_the_voice_and_is_heard_once(coqui_models: Path, tmp_path: Path) -> None:
    """It goes before a speaker by name; any format will do; it is not listened to for every sentence."""
    recording = tmp_path / "opname.wav"
    shutil.copy(coqui_models / "recording.wav", recording)
    named = load(voice(coqui_models, 24_000, **CLARIBEL)).synthesize(Utterance(SENTENCE))
    engine = load(voice(coqui_models, 24_000, **{**CLARIBEL, "speaker_wav": str(recording)}))
    first = engine.synthesize(Utterance(SENTENCE))
    assert first.samples.tobytes() != named.samples.tobytes()
    recording.unlink()
    assert engine.synthesize(Utterance(SENTENCE)).samples.tobytes() == first.samples.tobytes()


@pytest.mark.coqui
def test_checkpoint_as_it_was_published_speaks(coqui_models: Path, tmp_path: Path) -> None:
    """XTTS's own file pickles its settings under the names that their classes had then."""
    import torch
    from TTS.config import load_config
    from TTS.tts.models import xtts

    folder = shutil.copytree(coqui_models / "xtts", tmp_path / "xtts")
    content = torch.load(folder / "model.pth", weights_only=True)
    with xtts._legacy_safe_globals():
        torch.save({**content, "config": load_config(str(folder / "config.json"))}, folder / "model.pth")
    options = {**CLARIBEL, "model": "model.pth"}
    assert len(load(voice(folder, 24_000, **options)).synthesize(Utterance(SENTENCE)).samples)


@pytest.mark.coqui
@pytest.mark.parametrize(
    ("rate", "options", "told"),
    [
        (24_000, {"model": "vits"}, r"says 24000 Hz, its model speaks at 16000 Hz"),
        (16_000, {"model": "vits", "speaker": "Ann"}, r"no speaker 'Ann'.*none by name"),
        (24_000, {**CLARIBEL, "speaker": "Ann"}, r"no speaker 'Ann'.*there are: Claribel Dervla"),
        (24_000, {**CLARIBEL, "speaker": ""}, r"must be told who speaks: .*there are: Claribel Dervla"),
        (24_000, {**CLARIBEL, "language": "fy"}, r"speaks no 'fy'.*there are: en, nl"),
        (24_000, {**RECORDED, "speaker_wav": "gone.wav"}, r"gone\.wav, is not there"),
        (24_000, {**RECORDED, "speaker_wav": "vits/config.json"}, r"config\.json, cannot be used"),
        (24_000, {**RECORDED, "speaker_wav": "short.wav"}, r"lasts only 0\.3 s"),
        (16_000, {"model": "vits", "device": "gpu"}, r"no device 'gpu'"),
    ],
)
def test_what_the_model_has_not_is_told(
    coqui_models: Path, rate: int, options: dict[str, str], told: str
) -> None:
    with pytest.raises(EngineError, match=told):
        load(voice(coqui_models, rate, **options)).synthesize(Utterance(SENTENCE))


@pytest.mark.coqui
@pytest.mark.parametrize("model", ["vits", "xtts"])
def test_letters_that_a_model_lacks_are_spelled_in_those_it_has(coqui_models: Path, model: str) -> None:
    """Coqui leaves them out without a word; a name in another script would not be heard."""
    options = {"model": model, "language": "nl", "speaker": "Claribel Dervla"} if model == "xtts" else {}
    engine = Coqui(voice(coqui_models, 24_000 if options else 16_000, **{"model": model, **options}))
    loaded = engine._synthesizer.tts_model
    assert spelled_for(loaded, "Путин, señor 中国!") == "Putin, senor ZhongGuo!"
    assert spelled_for(loaded, "Één coördinaat?") == "Één coördinaat?"


@pytest.mark.coqui
def test_slower_is_longer(coqui_models: Path) -> None:
    engine = load(voice(coqui_models, model="vits"))
    usual = len(engine.synthesize(Utterance(SENTENCE)).samples)
    assert 1.5 < len(engine.synthesize(Utterance(SENTENCE, rate=0.5)).samples) / usual < 2.4


@pytest.mark.coqui
@pytest.mark.parametrize(("model", "rate"), [("vits", 16_000), ("xtts", 24_000)])
def test_folder_of_ones_own_is_added(
    coqui_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: str, rate: int
) -> None:
    monkeypatch.setenv("BULLETIN_DATA", str(tmp_path))
    recording = coqui_models / "recording.wav" if model == "xtts" else None
    added = add_voice(coqui_models / model, "mijn-stem", recording, accept_licence=True)
    assert (added.engine, added.sample_rate) == ("coqui", rate)
    assert len(load(added).synthesize(Utterance(SENTENCE)).samples)


@pytest.mark.coqui
def test_broken_model_is_told(coqui_models: Path, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "model_file.pth").write_bytes(b"broken")
    broken = Voice("broken", "coqui", 16_000, tmp_path, options={"model": "model_file.pth"})
    with pytest.raises(EngineError, match=r"broken.*cannot be loaded"):
        load(broken).synthesize(Utterance(SENTENCE))


def test_folder_without_a_model_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(EngineError, match=r"holds no Coqui model \(config\.json and a \.pth file\)"):
        Coqui(Voice("none", "coqui", 16_000, tmp_path, options={"model": "empty"})).synthesize(
            Utterance("Ja.")
        )


@pytest.mark.parametrize(
    "text",
    ["Kort.", "woord " * 200, "nee, " * 150, "x" * 600, f"{'a' * 300} {'b ' * 200}"],
    ids=["short", "words", "commas", "one word", "both"],
)
def test_parts_hold_all_that_is_said(text: str) -> None:
    parts = _parts(text, ())
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)
    assert all(len(part) <= 230 or " " not in part for part in parts[:-1])
