"""Toponyms of a reading to places, by the evidence of the whole article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from diurna.coref.nations import principal
from diurna.language import Entity, Reading
from diurna.record import Place, Precision
from diurna.syntax.lexicon import words
from diurna.where.choose import SEAT, Chooser
from diurna.where.company import Name, by_company, container_of, holder_of, holding
from diurna.where.gazetteer import COMMON, Toponym, alike, candidates, state_short
from diurna.who import is_degree, lies_in
from diurna.world.tables import Name as Known
from diurna.world.tables import countries, iso3_of, names

_SEVERAL: Final = 3
_NEARLY: Final = 0.75
"""So many places, and so large a share, must lie in a state for an unknown one to be there."""
_SPECIAL_FEATURES = frozenset({"BLDG", "EST", "PAL", "SQR", "INSM", "ST", "PS", "MSQE", "HLL"})


_WATERS: Final = words("waters")
_SITES: Final = words("sites")
FINENESS: dict[str | None, int] = {"site": 4, "city": 3, "region": 2, "country": 1, None: 0}
_LYING_IN: Final = words("lying_in")


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


_ANYWHERE: Final = frozenset({"BUS", "JRN"})
"""Sectors of bodies that news of any state names: a bank or a paper says nothing of where."""


def _country_votes(reading: Reading) -> Counter[str]:
    """Count which states the article names, by ISO2."""
    votes: Counter[str] = Counter()
    for entity in reading.entities:
        if entity.label in ("Location", "NORP", "Organization"):
            text = " ".join(reading.words[entity.begin : entity.end]).lower()
            found = names().get(text.removeprefix("the "))
            firm = found is not None and found.sector in _ANYWHERE
            if found and found.country in countries() and found.kind != "metonym" and not firm:
                votes[countries()[found.country].iso2] += 1
    return votes


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


def _sounding(name: str, told: Counter[str]) -> tuple[Toponym, ...]:
    """Return the towns that a name sounds like in the states that the article names."""
    return tuple(o for o in alike(name) if told[o.country or ""])


def _name(
    reading: Reading,
    text: str,
    container: str | None,
    told: Counter[str],
    *,
    holds: bool = False,
) -> Name:
    text = state_short().get(text, text) if text.endswith(".") else text
    for short, long in (("Mt. ", "Mount "), ("Ft. ", "Fort ")):
        text = text.replace(short, long)
    holders = candidates(container) if container else ()
    options = candidates(text)
    if text.lower().endswith(" city") and any(o.feature == "PPL" for o in options):
        options = tuple(o for o in options if not o.feature.startswith("ADM"))
    options = _meant(reading, tuple(o for o in options if not _own_town(o, options)))
    if options and holders and options[0].feature == holders[0].feature == "PCLI":
        holders = ()
    last = text.split()[-1].lower() if " " in text else ""
    if not options and last in _SITES:
        towns = candidates(text.rsplit(" ", 1)[0])
        options = tuple(o for o in towns if o.feature != "PCLI" and o.population > SEAT)
    options = options or _sounding(text, told)
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
    votes = _country_votes(reading)
    for begin, end in spans:
        words = reading.between(begin, end)
        container = container_of(reading, words[-1] + 1) if words else None
        text = _told(reading.text[begin:end])
        known = _people_of(text.lower())
        if known and known.kind == "demonym" and known.country in countries():
            text = countries()[known.country].name
        holds = bool(words) and holding(reading, words[0])
        told.append(_name(reading, text, container, votes, holds=holds))
        runs.append((words[0], words[-1] + 1) if words else (0, 0))
    chosen = Chooser(by_company(reading, told, runs), votes).run()
    return [
        (c.lat, c.lon) if c is not None and c.lat is not None and c.lon is not None else None
        for c in chosen
    ]


def locate(reading: Reading) -> list[Located]:
    """Find the places that a reading names.

    A name with no entry in the gazetteer is a place without coordinates.
    """
    found: list[tuple[Entity, Name]] = []
    votes = _country_votes(reading)
    for entity in _split(reading):
        if entity.label == "Person" or is_degree(reading, entity.begin, entity.end):
            continue
        name = _told(reading.span(entity.begin, entity.end).text)
        named_site = any(o.feature in _SPECIAL_FEATURES for o in candidates(name)[:1])
        if entity.label not in ("Location", "Facility") and not named_site:
            continue
        holds, container = holding(reading, entity.begin), container_of(reading, entity.end)
        found.append((entity, _name(reading, name, container, votes, holds=holds)))
    told = by_company(reading, [n for _, n in found], [(e.begin, e.end) for e, _ in found])
    chosen = Chooser(told, votes).run()
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
            if case & _LYING_IN and inside and inside.begin != entity.begin:
                return settled.get(inside.begin)
    return None


def _precision(found: Toponym, *, itself: bool, site: bool) -> Precision:
    if found.feature == "PCLI":
        return "country"
    if found.feature in _SPECIAL_FEATURES:
        return "site" if itself else "city"
    if found.feature == "PPL" or found.feature.startswith("PPL"):
        return "city"
    return "region" if not site or found.population > SEAT else "city"


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
