"""How far a rendering is from a recording: spectra at three resolutions, and what Whisper's encoder hears."""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import librosa
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

_WINDOWS = {size: torch.hann_window(size) for size in (512, 1024, 2048)}
_BANDS = {512: 40, 1024: 80, 2048: 100}
_ENERGY_BANK = torch.tensor(
    librosa.filters.mel(sr=16_000, n_fft=2048, n_mels=80, htk=True, norm=None)
).float()
_ENERGY_WINDOW = torch.hann_window(1200)
TOP = torch.tensor(2.0)  # Whisper's spectrum is floored 8 below the loudest; ours at one place for all


def energy(wave: Tensor) -> Tensor:
    """Return the energy as the model means it: log norm of an 80-band spectrum, one value for 12.5 ms."""
    power = (
        torch.stft(wave, 2048, 300, 1200, _ENERGY_WINDOW, pad_mode="reflect", return_complex=True).abs() ** 2
    )
    return torch.log((1e-5 + _ENERGY_BANK @ power).norm(dim=1))


@lru_cache(maxsize=3)
def _mel_bank(size: int) -> Tensor:
    return torch.tensor(librosa.filters.mel(sr=24_000, n_fft=size, n_mels=_BANDS[size])).float()


def spectral(rendered: Tensor, recorded: Tensor) -> Tensor:
    """Return the mean L1 distance of log-mel and log spectra over three window lengths."""
    total = torch.zeros(())
    for size, window in _WINDOWS.items():
        a, b = (
            torch.stft(wave, size, size // 4, size, window, return_complex=True).abs().clamp(min=1e-4)
            for wave in (rendered, recorded)
        )
        bank = _mel_bank(size)
        mel = ((bank @ a).clamp(min=1e-5).log() - (bank @ b).clamp(min=1e-5).log()).abs().mean()
        total = total + mel + 0.3 * (a.log() - b.log()).abs().mean()
    return total / 3


class WhisperEncoder(nn.Module):
    """Whisper base's encoder, read from CTranslate2's file; gives the features of every layer."""

    LAYERS, WIDTH, HEADS = 6, 512, 8

    def __init__(self, model: Path) -> None:
        super().__init__()
        weights = {
            name.removeprefix("encoder/"): torch.from_numpy(value.astype("f4"))
            for name, value in _variables(model)
            if name.startswith("encoder/")
        }
        self.weights = weights
        self.window = torch.hann_window(600)
        self.bank = torch.tensor(librosa.filters.mel(sr=16_000, n_fft=400, n_mels=80)).float()

    def log_mel(self, wave: Tensor, top: Tensor | None = TOP) -> tuple[Tensor, Tensor]:
        """Return Whisper's input spectrum of 24 kHz audio: the bins of 16 kHz are the first 201 of 24 kHz."""
        spectrum = torch.stft(wave, 600, 240, 600, self.window, return_complex=True)[:, :201, :-1] / 1.5
        log = (self.bank @ (spectrum.real**2 + spectrum.imag**2)).clamp(min=1e-10).log10()
        top = log.amax((1, 2), keepdim=True) if top is None else top
        return (torch.maximum(log, top - 8) + 4) / 4, top

    def _linear(self, x: Tensor, name: str) -> Tensor:
        return functional.linear(x, self.weights[f"{name}/weight"], self.weights[f"{name}/bias"])

    def _norm(self, x: Tensor, name: str) -> Tensor:
        return functional.layer_norm(
            x, (self.WIDTH,), self.weights[f"{name}/gamma"], self.weights[f"{name}/beta"]
        )

    def _attend(self, x: Tensor, name: str) -> Tensor:
        q, k, v = (
            part.unflatten(-1, (self.HEADS, -1)).transpose(1, 2)
            for part in self._linear(x, f"{name}/linear_0").chunk(3, -1)
        )
        mixed = functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(-2)
        return self._linear(mixed, f"{name}/linear_1")

    def forward(self, mel: Tensor) -> list[Tensor]:
        w = self.weights
        x = functional.gelu(functional.conv1d(mel, w["conv1/weight"], w["conv1/bias"], padding=1))
        x = functional.gelu(functional.conv1d(x, w["conv2/weight"], w["conv2/bias"], stride=2, padding=1))
        x = x.transpose(1, 2)
        x = x + w["position_encodings/encodings"][: x.shape[1]]
        found = []
        for layer in range(self.LAYERS):
            name = f"layer_{layer}"
            x = x + self._attend(self._norm(x, f"{name}/self_attention/layer_norm"), f"{name}/self_attention")
            y = functional.gelu(self._linear(self._norm(x, f"{name}/ffn/layer_norm"), f"{name}/ffn/linear_0"))
            x = x + self._linear(y, f"{name}/ffn/linear_1")
            found.append(x)
        found[-1] = self._norm(x, "layer_norm")
        return found

    def distance(self, rendered: Tensor, recorded: Tensor) -> Tensor:
        """Return the distance of two pieces of sound."""
        return self.distance_of_spectra(self.log_mel(rendered)[0], self.log_mel(recorded)[0])

    def gold(self, recorded: Tensor) -> list[Tensor]:
        """Return what the recording is compared by: its features at layers 2, 4 and 6."""
        with torch.no_grad():
            found = self(recorded)
        return [found[layer] for layer in (1, 3, 5)]

    def distance_of_spectra(
        self, rendered: Tensor, recorded: Tensor, gold: list[Tensor] | None = None
    ) -> Tensor:
        """Return the mean cosine distance of the features at layers 2, 4 and 6, each centered over time."""
        gold = gold or self.gold(recorded)
        mine = self(rendered)
        total = torch.zeros(())
        for layer, theirs in zip((1, 3, 5), gold, strict=True):
            center = theirs.mean(1, keepdim=True)
            total = (
                total + (1 - functional.cosine_similarity(mine[layer] - center, theirs - center, -1)).mean()
            )
        return total / 3


def _variables(model: Path) -> list[tuple[str, np.ndarray]]:
    """Read the names and values of a CTranslate2 model, which stores them in float16 or float32."""
    kinds = {0: "<f4", 1: "i1", 2: "<i2", 3: "<i4", 4: "<f2"}
    with model.open("rb") as file:
        _take(file, "I")
        _text(file)
        _take(file, "I")
        found = []
        for _ in range(_take(file, "I")):
            name = _text(file)
            shape = [_take(file, "I") for _ in range(_take(file, "B"))]
            kind, size = _take(file, "B"), _take(file, "I")
            found.append((name, np.frombuffer(file.read(size), kinds[kind]).reshape(shape)))
    return found


def _take(file: BinaryIO, kind: str) -> int:
    return int(struct.unpack("<" + kind, file.read(struct.calcsize("<" + kind)))[0])


def _text(file: BinaryIO) -> str:
    return file.read(_take(file, "H")).rstrip(b"\0").decode()
