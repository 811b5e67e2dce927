"""The currency of time: frozen intervals of days, their algebra, and calendar arithmetic."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, field
from typing import Final, Literal

Grain = Literal["minute", "hour", "day", "week", "month", "season", "quarter", "year", "decade"]
_DAY: Final = dt.timedelta(1)

QUARTER: Final = 3
DECADE: Final = 10
SEASONS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season, north of the equator, as TIMEX3 has it."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time between two ends that may each be known only within bounds.

    Attributes:
        begin: The earliest day it may begin, inclusive; None where it is open to the past.
        end: The latest day it may end, inclusive; None where it is open to the future.
        latest_begin: The latest day it may begin; None where the begin is known exactly.
        earliest_end: The earliest day it may end; None where the end is known exactly.
        grain: What it was told in: "next month" is a month, though it has two days for ends.
        moment: The time of day for grains under a day, aware where a zone was named.
    """

    begin: dt.date | None = None
    end: dt.date | None = None
    latest_begin: dt.date | None = None
    earliest_end: dt.date | None = None
    grain: Grain = field(default="day", compare=False)
    moment: dt.datetime | None = field(default=None, compare=False)

    @property
    def open(self) -> bool:
        """Whether an end is open."""
        return self.begin is None or self.end is None

    @property
    def vague(self) -> bool:
        """Whether an end is known only within bounds."""
        return self.latest_begin is not None or self.earliest_end is not None

    @property
    def days(self) -> int | None:
        """How many days it lasts at the longest; None where an end is open."""
        if self.begin is None or self.end is None:
            return None
        return (self.end - self.begin).days + 1

    def __contains__(self, other: object) -> bool:
        """Say whether a day, or a whole interval, lies inside."""
        if isinstance(other, Interval):
            low, high = other.begin or dt.date.min, other.end or dt.date.max
        elif isinstance(other, dt.date):
            low = high = other
        else:
            return False
        return (self.begin or dt.date.min) <= low and high <= (self.end or dt.date.max)

    def overlaps(self, other: Interval) -> bool:
        """Say whether the two share a day."""
        return self.meet(other) is not None

    def meet(self, other: Interval) -> Interval | None:
        """Return the days that both share, or None."""
        low = max(self.begin or dt.date.min, other.begin or dt.date.min)
        high = min(self.end or dt.date.max, other.end or dt.date.max)
        if low > high:
            return None
        return Interval(None if low == dt.date.min else low, None if high == dt.date.max else high)

    def hull(self, other: Interval) -> Interval:
        """Return the shortest interval that holds both."""
        low = min(self.begin, other.begin) if self.begin and other.begin else None
        high = max(self.end, other.end) if self.end and other.end else None
        return Interval(low, high)

    def gap(self, other: Interval) -> int:
        """Return how many days lie between the two; 0 where they touch or overlap."""
        if self.end and other.begin and self.end < other.begin:
            return (other.begin - self.end).days - 1
        if other.end and self.begin and other.end < self.begin:
            return (self.begin - other.end).days - 1
        return 0

    def relation(self, other: Interval) -> str:
        """Return how it lies to another: one of Allen's relations (1983), whole days counted.

        ``before`` and ``after`` leave a day between; ``meets`` and ``met-by`` do not.
        """
        a, b = self.begin or dt.date.min, self.end or dt.date.max
        c, d = other.begin or dt.date.min, other.end or dt.date.max
        if b < c:
            return "meets" if c - b == _DAY else "before"
        if d < a:
            return "met-by" if a - d == _DAY else "after"
        if (a, b) == (c, d):
            return "equals"
        if a == c:
            return "starts" if b < d else "started-by"
        if b == d:
            return "finishes" if a > c else "finished-by"
        if c < a and b < d:
            return "during"
        if a < c and d < b:
            return "contains"
        return "overlaps" if a < c else "overlapped-by"

    def shifted(self, days: int) -> Interval:
        """Return it moved by whole days; open ends stay open.

        Raises:
            OverflowError: An end would leave the years 1 to 9999.
        """
        step = days * _DAY

        def moved(date: dt.date | None) -> dt.date | None:
            return date and date + step

        return Interval(
            moved(self.begin),
            moved(self.end),
            moved(self.latest_begin),
            moved(self.earliest_end),
            self.grain,
            self.moment and self.moment + step,
        )

    def edtf(self) -> str:
        """Return it in EDTF (ISO 8601-2:2019, level 1); ``~`` marks an end known in bounds."""
        if self.moment is not None and self.begin == self.end:
            return self.moment.isoformat(timespec="seconds").replace("+00:00", "Z")
        low, high = self.begin, self.end
        if low and high and not self.vague:
            if low == high:
                return low.isoformat()
            if low.day == 1 and high == month(high.year, high.month).end:
                if (low.year, low.month) == (high.year, high.month):
                    return low.isoformat()[:7]
                if (low.month, high.month) == (1, 12):
                    first, last = low.isoformat()[:4], high.isoformat()[:4]
                    return first if first == last else f"{first}/{last}"
        first = ".." if low is None else low.isoformat() + "~" * (self.latest_begin is not None)
        last = ".." if high is None else high.isoformat() + "~" * (self.earliest_end is not None)
        return f"{first}/{last}"


