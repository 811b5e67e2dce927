"""Who takes part, as keys that hold across articles, and how well two sets of people agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from diurna.record import Actor
from diurna.world.spelling import plain, same_name
from diurna.world.tables import names
from diurna.world.words import words

_EMPTY: Final = words("nobody", "agenda")


_HALF: Final = 0.5
_COMMON: Final = 0.7
"""How surely "the government" is "the government" where one of them is of no known state."""


@dataclass(frozen=True, slots=True)
class Party:
    """Someone who takes part, as other articles may name them.

    Attributes:
        name: As the article names them.
        key: The entity's id, or the plain name.
        country: ISO 3166-1 alpha-3, or None.
        general: Whether the words name nobody in particular: "two leaders".
        state: Whether it is a state.
        leads: Whether it is one who acts for a state: a leader, a ministry, an army.
        office: The office that somebody is known by, in words.
        unnamed: Whether the words give the office alone: "the Romanian president".
    """

    name: str
    key: str
    country: str | None = None
    general: bool = False
    state: bool = False
    leads: bool = False
    office: str | None = None
    unnamed: bool = False


def _is_named(actor: Actor) -> bool:
    """Say whether any words for somebody hold a part of the name."""
    parts = {w for w in plain(actor.name).split() if len(w) > 2}
    return any(parts & set(plain(m.text).split()) for m in actor.mentions)


def party(actor: Actor) -> Party:
    """Return an actor as others may name it."""
    words = [
        w
        for w in plain(actor.name).replace("-", " ").split()
        if w not in _EMPTY and not w.isdigit()
    ]
    general = actor.kind in ("group", "role", "unknown") and not words
    known = names().get(plain(actor.name)) if not actor.entity else None
    if known is not None and known.kind in ("metonym", "name") and known.country:
        return Party(actor.name, f"country:{known.country}", known.country, state=True)
    leads = bool({"GOV", "MIL"} & set(actor.sectors))
    return Party(
        name=actor.name,
        key=actor.entity or " ".join(words) or plain(actor.name),
        country=actor.country,
        general=general,
        state=actor.kind == "state",
        leads=leads,
        office=actor.role if actor.kind == "person" else None,
        unnamed=actor.kind == "person" and not _is_named(actor),
    )


def _held(party: Party) -> str:
    """Return the office without its state: "President" of "President of Romania"."""
    return (party.office or "").partition(" of ")[0]


def _alike(a: Party, b: Party) -> float:
    """Return how surely two of one name are one: any state has its "government"."""
    if ":" in a.key or not a.name.islower():
        return 1.0
    if a.country is None or b.country is None:
        return _COMMON
    return 1.0 if a.country == b.country else 0.0


_LINKS: Final = words("links", "agenda")


@lru_cache(maxsize=1 << 16)
def tokens(key: str) -> tuple[str, ...]:
    """Return the words that count of a key, of an entity's id as of a plain name."""
    told = key.rpartition(":")[2].replace("-", " ").replace("’", "'").split()
    kept = (word.removesuffix("'s").removesuffix("'") for word in told if word not in _LINKS)
    return tuple(word for word in kept if word)


def named(parties: Iterable[Party]) -> list[Party]:
    """Return those who are more than "officials" or "people"."""
    return [p for p in parties if not p.general]


def handles(parties: Iterable[Party]) -> set[str]:
    """Return what those who are named are looked up by: words of the name, and the state."""
    told = named(parties)
    out = {t for p in told for t in tokens(p.key)[0 if not p.country else -1 :]}
    return out | {f"@{p.country}" for p in told if p.country}


@lru_cache(maxsize=1 << 17)
def alike(a: Party, b: Party) -> float:
    """Return how surely two are one: 1 the same, a half where one speaks for the other."""
    if a.key == b.key:
        return _alike(a, b)
    if a.unnamed != b.unnamed and a.country == b.country and _held(a) and _held(a) == _held(b):
        return _COMMON
    if a.key.startswith("person:") and b.key.startswith("person:"):
        return 0.0
    if a.country and b.country and a.country != b.country:
        return 0.0
    mine, theirs = tokens(a.key), tokens(b.key)
    if mine and theirs:
        within = set(mine) <= set(theirs) or set(theirs) <= set(mine)
        if within or same_name(mine[-1], theirs[-1]):
            return 0.9
    if a.country and a.country == b.country and (a.state or b.state):
        return 0.6 if (a.state or a.leads) and (b.state or b.leads) else 0.5
    return 0.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two sets of people agree.

    Attributes:
        share: Of the smaller set, how much the other holds (0 to 1); None where one is empty.
        both: Whether every named party of either has its fellow.
        specific: Whether somebody who is named by a name is on both sides.
    """

    share: float | None
    both: bool
    specific: bool = False


def agree(first: Iterable[Party], second: Iterable[Party]) -> Agreement:
    """Compare who takes part in two events."""
    a, b = named(first), named(second)
    if not a or not b:
        return Agreement(None, not a and not b)
    small, large = sorted((a, b), key=len)
    best = [max(alike(p, q) for q in large) for p in small]
    back = [max(alike(p, q) for q in small) for p in large]
    specific = any(
        alike(p, q) >= _HALF and not p.name.islower() and not q.name.islower()
        for p in small
        for q in large
    )
    return Agreement(sum(best) / len(best), min(*best, *back, 1.0) >= 0.6, specific)
