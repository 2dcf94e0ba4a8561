"""Where everything of the training is: one folder outside the repository, $BULLETIN_TRAIN."""

from __future__ import annotations

import csv
import os
import sys
from dataclasses import dataclass
from pathlib import Path

TRAIN = Path(os.environ.get("BULLETIN_TRAIN", Path.home() / "bulletin-train"))
RECORDINGS = Path(os.environ.get("BULLETIN_RECORDINGS", TRAIN / "recordings"))
WEIGHTS = TRAIN / "work"
PREPARED = TRAIN / "prepared"
ALIGNED = TRAIN / "aligned"
CHECKPOINTS = TRAIN / "checkpoints"
REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

HELD_OUT = 60  # the last sentences of each speaker are never trained on


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker: the folder of recordings, the stock voices to start from, the range of the pitch.

    Below `rumble_hz` is no voice (0: leave the recordings as they are), `lead_frames` of silence are put
    before recordings that begin abruptly, and `paces` are how much faster than the recordings the voice is
    asked to speak. `evenness` is the power of a sound's length in the recordings that its length in the
    voice goes by: below 1, what is drawn out is shortened more than what is short.
    """

    name: str
    start_from: tuple[str, ...]
    pitch_floor_hz: float
    pitch_ceiling_hz: float
    paces: tuple[float, float] = (1.0, 1.0)
    rumble_hz: float = 0
    lead_frames: int = 0
    evenness: float = 1.0


SPEAKERS = {
    "nathalie": Speaker("nathalie", ("ef_dora",), 110, 480),
    "flemishguy": Speaker("flemishguy", ("em_alex", "im_nicola"), 65, 300, (1.0, 1.4), 70, 2, 0.75),
}


def sentences(speaker: str) -> list[tuple[str, str]]:
    """Return (id, text) of every recording, in the order of the list."""
    with (RECORDINGS / speaker / "metadata.csv").open(encoding="utf-8", newline="") as lines:
        return [
            (row[0], row[1])
            for row in csv.reader(lines, delimiter="|", quoting=csv.QUOTE_NONE)
            if len(row) > 1
        ]


def held_out(speaker: str) -> set[str]:
    """Return the ids of the sentences that are only measured on."""
    return {name for name, _ in sentences(speaker)[-HELD_OUT:]}
