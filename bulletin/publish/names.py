"""File names that every server takes: 'Crisis in België?' becomes '2026-11-22-crisis-in-belgie'.

Apple asks for ASCII letters and digits only, and a title comes from outside: nothing of it may reach a path.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bulletin.model import Bulletin

ZONE = ZoneInfo("Europe/Amsterdam")

LONGEST_SLUG = 80
NAMELESS = "bulletin"
SPOKEN_SIGNS: Mapping[str, str] = {
    "&": " en ",
    "+": " plus ",
    "%": " procent ",
    "€": " euro ",
    "$": " dollar ",
    "£": " pond ",
    "§": " paragraaf ",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "þ": "th",
    "ı": "i",
    "’": "",
    "‘": "",
    "'": "",
}
_SPLIT = re.compile(r"[^a-z0-9]+")
# What XML 1.0 cannot hold, and marks that turn the direction of what follows them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def slug(title: str) -> str:
    """Return a title as a-z, 0-9 and '-', at most 80 characters, never empty.

    >>> slug("Coalitie-overleg: ’s avonds 20% méér in Curaçao")
    'coalitie-overleg-s-avonds-20-procent-meer-in-curacao'
    >>> slug("../../etc/passwd")
    'etc-passwd'
    >>> slug("🚀")
    'bulletin'
    """
    spelled = "".join(SPOKEN_SIGNS.get(character, character) for character in title.lower())
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode("ascii").lower()
    words = "-".join(part for part in _SPLIT.split(plain) if part)
    if len(words) > LONGEST_SLUG:
        words = words[: LONGEST_SLUG + 1].rpartition("-")[0] or words[:LONGEST_SLUG]
    return words or NAMELESS


def published(bulletin: Bulletin) -> date | None:
    """Return the date of a bulletin: that of its tags, or of its first article that has one."""
    dates = (article.published for article in bulletin.script.articles)
    return bulletin.tags.published or next((day for day in dates if day), None)


def title(bulletin: Bulletin) -> str:
    """Return the title that is shown, on one line, without what cannot be seen; never empty."""
    article = bulletin.script.articles[0].title if bulletin.script.articles else ""
    given = bulletin.tags.title or bulletin.script.title or article
    return " ".join(clean(given).split()) or NAMELESS.capitalize()


def file_stem(bulletin: Bulletin) -> str:
    """Return the name of the bulletin's files without a suffix: the date, where it is known, and the slug."""
    day = published(bulletin)
    name = slug(title(bulletin))
    return f"{day.isoformat()}-{name}" if day else name


def today() -> date:
    """Return the day that it is where the news is read, whatever clock the machine keeps."""
    return datetime.now(ZONE).date()


def dated_stem(bulletin: Bulletin) -> str:
    """Return the name of new files: as `file_stem`, with today's date where the bulletin has none."""
    return file_stem(bulletin) if published(bulletin) else f"{today().isoformat()}-{file_stem(bulletin)}"


def clean(text: str) -> str:
    """Return text without marks of direction, control characters (tab and newline stay) and what XML bars."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
