"""A headline and the first sentences under it tell one event: two mentions, one entry."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

from diurna.language import Reading
from diurna.record import Quantity
from diurna.what.found import Found
from diurna.what.merge import overlap, side_of
from diurna.when.intervals import Interval
from diurna.where import Located
from diurna.who import Cast
from diurna.who.members import Member

_OPENING: Final = 3
"""Sentences under a headline that may tell what it tells."""
_ENOUGH: Final = 2.0
"""Points from which two mentions are of one event: a sign of who, where or how many, and more."""


@cache
def _calls() -> tuple[frozenset[str], ...]:
    """Return groups of words that newsrooms use for one deed, above the text and in it."""
    text = (files(__package__) / "data/headlines.toml").read_text("utf-8")
    return tuple(frozenset(words) for words in tomllib.loads(text)["calls"].values())


def body_begins(reading: Reading) -> int:
    """Return the word that the body begins with, 0 where there is no headline."""
    above = reading.text.partition("\n")[0]
    if not above.strip() or len(above) >= len(reading.text.rstrip()):
        return 0
    return next((i for i, at in enumerate(reading.starts) if at >= len(above)), 0)


@dataclass(slots=True)
class Headline:
    """Joins the events of a headline to those of the sentences under it.

    Attributes:
        reading: The text as the model sees it: headline, line break, body.
        cast: Its actors.
        events: The events found.
        days: The days of each.
        places: Where each happens, or None.
        end: The word that the body begins with.
    """

    reading: Reading
    cast: Cast
    events: list[Found]
    days: list[Interval]
    places: list[Located | None]
    end: int = field(init=False)

    def __post_init__(self) -> None:
        self.end = body_begins(self.reading)

    def join(self, groups: list[list[int]]) -> list[list[int]]:
        """Return the groups of mentions, those of the headline in the groups that they tell of.

        In a group of both the mentions of the body stand first: they say more.
        """
        if self.end == 0:
            return groups
        above = [g for g in groups if all(self.above(n) for n in g)]
        below = [g for g in groups if not any(self.above(n) for n in g)]
        mixed = [g for g in groups if g not in above and g not in below]
        scored = sorted(
            (-score, a, b)
            for a, told in enumerate(above)
            for b, group in enumerate(below)
            if (score := self._score(told, group)) >= _ENOUGH
        )
        home: dict[int, int] = {}
        for _, a, b in scored:
            if a not in home and b not in home.values():
                home[a] = b
        joined = [[*g, *(n for a, at in home.items() if at == b for n in above[a])]
                  for b, g in enumerate(below)]  # fmt: skip
        rest = [told for a, told in enumerate(above) if a not in home]
        groups = [sorted(g, key=lambda n: (self.above(n), n)) for g in (*rest, *joined, *mixed)]
        return sorted(groups, key=lambda g: g[0])

    def above(self, number: int) -> bool:
        """Say whether a mention stands in the headline."""
        return self.events[number].trigger < self.end

    def _score(self, told: list[int], group: list[int]) -> float:
        """Return how much speaks for one event; 0 where something speaks against it.

        Who fights whom is not enough in a war: an attack has to be told by its number or its word.
        """
        first = self.reading.sentence_number(self.end)
        number = self.reading.sentence_number
        near = [n for n in group if number(self.events[n].trigger) < first + _OPENING]
        if not near or not all(self._compatible(t, n) for t in told for n in group):
            return 0.0
        counted = max(self._same_number(t, n) for t in told for n in near)
        people = self._shared(told, near)
        place = max(self._same_place(t, n) for t in told for n in near)
        call = max(self._same_call(t, n) for t in told for n in near)
        if self.events[told[0]].entry.type == "ASSAULT" and not (call or counted):
            return 0.0
        return people + place + call + counted if people or place or counted else 0.0

    def _compatible(self, a: int, b: int) -> bool:
        """Say whether nothing of two mentions keeps them from being of one event."""
        told, below = self.events[a], self.events[b]
        modes = {told.entry.mode, below.entry.mode}
        phone = "phone" in modes and len(modes) > 1
        if told.entry.type != below.entry.type or len(modes - {None}) > 1 or phone:
            return False
        return (
            told.ordinal == below.ordinal
            and self._same_side(told, below)
            and overlap(self.days[a], self.days[b])
            and self._same_place(a, b) >= 0
            and self._same_number(a, b) >= 0
            and self._people_agree(told, below)
        )

    def _same_side(self, told: Found, below: Found) -> bool:
        """Say whether both tell of what was done, of what lies ahead, or of what was not."""
        a, b = side_of(told.verdict.status), side_of(below.verdict.status)
        if a == 0 or b == 0:
            return a == b
        return a == b or (a < 0 and not told.verdict.sure)

    def _people_agree(self, told: Found, below: Found) -> bool:
        """Say whether nobody on one side stands in the way of those in the headline."""
        if told.entry.mutual:
            return self._agree(told.people, below.people)
        if set(told.actors) & set(below.recipients) or set(told.recipients) & set(below.actors):
            return False
        return (
            not self._turned_round(told, below)
            and self._agree(told.actors, below.actors)
            and self._agree(told.recipients, below.recipients)
        )

    def _turned_round(self, told: Found, below: Found) -> bool:
        """Say whether one does to the other what the other does to it: army and rebels."""
        a, b, c, d = (
            {s for i in side for s in self.cast.member(i).sectors}
            for side in (told.actors, told.recipients, below.actors, below.recipients)
        )
        return bool(a & d and b & c) and not (a & c and b & d)

    def _agree(self, ours: Iterable[str], theirs: Iterable[str]) -> bool:
        a, b = ({i: self.cast.member(i) for i in side} for side in (ours, theirs))
        if not a or not b or a.keys() & b.keys():
            return True
        if all(_named(m) for m in (*a.values(), *b.values())):
            return False
        lands = [{m.country for m in side.values()} for side in (a, b)]
        return None in lands[0] | lands[1] or bool(lands[0] & lands[1])

    def _shared(self, told: list[int], near: list[int]) -> float:
        """Return points for the people of both, or their states, named in the headline at all."""
        best = 0.0
        for t in told:
            for n in near:
                ours, theirs = self.events[t], self.events[n]
                sides = (
                    [(ours.people, theirs.people)]
                    if ours.entry.mutual
                    else [(set(ours.actors), set(theirs.actors)),
                          (set(ours.recipients), set(theirs.recipients))]
                )  # fmt: skip
                points = sum(
                    1.5 if a & b else 1.0 if self._lands(a) & self._lands(b) else 0.0
                    for a, b in sides
                )
                best = max(best, points)
                if not points and self._lands(theirs.people) & self._named_above():
                    best = max(best, 1.0)
        return best

    def _lands(self, people: Iterable[str]) -> set[str]:
        members = (self.cast.member(p) for p in people)
        return {m.country for m in members if m.country and not m.inferred}

    def _named_above(self) -> set[str]:
        """Return the states whose people the headline names."""
        return {
            m.country
            for m in self.cast.members
            if m.country and not m.inferred and any(b < self.end for b, _ in m.mentions)
        }

    def _same_place(self, a: int, b: int) -> float:
        """Return 1 where both name one place or one holds the other, -1 for two places."""
        here, there = self.places[a], self.places[b]
        if here is None or there is None:
            return 0.0
        one, other = here.place, there.place
        if one.name == other.name or (one.geonames and one.geonames == other.geonames):
            return 1.0
        wide = {"country", "region"} & {one.precision, other.precision}
        return 1.0 if one.country and one.country == other.country and wide else -1.0

    def _same_number(self, a: int, b: int) -> float:
        """Return 2 where both give a number, -1 where they count the same otherwise."""
        best = 0.0
        for one in self.events[a].quantities:
            others = [q for q in self.events[b].quantities if q.what == one.what]
            if not others:
                continue
            if not any(_meet(one, q) for q in others):
                return -1.0
            best = 2.0
        return best

    def _same_call(self, a: int, b: int) -> float:
        one, other = (self.reading.lemmas[self.events[n].trigger].lower() for n in (a, b))
        return 1.0 if one == other or any({one, other} <= call for call in _calls()) else 0.0


def _named(member: Member) -> bool:
    return member.kind == "person" and member.name[:1].isupper() and " " in member.name


def _meet(a: Quantity, b: Quantity) -> bool:
    """Say whether two numbers may be one: their bounds meet."""
    low = max(q.low if q.low is not None else 0.0 for q in (a, b))
    high = min(q.high if q.high is not None else float("inf") for q in (a, b))
    return low <= high
