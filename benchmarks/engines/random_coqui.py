"""Coqui voices of the real sizes with random weights, for measure.py where the real ones cannot be fetched.

    python benchmarks/engines/random_coqui.py /tmp/random          # 2.3 GB
    BULLETIN_VOICES=/tmp/random python benchmarks/engines/measure.py --voice random-vits --voice random-xtts

A network takes as long whatever its weights are; how much it says does depend on them. So lengths are set to
those of speech: 3 frames for a letter and for the blank behind it (VITS), about 5 seconds for a sentence
(Tacotron 2 and XTTS, whose own signs to stop are switched off).
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any

LETTERS = "abcdefghijklmnopqrstuvwxyz'éëïöüè-"
MARKS = "!,.?„”;: "
SENTENCE_SECONDS = 5.0  # the mean of sentences.txt as nl-nathalie reads them
RATE, HOP = 22_050, 256


def vits(folder: Path) -> dict[str, Any]:
    """Make tts_models/nl/css10/vits: Coqui's VITS as it is by default."""
    import torch
    from TTS.tts.configs.vits_config import VitsConfig
    from TTS.tts.models.vits import Vits

    config = VitsConfig(
        text_cleaner="multilingual_cleaners", use_phonemes=False,
        characters=_characters("TTS.tts.models.vits.VitsCharacters", "<PAD>", "<EOS>", "<BOS>", "<BLNK>"),
    )  # fmt: skip
    model = Vits(config)
    last = model.duration_predictor.flows[0]  # flows run backwards: exp(x) frames come out of this one
    with torch.no_grad():
        last.log_scale.fill_(10.0)
        last.translation.fill_(-math.log(2.95) * math.exp(10.0))
    _save(model, config, folder)
    return {"sample_rate": RATE, "options": {"model": "."}}


def tacotron(folder: Path) -> dict[str, Any]:
    """Make tts_models/nl/mai/tacotron2-DDC with its Parallel WaveGAN."""
    import torch
    from TTS.config.shared_configs import BaseAudioConfig
    from TTS.tts.configs.tacotron2_config import Tacotron2Config
    from TTS.tts.models.tacotron2 import Tacotron2
    from TTS.vocoder.configs import ParallelWaveganConfig
    from TTS.vocoder.models.gan import GAN

    frames = 2
    config = Tacotron2Config(
        r=frames, max_decoder_steps=round(SENTENCE_SECONDS * RATE / HOP / frames),
        double_decoder_consistency=True, ddc_r=6, text_cleaner="multilingual_cleaners", use_phonemes=False,
        characters=_characters("TTS.tts.utils.text.characters.Graphemes", "_", "~", "^"),
    )  # fmt: skip
    model = Tacotron2(config)
    with torch.no_grad():
        model.decoder.stopnet[-1].linear_layer.bias.fill_(-100.0)
    _save(model, config, folder / "model")
    vocoder = ParallelWaveganConfig(audio=BaseAudioConfig())
    _save(GAN(vocoder), vocoder, folder / "vocoder")
    return {"sample_rate": RATE, "options": {"model": "model", "vocoder": "vocoder"}}


def xtts(folder: Path) -> dict[str, Any]:
    """Make XTTS v2, with the sizes of its config.json."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from TTS.tts.configs.xtts_config import XttsArgs, XttsConfig
    from TTS.tts.layers.xtts.tokenizer import VoiceBpeTokenizer
    from TTS.tts.models.xtts import Xtts

    signs = ["[STOP]", "[UNK]", "[SPACE]", "[START]", "[en]", "[nl]"]
    pieces = [*signs, *LETTERS, *MARKS.strip()]
    pieces += [f"[{number}]" for number in range(len(pieces), 6681)]
    tokenizer = Tokenizer(
        models.BPE({piece: number for number, piece in enumerate(pieces)}, [], unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.add_special_tokens(signs)
    tokenizer.save(str(folder / "vocab.json"))
    config = XttsConfig(
        languages=["en", "nl"],
        model_args=XttsArgs(
            gpt_max_audio_tokens=3 + round(SENTENCE_SECONDS * RATE / 1024),
            gpt_num_audio_tokens=1026, gpt_start_audio_token=1024, gpt_stop_audio_token=1025,
            gpt_use_perceiver_resampler=True,
        ),
    )  # fmt: skip
    model = Xtts(config)
    model.tokenizer = VoiceBpeTokenizer(vocab_file=folder / "vocab.json")
    model.init_models()
    with torch.no_grad():
        model.gpt.mel_head.bias[1025] = -100.0
    _save(model, config, folder)
    latents = {"gpt_cond_latent": torch.randn(1, 32, 1024), "speaker_embedding": torch.randn(1, 512, 1)}
    torch.save({"Random": latents}, folder / "speakers_xtts.pth")
    return {"sample_rate": 24_000, "options": {"model": "model.pth", "language": "nl", "speaker": "Random"}}


def _characters(kind: str, pad: str, eos: str, bos: str, blank: str | None = None) -> Any:
    from TTS.tts.configs.shared_configs import CharactersConfig

    return CharactersConfig(
        characters_class=kind, pad=pad, eos=eos, bos=bos, blank=blank, characters=LETTERS, punctuations=MARKS
    )


def _save(model: Any, config: Any, folder: Path) -> None:
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    if "do_trim_silence" in config.audio:
        config.audio.do_trim_silence = False  # noise of random weights may be as quiet as that
    config.save_json(str(folder / "config.json"))
    torch.save({"model": model.state_dict()}, folder / "model.pth")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    from bulletin.engines.coqui_model import import_torchaudio

    import_torchaudio()
    import torch

    for make in (vits, tacotron, xtts):
        torch.manual_seed(0)
        voice = folder / f"random-{make.__name__}"
        voice.mkdir(parents=True, exist_ok=True)
        made = make(voice)
        options = "\n".join(f'{name} = "{value}"' for name, value in made["options"].items())
        (voice / "voice.toml").write_text(
            f'engine = "coqui"\nsample_rate = {made["sample_rate"]}\n\n[options]\n{options}\n',
            encoding="utf-8",
        )
        print(voice)


if __name__ == "__main__":
    main()
