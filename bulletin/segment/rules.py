"""The reasons to end a sentence or not: 'prof. Jansen' joins, '44 v.Chr. Daarna' splits.

Each rule looks at one boundary and answers, or leaves it to the next; the first answer counts.
To add a reason: a function here (or in `lists` or `letters`), its name in RULES, a marked line in
tests/segment/cases.
"""

from __future__ import annotations

import re

from bulletin.segment import words
from bulletin.segment.boundary import ELISION, Boundary, Rule, Verdict
from bulletin.segment.endings import ENDINGS
from bulletin.segment.letters import (
    DOTTED,
    INITIALS,
    follows_a_label,
    is_a_suspect,
    is_an_initial,
    is_clipped,
    is_dotted,
    is_lettered,
)
from bulletin.segment.lists import (
    counts_a_club,
    is_a_bullet,
    is_a_label,
    is_a_program,
    is_a_rank,
    is_a_spaced_date,
    is_an_item,
)
from bulletin.segment.words import Ending

JOIN, SPLIT = Verdict.JOIN, Verdict.SPLIT

ADDRESS = re.compile(r"(?:[\w-]+\.)+(?:nl|be|com|org|net|eu)\Z")
OPENING_DOTS = re.compile(r"[\"'“„‘«]?(?:\.\.\.?|…)\Z")
SPACED_DOTS = re.compile(r"\s\Z")
LONGEST_ASIDE = 300  # characters; a bracket that is longer holds whole sentences
SHORTEST_REMARK = 20  # characters; what is shorter in brackets is a note, not a clause
LONGEST_UNIT = 4  # characters: kg, gr, pct
LONGEST_TITLE = 120  # characters; a quote that is longer is a passage, whatever stands before it
COMPANIES = ("bv", "nv")
OWNERS = ("een", "de", "zijn", "haar", "hun", "mijn", "eigen", "deze", "die", "nieuwe")  # zijn bv. De raad
MONEY_SIGNS = ("€", "$", "£", "¥")
LONGEST_CRY = 60  # characters; a quote that is longer holds whole sentences ('Weg met hem! Weg!' klonk het)


def lacks_a_space(b: Boundary) -> Verdict | None:
    """'heeft hij gezegd.De minister': two sentences that a slip of the keyboard joined."""
    return None if b.spaced else SPLIT


def has_no_word_yet(b: Boundary) -> Verdict | None:
    """'(...) Dat', '... En toen', 'Hij zei: "... En toen': dots with which a sentence or a quote begins."""
    quote = b.enclosures[-1] if b.enclosures and not b.closers else None
    if quote is not None and not quote.bracket and b.at == quote.inner.start:
        return JOIN
    return None if any(character.isalnum() for character in b.so_far()) else JOIN


def is_a_full_aside(b: Boundary) -> Verdict | None:
    """Split '… (zo staat het in de wet.) In het geval': the bracket swallowed the full stop."""
    if b.mark != "." or not b.closers.endswith(")") or not b.right_is_starter or not b.enclosures:
        return None
    pair = b.enclosures[-1]
    full = pair.bracket and pair.outer.stop <= b.stop and len(pair.inner) >= SHORTEST_REMARK
    return SPLIT if full and _is_full(b) else None


def is_an_aside(b: Boundary) -> Verdict | None:
    """'Jansen (geb. 1950)', 'dat is (sic!) gezegd', 'Wie (o wie?) Jan': brackets inside a sentence."""
    for pair in b.enclosures:
        inside = pair.bracket and pair.outer.start > b.begin and len(pair.outer) <= LONGEST_ASIDE
        if inside and b.so_far(pair.outer.start).strip(" \"'“„‘«,`([–-"):
            return JOIN
    return None


def opens_a_remark(b: Boundary) -> Verdict | None:
    """'Nooit. (lacht) Of toch', 'Nee. (dat mag niet.)': brackets between sentences, whatever their case."""
    pair = b.quoted_next
    if pair is None or not pair.bracket or b.opening != "(" or not _is_full(b):
        return None
    after = b.text[pair.outer.stop : pair.outer.stop + 3].strip()
    ended = b.text[pair.inner.stop - 1] in ".!?…"
    return (
        SPLIT if ended or after[:1].isupper() or (after[:1] in "\"“„‘'«,`" and after[1:2].isupper()) else None
    )


def _is_full(b: Boundary) -> bool:
    """Tell whether a word stands before the mark, and no abbreviation or number of an item."""
    short = (len(b.left) < 3 and not b.closers) or INITIALS.match(b.left) or DOTTED.match(b.left)
    return not short and words.ending_of(b.left, b.before) is None


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


def answers_in_lower_case(b: Boundary) -> Verdict | None:
    """'Kan dat? ja, dat kan': a slip, but two sentences."""
    if b.mark[-1:] not in ("?", "!") or b.closers or b.opening or b.right not in words.answers():
        return None
    return SPLIT if b.text.startswith((",", "."), b.start + len(b.right)) else None


