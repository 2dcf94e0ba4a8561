"""Voices and places for the tests of the engines: nothing is written outside the test's own folder.

Coqui's models are built from its own config classes; only their weights are random.
"""

import math
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bulletin.engines import Voice
from bulletin.engines.catalog import find_voice
from bulletin.engines.coqui_model import import_torchaudio

RATE = 16_000
CHARACTERS = "abcdefghijklmnopqrstuvwxyz'éëïöüè-"
PUNCTUATION = "!,.? "


@pytest.fixture
def silence() -> Voice:
    return find_voice("silence")


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    return tmp_path / "clips"


@pytest.fixture(scope="session")
def coqui_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with small Coqui models: vits, tacotron, hifigan, wavegan and xtts."""
    pytest.importorskip("TTS", reason="needs bulletin[coqui]")
    folder = tmp_path_factory.mktemp("coqui")
    import_torchaudio()
    import torch

    for number, make in enumerate((make_vits, make_tacotron, make_hifigan, make_wavegan, make_xtts)):
        torch.manual_seed(number)
        make(folder / make.__name__.removeprefix("make_"))
    make_recording(folder / "recording.wav", 4.0)
    make_recording(folder / "short.wav", 0.3)
    return folder


def make_recording(path: Path, seconds: float) -> None:
    """Write a hum that swells and fades, in two channels at 44.1 kHz: somebody who speaks, as to its form."""
    time = np.arange(int(seconds * 44_100)) / 44_100
    hum = sum(np.sin(2 * np.pi * 120 * harmonic * time) / harmonic for harmonic in range(1, 20))
    sound = (hum * (1 + np.sin(2 * np.pi * 4 * time)) * 4000).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(np.repeat(sound, 2).tobytes())


def make_vits(folder: Path) -> None:
    """Save a VITS of a few thousand weights that speaks at a usual pace: 32 ms for a letter or a blank."""
    import torch
    from TTS.config.shared_configs import BaseAudioConfig
    from TTS.tts.configs.vits_config import VitsArgs, VitsConfig
    from TTS.tts.models.vits import Vits

    config = VitsConfig(
        audio=BaseAudioConfig(sample_rate=RATE, fft_size=256, win_length=256, hop_length=64, num_mels=20),
        model_args=VitsArgs(
            out_channels=129, hidden_channels=16, hidden_channels_ffn_text_encoder=16,
            num_layers_text_encoder=1, num_layers_posterior_encoder=2, num_layers_flow=2,
            upsample_rates_decoder=[8, 8], upsample_kernel_sizes_decoder=[16, 16],
            upsample_initial_channel_decoder=16, use_sdp=False,
        ),
        text_cleaner="multilingual_cleaners",
        use_phonemes=False,
        characters=_characters("TTS.tts.models.vits.VitsCharacters", "<PAD>", "<EOS>", "<BOS>", "<BLNK>"),
    )  # fmt: skip
    model = Vits(config)
    with torch.no_grad():
        model.duration_predictor.proj.weight.zero_()
        model.duration_predictor.proj.bias.fill_(math.log(7.5))  # frames, rounded up
    save(model, config, folder)


def make_tacotron(folder: Path) -> None:
    """Save a Tacotron 2 that gives one second of spectra, whatever the text."""
    from TTS.tts.configs.tacotron2_config import Tacotron2Config
    from TTS.tts.models.tacotron2 import Tacotron2

    config = Tacotron2Config(
        audio=_mel(), r=2, max_decoder_steps=32,
        text_cleaner="multilingual_cleaners", use_phonemes=False, double_decoder_consistency=True, ddc_r=4,
        characters=_characters("TTS.tts.utils.text.characters.Graphemes", "_", "~", "^"),
    )  # fmt: skip
    save(Tacotron2(config), config, folder)


def make_hifigan(folder: Path) -> None:
    """Save a small HiFi-GAN for the spectra of `make_tacotron`."""
    from TTS.vocoder.configs import HifiganConfig
    from TTS.vocoder.models.gan import GAN

    config = HifiganConfig(
        audio=_mel(),
        generator_model_params={
            "in_channels": 80, "resblock_type": "1", "resblock_kernel_sizes": [3],
            "resblock_dilation_sizes": [[1, 3, 5]], "upsample_factors": [8, 8, 4],
            "upsample_kernel_sizes": [16, 16, 8], "upsample_initial_channel": 16,
        },
    )  # fmt: skip
    save(GAN(config), config, folder)


def make_wavegan(folder: Path) -> None:
    """Save a small Parallel WaveGAN, the vocoder of the Dutch Tacotron 2."""
    from TTS.vocoder.configs import ParallelWaveganConfig
    from TTS.vocoder.models.gan import GAN

    config = ParallelWaveganConfig(
        audio=_mel(),
        generator_model_params={"upsample_factors": [4, 4, 4, 4], "stacks": 1, "num_res_blocks": 2},
    )
    save(GAN(config), config, folder)


def make_xtts(folder: Path) -> None:
    """Save an XTTS with a small GPT, its tokenizer, and one speaker; the vocoder's size is fixed."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from TTS.tts.configs.xtts_config import XttsArgs, XttsConfig
    from TTS.tts.layers.xtts.tokenizer import VoiceBpeTokenizer
    from TTS.tts.models.xtts import Xtts

    folder.mkdir()
    signs = ["[STOP]", "[UNK]", "[SPACE]", "[START]", "[en]", "[nl]"]
    vocabulary = {sign: number for number, sign in enumerate([*signs, *CHARACTERS, *PUNCTUATION.strip()])}
    tokenizer = Tokenizer(models.BPE(vocabulary, [], unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.add_special_tokens(signs)
    tokenizer.save(str(folder / "vocab.json"))
    config = XttsConfig(
        languages=["en", "nl"],
        model_args=XttsArgs(
            gpt_layers=2, gpt_n_model_channels=64, gpt_n_heads=4, gpt_max_audio_tokens=24,
            gpt_num_audio_tokens=66, gpt_start_audio_token=64, gpt_stop_audio_token=65,
            gpt_use_perceiver_resampler=True, decoder_input_dim=64,
        ),
    )  # fmt: skip
    model = Xtts(config)
    model.tokenizer = VoiceBpeTokenizer(vocab_file=folder / "vocab.json")
    model.init_models()
    save(model, config, folder, "model.pth")
    latents = {"gpt_cond_latent": torch.randn(1, 32, 64), "speaker_embedding": torch.randn(1, 512, 1)}
    torch.save({"Claribel Dervla": latents}, folder / "speakers_xtts.pth")


def save(model: Any, config: Any, folder: Path, name: str = "model_file.pth") -> None:
    import torch

    folder.mkdir(exist_ok=True)
    config.save_json(str(folder / "config.json"))
    torch.save({"model": model.state_dict(), "step": 0, "epoch": 0}, folder / name)


def _mel() -> Any:
    from TTS.config.shared_configs import BaseAudioConfig

    return BaseAudioConfig(sample_rate=RATE, fft_size=1024, win_length=1024, hop_length=256, num_mels=80)


def _characters(kind: str, pad: str, eos: str, bos: str, blank: str | None = None) -> Any:
    from TTS.tts.configs.shared_configs import CharactersConfig

    return CharactersConfig(
        characters_class=kind, pad=pad, eos=eos, bos=bos, blank=blank,
        characters=CHARACTERS, punctuations=PUNCTUATION,
    )  # fmt: skip
