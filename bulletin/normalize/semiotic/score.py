"""Results and ranges: '3-1' is read 'drie één', '10-15' 'tien tot vijftien'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.dutch.numbers import in_compound
from bulletin.normalize.amount import NUMBER, Number, parse_number, read_number
from bulletin.normalize.around import sentence_around, word_after, word_before
from bulletin.normalize.rule import Context, Rule

PATTERN = re.compile(
    rf"(?P<low>{NUMBER})(?P<mark>\s?[-–—−]\s?)(?P<high>{NUMBER})(?P<more>(?:[-–]\d+)*)(?![\d]|[.,]\d|[-–]\d)"
    rf"(?P<ending>-[^\W\d_²³¹¼-¾⅓⅔⅛]{{2,}}|['’]?ers?\b)?"
)
_SPORT = re.compile(
    r"\b(?:wedstrijd|won|wint|winnen|verlo|zege|gelijk|ruststand|stand|score|doelpunt|goal|set|nederlaag|duel|eindstand"
    r"|kampioen|competitie|eredivisie|beker|finale|voorsprong|achterstand|overwinning|klop|treffer|versloeg|verslagen"
    r"|penalty|strafschop|thuis|uitslag|ploeg|team|elftal|tennis|ajax|psv|feyenoord|scoor|gespeeld|rust|volley|hockey)"
)
_COUNTABLE = re.compile(
    r"(?:jaar|jaren|jarigen?|dagen|weken|maanden|uur|uren|minuten|seconden|personen|mensen|keer|maal|procent|km|kilometer"
    r"|meter|cm|centimeter|graden|euro|dollar|kinderen|stuks|kilo|gram|liter|punten|leden|eieren|man|plaatsen|studenten)\b"
)
_PAGES = frozenset(
    {"pagina", "pagina's", "pagina’s", "blz", "blz.", "p.", "pp.", "hoofdstuk", "hoofdstukken", "artikel", "art.", "artikelen",
     "vers", "verzen", "leeftijd", "tussen", "nummers", "nrs.", "groep", "groepen", "bladzijde", "bladzijden", "van", "ca.",
     "kracht", "windkracht", "seizoenen", "afleveringen", "delen", "fasen", "fases", "lijnen", "klas", "niveau", "rijen", "regels", "circa", "ongeveer", "zo'n", "zo’n", "fase", "nr.", "nummer", "om"}
)  # fmt: skip
_PLURAL = re.compile(r"[^\W\d_]{2,}(?:en|s)")
_NO_NOUNS = frozenset(
    {
        "gewonnen",
        "verloren",
        "tegen",
        "winnen",
        "verslagen",
        "tussen",
        "hebben",
        "moeten",
        "was",
        "is",
        "as",
        "eens",
    }
)
_SCORED = frozenset(
    {
        "met",
        "won",
        "werd",
        "was",
        "naar",
        "op",
        "bij",
        "stand",
        "ruststand",
        "setstand",
        "eindstand",
        "gelijk",
    }
)
_NEXT_SCORE = re.compile(r"[,;]?\s(?:en\s)?\d{1,2}-\d{1,2}\b|\s?\(\d{1,2}-\d{1,2}\)")
_EQUALS = re.compile(r"\s?=\s?\d")  # 10 - 3 = 7
_GOAL_DIFFERENCE = re.compile(r"\s\([-+−]\d")  # 1. PSV 13-30 (+23)
_LAST_SCORE = re.compile(r"\d{1,2}-\d{1,2}\)?(?:[,;]?\s(?:en\s)?|\s?\()$")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers with a dash: a result, or a range when `link` is 'tot'."""

    numbers: tuple[Number, ...]
    link: str = ""
    ending: str = ""


def classify(match: re.Match[str], _context: Context) -> Pair | None:
    """Tell a result from a range: a range grows, has a noun that is counted, or is not about sport."""
    text = match.string
    low, high = parse_number(match["low"]), parse_number(match["high"])
    more = tuple(parse_number(part) for part in re.findall(r"\d+", match["more"] or ""))
    ending = match["ending"] or ""
    everything = (low, high, *more)
    if _EQUALS.match(text, match.end()):
        return Pair(everything, "min")
    if more:
        return Pair(everything, "", ending)
    return Pair(everything, "" if _is_score(text, match, low, high) else "tot", ending)


def _is_score(text: str, match: re.Match[str], low: Number, high: Number) -> bool:
    if low.vulgar and low == high:
        return True
    if low.figures or high.figures or low.vulgar or high.vulgar:
        return False
    first, second = low.value, high.value
    if first >= second or match["low"].startswith("0"):
        return second < 1000 or "." not in match["low"]
    ending = (match["ending"] or "").lstrip("-")
    after = word_after(text, match.end()).lower()
    before = word_before(text, match.start())
    if _COUNTABLE.match(after) or _COUNTABLE.match(ending) or before in _PAGES:
        return False
    if (
        _PLURAL.fullmatch(after)
        and after not in _NO_NOUNS
        and not _SPORT.search(sentence_around(text, match.start()))
    ):
        return False
    if _GOAL_DIFFERENCE.match(text, match.end()):
        return True
    if _NEXT_SCORE.match(text, match.end()) or _LAST_SCORE.search(
        text[max(0, match.start() - 12) : match.start()]
    ):
        return second < 30
    if second <= 12 and " " not in match["mark"]:
        return True
    return (
        second < 200
        and bool(_SPORT.search(sentence_around(text, match.start())))
        and (second < 12 or before in _SCORED)
    )


def verbalize(pair: Pair) -> str:
    """Say both numbers, with 'tot' between them in a range."""
    words = (
        f" {pair.link} ".join(map(read_number, pair.numbers))
        if pair.link
        else " ".join(map(read_number, pair.numbers))
    )
    if not pair.ending:
        return words
    if pair.link:
        *head, last = pair.numbers
        joined = in_compound(last.value) + pair.ending.lstrip("-'’")
        return f"{read_number(head[0])} {pair.link} {joined}"
    return f"{words} {pair.ending.lstrip('-')}"


def other(pair: Pair) -> str:
    """Return the reading that was not chosen."""
    if len(pair.numbers) != 2 or pair.ending:
        return ""
    return verbalize(Pair(pair.numbers, "" if pair.link else "tot"))


RULE = Rule("score", PATTERN, classify, verbalize, starts="0½¼¾", other=other)
