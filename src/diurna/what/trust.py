"""How likely a word tells of the event it was coded as, by signs weighed on judged events."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Final

from diurna.language import Reading
from diurna.what import decisions
from diurna.what.clauses import TYPES, Clauses
from diurna.what.codebook import filed_type
from diurna.what.decisions import Sign
from diurna.what.found import Found
from diurna.who import Cast
from diurna.who.members import Member

HEARD: Final = 0.12
"""Probability of the clause reader's from which a word is weighed at all."""
_FIRST: Final = 8
"""Sentences that are told apart by their number."""
_POLITICAL: Final = frozenset(
    {"GOV", "MIL", "LEG", "JUD", "COP", "REB", "IGO", "PTY", "OPP", "ELI", "SPY", "UAF", "CRM",
     "NGO"}
)  # fmt: skip
_POWERS: Final = frozenset({"GOV", "MIL", "IGO", "REB"})
_PRIVATE: Final = frozenset({"CVL", "LAB", "EDU", "BUS", "MED", "AGR", "JRN"})


def chance(reading: Reading, cast: Cast, clauses: Clauses, found: Found) -> float:
    """Return how likely a word is an event of its type, 0 to 1.

    Args:
        reading: The text as the model sees it.
        cast: Its actors.
        clauses: What the clause reader makes of it.
        found: The event.
    """
    return decisions.chance(
        "event", signs(reading, cast, clauses, found), short=decisions.is_short(reading)
    )


def signs(reading: Reading, cast: Cast, clauses: Clauses, found: Found) -> Iterator[Sign]:
    """Yield the signs of an event with their values; most are there (1) or not."""
    word = found.trigger
    yield "always", 1.0
    read = clauses.chance(word)
    yield "read", decisions.odds(read)
    best = clauses.types[word, 1:].max()
    yield "type read", decisions.odds(float(best))
    yield "read as found", decisions.odds(float(clauses.types[word, TYPES.index(found.entry.type)]))
    yield ("by the reader alone" if found.guessed else f"by rule, {found.by.part}"), 1.0
    yield f"read, {found.by.part}", decisions.odds(read)
    kind, before = reading.kinds.get(word, ("", 0.0))
    same = kind in (found.entry.type, filed_type(found.entry))
    yield ("guessed as found" if same else "guessed otherwise"), before
    yield "happened", max(-3.0, min(3.0, reading.facts[word])) if reading.facts else 0.0
    yield f"type {found.entry.type}", 1.0
    yield f"status {found.verdict.status}", 1.0
    yield from ((f"against: {reason}", 1.0) for reason in found.against)
    yield from _elsewhere(reading, clauses, found)
    told = {
        "noun": found.is_noun,
        "mode": found.entry.mode is not None,
        "phrase": found.end - found.begin > 1,
        "definite": found.definite,
        "counted": bool(found.quantities),
        "clause": reading.child(word, "xcomp", "ccomp") is not None,
        "dated": _dated(reading, found),
        "headline": reading.sentence_number(word) == 0,
        "modifier": reading.relations[word].partition(":")[0] in ("compound", "amod"),
    }
    yield from ((sign, 1.0) for sign, there in told.items() if there)
    members = cast.members
    public = sum(bool(set(m.sectors) & _POLITICAL) for m in members) / max(1, len(members))
    yield "political text", public
    for side, people in (("actor", found.actors), ("recipient", found.recipients)):
        yield from ((f"{side} {told}", 1.0) for told in _of(map(cast.member, people)))


def _elsewhere(reading: Reading, clauses: Clauses, found: Found) -> Iterator[Sign]:
    """Yield what the rest of the text says: the same word, the same type, the words beside it."""
    word = found.trigger
    yield f"sentence {min(reading.sentence_number(word), _FIRST)}", 1.0
    lemma = reading.lemmas[word]
    again = [clauses.chance(n) for n, w in enumerate(reading.lemmas) if w == lemma and n != word]
    if again:
        yield "read in the same word elsewhere", decisions.odds(max(again))
    else:
        yield "the word stands once", 1.0
    column = clauses.types[:, TYPES.index(found.entry.type)]
    alike = float(column.sum() - column[word])
    yield "its type elsewhere", min(4.0, alike) / 4
    sentence = reading.sentence(word)
    beside = clauses.types[sentence.begin : sentence.end, 0]
    others = float((1 - beside).sum()) - clauses.chance(word)
    yield "others in the sentence", min(3.0, others) / 3
    yield "events of the text", float((1 - clauses.types[:, 0]).sum()) / max(1, len(reading)) * 10


def of_type(clauses: Clauses, found: Found, kind: str) -> Iterator[Sign]:
    """Yield what speaks for the reader's type of a word against the rules'."""
    row = clauses.types[found.trigger]
    yield "always", 1.0
    held, read = (max(float(row[TYPES.index(k)]), 1e-3) for k in (found.entry.type, kind))
    yield "odds", math.log(read / held)
    yield f"from {found.entry.type}", 1.0
    yield f"to {kind}", 1.0
    yield found.by.part, 1.0


def _dated(reading: Reading, found: Found) -> bool:
    """Say whether a date hangs on an event."""
    near = {*reading.children(found.trigger), *reading.children(found.predicate)}
    return any(reading.labelled(c, "Date") for c in near)


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
