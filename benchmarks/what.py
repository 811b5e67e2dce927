"""Events against the gold records of PLOVER, PLV and PETRARCH: type, who, to whom.

    python benchmarks/what.py
    python benchmarks/what.py --errors 60

PLOVER: the gold records of the code book, with old labels remapped (DEMAND is REQUEST, DISAPPROVE
and INVESTIGATE are ACCUSE, FIGHT is ASSAULT). A record has one event; ours is the one told first
(of eight orders tried on these same records the best), `any` counts a record where some event has
the type. PLV (training rows, a development test): ours is the event between the marked source and
target where there is one. CONCEDE and RETREAT count as one in PLV, as its labels have them.
`plover_in_petrarch` counts records that are sentences of PETRARCH's unit tests with other names:
with none there, the figures with and without them are one. PETRARCH: events by (source country,
CAMEO root, target country), see petrarch.py.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from diurna import Record, article, read_many
from diurna.language import packaged
from diurna.record import Event
from diurna.what.codebook import codebook

import petrarch
from common import f1, parser, report

_OLD = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""PLV has one label for both."""
_MISSPELT = {"JAP": "JPN", "ITL": "ITA"}
"""Codes of the gold records that are no ISO3."""
_CONTEXTS = {
    "military": ("military",), "diplomatic": ("diplomatic",), "legal": ("legal",),
    "economic": ("economic",), "terrorism": ("terrorism",), "refugee": ("migration", "asylum"),
    "refugees": ("migration", "asylum"), "election": ("election",),
    "resource": ("natural_resource",), "resources": ("natural_resource",), "cbrn": ("cbrn",),
    "rights": ("human_rights", "rights_freedoms"), "cyber": ("cyber",),
    "political": ("executive", "legislative", "political_institutions"),
}  # fmt: skip
"""The gold records' older contexts, and those of version 0.8 that stand for them."""
_SECTORS = {"CIV": "CVL", "SOC": "CVL", "MOS": "REL"}
_MARKS = re.compile(r"</?[st]>")


@dataclass(frozen=True, slots=True)
class Gold:
    """A sentence with its event: who, what, to whom."""

    text: str
    type: str
    sources: frozenset[str]
    targets: frozenset[str]
    marked: tuple[str, str] = ("", "")
    date: str = "2000-01-01"
    """The words of source and target, where the corpus marks them."""
    contexts: frozenset[str] = frozenset()
    sectors: tuple[tuple[str, str], ...] = ()
    """Words of an actor and its sector."""


def plover(folder: Path) -> list[Gold]:
    """Read PLOVER's gold records."""
    rows = json.loads((folder / "PLOVER_GSR_CAMEO.txt").read_text("utf-8"))
    out = []
    for row in rows:
        if row["event"] == "DOCUMENT":
            continue

        def codes(side: object) -> frozenset[str]:
            actors = side if isinstance(side, list) else []
            codes = (a["code"] for a in actors if len(a.get("code", "")) == 3)
            return frozenset(_MISSPELT.get(c, c) for c in codes) - {"IGO", "NGO", "MNC", "IMG"}

        kind = _OLD.get(row["event"], row["event"])
        sources, targets = codes(row.get("source")), codes(row.get("target"))
        told = {c.strip() for c in (row.get("context") or "").split(",")} & set(_CONTEXTS)
        out.append(
            Gold(
                row["text"], kind, sources, targets, date=row.get("date") or "2000-01-01",
                contexts=frozenset(n for c in told for n in _CONTEXTS[c]),
                sectors=tuple(
                    (a["actorText"], _SECTORS.get(a["sector"][:3], a["sector"][:3]))
                    for side in ("source", "target")
                    for a in (row.get(side) if isinstance(row.get(side), list) else ())
                    if a.get("sector", "***")[:3].isupper()
                ),
            )
        )  # fmt: skip
    return out


