"""What the words around a toponym tell of it: what it lies in, and whether it is a region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from diurna.language import Entity, Reading
from diurna.syntax.lexicon import kinds, words
from diurna.where.gazetteer import Toponym, state_short

_KINDS: Final = kinds("divisions")
"""What follows or introduces the name of a region: "Nyanza province", "the state of Georgia"."""
_MANY: Final = words("divisions_together")
_GREAT: Final = 500_000
"""People of a town that is meant sooner than the region of its name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name to resolve: as printed, what it is said to lie in, and what it may mean."""

    text: str
    container: Toponym | None
    options: tuple[Toponym, ...]
    holds: bool = False
    """Whether it stands as what another place lies in: the state of "Buffalo, New York"."""
    region: str = ""
    """The start of the feature code that its words ask for: "Washington state", "in Ohio, Utah and
    Washington"; empty where they ask for none."""

    def great(self) -> bool:
        """Say whether it may mean a town so large that it is meant before a region."""
        return any(o.feature == "PPL" and o.population > _GREAT for o in self.options)


def _listed(reading: Reading, last: Entity) -> bool:
    """Say whether a place after a comma is one of a list: "in Ohio, Texas and Utah"."""
    if last.end + 1 >= len(reading) or reading.words[last.end].lower() not in ("and", "or"):
        return False
    more = reading.entity_at(last.end + 1)
    return more is not None and more.label == "Location"


def holding(reading: Reading, begin: int) -> bool:
    """Say whether a name stands after a place and a comma as what that place lies in."""
    before = reading.entity_at(begin - 2) if begin > 1 and reading.words[begin - 1] == "," else None
    if before is None or before.label != "Location":
        return False
    return container_of(reading, begin - 1) is not None


def container_of(reading: Reading, end: int) -> str | None:
    """Return the name after the comma in "Paris, Texas" or "Alexandria, La.", or None."""
    if end >= len(reading) or reading.words[end] != ",":
        return None
    following = reading.entity_at(end + 1)
    if following and following.label == "Location" and following.begin <= end + 1:
        if _listed(reading, following):
            return None
        name = " ".join(reading.words[end + 1 : following.end])
        return state_short().get(name, name)
    for last in (end + 3, end + 2):
        short = "".join(reading.words[end + 1 : last])
        if short in state_short():
            return state_short()[short]
    return None


def holds(holder: Toponym, option: Toponym) -> bool:
    """Say whether a state or a region has a place in it."""
    inside = holder.feature == "PCLI" or holder.admin1 == option.admin1
    return holder.country == option.country and inside and option is not holder


def holder_of(options: tuple[Toponym, ...], holders: tuple[Toponym, ...]) -> Toponym | None:
    """Return what a place is said to lie in: of two Georgias the one that has a Rome."""
    wide = [h for h in holders if h.feature in ("PCLI", "ADM1")]
    for holder in wide:
        if any(holds(holder, option) for option in options):
            return holder
    return wide[0] if wide else holders[0] if holders else None


def _called(reading: Reading, begin: int, end: int) -> str:
    """Return the kind of region a name is called: "Washington state", "province of Ontario"."""
    after = reading.words[end].lower() if end < len(reading) else ""
    of = begin > 1 and reading.words[begin - 1].lower() == "of"
    before = reading.words[begin - 2].lower() if of else ""
    return _KINDS.get(after) or _KINDS.get(before, "")


def _beside(reading: Reading, runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the names that follow each other in a list, by their numbers."""
    return [
        (n, n + 1)
        for n, ((_, end), (begin, _)) in enumerate(pairwise(runs))
        if 0 < begin - end < 3
        and all(w.lower() in (",", "and", "or") for w in reading.words[end:begin])
    ]


def _sure(name: Name) -> bool:
    """Say whether a name can hardly be but a region."""
    if name.holds or name.container or not name.options:
        return False
    first, *others = name.options
    return first.feature == "ADM1" and all(o.population < first.population / 10 for o in others)


def _own(name: Name, kind: str, other: Name) -> bool:
    """Say whether a name has a region of a kind in the state of another's first."""
    states = {o.country for o in other.options[:1]}
    return any(o.feature.startswith(kind) and o.country in states for o in name.options)


def _along(
    reading: Reading, told: list[Name], runs: Sequence[tuple[int, int]], called: list[str]
) -> list[str]:
    """Return the kind of region of each name by those it is listed with: "Ohio and New York"."""
    many = {
        i
        for i, (begin, end) in enumerate(runs)
        if called[i]
        and ({w.lower() for w in (*reading.words[max(0, begin - 2) : begin],
                                  *reading.words[end : end + 1])} & _MANY)
    }  # fmt: skip
    out = [kind if i in many else "ADM1" if _sure(told[i]) else "" for i, kind in enumerate(called)]
    links = _beside(reading, runs)
    for a, b in (*links, *reversed(links)):
        for one, other in ((a, b), (b, a)):
            if out[one] and not out[other] and _own(told[other], out[one], told[one]):
                out[other] = out[one]
    return out


def by_company(reading: Reading, told: list[Name], runs: Sequence[tuple[int, int]]) -> list[Name]:
    """Mark what is called a region, what is listed with regions, and what holds another place.

    Args:
        reading: The text.
        told: Its names of places, in order.
        runs: The words of each, half-open.

    Returns:
        The names, with `region`; what another place is said to lie in is left with the one
        option that the other's own name fits.
    """
    called = [_called(reading, *run) for run in runs]
    listed = _along(reading, told, runs, called)
    everywhere = {
        n.text.lower(): kind for n, kind in zip(told, called, strict=True) if kind and not n.great()
    }
    out: list[Name] = []
    for i, name in enumerate(told):
        before = told[i - 1] if i and name.holds else None
        holder = before.container if before else None
        if before and holder in name.options and any(holds(holder, o) for o in before.options):
            out.append(replace(name, options=(holder,)))
        else:
            kind = called[i] or listed[i] or everywhere.get(name.text.lower(), "")
            out.append(replace(name, region=kind))
    return out
