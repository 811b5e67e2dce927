"""Constructors of windows and steps: within two weeks, three days ago, a day earlier."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from diurna.syntax.lexicon import words
from diurna.when import intervals
from diurna.when.intervals import Interval
from diurna.when.relative import unit_at
from diurna.when.values import DAY, Context, Match, Value, quarter_of

_LETTERS: Final = {
    "MO": (1, "M"), "N": (1, "D"), "F": (2, "W"), "DE": (10, "Y"), "CE": (100, "Y"),
}  # fmt: skip
_DAYS: Final = {"D": 1, "N": 1, "W": 7, "F": 14, "WE": 7}
_MONTHS: Final = {"MO": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_VAGUE: Final = {"S": 0, "M": 0, "H": 1, "D": 7, "N": 7, "W": 42, "F": 42, "WE": 42}
"""How many days "several" of a unit reaches at the most, for windows."""
_VAGUE_MONTHS: Final = {"MO": 6, "Q": 12, "Y": 60, "DE": 360, "CE": 1200}
_BACK: Final = words("told_back")


def moved(anchor: dt.date, unit: str, amount: float) -> dt.date:
    """Move a day by an amount of a unit; hours round up to days."""
    if unit in _DAYS:
        return anchor + round(amount * _DAYS[unit]) * DAY
    if unit in _MONTHS:
        if amount == int(amount):
            return intervals.shift_months(anchor, int(amount) * _MONTHS[unit])
        return anchor + round(amount * _MONTHS[unit] * 30.44) * DAY
    hours = amount * {"H": 1, "M": 1 / 60, "S": 1 / 3600}[unit]
    return anchor + (int(hours // 24) if hours >= 0 else -int(-hours // 24)) * DAY


def reach_of(anchor: dt.date, unit: str, sign: int) -> dt.date:
    """How far "several" of a unit reaches from a day."""
    if unit in _VAGUE_MONTHS:
        return intervals.shift_months(anchor, sign * _VAGUE_MONTHS[unit])
    return anchor + sign * _VAGUE[unit] * DAY


def iso_period(unit: str, amount: float | None) -> str:
    """Return the ISO 8601 duration; X where the number is vague. Decades count in years."""
    times, letter = _LETTERS.get(unit, (1, unit))
    clock = "T" if unit in _FINER and unit != "Y" else ""
    if amount is None:
        return f"P{clock or ('T' if unit == 'S' else '')}X{letter}"
    if unit in _FINER and amount % 1 == 0.5 and amount > 1:
        count, finer = _FINER[unit]
        return f"P{clock}{int(amount)}{letter}{count}{finer}"
    if unit == "H" and amount == 0.5:
        return "PT30M"
    whole = amount * times
    printed = f"{whole:.0f}" if whole == int(whole) else f"{whole:g}"
    return f"P{clock or ('T' if unit == 'S' else '')}{printed}{letter}"


_FINER: Final = {"Y": (6, "M"), "H": (30, "M"), "M": (30, "S")}
"""What half a unit is written as."""


def period_of(m: Match) -> str:
    """Return the ISO 8601 duration that a match counts."""
    unit = m.string("unit")
    return iso_period(unit, m.amount()) if unit else "PXX"


def window_from(m: Match, context: Context, unit: str) -> Value:
    """Return the window that opens at the anchor and lasts what the match says."""
    amount = m.amount()
    if amount is None and not m.vague() and not m.plural():
        amount = 1.0
    end = reach_of(context.anchor, unit, 1)
    if amount is not None:
        end = moved(context.anchor, unit, m.high() or amount)
    mod = m.string("approx") or (
        "APPROX" if amount is None or "or so" in m.match[0].lower() else None
    )
    sooner = moved(context.anchor, unit, 2) if amount is None else None
    days = Interval(context.anchor, end, earliest_end=sooner)
    return Value("DURATION", iso_period(unit, amount), days, mod)


_LOOKING_BACK_WORDS: Final = "|".join(sorted(words("looking_back")))
_SUPERLATIVE: Final = re.compile(rf"\b(?:{_LOOKING_BACK_WORDS})\b[^.;:!?]*\s$", re.IGNORECASE)
"""What goes before "in four years" where it looks back: the highest in four years."""


def within(m: Match, context: Context) -> Value | None:
    """A window that opens now: within two weeks, in three days."""
    unit = m.string("unit")
    if not unit:
        return None
    whole = m.match[0].lower()
    if m.text("which") and m.amount() is None and not m.plural() and " the " not in whole:
        return None
    bounded = m.string("approx") == "LESS_THAN"
    plain = whole.startswith("in ") and not m.text("which")
    if plain and _SUPERLATIVE.search(m.match.string, max(0, m.match.start() - 60), m.match.start()):
        return Value("DURATION", iso_period(unit, m.amount()))
    if plain and (m.amount() is None or (m.of("number") == 1 and whole[3:4] != "a")):
        return None
    if context.direction < 0:
        if not plain and whole.startswith("within"):
            base = context.told or context.anchor
            unit_end_ = moved(base, unit, m.amount() or 1.0)
            return Value("DURATION", iso_period(unit, m.amount()), Interval(base, unit_end_))
        return Value("DURATION", iso_period(unit, m.amount())) if plain else None
    if plain and not bounded and m.amount() is not None and m.high() == m.amount():
        made = stepped(unit, context.anchor, m.amount() or 1.0)
        mod = m.string("approx") or ("APPROX" if "or so" in whole else None)
        return made and Value("DURATION", iso_period(unit, m.amount()), made.days, mod)
    return window_from(m, context, unit)


def next_units(m: Match, context: Context) -> Value | None:
    """A window that opens now: over the next two weeks, in the coming days."""
    unit = m.string("unit")
    if whole := m.string("unit", "_3"):
        days = Interval(context.anchor, moved(context.anchor, whole, 1))
        return Value("DURATION", iso_period(whole, 1), days)
    counted = m.amount() is not None or m.vague()
    return window_from(m, context, unit) if unit and (counted or m.plural()) else None


def past_units(m: Match, context: Context) -> Value | None:
    """A window that closes now: in the past three months, in recent weeks."""
    unit, which = m.string("unit"), m.text("which")
    amount = m.amount()
    if not unit or (amount is None and not m.plural()):
        return None
    if amount is None:
        latest = moved(context.anchor, unit, -2)
        days = Interval(reach_of(context.anchor, unit, -1), context.anchor, latest_begin=latest)
        return Value("DATE", "PAST_REF", days, "APPROX")
    if which == "recent":
        return None
    begin = moved(context.anchor, unit, -amount)
    return Value("DURATION", iso_period(unit, amount), Interval(begin, context.anchor))


def stepped(unit: str, base: dt.date, amount: float) -> Value | None:
    """A date some units from another: as coarse as its unit, but for counted weeks."""
    if unit in ("S", "M", "H"):
        date = moved(base, unit, amount)
        return Value("DATE", str(date), intervals.day(date))
    if unit in ("DE", "CE") or amount != int(amount):
        date = moved(base, unit, amount)
        days = intervals.year(date.year) if unit in ("Y", "DE", "CE") else intervals.day(date)
        return Value(
            "DATE", str(date.year) if unit in ("Y", "DE", "CE") else str(date), days, "APPROX"
        )
    found = unit_at(unit, base, int(amount) * (2 if unit == "F" else 1))
    return Value("DATE", found[0], found[1]) if found else None


def past_unit(m: Match, context: Context) -> Value | None:
    """The one unit that closes now: over the past decade, for the last year."""
    unit = m.string("unit")
    if not unit or unit in ("S", "M"):
        return None
    begin = moved(context.anchor, unit, -1)
    return Value("DURATION", iso_period(unit, 1), Interval(begin, context.anchor))


def bare_units(m: Match, _: Context) -> Value | None:
    """For years, in weeks: a length without a number."""
    unit = m.string("unit")
    return Value("DURATION", iso_period(unit, None)) if unit and unit != "S" else None


def _quarter_back(value: str) -> Value:
    """Return the same quarter a year before: what "a year ago" means beside one."""
    return quarter_of(int(value[:4]) - 1, int(value[-1]))


def year_earlier(_: Match, context: Context) -> Value | None:
    """Of the year before, as figures are compared."""
    if context.quarter:
        return _quarter_back(context.quarter)
    year = context.anchor.year - 1
    return Value("DATE", str(year), intervals.year(year))


def ago(m: Match, context: Context) -> Value | None:
    """So many units before the anchor."""
    unit, amount = m.string("unit"), m.amount()
    if not unit or (amount is None and not m.vague() and not m.plural()):
        return None
    if amount is None:
        days = Interval(reach_of(context.anchor, unit, -1), context.anchor)
        return Value("DATE", "PAST_REF", days, "APPROX")
    if context.quarter and unit == "Y" and amount == 1:
        return _quarter_back(context.quarter)
    made = stepped(unit, context.anchor, -amount)
    mod = m.string("approx")
    if made and mod == "LESS_THAN":
        days = Interval(moved(context.anchor, unit, -amount), context.anchor)
        return Value(made.type, made.value, days, mod)
    return made and Value(made.type, made.value, made.days, mod or made.mod)


def from_now(m: Match, context: Context) -> Value | None:
    """So many units after the anchor."""
    unit, amount = m.string("unit"), m.amount()
    if not unit:
        return None
    if amount is None:
        return window_from(m, context, unit)
    if unit == "W" and "today" in m.match[0].lower():
        unit, amount = "D", 7 * amount
    made = stepped(unit, context.anchor, amount)
    if made and m.string("approx") == "LESS_THAN":
        days = Interval(context.anchor, moved(context.anchor, unit, amount))
        return Value(made.type, made.value, days, "LESS_THAN")
    return made


def later(m: Match, context: Context) -> Value | None:
    """So many units before or after what was last told."""
    unit, amount, word = m.string("unit"), m.amount(), m.text("word") or ""
    if not unit or (amount is None and not m.vague() and not m.plural()):
        return None
    back = word in _BACK
    if context.quarter and unit == "Y" and amount == 1 and back:
        return _quarter_back(context.quarter)
    coarse = unit in ("Y", "DE", "CE")
    base = (context.told_year if coarse else None) or context.told or context.anchor
    if amount is None:
        reach = reach_of(base, unit, -1 if back else 1)
        days = Interval(reach, base) if back else Interval(base, reach)
        return Value("DATE", "PAST_REF" if back else "FUTURE_REF", days, "APPROX")
    made = stepped(unit, base, -amount if back else amount)
    if made and m.string("approx") == "LESS_THAN":
        edge = moved(base, unit, -amount if back else amount)
        return Value(made.type, made.value, Interval(min(base, edge), max(base, edge)), "LESS_THAN")
    return made
