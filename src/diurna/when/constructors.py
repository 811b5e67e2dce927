"""From a rule's match to days: one small function a rule names in its ``make``."""

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
_DAYS: Final = {"D": 1, "N": 1, "W": 7, "F": 14, "WE": 7}
_MONTHS: Final = {"MO": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_VAGUE: Final = {"S": 0, "M": 0, "H": 1, "D": 7, "N": 7, "W": 42, "F": 42, "WE": 42}
"""How many days "several" of a unit reaches at the most, for windows."""
_VAGUE_MONTHS: Final = {"MO": 6, "Q": 12, "Y": 60, "DE": 360, "CE": 1200}


@dataclass(frozen=True, slots=True)
class Context:
    """What a phrase is read against.

    Attributes:
        anchor: The day it counts from: of publication, or of speaking.
        direction: -1 where the clause tells of the past, 1 of the future, 0 where neither.
        told: The last day told before the phrase, for "the next day"; None where none was.
        told_year: The first day of the last date told, however coarse, for "two years later".
    """

    anchor: dt.date
    direction: int = 0
    told: dt.date | None = None
    told_year: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """What a phrase means: TIMEX3 type, value and modifier, and inclusive days.

    `forward` says that the phrase is a window that opens at the anchor.
    """

    type: TimeType
    value: str
    days: Interval = Interval()
    mod: str | None = None
    forward: bool = False


class Match:
    """A regular-expression match that looks printed words up in the vocabulary."""

    __slots__ = ("grammar", "groups", "match")

    def __init__(self, match: re.Match[str], grammar: Grammar) -> None:
        self.match, self.grammar = match, grammar
        self.groups = match.groupdict()

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
        """Return the number of units; None where it is vague ("several") or unsaid."""
        digits = self.groups.get("digits") or self.groups.get("digits2")
        if digits:
            return float(digits.replace(",", "."))
        for suffix in ("", "_2"):
            value = self.of("number", suffix)
            if isinstance(value, int | float):
                return float(value)
        return None

    def vague(self) -> bool:
        """Say whether the number is a word such as "several"."""
        return bool(self.groups.get("some") or self.groups.get("some_2"))


Constructor = Callable[[Match, Context], Value | None]


def _near(candidates: list[Interval], context: Context) -> Interval | None:
    """Choose among the years a date may fall in: by the clause's direction, else the nearest."""
    anchor = context.anchor

    def begins(i: Interval) -> dt.date:
        return i.begin or anchor

    if context.direction < 0:
        past = [c for c in candidates if begins(c) <= anchor]
        return past[-1] if past else candidates[0]
    if context.direction > 0:
        future = [c for c in candidates if (c.end or anchor) >= anchor]
        return future[0] if future else candidates[-1]
    return min(candidates, key=lambda c: (_distance(c, anchor), begins(c) > anchor), default=None)


def _distance(interval: Interval, anchor: dt.date) -> int:
    begin, end = interval.begin or anchor, interval.end or anchor
    return (
        0 if begin <= anchor <= end else min(abs((begin - anchor).days), abs((end - anchor).days))
    )


def _around(context: Context) -> range:
    return range(context.anchor.year - 1, context.anchor.year + 2)


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _calendar(m: Match, context: Context, day: int, month: int) -> dt.date | None:
    if year := m.number("year"):
        return _valid(year, month, day)
    found = [d for y in _around(context) if (d := _valid(y, month, day))]
    near = _near([intervals.day(d) for d in found], context) if found else None
    return near.begin if near else None


def _date(date: dt.date, mod: str | None = None) -> Value:
    return Value("DATE", date.isoformat(), intervals.day(date), mod)


def calendar_day(m: Match, context: Context) -> Value | None:
    """A day of a month, with its year or without."""
    month = m.number("mm") or m.integer("month")
    day = m.number("day")
    date = _calendar(m, context, day, month) if month and day else None
    return _date(date) if date else None


def numeric_date(m: Match, _: Context) -> Value | None:
    """A date in figures: month first, unless only day first is possible or dots say so."""
    a, b, year = m.number("a"), m.number("b"), m.number("year")
    if a is None or b is None or year is None:
        return None
    day_first = a > 12 or m.text("sep") == "."
    date = _valid(year, b, a) if day_first else _valid(year, a, b)
    return _date(date) if date else None


def day_range(m: Match, context: Context) -> Value | None:
    """Days of one month, or from a day of one month to a day of the next."""
    month, day, day2 = m.integer("month"), m.number("day"), m.number("day2")
    if not (month and day and day2):
        return None
    begin = _calendar(m, context, day, month)
    if begin is None:
        return None
    month2 = m.integer("month", "_2") or month
    end = _valid(begin.year + (month2 < month), month2, day2)
    if end is None or end <= begin:
        return None
    return Value("DATE", f"{begin}/{end}", Interval(begin, end))


def _year_of(m: Match, context: Context) -> int | None:
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
    years = [y] if (y := m.number("year")) else list(_around(context))
    if m.number("year") and last < first:
        years = [years[0] - 1]
    near = _near([intervals.months(y, first, span) for y in years], context)
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
    elif year_ := _year_of(m, context):
        days = intervals.month(year_, number)
    else:
        near = _near([intervals.month(y, number) for y in _around(context)], context)
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
    return _valid(year_, month_, day_)


def holiday(m: Match, context: Context) -> Value | None:
    """A holiday with a known date."""
    name = m.string("holiday")
    if not name or not m.match[0][:1].isupper():
        return None
    years = [y] if (y := m.number("year")) else list(_around(context))
    near = _near([intervals.day(d) for y in years if (d := _holiday(name, y))], context)
    return _date(near.begin) if near and near.begin else None


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
    years = [y] if (y := m.number("year")) else list(_around(context))
    options = [intervals.months(y, intervals.SEASONS[code], 3) for y in years]
    anchor = context.anchor
    if which and which.startswith("last"):
        options = [o for o in options if o.end and o.end < anchor - 60 * DAY] or options
        days: Interval | None = options[-1]
    elif which and which.startswith(("next", "the coming")):
        options = [o for o in options if o.begin and o.begin > anchor] or options
        days = options[0]
    else:
        days = _near(options, context)
    if not days or not days.begin:
        return None
    return Value("DATE", f"{days.begin.year}-{code}", intervals.part(days, mod), mod)


def quarter(m: Match, context: Context) -> Value | None:
    """A quarter of a year."""
    number = m.integer("ordinal")
    if not number or number > 4:
        return None
    years = [y] if (y := _year_of(m, context)) else list(_around(context))
    days = _near([intervals.months(y, 3 * number - 2, 3) for y in years], context)
    if not days or not days.begin:
        return None
    return Value("DATE", f"{days.begin.year}-Q{number}", days)


def fiscal_year(m: Match, context: Context) -> Value | None:
    """A fiscal year, filed as the calendar year of its name."""
    number = m.number("year") or context.anchor.year
    return Value("DATE", str(number), intervals.year(number), None)


def _weekday_near(weekday: int, context: Context, which: str) -> dt.date:
    anchor = context.anchor
    back = (anchor.isoweekday() - weekday) % 7
    ahead = (weekday - anchor.isoweekday()) % 7
    if which.startswith("last") or "past" in which or "previous" in which:
        return anchor - (back or 7) * DAY
    if which.startswith("next") or "coming" in which or "following" in which:
        return anchor + (ahead or 7) * DAY
    if which.startswith("this"):
        return anchor + (weekday - anchor.isoweekday()) * DAY
    return anchor + ahead * DAY if context.direction > 0 else anchor - back * DAY


def weekday(m: Match, context: Context) -> Value | None:
    """A day of the week, back or ahead as the clause tells."""
    number = m.integer("weekday")
    if not number or not (m.groups.get("weekday") or "")[:1].isupper():
        return None
    date = _weekday_near(number, context, m.text("which") or "")
    part = m.string("daypart")
    return Value(
        "DATE" if not part else "TIME", f"{date}T{part}" if part else str(date), intervals.day(date)
    )


def weekday_range(m: Match, context: Context) -> Value | None:
    """From one day of the week to another."""
    first, last = m.integer("weekday"), m.integer("weekday", "_2")
    if not first or not last or first == last:
        return None
    if " and " in m.match[0].lower() and not m.match[0].lower().startswith("between"):
        return None
    begin = _weekday_near(first, context, "")
    end = begin + (last - first) % 7 * DAY
    if context.direction < 0 and end > context.anchor:
        begin, end = begin - 7 * DAY, end - 7 * DAY
    return Value("DATE", f"{begin}/{end}", Interval(begin, end))


_WHICH_STEP: Final = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this past": -1,
    "next": 1,
    "coming": 1,
    "following": 1,
    "upcoming": 1,
    "this coming": 1,
}


