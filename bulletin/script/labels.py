"""Who speaks in an interview of questions and answers: 'V: Komt u terug?' is read 'Vraag: Komt u terug?'."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bulletin.model import Alignment, Block, Span, Spoken

QUESTION, ANSWER = "Vraag", "Antwoord"
SPOKEN = {"V": QUESTION, "Q": QUESTION, "A": ANSWER}
LABEL = re.compile(r"([A-Z]) ?:(?=\s*\S)")


def find_labels(text: str, blocks: Sequence[Block]) -> Mapping[int, Span]:
    """Return where the letters V, Q and A introduce what is said in a block, by the place where they stand.

    One letter says nothing ('A: Ajax, Sparta' is a pool): a text has both questions and answers and no other
    letters, or it has no labels.

    >>> from bulletin.model import Role
    >>> blocks = (Block(Role.BODY, Span(0, 10)), Block(Role.BODY, Span(11, 17)))
    >>> [span.start for span in find_labels("V: Komt u? A: Ja.", blocks).values()]
    [0, 11]
    """
    found = [match for block in blocks if (match := LABEL.match(text, block.span.start, block.span.stop))]
    if {SPOKEN.get(match[1]) for match in found} != {QUESTION, ANSWER}:
        return {}
    return {match.start(): Span(*match.span()) for match in found}


def introduce(letter: str, label: Span, said: Spoken) -> Spoken:
    """Return `said` behind the word that `letter`, which stands at `label`, is short for."""
    word = SPOKEN[letter]
    head = f"{word}: " if said.text else f"{word}:"
    moved = (
        Alignment(a.source, Span(a.spoken.start + len(head), a.spoken.stop + len(head)))
        for a in said.alignments
    )
    return Spoken(head + said.text, (Alignment(label, Span(0, len(word))), *moved))
