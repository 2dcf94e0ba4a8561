"""Coqui TTS for real: loading, tokenizer, inference, vocoder and sample rate; only the weights are random.

pip install -e ".[coqui,test]" && pytest -m coqui
"""

import re
from pathlib import Path

import numpy as np
import pytest

from bulletin.engines import Voice, load
from bulletin.engines.coqui import Coqui, _import_torchaudio, _parts
from bulletin.engines.install import add_voice
from bulletin.errors import EngineError
from bulletin.model import Utterance

SENTENCE = "De minister kwam dinsdag naar Den Haag."
CHARACTERS = "abcdefghijklmnopqrstuvwxyz'éëïöüè-"
PUNCTUATION = "!,.? "


def make_vits(folder: Path) -> None:
    """Save a VITS of a few thousand weights that speaks at 16 kHz."""
    _import_torchaudio()
    import torch
    from TTS.config.shared_configs import BaseAudioConfig
    from TTS.tts.configs.shared_configs import CharactersConfig
    from TTS.tts.configs.vits_config import VitsArgs, VitsConfig
    from TTS.tts.models.vits import Vits

    torch.manual_seed(1)
    config = VitsConfig(
        audio=BaseAudioConfig(sample_rate=16_000, fft_size=256, win_length=256, hop_length=64, num_mels=20),
        model_args=VitsArgs(
            out_channels=129, hidden_channels=16, hidden_channels_ffn_text_encoder=16,
            num_layers_text_encoder=1, num_layers_posterior_encoder=2, num_layers_flow=2,
            upsample_rates_decoder=[8, 8], upsample_kernel_sizes_decoder=[16, 16],
            upsample_initial_channel_decoder=16,
        ),
        text_cleaner="multilingual_cleaners",
        use_phonemes=False,
        characters=CharactersConfig(
            characters_class="TTS.tts.models.vits.VitsCharacters", pad="<PAD>", eos="<EOS>", bos="<BOS>",
            blank="<BLNK>", characters=CHARACTERS, punctuations=PUNCTUATION,
        ),
    )  # fmt: skip
    _save(Vits.init_from_config(config), config, folder)


def make_tacotron(folder: Path) -> None:
    """Save a small Tacotron 2 that speaks at 16 kHz."""
    _import_torchaudio()
    import torch
    from TTS.config.shared_configs import BaseAudioConfig
    from TTS.tts.configs.shared_configs import CharactersConfig
    from TTS.tts.configs.tacotron2_config import Tacotron2Config
    from TTS.tts.models.tacotron2 import Tacotron2

    torch.manual_seed(2)
    config = Tacotron2Config(
        audio=BaseAudioConfig(sample_rate=16_000, fft_size=256, win_length=256, hop_length=64, num_mels=80),
        r=2, max_decoder_steps=60,
        text_cleaner="multilingual_cleaners", use_phonemes=False, double_decoder_consistency=True, ddc_r=4,
        characters=CharactersConfig(
            characters_class="TTS.tts.utils.text.characters.Graphemes", pad="_", eos="~", bos="^",
            characters=CHARACTERS, punctuations=PUNCTUATION,
        ),
    )  # fmt: skip
    _save(Tacotron2.init_from_config(config), config, folder)


def make_vocoder(folder: Path) -> None:
    """Save a small HiFi-GAN for the mel spectra of `make_tacotron`."""
    _import_torchaudio()
    import torch
    from TTS.config.shared_configs import BaseAudioConfig
    from TTS.vocoder.configs import HifiganConfig
    from TTS.vocoder.models.gan import GAN

    torch.manual_seed(3)
    config = HifiganConfig(
        audio=BaseAudioConfig(sample_rate=16_000, fft_size=256, win_length=256, hop_length=64, num_mels=80),
        generator_model_params={
            "in_channels": 80, "resblock_type": "1", "resblock_kernel_sizes": [3],
            "resblock_dilation_sizes": [[1, 3, 5]], "upsample_factors": [8, 8],
            "upsample_kernel_sizes": [16, 16], "upsample_initial_channel": 16,
        },
    )  # fmt: skip
    _save(GAN.init_from_config(config), config, folder)


def _save(model: object, config: object, folder: Path) -> None:
    import torch

    folder.mkdir(parents=True)
    config.save_json(str(folder / "config.json"))  # type: ignore[attr-defined]
    torch.save({"model": model.state_dict(), "step": 0, "epoch": 0}, folder / "model_file.pth")  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the small models."""
    pytest.importorskip("TTS", reason="needs bulletin[coqui]")
    folder = tmp_path_factory.mktemp("coqui")
    make_vits(folder / "vits")
    make_tacotron(folder / "tacotron")
    make_vocoder(folder / "vocoder")
    return folder


VOICES = {
    "vits": {"model": "vits"},
    "vits by file": {"model": "vits/model_file.pth"},
    "tacotron with its vocoder": {"model": "tacotron", "vocoder": "vocoder"},
    "tacotron without": {"model": "tacotron"},
}


def voice(models: Path, **options: str) -> Voice:
    return Voice("small", "coqui", 16_000, models, options=options)


@pytest.mark.coqui
@pytest.mark.parametrize("options", VOICES.values(), ids=VOICES)
def test_model_folder_speaks(
    models: Path, options: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    """Every word has its (estimated) time, the same text gives the same samples, and nothing is printed."""
    engine = load(voice(models, **options))
    one, other = (engine.synthesize(Utterance(SENTENCE)) for _ in range(2))
    assert (one.rate, one.samples.dtype, one.measured) == (16_000, np.float32, False)
    assert len(one.samples)
    assert np.abs(one.samples).max() <= 1
    assert len(one.words) == 7
    assert one.samples.tobytes() == other.samples.tobytes()
    assert capfd.readouterr().out == ""


@pytest.mark.coqui
def test_slower_is_longer(models: Path) -> None:
    engine = load(voice(models, model="vits"))
    usual = len(engine.synthesize(Utterance(SENTENCE)).samples)
    assert 1.5 < len(engine.synthesize(Utterance(SENTENCE, rate=0.5)).samples) / usual < 2.4


@pytest.mark.coqui
def test_nothing_to_say_is_a_short_silence(models: Path) -> None:
    clip = load(voice(models, model="vits")).synthesize(Utterance("..."))
    assert not clip.samples.any()
    assert not clip.words


@pytest.mark.coqui
def test_folder_of_ones_own_is_added(models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETIN_DATA", str(tmp_path))
    added = add_voice(models / "vits", "mijn-stem")
    assert (added.engine, added.sample_rate) == ("coqui", 16_000)
    assert len(load(added).synthesize(Utterance(SENTENCE)).samples)


@pytest.mark.coqui
def test_broken_model_is_told(models: Path, tmp_path: Path) -> None:
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