def weekday_of_week(m: Match, context: Context) -> Value | None:
    """A day of last, this or next week."""
    number, which = m.integer("weekday"), m.text("which")
    if not number or not which:
        return None
    monday = intervals.week(context.anchor).begin
    if monday is None:
        return None
    return _date(monday + (7 * _WHICH_STEP.get(which, 0) + number - 1) * DAY)


def week_from_weekday(m: Match, context: Context) -> Value | None:
    """A week after the coming day of that name."""
    number = m.integer("weekday")
    return _date(_weekday_near(number, context, "next") + 7 * DAY) if number else None


_DEICTIC: Final = {
    "today": 0,
    "tonight": 0,
    "yesterday": -1,
    "overnight": 0,
    "tomorrow": 1,
    "the day after tomorrow": 2,
    "the day before yesterday": -2,
}


def deictic_day(m: Match, context: Context) -> Value | None:
    """Today, yesterday, tomorrow."""
    word = m.text("word") or ""
    date = context.anchor + _DEICTIC[re.sub(r"\s", " ", word)] * DAY
    part = "NI" if word in ("tonight", "overnight") else m.string("daypart")
    if part:
        return Value("TIME", f"{date}T{part}", intervals.day(date))
    return _date(date)


def this_daypart(m: Match, context: Context) -> Value | None:
    """This morning, last night."""
    date = context.anchor - (m.text("which") == "last") * DAY
    return Value("TIME", f"{date}T{m.string('daypart')}", intervals.day(date))


