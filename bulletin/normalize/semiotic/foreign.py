"""Letters of other scripts: a Greek letter is said by its name, what no table knows is left out."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from bulletin.dutch.table import read_table
from bulletin.normalize.rule import Context, Rule

GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        [
            "alfa",
            "bèta",
            "gamma",
            "delta",
            "epsilon",
            "zèta",
            "èta",
            "thèta",
            "jota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "omikron",
            "pi",
            "rho",
            "sigma",
            "tau",
            "ypsilon",
            "phi",
            "chi",
            "psi",
            "omega",
        ],
        strict=True,
    )
)
_RUN = re.compile(
    r"[^\W\d_²³¹¼-¾⅓⅔⅛A-Za-zÀ-ÖØ-öø-žƀ-ɏḀ-ỿ]+(?:[\s-]+[^\W\d_²³¹¼-¾⅓⅔⅛A-Za-zÀ-ÖØ-öø-žƀ-ɏḀ-ỿ]+)*"
)


def is_foreign(character: str) -> bool:
    """Tell whether a letter is of another script than ours."""
    return character.isalpha() and _RUN.match(character) is not None


@cache
def _known() -> dict[str, str]:
    return {row["written"]: row["spoken"] for row in read_table("foreign_names")}


def classify(match: re.Match[str], _context: Context) -> str:
    """Look the words up; the rest is not said."""
    written = match[0]
    if written in _known():
        return _known()[written]
    lowered = unicodedata.normalize("NFD", written.lower())[:1]
    if len(written) == 1 and lowered in GREEK:
        return GREEK[lowered]
    return ""


RULE = Rule("foreign", _RUN, classify, str, starts="AaªºЖ")
