"""Compile the knowledge base: who holds which office when, and whose man or woman somebody is.

    python tools/build_kb.py --corpora ../shared/corpora

Writes ``kb_people.tsv``, ``kb_offices.tsv`` and ``kb_bodies.tsv`` of ``world/data`` from REIGN and
Archigos (the leader of each state), the World Factbook (chiefs of state and heads of government
on the day it was taken), the United States project's lists of presidents and of who sits in
Congress, the Phoenix actor dictionaries of PETRARCH (people with dated CAMEO codes; bodies), and
the project's own ``offices_own.tsv`` and ``tools/people_own.tsv``. The same sources give the same
bytes; a test compares the committed files with what this makes.
"""

from __future__ import annotations

import argparse
import calendar
import csv
import datetime as dt
import html
import json
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml
from bodies import bodies

from diurna.world.spelling import key, plain
from diurna.world.tables import countries, names, rows, titles

DATA = Path(__file__).parent.parent / "src/diurna/world/data"
SINCE: Final = 1985
"""Terms that ended before this year are left out."""
TABLES: Final = tomllib.loads(Path(__file__).with_name("kb_sources.toml").read_text("utf-8"))
PRIME_MINISTERS: Final = frozenset(TABLES["prime_ministers"])
CHANCELLORS: Final = frozenset(TABLES["chancellors"])
MIXED: Final = frozenset(TABLES["mixed"])
COW: Final[dict[str, str]] = TABLES["cow"]
STATES: Final = {r["iso3"] for r in rows("countries.tsv") if r["un_member"] == "1"} | set(
    TABLES["besides"]
)
"""Whose heads the World Factbook is asked for: not those of territories."""
SECTORS: Final = (
    "GOV",
    "MIL",
    "REB",
    "OPP",
    "LEG",
    "JUD",
    "COP",
    "SPY",
    "BUS",
    "MED",
    "REL",
    "EDU",
)
RENAMED: Final = {"MED": "JRN"}
LEADING: Final = frozenset({"Prime Minister", "President", "Chancellor", "King"})
SMALL: Final = frozenset(
    {"of", "the", "bin", "al", "de", "van", "von", "da", "el", "ibn", "di", "du"}
)
TITLED: Final = {
    "PRIME_MINISTER": "Prime Minister", "PREMIER": "Prime Minister", "PRESIDENT": "President",
    "CHANCELLOR": "Chancellor", "KING": "King", "QUEEN": "Queen", "EMIR": "Emir",
    "SULTAN": "Sultan", "FOREIGN_MINISTER": "Minister of Foreign Affairs",
    "DEFENSE_MINISTER": "Minister of Defence", "DEFENCE_MINISTER": "Minister of Defence",
}  # fmt: skip


@dataclass(slots=True)
class Person:
    """Somebody of the dictionaries."""

    name: str
    country: str
    others: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    spells: list[tuple[str, str, str]] = field(default_factory=list)
    """Sectors, begin and end (ISO days or empty)."""


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody in an office."""

    country: str
    office: str
    name: str
    begin: str
    end: str
    source: str


def day(text: str) -> str:
    """Turn a dictionary's YYMMDD or YYYYMMDD into an ISO day; empty where it is none."""
    if len(text) == 6:
        text = ("20" if int(text[:2]) < 30 else "19") + text
    if not re.fullmatch(r"\d{8}", text):
        return ""
    year, month, number = int(text[:4]), int(text[4:6]), int(text[6:])
    if not 1 <= month <= 12:
        return ""
    last = calendar.monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{min(max(number, 1), last):02}"


def printed(name: str) -> str:
    """Turn a dictionary's ANGELA_MERKEL_ into "Angela Merkel"."""
    words = name.strip("_ ").replace("_", " ").lower().split()
    made = [w if w in SMALL and n else re.sub(r"(^|[-'.])(\w)", lambda m: m[0].upper(), w)
            for n, w in enumerate(words)]  # fmt: skip
    return " ".join(made)


