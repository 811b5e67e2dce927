"""What two neighbours mean together: each way of joining, and the reading of the whole."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from diurna.record import TimeType
from diurna.syntax.lexicon import kinds, words
from diurna.when import intervals
from diurna.when.constructors import CONSTRUCTORS
from diurna.when.grammar import JoinRule, Rule
from diurna.when.intervals import Interval
from diurna.when.parts import DAWN
from diurna.when.relative import unit_at
from diurna.when.values import DAY, Context, Match, Value
from diurna.when.windows import iso_period, moved, stepped

_BACK: Final = words("counted_back")


@dataclass(frozen=True, slots=True)
class Found:
    """A match that waits for its clock: words ``begin`` to ``end`` (half-open).

    Attributes:
        direction: Which way its clause points, as `tense.direction` says.
        signal: The form of its clause, as `tense.signal` says.
        outright: Whether it dates a verb that tells of the past, as `tense.outright` says.
        rule: The rule that matched; of a joined one, that of the part that leads.
        join: How two neighbours were joined, and the two; None for a plain match.
    """

    rule: Rule
    match: Match
    begin: int
    end: int
    direction: int = 0
    signal: str = "none"
    outright: bool = False
    join: Join | None = None

    @property
    def kind(self) -> str:
        """What joins know it by."""
        return (self.join.rule.kind if self.join else "") or self.rule.kind

    @property
    def name(self) -> str:
        """The name of its rule or join."""
        return self.join.rule.name if self.join else self.rule.name

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the rules and joins it is made of."""
        if not self.join:
            return (self.rule.name,)
        return (self.join.rule.name, *self.join.left.parts, *self.join.right.parts)

    @property
    def depth(self) -> int:
        """How many joins deep it is."""
        return 1 + max(self.join.left.depth, self.join.right.depth) if self.join else 0

    @property
    def dated(self) -> bool:
        """Whether its words fix the year."""
        if self.join:
            return self.join.left.dated or self.join.right.dated
        return self.match.groups.get("year") is not None


@dataclass(frozen=True, slots=True)
class Join:
    """Two neighbours and how they were joined."""

    rule: JoinRule
    left: Found
    right: Found


def evaluate(found: Found, context: Context) -> Value | None:
    """Return what a match means in a context, or None where it means nothing there."""
    try:
        if found.join:
            return MAKERS[found.join.rule.make](found.join.left, found.join.right, context)
        return CONSTRUCTORS[found.rule.make](found.match, context)
    except (OverflowError, ValueError):
        return None


def _inside(inner: Found, outer: Found, context: Context) -> Value | None:
    """Read one within the days of the other: May of next year."""
    larger = evaluate(outer, context)
    if larger is None:
        return None
    if larger.value.startswith("BC"):
        part = evaluate(inner, context)
        return part and Value("DATE", larger.value + part.value[4:], mod=part.mod)
    days = larger.days
    if days.begin is None or days.end is None:
        return None
    narrowed = Context(days.begin, within=days, quarter=context.quarter)
    made = evaluate(inner, narrowed)
    return made if made and (not made.days.begin or made.days.overlaps(days)) else None


def _holding(outer: Found, inner: Found, context: Context) -> Value | None:
    """Read the second within the days of the first: next year's first quarter."""
    return _inside(inner, outer, context)


def _same(_: Found, whole: Found, context: Context) -> Value | None:
    """Keep the second, which says more: Monday, 4 March."""
    return evaluate(whole, context)


def _mod_of(m: Match) -> str:
    for mod in ("start", "mid", "end"):
        if m.text(mod) or m.text(mod + "2"):
            return mod.upper()
    return "START"


def _narrow(part: Found, whole: Found, context: Context) -> Value | None:
    """Take the beginning, middle or end of a time."""
    value = evaluate(whole, context)
    if value is None or value.mod or value.days.begin is None or value.type == "DURATION":
        return None
    mod = _mod_of(part.match)
    if value.days.begin == value.days.end:
        return dataclasses.replace(value, mod=mod)
    return Value(value.type, value.value, intervals.part(value.days, mod), mod)


def _unit(holder: Found, day: Found, context: Context) -> Value | None:
    """Return the week that holds a day, or its morning."""
    value = evaluate(day, context)
    date = value.days.begin if value else None
    if value is None or date is None or (value.days.days or 9) > _NIGHT:
        return None
    if unit := holder.match.text("week"):
        found = unit_at(kinds("unit_codes")[unit], date, 0)
        return Value("DATE", found[0], found[1]) if found else None
    part = holder.match.string("daypart") or DAWN.get(holder.match.text("dawn") or "", "MO")
    return Value("TIME", f"{date}T{part}", Interval(date, value.days.end))


_NIGHT: Final = 2
"""A night may be that of two days: the night of 3-4 May."""


def _shift(step: Found, base: Found, context: Context) -> Value | None:
    """Count so many units before or after a time."""
    return _stepped(step, base, context, step.match.text("word") or "")


def _next(weekday: Found, base: Found, context: Context) -> Value | None:
    """Return the first such weekday after a day: the Friday after Thanksgiving."""
    value = evaluate(base, context)
    if value is None or value.days.end is None:
        return None
    week = Interval(value.days.end + DAY, value.days.end + 7 * DAY)
    return evaluate(weekday, Context(value.days.end + DAY, within=week))


