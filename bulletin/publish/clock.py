"""Positions in samples as times that files hold: sample 24 000 of 24 000 a second is '00:00:01.000'.

Every time goes through milliseconds, so captions, chapters and overlays agree to the digit.
"""

from __future__ import annotations


def milliseconds(samples: int, rate: int) -> int:
    """Return a position in whole milliseconds."""
    return round(samples * 1000 / rate)


def seconds(samples: int, rate: int) -> float:
    """Return a position in seconds, to the millisecond."""
    return milliseconds(samples, rate) / 1000


def stamp(samples: int, rate: int, point: str = ".") -> str:
    """Return a position as 'hh:mm:ss.mmm', with another point if asked.

    >>> stamp(90_061_500, 1000, ",")
    '25:01:01,500'
    """
    minutes, rest = divmod(milliseconds(samples, rate), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{point}{rest % 1000:03}"


def spoken_length(samples: int, rate: int) -> str:
    """Return a length for people: '4:05' or '1:02:03'; part of a second is left off, as in players."""
    whole = samples // rate
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