def phoenix(path: Path) -> list[Person]:
    """Read the people of an actor dictionary: entries that have dated codes."""
    out: list[Person] = []
    own: list[str] = []
    codes: list[str] = []

    def close() -> None:
        dated = [c for c in codes if re.search(r"[<>]|\d{6}", c)]
        if own and dated and (person := _person(own, codes)):
            out.append(person)

    for raw in [*path.read_text("utf-8", errors="replace").split("\n"), "END"]:
        line = re.split(r"[;#]", raw)[0].strip()
        if not line:
            continue
        found = re.findall(r"\[([^\]]+)\]", line)
        word = line.split("[")[0].strip()
        if word and not word.startswith("+"):
            close()
            own, codes = [], []
        if word:
            own.append(word.lstrip("+").strip())
        codes += found
    return out


def _person(own: list[str], codes: list[str]) -> Person | None:
    person: Person | None = None
    bare = own[0]
    for title in sorted(TITLED, key=len, reverse=True):
        bare = bare.removeprefix(title + "_")
    name = printed(bare)
    if " " not in name or not re.fullmatch(r"[^\W\d_]['’.\- \w]+", name) or len(name) > 40:
        return None
    for code in codes:
        found = re.fullmatch(
            r"([A-Z]{3})([A-Z]*)\s*(?:([<>])?\s*(\d{6,8})(?:\s*-\s*(\d{6,8}))?)?", code
        )
        if found is None or found[1] not in countries():
            continue
        person = person or Person(name, found[1])
        if found[1] != person.country or found[3] == "<":
            continue
        letters = [found[2][i : i + 3] for i in range(0, len(found[2]), 3)]
        sectors = [RENAMED.get(s, s) for s in letters if s in SECTORS]
        begin, end = day(found[4] or ""), day(found[5] or "")
        if sectors and begin:
            person.spells.append((",".join(sectors), begin, end))
    if person is None:
        return None
    for other in own:
        for title, office in TITLED.items():
            if re.match(rf"(?:(?!VICE|DEPUTY|FORMER)[A-Z]+_)?{title}_", other):
                person.titles.add(office)
        if not any(t in other for t in TITLED) and "_" in other.strip("_"):
            made = printed(other)
            if (
                made != name
                and len(made) <= 40
                and plain(made).split()[-1:] == plain(name).split()[-1:]
            ):
                person.others.add(made)
    return person


def factbook(corpora: Path) -> list[Term]:
    """Read who heads each state and government, and since when."""
    with (corpora / "knowledge/country_codes/data/country-codes.csv").open(
        encoding="utf-8"
    ) as lines:
        fips = {
            r["FIPS"].lower(): r["ISO3166-1-Alpha-3"] for r in csv.DictReader(lines) if r["FIPS"]
        }
    out = []
    for path in sorted((corpora / "knowledge/cia_factbook").glob("*/*.json")):
        country = fips.get(path.stem, "")
        if country not in STATES:
            continue
        branch = (json.loads(path.read_text()).get("Government") or {}).get(
            "Executive branch"
        ) or {}
        for part in ("chief of state", "head of government"):
            text = html.unescape((branch.get(part) or {}).get("text") or "")
            term = _seat(country, text)
            if term and term.begin and term not in out:
                out.append(term)
    return out


def _seat(country: str, text: str) -> Term | None:
    found = re.match(r"(.*?)\s*\((?:since )?(\d{1,2} \w+ \d{4}|\w+ \d{4}|\d{4})", text)
    if found is None:
        return None
    words = re.sub(r"\([^)]*\)", "", found[1]).split()
    for cut in range(min(5, len(words) - 1), 0, -1):
        title = titles().get(" ".join(words[:cut]).lower().removeprefix("interim "))
        if title and title.role:
            cut = _name_from(words, cut)
            if cut < 0:
                return None
            name = " ".join(
                w.title() if w == words[cut] and w.isupper() else _cased(w) for w in words[cut:]
            )
            name = re.sub(r"^(?:Gen\.|Dr\.|Maj\.|Sheikh) ?", "", name)
            heads_government = " ".join(words).lower().startswith("president of the government")
            office = "Prime Minister" if heads_government else title.role
            return Term(country, office, name, since(found[2]), "", "factbook")
    return None