def _after(length: Found, base: Found, context: Context) -> Value | None:
    """Count a length from a day that comes: three days from Monday."""
    ahead = dataclasses.replace(context, direction=1)
    return _stepped(length, base, ahead, "after")


def _stepped(step: Found, base: Found, context: Context, word: str) -> Value | None:
    value = evaluate(base, context)
    unit, amount = step.match.string("unit"), step.match.amount()
    if value is None or not unit or word not in ("before", "after"):
        return None
    edge = value.days.begin if word == "before" else value.days.end
    if edge is None:
        return None
    if amount is None:
        if word == "before":
            return Value("DATE", "PAST_REF", Interval(None, edge - DAY), "APPROX")
        return Value("DATE", "FUTURE_REF", Interval(edge + DAY, None), "APPROX")
    if unit in _WEEKS and value.days.days == 1:
        unit, amount = "D", amount * _WEEKS[unit]
    return stepped(unit, edge, -amount if word == "before" else amount)


_WEEKS: Final = {"W": 7, "F": 14}
"""Days of units that lead from one day to another."""


def _range(left: Found, right: Found, context: Context) -> Value | None:
    """Run from one time to another; the end that fixes the year is read first."""
    if (
        left.kind != right.kind
        and "present" not in (left.kind, right.kind)
        and {left.kind, right.kind} not in _MIXED
    ):
        return None
    if right.dated and not left.dated:
        last = evaluate(right, context)
        if last is None or last.days.begin is None:
            return None
        month = intervals.month(last.days.begin.year, last.days.begin.month)
        within = month if left.rule.latent else None
        first = evaluate(
            left,
            dataclasses.replace(
                context, anchor=last.days.begin, direction=-1, within=within, narrative=False
            ),
        )
    else:
        first = evaluate(left, context)
        last = _end_after(first, right, context)
        late = last and last.days.end and last.days.end > context.anchor
        if first and first.days.begin and late and context.direction < 0 and not left.dated:
            earlier = dataclasses.replace(context, anchor=first.days.begin - DAY)
            first = evaluate(left, earlier)
            last = _end_after(first, right, context)
    if not first or not last or not _in_order(first, last):
        return None
    kind: TimeType = "TIME" if "TIME" in (first.type, last.type) else "DATE"
    days = Interval(first.days.begin, last.days.end)
    return Value(kind, f"{first.value}/{last.value}", days)


_MIXED: Final = (
    {"day", "month"}, {"day", "weekday"}, {"year", "month"}, {"year", "day"}, {"day", "unit"},
    {"unit", "month"}, {"unit", "year"}, {"weekday", "unit"}, {"season", "month"},
)  # fmt: skip


def _end_after(first: Value | None, right: Found, context: Context) -> Value | None:
    if first is None or first.days.begin is None:
        return None
    if right.kind in ("present", "clock", "unit"):
        return evaluate(right, context)
    return evaluate(right, dataclasses.replace(context, anchor=first.days.begin, direction=1))


def _in_order(first: Value, last: Value) -> bool:
    if first.days.begin is None or last.days.end is None or first.value == last.value:
        return False
    if first.days.begin == last.days.begin and first.days.end == last.days.end:
        return first.type == "TIME" and first.value < last.value
    return first.days.begin < last.days.end


def _sum(left: Found, right: Found, context: Context) -> Value | None:
    """Add a shorter length to a longer one, or to a step: two years and three months ago."""
    unit, amount = left.match.string("unit"), left.match.amount()
    finer, count = right.match.string("unit"), right.match.amount()
    if not unit or not finer or amount is None or count is None:
        return None
    if unit not in _LENGTHS or finer not in _LENGTHS or _LENGTHS[unit] >= _LENGTHS[finer]:
        return None
    if right.kind == "length":
        first, last = iso_period(unit, amount), iso_period(finer, count)
        rest = last[2:] if "T" in first and last.startswith("PT") else last[1:]
        return Value("DURATION", first + rest)
    ago = right.kind == "ago" or right.match.text("word") in _BACK
    base = context.anchor if right.kind == "ago" else context.told or context.anchor
    sign = -1 if ago else 1
    date = moved(moved(base, unit, sign * amount), finer, sign * count)
    return Value("DATE", str(date), intervals.day(date))


_LENGTHS: Final = {unit: rank for rank, unit in enumerate(("Y", "MO", "W", "D", "H", "M", "S"))}


def _both(left: Found, right: Found, context: Context) -> Value | None:
    """Name two neighbours of one year: May and June 2024."""
    if left.dated or not right.dated:
        return None
    made = _range(left, right, context)
    return made if made and (made.days.days or 0) <= _TWO_SEASONS else None


_TWO_SEASONS: Final = 190

MAKERS: Final[dict[str, Callable[[Found, Found, Context], Value | None]]] = {
    "inside": _inside,
    "holding": _holding,
    "same": _same,
    "narrow": _narrow,
    "unit": _unit,
    "shift": _shift,
    "after": _after,
    "next": _next,
    "range": _range,
    "both": _both,
    "sum": _sum,
}
