"""The gazetteer: names to places, from compact tables in the package."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from diurna.who.spelling import plain
from diurna.who.tables import countries
from diurna.who.tables import rows as who_rows


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


@cache
def gazetteer() -> dict[str, list[str]]:
    """Return the unparsed rows of populated places by plain name, most people first."""
    table: dict[str, list[str]] = {}
    for line in _lines("places.tsv")[1:]:
        for form in line.split("\t", 3)[2].split("|"):
            if form in table:
                table[form].append(line)
            else:
                table[form] = [line]
    return table


def _parse(line: str) -> Toponym:
    identity, name, _, country, admin1, lat, lon, people, feature = line.split("\t")
    return Toponym(
        name,
        int(identity) if identity else None,
        country or None,
        admin1 or None,
        float(lat) if lat else None,
        float(lon) if lon else None,
        int(people or 0),
        feature,
    )


@cache
def _special() -> dict[str, Toponym]:
    """Return states, regions and sites by lower-cased name: they come before towns."""
    table: dict[str, Toponym] = {}
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
        for name in (row["name"], *filter(None, row["other_names"].split("|"))):
            table[name.lower()] = place
    for row in who_rows("country_names.tsv"):
        country = countries()[row["iso3"]]
        if row["kind"] == "name" and country.name.lower() in table:
            table.setdefault(row["name"].lower(), table[country.name.lower()])
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


def candidates(name: str) -> list[Toponym]:
    """Return the places that a name may mean; states, regions and sites first."""
    lower = name.lower().removeprefix("the ")
    out = [_special()[lower]] if lower in _special() else []
    key = plain(lower)
    towns = (
        gazetteer().get(key)
        or gazetteer().get(key.removesuffix(" city"))
        or gazetteer().get(f"{key} city")
    )
    return out + [_parse(line) for line in towns or ()]
