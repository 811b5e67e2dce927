"""One event, many mentions: coreference inside the article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from diurna.language import Reading
from diurna.record import Status
from diurna.syntax.lexicon import words
from diurna.what.found import Found
from diurna.when.intervals import Interval

_AHEAD: Final[frozenset[Status]] = frozenset(
    {"planned", "threatened", "requested", "hypothetical", "conditional"}
)
_DONE: Final[frozenset[Status]] = frozenset({"occurred", "ongoing", "claimed"})


def side_of(status: Status) -> int:
    """Return 1 for what lies ahead, -1 for what was done, 0 for what was not or is denied."""
    return 1 if status in _AHEAD else -1 if status in _DONE else 0


def overlap(a: Interval, b: Interval) -> bool:
    """Say whether two windows may hold one day."""
    if a.begin and b.end and a.begin > b.end:
        return False
    return not (b.begin and a.end and b.begin > a.end)


def one_harm(reading: Reading, a: Found, b: Found) -> bool:
    """Say whether an attack and the harm it did are told as one: "the blast killed two".

    The noun is the subject of the verb of harm, its "in" or "by", or what the verb's clause hangs
    on; two verbs of harm side by side ("killed two and wounded six") are one as well.
    """
    if a.entry.type != "ASSAULT" or b.entry.type != "ASSAULT":
        return False
    first, second = sorted((a, b), key=lambda e: (e.is_noun, not _harms(reading, e)))
    if first.is_noun or not _harms(reading, first):
        return False
    verb, other = first.trigger, second.trigger
    if not second.is_noun:
        low, high = sorted((verb, other))
        both = _harms(reading, second)
        joins = ("conj", "advcl", "xcomp", "acl") if both or high == verb else ()
        follows = reading.relations[high].split(":")[0] in joins and reading.heads[high] == low
        return follows and (both or reading.child(verb, "nsubj") is None)
    spots = {other, second.predicate}
    if spots & set(reading.children(verb, "nsubj", "obl:agent")):
        return True
    for child in reading.children(verb, "obl"):
        cases = {reading.words[c].lower() for c in reading.children(child, "case")}
        if child in spots and cases & {"in", "by", "during", "from"}:
            return True
    hangs = reading.relations[verb].split(":")[0] in ("acl", "advcl", "conj", "xcomp")
    return hangs and reading.heads[verb] in spots


def _harms(reading: Reading, event: Found) -> bool:
    lemma = reading.lemmas[event.trigger].lower()
    return event.entry.mode is None and lemma in words("harm.telling")


@dataclass(slots=True)
class Merger:
    """Joins mentions of one event.

    Attributes:
        reading: The text as the model sees it.
        events: The events found, in text order.
        days: The days of each.
        place: A key for where each happens, or None.
        country: Gives the country of an actor, to let "Russia" meet "Putin".
    """

    reading: Reading
    events: list[Found]
    days: list[Interval]
    place: list[str | None]
    country: Callable[[str], str | None]

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
        if any(one_harm(self.reading, new, self.events[other]) for other in group):
            return True
        return all(self._compatible(number, other) for other in group) and any(
            self._linked(new, self.events[other]) or self._same_place(number, other)
            for other in group
        )

    def _compatible(self, a: int, b: int) -> bool:
        first, second = self.events[a], self.events[b]
        one, other = first.entry, second.entry
        alike = first.by == second.by or (first.is_noun and second.is_noun)
        sides = side_of(first.verdict.status) * side_of(second.verdict.status)
        return (
            (one.type, first.ordinal) == (other.type, second.ordinal)
            and len({one.mode, other.mode} - {None}) < 2
            and (one.mutual or one.mode == other.mode or alike)
            and (one.mode == "phone") == (other.mode == "phone")
            and not (sides < 0 and first.verdict.sure and second.verdict.sure)
            and overlap(self.days[a], self.days[b])
            and len({self.place[a], self.place[b]} - {None, ""}) < 2
            and self._people_agree(first, second)
        )

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
        again = a.is_noun and a.definite and (bool(shared) or not a.people)
        if a.entry.mutual:
            return len(shared) >= 2 or again
        if a.actors and b.actors and a.recipients and b.recipients:
            actors, recipients = (
                set(a.actors) & set(b.actors),
                set(a.recipients) & set(b.recipients),
            )
            return bool(actors and recipients) and (a.by == b.by or a.definite)
        return again and a.trigger != b.trigger
