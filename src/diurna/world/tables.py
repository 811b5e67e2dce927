"""The tables of `who`, loaded once: countries, titles, groups, organisations."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from rapidfuzz.distance import Levenshtein

from diurna.world.spelling import key
from diurna.world.words import listed, words


@dataclass(frozen=True, slots=True)
class Name:
    """What a proper name stands for.

    Attributes:
        canonical: The table's own name.
        kind: ``name``, ``demonym``, ``metonym`` or ``organization``.
        country: ISO3 or None.
        sector: PLOVER sector or None.
    """

    canonical: str
    kind: str
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class Title:
    """An office or rank."""

    role: str | None
    sector: str | None
    national: bool
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A noun for people acting together."""

    sector: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory."""

    iso3: str
    iso2: str
    name: str
    geonames: int | None
    lat: float
    lon: float


def rows(name: str, room: str = "diurna.world") -> Iterator[dict[str, str]]:
    """Read a table of a room; lines that open with # are notes."""
    lines = (files(room) / "data" / name).read_text("utf-8").split("\n")
    kept = (line for line in lines if line and not line.startswith("#"))
    yield from csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE)


@cache
def _by_iso2() -> dict[str, str]:
    return {c.iso2: c.iso3 for c in countries().values()}


def iso3_of(iso2: str | None) -> str | None:
    """Return the ISO3 code of a state by its ISO2, or None."""
    return _by_iso2().get(iso2 or "")


@cache
def countries() -> dict[str, Country]:
    """Return the countries by ISO3."""
    return {
        r["iso3"]: Country(
            r["iso3"],
            r["iso2"],
            r["name"],
            int(r["geonames"]) if r["geonames"] else None,
            float(r["lat"]),
            float(r["lon"]),
        )
        for r in rows("countries.tsv")
    }


COMMON_SEATS: Final = words("common_seats")
_OTHERWISE: Final = words("own_names")


def _saints(name: str) -> Iterator[str]:
    """Yield a name as newsrooms shorten it: Saint Lucia, St. Lucia, St Lucia."""
    yield name
    if name.startswith("saint "):
        for short in ("st. ", "st "):
            yield short + name.removeprefix("saint ")
            yield short + name.removeprefix("saint ").partition(" and ")[0]


_LONG: Final = 5
"""Letters of a state's name that is known by its sound."""
_APART: Final = 2
"""Letters that may be written otherwise."""
_TOWNS: Final = words("towns")


@cache
def _by_key() -> dict[str, list[str]]:
    """Return the names of states and their adjectives by the key of their spelling."""
    out: dict[str, list[str]] = {}
    for name, found in names().items():
        if found.kind in ("name", "demonym") and name.isalpha() and len(name) >= _LONG:
            out.setdefault(key(name), []).append(name)
    return out


@lru_cache(maxsize=4096)
def misspelt(word: str) -> Name | None:
    """Return the state that a word names in another spelling: "Afganistan", "Lybia"."""
    form = word.lower()
    if not form.isalpha() or len(form) < _LONG or form in _TOWNS:
        return None
    near = [
        names()[n]
        for n in _by_key().get(key(word), ())
        if n[0] == form[0] and Levenshtein.distance(n, form) <= _APART
    ]
    return near[0] if len({n.country for n in near}) == 1 else None


@cache
def names() -> dict[str, Name]:
    """Return what proper names stand for, by lower-cased name."""
    table: dict[str, Name] = {}
    for r in rows("countries.tsv"):
        iso = r["iso3"]
        for capital in filter(None, r["capitals"].split("|")):
            table.setdefault(capital.lower(), Name(r["name"], "metonym", iso, "GOV"))
    for r in rows("countries.tsv"):
        iso = r["iso3"]
        for demonym in filter(None, r["demonyms"].split("|")):
            for form in (demonym, demonym + "s"):
                known = table.get(form.lower())
                if not known or known.kind == "metonym" or r["un_member"] == "1":
                    table[form.lower()] = Name(r["name"], "demonym", iso, None)
        for name in (r["name"], *filter(None, r["other_names"].split("|"))):
            if name.lower() in _OTHERWISE:
                continue
            for form in _saints(name.lower()):
                table[form] = Name(r["name"], "name", iso, "GOV")
    for r in rows("country_names.tsv"):
        sector = r["sector"] or ("GOV" if r["kind"] == "name" else None)
        own = r["name"] if r["kind"] == "metonym" else countries()[r["iso3"]].name
        table[r["name"].lower()] = Name(own, r["kind"], r["iso3"], sector)
    for r in rows("organizations.tsv"):
        forms = r["names"].split("|")
        joint = r["sector"] != "JRN"
        for form in forms:
            own = forms[0] if joint else form
            table[form.lower()] = Name(
                own, "organization", r["country"] or None, r["sector"] or None
            )
    return table


@cache
def bodies() -> dict[str, Name]:
    """Return the bodies of the actor dictionaries by lower-cased name, loaded when first asked."""
    return {
        r["name"]: Name(r["name"], "organization", r["country"] or None, r["sector"] or None)
        for r in rows("kb_bodies.tsv")
    }


_COMMON: Final = 5
"""States whose bodies share a word that says nothing of whose a body is: "national"."""


@cache
def _common_words() -> frozenset[str]:
    owners: dict[str, set[str | None]] = {}
    for name, body in bodies().items():
        for word in name.split():
            owners.setdefault(word, set()).add(body.country)
    return frozenset(word for word, states in owners.items() if len(states) >= _COMMON)


def common_name(name: str) -> bool:
    """Say whether a body's name is of words alone that many states' bodies bear.

    Args:
        name: The name, lower-cased.
    """
    return all(word in _common_words() for word in name.split())


@cache
def titles() -> dict[str, Title]:
    """Return offices and ranks by lower-cased title."""
    table = {
        r["title"]: Title(
            r["role"] or None, r["sector"] or None, r["of"] == "1", r["country"] or None
        )
        for r in rows("titles.tsv")
    }
    for title, found in list(table.items()):
        if title.endswith(" minister") and (of := title.removesuffix(" minister")) != "prime":
            for form in listed("ministers"):
                table.setdefault(f"{form} {of}", found)
    return table


@cache
def given_names() -> dict[str, str]:
    """Return ``m`` or ``f`` by given name, lower-cased, where nearly all its bearers are."""
    return {r["name"]: r["gender"] for r in rows("given_names.tsv")}


@cache
def people() -> frozenset[str]:
    """Return the nouns for people, by lemma."""
    lines = (files(__package__) / "data/people.txt").read_text("utf-8").split("\n")
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def groups() -> dict[str, Group]:
    """Return collective nouns by lemma."""
    return {r["noun"]: Group(r["sector"] or None, r["kind"]) for r in rows("groups.tsv")}


@cache
def genders() -> dict[str, str]:
    """Return ``m`` or ``f`` by given name: `given_names` and lists of many countries."""
    text = (files(__package__) / "data/genders.tsv").read_text("utf-8")
    told = (line.partition("\t") for line in text.splitlines()[2:])
    return {name: gender for name, _, gender in told} | given_names()


def gender_of(words: Sequence[str]) -> str | None:
    """Return ``m`` or ``f`` by the given names of a personal name, None where they do not tell.

    Args:
        words: The name's words, titles aside. The last of several is the surname; a word after
            the first counts if it is a common name: "House Speaker Ada Quill".
    """
    if len(words) < 2:
        return given_names().get(words[0].lower()) if words else None
    first, *others = (w.lower() for w in words[:-1])
    common = (g for w in others if (g := given_names().get(w)))
    return genders().get(first) or next(common, None)
