"""The agenda: story arcs, elections told in our words, copies, and events across articles.

    python benchmarks/agenda.py

Arcs (`arcs.txt`, ours): entries found (precision, recall, F1), the status and the window right at
every day that is asked, and wrong merges (one entry made of two announcements). Half of the arcs,
by a hash of the name, are closed: what goes wrong in them is not printed. They are no unseen text
all the same: who wrote the arcs wrote the rules. Elections: rows of REIGN since 2000 told in
reports of our wording, all in one archive: entered, held on the day, put off, mixed up.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from diurna import Article, article, read_many
from diurna.archive import Archive, Filter

from common import f1, parser, report

ARCS = Path(__file__).with_name("arcs.txt")


@dataclass(slots=True)
class Expected:
    """An entry that must be there: the words that announce it, and how it stands on days."""

    key: str
    stands: list[tuple[dt.date, str, dt.date | None, dt.date | None]]


@dataclass(slots=True)
class Arc:
    """A story: its articles and the entries that must come of them."""

    name: str
    articles: list[Article] = field(default_factory=list)
    entries: list[Expected] = field(default_factory=list)

    @property
    def closed(self) -> bool:
        """Whether its errors are not looked at."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % 2 == 1


def _day(text: str) -> dt.date | None:
    return None if text == "-" else dt.date.fromisoformat(text)


def arcs(path: Path = ARCS) -> list[Arc]:
    """Read the arcs."""
    out: list[Arc] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("= "):
            out.append(Arc(line[2:].strip()))
        elif line.startswith("@ "):
            head, _, text = line[2:].partition(" | ")
            day, _, source = head.partition(" ")
            made = article(text.replace(" // ", "\n\n"), published=day, source=source)
            out[-1].articles.append(made)
        elif line.startswith("? "):
            key, *stands = line[2:].split(" | ")
            told = [s.split() for s in stands]
            out[-1].entries.append(
                Expected(
                    key.strip(),
                    [(dt.date.fromisoformat(d), s, _day(b), _day(e)) for d, s, b, e in told],
                )
            )
    return out


def assign(
    arc: Arc, steps: dict[int, list[dict[str, Any]]], stood: dict[dt.date, dict[int, Any]]
) -> dict[str, int]:
    """Give each expected entry the one that rests on its words, the best fit where several do."""
    numbers = sorted(steps)
    table = np.zeros((len(arc.entries), max(1, len(numbers))))
    for i, entry in enumerate(arc.entries):
        for j, number in enumerate(numbers):
            first = entry.key in steps[number][0]["evidence"]
            if not any(entry.key in s["evidence"] for s in steps[number]):
                continue
            rows = [(stood[d].get(number), s, b, e) for d, s, b, e in entry.stands]
            fits = sum(bool(r) and (r["status"], r["begin"], r["end"]) == (s, b, e)
                       for r, s, b, e in rows)  # fmt: skip
            table[i, j] = 1 + 10 * first + fits
    return {
        arc.entries[i].key: numbers[j]
        for i, j in zip(*linear_sum_assignment(-table), strict=True)
        if table[i, j] > 0
    }


def judge(arc: Arc, store: Archive, tally: Counter[str], *, show: bool) -> None:
    """Compare the agenda of an arc with what must be there."""
    last = max(a.day for a in arc.articles) + dt.timedelta(days=40)
    rows = store.agenda(Filter(as_of=last))
    steps = {r["entry"]: store.history(r["entry"], last) for r in rows}
    stood = {d: {r["entry"]: r for r in store.agenda(Filter(as_of=d))}
             for e in arc.entries for d, *_ in e.stands}  # fmt: skip
    for told in steps.values():
        held = {e.key for e in arc.entries for s in told if e.key in s["evidence"]}
        firsts = {s["evidence"] for s in told[:1]}
        apart = {k for k in held if not any(k in text for text in firsts)}
        if apart and held - apart:
            tally["merged"] += 1
            if show:
                print(f"MERGED {arc.name}: {held}")
    found = assign(arc, steps, stood)
    tally["wanted"] += len(arc.entries)
    tally["made"] += len(rows)
    tally["right"] += len(found)
    for row in rows:
        if row["entry"] not in found.values() and show:
            print(f"TOO MUCH {arc.name}: {row['what']} {row['status']} {row['begin']} {row['end']}")
    for entry in arc.entries:
        for day, status, begin, end in entry.stands:
            tally["days"] += 1
            number = found.get(entry.key)
            row = stood[day].get(number or -1)
            if row is None:
                if show:
                    print(f"MISSING {arc.name}: {entry.key} on {day}")
                continue
            tally["status"] += row["status"] == status
            tally["window"] += (row["begin"], row["end"]) == (begin, end)
            if show and (row["status"], row["begin"], row["end"]) != (status, begin, end):
                told = f"{row['status']} {row['begin']} {row['end']}"
                print(f"{arc.name} {day}: {told}, not {status} {begin} {end}")


