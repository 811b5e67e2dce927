"""One dossier an actor: its state and its sectors, decided by all that the article says of it.

The rules of this room read what the words for an actor say outright; what they found is a sign
among others here. The weights are fitted to articles read by hand (`training/dossiers.py`): those
of states by conditional logistic regression over the states that an actor may be of and none, those
of sectors by a logistic regression each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import exp, fsum
from typing import Final

import numpy as np
import numpy.typing as npt

from diurna.language import Reading
from diurna.who.callings import calling
from diurna.who.homes import NOBODY, Homes, Signs
from diurna.who.members import Member
from diurna.who.scene import Scene
from diurna.who.sectors import LABELS, Sectors
from diurna.who.tables import newsrooms
from diurna.world.tables import rows

SURE: Final = 0.4
"""How likely a state must be to be told."""
MEMBER: Final = 0.45
"""How likely a sector must be to be told beside others, and alone."""
LEAST: Final = 0.1
_NOTE: Final = 5
"""Sentences of a text that is no article yet: what the words for an actor say outright
stands there, for what is fitted is fitted to articles."""
_SURER: Final = 0.95
"""How likely a state must be there where the words say none."""


@cache
def weights_of_homes() -> dict[str, float]:
    """Return the weight of each sign of a state."""
    return {r["sign"]: float(r["weight"]) for r in rows("homes.tsv", "diurna.who")}


@cache
def weights_of_sectors() -> tuple[dict[str, int], npt.NDArray[np.float64]]:
    """Return the row of each sign, and (signs, sectors) weights; the sign "always" is constant."""
    rows_of: dict[str, int] = {}
    weights: list[list[float]] = []
    column = {code: n for n, code in enumerate(LABELS)}
    for row in rows("sectors.tsv", "diurna.who"):
        rows_of[row["sign"]] = len(weights)
        told = [0.0] * len(LABELS)
        for part in row["weights"].split("|"):
            code, _, weight = part.partition(":")
            told[column[code]] = float(weight)
        weights.append(told)
    return rows_of, np.array(weights)


def newsroom(source: str | None) -> str | None:
    """Return the state of a newsroom by its name (ISO3), or None where it is not known."""
    name = (source or "").partition("(")[0].partition(" - ")[0].strip().lower()
    return newsrooms().get(name.removeprefix("the "))


def likely_homes(signs: Signs, weights: Mapping[str, float]) -> dict[str, float]:
    """Return how likely each candidate is."""
    told = {c: fsum(weights.get(s, 0.0) * v for s, v in f.items()) for c, f in signs.items()}
    top = max(told.values())
    odds = {c: exp(t - top) for c, t in told.items()}
    total = fsum(odds.values())
    return {c: o / total for c, o in odds.items()}


def home(likely: Mapping[str, float], sure: float = SURE) -> str | None:
    """Return the state that is likely enough, or None."""
    best = max(likely, key=lambda code: (likely[code], code))
    return best if best != NOBODY and likely[best] >= sure else None


def sectors(odds: Sequence[float]) -> list[str]:
    """Return the sectors that are likely enough, the likeliest first.

    Args:
        odds: How likely each of `LABELS` is.
    """
    order = sorted(range(len(LABELS)), key=lambda n: (-odds[n], n))
    told = [n for n in order if odds[n] >= MEMBER]
    return [LABELS[n] for n in told or order[:1] if odds[n] >= LEAST]


def beside(codes: Sequence[str], told: Sequence[str]) -> list[str]:
    """Return fitted sectors with those of the rules that nothing is fitted for.

    Who held an office before is of the elite, and of no government.
    """
    kept = [code for code in codes if code != "GOV" or "ELI" not in told]
    return [*kept, *(code for code in told if code not in LABELS)]


def settled(member: Member) -> bool:
    """Say whether nothing is left to decide: a state is one, and who has no mention is told of."""
    return not member.mentions or (member.kind == "state" and member.entity is not None)


class Dossiers:
    """Completes the actors of an article.

    Args:
        reading: The text as the model sees it.
        members: Its actors as the rules made them.
        at: Whose each word is.
        spots: The state that each word of a place's name lies in (ISO3).
        source: The newsroom, where it is known.
    """

    def __init__(
        self,
        reading: Reading,
        members: Sequence[Member],
        at: Mapping[int, Member],
        spots: Mapping[int, str],
        source: str | None,
    ) -> None:
        self._reading, self._members = reading, members
        self._note = len(reading.sentences) < _NOTE
        self.homes = Homes(reading, Scene(reading, members, at, spots), newsroom(source))
        self.sectors = Sectors(reading, members, at)

    def complete(self) -> None:
        """Give every actor a state, sectors and a role, each by what the rules told of all."""
        told = [(m, self._home(m), self._sectors(m)) for m in self._members if not settled(m)]
        for member, country, codes in told:
            member.inferred = member.inferred or country != member.country
            member.country = country
            member.sectors = codes
            if member.kind == "person" and member.role is None:
                member.role = calling(self._reading, member)

    def _home(self, member: Member) -> str | None:
        if self._note and member.country:
            return member.country
        signs = self.homes.signs(member)
        if self._note:
            signs = {code: found for code, found in signs.items() if "visited" not in found}
        likely = likely_homes(signs, weights_of_homes())
        return home(likely, _SURER if self._note else SURE)

    def _sectors(self, member: Member) -> list[str]:
        if self._note:
            return member.sectors
        rows_of, weights = weights_of_sectors()
        signs = ("always", *sorted(self.sectors.signs(member)))
        total = weights[[n for s in signs if (n := rows_of.get(s)) is not None]].sum(axis=0)
        return beside(sectors((1 / (1 + np.exp(-total))).tolist()), member.sectors)
