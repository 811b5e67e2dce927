"""Toponyms of a reading to places, by the evidence of the whole article."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from diurna.language import Entity, Reading
from diurna.record import Place
from diurna.where.gazetteer import Toponym, candidates
from diurna.who.tables import countries, names

_SPECIAL_FEATURES = frozenset({"BLDG", "EST", "PAL", "SQR", "INSM", "ST", "PS", "MSQE", "HLL"})


@dataclass(frozen=True, slots=True)
class Located:
    """A place with the words it was read from (half-open)."""

    place: Place
    begin: int
    end: int


def _container(reading: Reading, entity: Entity) -> str | None:
    """Return the name after the comma in "Paris, Texas", or None."""
    at = entity.end
    if at < len(reading) and reading.words[at] == ",":
        following = reading.entity_at(at + 1)
        if following and following.label == "Location" and following.begin <= at + 1:
            return " ".join(reading.words[at + 1 : following.end])
    return None


def _split(reading: Reading) -> list[Entity]:
    """Return the entities, "Paris, Texas" as the two places that it names."""
    out: list[Entity] = []
    for entity in reading.entities:
        begin = entity.begin
        if entity.label == "Location":
            for index in range(entity.begin + 1, entity.end - 1):
                if reading.words[index] == ",":
                    out.append(Entity(begin, index, entity.label))
                    begin = index + 1
        out.append(Entity(begin, entity.end, entity.label))
    return out


def _country_votes(reading: Reading) -> Counter[str]:
    """Count which states the article names, by ISO2."""
    votes: Counter[str] = Counter()
    for entity in reading.entities:
        if entity.label in ("Location", "NORP", "Organization"):
            text = " ".join(reading.words[entity.begin : entity.end]).lower()
            found = names().get(text.removeprefix("the "))
            if found and found.country in countries() and found.kind != "metonym":
                votes[countries()[found.country].iso2] += 1
    return votes


def _score(option: Toponym, votes: Counter[str], container: Toponym | None) -> float:
    score = math.log10(option.population + 100)
    if option.country and votes[option.country]:
        score += 1.5 + 0.5 * math.log2(votes[option.country])
    if container:
        if container.feature == "ADM1" and container.country == option.country:
            score += 4.0 + 6.0 * (container.admin1 == option.admin1)
        elif container.country == option.country:
            score += 8.0
    return score


def _choose(name: str, votes: Counter[str], container: str | None) -> Toponym | None:
    options = candidates(name)
    if not options:
        return None
    holders = candidates(container) if container else []
    holder = next(
        (h for h in holders if h.feature in ("PCLI", "ADM1")), holders[0] if holders else None
    )
    if options[0].feature != "PPL" and not holder:
        return options[0]
    return max(options, key=lambda o: _score(o, votes, holder))


def locate(reading: Reading) -> list[Located]:
    """Find the places that a reading names.

    A name with no entry in the gazetteer is a place without coordinates.
    """
    votes = _country_votes(reading)
    out: list[Located] = []
    chosen: dict[str, Toponym | None] = {}
    for entity in _split(reading):
        if entity.label == "Person":
            continue
        text = " ".join(reading.span(entity.begin, entity.end).text.split())
        name = text.removesuffix("'s").removesuffix("’s").strip()
        named_site = any(o.feature in _SPECIAL_FEATURES for o in candidates(name)[:1])
        if entity.label not in ("Location", "Facility") and not named_site:
            continue
        container = _container(reading, entity)
        key = name.lower()
        if container or key not in chosen:
            found = _choose(name, votes, container)
            if chosen.get(key) is None:
                chosen[key] = found
        else:
            found = chosen[key]
        out.append(
            Located(_place(reading, entity, name, found, len(out) + 1), entity.begin, entity.end)
        )
    return out


def _place(
    reading: Reading, entity: Entity, name: str, found: Toponym | None, number: int
) -> Place:
    return Place(
        id=f"p{number}",
        span=reading.span(entity.begin, entity.end),
        name=found.name if found else name,
        geonames=found.geonames if found else None,
        lat=found.lat if found else None,
        lon=found.lon if found else None,
        country=found.country if found else None,
        feature=found.feature if found else None,
    )
