"""Join what is said into one text: single spaces, no doubled punctuation, each piece with its place in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.normalize.punctuation import AFTER, BINDING, CLOSING, JOINING, OPENING, PAUSE, Mark

_OPENED = "“‘"
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
    waiting: str = ""
    run: bool = False  # ordinary words with single spaces between them, with a comma behind some


class Joiner:
    """The spoken text while it is being made."""

    __slots__ = ("_bound", "_changed", "_length", "_openings", "_out", "_pause", "_pieces")

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._out: list[str] = []
        self._length = 0
        # The hyphen, or nothing, by which the last word and the next are parts of one: 'NAVO-secretaris'.
        self._bound: str | None = None
        self._changed = False  # the last word was changed by a rule
        self._openings: list[Piece] = []  # opening quotes that wait for a word
        self._pause: Piece | None = None  # a comma that is only said between words

    def text(self) -> str:
        """Return what has been said."""
        return "".join(self._out)

    def space(self) -> None:
        """Part the next word from the last."""
        self._bound = None

    @property
    def bound(self) -> bool:
        """Tell whether the next word is part of the last."""
        return self._bound is not None

    def word(self, word: str, start: int, stop: int) -> None:
        """Say a word as it is written."""
        self._say(Piece(start, stop, word, "word"), changed=False)

    def run(self, written: str, start: int) -> None:
        """Say ordinary words as they are written, single spaces and commas between them; a space follows."""
        self._say(Piece(start, start + len(written), written, "word", run=True), changed=False)

    def read(self, piece: Piece, written: str = "") -> None:
        """Say what a rule read; a rule may also leave out what it names."""
        if piece.spoken:
            self._say(piece, changed=piece.spoken != written)
        else:
            self._pieces.append(piece)
            piece.at = self._length

    def _say(self, piece: Piece, *, changed: bool) -> None:
        if self._pause is not None:
            self._say_pause()
        if self._openings:
            self._say_openings()
        last = self._out[-1][-1] if self._out else ""
        if last and last not in _OPENED:
            if self._bound is not None and not (changed or self._changed):
                self._put(self._bound)
                piece.glued = True
            else:
                self._put(" ")
        piece.at = self._length
        self._put(piece.spoken)
        self._pieces.append(piece)
        self._changed, self._bound = changed, None

    def _say_pause(self) -> None:
        last = self._out[-1][-1] if self._out else ""
        if self._pause is not None and last and last not in _STOPS + _OPENED:
            self._pause.spoken, self._pause.at = ",", self._length
            self._put(",")
            self._bound = None
        self._pause = None

    def _say_openings(self) -> None:
        for piece in self._openings:
            if self._out and self._out[-1][-1] not in _OPENED:
                self._put(" ")
            piece.spoken, piece.at = piece.waiting, self._length
            self._put(piece.spoken)
            self._bound = None
        self._openings.clear()

    def _put(self, spoken: str) -> None:
        self._out.append(spoken)
        self._length += len(spoken)

    def mark(self, mark: Mark, start: int) -> None:
        """Say a mark of punctuation where it makes sense, or leave it out."""
        piece = Piece(start, start + mark.length, "", mark.rule, self._length, waiting=mark.spoken)
        last = self._out[-1][-1] if self._out else ""
        self._pieces.append(piece)
        if mark.side is BINDING:
            self._bound = "-" if self._bound is None else self._bound
        elif mark.side is JOINING:
            self._bound = "-" if self._bound == "-" else ""
        elif mark.side is PAUSE:
            self._pause = self._pause or piece
        elif mark.side is OPENING:
            if mark.spoken == "‘" and self._openings and self._openings[-1].waiting == "‘":
                self._openings[-1].waiting = "“"  # two single ones, a space between them
            else:
                self._openings.append(piece)
        elif mark.side is CLOSING and self._openings:
            self._openings.pop()  # nothing was said between the quotes
        elif not mark.spoken or not last or last in _OPENED or mark.spoken == self._out[-1] == "’":
            pass
        elif mark.side is CLOSING or last not in _STOPS:
            if mark.side is AFTER:
                self._pause = None
            piece.spoken = mark.spoken
            self._put(mark.spoken)

    def pieces(self) -> Iterator[Piece]:
        """Yield every word and mark in order."""
        for piece in self._pieces:
            yield from _parts(piece) if piece.run else (piece,)

    def words(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield where each word between spaces that has a sound stands, in the text and in what is said."""
        first: Piece | None = None
        last: Piece | None = None
        for piece in self._pieces:
            if not piece.spoken or not (piece.run or any(map(str.isalnum, piece.spoken))):
                continue
            if piece.glued and first is not None:
                last = piece
                continue
            if first is not None and last is not None:
                yield first.start, last.stop, first.at, last.at + len(last.spoken)
            first = last = None if piece.run else piece
            if piece.run:
                start, at = piece.start, piece.at
                for token in piece.spoken.split(" "):
                    length = len(token)
                    size = length - 1 if token[-1] == "," else length
                    yield start, start + size, at, at + size
                    start += length + 1
                    at += length + 1
        if first is not None and last is not None:
            yield first.start, last.stop, first.at, last.at + len(last.spoken)


def _parts(run: Piece) -> Iterator[Piece]:
    """Yield the words and commas of a run."""
    start, at = run.start, run.at
    for token in run.spoken.split(" "):
        word = token.rstrip(",")
        stop = start + len(word)
        yield Piece(start, stop, word, "word", at)
        if word != token:
            yield Piece(stop, stop + 1, ",", "punctuation", at + len(word))
        start += len(token) + 1
        at += len(token) + 1
