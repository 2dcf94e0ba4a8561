"""Render sentences, let Whisper write down what it hears, and report the errors of each voice side by side.

    python benchmarks/intelligibility/run.py --voice nl-nathalie --voice espeak --set score --limit 20

Voices: `human` (on the held-out sets), `espeak`, `stock-female`, `stock-male`, names in voices/, or
NAME=FOLDER for a voice in another folder laid out like voices/; NAME@0.9 speaks at that pace in place of the
one in its description. Sets: tune, score, and nathalie or flemishguy, the last 60 sentences of the speaker.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import measures as ms  # noqa: E402, I001
import voices as vs  # noqa: E402

TRAIN = Path(os.environ.get("BULLETIN_TRAIN", Path.home() / "bulletin-train"))
os.environ.setdefault("BULLETIN_CACHE", str(TRAIN / "cache"))  # 400 MB for each set of weights
HELD_OUT = 60
HEAD = ("voice", "set", "n", "WER", "CER (95 %)", "log p", "pitch Hz", "range st", "words/min", "MCD dB",
        "clipped", "silence s", "level dB")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one voice on one set."""

    voice: str
    set: str
    sentences: int
    wer: float
    cer: float
    cer_low: float
    cer_high: float
    log_prob: float
    pitch_hz: float
    pitch_range_semitones: float
    words_a_minute: float
    cepstral_db: float
    clipped: int
    longest_silence_s: float
    level_db: float
    level_spread_db: float


def sentences(name: str) -> list[str]:
    """Return the texts of a set."""
    if name in ("tune", "score"):
        lines = (Path(__file__).parent / "sentences.tsv").read_text(encoding="utf-8").splitlines()
        return [text for kind, _, text in (line.partition("\t") for line in lines) if kind == name]
    return [text for _, text in vs.listed(name)[-HELD_OUT:] if not any(c.isdigit() for c in text)]


def speaker(voice: str, subset: str) -> tuple[vs.Speak, Callable[[str], str]]:
    """Return how a voice speaks, and for each text a key of all that decides its sound."""
    if voice == "human":
        return vs.human(subset), lambda text: f"human-{subset} {text}"
    if voice == "espeak":
        return vs.espeak(), lambda text: f"espeak {text}"
    name, _, folder = voice.partition("=")
    place = Path(folder) if folder else ROOT / "voices"
    if voice.startswith("stock-"):
        name, place = ("nl-nathalie" if voice == "stock-female" else "nl-flemishguy"), TRAIN / "voices-stock"
    name, _, speed = name.partition("@")
    return vs.kokoro(place, name, float(speed) if speed else None)


def rendered(text: str, speak: vs.Speak, key: Callable[[str], str]) -> ms.Wave:
    """Return the rendering, from the cache if it is there."""
    name = hashlib.sha256(key(text).encode()).hexdigest()[:24]
    path = TRAIN / "renderings" / f"{name}.flac"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, np.clip(speak(text), -1, 1), ms.RATE, "PCM_16")
    return soundfile.read(path, dtype="float32")[0]


@lru_cache(maxsize=1)
def whisper() -> Any:
    """Return Whisper base."""
    from faster_whisper import WhisperModel

    threads = int(os.environ.get("BENCHMARK_THREADS", "2"))
    return WhisperModel(str(TRAIN / "whisper-base"), "cpu", compute_type="float32", cpu_threads=threads)


def heard(wave: ms.Wave, text: str) -> tuple[str, float]:
    """Return what Whisper writes, and the mean log probability of the text that was to be heard; cached."""
    key = hashlib.sha256(wave.tobytes() + text.encode()).hexdigest()[:24]
    path = TRAIN / "heard" / f"{key}.json"
    if path.exists():
        found = json.loads(path.read_text(encoding="utf-8"))
        return found["text"], found["log_prob"]
    written, probability = _listen(_at_16k(wave), text)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"text": written, "log_prob": probability, "said": text}), encoding="utf-8")
    return written, probability


def _at_16k(wave: ms.Wave) -> ms.Wave:
    import soxr

    return np.asarray(soxr.resample(wave, ms.RATE, 16_000), np.float32)


