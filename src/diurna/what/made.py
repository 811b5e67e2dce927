"""An event of the record, made of the mentions that tell of it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import re
from collections.abc import Sequence
from typing import Final
from typing import cast as as_type

from diurna.language import Reading
from diurna.record import Event, Quantity, Status, TimeSpan
from diurna.said import Said
from diurna.syntax.lexicon import words
from diurna.what.attach import Attached
from diurna.what.clauses import STATUSES
from diurna.what.codebook import cameo, plover
from diurna.what.contexts import contexts
from diurna.what.found import Found
from diurna.what.headline import body_begins
from diurna.when.intervals import Interval
from diurna.where import Located
from diurna.who import Cast

Dated = tuple[TimeSpan | None, Interval]
"""The time that dates a mention, and its days."""
_VIOLENT: Final = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_HOURS: Final = {"PTM": 1 / 60, "PTH": 1, "PD": 24, "PW": 168, "PM": 730, "PY": 8766}


@dataclasses.dataclass(frozen=True, slots=True)
class Coded:
    """An event of the record with what it was made from.

    Attributes:
        event: The record's entry.
        found: Its mentions as they were found, the first the trigger's.
        statement: Id of the innermost statement that tells of it, or None.
    """

    event: Event
    found: tuple[Found, ...]
    statement: str | None


def sources(reading: Reading, said: list[Said], trigger: int) -> list[Said]:
    """Return the statements that tell of a word's event, innermost first.

    Those that only name it, as "praised the raid" does, leave it on the newsroom's own word.
    """
    start, end = reading.starts[trigger], reading.ends[trigger]
    holding = [s for s in said if s.vouched and s.covers(start, end) and s.cue != trigger]
    return sorted(holding, key=lambda s: sum(b - a for a, b in s.content))


def best_days(dated: Sequence[Dated]) -> Dated:
    """Choose the narrowest days that any mention gives."""

    def width(item: Dated) -> int:
        days = item[1]
        if days.begin and days.end:
            return (days.end - days.begin).days
        return 10_000 if is_dated(days) else 20_000

    return min(dated, key=width)


def is_dated(days: Interval) -> bool:
    """Say whether days have a begin or an end."""
    return days.begin is not None or days.end is not None


def first_place(attached: Sequence[Attached], group: Sequence[int]) -> Located | None:
    """Return the place of the first mention of a group that has one."""
    return next((place for n in group if (place := attached[n].place) is not None), None)


def duration_hours(value: str) -> float | None:
    """Return the hours of a TIMEX3 duration; None where its number is vague."""
    found = re.fullmatch(r"(PT?)(\d+(?:\.\d+)?)([A-Z])", value)
    scale = _HOURS.get(found[1] + found[3]) if found else None
    return round(float(found[2]) * scale, 2) if found and scale else None


@dataclasses.dataclass(slots=True)
class Maker:
    """Makes the events of one record.

    Attributes:
        reading: The text as the model sees it.
        cast: Its actors.
        said: Its statements.
        published: Day of publication.
        events: What was found, in text order.
        attached: The times and the place of each.
        dated: The days of each.
    """

    reading: Reading
    cast: Cast
    said: list[Said]
    published: dt.date
    events: list[Found]
    attached: list[Attached]
    dated: list[Dated]

    def make(self, identity: str, group: list[int]) -> Coded:
        """Make the event of a group of mentions, given by their numbers."""
        members = [self.events[n] for n in group]
        first = members[0]
        status, time, days = self._status(members, best_days([self.dated[n] for n in group]))
        place = first_place(self.attached, group)
        entry = next((m.entry for m in members if m.entry.mode), first.entry)
        filed = plover(entry.type, entry.mode, status)
        held = self._held(members)
        actors, recipients = self._people(members)
        if entry.type in _VIOLENT:
            scene = place or self._scene(first)
            if scene and scene.place.country:
                self.cast.place([*actors, *recipients], scene.place.country)
        sides = [[self.cast.member(i) for i in side] for side in (actors, recipients)]
        triggers = [m.trigger for m in members]
        trigger = self.reading.span(first.begin, first.end)
        event = Event(
            id=identity,
            type=entry.type,
            mode=entry.mode,
            trigger=trigger,
            status=status,
            contexts=contexts(self.reading, entry.type, entry.mode, triggers, (sides[0], sides[1])),
            actors=tuple(actors),
            recipients=tuple(recipients),
            begin=days.begin,
            end=days.end,
            time=time.id if time else None,
            place=place.place.id if place else None,
            according_to=tuple(s.id for s in held),
            quantities=self._quantities(group),
            mentions=tuple(self.reading.span(m.begin, m.end) for m in members),
            plover=filed,
            cameo=cameo(entry, filed),
            confidence=min(0.99, round(max(m.chance for m in members), 2)),
            why=self._why(first),
            lemma=first.by.lemma or trigger.text.lower(),
            nominal=first.is_noun,
            rule=first.by.rule,
        )
        told = next((c for t in triggers if (c := sources(self.reading, self.said, t))), None)
        return Coded(event, tuple(members), told[0].id if told else None)

    def _status(
        self, members: list[Found], dated: Dated
    ) -> tuple[Status, TimeSpan | None, Interval]:
        """Choose the status of an event, the likeliest over its mentions, and its days with it."""
        totals = dict.fromkeys(STATUSES, 0.0)
        for found in members:
            top = max(found.odds.values())
            raised = {status: math.exp(odds - top) for status, odds in found.odds.items()}
            whole = sum(raised.values())
            for status, value in raised.items():
                totals[status] += found.chance * value / whole
        best = as_type("Status", max(totals, key=lambda s: totals[s]))
        time, days = dated
        told = best in ("occurred", "ongoing")
        if not told or days.begin is None or days.begin <= self.published:
            return best, time, days
        if self._may_lie_ahead(members):
            return "planned", time, days
        return best, None, Interval()

    def _may_lie_ahead(self, members: list[Found]) -> bool:
        """Say whether an event with days to come is planned, or the days are another's.

        What a clause tells outright of the past did not happen next week: the days were read
        into it by mistake, unless the verb commits to something or is a progressive ("is meeting
        them on Friday").
        """
        lemmas = {self.reading.lemmas[m.trigger].lower() for m in members}
        if lemmas & (words("committing") | {"invite", "call"}):
            return True
        sure = (m.verdict for m in members if not m.is_noun and m.verdict.sure)
        return all(verdict.status == "ongoing" for verdict in sure)

    def _people(self, members: list[Found]) -> tuple[list[str], list[str]]:
        """Return who takes part: as the first mention of the body has it, else as a later one.

        "Kenya expels" is told again as "the Kenyan government expelled": that is one actor. What a
        headline cuts short comes last.
        """
        begin = body_begins(self.reading)
        body = [m for m in members if m.trigger >= begin] or members
        actors, recipients = list(body[0].actors), list(body[0].recipients)
        for member in (*body, *members):
            actors = actors or [a for a in member.actors if a not in recipients]
            recipients = recipients or [r for r in member.recipients if r not in actors]
        return list(dict.fromkeys(actors)), [r for r in recipients if r not in actors]

    def _held(self, members: list[Found]) -> list[Said]:
        """Return the chain of sources: none where the newsroom tells it, the headline aside."""
        body = [m for m in members if self.reading.sentence_number(m.trigger) > 0] or members
        chains = [sources(self.reading, self.said, m.trigger) for m in body]
        return min(chains, key=bool) if not all(chains) else chains[0]

    def _scene(self, told: Found) -> Located | None:
        """Return where another event of the sentence was: "killed 23 when they blew up ..."."""
        sentence = self.reading.sentence(told.trigger)
        places = {
            a.place.place.country: a.place
            for e, a in zip(self.events, self.attached, strict=True)
            if a.place and sentence.begin <= e.trigger < sentence.end
        }
        return next(iter(places.values())) if len(places) == 1 else None

    def _quantities(self, group: list[int]) -> tuple[Quantity, ...]:
        """Return the numbers of an event: how long it took, and what its mentions count."""
        out = [
            Quantity("duration (hours)", hours, hours, hours, time.mod, time.span)
            for time in (t for n in group for t in self.attached[n].times)
            if time.type == "DURATION" and time.begin is None and self._measures(time)
            if (hours := duration_hours(time.value))
        ]
        for number in group:
            before = list(out)
            numbers = self.events[number].quantities
            out += [q for q in numbers if not any(self._is_again(q, o) for o in before)]
        return tuple(self._sourced(q) for q in out)

    def _measures(self, time: TimeSpan) -> bool:
        """Say whether a length of time measures the event it hangs on: "for two hours"."""
        index = self.reading.at_offset(time.span.start)
        before = self.reading.words[index - 1].lower() if index else ""
        return before not in words("under.elsewhen")

    def _is_again(self, one: Quantity, other: Quantity) -> bool:
        """Say whether two mentions give one number: the same words, or those of two sentences."""
        if _figure(one) != _figure(other):
            return False
        first, second = (
            self.reading.sentence_number(self.reading.at_offset(q.span.start)) for q in (one, other)
        )
        return one.span == other.span or first != second

    def _sourced(self, number: Quantity) -> Quantity:
        """Say on whose word a number stands."""
        index = self.reading.at_offset(number.span.start)
        held = sources(self.reading, self.said, index)
        return dataclasses.replace(number, according_to=held[0].id) if held else number

    def _why(self, first: Found) -> str:
        by, status = first.verdict.by, first.verdict.status
        decided = f"; {status} by '{self.reading.words[by]}'" if by is not None else ""
        return f"{first.by}{decided}"


def _figure(number: Quantity) -> tuple[object, ...]:
    """Return what a number says, wherever it is told: two mentions tell one number twice."""
    return (number.what, number.value, number.low, number.high, number.mod, number.unit)
