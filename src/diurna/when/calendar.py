"""Constructors of calendar dates: days, months, years, seasons, holidays."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

from diurna.when import intervals
from diurna.when.intervals import Interval
from diurna.when.values import (
    DAY,
    Context,
    Match,
    Value,
    day_of_month,
    nearest,
    on_day,
    valid_day,
    years_around,
)


def calendar_day(m: Match, context: Context) -> Value | None:
    """A day of a month, with its year or without."""
    month = m.number("mm") or m.integer("month")
    day = m.number("day")
    way = {"last": -1, "next": 1}.get(m.text("which") or "", 0)
    nearest_first = dataclasses.replace(context, direction=way)
    date = day_of_month(m, nearest_first, day, month) if month and day else None
    return on_day(date) if date else None


def numeric_date(m: Match, _: Context) -> Value | None:
    """A date in figures: month first, unless only day first is possible or dots say so."""
    a, b, year = m.number("a"), m.number("b"), m.number("year")
    if a is None or b is None or year is None:
        return None
    day_first = a > 12 or m.text("sep") == "."
    date = valid_day(year, b, a) if day_first else valid_day(year, a, b)
    return on_day(date) if date else None


def day_range(m: Match, context: Context) -> Value | None:
    """Days of one month, or from a day of one month to a day of the next."""
    month, day, day2 = m.integer("month"), m.number("day"), m.number("day2")
    if not (month and day and day2):
        return None
    begin = day_of_month(m, context, day, month)
    if begin is None:
        return None
    month2 = m.integer("month", "_2") or month
    end = valid_day(begin.year + (month2 < month), month2, day2)
    if end is None or end <= begin:
        return None
    return Value("DATE", f"{begin}/{end}", Interval(begin, end))


def year_of(m: Match, context: Context) -> int | None:
    """Return the year that a match names or tells relative to the anchor's, or None."""
    which = m.text("which")
    if year := m.number("year"):
        return year
    if which and which.startswith(("last", "this past")):
        return context.anchor.year - 1
    if which and which.startswith("next"):
        return context.anchor.year + 1
    return context.anchor.year if which == "this" else None


def month_range(m: Match, context: Context) -> Value | None:
    """From one month to another."""
    first, last = m.integer("month"), m.integer("month", "_2")
    if not (first and last):
        return None
    span = (last - first) % 12 + 1
    years = [y] if (y := m.number("year")) else list(years_around(context))
    if m.number("year") and last < first:
        years = [years[0] - 1]
    near = nearest([intervals.months(y, first, span) for y in years], context)
    if not near or not near.begin or not near.end:
        return None
    return Value("DATE", f"{near.begin:%Y-%m}/{near.end:%Y-%m}", near)


def month(m: Match, context: Context) -> Value | None:
    """A month, with its year or without."""
    number = m.integer("month")
    if not number:
        return None
    printed = m.groups.get("month") or ""
    if number in (3, 5) and not printed[:1].isupper():
        return None
    which, mod = m.text("which"), m.string("part")
    anchor = context.anchor
    if which and not m.number("year") and "year" not in m.match[0].lower():
        if which.startswith("last"):
            year = anchor.year - (number >= anchor.month)
        elif which.startswith(("next", "the coming")):
            year = anchor.year + (number <= anchor.month)
        else:
            year = anchor.year
        days = intervals.month(year, number)
    elif year_ := year_of(m, context):
        days = intervals.month(year_, number)
    else:
        near = nearest([intervals.month(y, number) for y in years_around(context)], context)
        if near is None:
            return None
        days = near
    value = f"{days.begin:%Y-%m}" if days.begin else "XXXX"
    return Value("DATE", value, intervals.part(days, mod), mod)


def year(m: Match, _: Context) -> Value | None:
    """A year."""
    number, mod = m.number("year"), m.string("part")
    if not number:
        return None
    return Value("DATE", str(number), intervals.part(intervals.year(number), mod), mod)


def bc(m: Match, _: Context) -> Value | None:
    """A year before the common era: it has a value, and no days that a calendar here holds."""
    number = m.number("year")
    return Value("DATE", f"BC{number:04d}") if number else None


def year_range(m: Match, _: Context) -> Value | None:
    """From one year to another; the second may have two digits."""
    first, last = m.number("year"), m.number("year2")
    if not first or last is None:
        return None
    last = last if last > 99 else first // 100 * 100 + last
    if not first < last <= first + 500:
        return None
    return Value("DATE", f"{first}/{last}", intervals.year(first, last - first + 1))


