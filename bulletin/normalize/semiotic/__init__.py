"""The semiotic classes in the order in which they are asked: the narrow ones before the wide ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from bulletin.dutch.calendar import MONTHS
from bulletin.normalize.rule import Rule
from bulletin.normalize.semiotic import (
    abbreviation,
    acronym,
    alphanumeric,
    cardinal,
    compass,
    consonants,
    country,
    date,
    duration,
    electronic,
    foreign,
    fraction,
    initials,
    ipa,
    measure,
    mixed_case,
    money,
    names,
    percent,
    postcode,
    rating,
    roman,
    score,
    symbol,
    telephone,
    time,
    weekday,
    year,
)


@cache
def rules() -> tuple[Rule[Any], ...]:
    """Return every rule in order."""
    return (
        ipa.RULE,
        names.RULE,
        electronic.RULE,
        acronym.FIGURES,
        weekday.RULE,
        date.named_rule(),
        date.NUMERIC,
        telephone.IBAN_RULE,
        telephone.RULE,
        telephone.ACCOUNT_RULE,
        telephone.SHORT_RULE,
        postcode.RULE,
        *duration.rules(),
        *time.rules(),
        *rating.rules(),
        *money.rules(),
        percent.RULE,
        measure.glued_rule(),
        *measure.rules(),
        fraction.RULE,
        year.DECADE_RULE,
        year.SHORT_RULE,
        year.RULE,
        cardinal.ORDINAL,
        cardinal.ENGLISH,
        cardinal.SECTION,
        cardinal.ENUMERATION,
        score.RULE,
        cardinal.COMPOUND,
        alphanumeric.FIGURES,
        cardinal.CARDINAL,
        cardinal.DIGITS,
        country.RULE,
        compass.WIND,
        compass.RULE,
        compass.REGION,
        abbreviation.RULE,
        alphanumeric.VARIANT,
        initials.RULE,
        roman.RULE,
        roman.PAGE_RULE,
        acronym.KNOWN,
        mixed_case.RULE,
        consonants.RULE,
        alphanumeric.LETTERS,
        acronym.CAPITALS,
        *measure.per_rules(),
        *symbol.rules(),
        foreign.RULE,
    )


@cache
def rules_by_start() -> Mapping[str, tuple[Rule[Any], ...]]:
    """Return the rules that can begin with each kind of character."""
    starts = {start for rule in rules() for start in rule.starts}
    return {start: tuple(rule for rule in rules() if start in rule.starts) for start in starts}


_AFTER_COUNTRY = (".", ")", ",", "/", "-", " -", "\u00a0-")


def _beginnings() -> Iterator[tuple[str, str]]:
    """Yield words that begin what a table holds, and what follows there: 'op' and '.', 'van' and ' d.'."""
    for first, entries in abbreviation.entries().items():
        if len(first) > 1 or first.islower():
            yield from ((first, entry.written[len(first) :]) for entry in entries)
    for first, rows in names.by_first().items():
        yield from ((first, written[len(first) :]) for written, _ in rows)
    for first, readings in acronym.by_first_letters().items():
        yield from ((first, reading.written[len(first) :]) for reading in readings)
        yield from ((f"{first}s", "") for reading in readings if reading.written[-1].isupper())
    yield from ((letters, ".") for letters in initials.OF_TWO_LETTERS)
    yield from ((code, rest) for code in country.names() for rest in _AFTER_COUNTRY)
    units = (symbol for symbol in measure.units() if symbol.isalpha() and symbol.islower())
    signs = (sign for sign in money.currencies() if sign.isalpha() and not sign.isupper())
    yield from ((word, "") for word in (*units, *signs, *roman.PAGES, *ipa.LABELS, "x"))


@cache
def beginnings() -> Mapping[str, tuple[str, ...]]:
    """Return ordinary-looking words that begin something a table knows, each with what may follow it there.

    >>> beginnings()["van"], beginnings()["tv"]
    ((' d.',), ('',))
    """
    found: dict[str, set[str]] = {day: {""} for day in weekday.SHORT}
    for first, rest in _beginnings():
        if first not in MONTHS:
            for word in (first, first[:1].upper() + first[1:]):
                found.setdefault(word, set()).add(rest)
    for day in weekday.SHORT:
        found.setdefault(day.capitalize(), set()).add("")
    return {word: ("",) if "" in rests else tuple(rests) for word, rests in found.items()}


@cache
def run_breakers() -> frozenset[str]:
    """Return those of them that may stand before a space or a comma, so inside a run of ordinary words."""
    return frozenset(
        word for word, rests in beginnings().items() if any(rest[:1] in ("", " ", ",") for rest in rests)
    )