def _name_from(words: list[str], cut: int) -> int:
    """Return where a name begins behind its office: past "and Prime Minister", "of the Cabinet".

    A longer office ends where the given name before the surname in capitals stands.
    """
    if words[cut].lower() not in ("and", "of"):
        return cut
    capitals = [n for n in range(cut + 1, len(words)) if re.fullmatch(r"[A-ZÀ-Þ'-]{3,}", words[n])]
    begin = capitals[0] - 1 if capitals else -1
    while 0 <= begin < len(words) - 1 and words[begin].lower() in titles():
        begin += 1
    return begin


def _cased(word: str) -> str:
    """Print a surname in capitals as names are: "al-SUDANI" as "al-Sudani", "III" as it is."""
    if re.fullmatch(r"[IVX]+", word) or not re.search(r"[A-ZÀ-Þ]{2}", word):
        return word
    return re.sub(r"[A-ZÀ-Þ]{2,}", lambda m: m[0].title(), word)


def since(text: str) -> str:
    """Turn "6 May 2025", "May 2025" or "2025" into the first day that it may mean."""
    for form, cut in (("%d %B %Y", 10), ("%B %Y", 7), ("%Y", 4)):
        try:
            return dt.datetime.strptime(text, form).date().isoformat()[:cut]
        except ValueError:
            continue
    return ""


def presidents(corpora: Path) -> list[Term]:
    """Read the presidents and vice presidents of the United States."""
    offices = {"prez": "President", "viceprez": "Vice President"}
    out = []
    for row in yaml.safe_load((corpora / "knowledge/us_congress/executive.yaml").read_text()):
        name = row["name"].get("nickname") or row["name"]["first"]
        full = f"{name} {row['name']['last']}"
        out += [
            Term("USA", offices[t["type"]], full, t["start"], t["end"], "congress")
            for t in row["terms"]
        ]
    return out


def congress(corpora: Path) -> list[Person]:
    """Read who sits in the Congress of the United States today, and since when."""
    path = corpora / "knowledge/us_congress/legislators-current.yaml"
    out = []
    for row in yaml.load(path.read_text("utf-8"), yaml.CSafeLoader):
        name = row["name"]
        full = re.sub(r",? (?:Jr\.|Sr\.|I{2,3}|IV)$", "", name.get("official_full", ""))
        short = f"{name['first']} {name['last']}"
        called = f"{name.get('nickname') or name['first']} {name['last']}"
        spells: list[tuple[str, str, str]] = []
        for term in row["terms"]:
            begin, end = term["start"], term["end"]
            if spells and abs((dt.date.fromisoformat(begin) - _end(spells[-1])).days) < 60:
                begin = spells.pop()[1]
            spells.append(("LEG", begin, end))
        others = {full, short, full.replace(".", "")} - {called, ""}
        out.append(Person(called, "USA", others, spells=spells))
    return out


def _end(spell: tuple[str, str, str]) -> dt.date:
    return dt.date.fromisoformat(spell[2])


def public() -> list[Person]:
    """Read the public figures of the project's own list."""
    out = []
    for line in Path(__file__).with_name("people_own.tsv").read_text("utf-8").splitlines()[2:]:
        name, others, country, packed = line.split("\t")
        spells = [tuple(s.split(":")) for s in packed.split(";")]
        person = Person(name, country, {o for o in others.split("|") if o})
        person.spells = [(sector, begin, end) for sector, begin, end in spells]
        out.append(person)
    return out


