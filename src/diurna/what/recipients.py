"""Whom an event is done to, where no argument of its predicate says so."""

from __future__ import annotations

from typing import Final

from diurna.language import Reading
from diurna.syntax.lexicon import words
from diurna.syntax.phrases import case_of
from diurna.what import arguments
from diurna.what.found import Found
from diurna.who import Cast

_OWN: Final = frozenset({"AGREE", "AID", "MOBILIZE", "RETREAT", "CONCEDE", "COOPERATE", "THREATEN"})
"""Types that are not done to what belongs to the actor: "offered its troops to Lebanon"."""
_DOMESTIC: Final = frozenset({"curfew", "censor"})
"""Modes of coercion that a state turns on its own people, where nobody is named."""
_RAIDS: Final = frozenset({"ASSAULT", "COERCE"})


def settle(reading: Reading, cast: Cast, found: Found) -> None:
    """Mend the recipients of an event: nobody's own things; who is meant where nobody is named.

    Of an arrest no state is one that only is where somebody is arrested.

    Args:
        reading: The text.
        cast: Its actors.
        found: The event; its recipients are changed in place.
    """
    kind = found.entry.type
    if kind in _OWN:
        kept = [r for r in found.recipients if cast.member(r).owner not in found.actors]
        if len(kept) < len(found.recipients):
            found.recipients = kept or _given(reading, cast, found)
    if kind == "ASSAULT":
        found.recipients = [r for r in found.recipients if not _weapon(cast, r)]
    if not _national(cast, found.recipients):
        for word in dict.fromkeys((found.trigger, found.predicate)):
            if not _national(cast, found.recipients):
                found.recipients += arguments.concerned(reading, cast, word, kind, found.actors)
    if kind in _RAIDS and not found.recipients:
        found.recipients += _hit(reading, cast, found)
    if kind == "MOBILIZE" and not _national(cast, found.recipients):
        found.recipients += _faced(reading, cast, found)
    if found.entry.mode == "arrest":
        told = _told(reading, cast, found)
        found.recipients = [
            r for r in found.recipients if cast.member(r).kind != "state" or r in told
        ]
    if found.entry.mode in _DOMESTIC and not _national(cast, found.recipients):
        found.recipients += _governed(cast, found)
    if kind == "PROTEST" and not _national(cast, found.recipients):
        found.recipients += _governed(cast, found)


def _told(reading: Reading, cast: Cast, found: Found) -> set[str]:
    """Return who is the object of an event's own verb."""
    things = reading.children(found.trigger, "obj", "nsubj:pass")
    return {a for thing in things for a in cast.actors_of(thing)}


def _national(cast: Cast, identities: list[str]) -> bool:
    return any(arguments.is_national(cast, i) for i in identities)


def _weapon(cast: Cast, identity: str) -> bool:
    """Say whether an actor is only what is launched: "artillery"."""
    return cast.member(identity).name.lower().rstrip("s") in words("harm.weapons")


def _given(reading: Reading, cast: Cast, found: Found) -> list[str]:
    """Return who is told by "to" or "in" beside the actor's own things."""
    out: list[str] = []
    heads = [found.predicate, *reading.children(found.predicate, "xcomp", "obj")]
    for head in heads:
        for child in reading.children(head, "obl", "nmod"):
            if case_of(reading, child) in ("to", "in", "for", "from"):
                state = cast.state_of(child)
                named = [state] if state else cast.actors_of(child)
                out += [a for a in named if a not in out and a not in found.actors]
    return out


def _hit(reading: Reading, cast: Cast, found: Found) -> list[str]:
    """Return the state of the place that is hit: "shelled the town of Juba"."""
    own = {cast.member(a).country for a in found.actors}
    things = list(reading.children(found.predicate, "obj", "nsubj:pass"))
    if found.is_noun:
        things = [
            c
            for c in reading.children(found.trigger, "nmod")
            if case_of(reading, c) in ("of", "on", "against")
        ]
    for thing in things:
        for word in (thing, *reading.children(thing, "nmod", "appos", "compound", "flat", "amod")):
            state = cast.state_at(word) or cast.state_of(word)
            if state and cast.member(state).country not in own:
                return [state]
    return []


def _faced(reading: Reading, cast: Cast, found: Found) -> list[str]:
    """Return the state that troops of another stand in or are sent to."""
    own = {cast.member(a).country for a in found.actors} - {None}
    out: list[str] = []
    for head in dict.fromkeys((found.predicate, found.trigger)):
        for child in reading.children(head, "obl", "nmod"):
            state = cast.state_at(child)
            if case_of(reading, child) in ("in", "to", "into", "on", "near") and state:
                foreign = own and cast.member(state).country not in own
                out += [state] if foreign and state not in out else []
    return out


def _governed(cast: Cast, found: Found) -> list[str]:
    """Return the actors' own state: whom a protest is against, whose people a curfew binds."""
    own = {c for a in found.actors if (c := cast.member(a).country)}
    return [cast.state(own.pop())] if len(own) == 1 else []
