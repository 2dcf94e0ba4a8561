"""The reasons to end a sentence or not: 'prof. Jansen' joins, '44 v.Chr. Daarna' splits.

Each rule looks at one boundary and answers, or leaves it to the next; the first answer counts.
To add a reason: a function here, its name in RULES, a marked line in tests/segment/cases.
"""

from __future__ import annotations

import re

from bulletin.segment import words
from bulletin.segment.boundary import ELISION, Boundary, Rule, Verdict
from bulletin.segment.endings import ENDINGS

JOIN, SPLIT = Verdict.JOIN, Verdict.SPLIT

LABEL = re.compile(r"[\s\"“„‘'(\[–-]*(?:\d{1,3}(?:\.\d{1,2})*|[A-Za-z]|[IVX]+)\Z")
# J. J.K. J.-P. A.F.Th. IJ. Th. Chr. Joh.: what stands for given names.
INITIAL = r"(?:[A-ZÀ-Þ]|IJ|Th|Ch|Ph|Tj|Sj|St|Fr|Chr|Joh|Jac|Jos|Wm|Ed|Yu|Ju)"
INITIALS = re.compile(rf"(?:{INITIAL}\.-?)*{INITIAL}\Z")
CLIPPED = re.compile(r"[B-DF-HJ-NP-TV-Z][b-df-hj-np-tv-z]{2,}\Z")
DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]{1,4}\Z")
# Parts of a surname that no initials follow: Volkert van der G., Piet de W.; but a play van W. Shakespeare.
PARTICLE = re.compile(r"(?:de|der|den|ten|ter|el|ben|bin)\Z", re.IGNORECASE)
OPENING_DOTS = re.compile(r"[\"'“„‘«]?(?:\.\.\.?|…)\Z")
SPACED_DOTS = re.compile(r"\s\Z")
LONGEST_ASIDE = 300  # characters; a bracket that is longer holds whole sentences
SHORTEST_REMARK = 20  # characters; what is shorter in brackets is a note, not a clause
LONGEST_NICKNAME = 20  # characters; a longer quote after an initial is a sentence
ITEM = 600  # characters; how far back the item with the number before is looked for
LONGEST_CRY = 60  # characters; a quote that is longer holds whole sentences ('Weg met hem! Weg!' klonk het)


def lacks_a_space(b: Boundary) -> Verdict | None:
    """'heeft hij gezegd.De minister': two sentences that a slip of the keyboard joined."""
    return None if b.spaced else SPLIT


def is_a_label(b: Boundary) -> Verdict | None:
    """'1. Inleiding', '8. Ajax', 'II. De oorlog', 'a. Het huis': the number of what follows."""
    if b.mark != "." or not LABEL.match(b.so_far()):
        return None
    if b.first or not b.right_is_starter or b.left in ("1", "a", "A", "I"):
        return JOIN
    follows = (
        b.left.isdecimal() and b.text.rfind(f"{int(b.left) - 1}. ", max(0, b.begin - ITEM), b.begin) != -1
    )
    return JOIN if follows else None  # 2. Er was te weinig geld.


def has_no_word_yet(b: Boundary) -> Verdict | None:
    """'(...) Dat', '... En toen': dots with which a sentence begins."""
    return None if any(character.isalnum() for character in b.so_far()) else JOIN


def is_a_bullet(b: Boundary) -> Verdict | None:
    """'… klaar. • melk': a bullet begins a new line, whatever its case."""
    return SPLIT if b.opening[:1] in ("•", "●", "▪", "►") else None


def is_a_full_aside(b: Boundary) -> Verdict | None:
    """Split '… (zo staat het in de wet.) In het geval': the bracket swallowed the full stop."""
    if b.mark != "." or not b.closers.endswith(")") or not b.right_is_starter or not b.enclosures:
        return None
    pair = b.enclosures[-1]
    is_word = words.ending_of(b.left, b.before) is None and not INITIALS.match(b.left) and len(b.left) > 2
    full = pair.bracket and pair.outer.stop <= b.stop and len(pair.inner) >= SHORTEST_REMARK
    return SPLIT if full and is_word else None


