"""The gazetteer: names to places, from compact tables in the package."""

from __future__ import annotations

import csv
import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from diurna.syntax.lexicon import words
from diurna.world.spelling import key, plain
from diurna.world.tables import countries
from diurna.world.tables import rows as who_rows


@dataclass(frozen=True, slots=True)
class Toponym:
    """One place that a name may mean; degrees, ISO2 country, GeoNames feature code."""

    name: str
    geonames: int | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    population: int
    feature: str


def _lines(name: str) -> list[str]:
    lines = (files(__package__) / "data" / name).read_text("utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("#")]


def _small(name: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(_lines(name), delimiter="\t", quoting=csv.QUOTE_NONE))


class Gazetteer:
    """Names to places by binary search in a sorted file, which is mapped and not loaded.

    Args:
        path: Lines of form, GeoNames id, name, country, admin1, latitude, longitude, population
            and feature, sorted by form as bytes.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def __getitem__(self, form: str) -> list[Toponym]:
        """Return the places of a plain name, most people first."""
        key = form.encode() + b"\t"
        low, high = 0, len(self._map)
        while low < high:
            middle = self._map.rfind(b"\n", 0, (low + high) // 2) + 1
            middle = max(middle, low)
            end = self._map.find(b"\n", middle)
            if self._map[middle : min(end, middle + len(key))] < key:
                low = end + 1
            else:
                high = middle
        out = []
        while self._map[low : low + len(key)] == key:
            end = self._map.find(b"\n", low)
            out.append(_parse(self._map[low:end].decode()))
            low = end + 1
        return sorted(out, key=lambda t: -t.population)


@cache
def gazetteer() -> Gazetteer:
    """Return the packaged gazetteer."""
    return Gazetteer(Path(str(files(__package__) / "data/places.tsv")))


def _parse(line: str) -> Toponym:
    form, identity, name, country, admin1, lat, lon, people, feature = line.split("\t")
    return Toponym(
        name or form.title(),
        int(identity) if identity else None,
        country or None,
        admin1 or None,
        float(lat) if lat else None,
        float(lon) if lon else None,
        int(people or 0),
        feature,
    )


@cache
def state_short() -> dict[str, str]:
    """Return the names of states of the United States by what is written for them."""
    return {r["short"]: r["name"] for r in _small("state_short.tsv")}


@cache
def _special() -> dict[str, Toponym]:
    """Return states, regions and sites by lower-cased name: they come before towns."""
    table: dict[str, Toponym] = {}
    own: dict[str, Toponym] = {}
    for row in who_rows("countries.tsv"):
        country = countries()[row["iso3"]]
        place = Toponym(
            country.name,
            country.geonames,
            country.iso2,
            None,
            country.lat,
            country.lon,
            10**8,
            "PCLI",
        )
        own[row["iso3"]] = place
        for name in (row["name"], *filter(None, row["other_names"].split("|"))):
            table[name.lower()] = place
    for row in who_rows("country_names.tsv"):
        if row["kind"] == "name":
            table[row["name"].lower()] = own[row["iso3"]]
    for row in _small("regions.tsv"):
        lat, lon = float(row["lat"]), float(row["lon"])
        place = Toponym(
            row["name"], None, row["country"] or None, None, lat, lon, 10**6, row["feature"]
        )
        table[row["name"].lower()] = place
    for row in _small("sites.tsv"):
        lat, lon = float(row["lat"]), float(row["lon"])
        place = Toponym(row["name"], None, row["country"], None, lat, lon, 10**5, row["feature"])
        table[row["name"].lower()] = place
    return table


_KINDS_OF_REGION: Final = tuple(f" {kind}" for kind in sorted(words("kinds_of_regions")))


COMMON: Final = words("common_places")
"""Common nouns that are towns' names too, somewhere."""


_MARKS: Final = str.maketrans(
    dict.fromkeys("'‘ʻʼʿʾ`´ʹ", "") | {"-": " "} | {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ə": "a"}
)
"""Marks that newsrooms write or leave out in the names of other scripts, and letters they lack."""
SOUND: Final = "~"
"""What the lines of the table begin with by which names are found by their sound."""
HEARD: Final = 5
"""Letters of a key of spelling by which a name may be known."""


def folded(name: str) -> str:
    """Return a plain name without apostrophes, hyphens as spaces: "Ma'rib", "Deir al-Balah"."""
    return " ".join(plain(name).translate(_MARKS).split())


_ARABIC_ARTICLES_WORDS: Final = "|".join(sorted(words("arabic_articles")))
_ARTICLE: Final = re.compile(rf"^(?:{_ARABIC_ARTICLES_WORDS}) (?=\w{{3}})")
"""What Arabic names bear in front or do not: "Al Hudaydah", "Ed Daein"."""
_BEFORE_A_TOWN_WORDS: Final = "|".join(sorted(words("before_a_town")))
_BEHIND_A_TOWN_WORDS: Final = "|".join(sorted(words("behind_a_town"), key=len, reverse=True))
_BESIDE: Final = re.compile(
    rf"^(?:{_BEFORE_A_TOWN_WORDS}) |"
    rf" (?:{_BEHIND_A_TOWN_WORDS})$"
)
"""What newsrooms put to a name."""


def _respelt(name: str) -> Iterator[str]:
    """Yield other ways to write a name that the gazetteer does not have as it stands."""
    bare = bared(name)
    yield bare
    if (folds := _BESIDE.sub("", folded(name))) != bare:
        yield from (folds, f"al {bare}", f"el {bare}")
    for one, other in ((" al ", " el "), (" el ", " al ")):
        if one in bare:
            yield bare.replace(one, other)


def bared(name: str) -> str:
    """Return a folded name without its article: "Al-Hudaydah", "Ed Daein"."""
    return _ARTICLE.sub("", _BESIDE.sub("", folded(name)))


def _saints(name: str) -> Iterator[str]:
    """Yield a name with its saint written out and shortened: "St. Petersburg"."""
    rest = _SAINT.sub("", name)
    if rest != name:
        yield from (f"{saint}{rest}" for saint in ("saint ", "st. ", "st ", "saint-"))


_GREATER: Final = 3
"""Times as many people as a town in the spelling of the text that one in another has to have."""
_SAINT: Final = re.compile(r"^(?:saint|st\.?)[ -]")


def sound_of(name: str) -> str:
    """Return what a town is found by where its name is in no spelling that the table has.

    Empty where so few letters are left that any name might be meant.
    """
    sound = key(bared(name))
    return f"{SOUND}{sound}" if len(sound) >= HEARD else ""


def alike(name: str) -> tuple[Toponym, ...]:
    """Return the towns of states at war that sound like a name, for one in no known spelling."""
    sound = sound_of(name)
    return tuple(gazetteer()[sound]) if sound else ()


@lru_cache(maxsize=20_000)
def candidates(name: str) -> tuple[Toponym, ...]:
    """Return the places that a name may mean; states, regions and sites first."""
    lower = name.lower().removeprefix("the ")
    first = (_special()[lower],) if lower in _special() else ()
    if not first and lower in COMMON:
        return ()
    own = plain(lower)
    forms = dict.fromkeys(
        (own, own.removesuffix(" city"), f"{own} city", own.removeprefix("city of "))
    )
    towns = [town for form in forms for town in gazetteer()[form]]
    least = _GREATER * max((town.population for town in towns), default=-1)
    saints = [town for form in _saints(own) for town in gazetteer()[form]]
    towns += [t for t in saints if t.feature == "PPL" and t.population > least]
    if not towns and not first:
        for kind in _KINDS_OF_REGION:
            if own.endswith(kind):
                towns = list(gazetteer()[own.removesuffix(kind)])
    if not towns and not first:
        towns = next(
            filter(
                None, (gazetteer()[form] for form in dict.fromkeys(_respelt(own)) if form != own)
            ),
            [],
        )
    return (*first, *sorted(towns, key=lambda t: -t.population))