def plv(path: Path) -> list[Gold]:
    """Read PLV's rows; they have no dates, and are read as of a day after the last of them."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Gold(
                r["sentence"],
                r["gold_root"],
                frozenset(),
                frozenset(),
                (r["source"], r["target"]),
                "2021-12-31",
            )
            for r in csv.DictReader(lines, delimiter="\t")
            if r["gold_root"]
        ]


def records(golds: list[Gold]) -> Iterator[tuple[Gold, Record]]:
    """Read each sentence as an article of its own."""
    made = (article(g.text, published=g.date[:10]) for g in golds)
    yield from zip(golds, read_many(made), strict=True)


def shape(text: str) -> frozenset[str]:
    """Return a sentence's words without its names, to find it again with other names in it."""
    return frozenset(w.strip(".,") for w in text.split()[1:] if w[:1].islower())


def alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Say whether two sentences are one with other names."""
    return len(a & b) > 0.5 * len(a | b)


def filed(event: Event) -> str:
    """Return the type that PLOVER would file an event under."""
    return event.plover.type if event.plover else event.type


def ranked(record: Record) -> list[Event]:
    """Return the events in the order of their words."""
    return sorted(record.events, key=lambda e: e.trigger.start)


def between(record: Record, gold: Gold) -> list[Event]:
    """Return the events whose actors and recipients are the marked words, best matches first."""
    text = record.article.full
    spans = [
        (text.find(words), text.find(words) + len(words)) if words else (-1, -1)
        for words in gold.marked
    ]
    mentions = {a.id: [(m.start, m.end) for m in a.mentions] for a in record.actors}

    def stands(identities: Iterable[str], span: tuple[int, int]) -> bool:
        return any(a < span[1] and span[0] < b for i in identities for a, b in mentions.get(i, ()))

    scored = []
    for event in ranked(record):
        fit = stands(event.actors, spans[0]) + stands(event.recipients, spans[1])
        scored.append((-fit, event))
    return [e for _, e in sorted(scored, key=lambda x: x[0])]


def types(golds: list[Gold], *, merged: bool, errors: int = 0) -> dict[str, float]:
    """Measure types, and the countries of actors and recipients."""
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    given: Counter[str] = Counter()
    some = shown = 0
    countries = Counter[str]()
    for gold, record in records(golds):
        found = between(record, gold) if gold.marked[0] else ranked(record)
        names = [YIELD.get(filed(e), filed(e)) if merged else filed(e) for e in found]
        mine = names[0] if names else "none"
        want = YIELD.get(gold.type, gold.type) if merged else gold.type
        told[mine] += 1
        given[want] += 1
        right[want] += mine == want
        some += want in names
        best = next((e for e, n in zip(found, names, strict=True) if n == want), None) or (
            found[0] if found else None
        )
        by_id = {a.id: a.country for a in record.actors}
        for name, wanted, ids in (
            ("actor", gold.sources, best.actors if best else ()),
            ("recipient", gold.targets, best.recipients if best else ()),
        ):
            own = frozenset(c for i in ids if (c := by_id[i]))
            countries.update(
                {f"{name}_gold": len(wanted), f"{name}_own": len(own),
                 f"{name}_right": len(wanted & own)}
            )  # fmt: skip
        if mine != want and shown < errors:
            shown += 1
            print(f"{want} not {mine} {names[1:]}: {gold.text[:300]}")
            for e in found[:4]:
                print(f"    {e.type} {e.trigger.text!r} {e.status} {e.confidence} {e.why}")
    kinds = [k for k in given if k != "none"]
    scores = [f1(given[k], told[k], right[k])[2] for k in kinds]
    out = {
        "records": float(given.total()),
        "accuracy": right.total() / given.total(),
        "any": some / given.total(),
        "macro_f1": sum(scores) / len(scores),
    }
    for kind, score in sorted(zip(kinds, scores, strict=True)):
        out[f"f1_{kind}"] = score
    if countries["actor_gold"]:
        for name in ("actor", "recipient"):
            figures = f1(
                countries[f"{name}_gold"], countries[f"{name}_own"], countries[f"{name}_right"]
            )
            out |= {f"{name}_country_p": figures[0], f"{name}_country_r": figures[1],
                    f"{name}_country_f1": figures[2]}  # fmt: skip
    return out


def stretch(text: str, words: str) -> tuple[int, int]:
    """Return where an actor's words stand: of "Sierra Leonean ... refugees", the last of them."""
    parts = [" ".join(p.split()) for p in words.split("...")]
    part = parts[-1]
    begin = text.find(part, max(0, text.find(parts[0])))
    return (begin, begin + len(part)) if begin >= 0 else (-1, -1)


