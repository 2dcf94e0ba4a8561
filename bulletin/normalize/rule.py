"""What a rule of reading is: a pattern, a judgement of what it found, and the words for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")

DIGIT, CAPITAL, SMALL = "0", "A", "a"
NO_LEXICON: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Context:
    """What a judgement may know besides the text: the language, and the user's own readings."""

    language: str = "nl-NL"
    lexicon: Mapping[str, str] = field(default_factory=lambda: NO_LEXICON)

    @property
    def belgian(self) -> bool:
        """Tell whether this is the Dutch of Belgium."""
        return self.language == "nl-BE"


def whole_match(match: re.Match[str], _value: Any) -> int:
    """Return the end of everything that the pattern found."""
    return match.end()


def no_other(_value: Any) -> str:
    """Return that there is no second way to read it."""
    return ""


@dataclass(frozen=True, slots=True)
class Rule(Generic[Value]):
    """One semiotic class.

    `classify` returns a typed value, or None where the rule is unsure and leaves the text to the next one;
    `verbalize` gives its words. `starts` tells with what kinds of characters the pattern can begin: a digit
    (`0`), a capital (`A`), a small letter (`a`), or the character itself. `stop` is where the reading ends if
    that is before the end of the match; `other` is the reading that was not chosen.
    """

    name: str
    pattern: re.Pattern[str]
    classify: Callable[[re.Match[str], Context], Value | None]
    verbalize: Callable[[Value], str]
    starts: str = DIGIT
    stop: Callable[[re.Match[str], Value], int] = whole_match
    other: Callable[[Value], str] = no_other
