"""Constructors of parts: what means nothing until the larger time it lies in is known."""

from __future__ import annotations

import datetime as dt
from typing import Final

from diurna.syntax.lexicon import kinds
from diurna.when import intervals
from diurna.when.intervals import Interval
from diurna.when.relative import unit_at
from diurna.when.values import DAY, Context, Match, Value
from diurna.when.windows import iso_period, moved

DAWN: Final = kinds("edges_of_day")
_DAYS_OF_YEAR: Final = range(365, 367)


def latent(_: Match, __: Context) -> Value | None:
    """Nothing by itself: a join reads the match."""
    return None


def _bounds(context: Context) -> tuple[dt.date, dt.date] | None:
    within = context.within
    return (within.begin, within.end) if within and within.begin and within.end else None


def fraction(m: Match, context: Context) -> Value | None:
    """A half or a third of a larger time."""
    bounds = _bounds(context)
    if not bounds:
        return None
    begin, end = bounds
    size = 3 if m.text("what") == "third" else 2
    number = size if m.text("last") else m.integer("ordinal")
    if not number or number > size:
        return None
    if size == 2 and (end - begin).days + 1 in _DAYS_OF_YEAR and begin.day == 1:
        first = intervals.shift_months(begin, 6 * (number - 1))
        days = Interval(first, intervals.shift_months(first, 6) - DAY)
        if begin.month == 1:
            return Value("DATE", f"{begin.year}-H{number}", days)
        return Value("DATE", f"{begin.year}", days)
    step = ((end - begin).days + 1) / size
    low, high = begin + round(step * (number - 1)) * DAY, begin + round(step * number) * DAY - DAY
    mod = "START" if number == 1 else "END" if number == size else "MID"
    return Value("DATE", _coarse(begin, end), Interval(low, high), mod)


def _coarse(begin: dt.date, end: dt.date) -> str:
    """Return the TIMEX3 value of a whole month, year or decade; else both ends."""
    if begin == end:
        return begin.isoformat()
    if (begin, end) == (begin.replace(month=1, day=1), begin.replace(month=12, day=31)):
        return str(begin.year)
    if Interval(begin, end) == intervals.month(begin.year, begin.month):
        return begin.isoformat()[:7]
    if Interval(begin, end) == intervals.year(begin.year, 10):
        return str(begin.year // 10)
    return f"{begin}/{end}"


def nth(m: Match, context: Context) -> Value | None:
    """The nth or the last unit, or so many first or last units, of a larger time."""
    bounds = _bounds(context)
    if not bounds:
        return None
    begin, end = bounds
    number = 1 if m.text("opening") else m.integer("ordinal")
    if weekday := m.integer("weekday"):
        return _nth_weekday(begin, end, weekday, None if m.text("last") else number)
    unit = "WE" if m.text("weekend") else m.string("unit")
    if not unit or unit in ("S", "M", "H"):
        return None
    amount = m.amount() if m.groups.get("digits") or m.groups.get("number") else None
    if m.plural() or amount is not None:
        return _run_of(m, unit, amount, Interval(begin, end))
    if unit == "WE":
        base = begin + 7 * ((number or 1) - 1) * DAY if not m.text("last") else end
        found = unit_at("WE", base, 0)
        return Value("DATE", found[0], found[1]) if found else None
    return _nth_unit(unit, None if m.text("last") else number, begin, end)


def _nth_weekday(begin: dt.date, end: dt.date, weekday: int, number: int | None) -> Value | None:
    if number is None:
        date = end - (end.isoweekday() - weekday) % 7 * DAY
    else:
        date = begin + ((weekday - begin.isoweekday()) % 7 + 7 * (number - 1)) * DAY
    return Value("DATE", str(date), intervals.day(date)) if begin <= date <= end else None


def _nth_unit(unit: str, number: int | None, begin: dt.date, end: dt.date) -> Value | None:
    """One unit: weeks are counted by sevens from the first day, others by the calendar."""
    if unit in ("W", "F"):
        size = 7 if unit == "W" else 14
        low = end - (size - 1) * DAY if number is None else begin + size * (number - 1) * DAY
        middle = low + size // 2 * DAY
        return Value(
            "DATE", intervals.week_value(middle), Interval(low, min(low + (size - 1) * DAY, end))
        )
    found = unit_at(unit, end, 0) if number is None else unit_at(unit, begin, number - 1)
    if not found or not found[1].overlaps(Interval(begin, end)):
        return None
    return Value("DATE", found[0], found[1])


def _run_of(m: Match, unit: str, amount: float | None, within: Interval) -> Value | None:
    """So many units from the beginning, or up to the end."""
    begin, end = within.begin, within.end
    if begin is None or end is None:
        return None
    mod = None if amount is not None else "APPROX"
    span = amount if amount is not None else 3.0
    if m.text("last"):
        days = Interval(max(begin, moved(end + DAY, unit, -span)), end)
    else:
        days = Interval(begin, min(end, moved(begin, unit, span) - DAY))
    return Value("DURATION", iso_period(unit, amount), days, mod)


def daypart(m: Match, context: Context) -> Value | None:
    """The morning of a day."""
    bounds = _bounds(context)
    if not bounds or bounds[0] != bounds[1]:
        return None
    part = m.string("daypart") or DAWN.get(m.text("dawn") or "", "MI")
    return Value("TIME", f"{bounds[0]}T{part}", intervals.day(bounds[0]))
