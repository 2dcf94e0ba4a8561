"""How long it is silent between two pieces: one table, in milliseconds (`settings.Pauses`)."""

from __future__ import annotations

from bulletin.model import Role
from bulletin.script.pieces import Piece
from bulletin.settings import Pauses

_QUOTED = (Role.QUOTE, Role.BLOCK_QUOTE)


def pause_between(left: Piece, right: Piece, pauses: Pauses) -> tuple[int, int]:
    """Return the pause after `left` and the pause before `right` in ms; the larger of the two is heard."""
    if left.block != right.block:
        return _after_block(left.role, pauses), _before_block(right.role, pauses)
    if left.sentence == right.sentence:
        return (pauses.attribution_ms, 0) if left.role in _QUOTED else (0, pauses.quote_before_ms)
    opens = right.role in _QUOTED and left.role not in _QUOTED
    closes = left.role in _QUOTED and right.role not in _QUOTED
    after = pauses.quote_after_ms if closes else pauses.sentence_ms
    return after, pauses.quote_before_ms if opens else 0


def _after_block(role: Role, pauses: Pauses) -> int:
    if role is Role.TITLE:
        return pauses.title_ms
    return pauses.heading_after_ms if role is Role.HEADING else pauses.paragraph_ms


def _before_block(role: Role, pauses: Pauses) -> int:
    if role is Role.HEADING:
        return pauses.heading_before_ms
    return pauses.quote_before_ms if role in _QUOTED else 0