def decade(m: Match, _: Context) -> Value | None:
    """Ten years."""
    number, mod = m.number("year"), m.string("part")
    if not number:
        return None
    return Value("DATE", str(number // 10), intervals.part(intervals.year(number, 10), mod), mod)


def century(m: Match, _: Context) -> Value | None:
    """A hundred years, counted from year 1."""
    number, mod = m.integer("ordinal"), m.string("part")
    if not number:
        return None
    days = intervals.year((number - 1) * 100 + 1, 100)
    return Value("DATE", f"{number - 1:02d}", intervals.part(days, mod), mod)


def _holiday(name: str, year_: int) -> dt.date | None:
    movable = {
        "easter": lambda: intervals.easter(year_),
        "good-friday": lambda: intervals.easter(year_) - 2 * DAY,
        "thanksgiving": lambda: intervals.nth_weekday(year_, 11, 3, 4),
        "labor-day": lambda: intervals.nth_weekday(year_, 9, 0, 1),
        "memorial-day": lambda: intervals.nth_weekday(year_, 5, 0, -1),
        "mlk-day": lambda: intervals.nth_weekday(year_, 1, 0, 3),
    }
    if name in movable:
        return movable[name]()
    month_, day_ = map(int, name.split("-"))
    return valid_day(year_, month_, day_)


def holiday(m: Match, context: Context) -> Value | None:
    """A holiday with a known date."""
    name = m.string("holiday")
    if not name or not m.match[0][:1].isupper():
        return None
    years = [y] if (y := m.number("year")) else list(years_around(context))
    near = nearest([intervals.day(d) for y in years if (d := _holiday(name, y))], context)
    return on_day(near.begin) if near and near.begin else None


def season(m: Match, context: Context) -> Value | None:
    """A season; alone, only where it is told from the verb by an article or a preposition."""
    code, which, mod = m.string("season"), m.text("which"), m.string("part")
    if not code:
        return None
    whole = m.match[0].lower()
    before = m.match.string[max(0, m.match.start() - 8) : m.match.start()].lower()
    after = m.match.string[m.match.end() : m.match.end() + 4].lower()
    bare = not which and not m.number("year") and not mod
    if bare and not re.search(r"\b(?:in|during|by|until|since|over|of)\s$", before):
        return None
    if bare and (after.startswith(" of") or not whole.startswith("the")):
        return None
    years = [y] if (y := m.number("year")) else list(years_around(context))
    options = [intervals.months(y, intervals.SEASONS[code], 3) for y in years]
    anchor = context.anchor
    if which and which.startswith("last"):
        options = [o for o in options if o.end and o.end < anchor - 60 * DAY] or options
        days: Interval | None = options[-1]
    elif which and which.startswith(("next", "the coming")):
        options = [o for o in options if o.begin and o.begin > anchor] or options
        days = options[0]
    else:
        days = nearest(options, context)
    if not days or not days.begin:
        return None
    return Value("DATE", f"{days.begin.year}-{code}", intervals.part(days, mod), mod)


def quarter(m: Match, context: Context) -> Value | None:
    """A quarter of a year."""
    number = m.integer("ordinal")
    if not number or number > 4:
        return None
    context = dataclasses.replace(
        context, direction=-1 if "-" in m.match[0] else context.direction or -1
    )
    years = [y] if (y := year_of(m, context)) else list(years_around(context))
    days = nearest([intervals.months(y, 3 * number - 2, 3) for y in years], context)
    if not days or not days.begin:
        return None
    return Value("DATE", f"{days.begin.year}-Q{number}", days)


def told_quarter(m: Match, context: Context) -> Value | None:
    """The quarter told of, and the same one of the year before."""
    if not context.quarter:
        return None
    back = m.text("back") is not None
    year_, number = int(context.quarter[:4]) - back, int(context.quarter[-1])
    return Value("DATE", f"{year_}-Q{number}", intervals.months(year_, 3 * number - 2, 3))


def fiscal_year(m: Match, context: Context) -> Value | None:
    """A fiscal year, filed as the calendar year of its name."""
    number = m.number("year") or context.anchor.year
    return Value("DATE", str(number), intervals.year(number), None)
