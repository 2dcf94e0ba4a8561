"""Reasons to read two numbers with a dash as a result, not a range: 'won met 3-1', but '10-15 dagen'."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bulletin.dutch.words import beginnings, listed, whole_word
from bulletin.normalize.amount import Number
from bulletin.normalize.around import sentence_around, word_after, word_before

_JET = re.compile(r"7[0-8]7-[1-9]00")
# 'vier tot zes eieren', 'vier tot zes witte eieren'
_TWO_WORDS = re.compile(
    r"\s(?:[^\W\d_]{2,}e\s(?P<noun>[a-z][^\W\d_]+(?:en|s))(?!\w)|(?P<word>[^\W\d_]{2,}(?:en|s))(?![\w’'-]))"
)
_SCORED = re.compile(r"\s(?:van|door|kwam|viel|lag|stond)\s(?:van\s|door\s|op\s)?[A-ZÀ-ÖØ-Þ]")
_PAIRS = re.compile(r"(?<![\d.,/-])(\d{1,3})[-–](\d{1,3})(?![\d.,/-]\d|\d|-)")
_REACH = 120
_TEAMS = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'.]*\s?[-–]\s?[A-ZÀ-ÖØ-Þ][\w’' .]*\s$")  # Nederland-Cuba 4-14
_GOAL_DIFFERENCE = re.compile(r"\s\([-+−]\d")  # 1. PSV 13-30 (+23)
# PSV 34-84, Ajax 34-80: as many games for all of them
_NEXT_STANDING = re.compile(
    r"(?:[,;.]|\sen)?\s(?:\d{1,2}\.?\s)?[A-ZÀ-ÖØ-Þ][\w’' .&/-]{1,24}?\s(\d{1,2})-\d{1,3}(?![\d-])"
)
_LAST_STANDING = re.compile(
    r"(?<![\d-])(\d{1,2})-\d{1,3}(?:[,;.]|\sen)?\s(?:\d{1,2}\.?\s)?[A-ZÀ-ÖØ-Þ][\w’' .&/-]{1,24}?\s$"
)
_TEAM_BEFORE = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'.&/-]*\s(?:heeft\s|staat\sop\s|met\s)?$")
_BEFORE_CHRIST = re.compile(r"\s(?:v\.?|voor|vóór)\s?Chr")
_TO_SPEED = re.compile(r"\s(?:in\s\d|km)")
_NEXT_SCORE = re.compile(r"[,;]?\s(?:en\s)?\d{1,2}-\d{1,2}\b|\s?\(\d{1,2}-\d{1,2}\)")
_LAST_SCORE = re.compile(r"\d{1,2}-\d{1,2}\)?(?:[,;]?\s(?:en\s)?|\s?\()$")
_CHAIN_NEXT = re.compile(r"\s[-–]\s\d")
_CHAIN_LAST = re.compile(r"\d\s[-–]\s$")
_CHAPTER = re.compile(r"\d:$")
_WIND = re.compile(r"\b[NOZW]{1,3}\s$")
_STANDING = re.compile(r"(?:\b[Ss]tand|[Kk]lassement)[^.:;]{0,24}:[^:]*[A-Z][\w’' -]*\s$")
_RANKED = re.compile(r"(?:^|\n)\d{1,2}\.\s[A-ZÀ-ÖØ-Þ][\w’' &/.-]{1,24}\s$")  # 1. Kwiek 11-20
_HALF_TIME = re.compile(r"\s?\((\d{1,3})-(\d{1,3})\)")
_FULL_TIME = re.compile(r"(\d{1,3})-(\d{1,3})\s?\($")
_RAN_OUT = re.compile(
    r"\b(?:liep|liepen|loopt|lopen)\s(?:[\w’'-]+\s){0,3}(?:uit|weg)\s(?:naar|tot)\s$|\bop schot:\s$"
)
_NEWS = re.compile(r":\s$")
_TENNIS = {0, 15, 30, 40}
# Tuned on Dutch sports pages: more goals or games are rare, more points come with the name of the sport.
_MOST_GOALS = 12
MOST_POINTS = 200
_MOST_GAMES = 30
_MOST_GAMES_BEHIND = 2
_SPEEDS = frozenset({50, 60, 80, 100, 120, 160, 200, 300})


@dataclass(frozen=True, slots=True)
class Place:
    """What a reason looks at: the two numbers and what stands around them."""

    text: str
    start: int
    stop: int
    low: Number
    high: Number
    mark: str
    ending: str

    @property
    def before(self) -> str:
        """The word before."""
        return word_before(self.text, self.start)

    @property
    def after(self) -> str:
        """The word after."""
        return word_after(self.text, self.stop).lower()

    def back(self, reach: int) -> str:
        """Return as many characters of the text as stand before the numbers, at most `reach`."""
        return self.text[max(0, self.start - reach) : self.start]

    def near(self, list_name: str) -> bool:
        """Tell whether a word of the list is near."""
        return beginnings(list_name).search(sentence_around(self.text, self.start)) is not None


def _equal_halves(place: Place) -> bool:
    """Tell a draw at chess, ½-½."""
    return bool(place.low.vulgar) and place.low == place.high


def _is_chain(place: Place) -> bool:
    """Tell three values in a row, '2,1 - 2 - 1,9'."""
    before = place.back(12)
    return _CHAIN_NEXT.match(place.text, place.stop) is not None or _CHAIN_LAST.search(before) is not None


def _is_verse(place: Place) -> bool:
    """Tell verses behind a chapter, 'Gen. 1:1-3'."""
    return _CHAPTER.search(place.back(4)) is not None


def _is_wind(place: Place) -> bool:
    """Tell the force of the wind, 'W 5-6'."""
    near = place.back(12)
    return _WIND.search(near) is not None and "wind" in sentence_around(place.text, place.start)


def _is_standing(place: Place) -> bool:
    """Tell games and points in a table: 'Stand: 1. PSV 34-82'."""
    return _STANDING.search(place.back(160)) is not None


def _is_ranked(place: Place) -> bool:
    """Tell games and points on a line of a table: '1. Kwiek 11-20'."""
    ends = place.text[place.stop : place.stop + 1] in ("", "\n")
    return ends and _RANKED.search(place.back(32)) is not None


def _is_in_a_table(place: Place) -> bool:
    """Tell games and points behind a team, beside a team with as many games."""
    games, before = place.low.value, place.back(48)
    if not place.low.figures and _TEAM_BEFORE.search(before):
        for found in (_LAST_STANDING.search(before), _NEXT_STANDING.match(place.text, place.stop)):
            if found and abs(int(found[1]) - games) <= _MOST_GAMES_BEHIND:
                return True
    return False


def _is_in_brackets(place: Place) -> bool:
    """Tell a result alone in brackets where sport is spoken of: 'zegevierden (26-41)'."""
    text = place.text
    alone = text[place.start - 1 : place.start] == "(" and text[place.stop : place.stop + 1] == ")"
    return alone and place.high.value < MOST_POINTS and place.near("sport")


def _is_scored(place: Place) -> bool:
    """Tell who scored, 'de 17-20 van Stadens'."""
    return place.before == "de" and _SCORED.match(place.text, place.stop) is not None


def _is_beside_a_result(place: Place) -> bool:
    """Tell that another pair of the sentence falls, as no range does: 'stond het 20-18, bij 24-25'."""
    near = place.text[max(0, place.start - _REACH) : place.stop + _REACH]
    pairs = ((int(low), int(high)) for low, high in _PAIRS.findall(near))
    return place.high.value < MOST_POINTS and any(MOST_POINTS > low >= high > 0 for low, high in pairs)


def _is_before_christ(place: Place) -> bool:
    """Tell years that count down: '100-44 v.Chr.'."""
    return _BEFORE_CHRIST.match(place.text, place.stop) is not None


def _is_to_speed(place: Place) -> bool:
    """Tell how fast a car gets, '0-100 in 9,8 s'."""
    return (
        place.low.whole == "0"
        and place.high.value in _SPEEDS
        and bool(_TO_SPEED.match(place.text, place.stop))
    )


def _has_half_time(place: Place) -> bool:
    """Tell a result from the one at half-time behind it: '27-42 (15-21)'."""
    before = _FULL_TIME.search(place.back(10))
    after = _HALF_TIME.match(place.text, place.stop)
    if before:
        return place.low.value <= int(before[1]) and place.high.value <= int(before[2])
    return after is not None and int(after[1]) <= place.low.value and int(after[2]) <= place.high.value


def _is_told(place: Place) -> bool:
    """Tell a result that a line about sport ends on, '…: 28-31.', and one that a team ran out to."""
    if _RAN_OUT.search(place.back(48)):
        return True
    alone = not place.after and _NEWS.search(place.back(2))
    return bool(alone) and place.near("sport")


def _is_disaster(place: Place) -> bool:
    """Tell the eleventh of September, 9-11."""
    return (place.low.whole, place.high.whole) == ("9", "11") and place.before in ("op", "na", "sinds", "van")


def _is_game(place: Place) -> bool:
    """Tell the points of a game at tennis, 15-40."""
    return {place.low.value, place.high.value} <= _TENNIS and place.near("sport")


def _is_chess(place: Place) -> bool:
    """Tell a match of chess, 2½-1½."""
    return place.low.vulgar == place.high.vulgar == "½" and place.low.value + place.high.value < _MOST_GAMES


def _has_result_noun(place: Place) -> bool:
    """Tell 'een 1-2 achterstand'."""
    return place.after in listed("result_noun") or place.ending in listed("result_noun")


def _is_against(place: Place) -> bool:
    """Tell 'de 25-35 tegen Noorwegen'."""
    return place.after == "tegen" and place.near("sport")


def _are_degrees(place: Place) -> bool:
    """Tell that a temperature falls: 'vanavond 21-8 graden'."""
    return place.after == "graden"


def _is_type(place: Place) -> bool:
    """Tell the type of a product: 'Boeing 737-800'."""
    if place.before in listed("type_before"):
        return True
    return _JET.fullmatch(f"{place.low.whole}-{place.high.whole}") is not None and place.near("type_near")


def _is_code(place: Place) -> bool:
    """Tell parts of a mark that letters begin, 'OCW-99-1101', and the year behind a volume, '61 - 2012'."""
    if place.before == "jaargang":
        return " " in place.mark
    return (
        place.text[place.start - 1 : place.start] == "-"
        and place.text[place.start - 2 : place.start - 1].isupper()
    )


def _has_decimals(place: Place) -> bool:
    return bool(place.low.figures or place.high.figures or place.low.vulgar or place.high.vulgar)


def _decimals_fall(place: Place) -> bool:
    """Tell two averages from a range: 102,31-98,77."""
    return bool(place.low.figures and place.high.figures) and place.low.value > place.high.value


def _falls(place: Place) -> bool:
    """Tell that it does not grow, as a range does: 3-1."""
    return place.low.value >= place.high.value and place.high.value < 1000


def _has_teams(place: Place) -> bool:
    return _TEAMS.search(place.back(48)) is not None


def _is_counted(place: Place) -> bool:
    """Tell that what follows is counted, '3-5 dagen', or what is before has parts, 'pagina 3-5'."""
    counted = whole_word("counted")
    if "§" in place.back(2):
        return True
    return bool(counted.match(place.after) or counted.match(place.ending)) or place.before in listed(
        "part_label"
    )


def _begins_with_nought(place: Place) -> bool:
    return place.low.whole.startswith("0")


def _has_plural(place: Place) -> bool:
    """Tell that a plural follows and nobody speaks of sport."""
    words = _TWO_WORDS.match(place.text, place.stop)
    counted = words is not None and (words["noun"] or words["word"]).lower()
    return bool(counted) and counted not in listed("no_plural") and not place.near("sport")


def _has_goal_difference(place: Place) -> bool:
    return _GOAL_DIFFERENCE.match(place.text, place.stop) is not None


def _has_another_score(place: Place) -> bool:
    before = place.back(12)
    near = _NEXT_SCORE.match(place.text, place.stop) or _LAST_SCORE.search(before)
    return near is not None and place.high.value < _MOST_GAMES


def _is_small(place: Place) -> bool:
    return place.high.value <= _MOST_GOALS and " " not in place.mark


def _is_a_sport_with_points(place: Place) -> bool:
    return place.high.value < MOST_POINTS and place.near("big_score")


# The first reason that holds decides: True is a result, False a range.
REASONS: tuple[tuple[Callable[[Place], bool], bool], ...] = (
    (_is_before_christ, False),
    (_equal_halves, True),
    (_is_chain, True),
    (_is_type, True),
    (_is_code, True),
    (_has_result_noun, True),
    (_is_against, True),
    (_decimals_fall, True),
    (_is_chess, True),
    (_has_decimals, False),
    (_are_degrees, False),
    (_falls, True),
    (_has_teams, True),
    (_is_verse, False),
    (_is_wind, False),
    (_is_standing, True),
    (_is_ranked, True),
    (_is_in_a_table, True),
    (_has_half_time, True),
    (_is_counted, False),
    (_is_told, True),
    (_is_disaster, True),
    (_is_game, True),
    (_is_to_speed, False),
    (_begins_with_nought, True),
    (_is_in_brackets, True),
    (_is_scored, True),
    (_has_plural, False),
    (_has_goal_difference, True),
    (_has_another_score, True),
    (_is_beside_a_result, True),
    (_is_small, True),
    (_is_a_sport_with_points, True),
)


def is_result(place: Place) -> bool:
    """Tell a result by the first reason that holds; without any it is a range."""
    return next((verdict for reason, verdict in REASONS if reason(place)), False)
