"""Chains of mentions: which noun phrases and pronouns of a text are one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from diurna.language import Reading
from diurna.who import mentions, pairs
from diurna.who.mentions import FEMALE, MALE, MANY, THING, UNKNOWN, Mentions
from diurna.who.pairs import Floats, Pairs

_CLASH: Final = frozenset(
    {(MALE, FEMALE), (FEMALE, MALE), (MALE, THING), (THING, MALE), (FEMALE, THING),
     (THING, FEMALE), (MALE, MANY), (MANY, MALE), (FEMALE, MANY), (MANY, FEMALE)}
)  # fmt: skip


@cache
def _weights() -> dict[str, Floats]:
    with np.load(str(files(__package__) / "data/chains.npz")) as stored:
        return {name: stored[name].astype(np.float32) for name in stored}


def _net(x: Floats, name: str) -> Floats:
    w = _weights()
    hidden = np.maximum(x @ w[f"{name}_in"] + w[f"{name}_bias"], 0)
    out: Floats = hidden @ w[f"{name}_out"] + w[f"{name}_end"]
    return out


def links(reading: Reading) -> dict[int, int]:
    """Return the antecedent's head word by the head word of each mention that has one."""
    if reading.views is None:
        return {}
    m = mentions.find(reading)
    if len(m) < 2:
        return {}
    p = pairs.likely(reading.views, m)
    found, lone = pairs.features(reading, m, p)
    chosen = _decode(m, p, _net(found, "pair"), _net(lone, "lone"))
    return {int(m.head[later]): int(m.head[earlier]) for later, earlier in chosen.items()}


def _decode(m: Mentions, p: Pairs, scores: Floats, alone: Floats) -> dict[int, int]:
    """Choose antecedents in order; what is known of a chain bars what does not fit it."""
    bounds = np.searchsorted(p.later, np.arange(len(m) + 1))
    gender = m.gender.tolist()
    chain = list(range(len(m)))
    known = dict(enumerate(gender))
    out: dict[int, int] = {}
    for later in range(len(m)):
        rows = slice(bounds[later], bounds[later + 1])
        own = gender[later]
        for row in np.argsort(-scores[rows], kind="stable")[:8].tolist():
            at = bounds[later] + row
            if scores[at] <= alone[later]:
                break
            earlier = int(p.earlier[at])
            top = chain[earlier]
            if (known[top], own) in _CLASH:
                continue
            chain[later] = top
            if known[top] == UNKNOWN and own != UNKNOWN:
                known[top] = own
            out[later] = earlier
            break
    return out