def _listen(wave: ms.Wave, text: str) -> tuple[str, float]:
    """Encode the sound once; decode with beam 5 at temperature 0, and align the text that was to be heard."""
    model = whisper()
    features = model.feature_extractor(wave)[:, :3000]
    encoded = model.encode(np.pad(features, ((0, 0), (0, 3000 - features.shape[1]))))
    vocabulary = model.hf_tokenizer
    start = [
        vocabulary.token_to_id(f"<|{name}|>")
        for name in ("startoftranscript", "nl", "transcribe", "notimestamps")
    ]
    best = model.model.generate(encoded, [start], beam_size=5, max_length=224)[0].sequences_ids[0]
    tokens = vocabulary.encode(" " + text, add_special_tokens=False).ids
    aligned = model.model.align(encoded, start[:3], [tokens], [len(wave) // 160])[0]
    probability = float(np.mean(np.log(np.maximum(aligned.text_token_probs, 1e-9))))
    return vocabulary.decode(best).strip(), probability


def measured(voice: str, subset: str, limit: int) -> Row:
    """Return the figures of a voice on the first `limit` sentences of a set."""
    texts = sentences(subset)[:limit]
    speak, key = speaker(voice, subset)
    waves = [rendered(text, speak, key) for text in texts]
    found = [heard(wave, text) for wave, text in zip(waves, texts, strict=True)]
    cer = ms.rate_and_interval(
        [ms.letter_errors(text, words) for text, (words, _) in zip(texts, found, strict=True)]
    )
    wer = ms.rate_and_interval(
        [ms.word_errors(text, words) for text, (words, _) in zip(texts, found, strict=True)]
    )
    pitches = np.array([ms.pitch(wave) for wave in waves])
    seconds = sum(ms.speech_seconds(wave) for wave in waves)
    far = float("nan")
    if subset in ("nathalie", "flemishguy") and voice != "human":
        recording, its_key = speaker("human", subset)
        pairs = zip(waves, [rendered(text, recording, its_key) for text in texts], strict=True)
        far = float(np.mean([ms.cepstral_distance(wave, recorded) for wave, recorded in pairs]))
    flaws = [ms.faults(wave) for wave in waves]
    levels = [ms.level_db(wave) for wave in waves]
    return Row(
        voice.partition("=")[0], subset, len(texts), wer[0], *cer, float(np.mean([p for _, p in found])),
        float(np.nanmean(pitches[:, 0])), float(np.nanmean(pitches[:, 1])),
        60 * sum(len(text.split()) for text in texts) / seconds, far,
        sum(clipped for clipped, _ in flaws), max(silence for _, silence in flaws),
        float(np.mean(levels)), float(np.std(levels)),
    )  # fmt: skip


def table(rows: list[Row]) -> str:
    """Return the figures as a Markdown table."""
    lines = [f"| {' | '.join(HEAD)} |", "|" + "---|" * len(HEAD)]
    for r in rows:
        cells = (
            f"{r.voice} | {r.set} | {r.sentences} | {r.wer:.3f}",
            f"{r.cer:.3f} ({r.cer_low:.3f}–{r.cer_high:.3f})",
            f"{r.log_prob:.2f} | {r.pitch_hz:.0f} | {r.pitch_range_semitones:.1f} | {r.words_a_minute:.0f}",
            f"{r.cepstral_db:.2f} | {r.clipped} | {r.longest_silence_s:.2f}",
            f"{r.level_db:.1f} ± {r.level_spread_db:.1f}",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure every voice on every set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--voice", action="append", default=[])
    parser.add_argument(
        "--set", action="append", default=[], choices=["tune", "score", "nathalie", "flemishguy"]
    )
    parser.add_argument("--limit", type=int, default=1000)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    rows = []
    for subset in options.set or ["score"]:
        for voice in options.voice or [
            "human",
            "espeak",
            "stock-female",
            "stock-male",
            "nl-nathalie",
            "nl-flemishguy",
        ]:
            if voice == "human" and subset in ("tune", "score"):
                continue
            rows.append(measured(voice, subset, options.limit))
            print(table(rows[-1:]).splitlines()[-1], file=sys.stderr, flush=True)
    print(table(rows))
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
