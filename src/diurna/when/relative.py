"""Constructors of days and units counted from the anchor: Thursday, next week, this year."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import Final

from diurna.syntax.lexicon import kinds, numbers, words
from diurna.when import intervals
from diurna.when.intervals import Interval
from diurna.when.values import DAY, Context, Match, Value, on_day, quarter_of

_TOLD_BARE: Final = words("told_bare")


def weekday_near(weekday: int, context: Context, which: str) -> dt.date:
    """Return the day of the week that is meant: back, ahead, or as "last" and "next" say."""
    anchor = context.anchor
    if context.within:
        return anchor + (weekday - anchor.isoweekday()) % 7 * DAY
    back = (anchor.isoweekday() - weekday) % 7
    ahead = (weekday - anchor.isoweekday()) % 7
    if which.startswith("last") or "past" in which or "previous" in which:
        return anchor - (back if back > 1 else back + 7) * DAY
    if which.endswith("next") or "coming" in which or "following" in which:
        return anchor + (ahead or 7) * DAY
    if which.startswith("this"):
        return anchor + (weekday - anchor.isoweekday()) * DAY
    return anchor + ahead * DAY if context.direction > 0 else anchor - back * DAY


def weekday(m: Match, context: Context) -> Value | None:
    """A day of the week, back or ahead as the clause tells."""
    number = m.integer("weekday")
    if not number or not (m.groups.get("weekday") or "")[:1].isupper():
        return None
    which = m.text("which") or ""
    if which in _TOLD and context.told and not context.within:
        context = dataclasses.replace(context, anchor=context.told)
    date = weekday_near(number, context, which)
    part = m.string("daypart")
    return Value(
        "DATE" if not part else "TIME", f"{date}T{part}" if part else str(date), intervals.day(date)
    )


_TOLD: Final = words("told_the")


def weekday_range(m: Match, context: Context) -> Value | None:
    """From one day of the week to another."""
    first, last = m.integer("weekday"), m.integer("weekday", "_2")
    if not first or not last or first == last:
        return None
    if " and " in m.match[0].lower() and not m.match[0].lower().startswith("between"):
        return None
    begin = weekday_near(first, context, "")
    end = begin + (last - first) % 7 * DAY
    if context.direction < 0 and end > context.anchor:
        begin, end = begin - 7 * DAY, end - 7 * DAY
    return Value("DATE", f"{begin}/{end}", Interval(begin, end))


WHICH_STEP: Final = numbers("steps")


def weekday_of_week(m: Match, context: Context) -> Value | None:
    """A day of last, this or next week."""
    number, which = m.integer("weekday"), m.text("which")
    if not number or not which:
        return None
    monday = intervals.week(context.anchor).begin
    if monday is None:
        return None
    return on_day(monday + (7 * WHICH_STEP.get(which, 0) + number - 1) * DAY)


def weekday_week(m: Match, context: Context) -> Value | None:
    """A week or a fortnight after a day that comes: Monday week, a week tomorrow."""
    days = 14 if (m.text("length") or m.text("length2")) == "fortnight" else 7
    if word := m.text("word") or m.text("word2"):
        return on_day(context.anchor + (DEICTIC[word] + days) * DAY)
    number = m.integer("weekday")
    return on_day(weekday_near(number, context, "next") + days * DAY) if number else None


def after_next(m: Match, context: Context) -> Value | None:
    """The week after next, the Monday before last: one further than the next or the last."""
    way = 1 if (m.text("word") or "").startswith("after") else -1
    part = m.string("daypart")
    if number := m.integer("weekday"):
        near = weekday_near(number, context, "next" if way > 0 else "last")
        date = near + 7 * way * DAY
        return Value("TIME", f"{date}T{part}", intervals.day(date)) if part else on_day(date)
    if code := m.string("season"):
        return _season_after_next(code, context.anchor, way)
    unit = m.string("unit")
    found = unit_at(unit, context.anchor, 2 * way) if unit and unit not in "SMH" else None
    if found and unit == "N":
        return Value("TIME", f"{found[0]}TNI", found[1])
    return Value("DATE", found[0], found[1]) if found else None


def _season_after_next(code: str, anchor: dt.date, way: int) -> Value:
    """Return the second season of a name to begin after a day, or the second last to end."""
    first = intervals.SEASONS[code]
    options = [intervals.months(anchor.year + n, first, 3) for n in range(-3, 4)]
    if way > 0:
        days = [o for o in options if o.begin and o.begin > anchor][1]
    else:
        days = [o for o in options if o.end and o.end < anchor][-2]
    return Value("DATE", f"{days.begin.year if days.begin else anchor.year}-{code}", days)


_WEEKDAYS: Final = numbers("weekdays")


def weekdays_from_now(m: Match, context: Context) -> Value | None:
    """Two Sundays from now: the second that comes."""
    count = int(m.amount() or 0)
    number = _WEEKDAYS[m.text("weekdays") or "monday"]
    if not count:
        return None
    if m.text("ago"):
        back = (context.anchor.isoweekday() - number) % 7 or 7
        return on_day(context.anchor - (back + 7 * (count - 1)) * DAY)
    ahead = (number - context.anchor.isoweekday()) % 7 or 7
    return on_day(context.anchor + (ahead + 7 * (count - 1)) * DAY)


DEICTIC: Final = numbers("deictic")


def deictic_day(m: Match, context: Context) -> Value | None:
    """Today, yesterday, tomorrow."""
    word = m.text("word") or ""
    date = context.anchor + DEICTIC[re.sub(r"\s", " ", word)] * DAY
    part = "NI" if word in ("tonight", "overnight") else m.string("daypart")
    if part:
        return Value("TIME", f"{date}T{part}", intervals.day(date))
    return on_day(date)


def this_daypart(m: Match, context: Context) -> Value | None:
    """This morning, last night."""
    date = context.anchor - (m.text("which") == "last") * DAY
    return Value("TIME", f"{date}T{m.string('daypart')}", intervals.day(date))


def weekend(m: Match, context: Context) -> Value | None:
    """A Saturday and Sunday."""
    if m.text("which") in _TOLD and context.told:
        return _weekend_from(context.told, m.text("which") != "the previous")
    which = (m.text("which") or "").removeprefix("the ")
    monday = intervals.week(context.anchor).begin
    if monday is None:
        return None
    step = WHICH_STEP.get(which, 0)
    if which in ("past", "this past") and context.anchor.isoweekday() >= 6:
        step = 0
    if which in ("", "the") and context.direction < 0 and context.anchor.isoweekday() < 6:
        step = -1
    if which in ("coming", "this coming") and context.anchor.isoweekday() < 6:
        step = 0
    monday += 7 * step * DAY
    return Value("DATE", intervals.week_value(monday) + "-WE", intervals.weekend(monday))


def _weekend_from(told: dt.date, ahead: bool) -> Value:
    """Return the first weekend after a day that was told, or the last before it."""
    monday = told - told.weekday() * DAY
    if not ahead or told.isoweekday() >= 6:
        monday += 7 * DAY if ahead else -7 * DAY
    return Value("DATE", intervals.week_value(monday) + "-WE", intervals.weekend(monday))


def unit_at(unit: str, anchor: dt.date, step: int) -> tuple[str, Interval] | None:
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
        return date.isoformat()[:7], intervals.month(date.year, date.month)
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
    step = WHICH_STEP.get(which, 0)
    base = context.anchor
    if which in _TOLD_BARE or (which == "next" and m.text("the")):
        coarse = unit not in ("D", "N")
        base = (context.told_year if coarse else None) or context.told or context.anchor
        if which == "next" and coarse and context.direction > 0 and base <= context.anchor:
            base = context.anchor  # "They left. The next week will decide."
    found = unit_at(unit, base, step)
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
    found = unit_at(unit, context.anchor, 0) if unit and unit not in "SMH" else None
    after = m.match.string[m.match.end() : m.match.end() + 4]
    if not found or after.startswith(" of"):
        return None
    value, days = found
    if unit == "D":
        return Value("DATE", value, days, mod)
    return Value("DATE", value, intervals.part(days, mod), mod)


def unit_end(m: Match, context: Context) -> Value | None:
    """Year-end, month's end."""
    unit = kinds("unit_codes")[m.text("word") or "year"]
    found = unit_at(unit, context.anchor, 0)
    return on_day(found[1].end, None) if found and found[1].end else None


