"""Letters with a full stop: 'J.K. Rowling' goes on, 'de vader van Robert M. Justitie eist' ends."""

from __future__ import annotations

import re

from bulletin.segment import words
from bulletin.segment.boundary import ELISION, Boundary, Verdict

JOIN, SPLIT = Verdict.JOIN, Verdict.SPLIT

# J. J.K. J.-P. A.F.Th. IJ. Th. Chr. Joh.: what stands for given names.
INITIAL = r"(?:[A-ZÀ-Þ]|IJ|Th|Ch|Ph|Tj|Sj|St|Fr|Chr|Joh|Jac|Jos|Wm|Ed|Yu|Ju)"
INITIALS = re.compile(rf"(?:{INITIAL}-)?(?:{INITIAL}\.-?)*{INITIAL}\Z")
CLIPPED = re.compile(r"[B-DF-HJ-NP-TV-Z][b-df-hj-np-tv-z]{2,}\Z")
DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]{1,4}\Z")
# Parts of a surname that no initials follow: Volkert van der G., Piet de W.; but a play van W. Shakespeare.
PARTICLE = re.compile(r"(?:de|der|den|ten|ter|el|ben|bin)\Z", re.IGNORECASE)
GIVEN_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]*[^\W\d_]\Z")
# Another suspect: (Astrid H.) Willem H., (Iwan K.) Sanne de W.
ANOTHER = re.compile(
    r"[A-ZÀ-Þ][^\W\d_]+\s(?:(?:de|van|van der|van den|van de|el)\s)?[A-Z]\.(?!\w)"
)  # Willem H.
PATRONYM = re.compile(r"[A-ZÀ-Þ][^\W\d_]+s(?:z|zn|dr)\Z")  # (Jan) Pietersz. (Coen)
SHORTEST_NOUN = 9  # characters; a shorter word may be a surname after all: Jan J. Santen
LONGEST_NICKNAME = 20  # characters; a longer quote after an initial is a sentence


def follows_a_label(b: Boundary) -> Verdict | None:
    """'vitamine C. Dat', 'groep A. Oranje', '20 graden C. In': a letter that is no initial."""
    letters = words.letter_labels().get(b.before.lower())
    if b.text[max(b.begin, b.at - 2) : b.at] in ("°C", "°F"):
        return SPLIT
    return None if len(b.left) != 1 or letters is None or (letters and b.left not in letters) else SPLIT


def is_a_suspect(b: Boundary) -> Verdict | None:
    """Split 'Volkert van der G. Justitie', 'Mohammed B. B. ontkent', 'Robert M. Kroongetuige'.

    No surname comes after these, nor one that ends as only common nouns do, nor a second suspect, nor a
    given name without a surname ('Sonja H. Astrid zelf zweeg').
    """
    if len(b.left) != 1 or not b.left.isupper() or b.closers or b.right_is_number or b.opening[:1] == "(":
        return None
    twice = b.right == b.left and not b.before.endswith(".") and b.text.startswith(b.left + ".", b.start)
    if twice or b.right == b.before or (PARTICLE.match(b.before) and b.left != "H"):
        return SPLIT
    another = ANOTHER.match(b.text, b.start + len(b.opening)) is not None
    noun = len(b.right) >= SHORTEST_NOUN and b.right.endswith(words.noun_endings())
    person = b.right in words.given_names() and b.after[:1].islower()
    return SPLIT if (noun or another or person) and GIVEN_NAME.match(b.before) else None


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
    if ELISION.match(b.right + " ") and b.right[1:] == "t" and b.after not in words.starters():
        return JOIN  # H. 't Hoen, but 't Was
    office = b.before.lower().endswith(words.offices())
    after_a_name = b.before[:1].isupper() and not b.before.endswith(".") and not office
    no_name = b.before.lower() in ("de", "het", "een")  # de V.U. In Leiden; but J.Th.M. De Hosson
    return SPLIT if no_name or after_a_name or not b.right_begins_surname else JOIN


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
    """Join 'Fbg. St. Honoré', 'Jan Pietersz. Coen', 'Dorpsstr. 5', 'rolnr. 12'.

    No Dutch word has a capital and no vowel, or ends in -sz, -str or -nr.
    """
    if b.left.endswith(("str", "nr")) and b.right_is_number:
        return JOIN
    if not CLIPPED.match(b.left) and not PATRONYM.match(b.left):
        return None
    return SPLIT if b.right_is_starter else JOIN
