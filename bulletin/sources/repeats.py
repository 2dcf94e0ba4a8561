"""What a pasted page says twice is read once: a pull quote, an introduction that the text repeats."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LENGTHS = range(91, 601)  # characters; what is shorter is a heading, what is longer no pull quote
_HEAD = 4  # the first paragraphs, among which an introduction stands
_MOST = 40  # paragraphs that are compared, so that a long text takes no longer than its length
_MARKS = re.compile(r"[“”„‟‘’\"'«»`]|,,")


def find_repeats(paragraphs: Sequence[str]) -> frozenset[int]:
    """Return the indexes of paragraphs that stand, word for word, in another one that is longer.

    Only those are looked at that a page sets apart: in quotes, without a full stop, or above the text.
    """
    plain = [" ".join(_MARKS.sub("", text).split()).rstrip(" .…") for text in paragraphs]
    apart = [
        index
        for index, text in enumerate(paragraphs)
        if index
        and len(text) in _LENGTHS
        and (_MARKS.match(text) or text[-1:] not in (".", "!", "?") or index < _HEAD)
    ]
    return frozenset(
        index
        for index in apart[:_MOST]
        if any(plain[index] in text for text in plain if len(text) > len(plain[index]))
    )