def is_an_aside(b: Boundary) -> Verdict | None:
    """'Jansen (geb. 1950)', 'dat is (sic!) gezegd', 'Wie (o wie?) Jan': brackets inside a sentence."""
    for pair in b.enclosures:
        inside = pair.bracket and pair.outer.start > b.begin and len(pair.outer) <= LONGEST_ASIDE
        if inside and b.so_far(pair.outer.start).strip(" \"'“„‘«,`([–-"):
            return JOIN
    return None


def begins_with_dots(b: Boundary) -> Verdict | None:
    """'81 procent was raak. ...en toen': dots at the beginning of a sentence, whatever its case."""
    if len(b.mark) > 1 or b.mark == "…" or b.closers or not OPENING_DOTS.match(b.opening):
        return None
    return SPLIT if words.ending_of(b.left, b.before) is None else JOIN


def begins_with_an_elision(b: Boundary) -> Verdict | None:
    """'… kwam hij. 's avonds ging hij': a slip, but two sentences; '8.00 u. 's avonds' is one."""
    if not ELISION.match(b.right + " ") or b.right_is_capital or b.mark != "." or b.closers:
        return None
    short = words.ending_of(b.left, b.before) or INITIALS.match(b.left) or DOTTED.match(b.left)
    return JOIN if short else SPLIT


def goes_on_in_lower_case(b: Boundary) -> Verdict | None:
    """'“Nee!” riep hij', 'ca. driehonderd', 'en toen ... niets': no sentence begins with a small letter.

    In a text without any capital that says nothing.
    """
    if b.right_is_capital or b.right_is_number or b.tagged or (b.caseless and not b.closers):
        return None
    return JOIN if b.right.lstrip("'’‘`")[:1].islower() else None


def has_no_word_after(b: Boundary) -> Verdict | None:
    """'Mooi! :-)', 'Klaar. ***': signs without a word stay with their sentence."""
    return None if b.right else JOIN


def is_a_short_cry(b: Boundary) -> Verdict | None:
    """'De kreet ‘Weg! Weg ermee!’ klonk': a short quote in the middle of its sentence."""
    for pair in b.enclosures:
        if pair.bracket or pair.outer.stop <= b.stop or len(pair.outer) > LONGEST_CRY:
            continue
        led_in = b.so_far(pair.outer.start).rstrip()
        follows = b.text[pair.outer.stop : pair.outer.stop + 2].lstrip()
        if led_in and (follows[:1].islower() or follows[:1] == ","):
            return JOIN
    return None


def is_a_loud_name(b: Boundary) -> Verdict | None:
    """'Yahoo! Nederland', 'Wham! Featuring': the mark belongs to the name."""
    if b.mark in ("!", "?") and not b.closers and b.left + b.mark in words.loud_names():
        return SPLIT if b.right_is_starter else JOIN
    return None


def is_a_pause(b: Boundary) -> Verdict | None:
    """'En de winnaar is ... Ajax': dots with a space before them, and a name after."""
    if b.mark[:2] in ("..", ". ", "…") and SPACED_DOTS.search(b.so_far()) and not b.closers:
        return None if b.right_is_starter or b.opening else JOIN
    return None


def is_no_full_stop(b: Boundary) -> Verdict | None:
    """Whatever remains of '!', '?' and '…' before a capital ends its sentence."""
    return None if b.mark == "." else SPLIT


def is_an_abbreviation(b: Boundary) -> Verdict | None:
    """'prof. Jansen' and 'o.a. Den Haag' go on, 'enz. De' and '44 v.Chr. Daarna' end: the table knows."""
    ending = words.ending_of(b.left, b.before)
    return None if ending is None else ENDINGS[ending](b)


def is_a_rank(b: Boundary) -> Verdict | None:
    """Join 'Uitslag: 1. Armstrong, 2. Ullrich' and '1. Ajax 45 2. PSV 43': places in a list."""
    named = not b.right_is_starter or b.right in words.surname_starters()  # 3. Van Impe
    if len(b.left) > 3 or not b.left.isdecimal() or not named:
        return None
    led_in = b.so_far(b.at - len(b.left))
    ranks = re.search(rf"(?<![\d.,]){int(b.left) - 1}\. ", led_in) is not None
    opened = led_in.rstrip()[-1:] in ((":", ";") if b.right_is_starter else (":", ";", ",", "("))
    return JOIN if ranks or opened else None


