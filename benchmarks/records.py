"""Events of real articles against readers by hand: found, typed, whole, dated, placed, announced.

    python training/clauses.py --out build/clauses          # the folds, about half an hour
    python training/scenes.py --clauses build/clauses
    python benchmarks/records.py --clauses build/clauses

By cross-validation: every article is coded by weights that have not seen it. The definitions are
those of the records by hand (GUIDE.md): an event is found where its words overlap, else where one
of its type stands within 60 characters; it is whole where type, status, days and all who take part
are right. `given` are the articles of the shared folder, `more` those of the corpora
(`training/annotated`). Without ``--clauses`` the packaged weights are measured on the same
articles, which they were fitted to.
"""

from __future__ import annotations

import datetime as dt
import pickle
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from common import f1, parser, report

# isort: split
import scenes
from annotated import Event, articles
from diurna.language import packaged
from diurna.plans import announcements, changes
from diurna.record import Announcement, Change
from diurna.what import decisions
from diurna.what.clauses import read
from diurna.what.events import Coder
from diurna.what.made import Coded
from matching import same, same_days

NEAR = 60
Found = tuple[Coder, list[Coded], list[Announcement], list[Change]]


def made(case: scenes.Case) -> dict[str, Any]:
    """Code an article and hold it against the reader: counts, and chances with outcomes."""
    coder = case.coder()
    coded = coder.run()
    coder.cast.follow()
    told = {
        a.event: a
        for a in announcements(
            coder.reading, coder.cast, coded, coder.said, coder.times, coder.published
        )
    }
    changed = changes(coder.reading, coder.cast, coded, coder.said, coder.times, coder.places)
    count: Counter[str] = Counter()
    pairs = aligned(case.article.events, coded)
    count["hand"], count["program"] = len(case.article.events), len(coded)
    count["plans hand"] = sum(bool(e.agenda) for e in case.article.events)
    count["plans program"] = len(told)
    places = {p.place.id: p.place.name for p in coder.places}
    right = set()
    for hand, item in pairs:
        event = item.event
        kind, status = hand.type == event.type, hand.status == event.status
        days = same_days(hand.begin, hand.end, event.begin, event.end)
        both = [*event.actors, *event.recipients]
        wanted = [*hand.actors, *hand.recipients]
        hits = matched(coder, both, wanted)
        people = hits == len(both) == len(wanted)
        dated = bool(hand.begin or hand.end)
        count.update(
            found=1, typed=kind, status=status, dated=dated, days=days and dated, hits=hits,
            wanted=len(wanted), named=len(both), people=people,
            core=kind and status and (hits > 0 or not both),
            whole=kind and status and days and people,
        )  # fmt: skip
        count["place told"] += event.place is not None
        count["days told"] += bool(event.begin or event.end)
        if hand.place:
            count["placed"] += 1
            count["place"] += bool(event.place and same(hand.place, places[event.place]))
        if hand.agenda and event.id in told:
            count["plans"] += 1
            window = told[event.id]
            count["windows"] += same_days(hand.begin, hand.end, window.begin, window.end)
        count[f"type {hand.type}"] += kind
        count[f"status {hand.status}"] += status
        if kind:
            right.add(event.id)
    for hand in case.article.events:
        count[f"hand {hand.type}"] += 1
        count[f"hand {hand.status}"] += 1
    for change in case.article.changes:
        count["changes hand"] += 1
        at = change["span"]
        count["changes"] += any(
            c.kind == change["kind"] and at and abs(c.span.start - at[0]) < 80 for c in changed
        )
    count["changes program"] = len(changed)
    chances = [(c.event.confidence, c.event.id in right) for c in coded]
    return {"count": count, "chances": chances}


def aligned(hand: list[Event], coded: list[Coded]) -> list[tuple[Event, Coded]]:
    """Return pairs of events, the surest first, each used once."""
    scored = []
    for i, h in enumerate(hand):
        for j, c in enumerate(coded):
            mine = [(s.start, s.end) for s in (c.event.trigger, *c.event.mentions)]
            hits = sum(any(a < y and x < b for x, y in mine) for a, b in h.spans)
            kind, status = h.type == c.event.type, h.status == c.event.status
            first = h.spans[0][0] < mine[0][1] and mine[0][0] < h.spans[0][1] if h.spans else False
            if hits:
                scored.append((hits + 2 * kind + status + first, i, j))
            elif kind and h.spans and min(abs(a - x) for a, _ in h.spans for x, _ in mine) <= NEAR:
                scored.append((0.5 + 0.2 * status, i, j))
    out, left, used = [], set(), set()
    for _, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if i not in left and j not in used:
            left.add(i)
            used.add(j)
            out.append((hand[i], coded[j]))
    return out


