"""Days and places carried over from what is told beside, where an event has none of its own.

A report says once when and where: "On Sunday protesters marched in Lima. Police fired tear gas."
Whether an event shares the days, or the place, of another is a fitted decision over named signs.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from diurna.language import Reading
from diurna.said import Said
from diurna.syntax.verbs import perfect
from diurna.what.attach import Attached
from diurna.what.decisions import Sign, bar, is_short, score, weights
from diurna.what.found import Found
from diurna.what.made import Dated, best_days, first_place, is_dated, sources

_FAR: Final = 5
"""Sentences beyond which the distance counts no further."""
_WEEK: Final = 7


class Carried:
    """Carries days and places from event to event of one article; of a short text, nothing.

    Args:
        reading: The text as the model sees it.
        said: Its statements.
        published: Day of publication.
        events: What was found, in text order.
        attached: The times and the place of each.
        dated: The days of each.
        groups: Which of them are one event.

    Attributes:
        dates: Numbers of the groups that have days; `undated` of those that have none.
        placed: Numbers of the groups that have a place; `unplaced` of those that have none.
    """

    def __init__(
        self,
        reading: Reading,
        said: list[Said],
        published: dt.date,
        events: list[Found],
        attached: list[Attached],
        dated: list[Dated],
        groups: list[list[int]],
    ) -> None:
        self.reading, self.published = reading, published
        self.events, self.attached, self.dated = events, attached, dated
        self.groups = groups
        self.days = [best_days([dated[n] for n in group]) for group in groups]
        self.places = [first_place(attached, group) for group in groups]
        told = [is_dated(days) for _, days in self.days]
        self.dates = [n for n, there in enumerate(told) if there]
        self.undated = [n for n, there in enumerate(told) if not there]
        self.placed = [n for n, place in enumerate(self.places) if place is not None]
        self.unplaced = [n for n, place in enumerate(self.places) if place is None]
        self._shared = Counter((d.begin, d.end) for _, d in self.days if is_dated(d))
        self._named = Counter(p.place.name for p in self.places if p is not None)
        self._at = [[reading.sentence_number(events[n].trigger) for n in g] for g in groups]
        self._people = [{p for n in g for p in events[n].people} for g in groups]
        self._told = [self._teller(said, group) for group in groups]
        self._near: dict[tuple[str, int], int] = {}

    def _teller(self, said: list[Said], group: Sequence[int]) -> str | None:
        told = sources(self.reading, said, self.events[group[0]].trigger)
        return told[0].id if told else None

    def _steps(self, to: int, of: int) -> int:
        """Return the sentences from the nearest mention of one to the first of another."""
        first = self._at[to][0]
        return min((first - at for at in self._at[of]), key=abs)

    def _nearest(self, what: str, to: int) -> int:
        """Return the sentences to the nearest event that has days, or a place."""
        if (what, to) not in self._near:
            among = self.dates if what == "days" else self.placed
            self._near[what, to] = min(abs(self._steps(to, n)) for n in among)
        return self._near[what, to]

    def _both(self, what: str, to: int, of: int) -> Iterator[Sign]:
        """Yield what the standing of two events says of their sharing days or a place."""
        own, other = self.events[self.groups[to][0]], self.events[self.groups[of][0]]
        steps = self._steps(to, of)
        side = "in one sentence" if not steps else "before" if steps > 0 else "after"
        yield "always", 1.0
        yield f"{side} {min(abs(steps), _FAR)}", 1.0
        if abs(steps) == self._nearest(what, to):
            yield "the nearest", 1.0
            yield f"the nearest, {side}", 1.0
        gap = self.reading.text[
            min(self.reading.starts[own.trigger], self.reading.starts[other.trigger]) :
            max(self.reading.starts[own.trigger], self.reading.starts[other.trigger])
        ]  # fmt: skip
        if "\n" in gap:
            yield "another paragraph", 1.0
        if min(self._at[of]) <= 1:
            yield "of the opening", 1.0
        if self._at[to][0] <= 1:
            yield "in the opening", 1.0
        yield f"type {own.entry.type}", 1.0
        if own.entry.type == other.entry.type:
            yield "same type", 1.0
        shared = len(self._people[to] & self._people[of])
        yield ("people shared" if shared else "nobody shared"), 1.0
        if shared and shared == len(self._people[to]):
            yield "all people shared", 1.0
        yield f"status {own.verdict.status}", 1.0
        yield f"{own.verdict.status} by {other.verdict.status}", 1.0
        if own.is_noun:
            yield "noun", 1.0
            if own.definite:
                yield "definite noun", 1.0
        elif perfect(self.reading, own.trigger):
            yield "perfect", 1.0
        if self._told[to] is not None:
            same = self._told[to] == self._told[of]
            yield ("in one statement" if same else "told by another"), 1.0
        elif self._told[of] is not None:
            yield "of what is said", 1.0

    def days_signs(self, to: int, of: int) -> Iterator[Sign]:
        """Yield what speaks for an event's having the days of another.

        Args:
            to: Number of the group that lacks days.
            of: Number of the group that has some.
        """
        yield from self._both("days", to, of)
        days = self.days[of][1]
        begin, end = days.begin, days.end
        if begin is None or end is None:
            yield "open days", 1.0
        else:
            yield ("one day" if begin == end else "several days"), 1.0
            gone = (self.published - end).days
            told = "to come" if gone < 0 else str(gone) if gone <= 1 else "this week"
            ago = told if gone <= _WEEK else "long"
            yield f"days ago: {ago}", 1.0
            yield f"{self.events[self.groups[to][0]].verdict.status}, days ago: {ago}", 1.0
        yield "share of the days", self._shared[begin, end] / len(self.dates)
        if len(self._shared) == 1:
            yield "the only days", 1.0

    def place_signs(self, to: int, of: int) -> Iterator[Sign]:
        """Yield what speaks for an event's being where another is; see `days_signs`."""
        yield from self._both("place", to, of)
        place = self.places[of]
        if place is None:
            return
        yield f"precision {place.place.precision}", 1.0
        yield "share of the places", self._named[place.place.name] / len(self.placed)
        if len(self._named) == 1:
            yield "the only place", 1.0
        own, other = self.days[to][1], self.days[of][1]
        if is_dated(own) and is_dated(other):
            same = (own.begin, own.end) == (other.begin, other.end)
            yield ("same days" if same else "other days"), 1.0

    def carry(self) -> None:
        """Give days and places to the events that lack them."""
        if is_short(self.reading) or "carried days" not in weights():
            return
        for to in self.undated:
            if (of := self._best("days", to, self.dates)) is not None:
                self.dated[self.groups[to][0]] = self.days[of]
        for to in self.unplaced:
            if (of := self._best("place", to, self.placed)) is not None:
                self.attached[self.groups[to][0]].place = self.places[of]

    def _best(self, what: str, to: int, among: list[int]) -> int | None:
        signs = self.days_signs if what == "days" else self.place_signs
        least = bar(f"carried {what}", short=False)
        scored = [
            (value, -of)
            for of in among
            if (value := score(f"carried {what}", signs(to, of), short=False)) > least
        ]
        return -max(scored)[1] if scored else None
