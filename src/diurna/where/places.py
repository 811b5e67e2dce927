"""Toponyms of a reading to places, by the evidence of the whole article."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from diurna.language import Entity, Reading
from diurna.record import Place, Precision
from diurna.where.company import Name, by_company, container_of, holder_of, holding
from diurna.where.gazetteer import COMMON, Toponym, candidates, state_short
from diurna.who.namesakes import lies_in
from diurna.who.nations import principal
from diurna.who.tables import Name as Known
from diurna.who.tables import countries, iso3_of, names

WEIGHTS = {
    "people": 1.0, "country": 4.0, "state": 0.5, "near": 1.2, "cover": 0.5, "PCLI": 2.0,
    "ADM1": 4.0, "seat": 4.0, "gathered": 4.0,
    "holds": 8.0, "called": 8.0,
}  # fmt: skip
"""What each kind of evidence weighs: people there, its country and state named in the article,
towns chosen nearby, names of the article that may lie in the same region, being a state, being
called one."""
_SEAT = 100_000
"""People of a capital that its name alone may mean."""
_NEAR = 250.0
"""Kilometres within which places of one article speak for one another."""
_SEVERAL: Final = 3
_NEARLY: Final = 0.75
"""So many places, and so large a share, must lie in a state for an unknown one to be there."""
_SPECIAL_FEATURES = frozenset({"BLDG", "EST", "PAL", "SQR", "INSM", "ST", "PS", "MSQE", "HLL"})


_WATERS = frozenset({"river", "sea", "lake", "gulf", "strait", "canal", "ocean", "bay", "creek"})
_SITES = frozenset(
    {"airport", "airbase", "base", "port", "square", "street", "station", "university", "hospital",
     "prison", "dam", "bridge", "stadium", "palace", "mosque", "church", "cathedral", "camp"}
)  # fmt: skip
"""What a site is called by after the place it is named for: "Basra Airport"."""
FINENESS: dict[str | None, int] = {"site": 4, "city": 3, "region": 2, "country": 1, None: 0}


@dataclass(frozen=True, slots=True)
class Located:
    """A place with the words it was read from (half-open)."""

    place: Place
    begin: int
    end: int


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


class _Chooser:
    """Chooses among what names may mean, by the whole article; see `_choose_all`."""

    def __init__(self, reading: Reading, names: list[Name]) -> None:
        self.names = names
        self.countries = _country_votes(reading)
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
            score += WEIGHTS["country"] + 0.5 * math.log2(told)
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
        great = option.feature == "PPL" and option.population > _SEAT
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


def _is_seat(text: str, option: Toponym) -> bool:
    """Say whether a town is the capital that its name stands for: Washington."""
    known = names().get(text.lower())
    seat = known is not None and known.kind == "metonym" and known.country in countries()
    return seat and countries()[known.country].iso2 == option.country  # type: ignore[union-attr,index]


def _own_town(option: Toponym, options: tuple[Toponym, ...]) -> bool:
    """Say whether a place only bears a state's name: Mexico is neither its city nor its province.

    Towns elsewhere and the American Georgia go by the name as well.
    """
    state = next((o for o in options if o.feature == "PCLI"), None)
    if state is None or option is state:
        return False
    return option.country == state.country or (option.feature == "ADM1" and option.country != "US")


def _meant(reading: Reading, options: tuple[Toponym, ...]) -> tuple[Toponym, ...]:
    """Return the places that may be meant: of two Georgias those of the one that is spoken of."""
    state = next((iso3_of(o.country) for o in options if o.feature == "PCLI"), None)
    other = countries().get(lies_in(reading, state) or "") if state else None
    return tuple(o for o in options if o.country == other.iso2) if other else options


def _name(reading: Reading, text: str, container: str | None, *, holds: bool = False) -> Name:
    text = state_short().get(text, text) if text.endswith(".") else text
    for short, long in (("Mt. ", "Mount "), ("Ft. ", "Fort ")):
        text = text.replace(short, long)
    holders = candidates(container) if container else ()
    options = candidates(text)
    options = _meant(reading, tuple(o for o in options if not _own_town(o, options)))
    if options and holders and options[0].feature == holders[0].feature == "PCLI":
        holders = ()
    last = text.split()[-1].lower() if " " in text else ""
    if not options and last in _SITES:
        towns = candidates(text.rsplit(" ", 1)[0])
        options = tuple(o for o in towns if o.feature != "PCLI" and o.population > _SEAT)
    return Name(text, holder_of(options, holders), options, holds)


def _told(text: str) -> str:
    name = " ".join(text.split())
    return name.removesuffix("'s").removesuffix("’s").strip()


def _people_of(name: str) -> Known | None:
    """Return what the tables know of a name, the plural of a people included."""
    return names().get(name) or names().get(name.removesuffix("s"))


def resolve(reading: Reading, spans: Sequence[tuple[int, int]]) -> list[tuple[float, float] | None]:
    """Resolve toponyms that are given.

    Args:
        reading: The text they stand in.
        spans: Half-open characters of each.

    Returns:
        Latitude and longitude of each (degrees), None where the gazetteer has no such name.
    """
    told: list[Name] = []
    runs: list[tuple[int, int]] = []
    for begin, end in spans:
        words = reading.between(begin, end)
        container = container_of(reading, words[-1] + 1) if words else None
        text = _told(reading.text[begin:end])
        known = _people_of(text.lower())
        if known and known.kind == "demonym" and known.country in countries():
            text = countries()[known.country].name
        holds = bool(words) and holding(reading, words[0])
        told.append(_name(reading, text, container, holds=holds))
        runs.append((words[0], words[-1] + 1) if words else (0, 0))
    chosen = _Chooser(reading, by_company(reading, told, runs)).run()
    return [
        (c.lat, c.lon) if c is not None and c.lat is not None and c.lon is not None else None
        for c in chosen
    ]


def locate(reading: Reading) -> list[Located]:
    """Find the places that a reading names.

    A name with no entry in the gazetteer is a place without coordinates.
    """
    found: list[tuple[Entity, Name]] = []
    for entity in _split(reading):
        if entity.label == "Person":
            continue
        name = _told(reading.span(entity.begin, entity.end).text)
        named_site = any(o.feature in _SPECIAL_FEATURES for o in candidates(name)[:1])
        if entity.label not in ("Location", "Facility") and not named_site:
            continue
        holds, container = holding(reading, entity.begin), container_of(reading, entity.end)
        found.append((entity, _name(reading, name, container, holds=holds)))
    told = by_company(reading, [n for _, n in found], [(e.begin, e.end) for e, _ in found])
    chosen = _Chooser(reading, told).run()
    settled = {e.begin: c for (e, _), c in zip(found, chosen, strict=True) if c is not None}
    named = Counter(c.country for c in chosen if c is not None and c.country)
    around = principal(named, least=_SEVERAL, share=_NEARLY)
    return [
        Located(
            _place(reading, entity, name.text, place, number, settled, around),
            entity.begin,
            entity.end,
        )
        for number, ((entity, name), place) in enumerate(zip(found, chosen, strict=True), 1)
    ]


def _within(reading: Reading, entity: Entity, settled: dict[int, Toponym]) -> Toponym | None:
    """Return the place that a site without an entry is said to be in: "Azovstal in Mariupol"."""
    for index in range(entity.begin, entity.end):
        head = reading.heads[index]
        for word in (*reading.children(index, "nmod"), *reading.children(max(head, 0), "nmod")):
            case = {reading.words[c].lower() for c in reading.children(word, "case")}
            inside = reading.entity_at(word)
            if case & {"in", "at", "near", "outside"} and inside and inside.begin != entity.begin:
                return settled.get(inside.begin)
    return None


def _precision(found: Toponym, *, itself: bool, site: bool) -> Precision:
    if found.feature == "PCLI":
        return "country"
    if found.feature in _SPECIAL_FEATURES:
        return "site" if itself else "city"
    if found.feature == "PPL" or found.feature.startswith("PPL"):
        return "city"
    return "region" if not site or found.population > _SEAT else "city"


def _place(
    reading: Reading,
    entity: Entity,
    name: str,
    found: Toponym | None,
    number: int,
    settled: dict[int, Toponym],
    around: str | None,
) -> Place:
    after = reading.words[entity.end].lower() if entity.end < len(reading) else ""
    if after in _WATERS and found is not None and found.feature == "PPL":
        found = None
    told = found is not None
    if found is None and entity.label == "Facility":
        found = _within(reading, entity, settled)
    itself = (told and entity.label != "Facility") or bool(
        found and found.feature in _SPECIAL_FEATURES
    )
    known = found is not None and found.lat is not None
    unlisted = not told and name.lower().removeprefix("the ") not in COMMON
    return Place(
        id=f"p{number}",
        span=reading.span(entity.begin, entity.end),
        name=found.name if found and itself else name,
        geonames=found.geonames if found and itself else None,
        lat=found.lat if found else None,
        lon=found.lon if found else None,
        country=found.country if found else around if unlisted else None,
        feature=found.feature if found and itself else None,
        precision=(
            _precision(found, itself=itself, site=entity.label == "Facility")
            if found and known
            else None
        ),
    )
