"""Who: coreference and linking on GUM, offices by date, sectors on PLOVER.

    python benchmarks/who.py

Coreference: GUM's development news, interviews and speeches, their words, sentences and speakers
given; a mention is its head word, and is the annotation's where that is the same or stands with it
among the words that the mention must hold (MIN). Clusters count that hold a name (a proper noun as
head, by GUM's tags) on either side, and what is counted in each document is added up, as CoNLL's
scorer does. `record` are the actors of the record, which are no places and no things, `chains` what
the trained scorer makes of all mentions; `actors` counts the clusters alone that GUM says are of
people or organisations, `names` the mentions alone that are names or pronouns. `wide` is the same
on all of GUM's development genres but stories, talk and how-to.
Linking: mentions whose entity GUM names by a Wikipedia page that is a state or a person of the
base. Offices: questions of our own (`offices.tsv`) for the holder of an office on a day, of the
base itself and of an article of that day that says "the Chilean president"; for "the former Chilean
president" nobody is right. Covered: member states and years with a head in the base.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from pathlib import Path

from diurna import Article, article, read_many
from diurna.coref import chains
from diurna.language import Reading, packaged
from diurna.reader import record as put_together
from diurna.world.knowledge import HEADS, knowledge
from diurna.world.spelling import plain, same_person
from diurna.world.tables import names, rows

from common import parser, report

# isort: split
from coreference import Cluster, of_all
from data import read_conllu

GENRES = ("news", "interview", "speech")
WIDE = (*GENRES, "bio", "court", "voyage", "podcast", "letter", "textbook", "essay", "academic")
_ACTING = frozenset({"person", "organization"})
SAID = {"President": "president", "Prime Minister": "prime minister", "Chancellor": "chancellor",
        "King": "king", "Emir": "emir"}  # fmt: skip
_DEMONYMS = {"USA": "US", "GBR": "British", "NLD": "Dutch", "FRA": "French", "ESP": "Spanish",
             "IRL": "Irish", "DNK": "Danish", "SWE": "Swedish", "POL": "Polish", "TUR": "Turkish",
             "PHL": "Philippine", "NZL": "New Zealand", "FIN": "Finnish"}  # fmt: skip


def clusters_of(found: dict[int, int]) -> list[Cluster]:
    """Return the closure of links between words."""
    parent: dict[int, int] = {}

    def top(x: int) -> int:
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    for later, earlier in found.items():
        parent[top(later)] = top(earlier)
    groups: dict[int, set[int]] = defaultdict(set)
    for x in list(parent):
        groups[top(x)].add(x)
    return [frozenset(g) for g in groups.values()]


def head_of(reading: Reading, begin: int, end: int) -> int:
    """Return the word of a span that the rest hangs on."""
    inside = range(begin, end)
    return next((i for i in inside if reading.heads[i] not in inside), end - 1)


def _types(path: Path) -> dict[int, str]:
    """Return what kind of thing each entity of a GUM document is: "person"."""
    found = re.findall(r"\((\d+)(?:\[[^\]]*\])?-([a-z]+)", path.read_text("utf-8"))
    return {int(number): kind for number, kind in reversed(found)}


def _day(path: Path) -> str:
    """Return the day that a GUM document was written on, or a day of 2018."""
    told = re.search(r"^# meta::dateCreated = (\d{4}-\d\d-\d\d)$", path.read_text("utf-8"), re.M)
    return told.group(1) if told else "2018-01-01"


def _actors(reading: Reading, day: str) -> list[Cluster]:
    """Return the head words of the mentions of each actor of a text's record."""
    made = put_together(article(reading.text, published=day), reading)
    first = {start: n for n, start in enumerate(reading.starts)}
    last = {end: n + 1 for n, end in enumerate(reading.ends)}
    return [
        frozenset(head_of(reading, first[m.start], last[m.end]) for m in actor.mentions)
        for actor in made.actors
    ]


def coreference(paths: list[Path]) -> dict[str, float]:
    """Measure clusters that hold a name; what is counted in each document is added up."""
    counted: dict[str, list[tuple[list[Cluster], list[Cluster]]]] = defaultdict(list)
    met: Counter[str] = Counter()
    for path in paths:
        document = next(read_conllu(path, "gum"))
        reading = document.read(packaged())
        gold: dict[int, set[int]] = defaultdict(set)
        for word, entity in document.entities().items():
            gold[entity].add(word)
        kinds = _types(path)
        acting = {w for e, c in gold.items() if kinds.get(e) in _ACTING for w in c}
        key = [frozenset(c) for c in gold.values() if len(c) > 1]
        found = {
            "record": _actors(reading, _day(path)),
            "chains": clusters_of(chains.links(reading)),
        }
        same = document.matched(set().union(*(c for made in found.values() for c in made)))
        upos = document.tags()
        names = {n for n, tag in enumerate(upos) if tag == "PROPN"}
        short = {n for n, tag in enumerate(upos) if tag in ("PROPN", "PRON", "DET")}
        for name, made in found.items():
            response = [frozenset(same.get(w, w) for w in c) for c in made]
            for kept, acts in ((key, ""), ([k for k in key if k & acting], "_actors")):
                for words, only in ((set(range(len(upos))), ""), (short, "_names")):
                    want = [k for c in kept if c & names and len(k := c & words) > 1]
                    own = [
                        k
                        for c in response
                        if c & names and len(k := c & words) > 1 and (not acts or c & acting)
                    ]
                    counted[f"{name}{acts}{only}"].append((want, own))
                    told = (set().union(*want), set().union(*own))
                    met[f"{name}{acts}{only}"] += 2 * len(told[0] & told[1])
                    met[f"{name}{acts}{only}_all"] += len(told[0]) + len(told[1])
    out: dict[str, float] = {}
    for name, documents in counted.items():
        out |= {f"{name}_{k}": v for k, v in of_all(documents).items()}
        out[f"{name}_mentions"] = met[name] / met[f"{name}_all"]
    return out