def matched(coder: Coder, ids: list[str], wanted: list[Any]) -> int:
    """Return how many people of the hand are among some of the cast, each used once."""
    used: set[str] = set()
    for person in wanted:
        hit = next((i for i in ids if i not in used and scenes.is_one(coder, i, [person])), None)
        if hit is not None:
            used.add(hit)
    return len(used)


def reliability(chances: list[tuple[float, bool]]) -> tuple[float, float]:
    """Return the area under the curve and the expected calibration error in bins of a tenth."""
    value = np.array([c for c, _ in chances])
    right = np.array([r for _, r in chances])
    order = value.argsort(kind="stable")
    rank = np.empty(len(value))
    rank[order] = np.arange(1, len(value) + 1)
    yes, no = right.sum(), (~right).sum()
    area = (rank[right].sum() - yes * (yes + 1) / 2) / max(1, yes * no)
    bins = np.minimum((value * 10).astype(int), 9)
    error = sum(
        abs(value[bins == b].mean() - right[bins == b].mean()) * (bins == b).sum()
        for b in np.unique(bins)
    )
    return float(area), float(error / len(value))


def figures(found: list[dict[str, Any]]) -> dict[str, float]:
    """Return the measures of some articles."""
    count: Counter[str] = sum((f["count"] for f in found), Counter())
    n = max(1, count["found"])
    out = {"articles": float(len(found)), "events": float(count["hand"])}
    for name in ("found", "typed", "core", "whole"):
        out[f"{name}_f1"] = f1(count["hand"], count["program"], count[name])[2]
    out["status"] = count["status"] / n
    out["days"] = count["days"] / max(1, count["dated"])
    out["place"] = count["place"] / max(1, count["placed"])
    out["days_f1"] = f1(count["dated"], count["days told"], count["days"])[2]
    out["place_f1"] = f1(count["placed"], count["place told"], count["place"])[2]
    out["people_f1"] = f1(count["wanted"], count["named"], count["hits"])[2]
    out["people_exact"] = count["people"] / n
    out["announced_f1"] = f1(count["plans hand"], count["plans program"], count["plans"])[2]
    out["windows"] = count["windows"] / max(1, count["plans"])
    out["changes_f1"] = f1(count["changes hand"], count["changes program"], count["changes"])[2]
    chances = [c for f in found for c in f["chances"]]
    out["area"], out["calibration"] = reliability(chances)
    return out


def tables(found: list[dict[str, Any]]) -> None:
    """Print, of the events by hand, the share of each type and status that is found as such."""
    count: Counter[str] = sum((f["count"] for f in found), Counter())
    for group in ("type", "status"):
        for name in sorted(k.removeprefix(f"{group} ") for k in count if k.startswith(f"{group} ")):
            total = count[f"hand {name}"]
            print(f"    {group} {name:<14} {count[f'{group} {name}'] / total:.3f} of {total}")


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--shared", type=Path, default=Path("../shared"))
    options.add_argument("--clauses", type=Path, help="folder of the folds")
    options.add_argument("--tables", action="store_true", help="by type and by status too")
    given = options.parse_args()
    if given.clauses:
        cases = scenes.load(given.shared, given.clauses)
        with (given.clauses / "decisions.pickle").open("rb") as file:
            weights = pickle.load(file)
    else:
        readings = ((a, packaged().read(a.full)) for a in articles(given.shared))
        cases = [scenes.Case(a, r, read(r)) for a, r in readings]
        whole = decisions.weights()
        weights = dict.fromkeys(range(scenes.FOLDS), whole)
    started = dt.datetime.now(dt.UTC)
    found = scenes.each(made, cases, weights, 2)
    spent = (dt.datetime.now(dt.UTC) - started).total_seconds()
    parts = {
        "given": [
            f for c, f in zip(cases, found, strict=True) if c.article.source.startswith("real")
        ],
        "more": [
            f for c, f in zip(cases, found, strict=True) if not c.article.source.startswith("real")
        ],
    }
    out = {
        f"{part}_{k}": v for part, held in parts.items() if held for k, v in figures(held).items()
    }
    out["seconds_an_article"] = spent / max(1, len(cases))
    if given.tables:
        tables(parts["given"])
    report("records", out, check=given.check)


if __name__ == "__main__":
    main()
