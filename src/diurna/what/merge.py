"""One event, many mentions: coreference inside the article."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from diurna.record import Status
from diurna.what.find import Found
from diurna.when.intervals import Interval

_AHEAD: Final[frozenset[Status]] = frozenset(
    {"planned", "threatened", "requested", "hypothetical", "conditional"}
)
_DONE: Final[frozenset[Status]] = frozenset({"occurred", "ongoing", "claimed"})


def _side(status: Status) -> int:
    return 1 if status in _AHEAD else -1 if status in _DONE else 0


def _overlap(a: Interval, b: Interval) -> bool:
    if a.begin and b.end and a.begin > b.end:
        return False
    return not (b.begin and a.end and b.begin > a.end)


class Merger:
    """Joins mentions of one event.

    Args:
        events: The events found, in text order.
        days: The days of each.
        place: A key for where each happens, or None.
        country: Gives the country of an actor, to let "Russia" meet "Putin".
    """

    def __init__(
        self,
        events: list[Found],
        days: list[Interval],
        place: list[str | None],
        country: Callable[[str], str | None],
    ) -> None:
        self.events, self.days, self.place, self.country = events, days, place, country

    def run(self) -> list[list[int]]:
        """Return groups of event numbers; the first of a group is its earliest mention."""
        groups: list[list[int]] = []
        for number in range(len(self.events)):
            home = next((g for g in reversed(groups) if self._joins(number, g)), None)
            if home is None:
                groups.append([number])
            else:
                home.append(number)
        return groups

    def _joins(self, number: int, group: list[int]) -> bool:
        new = self.events[number]
        return all(self._compatible(number, other) for other in group) and any(
            self._linked(new, self.events[other]) or self._same_place(number, other)
            for other in group
        )

    def _compatible(self, a: int, b: int) -> bool:
        first, second = self.events[a], self.events[b]
        if first.entry.type != second.entry.type:
            return False
        modes = {first.entry.mode, second.entry.mode} - {None}
        if len(modes) > 1:
            return False
        told_alike = first.why == second.why or (first.is_noun and second.is_noun)
        if not first.entry.mutual and first.entry.mode != second.entry.mode and not told_alike:
            return False
        phones = [e.entry.mode == "phone" for e in (first, second)]
        if phones[0] != phones[1]:
            return False
        sure = first.verdict.sure and second.verdict.sure
        if _side(first.verdict.status) * _side(second.verdict.status) < 0 and sure:
            return False
        if not _overlap(self.days[a], self.days[b]):
            return False
        if self.place[a] and self.place[b] and self.place[a] != self.place[b]:
            return False
        return self._people_agree(first, second)

    def _people_agree(self, a: Found, b: Found) -> bool:
        """Say whether nobody on one side stands in the other's way."""
        if not a.people or not b.people:
            return True
        if a.people <= b.people or b.people <= a.people:
            return a.entry.mutual or not (set(a.actors) & set(b.recipients) - set(a.recipients))
        countries = [{self.country(p) for p in e.people} for e in (a, b)]
        return (
            bool(a.people & b.people) and countries[0] == countries[1] and None not in countries[0]
        )

    def _same_place(self, a: int, b: int) -> bool:
        """Say whether one mention names nobody and both name the same place."""
        here, there = self.place[a], self.place[b]
        nobody = not self.events[a].people or not self.events[b].people
        return nobody and here is not None and here == there

    def _linked(self, a: Found, b: Found) -> bool:
        """Say whether something positive ties two mentions: shared people, or a definite noun."""
        shared = a.people & b.people
        if a.entry.mutual:
            return len(shared) >= 2 or (a.is_noun and a.definite and (bool(shared) or not a.people))
        if a.actors and b.actors and a.recipients and b.recipients:
            same = bool(set(a.actors) & set(b.actors)) and bool(
                set(a.recipients) & set(b.recipients)
            )
            return same and (a.why == b.why or a.definite)
        if a.is_noun and a.definite and a.trigger != b.trigger:
            return bool(shared) or not a.people
        return False
