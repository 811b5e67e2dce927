"""What rules work with: the match, what it is read against, what it means."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from diurna.record import TimeType
from diurna.when import intervals
from diurna.when.grammar import Grammar
from diurna.when.intervals import Interval

DAY: Final = dt.timedelta(1)


@dataclass(frozen=True, slots=True)
class Context:
    """What a phrase is read against.

    Attributes:
        anchor: The day it counts from: of publication, or of speaking.
        direction: -1 where the clause tells of the past, 1 of the future, 0 where neither.
        told: The last day told before the phrase, for "the next day"; None where none was.
        quarter: The TIMEX3 value of the last quarter told: in its company "a year ago" is one.
        narrative: Whether the anchor is what was last told: the story then moves on from it.
        told_year: The first day of the last date told, however coarse, for "two years later".
        within: The days of the larger time that a phrase lies in: "May" in "May of next year".
    """

    anchor: dt.date
    direction: int = 0
    told: dt.date | None = None
    told_year: dt.date | None = None
    quarter: str | None = None
    narrative: bool = False
    within: Interval | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """What a phrase means: TIMEX3 type, value and modifier, and inclusive days."""

    type: TimeType
    value: str
    days: Interval = Interval()
    mod: str | None = None


class Match:
    """A regular-expression match that looks printed words up in the vocabulary."""

    __slots__ = ("grammar", "groups", "match")

    def __init__(
        self, match: re.Match[str], grammar: Grammar, part: re.Match[str] | None = None
    ) -> None:
        """Read a match; of a list the part that stands for one of its times."""
        self.match, self.grammar = match, grammar
        self.groups = match.groupdict()
        if part is not None:
            self.groups |= {name: found for name, found in part.groupdict().items() if found}

    def text(self, group: str) -> str | None:
        """Return what a group matched, lower-cased, or None."""
        found = self.groups.get(group)
        return found.lower().strip() if found else None

    def number(self, group: str) -> int | None:
        """Return the digits that a group matched."""
        found = self.groups.get(group)
        return int(found) if found else None

    def of(self, table: str, suffix: str = "") -> object:
        """Return the value of the vocabulary word that a table's group matched."""
        found = self.groups.get(table + suffix)
        return self.grammar.value(table, found) if found else None

    def integer(self, table: str, suffix: str = "") -> int | None:
        """Return `of` where it is a whole number."""
        value = self.of(table, suffix)
        return value if isinstance(value, int) else None

    def string(self, table: str, suffix: str = "") -> str | None:
        """Return `of` where it is a string."""
        value = self.of(table, suffix)
        return value if isinstance(value, str) else None

    def amount(self) -> float | None:
        """Return the number of units, the lower of two; None where it is vague or unsaid."""
        for group in ("digits", "number", "digits3", "number_3", "digits2", "number_2"):
            if (found := self._number(group)) is not None:
                half = bool(self.groups.get("half")) or _HALF.search(self.match[0]) is not None
                return found + 0.5 * half if found != 0.5 else found
        return None

    def high(self) -> float | None:
        """Return the higher of two numbers ("two to three weeks"), or `amount`."""
        low, high = self.amount(), None
        for group in ("digits2", "number_2"):
            high = self._number(group) if high is None else high
        return high if high is not None and low is not None and high > low else low

    def _number(self, group: str) -> float | None:
        found = self.groups.get(group)
        if not found:
            return None
        if group.startswith("digits"):
            thousands = _THOUSANDS.fullmatch(found) is not None
            return float(found.replace(",", "" if thousands else "."))
        value = self.grammar.value("number", found)
        if value == "compound":
            parts = (self.grammar.value("number", p) for p in re.split(r"[- ]", found))
            return float(sum(p for p in parts if isinstance(p, int)))
        return float(value) if isinstance(value, int | float) else None

    def vague(self) -> bool:
        """Say whether the number is a word such as "several"."""
        return bool(self.groups.get("some") or self.groups.get("some_2"))

    def plural(self) -> bool:
        """Say whether the unit is printed in the plural."""
        return (self.groups.get("unit") or "").lower().endswith("s")


_HALF: Final = re.compile(r"\band[\s-]a[\s-]half\b", re.I)
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2},\d{3}")

Constructor = Callable[[Match, Context], Value | None]


def nearest(candidates: list[Interval], context: Context) -> Interval | None:
    """Choose among the years a date may fall in: by the clause's direction, else the nearest."""
    anchor = context.anchor

    def begins(i: Interval) -> dt.date:
        return i.begin or anchor

    if not candidates:
        return None
    if context.within:
        inside = (c for c in candidates if c.overlaps(context.within))
        return min(inside, key=begins, default=None)
    if context.narrative:
        back = dt.timedelta(31)

        def strain(option: Interval) -> int:
            behind = begins(option) < anchor - back
            return days_apart(option, anchor) * (3 if behind else 1)

        return min(candidates, key=strain, default=None)
    if context.direction < 0:
        past = [c for c in candidates if begins(c) <= anchor]
        return past[-1] if past else candidates[0]
    if context.direction > 0:
        future = [c for c in candidates if (c.end or anchor) >= anchor]
        return future[0] if future else candidates[-1]
    return min(candidates, key=lambda c: (days_apart(c, anchor), begins(c) > anchor), default=None)


def days_apart(interval: Interval, anchor: dt.date) -> int:
    """Return how many days lie between a day and an interval; 0 inside."""
    begin, end = interval.begin or anchor, interval.end or anchor
    return (
        0 if begin <= anchor <= end else min(abs((begin - anchor).days), abs((end - anchor).days))
    )


def years_around(context: Context) -> range:
    """Return the years that a date without one may fall in."""
    if context.within and context.within.begin and context.within.end:
        return range(context.within.begin.year, context.within.end.year + 1)
    year = context.anchor.year
    return range(max(dt.MINYEAR, year - 1), min(dt.MAXYEAR, year + 1) + 1)


def valid_day(year: int, month: int, day: int) -> dt.date | None:
    """Return a date, or None where the month has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def day_of_month(m: Match, context: Context, day: int, month: int) -> dt.date | None:
    """Return a day of a month in the year that it names, else in the likeliest."""
    if year := m.number("year"):
        return valid_day(year, month, day)
    found = [d for y in years_around(context) if (d := valid_day(y, month, day))]
    near = nearest([intervals.day(d) for d in found], context) if found else None
    return near.begin if near else None


def quarter_of(year: int, number: int) -> Value:
    """Return the value of a quarter of a year."""
    return Value("DATE", f"{year}-Q{number}", intervals.months(year, 3 * number - 2, 3))


def on_day(date: dt.date, mod: str | None = None) -> Value:
    """Return the value of one day."""
    return Value("DATE", date.isoformat(), intervals.day(date), mod)