def earlier_in(m: Match, context: Context) -> Value | None:
    """Later in the day, earlier in the year: of the unit that was told of."""
    unit, word = m.string("unit"), m.text("within")
    if not unit or unit in ("S", "M", "H"):
        return None
    found = unit_at(unit, context.anchor, 0)
    if not found or not found[1].begin or not found[1].end:
        return None
    value, days = found
    if word in ("early", "late"):
        mod = "START" if word == "early" else "END"
        return Value("DATE", value, intervals.part(days, mod), mod)
    if word == "later":
        return Value("DATE", value, Interval(max(context.anchor, found[1].begin), days.end))
    return Value("DATE", value, Interval(days.begin, min(context.anchor, found[1].end)))


def the_unit(m: Match, context: Context) -> Value | None:
    """For the year: the running one; the quarter is the one that the text speaks of."""
    word, named = m.text("theunit") or "", m.number("year")
    ended = m.match.string[m.match.end() : m.match.end() + 6].lower()
    code = kinds("unit_codes").get(word, "")
    if ended in (" ended", " endin") and code in ("Y", "MO", "W"):
        return Value("DURATION", f"P1{code[0]}")
    if word in ("quarter", "period"):
        if not context.quarter:
            return Value("DATE", str(named), intervals.year(named)) if named else None
        year, number = named or int(context.quarter[:4]), int(context.quarter[-1])
        return quarter_of(year, number)
    if named:
        return None
    found = unit_at(code, context.anchor, 0)
    return Value("DATE", found[0], found[1]) if found else None


def rest_of(m: Match, context: Context) -> Value | None:
    """The rest of the year: from the anchor to its end."""
    unit = m.string("unit")
    found = unit_at(unit, context.anchor, 0) if unit and unit not in "SMH" else None
    return Value("DATE", found[0], Interval(context.anchor, found[1].end)) if found else None
