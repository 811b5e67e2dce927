"""The window that an expression opens with the words before it: by Friday, since May."""

from __future__ import annotations

import datetime as dt
from typing import Final

from diurna.language import Reading
from diurna.record import TimeSpan
from diurna.syntax.lexicon import kinds, words
from diurna.when.intervals import Interval, shift_days

_UNTIL: Final = words("until")
_ABOUT: Final = words("about_a_day")
_AFTER: Final = words("past_a_day")


def edtf(time: TimeSpan) -> str:
    """Return the days of a time in EDTF (ISO 8601-2): ``2025-10``, ``2025-10-17/..``."""
    return Interval(time.begin, time.end).edtf()


_CLOSES: Final = words("closes")
_OPENS: Final = words("opens")
_PHRASES: Final = {tuple(p.split()): bounds for p, bounds in kinds("before_a_day").items()}

_AFTERWARDS: Final = {tuple(p.split()): bounds for p, bounds in kinds("behind_a_day").items()}
"""What stands after a time and bounds it."""


def preposition(reading: Reading, time: TimeSpan) -> str:
    """Return the word that stands before a time and says how it bounds: by, since, after."""
    index = reading.at_offset(time.span.start)
    before = [w.lower() for w in reading.words[max(0, index - 4) : index]]
    while before and before[-1] in _ABOUT:
        before.pop()
    for size in (3, 2):
        if meaning := _PHRASES.get(tuple(before[-size:])):
            return meaning
    end = index + len(reading.between(time.span.start, time.span.end))
    after = tuple(w.lower() for w in reading.words[end : end + 3])
    if meaning := _AFTERWARDS.get(after) or _AFTERWARDS.get(after[:1]):
        return meaning
    word = before[-1] if before else ""
    if word in _UNTIL:
        clause = {w.lower() for w in reading.words[max(0, index - 7) : index - 1]}
        return "from" if clause & _NOT else word
    return word


_NOT: Final = words("not_before")


def window(reading: Reading, time: TimeSpan, opens: dt.date, *, ahead: bool) -> Interval:
    """Return the days in which something told of with a time may fall.

    Args:
        reading: Where the time stands.
        time: The time.
        opens: The day on which a window without a beginning of its own opens: that of speaking,
            else of publication.
        ahead: Whether what is told lies ahead: only then does "by Friday" open on ``opens``.

    Returns:
        Inclusive days; an open end where the words leave it open.
    """
    word = preposition(reading, time)
    begin, end = time.begin, time.end
    if word in _CLOSES and end and time.type != "DURATION":
        if word == "before" and begin and time.mod != "END":
            end = shift_days(begin, -1)
        return Interval(min(opens, end) if ahead else None, end)
    if word in _AFTER and end and time.type != "DURATION":
        return Interval(end, None)
    if word in _OPENS and begin and time.type != "DURATION" and "/" not in time.value:
        return Interval(begin, None)
    return Interval(begin, end)
