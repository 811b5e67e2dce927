"""What expressions are by themselves, and what kind of text they stand in."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from diurna.syntax.lexicon import words
from diurna.when.joins import Found, evaluate
from diurna.when.values import Context

_QUARTER: Final = re.compile(r"\d{4}-Q\d")
_HERE: Final = frozenset(
    {"today", "this-morning", "weekday", "weekend", "ago", "from-now", "past-unit", "past-units",
     "next-units", "year-earlier"}
)  # fmt: skip
_HERE_WHICH: Final = words("here_which")


def pointing(found: Sequence[Found]) -> int:
    """Count the expressions that point from where a text is written: Tuesday, last month."""
    return sum(
        f.rule.name in _HERE
        or (f.rule.name == "relative-unit" and f.match.text("which") in _HERE_WHICH)
        for f in found
    )


def is_absolute(item: Found) -> bool:
    """Say whether the words fix the days by themselves."""
    if item.join:
        return is_absolute(item.join.left) or is_absolute(item.join.right)
    return item.dated or item.rule.name in _ABSOLUTE


def is_anaphoric(item: Found) -> bool:
    """Say whether the words count from what was told last: the next day, that month."""
    if item.join:
        return is_anaphoric(item.join.left) or is_anaphoric(item.join.right)
    which = item.match.text("which")
    if which == "next" and item.match.text("the"):
        return True
    return item.rule.name in _ANAPHORIC or which in _TOLD_WHICH


def is_deictic(item: Found) -> bool:
    """Say whether the words point from where they are said: today, last night, now."""
    if item.join:
        return is_deictic(item.join.left) or is_deictic(item.join.right)
    return item.rule.name in _DEICTIC_RULES


_DEICTIC_RULES: Final = frozenset(
    {"today", "this-morning", "now", "recently", "soon", "vague-adjective", "from-now", "ago"}
)
_ABSOLUTE: Final = frozenset({"spelled-year", "bc", "century", "numeric-date", "iso-date"})
_ANAPHORIC: Final = frozenset({"later", "anaphoric-day", "day-before"})
_TOLD_WHICH: Final = words("told_which")


def sign_kind(item: Found) -> str:
    """Return what signs call an expression: of a range or a part, what it is made of."""
    if item.join and item.join.rule.make in ("range", "narrow", "both", "unit", "shift"):
        return sign_kind(item.join.right)
    return _LIKE.get(item.name) or item.kind or item.name


_LIKE: Final = {
    "weekday-range": "weekday", "month-to-month": "month", "month-days": "day",
    "days-month": "day", "month-day-to-month-day": "day",
}  # fmt: skip


_FAR: Final = 9999
_FEW, _MANY = 4, 12
"""Dates far from the day of publication, or dates at all, that make a story of a text."""


def is_story(found: list[Found], published: dt.date) -> bool:
    """Say whether a text tells of other years than its own: a background piece, a history."""
    trial = Context(published)
    values = [evaluate(f, trial) for f in found if f.dated]
    years = [abs(v.days.begin.year - published.year) for v in values if v and v.days.begin]
    years += [_FAR for v in values if v and v.value.startswith("BC")]
    far, here = sum(y >= _FEW for y in years), pointing(found)
    if far >= _FEW and far > 2 * (len(years) - far) and far > 4 * here:
        return True
    return len(years) >= _MANY and len(years) > 6 * here


def years_named(found: list[Found], published: dt.date) -> list[tuple[int, int]]:
    """Return where a text names years, by word, and which."""
    values = ((f.begin, evaluate(f, Context(published))) for f in found if f.dated)
    return [(at, v.days.begin.year) for at, v in values if v and v.days.begin]


def common_quarter(found: list[Found], published: dt.date) -> str | None:
    """Return the quarter past that a text speaks of most: business pages compare with it."""
    trial = Context(published, -1)
    values = (evaluate(f, trial) for f in found if f.kind == "quarter")
    named = Counter(
        v.value
        for v in values
        if v and _QUARTER.fullmatch(v.value) and v.days.end and v.days.end <= published
    )
    return max(named, key=lambda q: (named[q], q), default=None)
