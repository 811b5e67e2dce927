"""Fitted decisions: the weight of each sign that speaks for one or against it, as data.

`data/decisions.tsv` holds a decision, a sign and its weight a row; `training/scenes.py` writes it.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Sized
from functools import cache
from importlib.resources import files
from typing import Final

Sign = tuple[str, float]
"""A sign by its name, and how strongly it is there."""


@cache
def weights() -> dict[str, dict[str, float]]:
    """Return the weights of signs by decision."""
    out: dict[str, dict[str, float]] = {}
    for line in (files(__package__) / "data/decisions.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            decision, sign, weight = line.split("\t")
            out.setdefault(decision, {})[sign] = float(weight)
    return out


SHORT: Final = 90
"""Words under which a text counts as short: a headline, an item of a feed, a sentence."""
BRIEF: Final = "short: "
"""What is put before a sign for its further weight in short texts."""


def is_short(words: Sized) -> bool:
    """Say whether a text, or what has an entry for each of its words, counts as short."""
    return len(words) < SHORT


def score(decision: str, signs: Iterable[Sign], *, short: bool) -> float:
    """Return the log odds of a decision; 0 where nothing is known of it.

    Every sign has a weight for all texts and a further one for short ones (the feature augmentation
    of Daume III, 2007): in a text of one sentence the rules say more than the reader of articles.
    """
    known = weights().get(decision, {})
    total = 0.0
    for sign, value in signs:
        total += known.get(sign, 0.0) * value
        if short:
            total += known.get(BRIEF + sign, 0.0) * value
    return total


@cache
def _bars() -> dict[str, tuple[float, float]]:
    table = tomllib.loads((files(__package__) / "data/bars.toml").read_text("utf-8"))
    return {decision: (float(long), float(short)) for decision, (long, short) in table.items()}


def bar(decision: str, *, short: bool) -> float:
    """Return from where on a decision is taken; see data/bars.toml."""
    return _bars()[decision][short]


def chance(decision: str, signs: Iterable[Sign], *, short: bool) -> float:
    """Return the probability of a decision, 0 to 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score(decision, signs, short=short)))))


def odds(chance: float, bound: float = 5.0) -> float:
    """Return the log odds of a probability, within a bound."""
    low = 1 / (1 + math.exp(bound))
    chance = min(1 - low, max(low, chance))
    return max(-bound, min(bound, math.log(chance / (1 - chance))))
