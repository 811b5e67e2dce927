"""The choice among the places that a name may mean, by the whole article."""

from __future__ import annotations

import math
from collections import Counter
from typing import Final

import numpy as np

from diurna.where.company import Name
from diurna.where.gazetteer import Toponym
from diurna.world.tables import countries, names

WEIGHTS = {
    "people": 1.0, "country": 4.0, "state": 0.5, "near": 1.2, "cover": 0.5, "PCLI": 2.0,
    "ADM1": 4.0, "seat": 4.0, "gathered": 4.0,
    "holds": 8.0, "called": 8.0, "lesser": 0.2,
}  # fmt: skip
"""What each kind of evidence weighs: people there, its country and state named in the article,
towns chosen nearby, names of the article that may lie in the same region, being a state, being
called one; and what is left of the state's weight for the namesake of a city of the world."""
SEAT: Final = 100_000
"""People of a capital that its name alone may mean."""
_WORLD: Final = 1_000_000
"""People of a city that is known in all the world."""
_LESSER: Final = 20
_LESSER_THAN_SEAT: Final = 3
"""Times as many people as its namesake that such a city has, and a seat of government."""
_NEAR: Final = 250.0
"""Kilometres within which places of one article speak for one another."""


def _state_votes(names: list[Name]) -> Counter[tuple[str | None, str | None]]:
    """Count which states of the United States the article names, or says a place lies in."""
    votes: Counter[tuple[str | None, str | None]] = Counter()
    for name in names:
        first = name.options[0] if name.options else None
        for place in (first, name.container):
            if place is not None and place.feature in ("ADM1", "ADM2") and place.admin1:
                votes[place.country, place.admin1] += 1
    return votes


def _covered(names: list[Name]) -> Counter[tuple[str | None, str | None]]:
    """Weigh the regions by how many names of the article may lie in each, rare names more."""
    votes: Counter[tuple[str | None, str | None]] = Counter()
    for name in {n.text.lower(): n for n in names}.values():
        regions = {(o.country, o.admin1) for o in name.options if o.admin1}
        for region in regions:
            votes[region] += 1 / len(regions)  # type: ignore[assignment]
    return votes