def day(date: dt.date) -> Interval:
    """Return the interval of one day."""
    return Interval(date, date)


def shift_days(date: dt.date, days: int) -> dt.date:
    """Move a day by days, no further than the calendar goes: years 1 to 9999."""
    number = min(max(date.toordinal() + days, 1), dt.date.max.toordinal())
    return dt.date.fromordinal(number)


def shift_months(date: dt.date, months: int) -> dt.date:
    """Move a day by months; a day that the month lacks becomes its last.

    Raises:
        OverflowError: The result lies outside the years 1 to 9999.
    """
    index = date.year * 12 + date.month - 1 + months
    year, month = divmod(index, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError(f"year {year} is out of range")
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(date.day, last))


def month(year: int, number: int) -> Interval:
    """Return the days of a month."""
    last = calendar.monthrange(year, number)[1]
    return Interval(dt.date(year, number, 1), dt.date(year, number, last), grain="month")


def months(year: int, first: int, count: int) -> Interval:
    """Return the days of ``count`` months from month ``first`` of a year."""
    begin = dt.date(year, first, 1)
    last = shift_months(begin, count - 1)
    grain: Grain = "quarter" if count == QUARTER else "month"
    return Interval(begin, month(last.year, last.month).end, grain=grain)


def year(number: int, count: int = 1) -> Interval:
    """Return the days of ``count`` years."""
    grain: Grain = "year" if count < DECADE else "decade"
    return Interval(dt.date(number, 1, 1), dt.date(number + count - 1, 12, 31), grain=grain)


def week(date: dt.date) -> Interval:
    """Return the ISO week, Monday to Sunday, that holds a day."""
    monday = date - dt.timedelta(date.weekday())
    return Interval(monday, monday + dt.timedelta(6), grain="week")


def weekend(date: dt.date) -> Interval:
    """Return the Saturday and Sunday of the week that holds a day."""
    monday = date - dt.timedelta(date.weekday())
    return Interval(monday + dt.timedelta(5), monday + dt.timedelta(6))


def week_value(date: dt.date) -> str:
    """Return the TIMEX3 value of the week that holds a day, such as ``2025-W43``."""
    iso = date.isocalendar()
    return f"{iso.year}-W{iso.week:02d}"


def part(interval: Interval, mod: str | None) -> Interval:
    """Narrow an interval to its START, MID or END: a third of it, whole days."""
    if mod not in ("START", "MID", "END") or interval.begin is None or interval.end is None:
        return interval
    days = (interval.end - interval.begin).days + 1
    third = max(1, days // 3)
    if days >= 90:
        months_ = round(days / 30.44)
        size = max(1, months_ // 4 if months_ <= 12 else months_ * 3 // 10)
        if mod == "START":
            return Interval(interval.begin, shift_months(interval.begin, size) - dt.timedelta(1))
        if mod == "END":
            first = shift_months(interval.end + dt.timedelta(1), -size)
            return Interval(first, interval.end)
        quarter = shift_months(interval.begin, size)
        last = shift_months(interval.end + dt.timedelta(1), -size) - dt.timedelta(1)
        return Interval(quarter, last)
    if mod == "START":
        return Interval(interval.begin, interval.begin + dt.timedelta(third - 1))
    if mod == "END":
        begin = interval.begin + dt.timedelta(2 * third)
        return Interval(begin, interval.end)
    return Interval(
        interval.begin + dt.timedelta(third), interval.begin + dt.timedelta(2 * third - 1)
    )


def easter(year_: int) -> dt.date:
    """Return Easter Sunday of a year (the anonymous Gregorian algorithm, Meeus 1991)."""
    a, b, c = year_ % 19, year_ // 100, year_ % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    number, day_ = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year_, number, day_ + 1)


def nth_weekday(year_: int, number: int, weekday: int, nth: int) -> dt.date:
    """Return the nth weekday (Monday is 0) of a month; -1 is the last."""
    days = [d for d in calendar.Calendar().itermonthdates(year_, number) if d.month == number]
    return [d for d in days if d.weekday() == weekday][nth if nth < 0 else nth - 1]
