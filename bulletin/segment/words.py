"""What a splitter must know of words: `prof.` never ends a sentence, `enz.` may, `Daarna` begins one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from bulletin.dutch.table import read_table

NO_ABBREVIATION = "none"  # of a word that is one elsewhere: op de leeft. van tien, but Zij leeft. Hij niet
CAPITALS = re.compile(r"(?:[A-Z]\.)+[A-Z]")


class Ending(StrEnum):
    """Whether an abbreviation with a full stop may be the last word of a sentence."""

    INSIDE = "inside"  # never: prof. Jansen, o.a. De Telegraaf
    TITLE = "title"  # only before a word that begins sentences and no surname: hij is ir. Beiden werken
    EITHER = "either"  # before a capital: enz. De
    CLOSER = "closer"  # before a capital or a digit: enz. 300 mensen
    NUMBER = "number"  # an abbreviation only before a number: nr. 5, art. 12
    COMPANY = "company"  # after a name before a capital: Philips N.V. Topman; but de N.V. Nederlandse
    NAME = "name"  # only before a word that begins sentences: U.S. Army, Th. Visser; the U.S. Daarna
    UNIT = "unit"  # after a number before a capital: in 20 min. Ajax; but volgens min. Remkes
    VERSE = "verse"  # a given name but before a chapter and verse: Mark. 10:11
    WORD = "word"  # also an ordinary word, which ends sentences: zo. (zondag), ma. (maandag)


@cache
def abbreviations() -> Mapping[str, Ending]:
    """Return how each abbreviation, without its last full stop, behaves at the end of a sentence.

    `abbreviation_ends` knows more than `abbreviations` (which says inside or either) and has the last word.
    """
    known: dict[str, Ending] = {}
    for name in ("abbreviations", "abbreviation_ends"):
        for row in read_table(name):
            written, when = row["written"], row.get("when")
            stem = written.removesuffix(".")
            if row.get("sentence") == NO_ABBREVIATION:
                known.pop(stem, None)
            elif written.endswith(".") and when != "inflected":  # de nat. ploeg, but Alles was nat. De rest
                known[stem] = _ending(Ending(row.get("sentence") or Ending.INSIDE), stem, when, known)
    return MappingProxyType(known)


def _ending(ending: Ending, stem: str, when: str | None, known: Mapping[str, Ending]) -> Ending:
    """Return how an abbreviation of the tables behaves, given where it stands (`when`)."""
    if when == "before_number":
        return known.get(stem, Ending.NUMBER)  # Kol. 3:5, but kol. Karremans
    if ending is Ending.EITHER and CAPITALS.fullmatch(stem):
        return Ending.NAME  # U.S. Army, A.C. Milan; W.L. Brugsma has them as initials
    if ending is Ending.INSIDE and when == "before_name":
        return Ending.TITLE  # gen. Couzy, but Hij is gen. Zijn vader was kol.
    if ending is Ending.INSIDE and when == "before_word" and stem.islower():
        return Ending.NAME  # gesp. in kunstgras, but Dat is een gesp. De riem
    return ending


def ending_of(word: str, before: str = "") -> Ending | None:
    """Return how `word.` behaves after `before`, or None for a word that is no abbreviation.

    An abbreviation of two words counts whole (`et al.`), and `oud-gen` as `gen`.

    >>> ending_of("enz"), ending_of("Bijv"), ending_of("huis")
    (<Ending.CLOSER: 'closer'>, <Ending.INSIDE: 'inside'>, None)
    """
    known = abbreviations()
    for form in (f"{before} {word}", word, word.rpartition("-")[2], word.rpartition("/")[2]):
        if not form:
            continue
        ending = known.get(form) or (known.get(form[0].lower() + form[1:]) if form[1:].islower() else None)
        if ending is not None:
            return ending
    return None


@cache
def starters() -> frozenset[str]:
    """Return words that begin sentences and seldom a name."""
    return frozenset(row["word"] for row in read_table("sentence_starters"))


@cache
def surname_starters() -> frozenset[str]:
    """Return the starters that begin surnames too: De (Gucht), Van (Rompuy), Ten (Have)."""
    return frozenset(row["word"] for row in read_table("sentence_starters") if row["surname"] == "yes")


@cache
def letter_labels() -> Mapping[str, str]:
    """Return words that a single letter follows as a name, with the letters if not any: vitamine C, op X."""
    return MappingProxyType({row["word"]: row["letters"] for row in read_table("letter_labels")})


@cache
def ordinal_names() -> frozenset[str]:
    """Return words that German names have after a number: 1. FC Köln, 2. Bundesliga."""
    return frozenset(row["word"] for row in read_table("ordinal_names"))


@cache
def loud_names() -> frozenset[str]:
    """Return names that end in an exclamation or question mark: Yahoo!, Wham!."""
    return frozenset(row["word"] for row in read_table("loud_names"))


@cache
def noun_endings() -> tuple[str, ...]:
    """Return endings of common nouns that surnames do not have: (Kroon)getuige, (Recherch)eurs."""
    return tuple(row["ending"] for row in read_table("noun_endings"))


@cache
def substances() -> frozenset[str]:
    """Return names in capitals of what is measured: 3 l. GHB, 2 kg. MDMA."""
    return frozenset(row["word"] for row in read_table("substances"))


@cache
def unfinished_words() -> frozenset[str]:
    """Return words that no sentence ends with, so that dots after them lead on: Het is… Ajax."""
    return frozenset(row["word"] for row in read_table("unfinished_words"))


@cache
def answers() -> frozenset[str]:
    """Return words that answer a question: ja, nee, tja."""
    return frozenset(row["word"] for row in read_table("answers"))


@cache
def given_names() -> frozenset[str]:
    """Return given names that are seldom surnames: after 'Willem H.' they begin a sentence."""
    return frozenset(row["name"] for row in read_table("given_names"))


@cache
def uncapitalized_names() -> re.Pattern[str]:
    """Return a pattern of the names that keep their small letter everywhere: de Volkskrant."""
    names = "|".join(re.escape(row["name"]) for row in read_table("uncapitalized_names"))
    return re.compile(rf"(?:{names})\b")


@cache
def offices() -> tuple[str, ...]:
    """Return what people are called before their initials: burgemeester (P. De Vidts)."""
    return tuple(row["word"] for row in read_table("offices"))
