"""Fit the decisions about events on articles read by hand: `src/diurna/what/data/decisions.tsv`.

    python training/scenes.py --clauses build/clauses --out src/diurna/what/data/decisions.tsv

Every article is read with what the reader of clauses makes of it when it has not seen it
(`clauses.py`). Beside them stand short texts of our own (`annotated/own.jsonl`), read as the rules
alone read them: every sign has a further weight in short texts. Logistic regressions over named
signs, with a penalty on squares: whether a word tells of an event, of which type where rules and
reader differ, of which status, who takes part on which side, when and where, which mentions are
one, what was announced. Each is fitted on what the ones before it choose, fold by fold.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import pickle
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from annotated import FOLDS, Annotated, Event, Person, articles, heads, of_own
from diurna.language import Reading, packaged
from diurna.plans import announce
from diurna.reader import setting
from diurna.what import attach, decisions, trust
from diurna.what.again import Again
from diurna.what.carried import Carried
from diurna.what.clauses import STATUSES, Clauses, read
from diurna.what.events import Coder, sources
from diurna.what.find import find
from diurna.what.merge import side_of
from fitting import Floats, columns, descend

from matching import same, same_days  # isort: skip

Signs = list[tuple[str, float]]
Row = tuple[str, Any, int]
"""A decision, the signs of what it is about (or of each option), and what is right."""
Weights = dict[str, dict[str, float]]
PENALTY = 2.0
ITERATIONS = 400
RARE = 4
"""Fewer uses than that make no sign."""


@dataclass(slots=True)
class Case:
    """An article, its reading, and what the reader of clauses makes of it unseen."""

    article: Annotated
    reading: Reading
    clauses: Clauses

    def coder(self) -> Coder:
        """Return what codes its events."""
        day, reading = dt.date.fromisoformat(self.article.published), self.reading
        told = setting(reading, day)
        return Coder(
            reading, told.cast, told.statements, told.times, told.hanging, told.places, day,
            self.clauses,
        )  # fmt: skip

    def right(self) -> dict[int, list[Event]]:
        """Return the events by hand by the words that tell of them."""
        out: dict[int, list[Event]] = defaultdict(list)
        for event in self.article.events:
            for word in heads(self.reading, event):
                out[word].append(event)
        return out


def load(shared: Path, folder: Path) -> list[Case]:
    """Read every article, with what the reader of clauses saw in it unseen."""
    unseen: dict[str, dict[str, npt.NDArray[np.float32]]] = {}
    for path in sorted(folder.glob("fold*.pickle")):
        with path.open("rb") as file:
            unseen |= pickle.load(file)
    out = []
    model = packaged()
    for article in articles(shared):
        if (held := unseen.get(article.id)) is not None:
            h = {k: v.astype(np.float32) for k, v in held.items()}
            views = h["predicates"], h["parts"], h["role"], h["distance"]
            clauses = Clauses(h["types"], h["statuses"], h["kinds"], h["modes"], views)
            out.append(Case(article, model.read(article.full), clauses))
    for article in of_own(Path(__file__).parent / "annotated/own.jsonl"):
        reading = model.read(article.full)
        out.append(Case(article, reading, read(reading)))
    return out


# -- what is right ------------------------------------------------------------


def event_rows(case: Case) -> list[Row]:
    """Which words tell of events, and of which type."""
    coder, right = case.coder(), case.right()
    out: list[Row] = []
    for f in find(coder.reading, coder.cast, coder.clauses):
        told = right.get(f.trigger, [])
        fits = any(e.type == f.entry.type for e in told)
        signs = list(trust.signs(coder.reading, coder.cast, coder.clauses, f))
        out.append(("event", signs, fits))
        kind = coder.clauses.kind(f.trigger)
        if told and not f.guessed and kind != f.entry.type:
            read = any(e.type == kind for e in told)
            if read != fits:
                out.append(("retype", list(trust.of_type(coder.clauses, f, kind)), read))
    return out


def is_one(coder: Coder, identity: str, people: Sequence[Person]) -> bool:
    """Say whether a member of the cast is one of some people."""
    member, reading = coder.cast.member(identity), coder.reading
    spans = [(reading.starts[b], reading.ends[e - 1]) for b, e in member.mentions]
    return any(
        (p.span and any(b < p.span[1] and p.span[0] < e for b, e in spans))
        or same(p.name, member.name)
        for p in people
    )


def scene_rows(case: Case) -> list[Row]:
    """Who takes part in what was found, when and where it was, and its status."""
    coder, right = case.coder(), case.right()
    reading, scene = coder.reading, coder.scene
    least = decisions.bar("event", short=False) / 2
    found = [f for f in find(reading, coder.cast, coder.clauses) if f.chance >= least]
    scene.show(found)
    out: list[Row] = []
    for f, hung in zip(found, coder.hung(found), strict=True):
        told = right.get(f.trigger, [])
        if not told:
            continue
        event = next((e for e in told if e.type == f.entry.type), told[0])
        parts = scene.parts(f)
        for part in parts:
            side = 2 * is_one(coder, part.id, event.recipients)
            side = 1 if is_one(coder, part.id, event.actors) else side
            out.append(("part", list(scene.of_part(f, part, parts)), side))
        held = sources(reading, coder.said, f.trigger)
        options = [list(coder.of_status(f, s, held)) for s in STATUSES]
        out.append(("status", options, STATUSES.index(event.status)))
        opens = next((s.spoken.begin for s in held if s.spoken.begin), coder.published)
        dated = bool(event.begin or event.end)
        for time in scene.near(f, coder.told):
            _, days = attach.days_of(reading, [time], opens=opens, ahead=side_of(event.status) > 0)
            fits = dated and same_days(event.begin, event.end, days.begin, days.end)
            out.append(("time", list(scene.of_time(f, time, hung.times, found)), fits))
        if event.place or heads(reading, event)[0] == f.trigger:
            for place in scene.around(f, coder.places):
                fits = bool(event.place) and same(event.place or "", place.place.name)
                out.append(("place", list(scene.of_place(f, place, hung.place, found)), fits))
    return out


def pair_rows(case: Case) -> list[Row]:
    """Which mentions are one event."""
    coder, right = case.coder(), case.right()
    kept = coder.kept(find(coder.reading, coder.cast, coder.clauses))
    coder.scene.show(kept)
    for f in kept:
        coder.scene.settle(f)
        f.verdict = coder.verdict(f)
    attached = coder.attached(kept)
    days = [coder._days(f, a.times)[1] for f, a in zip(kept, attached, strict=True)]
    places = [a.place for a in attached]
    ruled = coder.ruled(kept, days, attached)
    again = Again(coder.reading, coder.cast, coder.clauses, kept, days, places, ruled)
    told = [{id(e) for e in right.get(f.trigger, [])} for f in kept]
    return [
        ("again", list(again.signs(a, b)), bool(told[a] & told[b]))
        for b in range(len(kept))
        for a in range(b)
        if told[a] and told[b]
    ]


def carry_rows(case: Case) -> list[Row]:
    """Which events share the days, and which the place, of another."""
    if decisions.is_short(case.reading):
        return []
    coder, right = case.coder(), case.right()
    carried = coder.grouped()
    out: list[Row] = []
    for what, lacking, having, signs in (
        ("days", carried.undated, carried.dates, carried.days_signs),
        ("place", carried.unplaced, carried.placed, carried.place_signs),
    ):
        for to in lacking:
            event = event_of(carried, to, right)
            for of in having if event is not None else ():
                fits = shares(event, carried, of) if what == "days" else at(event, carried, of)
                out.append((f"carried {what}", list(signs(to, of)), fits))
    return out


def event_of(carried: Carried, number: int, right: dict[int, list[Event]]) -> Event | None:
    """Return the event by hand that a group of mentions is, or None."""
    found = [carried.events[n] for n in carried.groups[number]]
    events = [(e.type == f.entry.type, e) for f in found for e in right.get(f.trigger, [])]
    return max(events, key=lambda pair: pair[0])[1] if events else None


def shares(event: Event, carried: Carried, of: int) -> bool:
    """Say whether an event by hand has the days of a group."""
    days = carried.days[of][1]
    dated = bool(event.begin or event.end)
    return dated and same_days(event.begin, event.end, days.begin, days.end)


def at(event: Event, carried: Carried, of: int) -> bool:
    """Say whether an event by hand is where a group is."""
    place = carried.places[of]
    return bool(event.place and place and same(event.place, place.place.name))


def plan_rows(case: Case) -> list[Row]:
    """Which events were announced."""
    coder, right = case.coder(), case.right()
    by_id = {s.id: s for s in coder.said}
    coded = coder.run()
    old = announce.long_ago(coder.times, coder.published)
    out: list[Row] = []
    for item in coded:
        told = [e for f in item.found for e in right.get(f.trigger, [])]
        told = [e for e in told if e.type == item.event.type] or told
        statement = by_id.get(item.statement or "")
        signs = list(announce.signs(coder.reading, item, statement, old, coder.published))
        out.append(("announced", signs, any(e.agenda for e in told)))
    return out


# -- fitting ------------------------------------------------------------------


def matrix(rows: Sequence[Signs]) -> tuple[Any, dict[str, int]]:
    """Lay signs out as columns; rare ones have none."""
    counted = Counter(sign for signs in rows for sign, _ in signs)
    names = {s: n for n, s in enumerate(sorted(s for s, n in counted.items() if n >= RARE))}
    return columns(rows, names), names


def free(names: dict[str, int]) -> Floats:
    """Return 0 for what no penalty is on, less than 1 for short texts, 1 for the rest."""
    brief = decisions.BRIEF
    return np.array([0.0 if n == "always" else 0.2 if n.startswith(brief) else 1.0 for n in names])


def yes_or_no(rows: Sequence[Signs], right: Sequence[int]) -> dict[str, float]:
    """Fit one decision."""
    x, names = matrix(rows)
    y = np.array(right, float)

    def value(z: Floats) -> tuple[float, Floats]:
        chance = 1 / (1 + np.exp(-np.clip(z, -30, 30)))
        return float((np.logaddexp(0, z) - y * z).sum()), chance - y

    w = descend(x, value, PENALTY * free(names), steps=ITERATIONS)
    return {name: float(w[n]) for name, n in names.items()}


def sides(rows: Sequence[Signs], right: Sequence[int]) -> tuple[dict[str, float], dict[str, float]]:
    """Fit actor and recipient against neither."""
    x, names = matrix(rows)
    y = np.eye(3)[list(right)][:, 1:]

    def value(z: Floats) -> tuple[float, Floats]:
        top = np.maximum(0, z.max(1))
        total = np.exp(-top) + np.exp(z - top[:, None]).sum(1)
        chance = np.exp(z - top[:, None]) / total[:, None]
        return float((top + np.log(total)).sum() - (z * y).sum()), chance - y

    w = descend(x, value, PENALTY * free(names), outcomes=2, steps=ITERATIONS)
    actor, recipient = ({s: float(w[n, side]) for s, n in names.items()} for side in (0, 1))
    return actor, recipient


def choice(rows: Sequence[Sequence[Signs]], right: Sequence[int]) -> dict[str, float]:
    """Fit the choice of one among options."""
    x, names = matrix([option for options in rows for option in options])
    count, y, at = len(rows[0]), np.array(right), np.arange(len(rows))

    def value(flat: Floats) -> tuple[float, Floats]:
        z = flat.reshape(-1, count)
        chance = np.exp(z - z.max(1, keepdims=True))
        chance /= chance.sum(1, keepdims=True)
        cost = float(-np.log(chance[at, y] + 1e-12).sum())
        chance[at, y] -= 1
        return cost, chance.ravel()

    w = descend(x, value, PENALTY * free(names), steps=ITERATIONS)
    return {name: float(w[n]) for name, n in names.items()}


def fit(rows: Sequence[Row]) -> Weights:
    """Fit every decision that there are rows of."""
    by: dict[str, tuple[list[Any], list[int]]] = defaultdict(lambda: ([], []))
    for decision, signs, right in rows:
        by[decision][0].append(signs)
        by[decision][1].append(int(right))
    out: Weights = {}
    for decision, (signs, right) in by.items():
        if decision == "part":
            out["actor"], out["recipient"] = sides(signs, right)
        elif decision == "status":
            out["status"] = choice(signs, right)
        else:
            out[decision] = yes_or_no(signs, right)
    return out


def use(weights: Weights) -> None:
    """Decide by these weights from now on."""
    decisions.weights = lambda: weights  # type: ignore[assignment]


STEPS = (event_rows, scene_rows, pair_rows, carry_rows, plan_rows)
_JOB: tuple[Callable[[Case], Any], list[Case], dict[int, Weights]] | None = None


def _work(number: int) -> Any:
    assert _JOB is not None
    step, cases, weights = _JOB
    case = cases[number]
    use(weights[case.article.fold])
    return step(case)


def rows_of(step: Callable[[Case], list[Row]]) -> Callable[[Case], list[Row]]:
    """Let a step give every sign of a short text twice, once for short texts alone."""

    def taken(case: Case) -> list[Row]:
        found = step(case)
        if not decisions.is_short(case.reading):
            return found
        return [
            (d, [*map(twice, s)] if d == "status" else twice(s), right) for d, s, right in found
        ]

    return taken


def twice(signs: Signs) -> Signs:
    """Return signs with those of a short text."""
    return signs + [(decisions.BRIEF + name, value) for name, value in signs]


def each(
    step: Callable[[Case], Any], cases: list[Case], weights: dict[int, Weights], processes: int
) -> list[Any]:
    """Take a step for every article, by the weights of the folds that it is not in."""
    global _JOB  # noqa: PLW0603 - forked processes read it
    _JOB = step, cases, weights
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        return pool.map(_work, range(len(cases)), chunksize=4)


def crossed(cases: list[Case], processes: int = 2) -> tuple[dict[int, Weights], Weights]:
    """Fit all decisions without each fold in turn, and on everything."""
    weights: dict[int, Weights] = {fold: {} for fold in range(FOLDS)}
    whole: Weights = {}
    for step in STEPS:
        rows = each(rows_of(step), cases, weights, processes)
        for fold, held in weights.items():
            parts = zip(cases, rows, strict=True)
            held |= fit([r for c, found in parts if c.article.fold != fold for r in found])
        whole |= fit([r for found in rows for r in found])
        print(f"{step.__name__}: {sum(map(len, rows))}", flush=True)
    return weights, whole


def written(weights: Weights) -> str:
    """Return weights as rows of a table."""
    lines = ["# decision, sign, weight; training/scenes.py fitted them"]
    for decision, signs in sorted(weights.items()):
        rows = sorted(signs.items())
        lines += [f"{decision}\t{s}\t{w:.4f}" for s, w in rows if abs(w) >= 0.005]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--clauses", type=Path, default=Path("build/clauses"))
    parser.add_argument("--out", type=Path, default=Path("src/diurna/what/data/decisions.tsv"))
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    cases = load(options.shared, options.clauses)
    crossed_weights, whole = crossed(cases, options.processes)
    with (options.clauses / "decisions.pickle").open("wb") as file:
        pickle.dump(crossed_weights, file)
    options.out.write_text(written(whole), "utf-8")


if __name__ == "__main__":
    main()
