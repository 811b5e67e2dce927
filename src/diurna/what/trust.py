"""How likely a word tells of the event it was coded as, by signs weighed on judged events."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from diurna.language import Reading
from diurna.what.codebook import filed_type
from diurna.what.found import Found
from diurna.who import Cast
from diurna.who.members import Member

LEAST: Final = 0.25
"""Probability under which what was found is taken for no event."""
_POLITICAL: Final = frozenset(
    {"GOV", "MIL", "LEG", "JUD", "COP", "REB", "IGO", "PTY", "OPP", "ELI", "SPY", "UAF", "CRM",
     "NGO"}
)  # fmt: skip
_POWERS: Final = frozenset({"GOV", "MIL", "IGO", "REB"})
_PRIVATE: Final = frozenset({"CVL", "LAB", "EDU", "BUS", "MED", "AGR", "JRN"})


@cache
def weights() -> dict[str, float]:
    """Return the weight of each sign, and of "always", as `training/trust.py` fitted them."""
    lines = (files(__package__) / "data/trust.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {sign: float(weight) for sign, weight in rows}


def chance(reading: Reading, cast: Cast, found: Found) -> float:
    """Return how likely an event's type is right and it is one at all, 0 to 1.

    Args:
        reading: The text as the model sees it.
        cast: Its actors.
        found: The event.
    """
    known = weights()
    total = known["always"]
    for sign, value in signs(reading, cast, found):
        total += known.get(sign, 0.0) * value
    return 1 / (1 + math.exp(-total))


def doubted(reading: Reading, found: Found) -> bool:
    """Say whether what was found is to be taken for no event.

    What is planned, threatened, refused or called off, and what has a date of its own, is not: the
    agenda asks for it, and few of the judged events were so.
    """
    if found.chance >= LEAST or found.changed or _dated(reading, found):
        return False
    return found.verdict.status not in ("planned", "threatened", "negated", "denied")


def signs(reading: Reading, cast: Cast, found: Found) -> Iterator[tuple[str, float]]:
    """Yield the signs of an event with their values; most are there (1) or not."""
    word = found.trigger
    kind, read = reading.kinds.get(word, ("", 0.0))
    same = kind in (found.entry.type, filed_type(found.entry))
    yield ("read as coded" if same else "read otherwise"), read
    yield "happened", max(-3.0, min(3.0, reading.facts[word])) if reading.facts else 0.0
    yield f"type {found.entry.type}", 1.0
    yield f"status {found.verdict.status}", 1.0
    told = {
        "model alone": found.guessed,
        "noun": found.is_noun,
        "mode": found.entry.mode is not None,
        "phrase": found.end - found.begin > 1,
        "definite": found.definite,
        "counted": bool(found.quantities),
        "clause": reading.child(word, "xcomp", "ccomp") is not None,
        "dated": _dated(reading, found),
    }
    yield from ((sign, 1.0) for sign, there in told.items() if there)
    members = cast.members
    public = sum(bool(set(m.sectors) & _POLITICAL) for m in members) / max(1, len(members))
    yield "political text", public
    for side, people in (("actor", found.actors), ("recipient", found.recipients)):
        yield from ((f"{side} {told}", 1.0) for told in _of(map(cast.member, people)))


def _dated(reading: Reading, found: Found) -> bool:
    """Say whether a date hangs on an event."""
    near = {*reading.children(found.trigger), *reading.children(found.predicate)}
    return any((e := reading.entity_at(c)) is not None and e.label == "Date" for c in near)


def _of(people: Iterable[Member]) -> Iterator[str]:
    """Yield what tells of those on one side of an event."""
    members = list(people)
    sectors = {s for m in members for s in m.sectors}
    if not members:
        yield "nobody"
    if len(members) > 1:
        yield "several"
    if sectors & _POLITICAL:
        yield "political"
    if sectors & _POWERS:
        yield "power"
    if sectors and sectors <= _PRIVATE:
        yield "private"
    if any(m.country for m in members):
        yield "of a state"
    yield from sorted({m.kind for m in members})
