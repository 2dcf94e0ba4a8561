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

_STRONG = frozenset(";:—….?!")
_CONJUNCTIONS = frozenset((
    "en", "of", "maar", "want", "dus", "dat", "die", "als", "toen", "terwijl", "omdat", "doordat", "zodat",
    "hoewel", "nadat", "voordat", "waarbij", "waardoor",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the model says in one call: token `ids`, for each the index of its word, or None.

    A very short phrase comes after a context that is not wanted; `pause` is then the half-open range of
    the tokens between the two.
    """

    ids: tuple[int, ...]
    owners: tuple[int | None, ...]
    pause: tuple[int, int] | None = None


def phrases_of(words: Sequence[Pronounced], breaks: Iterable[int] = ()) -> tuple[Phrase, ...]:
    """Return the phrases that say `words`, in order; none if no word has a sound.

    `breaks` are the places in the text where the reader can breathe; a word is cut only if it has more
    sounds than a phrase can hold.
    """
    if not any(word.phonemes for word in words):
        return ()
    return tuple(_cut(words, 0, frozenset(breaks)))


def _cut(words: Sequence[Pronounced], first: int, breaks: frozenset[int]) -> Iterable[Phrase]:
    """Yield the phrases of words that are numbered from `first`."""
    tokens = encode(words)
    if len(tokens.ids) < _SHORTEST:
        yield _padded(words, first)
    elif len(tokens.ids) <= LONGEST:
        owners = tuple(None if owner is None else owner + first for owner in tokens.words)
        yield Phrase(tokens.ids, owners)
    elif len(words) > 1:
        place = _breath(words, breaks)
        yield from _cut(words[:place], first, breaks)
        yield from _cut(words[place:], first + place, breaks)
    else:
        middle = len(words[0].phonemes) // 2
        for phonemes in (words[0].phonemes[:middle], words[0].phonemes[middle:]):
            yield from _cut([replace(words[0], phonemes=phonemes)], first, breaks)


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
