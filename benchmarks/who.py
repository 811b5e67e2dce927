"""Who: coreference and linking on GUM, offices by date, sectors on PLOVER.

    python benchmarks/who.py

Coreference: GUM's development news, interviews and speeches, their words, sentences and speakers
given; a mention is its head word, and is the annotation's where that is the same or stands with it
among the words that the mention must hold (MIN). Clusters count that hold a name (a proper noun as
head) on either side. `record` are the actors of the record, which are no places and no things,
`chains` what the trained scorer makes of all mentions; `names` counts the mentions alone that are
names or pronouns. `wide` is the same on all of GUM's development genres but stories, talk and
how-to.
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
from diurna.language import Reading, packaged
from diurna.reader import record as put_together
from diurna.who import Cast, chains
from diurna.who.knowledge import HEADS, knowledge
from diurna.who.spelling import plain, same_person
from diurna.who.tables import names, rows

from common import parser, report

# isort: split
from coreference import Cluster, b_cubed, ceaf, conll, muc
from data import Document, read_conllu

GENRES = ("news", "interview", "speech")
WIDE = (*GENRES, "bio", "court", "voyage", "podcast", "letter", "textbook", "essay", "academic")
SAID = {"President": "president", "Prime Minister": "prime minister", "Chancellor": "chancellor",
        "King": "king", "Emir": "emir"}  # fmt: skip
_DEMONYMS = {"USA": "US", "GBR": "British", "NLD": "Dutch", "FRA": "French", "ESP": "Spanish",
             "IRL": "Irish", "DNK": "Danish", "SWE": "Swedish", "POL": "Polish", "TUR": "Turkish",
             "PHL": "Philippine", "NZL": "New Zealand", "FIN": "Finnish"}  # fmt: skip


def named(reading: Reading, cluster: Cluster) -> bool:
    """Say whether a cluster holds a name."""
    return any(reading.upos[m] == "PROPN" for m in cluster)


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


def coreference(documents: list[Document]) -> dict[str, float]:
    """Measure clusters that hold a name, each document by itself, and average."""
    sums: Counter[str] = Counter()
    for document in documents:
        reading = document.read(packaged())
        gold: dict[int, set[int]] = defaultdict(set)
        for word, entity in document.entities().items():
            gold[entity].add(word)
        key = [frozenset(c) for c in gold.values() if len(c) > 1]
        cast = Cast(reading)
        cast.resolve_pronouns()
        cast.follow()
        record = [frozenset(head_of(reading, b, e) for b, e in m.mentions) for m in cast.members]
        linked = clusters_of(chains.links(reading))
        met = document.matched(set().union(*record, *linked))
        record, linked = (
            [frozenset(met.get(w, w) for w in c) for c in found] for found in (record, linked)
        )
        nominal = {i for i, tag in enumerate(reading.upos) if tag not in ("PROPN", "PRON", "DET")}
        for name, response, out in (
            ("record", record, frozenset[int]()),
            ("chains", linked, frozenset[int]()),
            ("record_names", record, nominal),
            ("chains_names", linked, nominal),
        ):
            want = [k for c in key if named(reading, c) and len(k := c - out) > 1]
            own = [k for c in response if named(reading, c) and len(k := c - out) > 1]
            for score in (muc, b_cubed, ceaf, conll):
                sums[f"{name}_{score.__name__}"] += score(want, own)
            mentions = set().union(*want, *()) if want else set()
            told = set().union(*own) if own else set()
            right = len(mentions & told)
            sums[f"{name}_mentions"] += 2 * right / max(1, len(mentions) + len(told))
    return {k: v / len(documents) for k, v in sums.items()}


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
        lines = (folder / f"{name}.conllu").read_text("utf-8").split("\n")
        date = next(
            (x.split("=")[1].strip() for x in lines if x.startswith("# meta::dateCreated")), ""
        )
        pages = _pages(lines)
        document = next(read_conllu(folder / f"{name}.conllu", "gum"))
        reading = document.read(packaged())
        made = article(reading.text, published=date if len(date) == 10 else "2018-01-01")
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
        documents = [next(read_conllu(folder / f"{d}.conllu", "gum")) for d in chosen]
        figures |= {f"{name}_{k}": v for k, v in coreference(documents).items()}
    everything = sorted(
        p.stem for p in folder.glob("GUM_*.conllu") if p.stem.split("_")[1] in GENRES
    )
    figures |= linking(folder, everything)
    figures |= offices()
    figures["heads_covered"] = covered()
    report("who", figures, check=args.check)


if __name__ == "__main__":
    main()
