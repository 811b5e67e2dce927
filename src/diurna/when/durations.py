"""Constructors of lengths, of what recurs, of the clock, and of vague times."""

from __future__ import annotations

from typing import Final

from diurna.when import intervals
from diurna.when.intervals import Interval
from diurna.when.relative import DEICTIC, weekday_near
from diurna.when.values import DAY, Context, Match, Value, day_of_month, on_day
from diurna.when.windows import iso_period


def running(m: Match, _: Context) -> Value | None:
    """The nth unit of something that goes on: its days hang on when that began."""
    number, unit = m.integer("ordinal"), m.string("unit")
    return Value("DATE", "PRESENT_REF") if number and unit else None


def duration(m: Match, _: Context) -> Value | None:
    """A length of time."""
    unit, amount = m.string("unit"), m.amount()
    if not unit or unit == "WE":
        return None
    plural = (m.groups.get("unit") or "").lower().endswith("s")
    if unit == "S" and not plural:
        return None
    if amount is None and not m.vague():
        return None
    if amount is not None and "and a half" in m.match[0].lower():
        amount += 0.5
    if amount == 0.5 and unit == "H":
        return Value("DURATION", "PT30M", Interval(), m.string("approx"))
    if amount is not None and 1500 <= amount <= 2100 and unit == "Y":
        return None
    return Value("DURATION", iso_period(unit, amount), Interval(), m.string("approx"))


_ADVERBS: Final = {
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "monthly": "P1M",
    "quarterly": "P1Q",
    "annually": "P1Y",
    "yearly": "P1Y",
    "hourly": "PT1H",
}


def recurring(m: Match, _: Context) -> Value | None:
    """Something that comes again: every week, twice a year, daily."""
    whole = m.match[0].lower()
    if whole in _ADVERBS:
        return Value("SET", _ADVERBS[whole])
    if number := m.integer("weekday"):
        return Value("SET", f"XXXX-WXX-{number}")
    if number := m.integer("month"):
        return Value("SET", f"XXXX-{number:02d}")
    unit = m.string("unit", "_2") or m.string("unit")
    if whole.startswith("per "):
        unit = {"day": "D", "week": "W", "month": "MO", "year": "Y", "hour": "H"}[whole[4:]]
    if not unit:
        return Value("SET", "P1D") if m.string("daypart") else None
    count = m.integer("number", "_2")
    return Value("SET", iso_period(unit, float(count or (2 if "other" in whole else 1))))


def recurring_weekday(m: Match, _: Context) -> Value | None:
    """On Mondays."""
    number = m.integer("weekday")
    return Value("SET", f"XXXX-WXX-{number}") if number else None


def present(_: Match, context: Context) -> Value | None:
    """Now."""
    return Value("DATE", "PRESENT_REF", intervals.day(context.anchor))


def vague_adjective(_: Match, context: Context) -> Value | None:
    """Current, before a noun."""
    return Value("DATE", "PRESENT_REF", intervals.day(context.anchor))


def past(_: Match, context: Context) -> Value | None:
    """At some time before now."""
    return Value("DATE", "PAST_REF", Interval(None, context.anchor))


def future(m: Match, context: Context) -> Value | None:
    """At some time from now on; bare "soon" only where the clause looks ahead."""
    if m.text("word") == "soon" and context.direction <= 0:
        return None
    return Value("DATE", "FUTURE_REF", Interval(context.anchor, None))


def clock(m: Match, context: Context) -> Value | None:
    """A time of day, on the day named beside it or else the anchor."""
    hour, minute = m.number("hour"), m.number("minute") or 0
    if hour is not None:
        half = (m.text("half") or "")[:1]
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    elif (hour := m.number("hour2")) is not None:
        minute = m.number("minute2") or 0
    else:
        hour = 0 if m.text("word") == "midnight" else 12
    if number := m.integer("weekday"):
        date = weekday_near(number, context, "")
    elif (month := m.integer("month")) and (day := m.number("day")):
        near = day_of_month(m, context, day, month)
        if near is None:
            return None
        date = near
    else:
        date = context.anchor + DEICTIC.get(m.text("deictic") or "today", 0) * DAY
    return Value("TIME", f"{date}T{hour:02d}:{minute:02d}", intervals.day(date))


def anaphoric(m: Match, context: Context) -> Value | None:
    """The next morning: counted from what was last told."""
    base = context.told or context.anchor
    return on_day(base - DAY if m.text("which") == "previous" else base + DAY)
