"""A quick stand-in for the slow half of the decoder: from its inner signal to the spectrum that Whisper sees.

The vocoder half costs most of the time. The stand-in learns from its renderings (`pairs.py`), so that
the text encoder can be taught without rendering sound.
It has the shape of what it stands for: styled norms over time.
"""

from __future__ import annotations

import torch
from losses import WhisperEncoder
from network import HIDDEN, STYLE, Network
from torch import Tensor, nn
from torch.nn import functional

BANDS = 80


def inner_signal(network: Network, features: Tensor, f0: Tensor, energy: Tensor, style: Tensor) -> Tensor:
    """Return what the decoder hands to its vocoder: [B, 512, 2 × frames] (12.5 ms a column)."""
    decoder = network.decoder
    pitch, loudness = decoder.F0_conv(f0.unsqueeze(1)), decoder.N_conv(energy.unsqueeze(1))
    x = decoder.encode(torch.cat([features, pitch, loudness], 1), style)
    residual, again = decoder.asr_res(features), True
    for block in decoder.decode:
        if again:
            x = torch.cat([x, residual, pitch, loudness], 1)
        x = block(x, style)
        again = again and block.upsample_type == "none"
    return x


@torch.no_grad()
def source_spectrum(network: Network, whisper: WhisperEncoder, f0: Tensor) -> Tensor:
    """Return the spectrum of the bare harmonics that the vocoder starts from, so where each lies."""
    return whisper.log_mel(network.decoder.generator.m_source(f0)[0])[0]


class _Styled(nn.Module):
    """A residual convolution whose norm over time is scaled and shifted by the style."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.norm = nn.InstanceNorm1d(width)
        self.style = nn.Linear(STYLE, 2 * width)
        self.conv = nn.Conv1d(width, width, 5, padding=2 * dilation, dilation=dilation)

    def forward(self, x: Tensor, style: Tensor) -> Tensor:
        scale, shift = self.style(style).unsqueeze(-1).chunk(2, 1)
        return x + self.conv(functional.gelu((1 + scale) * self.norm(x) + shift))


class Surrogate(nn.Module):
    """Inner signal, pitch, style and bare harmonics to Whisper's log-mel spectrum, 100 columns a second."""

    def __init__(self, width: int = 256) -> None:
        super().__init__()
        self.first = nn.Conv1d(HIDDEN + 2, width, 5, padding=2)
        self.blocks = nn.ModuleList(_Styled(width, dilation) for dilation in (1, 1, 2))
        self.harmonics = nn.Conv1d(BANDS, width, 3, padding=1)
        nn.init.zeros_(self.harmonics.weight)
        self.later = nn.ModuleList(_Styled(width, 1) for _ in range(2))
        self.last = nn.Conv1d(width, BANDS, 1)

    def forward(self, inner: Tensor, f0: Tensor, style: Tensor, source: Tensor) -> Tensor:
        pitch = torch.stack([(f0.clamp(min=50).log() - 5) * (f0 > 10), (f0 > 10).float()], 1)
        x = self.first(torch.cat([inner, pitch], 1))
        for block in self.blocks:
            x = block(x, style)
        x = functional.interpolate(x, scale_factor=1.25, mode="linear") + self.harmonics(source)
        for block in self.later:
            x = block(x, style)
        return self.last(x)
