"""A clip that is heard before the rest is made: trimmed, and about as loud as the bulletin will be."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from bulletin.audio.samples import sounding, trim
from bulletin.model import Clip
from bulletin.settings import Settings

HEADROOM = 0.8  # no limiter here: a peak that would come over it lowers the clip


def preview(clip: Clip, settings: Settings | None = None) -> Clip:
    """Return the clip trimmed and brought near the settings' loudness by its power; silence stays silence."""
    target = (settings or Settings()).loudness_lufs
    trimmed = trim(clip)
    start, stop = sounding(trimmed.samples, trimmed.rate)
    if start == stop:
        return trimmed
    heard = trimmed.samples[start:stop].astype(np.float64)
    power, peak = float(np.mean(heard * heard)), float(np.abs(heard).max())
    wanted = 10 ** ((target + 0.691 - 10 * math.log10(power)) / 20)
    factor = np.float32(min(wanted, HEADROOM / peak))
    return replace(trimmed, samples=trimmed.samples * factor)
