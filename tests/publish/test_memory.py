"""Half an hour of sound takes no more memory than a minute."""

import subprocess
import sys

import pytest

PROGRAM = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from conftest import make_clip, make_script
from dataclasses import replace
from bulletin.audio import assemble
from bulletin.publish import write_outputs
script = make_script()
count = int(sys.argv[1])
utterances = script.utterances * count
script = replace(script, utterances=utterances)
bulletin = assemble(script, (make_clip(u, n) for n, u in enumerate(utterances)))
write_outputs(bulletin, Path(sys.argv[2]), ["mp3"])
print(bulletin.audio.seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(count: int, folder) -> tuple[float, int]:
    from pathlib import Path

    here = str(Path(__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(count), str(folder), here],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, kilobytes = done.stdout.split()
    return float(seconds), int(kilobytes)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_length(tmp_path):
    short_s, short_kb = peak(6, tmp_path)
    long_s, long_kb = peak(220, tmp_path)
    assert short_s > 50
    assert long_s > 1700
    assert long_kb - short_kb < 20_000