def counts_a_club(b: Boundary) -> Verdict | None:
    """Join '1. FC Köln', '2. Bundesliga': German ordinals in names."""
    return JOIN if len(b.left) <= 2 and b.left.isdecimal() and b.right in words.ordinal_names() else None


def follows_a_label(b: Boundary) -> Verdict | None:
    """'vitamine C. Dat', 'groep A. Oranje', '20 graden C. In': a letter that is no initial."""
    letters = words.letter_labels().get(b.before.lower())
    if b.text[max(b.begin, b.at - 2) : b.at] in ("°C", "°F"):
        return SPLIT
    return None if len(b.left) != 1 or letters is None or (letters and b.left not in letters) else SPLIT


def is_a_suspect(b: Boundary) -> Verdict | None:
    """Split 'Volkert van der G. Justitie eist' and 'Mohammed B. B. ontkent': no surname comes after these."""
    if len(b.left) != 1 or not b.left.isupper() or b.closers or b.right_is_number or b.opening[:1] == "(":
        return None
    twice = b.right == b.left and not b.before.endswith(".") and b.text.startswith(b.left + ".", b.start)
    return SPLIT if twice or (PARTICLE.match(b.before) and b.left != "H") else None


def is_an_initial(b: Boundary) -> Verdict | None:
    """'J.K. Rowling', 'G. Wilders', 'K. De Gucht'; but 'verdachte Mohammed B. De rechter' ends."""
    given, hyphen, last = b.left.rpartition("-")
    letters = last if hyphen and given[1:].islower() else b.left  # Jean-P. Sartre
    if not INITIALS.match(letters) or b.closers:
        return None
    if b.right_is_number or b.opening[:1] == "(":  # Robert M. (27)
        return JOIN
    if b.quoted_next is not None and len(b.quoted_next.inner) > LONGEST_NICKNAME:
        return SPLIT
    if not b.right_is_starter:
        return JOIN
    after_a_name = b.before[:1].isupper() and not b.before.endswith(".")
    no_name = letters.count(".") >= 2 or b.before.lower() in ("de", "het", "een")  # van R.E.M. De; de V.U. In
    return SPLIT if no_name or after_a_name or b.right not in words.surname_starters() else JOIN


def is_dotted(b: Boundary) -> Verdict | None:
    """Join 'q.v. Jansen', an abbreviation that no table knows, but not before 'Daarna' or 'Het'."""
    if not DOTTED.match(b.left):
        return None
    return SPLIT if b.right_is_starter else JOIN


def is_lettered(b: Boundary) -> Verdict | None:
    """'v. Gogh', 'h. Teresa': one small letter before a name is an abbreviation; '20 m. Hij' is not."""
    if len(b.left) != 1 or not b.left.islower() or b.before[-1:].isdigit():
        return None
    return SPLIT if b.right_is_starter else JOIN


def is_clipped(b: Boundary) -> Verdict | None:
    """Join 'Fbg. St. Honoré': no Dutch word is written with a capital and without a vowel."""
    if not CLIPPED.match(b.left):
        return None
    return SPLIT if b.right_is_starter else JOIN


def ends(_: Boundary) -> Verdict | None:
    """Split at every other full stop: what goes on in lower case has been joined before."""
    return SPLIT


RULES: tuple[Rule, ...] = (
    lacks_a_space,
    has_no_word_after,
    has_no_word_yet,
    is_a_label,
    is_a_bullet,
    is_a_full_aside,
    is_an_aside,
    begins_with_dots,
    begins_with_an_elision,
    goes_on_in_lower_case,
    is_a_short_cry,
    is_a_loud_name,
    is_a_pause,
    is_no_full_stop,
    is_a_rank,
    counts_a_club,
    follows_a_label,
    is_an_abbreviation,
    is_a_suspect,
    is_an_initial,
    is_dotted,
    is_lettered,
    is_clipped,
    ends,
)


def decide(b: Boundary) -> tuple[Verdict, str]:
    """Return the first answer and the name of the rule that gave it."""
    for rule in RULES:
        verdict = rule(b)
        if verdict is not None:
            return verdict, rule.__name__
    return JOIN, "no_rule"
