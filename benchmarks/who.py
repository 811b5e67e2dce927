"""Who: coreference and linking on GUM, offices by date, sectors on PLOVER.

    python benchmarks/who.py

Coreference: GUM's development news, interviews and speeches, their own words and sentences given;
a mention is its head word, and clusters count that hold a name (a proper noun as head) on either
side. `rules` are the actors of the record, `head` the links of the trained head alone. Linking:
mentions whose entity GUM names by a Wikipedia page that is a state or a person of the base.
Offices: who is President or Prime Minister in the middle of a dated spell that the Phoenix
dictionaries give to somebody under that title; the base takes its terms from other sources.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from pathlib import Path

from diurna import article
from diurna.language import Reading, packaged
from diurna.reader import record as put_together
from diurna.who import Cast
from diurna.who.knowledge import knowledge
from diurna.who.spelling import plain, same_person
from diurna.who.tables import names

from common import parser, report

# isort: split
from build_kb import phoenix
from coreference import Cluster, b_cubed, ceaf, conll, muc
from data import Document, read_conllu

GENRES = ("news", "interview", "speech")
ASKED = ("President", "Prime Minister")


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


def read(document: Document) -> Reading:
    """Read a document with its own words and sentences."""
    opens = [n for n, s in enumerate(document.sentences) if s.opens_paragraph]
    return packaged().read_words(
        [s.words for s in document.sentences], paragraph_starts=opens or [0]
    )


def coreference(documents: list[Document]) -> dict[str, float]:
    """Measure clusters that hold a name, each document by itself, and average."""
    sums: Counter[str] = Counter()
    for document in documents:
        reading = read(document)
        gold: dict[int, set[int]] = defaultdict(set)
        offset = 0
        for sentence in document.sentences:
            for word, entity in sentence.clusters.items():
                gold[entity].add(offset + word)
            offset += len(sentence.words)
        key = [frozenset(c) for c in gold.values() if len(c) > 1]
        cast = Cast(reading)
        cast.resolve_pronouns()
        cast.follow()
        rules = [frozenset(head_of(reading, b, e) for b, e in m.mentions) for m in cast.members]
        for name, response in (("rules", rules), ("head", clusters_of(reading.antecedents))):
            want = [c for c in key if named(reading, c)]
            own = [c for c in response if len(c) > 1 and named(reading, c)]
            for score in (muc, b_cubed, ceaf, conll):
                sums[f"{name}_{score.__name__}"] += score(want, own)
            mentions = set().union(*want, *()) if want else set()
            told = set().union(*own) if own else set()
            right = len(mentions & told)
            sums[f"{name}_mentions"] += 2 * right / max(1, len(mentions) + len(told))
    return {k: v / len(documents) for k, v in sums.items()}


def offices(corpora: Path) -> dict[str, float]:
    """Ask the base who held an office on a day that a dictionary gives to somebody."""
    tally: Counter[str] = Counter()
    people = phoenix(corpora / "knowledge/cameo_dictionaries/Phoenix.Countries.actors.txt")
    for person in people:
        titles = person.titles & set(ASKED)
        spells = [s for s in person.spells if s[0] == "GOV" and s[1] and s[2] and s[1] >= "1990"]
        if len(titles) != 1 or len(spells) != 1:
            continue
        begin, end = map(dt.date.fromisoformat, spells[0][1:])
        day = begin + (end - begin) / 2
        term = knowledge().holder(person.country, next(iter(titles)), day)
        told = term.name.split() if term else []
        tally["asked"] += 1
        tally["silent"] += not told
        tally["right"] += bool(told) and same_person(told, person.name.split())
    wrong = tally["asked"] - tally["silent"] - tally["right"]
    return {
        "asked": float(tally["asked"]), "right": tally["right"] / tally["asked"],
        "wrong": wrong / tally["asked"], "silent": tally["silent"] / tally["asked"],
    }  # fmt: skip


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
        reading = read(document)
        made = article(reading.text, published=date if len(date) == 10 else "2018-01-01")
        record = put_together(made, reading)
        at = {
            i: a.entity
            for a in record.actors
            for m in a.mentions
            for i in reading.between(m.start, m.end)
        }
        offset = 0
        for sentence in document.sentences:
            for word, entity in sentence.clusters.items():
                want = _entity(pages.get(entity, ""))
                if want and reading.upos[offset + word] == "PROPN":
                    tally.update(("linked_of",))
                    tally["linked"] += at.get(offset + word) == want
            offset += len(sentence.words)
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
    chosen = [d for d in (folder / "DEV_DOCS.txt").read_text().split() if d.split("_")[1] in GENRES]
    documents = [next(read_conllu(folder / f"{d}.conllu", "gum")) for d in chosen]
    figures = {f"coref_{k}": v for k, v in coreference(documents).items()}
    everything = sorted(
        p.stem for p in folder.glob("GUM_*.conllu") if p.stem.split("_")[1] in GENRES
    )
    figures |= linking(folder, everything)
    figures |= {f"offices_{k}": v for k, v in offices(args.corpora).items()}
    report("who", figures, check=args.check)


if __name__ == "__main__":
    main()
