"""Constructors of lengths, of what recurs, of the clock, and of vague times."""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from diurna.syntax.lexicon import kinds, numbers
from diurna.when import intervals
from diurna.when.intervals import Interval
from diurna.when.values import DAY, Context, Match, Value, on_day
from diurna.when.windows import iso_period


def running(m: Match, _: Context) -> Value | None:
    """The nth unit of something that goes on: its days hang on when that began."""
    number, unit = m.integer("ordinal"), m.string("unit")
    return Value("DATE", "PRESENT_REF") if number and unit else None


def duration(m: Match, _: Context) -> Value | None:
    """A length of time; of "two to three weeks" the shorter, as TimeML has it."""
    unit, amount = m.string("unit"), m.amount()
    if not unit or unit == "WE":
        return None
    if (unit == "S" and not m.plural()) or (amount is None and not m.vague()):
        return None
    if amount is not None and 1500 <= amount <= 2100 and unit in ("Y", "Q"):
        return None
    if amount is not None and amount > _LONGEST:
        return None
    after = m.match.string[m.match.end() : m.match.end() + 5].lower()
    if unit in ("Y", "DE") and (after.startswith(" old") or m.match[0].lower().endswith("old")):
        return None
    if m.plural() and (m.text("number") or m.text("number_3")) in ("a", "an"):
        return None
    mod = m.string("approx") or ("APPROX" if m.high() != amount else None)
    return Value("DURATION", iso_period(unit, amount), Interval(), mod)


_LONGEST: Final = 1_000_000
"""More of any unit is no length that news tells."""


def long_units(m: Match, _: Context) -> Value | None:
    """Years-long, a day-long: a length without a number."""
    unit = m.string("unit")
    if not unit or unit == "S":
        return None
    return Value("DURATION", iso_period(unit, None if m.plural() else 1.0))


def a_while(_: Match, __: Context) -> Value | None:
    """A length that is not told."""
    return Value("DURATION", "PXX")


_ADVERBS: Final = kinds("recurring")


def recurring(m: Match, _: Context) -> Value | None:
    """Something that comes again: every week, twice a year, daily."""
    whole = m.match[0].lower()
    if whole in _ADVERBS:
        return Value("SET", _ADVERBS[whole])
    if number := m.integer("weekday"):
        return Value("SET", f"XXXX-WXX-{number}")
    if whole.endswith("weekends"):
        return Value("SET", "XXXX-WXX-WE")
    if number := m.integer("month"):
        return Value("SET", f"XXXX-{number:02d}")
    unit = m.string("unit", "_2") or m.string("unit")
    if whole.startswith("per "):
        unit = kinds("unit_codes")[whole[4:]]
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


def vague_adjective(m: Match, context: Context) -> Value | None:
    """Current, recent, former, future, before a noun."""
    word = m.text("word")
    if word == "current":
        return Value("DATE", "PRESENT_REF", intervals.day(context.anchor))
    if word == "future":
        return Value("DATE", "FUTURE_REF", Interval(context.anchor, None))
    return Value("DATE", "PAST_REF", Interval(None, context.anchor))


def past(_: Match, context: Context) -> Value | None:
    """At some time before now."""
    return Value("DATE", "PAST_REF", Interval(None, context.anchor))


def future(m: Match, context: Context) -> Value | None:
    """At some time from now on; bare "soon" only where the clause looks ahead."""
    if (m.text("word") or "").startswith("soon") and context.direction <= 0:
        return None
    return Value("DATE", "FUTURE_REF", Interval(context.anchor, None))


def _hour(m: Match) -> tuple[int, int] | None:
    """Return the hour and minute that a clock shows."""
    if word := m.text("word"):
        return (0 if word == "midnight" else 12), 0
    for suffix in ("2", "4"):
        if (hour := m.number("hour" + suffix)) is not None:
            return hour, m.number("minute" + suffix) or 0
    hour, half = m.number("hour"), (m.text("half") or m.text("half3") or "")[:1]
    if hour is None or not 1 <= hour <= 12:
        return None
    late = half in ("p", "e") or m.text("half3") == "afternoon"
    return hour % 12 + 12 * late if half else hour, m.number("minute") or 0


def clock(m: Match, context: Context) -> Value | None:
    """A time of day on the anchor's, with its zone where one is named."""
    shown = _hour(m)
    if shown is None:
        return None
    date = context.anchor
    local = f"{date}T{shown[0]:02d}:{shown[1]:02d}"
    zone = offset(m.string("zone"), dt.datetime.fromisoformat(local))
    moment = dt.datetime.fromisoformat(local + zone)
    days = Interval(date, date, grain="minute", moment=moment)
    return Value("TIME", local + zone, days)


def offset(zone: str | None, moment: dt.datetime) -> str:
    """Return the ISO 8601 offset of a zone at a local time; empty where it is not known."""
    if not zone or "/" not in zone:
        return zone or ""
    try:
        aware = moment.replace(tzinfo=ZoneInfo(zone))
    except ZoneInfoNotFoundError:
        return ""
    return aware.isoformat()[-6:]


def anaphoric(m: Match, context: Context) -> Value | None:
    """The next morning: counted from what was last told."""
    base = context.told or context.anchor
    step = numbers("steps").get(m.text("which") or "", 0)
    date = base + step * DAY
    return Value("TIME", f"{date}T{m.string('daypart')}", intervals.day(date))


def day_before(m: Match, context: Context) -> Value | None:
    """The day before, told after a day."""
    base = context.told or context.anchor
    return on_day(base - DAY if m.text("word") == "before" else base + DAY)