def _questions() -> list[list[str]]:
    text = Path(__file__).with_name("offices.tsv").read_text("utf-8")
    return [x.split("\t") for x in text.splitlines() if not x.startswith("#")][1:]


def offices() -> dict[str, float]:
    """Ask who held an office on a day, and who "the Chilean president" is in an article of it."""
    tally: Counter[str] = Counter()
    asked: list[tuple[str, Article]] = []
    for country, office, day, name in _questions():
        term = knowledge().holder(country, office, dt.date.fromisoformat(day))
        _judge(tally, "offices", name, term.name if term else "")
        adjective = _DEMONYMS.get(country) or country_adjective(country)
        if office in SAID and adjective:
            text = f"The {adjective} {SAID[office]} opened a port on Monday. "
            asked.append((name, article(text + "Crowds cheered.", published=day)))
            text = f"The former {adjective} {SAID[office]} opened a port on Monday."
            asked.append(("", article(text, published=day)))
    records = read_many(made for _, made in asked)
    for (name, _), record in zip(asked, records, strict=True):
        people = [a for a in record.actors if a.entity and a.entity.startswith("person:")]
        _judge(tally, "mentions", name, people[0].name if people else "")
    out: dict[str, float] = {}
    for kind in ("offices", "mentions"):
        total = tally[f"{kind}_asked"]
        out[f"{kind}_asked"] = float(total)
        for verdict in ("right", "wrong", "silent"):
            out[f"{kind}_{verdict}"] = tally[f"{kind}_{verdict}"] / total
    return out


def _judge(tally: Counter[str], kind: str, want: str, told: str) -> None:
    same = bool(told) and same_person(told.split(), want.replace("-", " ").split())
    same = same or (bool(told) and same_person(told.split(), want.split()))
    right = same or (not want and not told)
    verdict = "right" if right else "wrong" if told else "silent"
    tally.update((f"{kind}_asked", f"{kind}_{verdict}"))


def country_adjective(country: str) -> str | None:
    """Return the demonym of a country in the base's own table."""
    row = next((r for r in rows("countries.tsv") if r["iso3"] == country), None)
    return row["demonyms"].split("|")[0] if row else None


def covered() -> float:
    """Return the share of member states and years, 1990 to 2025, with a head known in mid-June."""
    heads = HEADS - {"Secretary of State", "Minister of Foreign Affairs"} | {"Prince"}
    members = [r["iso3"] for r in rows("countries.tsv") if r["un_member"] == "1"]
    years = range(1990, 2026)
    known = sum(
        any(knowledge().holder(c, o, dt.date(y, 6, 15)) for o in heads)
        for c in members
        for y in years
    )
    return known / (len(members) * len(years))


def linking(folder: Path, documents: list[str]) -> dict[str, float]:
    """Measure the entity of the mentions that GUM names by a page the base knows."""
    tally: Counter[str] = Counter()
    for name in documents:
        path = folder / f"{name}.conllu"
        pages = _pages(path.read_text("utf-8").split("\n"))
        document = next(read_conllu(path, "gum"))
        reading = document.read(packaged())
        made = article(reading.text, published=_day(path))
        record = put_together(made, reading)
        spans = [(m.end - m.start, m, a.entity) for a in record.actors for m in a.mentions]
        spans.sort(key=lambda item: -item[0])
        at = {i: e for _, m, e in spans for i in reading.between(m.start, m.end)}
        for word, entity in document.entities().items():
            want = _entity(pages.get(entity, ""))
            if want and reading.upos[word] == "PROPN":
                tally.update(("linked_of",))
                tally["linked"] += at.get(word) == want
    return {"linking_mentions": float(tally["linked_of"]),
            "linking_accuracy": tally["linked"] / max(1, tally["linked_of"])}  # fmt: skip


def _pages(lines: list[str]) -> dict[int, str]:
    out: dict[int, str] = {}
    for line in lines:
        for number, page in re.findall(r"\((\d+)-[a-z]+-[^()|]*?-coref-([^()|\s]+)", line):
            out[int(number)] = page
    return out


def _entity(page: str) -> str | None:
    """Return the id that the base has for a Wikipedia page, or None."""
    title = page.replace("_", " ").split("(")[0].strip()
    known = names().get(title.lower())
    if known and known.kind == "name" and known.country:
        return f"country:{known.country}"
    found = knowledge().terms(title.split()) if " " in title else []
    exact = {t.entity for t in found if plain(t.name) == plain(title)}
    return exact.pop() if len(exact) == 1 else None


def main() -> None:
    args = parser(__doc__).parse_args()
    folder = args.corpora / "syntax/gum"
    figures: dict[str, float] = {}
    for name, genres in (("coref", GENRES), ("wide", WIDE)):
        listed = (folder / "DEV_DOCS.txt").read_text().split()
        chosen = [d for d in listed if d.split("_")[1] in genres]
        found = coreference([folder / f"{d}.conllu" for d in chosen])
        figures |= {f"{name}_{k}": v for k, v in found.items()}
    everything = sorted(
        p.stem for p in folder.glob("GUM_*.conllu") if p.stem.split("_")[1] in GENRES
    )
    figures |= linking(folder, everything)
    figures |= offices()
    figures["heads_covered"] = covered()
    report("who", figures, check=args.check)


if __name__ == "__main__":
    main()