def weekend(m: Match, context: Context) -> Value | None:
    """A Saturday and Sunday."""
    which = (m.text("which") or "").removeprefix("the ")
    monday = intervals.week(context.anchor).begin
    if monday is None:
        return None
    step = _WHICH_STEP.get(which, 0)
    if which in ("past", "this past") and context.anchor.isoweekday() >= 6:
        step = 0
    if which in ("", "the") and context.direction < 0 and context.anchor.isoweekday() < 6:
        step = -1
    if which in ("coming", "this coming") and context.anchor.isoweekday() < 6:
        step = 0
    monday += 7 * step * DAY
    return Value("DATE", intervals.week_value(monday) + "-WE", intervals.weekend(monday))


def _unit_at(unit: str, anchor: dt.date, step: int) -> tuple[str, Interval] | None:
    """Return the TIMEX3 value and days of the unit ``step`` units from the anchor's."""
    if unit in ("D", "N"):
        date = anchor + step * DAY
        return str(date), intervals.day(date)
    if unit in ("W", "F"):
        date = anchor + 7 * step * DAY
        return intervals.week_value(date), intervals.week(date)
    if unit == "WE":
        date = anchor + 7 * step * DAY
        return intervals.week_value(date) + "-WE", intervals.weekend(date)
    if unit == "MO":
        date = intervals.shift_months(anchor, step)
        return f"{date:%Y-%m}", intervals.month(date.year, date.month)
    if unit == "Q":
        date = intervals.shift_months(anchor, 3 * step)
        number = (date.month - 1) // 3 + 1
        return f"{date.year}-Q{number}", intervals.months(date.year, 3 * number - 2, 3)
    if unit == "Y":
        return str(anchor.year + step), intervals.year(anchor.year + step)
    if unit == "DE":
        first = anchor.year // 10 * 10 + 10 * step
        return str(first // 10), intervals.year(first, 10)
    if unit == "CE":
        first = (anchor.year - 1) // 100 * 100 + 1 + 100 * step
        return f"{first // 100:02d}", intervals.year(first, 100)
    return None


def relative_unit(m: Match, context: Context) -> Value | None:
    """This, last or next week, month, year and so on, or a part of it."""
    unit, which = m.string("unit"), m.text("which")
    if not unit or not which or unit in ("S", "M", "H"):
        return None
    step = _WHICH_STEP.get(which, 0)
    base = context.anchor
    if which in ("following", "previous", "same", "that"):
        base = context.told or context.anchor
    found = _unit_at(unit, base, step)
    if not found:
        return None
    value, days = found
    mod, within = m.string("part"), m.text("within")
    if step == 0 and within in ("later", "late") and which != "same":
        days, mod = Interval(context.anchor, days.end), "END" if within == "late" else None
    elif step == 0 and within in ("earlier",):
        days = Interval(days.begin, context.anchor)
    elif within == "early":
        mod, days = "START", intervals.part(days, "START")
    elif within == "late":
        mod, days = "END", intervals.part(days, "END")
    elif mod:
        days = intervals.part(days, mod)
    if part := m.string("daypart"):
        return Value("TIME", f"{value}T{part}", days)
    return Value("DATE", value, days, mod)


def part_of_unit(m: Match, context: Context) -> Value | None:
    """The beginning, middle or end of the running unit."""
    unit, mod = m.string("unit"), m.string("part")
    found = _unit_at(unit, context.anchor, 0) if unit and unit not in "SMH" else None
    after = m.match.string[m.match.end() : m.match.end() + 4]
    if not found or after.startswith(" of"):
        return None
    value, days = found
    if unit == "D":
        return Value("DATE", value, days, mod)
    return Value("DATE", value, intervals.part(days, mod), mod)


def unit_end(m: Match, context: Context) -> Value | None:
    """Year-end, month's end."""
    unit = {"year": "Y", "month": "MO", "week": "W"}[m.text("word") or "year"]
    found = _unit_at(unit, context.anchor, 0)
    return _date(found[1].end, None) if found and found[1].end else None


def _plus(anchor: dt.date, unit: str, amount: float) -> dt.date:
    """Move a day by an amount of a unit; hours round up to days."""
    if unit in _DAYS:
        return anchor + round(amount * _DAYS[unit]) * DAY
    if unit in _MONTHS:
        if amount == int(amount):
            return intervals.shift_months(anchor, int(amount) * _MONTHS[unit])
        return anchor + round(amount * _MONTHS[unit] * 30.44) * DAY
    hours = amount * {"H": 1, "M": 1 / 60, "S": 1 / 3600}[unit]
    return anchor + (int(hours // 24) if hours >= 0 else -int(-hours // 24)) * DAY


def _reach(anchor: dt.date, unit: str, sign: int) -> dt.date:
    """How far "several" of a unit reaches from a day."""
    if unit in _VAGUE_MONTHS:
        return intervals.shift_months(anchor, sign * _VAGUE_MONTHS[unit])
    return anchor + sign * _VAGUE[unit] * DAY


def _period(unit: str, amount: float | None) -> str:
    """Return the ISO 8601 duration; X where the number is vague."""
    letter = {"MO": "M", "N": "D", "F": "W", "WE": "WE", "Q": "Q", "DE": "DE", "CE": "CE"}.get(
        unit, unit
    )
    if amount is not None and unit == "F":
        amount *= 2
    number = "X" if amount is None else f"{amount:g}"
    return f"PT{number}{letter}" if unit in ("H", "M", "S") else f"P{number}{letter}"


def _window(m: Match, context: Context, unit: str) -> Value:
    amount = m.amount()
    plural = (m.groups.get("unit") or "").lower().endswith("s")
    if amount is None and not m.vague() and not plural:
        amount = 1.0
    end = _reach(context.anchor, unit, 1) if amount is None else _plus(context.anchor, unit, amount)
    mod = m.string("approx") or (
        "APPROX" if amount is None or "or so" in m.match[0].lower() else None
    )
    return Value(
        "DURATION", _period(unit, amount), Interval(context.anchor, end), mod, forward=True
    )


def within(m: Match, context: Context) -> Value | None:
    """A window that opens now: within two weeks, in three days."""
    unit = m.string("unit")
    if not unit:
        return None
    plain = m.match[0].lower().startswith("in ") and not m.text("which")
    if plain and (m.amount() is None or (m.of("number") == 1 and m.match[0].lower()[3:4] != "a")):
        return None
    if context.direction < 0:
        if not plain and m.match[0].lower().startswith("within"):
            base = context.told or context.anchor
            unit_end_ = _plus(base, unit, m.amount() or 1.0)
            return Value("DURATION", _period(unit, m.amount()), Interval(base, unit_end_))
        return Value("DURATION", _period(unit, m.amount())) if plain else None
    return _window(m, context, unit)


def next_units(m: Match, context: Context) -> Value | None:
    """A window that opens now: over the next two weeks, in the coming days."""
    unit = m.string("unit")
    counted = m.amount() is not None or m.vague()
    plural = (m.groups.get("unit") or "").lower().endswith("s")
    return _window(m, context, unit) if unit and (counted or plural) else None


def past_units(m: Match, context: Context) -> Value | None:
    """A window that closes now: in the past three months, in recent weeks."""
    unit, which = m.string("unit"), m.text("which")
    amount = m.amount()
    plural = (m.groups.get("unit") or "").lower().endswith("s")
    if not unit or (amount is None and not plural):
        return None
    if amount is None:
        return Value("DATE", "PAST_REF", Interval(None, context.anchor), "APPROX")
    if which == "recent":
        return None
    begin = _plus(context.anchor, unit, -amount)
    return Value("DURATION", _period(unit, amount), Interval(begin, context.anchor))


def _stepped(unit: str, base: dt.date, amount: float) -> Value | None:
    """A date some units from another: as coarse as its unit, but for counted weeks."""
    if unit in ("S", "M", "H"):
        date = _plus(base, unit, amount)
        return Value("DATE", str(date), intervals.day(date))
    if unit in ("DE", "CE") or amount != int(amount):
        date = _plus(base, unit, amount)
        days = intervals.year(date.year) if unit in ("Y", "DE", "CE") else intervals.day(date)
        return Value(
            "DATE", str(date.year) if unit in ("Y", "DE", "CE") else str(date), days, "APPROX"
        )
    found = _unit_at(unit, base, int(amount) * (2 if unit == "F" else 1))
    return Value("DATE", found[0], found[1]) if found else None


def ago(m: Match, context: Context) -> Value | None:
    """So many units before the anchor."""
    unit, amount = m.string("unit"), m.amount()
    if not unit:
        return None
    if amount is None:
        return Value("DATE", "PAST_REF", Interval(None, context.anchor), "APPROX")
    if "and a half" in m.match[0].lower():
        amount += 0.5
    made = _stepped(unit, context.anchor, -amount)
    mod = m.string("approx")
    return made and Value(made.type, made.value, made.days, mod or made.mod)


def from_now(m: Match, context: Context) -> Value | None:
    """So many units after the anchor."""
    unit, amount = m.string("unit"), m.amount()
    if not unit:
        return None
    if amount is None:
        return _window(m, context, unit)
    return _stepped(unit, context.anchor, amount)


def later(m: Match, context: Context) -> Value | None:
    """So many units before or after what was last told."""
    unit, amount, word = m.string("unit"), m.amount(), m.text("word") or ""
    if not unit:
        return None
    back = word in ("earlier", "before", "prior", "previously", "beforehand")
    coarse = unit in ("Y", "DE", "CE")
    base = (context.told_year if coarse else None) or context.told or context.anchor
    if amount is None:
        days = Interval(None, base) if back else Interval(base, None)
        return Value("DATE", "PAST_REF" if back else "FUTURE_REF", days, "APPROX")
    return _stepped(unit, base, -amount if back else amount)


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
    return Value("DURATION", _period(unit, amount), Interval(), m.string("approx"))


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
    return Value("SET", _period(unit, float(count or (2 if "other" in whole else 1))))


def recurring_weekday(m: Match, _: Context) -> Value | None:
    """On Mondays."""
    number = m.integer("weekday")
    return Value("SET", f"XXXX-WXX-{number}") if number else None


def present(_: Match, context: Context) -> Value | None:
    """Now."""
    return Value("DATE", "PRESENT_REF", intervals.day(context.anchor))


def past(_: Match, context: Context) -> Value | None:
    """At some time before now."""
    return Value("DATE", "PAST_REF", Interval(None, context.anchor))


def future(_: Match, context: Context) -> Value | None:
    """At some time from now on."""
    return Value("DATE", "FUTURE_REF", Interval(context.anchor, None), forward=True)


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
        date = _weekday_near(number, context, "")
    else:
        date = context.anchor + _DEICTIC.get(m.text("deictic") or "today", 0) * DAY
    return Value("TIME", f"{date}T{hour:02d}:{minute:02d}", intervals.day(date))


def anaphoric(m: Match, context: Context) -> Value | None:
    """The next morning: counted from what was last told."""
    base = context.told or context.anchor
    return _date(base - DAY if m.text("which") == "previous" else base + DAY)


CONSTRUCTORS: Final[dict[str, Constructor]] = {
    f.__name__: f
    for f in (
        calendar_day, numeric_date, day_range, month_range, month, year, year_range, decade,
        century, holiday, season, quarter, fiscal_year, weekday, weekday_range,
        weekday_of_week, week_from_weekday, deictic_day, this_daypart, weekend,
        relative_unit, part_of_unit, unit_end, within, next_units, past_units, ago,
        from_now, later, running, duration, recurring, recurring_weekday, present, past,
        future, clock, anaphoric,
    )
}  # fmt: skip