def _kilometres(a: Toponym, b: Toponym) -> float:
    """Return about how far two places lie apart; a plane will do at this scale."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return math.inf
    across = (a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 111.2 * math.hypot(a.lat - b.lat, across)


_CLOSE: Final = 60.0
"""Kilometres at which two towns speak for one another about a third as much as side by side."""
_FEW: Final = 30
"""Options of a name that are looked at for towns close by."""


def _gathered(names: list[Name]) -> dict[tuple[str, Toponym], float]:
    """Weigh each town a name may mean by how close what the other names may mean lies.

    Two rare names with towns side by side are in one county; two common ones are so by chance: a
    name counts by the fewness of its towns.
    """
    told = {n.text.lower(): n for n in names}
    rows = [
        (i, text, o)
        for i, (text, n) in enumerate(told.items())
        for o in [o for o in n.options if o.feature in ("PPL", "ADM2") and o.lat is not None][:_FEW]
    ]
    if len(rows) < 2 or len(rows) > 4_000:
        return {}
    lat = np.radians(np.array([o.lat for *_, o in rows], np.float64))
    lon = np.radians(np.array([o.lon for *_, o in rows], np.float64))
    owner = np.array([i for i, *_ in rows])
    counts = np.bincount(owner, minlength=owner.max() + 1)
    total = np.zeros(len(rows))
    for other in range(len(counts)):  # one name at a time: all against all would take 0.5 GB
        mine = owner == other
        if counts[other]:
            across = (lon[:, None] - lon[mine]) * np.cos((lat[:, None] + lat[mine]) / 2)
            apart = 6371.0 * np.hypot(lat[:, None] - lat[mine], across)
            best = np.exp(-apart / _CLOSE).max(1) / np.log2(1 + counts[other])
            total += np.where(mine, 0.0, best)
    return {(text, o): float(np.log2(1 + t)) for (_, text, o), t in zip(rows, total, strict=True)}


class Chooser:
    """Chooses among what names may mean, by the whole article.

    Args:
        names: The names with what each may mean.
        votes: How often the article names each state, by ISO2.
    """

    def __init__(self, names: list[Name], votes: Counter[str]) -> None:
        self.names = names
        self.countries = votes
        self.states = _state_votes(names)
        plain_names = [n for n in names if not any(_is_seat(n.text, o) for o in n.options)]
        self.local = {country for country, _ in _state_votes(plain_names)}
        self.covered = _covered(names)
        self.settled: dict[str, Toponym] = {}
        self.gathered = _gathered(names)

    def run(self) -> list[Toponym | None]:
        """Choose twice: the second time by what lies near what the first time chose."""
        for _ in range(2):
            chosen = [self._choose(n) for n in self.names]
            self.settled = {
                n.text.lower(): c
                for n, c in sorted(
                    zip(self.names, chosen, strict=True), key=lambda item: not item[0].holds
                )
                if c is not None
            }
        return [
            c if n.container or n.holds else self.settled.get(n.text.lower(), c)
            for n, c in zip(self.names, chosen, strict=True)
        ]

    def _choose(self, name: Name) -> Toponym | None:
        if not name.options:
            return None
        first = name.options[0].feature
        if first not in ("PPL", "ADM1", "ADM2", "PCLI") and not name.container:
            return name.options[0]
        others = [p for t, p in self.settled.items() if t != name.text.lower()]
        return max(name.options, key=lambda o: self._score(o, name, others))

    def _score(self, option: Toponym, name: Name, others: list[Toponym]) -> float:
        score = WEIGHTS["people"] * math.log10(option.population + 100)
        if option.feature in ("PCLI", "ADM1"):
            score += 0.0 if name.great() and option.feature == "ADM1" else WEIGHTS[option.feature]
        if option.country and (told := self.countries[option.country]):
            part = WEIGHTS["lesser"] if self._lesser(option, name) else 1.0
            score += part * (WEIGHTS["country"] + 0.5 * math.log2(told))
        if option.admin1 and (told := self.states[option.country, option.admin1]):
            score += WEIGHTS["state"] + 0.5 * math.log2(told)
        if option.admin1 and option.feature in ("PPL", "ADM1", "ADM2"):
            score += WEIGHTS["cover"] * math.log2(1 + self.covered[option.country, option.admin1])
            near = sum(1 for o in others if o.feature != "PCLI" and _kilometres(o, option) < _NEAR)
            score += WEIGHTS["near"] * math.log2(1 + near)
        score += WEIGHTS["gathered"] * self.gathered.get((name.text.lower(), option), 0.0)
        if name.holds and option.feature in ("ADM1", "PCLI"):
            score += WEIGHTS["holds"]
        if name.region and option.feature.startswith(name.region):
            score += WEIGHTS["called"]
        great = option.feature == "PPL" and option.population > SEAT
        rivals = any(o.feature == "ADM1" and o.country == option.country for o in name.options)
        voted = {o.country for o in name.options if o.country and self.countries[o.country]}
        elsewhere = bool(voted) and option.country not in voted
        seat = great and rivals and option.country not in self.local and not elsewhere
        if seat and _is_seat(name.text, option):
            score += WEIGHTS["seat"]
        if name.container is not None and name.container.country == option.country:
            if name.container.feature == "ADM1":
                score += 4.0 + 6.0 * (name.container.admin1 == option.admin1)
            else:
                score += 8.0
        return score

    def _lesser(self, option: Toponym, name: Name) -> bool:
        """Say whether a place only bears the name of a city of the world: Cairo in Illinois.

        That an article names the United States is no sign of it, that it names Illinois is one.
        """
        if option.feature not in ("PPL", "ADM2") or self.states[option.country, option.admin1]:
            return False
        return any(
            o.feature == "PPL"
            and o.country != option.country
            and o.population > SEAT
            and o.population > option.population * _lesser_by(name.text, o)
            for o in name.options
        )


def _lesser_by(text: str, city: Toponym) -> float:
    """Return how many times the people of its namesake a city has that is meant before it."""
    if _is_seat(text, city):
        return _LESSER_THAN_SEAT
    return _LESSER if city.population > _WORLD else math.inf


def _is_seat(text: str, option: Toponym) -> bool:
    """Say whether a town is the capital that its name stands for: Washington."""
    known = names().get(text.lower())
    seat = known is not None and known.kind == "metonym" and known.country in countries()
    return seat and countries()[known.country].iso2 == option.country  # type: ignore[union-attr,index]
