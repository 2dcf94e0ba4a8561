"""Words to phrases of tokens that the model can say in one breath: long ones are cut, short ones padded.

The model takes at most 510 tokens. A longer sentence is cut where its reader can breathe; each part is said
on its own, and the engine joins the sounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bulletin.g2p import Pronounced, encode, pronounce

LONGEST = 500
"""Tokens in one phrase, boundaries included. The model's positions end at 512, its styles at 510."""

_SHORTEST = 16
_CONTEXT = "Dit is het nieuws;"
"""Said before a phrase of fewer tokens than `_SHORTEST`, and cut off. Alone, such a phrase begins with a
noise that sounds like a consonant: Whisper heard 'Doorlog' for 'Oorlog', 'Spartethek' for 'Sport'. Of
eight openings it is the one after which both voices fall silent before the next word."""

_OVERLAP = 4
"""Words of its neighbors that a part of a long sentence is said with, and that are cut off again. Without
them the part before the cut falls as at the end of a sentence and the next begins afresh: 5 dB louder and
27 Hz higher over the cut, where the voices rise 2 dB over a comma."""

_STRONG = frozenset(";:—….?!")
_CONJUNCTIONS = frozenset((
    "en", "of", "maar", "want", "dus", "dat", "die", "als", "toen", "terwijl", "omdat", "doordat", "zodat",
    "hoewel", "nadat", "voordat", "waarbij", "waardoor",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the model says in one call: token `ids`, for each the index of its word, or None.

    A very short phrase comes after a context that is not wanted; `pause` is then the half-open range of
    the tokens between the two. A part of a long sentence has such a context before it, after it (`tail` is
    the range of the tokens between), or both.
    """

    ids: tuple[int, ...]
    owners: tuple[int | None, ...]
    pause: tuple[int, int] | None = None
    tail: tuple[int, int] | None = None


def phrases_of(words: Sequence[Pronounced], breaks: Iterable[int] = ()) -> tuple[Phrase, ...]:
    """Return the phrases that say `words`, in order; none if no word has a sound.

    `breaks` are the places in the text where the reader can breathe; a word is cut only if it has more
    sounds than a phrase can hold.
    """
    if not any(word.phonemes for word in words):
        return ()
    phrases = _cut(words, 0, len(words), frozenset(breaks))
    return tuple(phrase for phrase in phrases if set(phrase.owners) != {None})


def _cut(words: Sequence[Pronounced], start: int, stop: int, breaks: frozenset[int]) -> Iterable[Phrase]:
    """Yield the phrases of the words from `start` up to `stop`."""
    part = words[start:stop]
    tokens = encode(part)
    if len(tokens.ids) < _SHORTEST:
        yield _padded(part, start)
    elif len(tokens.ids) <= LONGEST:
        yield _among(words, start, stop)
    elif len(part) > 1:
        place = start + _breath(part, breaks)
        yield from _cut(words, start, place, breaks)
        yield from _cut(words, place, stop, breaks)
    else:
        yield from _halves(part[0], start)


def _halves(word: Pronounced, index: int) -> Iterable[Phrase]:
    """Yield the phrases of a word that is too long for one."""
    middle = len(word.phonemes) // 2
    for phonemes in (word.phonemes[:middle], word.phonemes[middle:]):
        half = replace(word, phonemes=phonemes)
        tokens = encode([half])
        if len(tokens.ids) > LONGEST:
            yield from _halves(half, index)
        else:
            yield Phrase(tokens.ids, tuple(None if owner is None else index for owner in tokens.words))


def _among(words: Sequence[Pronounced], start: int, stop: int) -> Phrase:
    """Return the words from `start` up to `stop` between as many of their neighbors as there is room for."""
    for overlap in range(_OVERLAP, -1, -1):
        first, last = max(0, start - overlap), min(len(words), stop + overlap)
        tokens = encode(words[first:last])
        if len(tokens.ids) <= LONGEST:
            break
    owners = [None if owner is None else owner + first for owner in tokens.words]
    mine = [place for place, owner in enumerate(owners) if owner is not None and start <= owner < stop]
    before = [place for place, owner in enumerate(owners) if owner is not None and owner < start]
    after = [place for place, owner in enumerate(owners) if owner is not None and owner >= stop]
    kept = tuple(owner if owner is not None and start <= owner < stop else None for owner in owners)
    pause = (before[-1] + 1, mine[0]) if before and mine else None
    tail = (mine[-1] + 1, after[0]) if after and mine else None
    return Phrase(tokens.ids, kept, pause, tail)


def _padded(words: Sequence[Pronounced], first: int) -> Phrase:
    """Return the words as the end of something longer."""
    context = pronounce(_CONTEXT)
    tokens = encode([*context, *words])
    owners = tuple(
        None if owner is None or owner < len(context) else owner - len(context) + first
        for owner in tokens.words
    )
    start = max(place for place, owner in enumerate(tokens.words) if owner == len(context) - 1) + 1
    stop = next(place for place, owner in enumerate(owners) if owner is not None)
    return Phrase(tokens.ids, owners, (start, stop))


def _breath(words: Sequence[Pronounced], breaks: frozenset[int]) -> int:
    """Return the index of the word to begin a new phrase with: the best kind of place near the middle."""
    weights = [len(word.phonemes) + 1 for word in words]
    total, before, places = sum(weights), 0, []
    for index in range(1, len(words)):
        before += weights[index - 1]
        distance = abs(before / total - 0.5)
        kind = _kind(words[index - 1], words[index], breaks)
        places.append((kind if distance <= 0.35 else 9, distance, index))
    return min(places)[2]


def _kind(previous: Pronounced, word: Pronounced, breaks: frozenset[int]) -> int:
    """Return how badly a pause between two words fits, from 0."""
    tests = (
        any(previous.stop <= place <= word.start for place in breaks),
        bool(_STRONG.intersection(previous.after)),
        "," in previous.after,
        bool(word.before) or bool(previous.after),
        word.text.lower() in _CONJUNCTIONS,
    )
    return next((kind for kind, holds in enumerate(tests) if holds), len(tests))
