"""Whether two mentions are one event: a fitted decision over what they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from diurna.language import Reading
from diurna.what.clauses import Clauses
from diurna.what.decisions import Sign, bar, is_short, score
from diurna.what.found import Found
from diurna.what.merge import one_harm, overlap, side_of
from diurna.when.intervals import Interval
from diurna.where import Located
from diurna.who import Cast

_NEAR: Final = 4
"""Sentences beyond which the distance counts no further."""


class Again:
    """Groups the mentions of one event.

    Args:
        reading: The text as the model sees it.
        cast: Its actors.
        clauses: What the clause reader makes of it.
        events: What was found, in text order.
        days: The days of each.
        places: Where each happens, or None.
        ruled: Groups by the rules of headlines and of nouns that tell again.
    """

    def __init__(
        self,
        reading: Reading,
        cast: Cast,
        clauses: Clauses,
        events: Sequence[Found],
        days: Sequence[Interval],
        places: Sequence[Located | None],
        ruled: Sequence[Sequence[int]],
    ) -> None:
        self.reading, self.events = reading, events
        self.days, self.places = days, places
        self.short = is_short(reading)
        self._types = [clauses.types[e.trigger, 1:] for e in events]
        self._sizes = [float(np.linalg.norm(row)) for row in self._types]
        self._home = {n: g for g, group in enumerate(ruled) for n in group}
        views = clauses.views[0][:, :-1] if clauses.views is not None else None
        self._seen = [views[e.trigger] for e in events] if views is not None else None
        self._lengths = [np.linalg.norm(row) for row in self._seen or ()]
        self._counted = Counter[str]()
        self._rank: list[int] = []
        for event in events:
            self._rank.append(self._counted[event.entry.type])
            self._counted[event.entry.type] += 1
        self._countries = [{c for p in e.people if (c := cast.member(p).country)} for e in events]

    def signs(self, a: int, b: int) -> Iterator[Sign]:
        """Yield what speaks for one event in two mentions, `a` the earlier."""
        first, second = self.events[a], self.events[b]
        reading = self.reading
        yield "always", 1.0
        one, other = self._types[a], self._types[b]
        yield "types alike", float(one @ other / max(1e-6, self._sizes[a] * self._sizes[b]))
        same = first.entry.type == second.entry.type
        yield ("same type" if same else "other type"), 1.0
        lemmas = [reading.lemmas[e.trigger].lower() for e in (first, second)]
        if lemmas[0] == lemmas[1]:
            yield "same word", 1.0
            yield f"same word, {'noun' if first.is_noun else 'verb'}", 1.0
        elif len(lemmas[0]) > 4 and lemmas[0][:5] == lemmas[1][:5]:
            yield "same stem", 1.0
        if self._home[a] == self._home[b]:
            yield "by rule", 1.0
        if one_harm(reading, first, second):
            yield "one harm", 1.0
        modes = {first.entry.mode, second.entry.mode}
        if len(modes - {None}) > 1:
            yield "other mode", 1.0
        if same:
            yield f"same {'word' if lemmas[0] == lemmas[1] else 'type'}, {second.entry.type}", 1.0
            between = self._rank[b] - self._rank[a] - 1
            yield "others of the type between", min(3, between) / 3
            yield f"of the type: {min(6, self._counted[first.entry.type])}", 1.0
            if not between:
                yield "none of the type between", 1.0
            told = self._company(a, b)
            yield f"same type, {told}", 1.0
            yield f"{told} in {second.entry.type}", 1.0
            if second.is_noun and second.definite:
                yield f"same type, {told}, told again by a noun", 1.0
        yield from self._views(a, b)
        yield from self._who(a, b)
        yield from self._where_told(a, b)
        if second.is_noun and second.definite:
            yield "told again by a noun", 1.0
        if second.is_noun != first.is_noun:
            yield "noun and verb", 1.0
        if first.ordinal != second.ordinal:
            yield "one more", 1.0
        sides = [side_of(e.verdict.status) for e in (first, second)]
        if sides[0] * sides[1] < 0:
            yield "done and to come", 1.0
        if first.verdict.status == second.verdict.status:
            yield "same status", 1.0
        yield f"type {second.entry.type}", 1.0
        yield from self._when(a, b)

    def _company(self, a: int, b: int) -> str:
        """Say in words whether two mentions are of the same people on the same sides."""
        first, second = self.events[a], self.events[b]
        if not first.people or not second.people:
            return "nobody named"
        actors = set(first.actors) & set(second.actors)
        recipients = set(first.recipients) & set(second.recipients)
        if actors and recipients:
            return "both sides the same"
        if actors or recipients:
            side, others = ("actor", "recipients") if actors else ("recipient", "actors")
            lacking = not (getattr(first, others) and getattr(second, others))
            return f"the same {side}, {'no' if lacking else 'other'} {others}"
        return "sides changed" if first.people & second.people else "nobody the same"

    def _views(self, a: int, b: int) -> Iterator[Sign]:
        """Yield how alike the clause reader sees two words as predicates."""
        if self._seen is not None:
            size = float(self._lengths[a] * self._lengths[b])
            yield "views alike", float(self._seen[a] @ self._seen[b]) / max(1e-6, size)

    def _where_told(self, a: int, b: int) -> Iterator[Sign]:
        first, second = self.events[a], self.events[b]
        reading = self.reading
        here, there = (reading.sentence_number(e.trigger) for e in (first, second))
        yield "sentences apart", min(_NEAR, there - here) / _NEAR
        if here == there:
            yield "one sentence", 1.0
            if reading.heads[first.trigger] == second.trigger or (
                reading.heads[second.trigger] == first.trigger
            ):
                yield "one hangs on the other", 1.0
        if here == 0:
            yield "headline", 1.0
            if there <= 3:
                yield "headline and opening", 1.0
                if first.entry.type == second.entry.type:
                    yield "headline and opening, same type", 1.0

    def _who(self, a: int, b: int) -> Iterator[Sign]:
        first, second = self.events[a], self.events[b]
        shared = first.people & second.people
        yield "people shared", min(2, len(shared)) / 2
        if set(first.actors) & set(second.actors):
            yield "same actor", 1.0
        if set(first.recipients) & set(second.recipients):
            yield "same recipient", 1.0
        if first.people and second.people and not shared:
            yield "nobody shared", 1.0
            if self._countries[a] and self._countries[b]:
                same = bool(self._countries[a] & self._countries[b])
                yield ("same country" if same else "other country"), 1.0
        if first.actors and second.actors and not set(first.actors) & set(second.actors):
            yield "other actors", 1.0
        if not first.people or not second.people:
            yield "nobody named", 1.0
        if set(first.actors) & set(second.recipients) and not first.entry.mutual:
            yield "sides changed", 1.0

    def _when(self, a: int, b: int) -> Iterator[Sign]:
        one, other = self.days[a], self.days[b]
        known = [bool(d.begin or d.end) for d in (one, other)]
        if all(known):
            if (one.begin, one.end) == (other.begin, other.end):
                yield "same days", 1.0
            else:
                yield ("days overlap" if overlap(one, other) else "other days"), 1.0
        elif any(known):
            yield "one dated", 1.0
        here, there = self.places[a], self.places[b]
        if here is not None and there is not None:
            same = here.place.name == there.place.name
            yield ("same place" if same else "another place"), 1.0

    def groups(self) -> list[list[int]]:
        """Return groups of event numbers, each in text order: a mention joins its likeliest."""
        out: list[list[int]] = []
        for b in range(len(self.events)):
            best, home = bar("again", short=self.short), None
            for group in out:
                scores = [score("again", self.signs(a, b), short=self.short) for a in group]
                value = (max(scores) + sum(scores) / len(scores)) / 2
                if value > best:
                    best, home = value, group
            if home is None:
                out.append([b])
            else:
                home.append(b)
        return out
