"""Constructors of calendar dates: days, months, years, seasons, holidays."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import Final

from diurna.syntax.lexicon import numbers, words
from diurna.when import holidays, intervals
from diurna.when.intervals import Interval
from diurna.when.values import (
    DAY,
    Context,
    Match,
    Value,
    day_of_month,
    nearest,
    on_day,
    quarter_of,
    valid_day,
    years_around,
)


def calendar_day(m: Match, context: Context) -> Value | None:
    """A day of a month, with its year or without."""
    month = m.number("mm") or m.integer("month")
    day = m.number("day")
    way = {"last": -1, "next": 1}.get(m.text("which") or "", context.direction)
    context = dataclasses.replace(context, direction=way)
    date = day_of_month(m, context, day, month) if month and day else None
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
    if end is None or end <= begin or (_lists(m) and end - begin != DAY):
        return None
    return Value("DATE", f"{begin}/{end}", Interval(begin, end))


def _lists(m: Match) -> bool:
    """Say whether "and" lists two times, which make one only where they are neighbours."""
    return m.text("and") is not None and m.text("between") is None


def listed_days(m: Match, context: Context) -> Value | None:
    """One of several days of a month that are listed, or a run of them."""
    return day_range(m, context) if m.text("day2") else calendar_day(m, context)


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
    if _lists(m) and span != 2:
        return None
    years = [y] if (y := m.number("year")) else list(years_around(context))
    if m.number("year") and last < first:
        years = [years[0] - 1]
    near = nearest([intervals.months(y, first, span) for y in years], context)
    if not near or not near.begin or not near.end:
        return None
    first_month, last_month = near.begin.isoformat()[:7], near.end.isoformat()[:7]
    return Value("DATE", f"{first_month}/{last_month}", near)


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
    value = days.begin.isoformat()[:7] if days.begin else "XXXX"
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


def bc_decade(m: Match, _: Context) -> Value | None:
    """Ten years before the common era."""
    number = m.number("year")
    return Value("DATE", f"BC{number // 10:03d}", mod=m.string("part")) if number else None


def bc_century(m: Match, _: Context) -> Value | None:
    """A hundred years before the common era."""
    number = m.integer("ordinal")
    return Value("DATE", f"BC{number - 1:02d}", mod=m.string("part")) if number else None


def year_range(m: Match, _: Context) -> Value | None:
    """From one year to another; the second may have two digits."""
    first, last = m.number("year"), m.number("year2")
    if not first or last is None:
        return None
    if m.text("era"):
        return Value("DATE", f"BC{first:04d}/BC{last:04d}") if first > last else None
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


def holiday(m: Match, context: Context) -> Value | None:
    """A holiday with known days."""
    name, which = m.string("holiday"), m.text("which")
    printed = m.groups.get("holiday") or ""
    if not name or not printed[:1].isupper():
        return None
    years = [y] if (y := m.number("year")) else list(years_around(context))
    options = [d for y in years for d in holidays.days_of(name, y)]
    if which == "last":
        near = max(
            (d for d in options if d.end and d.end < context.anchor), key=_begins, default=None
        )
    elif which == "next":
        later = (d for d in options if d.begin and d.begin > context.anchor)
        near = min(later, key=_begins, default=None)
    else:
        near = nearest(options, context)
    if near is None or near.begin is None or near.end is None:
        return None
    long = (near.days or 1) > _LONG_FEAST
    return Value("DATE", f"{near.begin}/{near.end}" if long else str(near.begin), near)


def _begins(days: Interval) -> dt.date:
    return days.begin or dt.date.min


_LONG_FEAST: Final = 10


_BEFORE_A_SEASON_WORDS: Final = "|".join(sorted(words("before_a_season")))
_SEASONAL: Final = re.compile(rf"\b(?:{_BEFORE_A_SEASON_WORDS})\s$")


def season(m: Match, context: Context) -> Value | None:
    """A season; alone, only where it is told from the verb by an article or a preposition."""
    code, which, mod = m.string("season"), m.text("which"), m.string("part")
    if not code:
        return None
    before = m.match.string[max(0, m.match.start() - 12) : m.match.start()].lower()
    bare = m.match[0] in ("fall", "spring") and not context.within
    if bare and not _SEASONAL.search(before):
        return None
    anchor = context.anchor
    years = [y] if (y := m.number("year")) else list(years_around(context))
    if which and len(years) > 1 and years[0] > dt.MINYEAR:
        years.insert(0, years[0] - 1)  # in February the last winter began the year before last
    options = [o for y in years if (o := _season_of(y, code))]
    if which and which.startswith("last"):
        ended = [o for o in options if o.end and o.end < anchor]
        fresh = ended and ended[-1].end and ended[-1].end > anchor - 60 * DAY
        same_year = fresh and ended[-1].begin and ended[-1].begin.year == anchor.year
        days: Interval | None = ended[-2 if same_year and len(ended) > 1 else -1] if ended else None
    elif which and which.startswith(("next", "the coming")):
        later = [o for o in options if o.begin and o.begin > anchor] or options
        days = later[0] if later else None
    else:
        days = nearest(options, context)
    if not days or not days.begin:
        return None
    return Value("DATE", f"{days.begin.year}-{code}", intervals.part(days, mod), mod)


def _season_of(year: int, code: str) -> Interval | None:
    """Return the days of a season; None where the calendar ends before it does."""
    try:
        return intervals.months(year, intervals.SEASONS[code], 3)
    except OverflowError:
        return None


def quarter(m: Match, context: Context) -> Value | None:
    """A quarter of a year."""
    number = 4 if m.text("last") else m.integer("ordinal")
    if not number or number > 4:
        return None
    if not context.within:
        way = -1 if "-" in m.match[0] else context.direction or -1
        context = dataclasses.replace(context, direction=way)
    return _quarter(year_of(m, context), number, context)


def _quarter(year_: int | None, number: int, context: Context) -> Value | None:
    years = [year_] if year_ else list(years_around(context))
    days = nearest([intervals.months(y, 3 * number - 2, 3) for y in years], context)
    return quarter_of(days.begin.year, number) if days and days.begin else None


def q_number(m: Match, context: Context) -> Value | None:
    """Q3 2024, H1."""
    short = m.number("yy")
    year_ = m.number("year") or (2000 + short if short is not None else None)
    if number := m.number("q") or m.number("q2"):
        return _quarter(year_, number, context)
    half = m.number("h") or m.number("h2") or 1
    if not year_:
        return None
    return Value("DATE", f"{year_}-H{half}", intervals.months(year_, 6 * half - 5, 6))


def told_quarter(m: Match, context: Context) -> Value | None:
    """The quarter told of, and the same one of the year before."""
    if not context.quarter:
        return None
    back = m.text("back") is not None
    year_, number = int(context.quarter[:4]) - back, int(context.quarter[-1])
    return quarter_of(year_, number)


def fiscal_year(m: Match, context: Context) -> Value | None:
    """A fiscal year, filed as the calendar year of its name."""
    step = _STEPS.get(m.text("which") or "", 0)
    number = m.number("year") or context.anchor.year + step
    return Value("DATE", str(number), intervals.year(number), None)


_STEPS: Final = numbers("steps")
_SPELLED: Final = numbers("spelled")
_DECADES: Final = numbers("decades")


def spelled_year(m: Match, _: Context) -> Value | None:
    """A year in words, as it is spoken."""
    century_ = m.text("century")
    number = 2000 if century_ is None else 100 * _SPELLED[century_]
    if tens := m.text("tens") or m.text("tens2"):
        number += _SPELLED[tens]
    for group in ("ones", "ones2", "teens", "oh", "after"):
        if word := m.text(group):
            number += _SPELLED[word]
    return Value("DATE", str(number), intervals.year(number))


def short_decade(m: Match, context: Context) -> Value | None:
    """The '90s, the nineties: the last decade of that number, by the anchor's century."""
    word, mod = m.text("word"), m.string("part")
    tens = _DECADES[word] if word else m.number("yy")
    if tens is None:
        return None
    century_ = context.anchor.year // 100 * 100
    number = century_ + tens if century_ + tens < context.anchor.year else century_ - 100 + tens
    return Value("DATE", str(number // 10), intervals.part(intervals.year(number, 10), mod), mod)


def day_within(m: Match, context: Context) -> Value | None:
    """The 28th of a month."""
    day = m.number("day")
    within = context.within
    if not day or not within or not within.begin:
        return None
    date = valid_day(within.begin.year, within.begin.month, day)
    return on_day(date) if date and date in within else None


def _nth_days(context: Context, day: int) -> list[Interval]:
    """Return that day of the months around the anchor."""
    first = context.anchor.replace(day=1)
    months = (intervals.shift_months(first, n) for n in range(-7, 8))
    return [intervals.day(d) for f in months if (d := valid_day(f.year, f.month, day))]


def weekday_nth(m: Match, context: Context) -> Value | None:
    """Friday the 24th: the nearest month in which the two agree."""
    number, day = m.integer("weekday"), m.number("day")
    if not number or not day:
        return None
    agreeing = [d for d in _nth_days(context, day) if d.begin and d.begin.isoweekday() == number]
    near = nearest(agreeing, dataclasses.replace(context, direction=0))
    return on_day(near.begin) if near and near.begin else None


def nth_day(m: Match, context: Context) -> Value | None:
    """On the 24th: of this month, the one before or the next."""
    day = m.number("day")
    near = nearest(_nth_days(context, day), context) if day else None
    return on_day(near.begin) if near and near.begin else None


def spelled_day(m: Match, context: Context) -> Value | None:
    """March fourth, the fifth of October."""
    month_ = m.integer("month") or m.integer("month", "_2")
    day = m.integer("ordinal") or m.integer("ordinal", "_2")
    date = day_of_month(m, context, day, month_) if month_ and day else None
    return on_day(date) if date else None