def about(golds: list[Gold]) -> dict[str, float]:
    """Measure contexts of the best event, and sectors of the actors named in the gold records."""
    tally: Counter[str] = Counter()
    for gold, record in records(golds):
        found = ranked(record)
        best = next((e for e in found if filed(e) == gold.type), None) or (
            found[0] if found else None
        )
        if gold.contexts and best:
            tally["contexts"] += 1
            tally["held"] += bool(gold.contexts & set(best.contexts))
            tally["first"] += bool(gold.contexts & set(best.contexts[:1]))
            tally["given"] += len(best.contexts)
        text = record.article.full
        for words, sector in gold.sectors:
            begin, end = stretch(text, words)
            tally["sectors"] += 1
            near = [
                (m.start, -m.end, a.sectors)
                for a in record.actors
                for m in a.mentions
                if m.start < end and begin < m.end
            ]
            tally["sector"] += bool(near) and sector in min(near)[2]
    return {
        "contexts": float(tally["contexts"]), "context_held": tally["held"] / tally["contexts"],
        "context_first": tally["first"] / tally["contexts"],
        "context_given": tally["given"] / tally["contexts"],
        "sectors": float(tally["sectors"]), "sector": tally["sector"] / tally["sectors"],
    }  # fmt: skip


def coverage(folder: Path) -> float:
    """Return the share of PLOVER's gold triggers in which the code book knows a word."""
    rows = json.loads((folder / "PLOVER_GSR_CAMEO.txt").read_text("utf-8"))
    book = codebook()
    model = packaged()
    known = total = 0
    for row in rows:
        if row["event"] != "DOCUMENT" and row.get("eventText"):
            lemmas = {x.lower() for x in model.read(row["eventText"]).lemmas}
            total += 1
            known += bool(lemmas & (book.verbs.keys() | book.nouns.keys()))
    return known / total


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--errors", type=int, default=0)
    args = options.parse_args()
    events = args.corpora / "events"
    units = events / "petrarch/petrarch2_PETR.UnitTest.records.xml"
    dictionary = args.corpora / (
        "knowledge/petrarch2_dict/petrarch2/data/dictionaries/PETR.Validate.actors.txt"
    )
    shared = {shape(s.text) for s in petrarch.sentences(units)}
    both = [g for g in plover(events / "plover") if any(alike(shape(g.text), x) for x in shared)]
    figures = {"plover_in_petrarch": float(len(both))}
    figures["plover_triggers_known"] = coverage(events / "plover")
    for name, found in (
        ("plover", types(plover(events / "plover"), merged=False, errors=args.errors)),
        ("plover", about(plover(events / "plover"))),
        ("plv", types(plv(events / "plv_train/PLV_train.tsv"), merged=True, errors=args.errors)),
        ("petrarch", petrarch.score(events / "petrarch/PETR2_GSR_validation.xml", {})),
        ("petrarch_unit", petrarch.score(units, petrarch.dictionary(dictionary))),
    ):
        figures |= {f"{name}_{k}": v for k, v in found.items()}
    report("what", figures, check=args.check)


if __name__ == "__main__":
    main()
