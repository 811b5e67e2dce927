"""Expressions of time in a reading: found once, resolved against the clock that holds there."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from diurna.language import Reading
from diurna.record import TimeSpan
from diurna.when import windows
from diurna.when.constructors import CONSTRUCTORS
from diurna.when.grammar import Rule, grammar
from diurna.when.intervals import Interval
from diurna.when.tense import direction
from diurna.when.values import Context, Match, Value

_QUARTER: Final = re.compile(r"\d{4}-Q\d")
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")
_DECADE: Final = re.compile(r"(?:1[5-9]|20)\d0['’]?s")
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d|\d{1,2}[ap]m", re.I)
_NUMERIC: Final = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{4}")
_NOT_TIME: Final = frozenset({"Person", "Organization", "Product", "Facility", "Misc"})
_TRIALS: Final = tuple(Context(dt.date(2000, 6, 15), way, quarter="2000-Q1") for way in (-1, 0, 1))
"""Contexts in which a match must mean something, or it is none."""
_HOLIDAY_NOUNS: Final = frozenset(
    {"day", "eve", "week", "weekend", "season", "holiday", "break", "period"}
)
_BEFORE, _AFTER = 8, 7
"""Words around a trigger in which a rule may match."""


@dataclass(frozen=True, slots=True)
class Found:
    """A match that waits for its clock: words ``begin`` to ``end`` (half-open)."""

    rule: Rule
    match: Match
    begin: int
    end: int
    direction: int


@dataclass(frozen=True, slots=True)
class Clock:
    """The day that phrases count from within some characters, and what it is the day of."""

    start: int
    end: int
    day: dt.date
    kind: str = "utterance"


def _triggers(reading: Reading) -> dict[int, set[str]]:
    """Return the words that wake rules, with their classes."""
    table = _class_table()
    out: dict[int, set[str]] = {}
    for index, word in enumerate(reading.words):
        lower = word.lower().rstrip(".") or word
        classes = table.get(lower)
        if classes:
            out[index] = set(classes)
        elif lower[0].isdigit():
            kinds = {
                kind
                for kind, pattern in (
                    ("year", _YEAR), ("decade", _DECADE), ("clock", _CLOCK), ("number", _NUMERIC),
                )
                if pattern.match(lower)
            }  # fmt: skip
            if kinds:
                out[index] = kinds
    return out


@cache
def _class_table() -> dict[str, frozenset[str]]:
    """Return the classes of each word that wakes rules."""
    table: dict[str, frozenset[str]] = {}
    for kind, words in grammar().triggers.items():
        for word in words:
            table[word] = table.get(word, frozenset()) | {kind}
    return table


def _zones(reading: Reading, triggers: dict[int, set[str]]) -> Iterable[tuple[int, int, set[str]]]:
    """Merge the surroundings of neighbouring triggers, within a sentence."""
    zone: tuple[int, int, set[str]] | None = None
    for index, classes in triggers.items():
        sentence = reading.sentence(index)
        begin = max(sentence.begin, index - _BEFORE)
        end = min(sentence.end, index + _AFTER)
        if (
            zone
            and begin < zone[1]
            and reading.sentence_number(zone[1] - 1) == reading.sentence_number(index)
        ):
            zone = (zone[0], end, zone[2] | classes)
        else:
            if zone:
                yield zone
            zone = (begin, end, set(classes))
    if zone:
        yield zone


def _blocked(reading: Reading, begin: int, end: int, rule: Rule) -> bool:
    """Say whether the words are a name or another part of speech, not a time."""
    entity = reading.entity_at(begin)
    if entity and entity.label in _NOT_TIME and entity.begin <= begin and end <= entity.end:
        return (
            entity.label == "Person"
            or entity.end - entity.begin > end - begin
            or rule.name == "year"
        )
    if end - begin == 1:
        word, upos = reading.words[begin].lower(), reading.upos[begin]
        if word in ("may", "march", "fall", "spring") and upos in ("AUX", "VERB"):
            return True
        if rule.name == "month-alone" and upos not in ("PROPN", "NOUN"):
            return True
        if word == "second":
            return True
    after_at = begin > 0 and reading.words[begin - 1].lower() == "at"
    if rule.name == "part-of-the-unit" and after_at and reading.words[end - 1].lower() == "day":
        return True
    if rule.name == "holiday" and reading.relations[end - 1] == "compound":
        return reading.lemmas[reading.heads[end - 1]].lower() not in _HOLIDAY_NOUNS
    if rule.name == "year" and end < len(reading):
        following = reading.heads[begin] == end and reading.relations[begin] == "nummod"
        return following and reading.upos[end] == "NOUN" and reading.has(end, "Number=Plur")
    return False


def find(reading: Reading) -> list[Found]:
    """Find the expressions of time in a reading, longest match first, none overlapping."""
    rules = grammar()
    out: list[Found] = []
    for begin, end, classes in _zones(reading, _triggers(reading)):
        start, stop = reading.starts[begin], reading.ends[end - 1]
        matches = [
            (match, rule)
            for kind in classes
            for rule in rules.rules.get(kind, ())
            for match in rule.pattern.finditer(reading.text, start, stop)
        ]
        matches.sort(key=lambda m: (m[0].start() - m[0].end(), m[1].order))
        taken = bytearray(stop - start)
        for match, rule in matches:
            a, b = _trim(match)
            while b > a and reading.text[b - 1].isspace():
                b -= 1
            if any(taken[a - start : b - start]):
                continue
            words = reading.between(a, b)
            if not words or reading.starts[words[0]] != a:
                continue
            first, last = words[0], words[-1] + 1
            if _blocked(reading, first, last, rule):
                continue
            made = Match(match, rules)
            if all(_make(rule, made, context) is None for context in _TRIALS):
                continue
            taken[a - start : b - start] = b"\1" * (b - a)
            out.append(Found(rule, made, first, last, _direction(reading, first, last)))
    return sorted(out, key=lambda f: f.begin)


_LEADING: Final = re.compile(
    r"(?:(?:in|over|during|for|with ?in|inside|throughout|from|between|at|on|around(?= \d)"
    r"|the space of|as)[ \u00a0\n])+",
    re.I,
)


def _trim(match: re.Match[str]) -> tuple[int, int]:
    """Return where an expression stands: prepositions lead to it and are no part of it."""
    a, b = match.span("span") if "span" in match.re.groupindex else match.span()
    leading = _LEADING.match(match.string, a, b)
    return (leading.end() if leading else a), b


def _direction(reading: Reading, begin: int, end: int) -> int:
    """Read the direction from the word of the phrase that hangs outside it."""
    for index in range(begin, end):
        head = reading.heads[index]
        if not begin <= head < end:
            return direction(reading, index)
    return 0


def _make(rule: Rule, match: Match, context: Context) -> Value | None:
    try:
        return CONSTRUCTORS[rule.make](match, context)
    except (OverflowError, ValueError):
        return None


def resolve(
    reading: Reading, found: list[Found], published: dt.date, clocks: list[Clock] | None = None
) -> tuple[list[TimeSpan], dict[str, Found]]:
    """Turn matches into days.

    Args:
        reading: What they were found in.
        found: As `find` gives them.
        published: The day that phrases count from where no clock holds.
        clocks: Days of speaking, for the characters of quotations.

    Returns:
        Expressions in order, with ids t1, t2 and so on; and by id those that count from an
        event ("a day before the vote"), whose days `from_event` gives once it is known.
    """
    out: list[TimeSpan] = []
    hanging: dict[str, Found] = {}
    teller = _Teller(published, _is_narrative(found, published))
    for item in found:
        start = reading.starts[item.begin]
        clock = next((c for c in clocks or () if c.start <= start < c.end), None)
        value = _make(item.rule, item.match, teller.context(item, clock))
        if value is None:
            continue
        teller.hear(item, value)
        days = value.days
        end = item.end
        if _hangs(reading, item):
            hanging[f"t{len(out) + 1}"] = item
            days, end = Interval(), item.end - 1
            value = Value("DURATION", windows.period_of(item.match), days)
        relative = value.type in ("DATE", "TIME") or days.begin is not None
        out.append(
            TimeSpan(
                id=f"t{len(out) + 1}",
                span=reading.span(item.begin, end),
                type=value.type,
                value=value.value,
                begin=days.begin,
                end=days.end,
                anchor=(clock.kind if clock else "published") if relative else None,
                mod=value.mod,
            )
        )
    return out, hanging


_DATED: Final = frozenset(
    {"iso-date", "month-day-year", "day-month-year", "month-year", "year", "year-range", "bc"}
)
_MOVING: Final = frozenset(
    {"month-day", "day-month", "month-days", "days-month", "month-alone", "season", "holiday"}
)
"""Rules whose year the story tells, where there is one."""


def _is_narrative(found: list[Found], published: dt.date) -> bool:
    """Say whether a text tells of other years than its own: a background piece, a history."""
    trial = Context(published)
    values = [_make(f.rule, f.match, trial) for f in found if f.rule.name in _DATED]
    years = sorted(abs(v.days.begin.year - published.year) for v in values if v and v.days.begin)
    return len(years) >= 4 and years[len(years) // 2] >= 4


class _Teller:
    """Follows what a text has told so far, and says what the next phrase is read against."""

    def __init__(self, published: dt.date, narrative: bool) -> None:
        self.published, self.narrative = published, narrative
        self.told: dt.date | None = None
        self.told_year: dt.date | None = None
        self.quarter: str | None = None

    def context(self, item: Found, clock: Clock | None) -> Context:
        """Return what a phrase is read against: its clock, else publication or the story."""
        anchor = clock.day if clock else self.published
        moving = self.narrative and not clock and item.rule.name in _MOVING
        if moving and self.told_year:
            return Context(self.told_year, 0, self.told, self.told_year, None, narrative=True)
        return Context(anchor, item.direction, self.told, self.told_year, self.quarter)

    def hear(self, item: Found, value: Value) -> None:
        """Learn from a phrase that was resolved."""
        days = value.days
        if item.rule.name == "quarter" and _QUARTER.fullmatch(value.value):
            self.quarter = value.value
        if value.type != "DATE" or days.begin is None or days.end is None:
            return
        if days.begin == days.end:
            self.told = days.begin
        if value.value != "PRESENT_REF":
            self.told_year = days.begin
            if self.narrative:
                self.told = days.begin


def _hangs(reading: Reading, item: Found) -> bool:
    """Say whether "a day before" goes on to name what it is before."""
    if item.rule.name != "later" or item.match.text("word") not in ("before", "after"):
        return False
    if item.end >= len(reading) or reading.sentence(item.begin).end <= item.end:
        return False
    return reading.upos[item.end] not in ("PUNCT", "CCONJ", "VERB", "AUX")


def from_event(time: TimeSpan, item: Found, day: dt.date, event: str) -> TimeSpan:
    """Return a hanging time counted from the day of its event."""
    value = _make(item.rule, item.match, Context(day, 0, day, day))
    if value is None:
        return time
    return dataclasses.replace(
        time,
        type=value.type,
        value=value.value,
        begin=value.days.begin,
        end=value.days.end,
        anchor=event,
    )
