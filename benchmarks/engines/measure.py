"""Speed and memory of every installed engine on the same ten sentences, in one run.

    python benchmarks/engines/measure.py                       # each engine, one voice
    python benchmarks/engines/measure.py --kokoro-onnx VENV/bin/python --rounds 3
    python benchmarks/engines/measure.py --voice joe --voice nl-nathalie

Every engine speaks in a process of its own, in turns, so that a busy machine is as busy for all of them:
compare the rows of one run only. `cpu` is processor seconds, `wall` seconds on the clock, both for a second
of sound, with as many sentences at a time as there are processors (engines that cannot: one); `one` is
the clock with one sentence at a time. kokoro-onnx is the package of that name on the same weights, with
phonemes from its own espeak-ng.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
SENTENCES = (HERE / "sentences.txt").read_text(encoding="utf-8").splitlines()


def speak(voice_id: str) -> dict[str, float]:
    """Return what a voice of this program needs for the sentences."""
    from bulletin.engines import load
    from bulletin.engines.catalog import find_voice
    from bulletin.model import Utterance

    engine = load(find_voice(voice_id))
    jobs = (os.cpu_count() or 1) if engine.thread_safe else 1

    def say(text: str) -> float:
        clip = engine.synthesize(Utterance(text))
        return len(clip.samples) / clip.rate

    return measure(say, jobs)


def speak_kokoro_onnx(model: str, voices: str) -> dict[str, float]:
    """Return what the package kokoro-onnx needs; it runs one sentence at a time, on all processors."""
    from kokoro_onnx import Kokoro

    engine = Kokoro(model, voices)

    def say(text: str) -> float:
        samples, rate = engine.create(text, voice="voice", lang="nl", trim=False)
        return len(samples) / rate

    return measure(say, 1)


def measure(say, jobs: int) -> dict[str, float]:  # type: ignore[no-untyped-def]
    """Time the sentences after one to warm up."""
    started = time.monotonic()
    say("Een.")
    loaded = time.monotonic() - started
    wall, processor = time.monotonic(), time.process_time()
    with ThreadPoolExecutor(jobs) as pool:
        seconds = sum(pool.map(say, SENTENCES))
    wall, processor = time.monotonic() - wall, time.process_time() - processor
    one = time.monotonic()
    alone = sum(say(text) for text in SENTENCES[:3])
    one = time.monotonic() - one
    return {
        "first": loaded,
        "sound": seconds,
        "wall": wall / seconds,
        "cpu": processor / seconds,
        "one": one / alone,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def run(command: list[str]) -> dict[str, float] | None:
    """Run one measurement in its own process."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{command[2:]}: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def contestants(arguments: argparse.Namespace, folder: Path) -> dict[str, list[str]]:
    """Return the command of each engine."""
    from bulletin.engines.catalog import all_voices, missing

    first: dict[str, str] = {}
    for voice in all_voices():
        if not missing(voice) and voice.engine != "silence":
            first.setdefault(voice.engine, voice.id)
    me = [sys.executable, str(Path(__file__)), "--speak"]
    commands = {voice: [*me, voice] for voice in (arguments.voice or first.values())}
    if arguments.kokoro_onnx:
        import numpy as np

        from bulletin.engines.catalog import choose_voice
        from bulletin.engines.kokoro_model import read_weights

        (folder / "model.onnx").write_bytes(read_weights())
        style = np.load(choose_voice().voice.file("style")).astype(np.float32).reshape(-1, 1, 256)
        np.savez(folder / "voices.npz", voice=np.repeat(style[-1:], 510, axis=0))
        files = [str(folder / "model.onnx"), str(folder / "voices.npz")]
        commands["kokoro-onnx (PyPI)"] = [
            arguments.kokoro_onnx,
            str(Path(__file__)),
            "--speak-kokoro-onnx",
            *files,
        ]
    return commands


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--voice", action="append", help="a voice to measure [the best of each engine]")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--kokoro-onnx", metavar="PYTHON", help="a Python that has kokoro-onnx installed")
    parser.add_argument("--speak", help=argparse.SUPPRESS)
    parser.add_argument("--speak-kokoro-onnx", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.speak:
        print(json.dumps(speak(arguments.speak)))
        return
    if arguments.speak_kokoro_onnx:
        print(json.dumps(speak_kokoro_onnx(*arguments.speak_kokoro_onnx)))
        return
    with tempfile.TemporaryDirectory() as folder:
        commands = contestants(arguments, Path(folder))
        results: dict[str, list[dict[str, float]]] = {name: [] for name in commands}
        for _ in range(arguments.rounds):
            for name, command in commands.items():
                if result := run(command):
                    results[name].append(result)
    print("| voice | sound s | cpu / sound | wall / sound | one at a time | first s | peak MB |")
    print("|---|---|---|---|---|---|---|")
    for name, rounds in results.items():
        if rounds:
            middle = {key: statistics.median(row[key] for row in rounds) for key in rounds[0]}
            print(
                f"| {name} | {middle['sound']:.1f} | {middle['cpu']:.3f} | {middle['wall']:.3f} "
                f"| {middle['one']:.3f} | {middle['first']:.1f} | {middle['megabytes']:.0f} |"
            )


if __name__ == "__main__":
    main()
