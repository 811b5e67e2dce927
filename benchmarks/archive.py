"""The archive: copies found, events across articles on ECB+, and what adding costs as it grows.

    python benchmarks/archive.py                # copies and ECB+
    python benchmarks/archive.py --cost 1000000 # made events; minutes

Copies: every tenth article of a run of the news sample is added again, cut to its first 60 %, with
another title, or with two sentences more; right is a copy that is joined to its original, wrong any
other two that are joined. ECB+: the system's own events, each topic an archive of its own, against
the annotated clusters of actions across articles, by their last words (B3, CoNLL F1); events that
only one side has count as their own clusters there. Cost: articles a second for storing and working
in, with reading left out, at a thousand, a hundred thousand and a million events, and what an
article costs at the last beside the first with reading (`cost_ratio`) and without.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path
from typing import Any

from diurna import Article, Record, article, read_articles, read_many
from diurna.agenda.copies import Copies, signature
from diurna.archive import Archive, Filter
from diurna.record import SCHEMA, digest

from common import f1, parser, report

# isort: split
from coreference import b_cubed, ceaf, conll, muc

SAMPLE = "news/allsides_sample.jsonl.xz"


def edited(text: str, way: int) -> str:
    """Return a copy as papers make them: cut, retitled, updated."""
    if way == 0:
        return text[: int(len(text) * 0.6)]
    if way == 1:
        return "By our own staff. " + text
    return text + " The story has been updated. More details are expected later today."


def copies(corpora: Path, count: int = 3000) -> dict[str, float]:
    """Measure near-duplicates among articles of the news sample."""
    found = read_articles([corpora / SAMPLE])
    sample = [a for a in islice(found, count) if isinstance(a, Article)]
    sample.sort(key=lambda a: (a.day, a.sha256))
    texts: dict[str, str] = {}
    made: list[tuple[str, str, dt.date, str]] = []
    for number, a in enumerate(sample):
        made.append((a.sha256, a.text, a.day, a.sha256))
        if number % 10 == 0 and len(a.text) > 800:
            text = edited(a.text, (number // 10) % 3)
            made.append((digest(f"copy {number}", text), text, a.day, a.sha256))
    known = Copies(lambda sha: texts[sha])
    tally: Counter[str] = Counter()
    for sha, text, day, original in made:
        marks = signature(text)
        carried = known.find(sha, text, marks, day, None)
        known.hold(sha, marks, day, carried.report, None)
        texts[sha] = text
        tally["copies"] += original != sha
        joined = carried.report != sha
        tally["joined"] += joined
        tally["right"] += joined and carried.report == original
    precision, recall, _ = f1(tally["copies"], tally["joined"], tally["right"])
    return {"copies": float(tally["copies"]), "copies_precision": precision,
            "copies_recall": recall}  # fmt: skip


def _ecb_document(path: Path) -> tuple[str, list[tuple[int, int]], dict[str, list[int]]]:
    """Return the text, the characters of its tokens, and the tokens of each action by cluster."""
    root = ET.parse(path).getroot()
    pieces: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    length, sentence = 0, None
    order: list[str] = []
    for token in root.iter("token"):
        if sentence is not None and token.get("sentence") != sentence:
            pieces.append("\n")
            length += 1
        elif pieces:
            pieces.append(" ")
            length += 1
        sentence = token.get("sentence")
        word = token.text or ""
        identity = token.get("t_id") or ""
        spans[identity] = (length, length + len(word))
        order.append(identity)
        pieces.append(word)
        length += len(word)
    last: dict[str, str] = {}
    for mark in root.find("Markables") or ():
        anchors = [a.get("t_id") or "" for a in mark.iter("token_anchor")]
        if anchors and mark.tag.startswith(("ACTION", "NEG_ACTION")):
            last[mark.get("m_id") or ""] = max(anchors, key=int)
    clusters: dict[str, list[int]] = defaultdict(list)
    for link in root.find("Relations") or ():
        if link.tag != "CROSS_DOC_COREF":
            continue
        for source in link.iter("source"):
            token = last.get(source.get("m_id") or "")
            if token:
                clusters[link.get("note") or ""].append(order.index(token))
    return "".join(pieces), [spans[i] for i in order], clusters


def ecb(corpora: Path, topics: int | None) -> dict[str, float]:
    """Measure events across articles."""
    folder = corpora / "events/ecbplus/ECB+"
    sums: Counter[str] = Counter()
    chosen = sorted((p for p in folder.iterdir() if p.is_dir()), key=lambda p: int(p.name))
    for topic in chosen[:topics]:
        key: dict[str, set[int]] = defaultdict(set)
        made: list[Article] = []
        tokens: dict[str, list[tuple[int, int]]] = {}
        base: dict[str, int] = {}
        for number, path in enumerate(sorted(topic.glob("*.xml"))):
            text, spans, clusters = _ecb_document(path)
            a = article(text, published="2012-01-01", id=path.stem, source=path.stem)
            made.append(a)
            tokens[a.sha256], base[a.sha256] = spans, number * 100_000
            for name, words in clusters.items():
                key[name] |= {number * 100_000 + w for w in words}
        response: dict[str, set[int]] = defaultdict(set)
        shift = {a.sha256: len(a.title) + 1 for a in made}
        records = {r.article.sha256: r for r in read_many(made)}
        with Archive(":memory:") as store:
            store.add(records.values(), "benchmark")
            happening = {(r["sha"], r["id"]): r["happening"] for r in _mentions(store)}
        for sha, record in records.items():
            for event in record.events:
                for mention in event.mentions:
                    end = mention.end - shift[sha]
                    at = next((i for i, (a, b) in enumerate(tokens[sha]) if a < end <= b), None)
                    if at is not None:
                        response[happening[sha, event.id]].add(base[sha] + at)
        want = [frozenset(c) for c in key.values()]
        told = set().union(*want)
        own = [frozenset(c & told) for c in response.values() if c & told]
        for score in (muc, b_cubed, ceaf, conll):
            sums[score.__name__] += score(want, own)
        mine = set().union(*response.values())
        sums["found"] += len(told & mine)
        sums["gold"] += len(told)
        sums["topics"] += 1
    out = {f"ecb_{s}": sums[s] / sums["topics"] for s in ("muc", "b_cubed", "ceaf", "conll")}
    return out | {"ecb_actions": float(sums["gold"]), "ecb_found": sums["found"] / sums["gold"]}


def _mentions(store: Archive) -> list[dict[str, Any]]:
    rows = store.sql("SELECT sha256, id, happening FROM mentions").fetchall()
    return [{"sha": s, "id": i, "happening": h} for s, i, h in rows]


_KINDS = ("CONSULT", "ASSAULT", "PROTEST", "AID", "SANCTION", "RETREAT", "VOTE", "SUPPORT")
_VERBS = ("met", "bombed", "marched", "sent", "sanctioned", "withdrew", "voted", "signed")


def made_record(number: int, day: dt.date, chance: random.Random) -> Record:
    """Make a record of ten events, two of them announced, without reading anything."""
    actors, events, announced = [], [], []
    lines: list[str] = []
    length = 0
    for n in range(10):
        kind = chance.randrange(len(_KINDS))
        one, two = chance.randrange(20_000), chance.randrange(20_000)
        verb = _VERBS[kind]
        line = (
            f"Group{one} {verb} Group{two} in Town{chance.randrange(3000)} over matter {number}{n}."
        )
        start = length + line.index(verb)
        for i, g in ((2 * n + 1, one), (2 * n + 2, two)):
            actors.append({"id": f"a{i}", "name": f"Group{g}", "kind": "organization",
                           "entity": f"org:group-{g}", "country": f"C{g % 180:02d}",
                           "sectors": ["GOV"], "mentions": []})  # fmt: skip
        ahead = n < 2
        begin = day + dt.timedelta(days=chance.randrange(3, 40) if ahead else -1)
        span = {"start": start, "end": start + len(verb), "text": verb}
        events.append({
            "id": f"e{n + 1}", "type": _KINDS[kind], "mode": None, "trigger": span,
            "status": "planned" if ahead else "occurred", "actors": [f"a{2 * n + 1}"],
            "recipients": [f"a{2 * n + 2}"], "begin": str(begin), "end": str(begin),
            "mentions": [span], "confidence": 0.8, "lemma": verb, "rule": f"verb:{verb}",
        })  # fmt: skip
        if ahead:
            announced.append(
                {
                    "id": f"n{n + 1}",
                    "event": f"e{n + 1}",
                    "kind": "plan",
                    "by": [f"a{2 * n + 1}"],
                    "begin": str(begin),
                    "end": str(begin),
                }
            )
        lines.append(line)
        length += len(line) + 1
    text = " ".join(lines)
    head = {"id": f"m{number}", "title": "", "text": text, "published": str(day),
            "source": f"Paper{number % 40}", "sha256": digest("", text)}  # fmt: skip
    for event in events:
        for span in (event["trigger"],):
            span["start"], span["end"] = span["start"] + 1, span["end"] + 1
    return Record.from_json(json.loads(json.dumps(
        {"schema": SCHEMA, "article": head, "actors": actors, "events": events,
         "announcements": announced}
    )))  # fmt: skip


def cost(corpora: Path, most: int) -> dict[str, float]:
    """Measure what adding costs at growing sizes, with made events."""
    chance = random.Random(7)
    sizes = [s for s in (1_000, 100_000, 1_000_000) if s <= most]
    out: dict[str, float] = {}
    first = dt.date(2010, 1, 1)
    each_day = 30
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.duckdb"
        with Archive(path) as store:
            number = 0

            def fresh(count: int) -> list[Record]:
                nonlocal number
                records = []
                for _ in range(count):
                    day = first + dt.timedelta(days=number // each_day)
                    records.append(made_record(number, day, chance))
                    number += 1
                return records

            for size in sizes:
                while number * 10 < size:
                    store.add(fresh(min(2_000, size // 10 - number)), "made")
                    store.settle()
                batch = fresh(600)
                began = time.perf_counter()
                for at in range(0, 600, 32):
                    store.add(batch[at : at + 32], "made")
                store.settle()
                spent = time.perf_counter() - began
                out[f"articles_a_second_at_{size}"] = 600 / spent
                day = first + dt.timedelta(days=number // each_day)
                for name, wanted in (
                    ("agenda", Filter(as_of=day, limit=50)),
                    ("agenda_of_an_actor", Filter(as_of=day, actor="Group777")),
                ):
                    store.agenda(wanted)
                    began = time.perf_counter()
                    for _ in range(5):
                        store.agenda(wanted)
                    out[f"{name}_ms_at_{size}"] = (time.perf_counter() - began) / 5 * 1000
        out["bytes_an_event"] = path.stat().st_size / (number * 10)
    each = [1 / out[f"articles_a_second_at_{s}"] for s in sizes]
    reading = reading_seconds(corpora)
    out["reading_seconds_an_article"] = reading
    out["storing_cost_ratio"] = each[-1] / each[0]
    out["cost_ratio"] = (reading + each[-1]) / (reading + each[0])
    return out


def reading_seconds(corpora: Path, count: int = 60) -> float:
    """Return the seconds that reading an article of the news sample takes on all cores."""
    found = read_articles([corpora / SAMPLE])
    sample = [a for a in islice(found, count) if isinstance(a, Article)]
    list(read_many(sample[:4]))
    began = time.perf_counter()
    list(read_many(sample))
    return (time.perf_counter() - began) / len(sample)


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--cost", type=int, help="made events to fill the archive with")
    options.add_argument("--topics", type=int, help="only the first topics of ECB+")
    args = options.parse_args()
    if args.cost:
        report("archive", cost(args.corpora, args.cost), check=args.check)
    else:
        report("archive", copies(args.corpora) | ecb(args.corpora, args.topics), check=args.check)


if __name__ == "__main__":
    main()
