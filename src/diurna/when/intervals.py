"""Calendar arithmetic on inclusive intervals of days."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Final

SEASONS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season, north of the equator, as TIMEX3 has it."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Inclusive days; None is an open end."""

    begin: dt.date | None = None
    end: dt.date | None = None


def day(date: dt.date) -> Interval:
    """Return the interval of one day."""
    return Interval(date, date)


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
    return Interval(
        dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1])
    )


def months(year: int, first: int, count: int) -> Interval:
    """Return the days of ``count`` months from month ``first`` of a year."""
    begin = dt.date(year, first, 1)
    return Interval(begin, shift_months(begin, count) - dt.timedelta(1))


def year(number: int, count: int = 1) -> Interval:
    """Return the days of ``count`` years."""
    return Interval(dt.date(number, 1, 1), dt.date(number + count - 1, 12, 31))


def week(date: dt.date) -> Interval:
    """Return the ISO week, Monday to Sunday, that holds a day."""
    monday = date - dt.timedelta(date.weekday())
    return Interval(monday, monday + dt.timedelta(6))


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
