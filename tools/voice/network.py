"""Kokoro-82M in plain PyTorch: encode tokens, lay them out in time, predict pitch and energy, decode.

The modules are those of the package kokoro 0.9.4, changed as weights.py tells; the weights come from the int8
export.
Everything is differentiable except the source excitation in the F0 argument and the rounding of durations.
"""

from __future__ import annotations

import os
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from paths import TRAIN, WEIGHTS, Speaker
from torch import Tensor, nn

from bulletin.g2p.symbols import origins

os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
sys.path.insert(0, str(TRAIN / "src"))

HIDDEN, STYLE = 512, 128


class Network(nn.Module):
    """The whole model; the names of its parts are those of the stock weights."""

    def __init__(self) -> None:
        super().__init__()
        from kport.istftnet import Decoder
        from kport.modules import CustomAlbert, ProsodyPredictor, TextEncoder
        from transformers import AlbertConfig

        config = AlbertConfig(
            vocab_size=178, hidden_size=768, num_attention_heads=12, intermediate_size=2048,
            max_position_embeddings=512, num_hidden_layers=12,
            hidden_dropout_prob=0.1, attention_probs_dropout_prob=0.1,
        )  # fmt: skip
        config._attn_implementation = "eager"
        self.bert = CustomAlbert(config, add_pooling_layer=False)
        self.bert_encoder = nn.Linear(768, HIDDEN)
        self.predictor = ProsodyPredictor(style_dim=STYLE, d_hid=HIDDEN, nlayers=3, max_dur=50, dropout=0.2)
        self.text_encoder = TextEncoder(channels=HIDDEN, kernel_size=5, depth=3, n_symbols=178)
        self.decoder = Decoder(
            dim_in=HIDDEN, style_dim=STYLE, dim_out=80, upsample_kernel_sizes=[20, 12],
            upsample_rates=[10, 6],
            gen_istft_hop_size=5, gen_istft_n_fft=20, resblock_dilation_sizes=[[1, 3, 5]] * 3,
            resblock_kernel_sizes=[3, 7, 11], upsample_initial_channel=512,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """What the prosody needs: `d` [1, T, 640], and durations [1, T] before rounding, in frames of 25 ms."""

    d: Tensor
    durations: Tensor


def load(path: Path = WEIGHTS / "kokoro_torch.pt") -> Network:
    """Return the stock network, its new tokens started from their neighbors."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        network = Network()
    network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    with torch.no_grad():
        for table in (network.bert.embeddings.word_embeddings, network.text_encoder.embedding):
            rows = table.weight.clone()
            for new, start in origins().items():
                table.weight[new] = rows[start]
    return network.eval()


def stock_style(speaker: Speaker, tokens: int | None = None) -> Tensor:
    """Return the style [1, 256] to start from: for that many tokens, or the mean over usual lengths."""
    packs = [
        np.fromfile(WEIGHTS / "voices" / f"{name}.bin", "<f4").reshape(510, 256)
        for name in speaker.start_from
    ]
    pack = torch.from_numpy(np.mean(packs, 0))
    return pack[40:140].mean(0, keepdim=True) if tokens is None else pack[tokens - 3][None]


def text_features(network: Network, ids: Tensor) -> Tensor:
    """Return the text encoder's output, [1, 512, T]."""
    return network.text_encoder(ids, torch.tensor([ids.shape[1]]), torch.zeros_like(ids).bool())


def bert_features(network: Network, ids: Tensor) -> Tensor:
    """Return the language model's output, [1, T, 768]."""
    return network.bert(ids, attention_mask=torch.ones_like(ids).int())


def layout(network: Network, bert: Tensor, prosody_style: Tensor) -> tuple[Layout, Tensor]:
    """Return the layout, and the duration logits [1, T, 50]."""
    hidden = network.bert_encoder(bert).transpose(-1, -2)
    length = torch.tensor([bert.shape[1]])
    mask = torch.zeros(bert.shape[:2]).bool()
    d = network.predictor.text_encoder(hidden, prosody_style, length, mask)
    logits = network.predictor.duration_proj(network.predictor.lstm(d)[0])
    return Layout(d, torch.sigmoid(logits).sum(-1)), logits


def spread(durations: Tensor) -> Tensor:
    """Turn whole durations [1, T] into a 0/1 matrix [1, T, frames]."""
    stop = durations.cumsum(1)
    time = torch.arange(int(stop[0, -1]))[None, None]
    return ((time >= (stop - durations)[..., None]) & (time < stop[..., None])).float()


def melody(network: Network, d: Tensor, spreading: Tensor, prosody_style: Tensor) -> tuple[Tensor, Tensor]:
    """Return F0 in Hz and energy, [1, 2 × frames] each."""
    return network.predictor.F0Ntrain(d.transpose(-1, -2) @ spreading, prosody_style)


def decode(network: Network, features: Tensor, f0: Tensor, energy: Tensor, style: Tensor) -> Tensor:
    """Return audio [1, 600 × frames] from features [1, 512, frames]."""
    return network.decoder(features, f0, energy, style, None).squeeze(1)


@torch.no_grad()
def speak(network: Network, ids: Tensor, style: Tensor, speed: float = 1.0) -> tuple[Tensor, Tensor]:
    """Return the audio of tokens [1, T] in a style [1, 256], and the durations."""
    plan, _ = layout(network, bert_features(network, ids), style[:, STYLE:])
    durations = torch.round(plan.durations / speed).clamp(min=1).long()
    spreading = spread(durations)
    f0, energy = melody(network, plan.d, spreading, style[:, STYLE:])
    return decode(network, text_features(network, ids) @ spreading, f0, energy, style[:, :STYLE]), durations
