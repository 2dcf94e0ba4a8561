"""espeak-ng as a phonemizer: 'heeft' becomes 'heːft', through the library that a wheel brings.

One library serves the whole process. It keeps global state, so every call holds a lock. Nothing is copied
to a temporary folder, and nothing is loaded before the first word.
"""

from __future__ import annotations

import _ctypes
import ctypes
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from bulletin.errors import BulletinError

_RETRIEVAL = 2  # AUDIO_OUTPUT_RETRIEVAL: espeak opens no sound device
_DONT_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT: report an error instead of ending the process
_UTF8 = 1
_IPA = 0x02
_CARRIER = "lamp"
_CARRIER_IPA = "lˈɑmp"
_LANGUAGE_MARK = re.compile(r"\([a-z-]+\)")

_lock = threading.Lock()
_library: ctypes.CDLL | None = None


def _load() -> ctypes.CDLL:
    """Load and initialize the library with its Dutch voice; call it with the lock held."""
    try:
        import espeakng_loader

        library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path().encode()
    except (ImportError, OSError, RuntimeError) as error:
        raise BulletinError(
            f"espeak-ng cannot be loaded ({error}); try: pip install --force-reinstall espeakng-loader"
        ) from error
    library.espeak_Initialize.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int]
    library.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    if library.espeak_Initialize(_RETRIEVAL, 0, data, _DONT_EXIT) < 0:
        raise BulletinError(
            "espeak-ng cannot read its data; try: pip install --force-reinstall espeakng-loader"
        )
    if library.espeak_SetVoiceByName(b"nl") != 0:
        raise BulletinError(
            "This espeak-ng has no Dutch voice; try: pip install --force-reinstall espeakng-loader"
        )
    return library


@contextmanager
def library(*, afresh: bool = False) -> Iterator[ctypes.CDLL]:
    """Hold the library for oneself: it has one state for the whole process, with the Dutch voice set.

    `afresh` makes it begin as if nothing was said before, and again for who comes next. Raise BulletinError
    if it cannot be loaded.
    """
    global _library
    with _lock:
        if afresh and _library is not None:
            _unload(_library)
            _library = None
        if _library is None:
            _library = _load()
        try:
            yield _library
        finally:
            if afresh:
                _unload(_library)
                _library = None


def _unload(library: ctypes.CDLL) -> None:
    """Take the library out of memory, with all that it remembers; call it with the lock held."""
    library.espeak_Terminate()
    if sys.platform == "win32":
        _ctypes.FreeLibrary(library._handle)
    else:
        _ctypes.dlclose(library._handle)


def phonemize(text: str) -> str:
    """Return the IPA of Dutch `text` as espeak-ng reads it: words between spaces, stress before the syllable.

    Raise BulletinError if the library cannot be loaded.
    """
    with library() as espeak:
        buffer = ctypes.create_string_buffer(text.replace("\0", " ").encode() + b"\0")
        rest = ctypes.c_void_p(ctypes.addressof(buffer))
        clauses = []
        while rest.value:
            clauses.append(espeak.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, _IPA).decode())
    return " ".join(_LANGUAGE_MARK.sub("", " ".join(clauses)).split())


@lru_cache(maxsize=50_000)
def phonemize_word(word: str) -> str:
    """Return the IPA of one word as it sounds inside a sentence, in one piece.

    A word alone is stressed, also 'van' or 'een'. So it is read before another word, whose sounds are cut.

    >>> phonemize_word("een"), phonemize_word("van")
    ('ən', 'vɑn')
    """
    read = phonemize(f"{word} {_CARRIER}")
    if read.endswith(" " + _CARRIER_IPA):
        return read.removesuffix(_CARRIER_IPA).replace(" ", "")
    return phonemize(word).replace(" ", "")