def joined(own: list[Person], sitting: list[Person], people: list[Person]) -> list[Person]:
    """Put the people of three sources together: who sits in Congress may have been more besides.

    Of those whom the dictionaries have too they are not asked.
    """
    out: dict[tuple[str, str], Person] = {}
    for person in own + sitting:
        known = out.setdefault((person.country, plain(person.name)), person)
        if known is not person:
            known.others |= person.others
            known.spells += person.spells
    for person in people:
        out.setdefault((person.country, plain(person.name)), person)
    return list(out.values())


def leaders(corpora: Path, people: list[Person]) -> list[Term]:
    """Read REIGN's leaders, with exact last days from Archigos and full names from Phoenix."""
    with (corpora / "knowledge/archigos/archigos.csv").open(encoding="utf-8") as lines:
        ends = {
            (int(float(r["gwcode"])), r["startdate"]): r["enddate"]
            for r in csv.DictReader(lines)
            if not r["exit"].startswith("Still")
        }
    by_country: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        by_country[person.country].append(person)
    known = {(r["country"], r["surname"]): r["name"] for r in rows("full_names_own.tsv")}
    path = corpora / "knowledge/reign/data_sets/leaderlist_3_21.csv"
    with path.open(encoding="latin-1") as lines:
        found = list(csv.DictReader(lines))
    out = []
    for row in found:
        iso = COW.get(row["stateabb"], row["stateabb"])
        if iso not in countries() or not row["syear"].strip() or not row["leader"].strip():
            continue
        begin = f"{int(row['syear']):04}-{int(row['smonth']):02}-{int(row['sdate'] or 1):02}"
        end = ends.get((int(row["ccode"]), begin), "")
        if not end and row["eyear"].strip():
            end = f"{int(row['eyear']):04}-{int(row['emonth'] or 12):02}"
        if end and int(end[:4]) < SINCE:
            continue
        written = row["leader"].strip()
        full, person = _full_name(known.get((iso, written), written), begin, by_country[iso])
        office = _office(iso, person)
        out.append(Term(iso, office, full, begin, end or "?", "reign"))
    return out


def _full_name(name: str, begin: str, people: list[Person]) -> tuple[str, Person | None]:
    """Find the person of the dictionary who took office about then and bears the surname."""
    words = name.replace(".", ". ").split()
    best: list[Person] = []
    for person in people:
        parts = {key(w) for w in person.name.split()}
        if not all(key(w) in parts for w in words if len(w) > 2):
            continue
        gov = [s for s in person.spells if "GOV" in s[0]]
        if any(
            abs((dt.date.fromisoformat(b) - dt.date.fromisoformat(begin)).days) < 200
            for _, b, _ in gov
        ):
            best.append(person)
    if not best:
        best = [p for p in people if _bears(p, words) and p.titles & LEADING]
    if len(best) == 1:
        return best[0].name, best[0]
    return name, None


def _bears(person: Person, words: list[str]) -> bool:
    return all(key(w) == key(person.name.split()[-1]) for w in words)


def _office(iso: str, person: Person | None) -> str:
    if iso in CHANCELLORS:
        return "Chancellor"
    if iso in MIXED:
        evidence = (person.titles if person else set()) & {
            "Prime Minister", "President", "King", "Emir", "Sultan",
        }  # fmt: skip
        return evidence.pop() if len(evidence) == 1 else ""
    return "Prime Minister" if iso in PRIME_MINISTERS else "President"


def own() -> list[Term]:
    """Read the project's own table."""
    return [
        Term(r["country"], r["office"], r["name"], r["begin"], r["end"], "own")
        for r in rows("offices_own.tsv")
    ]


def same(a: str, b: str) -> bool:
    """Say whether two names are one person's in one office: they share a surname's key."""
    first, second = ({key(w) for w in n.split() if len(w) > 2} for n in (a, b))
    return bool(first & second)


