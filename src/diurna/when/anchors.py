"""What each expression counts from: publication, the speaker's day, the story told so far.

Resolution is a choice among candidates. An expression is read from each anchor and in each
direction that its words allow; the readings that differ are scored by a log-linear model over
named signs (`choice.toml`), and the best stands with the sign that spoke loudest for it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from diurna.language import Reading
from diurna.record import TimeSpan
from diurna.syntax.lexicon import numbers, words
from diurna.when import intervals, windows
from diurna.when.choice import score, weights
from diurna.when.intervals import Interval
from diurna.when.joins import Found, evaluate
from diurna.when.kinds import (
    common_quarter,
    is_absolute,
    is_anaphoric,
    is_deictic,
    is_story,
    sign_kind,
    years_named,
)
from diurna.when.values import Context, Value, days_apart


@dataclass(frozen=True, slots=True)
class Clock:
    """The day that phrases count from within some characters, and what it is the day of."""

    start: int
    end: int
    day: dt.date
    kind: str = "utterance"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of an expression: its value, the anchor, and which side of it was read."""

    value: Value
    base: str
    anchor: dt.date
    side: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """The reading that stands, the signs it was scored by, and the loudest of them."""

    candidate: Candidate
    why: str | None = None
    options: tuple[tuple[Candidate, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A time told earlier: its days, its sentence, whether it is finer than a year, its id."""

    days: Interval
    sentence: int
    fine: bool
    id: str = ""


_TRAIL, _NAMED, _FINE = 6, 4, 100
"""How many times told and years named are kept in mind; under how many days one is finer."""


class Teller:
    """Follows what a text has told so far, and reads each next expression against it.

    Attributes:
        published: The day of publication.
        story: Whether the text tells of other years than its own: a history, a background.
    """

    def __init__(self, reading: Reading, found: list[Found], published: dt.date) -> None:
        self.reading, self.published = reading, published
        self.story = is_story(found, published)
        self.quarter = common_quarter(found, published)
        dated = years_named(found, published)
        self.years = Counter(year for _, year in dated)
        self.dated = dated
        self.told: Interval | None = None
        self.told_day: dt.date | None = None
        self.trail: list[Told] = []
        self.named: list[int] = []
        self.era: int | None = None
        self.weights = weights("anchor")

    def choose(self, item: Found, clock: Clock | None) -> Chosen | None:
        """Return the best reading of an expression, or None where it has none here."""
        made: dict[tuple[str, Interval], Candidate] = {}
        for candidate in self._candidates(item, clock):
            made.setdefault((candidate.value.value, candidate.value.days), candidate)
        options = self._open(item, list(made.values()))
        if not options:
            return None
        if len(options) == 1:
            told = "back outright" if item.outright else f"ahead {item.signal}"
            return Chosen(options[0], told if len(made) > 1 else None)
        apart = [self._apart(option) for option in options]
        signs = [
            tuple(self._signs(item, option, nearest=apart[n] == min(apart)))
            for n, option in enumerate(options)
        ]
        best = max(range(len(options)), key=lambda n: (score(signs[n], self.weights), -n))
        loudest = max(signs[best], key=lambda s: self.weights.get(s, 0.0))
        return Chosen(options[best], loudest, tuple(zip(options, signs, strict=True)))

    def _open(self, item: Found, options: list[Candidate]) -> list[Candidate]:
        """Return the readings that the clause leaves open, or all where it leaves none.

        What will be done, or is set for a day, does not lie behind; what is told outright of the
        past does not lie ahead.
        """
        way = -1 if item.outright else int(item.signal in _AHEAD)
        if not way or self.story:
            return options
        own = [o.anchor if o.base != "told" else self.published for o in options]
        left = [
            option
            for option, day in zip(options, own, strict=True)
            if not (days := option.value.days).begin
            or not days.end
            or (days.end >= day if way > 0 else days.begin <= day)
        ]
        return left or options

    def _apart(self, option: Candidate) -> int:
        if option.value.days.begin is None and option.value.days.end is None:
            return _ENDLESS
        return days_apart(option.value.days, option.anchor if option.side else self.published)

    def _candidates(self, item: Found, clock: Clock | None) -> Iterator[Candidate]:
        anchor = clock.day if clock else self.published
        base = clock.kind if clock else "published"
        told = self.told.begin if self.told else None
        plain = Context(anchor, item.direction, self.told_day, told, self.quarter)
        here = is_deictic(item)
        fixed = here or item.dated or item.match.text("which") is not None
        moving = item.kind in _FOLLOWING and not fixed
        if self.story and told and not clock and not moving and not here:
            story = Context(told, 0, self.told_day or told, told, None, narrative=True)
            if value := evaluate(item, story):
                yield Candidate(value, "told", told, 0)
                return
        sides = dict.fromkeys((item.direction, 0, -item.direction, -1, 1))
        for side in sides:
            if value := evaluate(item, dataclasses.replace(plain, direction=side)):
                yield Candidate(value, base, anchor, side)
        if told and moving:
            yield from self._in_years_told(item, told)

    def _in_years_told(self, item: Found, last: dt.date) -> Iterator[Candidate]:
        """Read a date without a year in each year told of late, and beside the last."""
        if item.kind == "clock":
            if self.told_day and (value := evaluate(item, Context(self.told_day))):
                yield Candidate(value, "told", self.told_day, 0)
            return
        if item.kind == "weekday":
            if value := evaluate(item, Context(last, 1)):
                yield Candidate(value, "told", last, 1)
            return
        years = [t.days.begin.year for t in self.trail if t.days.begin]
        for year in dict.fromkeys((*years, *self.named, last.year + 1, last.year - 1)):
            if not dt.MINYEAR <= year <= dt.MAXYEAR:
                continue
            context = Context(dt.date(year, 1, 1), within=intervals.year(year))
            if value := evaluate(item, context):
                yield Candidate(value, "told", last, 0)

    def _signs(self, item: Found, option: Candidate, *, nearest: bool) -> Iterator[str]:
        """Yield the signs for a reading: side and tense, preposition, distance, anchor."""
        days, kind = option.value.days, sign_kind(item)
        if self.trail and days.begin and item.kind in _FOLLOWING:
            yield from self._story_signs(item, days.begin)
        if self.story and option.base == "told":
            return
        own = self.published if option.base == "told" else option.anchor
        side = "open"
        if days.begin and days.end:
            side = "back" if days.end < own else "ahead" if days.begin > own else "same"
        tense = {-1: "past", 0: "none", 1: "future"}[item.direction]
        before = item.begin - 1
        word = self.reading.words[before].lower() if before >= 0 else ""
        yield f"{side} {tense}"
        yield f"{side} {item.signal}"
        yield f"{kind} {side} {tense}"
        yield f"{side} after {word}" if word in _PREPOSITIONS else f"{side} after -"
        yield f"{kind} {option.base}"
        yield f"{side} as {self._role(item)}"
        if nearest and tense == "none":
            yield "nearest"
        if days.begin:
            apart = days_apart(days, own)
            scale = "days" if kind in ("weekday", "clock", "daypart") else "months"
            size = apart if scale == "days" else apart // 30
            yield f"{kind} {side} {min(size, 12)} {scale}"

    def _role(self, item: Found) -> str:
        """Return the relation of the phrase to what stands outside it."""
        head = self.reading.outward(item.begin, item.end)
        return "root" if head is None else self.reading.relations[head]

    def _story_signs(self, item: Found, begin: dt.date) -> Iterator[str]:
        """Yield the signs of how a reading goes on from what was told."""
        genre = "story" if self.story else "news"
        sentence = self.reading.sentence_number(item.begin)
        years = [t.days.begin.year for t in self.trail if t.days.begin]
        rank = years.index(begin.year) if begin.year in years else "never"
        yield f"{genre} year told {rank} times ago"
        named = self.named.index(begin.year) if begin.year in self.named else "never"
        yield f"{genre} year named {named} times ago"
        ahead = bisect_left(self.dated, (item.begin, 0))
        if ahead < len(self.dated):
            years_on = self.dated[ahead][1] - begin.year
            yield f"{genre} {max(-3, min(3, years_on))} years before the next named"
            if self.named:
                low, high = sorted((self.dated[ahead][1], self.named[0]))
                within = "between" if low <= begin.year <= high else "outside"
                wide = "near" if high - low <= 1 else "far"
                yield f"{genre} {within} two {wide} years named"
        if self.named:
            apart = begin.year - self.named[0]
            yield f"{genre} {max(-3, min(3, apart))} years from the one named last"
        share = self.years[begin.year] / max(1, self.years.total())
        weight = "never" if not share else "rarely" if share < 0.05 else "often"
        yield f"{genre} year named {weight if share < 0.2 else 'most'}"
        yield f"{genre} year told {years.count(begin.year)} of the last {len(years)} times"
        for name, told in (
            ("last", self.trail[0]),
            ("fine", next((t for t in self.trail if t.fine), None)),
        ):
            if told and told.days.begin:
                months = (begin.year - told.days.begin.year) * 12
                months += begin.month - told.days.begin.month
                near = min(sentence - told.sentence, 3)
                yield f"{genre} {name} {max(-13, min(13, months))} months on"
                if begin.year == told.days.begin.year:
                    yield f"{genre} {name} same year, {near} sentences on"

    def in_era(self, item: Found, value: Value) -> Value:
        """Return a reading moved before the common era, where the story is told there.

        No calendar here holds those days: only the value is known.
        """
        if self.era is None or item.dated or value.type != "DATE" or is_deictic(item):
            return value
        unit, word = item.match.string("unit"), item.match.text("word") or item.match.text("which")
        if unit == "Y" and word:
            step = _STEPS.get(word, 0) * int(item.match.amount() or 1)
            return Value("DATE", f"BC{self.era - step:04d}")
        if unit is None and value.value[:4].isdigit() and value.value[4:5] in ("-", ""):
            return Value("DATE", f"BC{self.era:04d}{value.value[4:]}", mod=value.mod)
        return value

    def anchor(self, item: Found, option: Candidate) -> str | None:
        """Return what a reading counts from: a clock, the id of a time told, or nothing."""
        value = option.value
        if value.type == "SET" or (value.type == "DURATION" and value.days.begin is None):
            return None
        if is_absolute(item):
            return None
        if item.match.text("which") == "next" and option.base != "told":
            here = evaluate(item, Context(option.anchor, option.side))
            if here and here.value == value.value:
                return option.base
        if (option.base == "told" or is_anaphoric(item)) and self.trail:
            by_day = value.days.days == 1 and option.base != "told"
            days = (t.id for t in self.trail if t.days.days == 1)
            return next(days, self.trail[0].id) if by_day else self.trail[0].id
        return "published" if option.base == "told" else option.base

    def hear(self, item: Found, value: Value, identity: str = "") -> None:
        """Learn from an expression that was resolved."""
        days = value.days
        if value.value.startswith("BC"):
            self.era = int(value.value.rpartition("BC")[2][:4])
        elif item.dated:
            self.era = None
        if value.type in ("DURATION", "SET") or days.begin is None:
            return
        if days.end is None or value.value.endswith("_REF"):
            return
        if days.begin == days.end:
            self.told_day = days.begin
        elif self.story:
            self.told_day = None
        self.told = days
        fine = (days.days or 0) < _FINE
        self.trail.insert(0, Told(days, self.reading.sentence_number(item.begin), fine, identity))
        del self.trail[_TRAIL:]
        if item.dated:
            named = [y for y in self.named if y != days.begin.year]
            self.named = [days.begin.year, *named][:_NAMED]


_AHEAD: Final = frozenset({"will", "fixture", "set"})
"""Forms of a clause whose time lies ahead; see `tense.signal`."""
_ENDLESS: Final = 10_000
"""Days that an open reading is taken to lie apart."""
_STEPS: Final = numbers("year_steps")
"""Which way words step through years."""
_FOLLOWING: Final = frozenset({"day", "month", "season", "range", "quarter", "weekday", "clock"})
"""Kinds whose year or week the story may have told."""
_PREPOSITIONS: Final = words("before_a_time")


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
    teller = Teller(reading, found, published)
    for item in found:
        start = reading.starts[item.begin]
        clock = next((c for c in clocks or () if c.start <= start < c.end), None)
        chosen = teller.choose(item, clock)
        if chosen is None:
            continue
        value, identity = chosen.candidate.value, f"t{len(out) + 1}"
        anchor = teller.anchor(item, chosen.candidate)
        value = teller.in_era(item, value)
        teller.hear(item, value, identity)
        days = value.days
        end = item.end
        if _hangs(reading, item):
            hanging[identity] = item
            days, end, anchor = Interval(), item.end - 1, None
            value = Value("DURATION", windows.period_of(item.match), days)
        out.append(
            TimeSpan(
                id=identity,
                span=reading.span(item.begin, end),
                type=value.type,
                value=value.value,
                begin=days.begin,
                end=days.end,
                anchor=anchor,
                mod=value.mod,
                why=f"{item.name}: {chosen.why}" if chosen.why else item.name,
            )
        )
    return out, hanging


def _hangs(reading: Reading, item: Found) -> bool:
    """Say whether "a day before" goes on to name what it is before."""
    if item.join or item.rule.name != "later":
        return False
    if item.match.text("word") not in ("before", "after"):
        return False
    if item.end >= len(reading) or reading.sentence(item.begin).end <= item.end:
        return False
    return reading.upos[item.end] not in ("PUNCT", "CCONJ", "VERB", "AUX")


def from_event(time: TimeSpan, item: Found, day: dt.date, event: str) -> TimeSpan:
    """Return a hanging time counted from the day of its event."""
    value = evaluate(item, Context(day, 0, day, day))
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