def story_arcs(show: bool) -> dict[str, float]:
    """Measure the arcs, open and closed halves apart."""
    out: dict[str, float] = {}
    tallies: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for arc in arcs():
        with Archive(":memory:") as store:
            store.add(read_many(arc.articles), "benchmark")
            judge(arc, store, tallies[arc.closed], show=show and not arc.closed)
            tallies[arc.closed]["arcs"] += 1
    for closed, tally in tallies.items():
        name = "closed" if closed else "open"
        precision, recall, both = f1(tally["wanted"], tally["made"], tally["right"])
        out[f"{name}_arcs"] = float(tally["arcs"])
        out[f"{name}_entry_precision"], out[f"{name}_entry_recall"] = precision, recall
        out[f"{name}_entry_f1"] = both
        out[f"{name}_status"] = tally["status"] / tally["days"]
        out[f"{name}_window"] = tally["window"] / tally["days"]
        out[f"{name}_wrong_merges"] = float(tally["merged"])
    return out


_ANNOUNCE = (
    "{country} will hold {kind} elections on {day}, the electoral commission said.",
    "The government of {country} has called {kind} elections for {day}.",
    "{kind_capital} elections in {country} are scheduled for {day}, state radio reported.",
)
_DELAY = (
    "The {kind} elections in {country}, scheduled for {day}, have been postponed, the electoral "
    "commission said. No new date was named.",
    "{country} has postponed the {kind} elections scheduled for {day}.",
    "The electoral commission of {country} put off the {kind} elections planned for {day}.",
)
_HELD = (
    "Voters in {country} went to the polls on {weekday} in {kind} elections.",
    "{country} held {kind} elections on {weekday}.",
    "The {kind} elections in {country} took place on {weekday} without incident.",
)
_KINDS = {"L": "parliamentary", "X": "presidential"}


def _date(row: dict[str, str]) -> dt.date | None:
    try:
        return dt.date(int(row["elec_year"]), int(row["elec_month"]), int(row["elec_day"]))
    except ValueError:
        return None


def _told(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def told_elections(
    corpora: Path, since: int = 2000
) -> tuple[list[Article], list[tuple[str, dt.date, bool, dt.date]]]:
    """Tell REIGN's elections in reports of our wording, two of each.

    Returns:
        The articles, and of each election the words that announce it, its day, whether it was put
        off, and the day of the second report.
    """
    path = corpora / "knowledge/reign/data_sets/electionlist_3_21.csv"
    by: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="latin-1") as file:
        for row in csv.DictReader(file):
            by[row["elecnum"]].append(row)
    chance = random.Random(3)
    made: list[Article] = []
    wanted: list[tuple[str, dt.date, bool, dt.date]] = []
    for rows in by.values():
        kind, country = _KINDS.get(rows[0]["type"]), rows[0]["country"]
        votes = [d for r in rows if r["event"].startswith("Vote") and (d := _date(r))]
        put_off = [d for r in rows if r["event"].startswith("Delay") and (d := _date(r))]
        void = [d for r in rows if r["event"].startswith("Voided") and (d := _date(r))]
        delayed = len(put_off) == 1 and len(void) == 1 and put_off[0] < void[0]
        if kind is None or not (delayed or (len(votes) == 1 and not put_off)):
            continue
        day = void[0] if delayed else votes[0]
        if day.year < since:
            continue
        first = (put_off[0] if delayed else day) - dt.timedelta(days=40)
        words = {"country": country, "kind": kind, "kind_capital": kind.capitalize(),
                 "day": _told(day), "weekday": f"{day:%A}"}  # fmt: skip
        told = [(first, chance.choice(_ANNOUNCE))]
        reported = put_off[0] if delayed else day + dt.timedelta(days=1)
        told.append((reported, chance.choice(_DELAY if delayed else _HELD)))
        made += [
            article(f"{t.format(**words)} By desk {len(made) + n}.", published=d, source="REIGN")
            for n, (d, t) in enumerate(told)
        ]
        wanted.append((told[0][1].format(**words), day, delayed, reported))
    return made, wanted


def elections(corpora: Path) -> dict[str, float]:
    """Keep the agenda of the elections in one archive, and ask it."""
    made, wanted = told_elections(corpora)
    tally: Counter[str] = Counter()
    with Archive(":memory:") as store:
        store.add(read_many(made), "benchmark")
        last = max(a.day for a in made) + dt.timedelta(days=30)
        rows_ = store.agenda(Filter(as_of=last))
        firsts = {store.history(r["entry"])[0]["evidence"]: r for r in rows_}
        for text, day, delayed, then in wanted:
            kind = "delayed" if delayed else "held"
            tally[kind] += 1
            row = firsts.get(text)
            tally["found"] += row is not None
            if row is None:
                continue
            if delayed:
                said = {s["said"] for s in store.history(row["entry"], then)}
                tally["delayed_right"] += "postponed" in said
            else:
                tally["held_right"] += row["status"] == "occurred" and row["begin"] == day
            tally["mixed"] += len(store.history(row["entry"])) > 2
        tally["entries"] = len(rows_)
    return {
        "elections": float(len(wanted)),
        "elections_entered": tally["found"] / len(wanted),
        "elections_held": tally["held_right"] / tally["held"],
        "elections_put_off_of": float(tally["delayed"]),
        "elections_put_off": tally["delayed_right"] / tally["delayed"],
        "elections_mixed_up": tally["mixed"] / len(wanted),
        "elections_entries_too_many": float(tally["entries"] - tally["found"]),
    }


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--errors", action="store_true", help="print what goes wrong, open half")
    args = options.parse_args()
    figures = story_arcs(args.errors) | elections(args.corpora)
    report("agenda", figures, check=args.check)


if __name__ == "__main__":
    main()