def reconcile(groups: list[list[Term]]) -> list[Term]:
    """Lay the sources over one another, the earlier named first; a later one fills what is open."""
    kept: list[Term] = []
    for group in groups:
        for term in group:
            office = term.office
            rivals = [
                k for k in kept if k.country == term.country and (k.office == office or not office)
            ]
            if any(same(k.name, term.name) and _overlap(k, term) for k in rivals):
                continue
            if office and any(_overlap(k, term, slack=60) for k in rivals):
                continue
            kept.append(term)
    return kept


def _days(term: Term) -> tuple[dt.date, dt.date]:
    begin = (term.begin + "-01-01")[:10] if len(term.begin) == 4 else (term.begin + "-01")[:10]
    if term.end in ("", "?"):
        last = dt.date.max if not term.end else dt.date(2021, 3, 31)
    elif len(term.end) == 7:
        year, month = int(term.end[:4]), int(term.end[5:])
        last = dt.date(year, month, calendar.monthrange(year, month)[1])
    else:
        last = dt.date.fromisoformat(term.end)
    return dt.date.fromisoformat(begin), last


def _overlap(a: Term, b: Term, *, slack: int = 0) -> bool:
    (begin_a, end_a), (begin_b, end_b) = _days(a), _days(b)
    shared = (min(end_a, end_b) - max(begin_a, begin_b)).days
    return shared > slack


def closed(terms: list[Term]) -> list[Term]:
    """Close what REIGN left open when it stopped: at the next holder, or where it stopped."""
    out = []
    for term in terms:
        if term.end == "?":
            after = [t for t in terms if (t.country, t.office) == (term.country, term.office)
                     and t.begin > term.begin]  # fmt: skip
            following = min(after, key=lambda t: t.begin, default=None)
            same_still = following is not None and same(following.name, term.name)
            if same_still and following is not None and following.source == "factbook":
                term = Term(
                    term.country, term.office, following.name, term.begin, "", "reign+factbook"
                )
            else:
                near = following is not None and following.begin <= "2022-06-30"
                end = following.begin if near and following else "2021-03"
                term = Term(term.country, term.office, term.name, term.begin, end, term.source)
        out.append(term)
    merged = {(t.country, t.office, t.name) for t in out if t.source == "reign+factbook"}
    return [t for t in out if t.source != "factbook" or (t.country, t.office, t.name) not in merged]


def build(corpora: Path) -> dict[str, str]:
    """Make both tables: file name to text."""
    source = corpora / "knowledge/cameo_dictionaries"
    people = phoenix(source / "Phoenix.Countries.actors.txt")
    reign = leaders(corpora, people)
    terms = closed(reconcile([presidents(corpora), own(), factbook(corpora), reign]))
    terms = [t for t in terms if not t.end or int(t.end[:4]) >= SINCE]
    offices = ["country\toffice\tname\tbegin\tend\tsource"]
    offices += sorted(
        "\t".join((t.country, t.office, t.name, t.begin, t.end, t.source)) for t in terms
    )
    lines = set()
    for person in joined(public(), congress(corpora), people):
        spells = [s for s in person.spells if not s[2] or int(s[2][:4]) >= SINCE]
        if not spells or plain(person.name) in names():
            continue
        packed = ";".join(
            f"{s}:{b}:{e}" for s, b, e in sorted(set(spells), key=lambda s: (s[1], s))
        )
        others = "|".join(sorted(person.others)[:6])
        lines.add("\t".join((person.name, others, person.country, packed)))
    note = "# Made by tools/build_kb.py; sources and licences in docs/data-card.md.\n"
    return {
        "kb_offices.tsv": note + "\n".join(offices) + "\n",
        "kb_people.tsv": note + "\n".join(["name\tothers\tcountry\tspells", *sorted(lines)]) + "\n",
        "kb_bodies.tsv": bodies(corpora),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    for name, text in build(parser.parse_args().corpora).items():
        (DATA / name).write_text(text, encoding="utf-8")
        print(name, len(text.splitlines()), "lines")


if __name__ == "__main__":
    main()
