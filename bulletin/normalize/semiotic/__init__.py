"""The semiotic classes in the order in which they are asked: the narrow ones before the wide ones."""

from __future__ import annotations

from collections.abc import Mapping
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


@cache
def trigger_words() -> frozenset[str]:
    """Return ordinary-looking words that begin something a table knows: 'bijv', 'tv', 'km'."""
    words = (
        frozenset(
            {
                *(first for first in abbreviation.entries() if len(first) > 1 or first.islower()),
                *names.first_words(),
                *initials.OF_TWO_LETTERS,
                *country.names(),
                *roman.PAGES,
                "x",
                *ipa.LABELS,
                *acronym.by_first_letters(),
                *(first + "s" for first in acronym.by_first_letters()),
                *(symbol for symbol in measure.units() if symbol.isalpha() and symbol.islower()),
                *(sign for sign in money.currencies() if sign.isalpha() and not sign.isupper()),
            }
        )
        - frozenset(MONTHS)
        | weekday.SHORT
    )
    return words | {word[:1].upper() + word[1:] for word in words}
