"""Join what is said into one text: single spaces, no doubled punctuation, every piece with its place in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.normalize.punctuation import Mark, Side

OPENING = "“‘"
_STOPS = ".,;:?!…"


@dataclass(slots=True)
class Piece:
    """Characters of the clean text, and what is said for them at `at` in the spoken text."""

    start: int
    stop: int
    spoken: str
    rule: str
    at: int = 0
    other: str = ""
    glued: bool = False


class Joiner:
    """The spoken text while it is being made."""

    __slots__ = ("_bound", "_changed", "_length", "_out", "_pause", "_space", "pieces")

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._out: list[str] = []
        self._length = 0
        self._space = False  # a space is due before the next word
        self._bound = False  # the last word and the next are parts of one: 'NAVO-secretaris'
        self._changed = False  # the last word was changed by a rule
        self._pause: Piece | None = None  # a comma that is only said between words

    def text(self) -> str:
        """Return what has been said."""
        return "".join(self._out)

    def space(self) -> None:
        """Part the next word from the last."""
        self._space = True
        self._bound = False

    def at_word_start(self, text: str, place: int) -> bool:
        """Tell whether the word at `place` is not the rest of a word that a rule read the beginning of."""
        return place == 0 or not text[place - 1].isalnum()

    def word(self, word: str, start: int, stop: int) -> None:
        """Say a word as it is written."""
        self._say(Piece(start, stop, word, "word"), changed=False)

    def read(self, piece: Piece, written: str = "") -> None:
        """Say what a rule read; a rule may also leave out what it names."""
        if piece.spoken:
            self._say(piece, changed=piece.spoken != written)
        else:
            self.pieces.append(piece)
            piece.at = self._length

    def _say(self, piece: Piece, *, changed: bool) -> None:
        last = self._out[-1][-1] if self._out else ""
        if self._pause is not None:
            if last and last not in _STOPS + OPENING:
                self._pause.spoken, self._pause.at = ",", self._length
                self._put(",")
                last = ","
            self._pause = None
            self._space = True
        if self._bound and last and last not in OPENING:
            if changed or self._changed:
                self._put(" ")
            else:
                self._put("-")
                piece.glued = True
        elif last and last not in OPENING:
            self._put(" ")
        piece.at = self._length
        self._put(piece.spoken)
        self.pieces.append(piece)
        self._changed, self._space, self._bound = changed, False, False

    def _put(self, spoken: str) -> None:
        self._out.append(spoken)
        self._length += len(spoken)

    def mark(self, mark: Mark, start: int) -> None:
        """Say a mark of punctuation where it makes sense, or leave it out."""
        piece = Piece(start, start + mark.length, mark.spoken, mark.rule, self._length)
        last = self._out[-1][-1] if self._out else ""
        self.pieces.append(piece)
        if mark.side is Side.BINDING:
            self._bound = True
            piece.spoken = ""
        elif mark.side is Side.PAUSE:
            self._pause = self._pause or piece
            piece.spoken = ""
        elif mark.side is Side.OPENING:
            if self._pause is not None and last and last not in _STOPS + OPENING:
                self._pause.spoken, self._pause.at = ",", self._length
                self._put(",")
                self._space = True
            self._pause = None
            if last and last not in OPENING and (self._space or last in _STOPS):
                self._put(" ")
            piece.at = self._length
            self._put(mark.spoken)
            self._space = False
        elif not mark.spoken or not last or last in OPENING:
            piece.spoken = ""
        elif mark.side is Side.CLOSING:
            self._put(mark.spoken)
        elif last in _STOPS:
            piece.spoken = ""
        else:
            self._pause = None
            self._put(mark.spoken)

    def runs(self) -> Iterator[tuple[Piece, Piece]]:
        """Yield the first and last piece of every word between spaces that has a sound."""
        first: Piece | None = None
        last: Piece | None = None
        for piece in self.pieces:
            if not piece.spoken or not any(map(str.isalnum, piece.spoken)):
                continue
            if piece.glued and first is not None:
                last = piece
                continue
            if first is not None and last is not None:
                yield first, last
            first = last = piece
        if first is not None and last is not None:
            yield first, last
