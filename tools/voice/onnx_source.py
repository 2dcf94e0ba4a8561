"""Noise-free harmonic source + STFT + iSTFT exactly as in the exported kokoro-v1.0.int8.onnx."""

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F  # noqa: N812


class OnnxSource(nn.Module):
    """m_source of the export: random initial phases and Gaussian noise were removed (zeros)."""

    def __init__(self, harmonics=9, sr=24000.0, scale=300, amp=0.1, thr=10.0):
        super().__init__()
        self.l_linear = nn.Linear(harmonics, 1)
        self.h, self.sr, self.scale, self.amp, self.thr = harmonics, sr, scale, amp, thr

    def forward(self, f0f):  # f0f [B, L] frame-rate F0 in Hz (NOT upsampled)
        dev = f0f.device
        f0f = f0f.detach().float()
        k = torch.arange(1, self.h + 1, device=dev, dtype=torch.float32)
        r = f0f[:, :, None] * k / self.sr
        r = r - torch.floor(r)  # [B,L,9]; the 1/300 linear resize of 300-blocks returns r itself
        # ORT CumSum adds sequentially in float32; np.cumsum does the same (torch accumulates in double)
        c = torch.from_numpy(np.cumsum(r.cpu().numpy(), axis=1, dtype=np.float32)).to(dev)
        ph = c * 2.0 * float(np.float32(np.pi)) * float(self.scale)
        ph = F.interpolate(ph.transpose(1, 2), scale_factor=self.scale, mode="linear").transpose(1, 2)
        uv = (f0f > self.thr).float().repeat_interleave(self.scale, 1)[:, :, None]
        s = torch.sin(ph) * self.amp * uv
        return torch.tanh(self.l_linear(s)).squeeze(-1), uv  # [B, 300 L]


class OnnxSTFT(nn.Module):
    def __init__(self, n=20, hop=5):
        super().__init__()
        self.n, self.hop = n, hop
        self.register_buffer("window", torch.hann_window(n, periodic=True))
        self.register_buffer("inverse_basis", torch.zeros(n + 2, 1, n))
        self.register_buffer("window_sum", torch.zeros(n))
        # windowed DFT matrix of ONNX Runtime's STFT kernel, probed with unit impulses by port.py: its errors
        # of 1e-6 decide the phase of bins without energy (DC and Nyquist signs, constant unvoiced frames)
        self.register_buffer("dft_re", torch.zeros(n, n // 2 + 1))
        self.register_buffer("dft_im", torch.zeros(n, n // 2 + 1))

    def transform(self, x):  # [B,T]
        xp = F.pad(x[:, None], (self.n // 2, self.n // 2), mode="reflect")[:, 0]
        fr = xp.unfold(1, self.n, self.hop)
        fr = fr.double()
        re, im = fr @ self.dft_re.double(), fr @ self.dft_im.double()
        mag = torch.sqrt(re * re + im * im).float()
        ph = torch.atan2(im, re).float()
        ph = torch.where((im == 0) & (re < 0), torch.full_like(ph, -np.pi), ph)  # as in the export
        return mag.transpose(1, 2), ph.transpose(1, 2)

    def inverse(self, mag, phase):
        z = torch.cat([mag * torch.cos(phase), mag * torch.sin(phase)], 1)
        y = F.conv_transpose1d(z, self.inverse_basis, stride=self.hop)
        # export quirk: only the first 20 samples are divided by the (single-frame) window sum
        w = torch.where(self.window_sum > 1.1754944e-38, self.window_sum, torch.ones_like(self.window_sum))
        y = torch.cat([y[..., : self.n] / w, y[..., self.n :]], -1) * (self.n / self.hop)
        return y[..., self.n // 2 : -(self.n // 2)]
