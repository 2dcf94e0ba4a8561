"""Telephone numbers, read figure by figure: '0800-1200' is 'nul acht nul nul, één twee nul nul'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.dutch.numbers import digits
from bulletin.dutch.words import beginnings, listed
from bulletin.normalize.around import sentence_around, word_before
from bulletin.normalize.rule import Context, Rule

_GAP = r"[\s./-]"
PATTERN = re.compile(
    r"(?P<plus>\+)\d{1,3}(?:\s?\(0\))?(?:[\s.-]?\d{1,4}){2,6}(?!\d|,\d)"
    r"|\(0\d{1,4}\)\s?\d{2,4}(?:[\s.-]?\d{2,4}){1,3}(?!\d|,\d)|1-8\d\d-\d{3}-\d{4}(?!\d)"
    rf"|(?:\(0\d{{1,5}}\)|0\d{{1,5}})\s?[-–/]\s?(?:\d{{5,8}}|\d{{2,4}}(?:{_GAP}?\d{{2,4}}){{0,3}})(?!\d|,\d)"
    rf"|0\d{{1,3}}(?:\s\d{{2,4}}){{2,4}}(?!\d|,\d)|0[1-9]\d{{7,9}}(?!\d)|0[89]00(?:\s\d{{2,4}}){{1,3}}(?!\d)"
    r"|(?P<emergency>112|911|999|144|113|1722|1212)(?![\d.,%]\d|\d)"
)
_SHORTEST = {"06": 6}
_NO_NOUN = re.compile(r"\s*[.,;:!?)”’]|\s*$|\s(?:en|of|in|voor|bij|te|om)\b")
_CALLED = re.compile(r"\s?-[^\W\d_²³¹¼-¾⅓⅔⅛]|\s(?:bel|gebeld|te bellen|draai)")


_REPORTS = re.compile(
    r"\s(?:meldingen|melding)\b[^.]{0,60}\b(?:P2000|alarmcentrale|hulpdienst|ambulance|veiligheidsregio)"
)


@dataclass(frozen=True, slots=True)
class Telephone:
    """The figures in the groups in which they are written."""

    groups: tuple[str, ...]
    plus: bool = False


def classify(match: re.Match[str], _context: Context) -> Telephone | None:
    """Take long numbers that begin with a nought or a plus, and the alarm numbers when someone calls them."""
    text = match.string
    if match["emergency"]:
        called = _CALLED.match(text, match.end())
        near = beginnings("called_near").search(sentence_around(text, match.start())) and _NO_NOUN.match(
            text, match.end()
        )
        if match[0] == "112":
            near = near or _REPORTS.match(text, match.end())
        if word_before(text, match.start()) not in listed("calling") and not called and not near:
            return None
        if called and called[0].startswith(" ") and match[0] not in ("112", "911"):
            return None
    groups = tuple(re.findall(r"\d+", match[0]))
    if not match["plus"] and not match["emergency"] and sum(map(len, groups)) < _SHORTEST.get(groups[0], 8):
        return None
    if match["plus"] and sum(map(len, groups)) < 8:
        return None
    return Telephone(groups, bool(match["plus"]))


def verbalize(telephone: Telephone) -> str:
    """Read the groups with a breath between them."""
    return ("plus " if telephone.plus else "") + ", ".join(digits(group) for group in telephone.groups)


ACCOUNT = re.compile(
    r"(?P<number>\d{1,3}(?:[\s.-]\d{1,5}){2,5}|\d{9,}|0\d{3}\.\d{3}\.\d{3}"
    r"|(?<=ISSN\s)\d{4}-\d{4}|(?<=ISSN:\s)\d{4}-\d{4}"
    r"|(?<=giro )\d{3,8}|(?<=Giro )(?:\d{3}|\d{5,8})(?!\d))(?!\d|,\d)"
)
_BANK = re.compile(r"0\d{3}\.\d{3}\.\d{3}$|\d\d\.\d\d\.\d\d\.\d{3}$|\d{9,}$")
_NUMBERED = re.compile(
    r"(?:isbn(?:[-\s]?1[03])?|issn|rek\.\s?nr\.?|rekeningnummer|gironummer|bankrekening|rekening|nummer|iban|ean)[\s:]*(?:nr\.?\s?)?(?:nl\d\d\s?[a-z]{4}\s?)?$",
    re.IGNORECASE,
)


def classify_account(match: re.Match[str], _context: Context) -> Telephone | None:
    """Take the number of an account or a book: behind its label, or in the shape that banks give it."""
    written = match["number"]
    text, start = match.string, match.start()
    if (
        not _BANK.match(written)
        and not _NUMBERED.search(text[max(0, start - 40) : start])
        and not text[max(0, start - 5) : start].lower().endswith("giro ")
    ):
        return None
    return Telephone(tuple(re.findall(r"\d+", written)))


_SHORT = re.compile(r"\d{3,8}(?![\d]|[.,/-]\d)")
_LABEL = re.compile(
    r"(?:\b(?:tel|tst|kvk|telefax|fax|toestel|telefoonnr|telefoonnummer|kvk-nummer|kvk-nr)\.?:?|\btelefoon:)\s$",
    re.IGNORECASE,
)


def classify_short(match: re.Match[str], _context: Context) -> Telephone | None:
    """Take a few figures right behind the word for telephone: 'tel. 2336'."""
    near = match.string[max(0, match.start() - 18) : match.start()]
    return Telephone((match[0],)) if _LABEL.search(near) else None


_IBAN = re.compile(
    r"(?P<land>[A-Z]{2})(?P<check>\d\d)\s?(?P<bank>[A-Z]{4})?(?P<rest>(?:\s?\d{2,4}){3,7})(?!\w)"
)
_ACCOUNT_FIGURES = range(10, 31)


def classify_iban(match: re.Match[str], _context: Context) -> tuple[str, ...] | None:
    """Take the number of an account with its country, in the groups in which it is written, or in fours."""
    figures = re.sub(r"\D", "", match["rest"])
    if len(figures) not in _ACCOUNT_FIGURES:
        return None
    written = match["rest"].split()
    groups = written if len(written) > 1 else [figures[at : at + 4] for at in range(0, len(figures), 4)]
    return tuple(filter(None, (match["land"], match["check"], match["bank"], *groups)))


def verbalize_iban(groups: tuple[str, ...]) -> str:
    """Say letters and figures one by one, with a breath between the groups."""
    first, *others = (digits(group) if group.isdecimal() else " ".join(group) for group in groups)
    return f"{first} {', '.join(others)}"


IBAN_RULE = Rule("account", _IBAN, classify_iban, verbalize_iban, starts="A")
SHORT_RULE = Rule("telephone", _SHORT, classify_short, verbalize)
ACCOUNT_RULE = Rule("account", ACCOUNT, classify_account, verbalize)
RULE = Rule("telephone", PATTERN, classify, verbalize, starts="0+(")
