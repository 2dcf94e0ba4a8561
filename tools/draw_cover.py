"""Draw the default cover: `python tools/draw_cover.py bulletin/publish/templates/cover.png`.

A speech wave that turns into lines of text, in flat colors; numpy and zlib draw it, so that anyone can again.
"""

from __future__ import annotations

import struct
import sys
import zlib
from pathlib import Path

import numpy as np

SIZE = 1400  # the smallest that Apple takes
OVERSAMPLING = 3
NIGHT, PAPER, SIGNAL = (16, 38, 66), (245, 241, 232), (230, 92, 52)
BARS = (0.10, 0.22, 0.40, 0.64, 0.46, 0.78, 0.58, 0.34, 0.50, 0.26, 0.14)
LINES = (1.0, 0.86, 0.94, 0.55)


def rounded(across: np.ndarray, down: np.ndarray, box: tuple[float, float, float, float]) -> np.ndarray:
    """Return the mask of a bar with round ends; the box is left, top, right, bottom in parts of the cover."""
    left, top, right, bottom = box
    radius = min(right - left, bottom - top) / 2
    x = np.maximum(np.maximum(left + radius - across, across - right + radius), 0)
    y = np.maximum(np.maximum(top + radius - down, down - bottom + radius), 0)
    return x * x + y * y <= radius * radius


def draw(size: int = SIZE) -> np.ndarray:
    """Return the cover as [size, size, 3] bytes."""
    grid = (np.arange(size * OVERSAMPLING) + 0.5) / (size * OVERSAMPLING)
    picture = np.empty((size, size, 3), dtype=np.uint8)
    shapes = [
        ((0.14 + i * 0.068, 0.38 - h * 0.30, 0.14 + i * 0.068 + 0.040, 0.38 + h * 0.30), SIGNAL)
        for i, h in enumerate(BARS)
    ]
    shapes += [
        ((0.14, 0.685 + i * 0.06, 0.14 + 0.72 * w, 0.713 + i * 0.06), PAPER) for i, w in enumerate(LINES)
    ]
    for row in range(size):  # a row at a time: the whole at three times the size would be 50 MB
        down = grid[row * OVERSAMPLING : (row + 1) * OVERSAMPLING, None]
        line = np.broadcast_to(np.array(NIGHT, dtype=np.float32), (OVERSAMPLING, len(grid), 3)).copy()
        for box, color in shapes:
            line[rounded(grid[None, :], down, box)] = color
        picture[row] = np.round(line.reshape(OVERSAMPLING, size, OVERSAMPLING, 3).mean(axis=(0, 2)))
    return picture


def png(picture: np.ndarray) -> bytes:
    """Return the picture as PNG: RGB, 8 bits, 72 dots an inch."""
    height, width, _ = picture.shape
    # Each row says how it differs from the row above (filter 2): flat colors become zeros.
    above = np.vstack([np.zeros_like(picture[:1]), picture[:-1]])
    rows = (picture.astype(np.int16) - above).astype(np.uint8).reshape(height, -1)
    data = np.hstack([np.full((height, 1), 2, dtype=np.uint8), rows]).tobytes()

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    density = struct.pack(">IIB", 2835, 2835, 1)
    parts = ((b"IHDR", header), (b"pHYs", density), (b"IDAT", zlib.compress(data, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, body) for kind, body in parts)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(png(draw()))
