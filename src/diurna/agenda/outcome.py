"""What became of an entry, decided from the signs of the sentences that speak of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from diurna.agenda.passages import Passage, Told

Outcome = Literal["confirmed", "rescheduled", "postponed", "cancelled", "occurred"]
OUTCOMES: Final[tuple[Outcome, ...]] = (
    "confirmed",
    "rescheduled",
    "postponed",
    "cancelled",
    "occurred",
)
"""What may become of an entry, beside nothing."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """A sentence held against an entry.

    Attributes:
        passage: The sentence.
        signs: What speaks for one outcome or another.
        told: The event of it that is nearest to the entry's.
    """

    passage: Passage
    signs: dict[str, float]
    told: Told | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What an article says became of an entry.

    Attributes:
        chances: Of each outcome; what is left to one is that it says nothing of it.
        outcome: The likeliest, or None.
        bearing: The sentence that speaks most for it.
        why: The signs that do, the weightiest first.
    """

    chances: dict[Outcome, float]
    outcome: Outcome | None
    bearing: Bearing | None
    why: str

    @property
    def chance(self) -> float:
        """That of the outcome."""
        return self.chances[self.outcome] if self.outcome else 0.0


NOTHING: Final = Reading({}, None, None, "")
SHARP: Final = 4.0
"""How near the best sentence alone decides, and not all together."""
_SHOWN: Final = 6


@cache
def weights() -> dict[str, tuple[float, ...]]:
    """Return what each sign adds to the log odds of each outcome (training/stories.py)."""
    text = (files("diurna.agenda") / "data/later.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {name: tuple(map(float, told)) for name, *told in rows}


def decide(bearings: Sequence[Bearing], table: dict[str, tuple[float, ...]]) -> Reading:
    """Say what sentences make of an entry.

    Args:
        bearings: Those that are most about it.
        table: The weights.
    """
    if not bearings:
        return NOTHING
    none = (0.0,) * len(OUTCOMES)
    odds = [[0.0] * len(OUTCOMES) for _ in bearings]
    for row, bearing in zip(odds, bearings, strict=True):
        for name, value in bearing.signs.items():
            for n, weight in enumerate(table.get(name, none)):
                row[n] += weight * value
    pooled = []
    for n in range(len(OUTCOMES)):
        top = max(row[n] for row in odds)
        rest = sum(math.exp(SHARP * (row[n] - top)) for row in odds)
        pooled.append(top + math.log(rest) / SHARP)
    peak = max(0.0, *pooled)
    whole = math.exp(-peak) + sum(math.exp(x - peak) for x in pooled)
    chances = {o: math.exp(x - peak) / whole for o, x in zip(OUTCOMES, pooled, strict=True)}
    outcome = max(OUTCOMES, key=lambda o: chances[o])
    nth = OUTCOMES.index(outcome)
    best = max(range(len(bearings)), key=lambda n: odds[n][nth])
    told = {k: table[k][nth] * v for k, v in bearings[best].signs.items() if k in table}
    ordered = sorted(told.items(), key=lambda item: -abs(item[1]))[:_SHOWN]
    why = ", ".join(f"{name} {value:+.1f}" for name, value in ordered if name != "always")
    if chances[outcome] < EAGER * (1 - sum(chances.values())):
        return Reading(chances, None, bearings[best], why)
    return Reading(chances, outcome, bearings[best], why)


EAGER: Final = 0.7
"""How likely an outcome must be for each part of the chance that nothing is said of the entry."""