def begins_with_an_address(b: Boundary) -> Verdict | None:
    """'… schreef hij. nrc.nl meldde het eerder': an address has no capital; 'o.a. nu.nl' is one sentence."""
    return SPLIT if b.mark == "." and ADDRESS.match(b.right) and _is_full(b) else None


def begins_with_a_small_name(b: Boundary) -> Verdict | None:
    """'… kwam hij. de Volkskrant schreef': a name with a small letter; 'volgens o.a. adidas' goes on."""
    named = words.uncapitalized_names().match(b.text, b.start + len(b.opening))
    return SPLIT if named and b.mark == "." and not b.closers and _is_full(b) else None


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


def is_a_quoted_title(b: Boundary) -> Verdict | None:
    """'met als titel ‘Wat nu? Kerk en staat’.': a quote that is the last part of its sentence."""
    for pair in b.enclosures:
        if pair.bracket or pair.outer.stop <= b.stop or len(pair.outer) > LONGEST_TITLE:
            continue
        led_in = b.so_far(pair.outer.start).rstrip()
        ended = b.text[pair.inner.stop - 1] in ".!?…" or not b.text.startswith(".", pair.outer.stop)
        if led_in[-1:].isalpha() and not ended:
            return JOIN
    return None


def is_a_loud_name(b: Boundary) -> Verdict | None:
    """'Yahoo! Nederland', 'Wham! Featuring': the mark belongs to the name."""
    if b.mark in ("!", "?") and not b.closers and b.left + b.mark in words.loud_names():
        return SPLIT if b.right_is_starter else JOIN
    return None


def is_a_pause(b: Boundary) -> Verdict | None:
    """'En de winnaar is ... Ajax', 'Dit is… Ajax': dots after a space or an open phrase, then a name."""
    if b.mark[:2] not in ("..", ". ", "…", "….") or b.closers:
        return None
    if SPACED_DOTS.search(b.so_far()) or b.left.lower() in words.unfinished_words():
        return None if b.right_is_starter or b.opening else JOIN
    return None


def is_no_full_stop(b: Boundary) -> Verdict | None:
    """Whatever remains of '!', '?' and '…' before a capital ends its sentence."""
    return None if b.mark == "." else SPLIT


def is_an_abbreviation(b: Boundary) -> Verdict | None:
    """'prof. Jansen' and 'o.a. Den Haag' go on, 'enz. De' and '44 v.Chr. Daarna' end: the table knows."""
    ending = words.ending_of(b.left, b.before)
    if ending is None and _in_capitals(b):  # VOLGENS PROF. JANSEN
        ending = words.ending_of(b.left.lower())
    if ending is not None and _credits(b):
        return JOIN
    if _measures(b):
        return JOIN
    if b.left in COMPANIES and b.before.lower() in OWNERS and b.right_is_capital:
        return SPLIT
    if ending in (Ending.EITHER, Ending.UNIT) and b.opening.strip()[:1] in MONEY_SIGNS:
        return SPLIT  # tot € 3 mln. € 1 mln is voor
    return None if ending is None else ENDINGS[ending](b)


def _in_capitals(b: Boundary) -> bool:
    return len(b.right) > 1 and all(
        not word or word.isupper() or word.isdecimal() for word in (b.left, b.before, b.right)
    )


def _credits(b: Boundary) -> bool:
    """Tell 'Ill. P. van Straaten' and 'Red. J. Jansen' from 'Hij is ill. P. weet het'."""
    begins = b.at - b.begin == len(b.left) and len(b.left) > 1
    return begins and len(b.right) == 1 and b.right.isupper() and b.text[b.start + 1 : b.start + 2] == "."


def _measures(b: Boundary) -> bool:
    """Tell '3 l. GHB' and '20 gr. C.' from '3 l. Hij': the unit of what follows."""
    if not b.before[-1:].isdigit() or len(b.left) > LONGEST_UNIT:
        return False
    degrees = b.right in ("C", "F") and b.text.startswith(".", b.start + len(b.opening) + 1)
    return degrees or b.right in words.substances()


def ends(_: Boundary) -> Verdict | None:
    """Split at every other full stop: what goes on in lower case has been joined before."""
    return SPLIT


RULES: tuple[Rule, ...] = (
    lacks_a_space,
    has_no_word_after,
    has_no_word_yet,
    is_a_program,
    is_a_label,
    is_a_bullet,
    is_an_item,
    is_a_full_aside,
    is_an_aside,
    opens_a_remark,
    begins_with_dots,
    begins_with_an_elision,
    answers_in_lower_case,
    begins_with_an_address,
    begins_with_a_small_name,
    goes_on_in_lower_case,
    is_a_short_cry,
    is_a_quoted_title,
    is_a_loud_name,
    is_a_pause,
    is_no_full_stop,
    is_a_rank,
    counts_a_club,
    is_a_spaced_date,
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
