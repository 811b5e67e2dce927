"""Fit what the agenda makes of later articles, on stories with the agenda that they should leave.

    PYTHONPATH=src:training .venv/bin/python training/stories.py --stories ../shared/arcs/real

Of each story, every announced event is held against every later article of it, as
`diurna.agenda.later` does, with an entry made of what the annotators wrote of it and of the
sentence that announces it. (Those that the agenda itself makes of it were tried beside: no better.)
What the article says became of it is the row of
the timeline that stands after this article; no row is nothing. An outcome's odds are pooled over
the sentences that are most about the entry; a logistic fit of all outcomes at once, with a penalty
on squares. Printed is how far the outcomes of the stories that are left out of a fit come out
right, and how well the chances hold; the weights written are fitted to all.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from diurna.agenda.entries import Entry
from diurna.agenda.later import Later
from diurna.agenda.ledger import Ledger
from diurna.agenda.outcome import OUTCOMES, SHARP
from diurna.agenda.parties import Party, party
from diurna.agenda.passages import Passage, passages, stems
from diurna.agenda.signals import Signal, Signals, Where, content_words
from diurna.record import Record
from diurna.world.spelling import plain
from diurna.world.tables import countries

sys.path[:0] = [str(Path(__file__).parent.parent / "benchmarks")]
from fitting import columns, descend  # noqa: E402
from told_stories import Story, score_module, stories  # noqa: E402 (in benchmarks)

PENALTY: Final = 3.0
FEWEST: Final = 8
"""Articles in which a sign must stand to be weighed."""
LEAST: Final = 0.005
"""Smaller weights are not written."""
FOLDS: Final = 5
_LABELS: Final = {
    "confirmed": "confirmed", "announced": "confirmed", "rescheduled": "rescheduled",
    "relocated": "rescheduled", "postponed": "postponed", "cancelled": "cancelled",
    "denied": "cancelled", "occurred": "occurred",
}  # fmt: skip
_TYPES: Final = {
    "meeting": "CONSULT", "talks": "CONSULT", "summit": "CONSULT", "visit": "CONSULT",
    "call": "CONSULT", "vote": "VOTE", "election": "VOTE", "signing": "SUPPORT",
    "tariff": "SANCTION", "sanction": "SANCTION", "aid": "AID", "withdrawal": "RETREAT",
    "ceasefire": "RETREAT", "release": "RETREAT", "strike": "PROTEST", "protest": "PROTEST",
    "attack": "ASSAULT", "deadline": "AGREE",
}  # fmt: skip
"""Types of kinds of event, where the announcing article has no event of theirs."""
_LEMMAS: Final = {"meeting": "meet", "talks": "talk"}

Floats = npt.NDArray[np.float64]


@dataclass(slots=True)
class Bag:
    """An entry and an article: the signs of the sentences, and what became of the entry."""

    story: str
    outcome: str | None
    sentences: list[dict[str, float]] = field(default_factory=list)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _party(told: str, records: list[Record]) -> Party:
    """Return somebody as the articles have them, else as the annotators wrote."""
    found = re.match(r"(.*?)\s*\(([A-Z]{3})\)$", told)
    name, code = (found[1], found[2]) if found else (re.sub(r"\s*\(.*\)$", "", told), None)
    for record in records:
        for actor in record.actors:
            a, b = plain(actor.name).split(), plain(name).split()
            last = actor.kind == "person" and a and b and a[-1] == b[-1] and 1 in (len(a), len(b))
            if a == b or last:
                return party(actor)
    state = code in countries() and plain(countries()[code].name) == plain(name)
    return Party(name, f"country:{code}" if state else plain(name), code, state=state)


def _announcing(event: dict[str, Any], read: list[Passage], allowed: set[str]) -> Passage:
    """Return the sentence of the announcing article that is most about an event."""
    row = event["timeline"][0]
    names = {w for a in event["actors"] for w in stems(a)}
    wanted = stems(event["what"])

    def fit(passage: Passage) -> float:
        days = (_day(row["begin"]), _day(row["end"])) in passage.days
        planned = any(t.signal.type in allowed and t.announced for t in passage.told)
        common = wanted & passage.words
        return len(common - names) + 0.3 * len(common & names) + 1.5 * days + 0.7 * planned

    return max(read, key=fit)


def _written(
    event: dict[str, Any], number: int, day: dt.date, read: list[Passage], records: list[Record]
) -> Entry:
    """Return an entry made of what the annotators wrote."""
    row, kind = event["timeline"][0], event["kind"]
    allowed = score_module().TYPES.get(kind, set()) | {event["plover_type"]} - {None}
    passage = _announcing(event, read, allowed)
    near = [t for t in passage.told if t.signal.type in allowed]
    told = next((t for t in near if t.announced), near[0] if near else None)
    nouns = re.findall(r"[a-z]{4,}", event["what"].lower())
    lemma = _LEMMAS.get(kind, kind) if kind != "other" else (nouns or ["plan"])[0]
    return Entry(
        number=number,
        uid=event["key"],
        what=event["what"],
        type=told.signal.type if told else event["plover_type"] or _TYPES.get(kind, "AGREE"),
        mode=told.signal.mode if told else None,
        kind="plan",
        lemma=told.signal.lemma if told else lemma,
        parties=[_party(a, records) for a in event["actors"]],
        place=Where(event["place"]) if event["place"] else None,
        begin=_day(row["begin"]),
        end=_day(row["end"]),
        undated=False,
        status="announced",
        announced_on=day,
        announced_by=(),
        words=content_words(passage.span.text),
        authority=3,
        latest=day,
    )


def _stand(entry: Entry, row: dict[str, Any]) -> None:
    """Make an entry stand as a row of the timeline says."""
    entry.begin, entry.end, entry.undated = _day(row["begin"]), _day(row["end"]), False
    if row["status"] != "lapsed":
        entry.status = row["status"]


def _ruled(ledger: Ledger, told: list[Signal]) -> dict[int, dict[str, float]]:
    """Return what the rules make of an article, by entry, with the chance of each match."""
    out: dict[int, dict[str, float]] = {}
    for signal in sorted(told, key=lambda s: s.kind == "occurred"):
        if found := ledger.best(signal, {}):
            kinds = out.setdefault(found[0].number, {})
            kind = ledger.kind(signal)
            kinds[kind] = max(kinds.get(kind, 0.0), found[1].chance)
    return out


class Telling:
    """Tells a story to a ledger, whose entries are made to stand as they should; see `bags`.

    Args:
        story: The story.
    """

    def __init__(self, story: Story) -> None:
        self.story = story
        self.events = {e["key"]: e for e in story.told["expected"]}
        ordered = sorted(zip(story.told["articles"], story.records, strict=True),
                         key=lambda x: x[0]["published"])  # fmt: skip
        self.order = [a["id"] for a, _ in ordered]
        self.records = [r for _, r in ordered]
        self.ledger = Ledger()
        self.owner: dict[int, str] = {}

    def run(self) -> Iterator[Bag]:
        """Yield the entries and articles of the story."""
        for name, record in zip(self.order, self.records, strict=True):
            signals = Signals(record)
            told, read = list(signals.run()), passages(signals)
            later, ruled = Later(read, record.article.day), _ruled(self.ledger, told)
            for number, key in self.owner.items():
                entry = self.ledger.entries[number]
                if entry.status != "occurred" and self._after(name, self.events[key]):
                    yield self._bag(name, entry, key, later, ruled.get(number, {}))
            self._hear(name, record, read)
            for number, key in self.owner.items():
                self._settle(name, self.ledger.entries[number], self.events[key])

    def _after(self, name: str, event: dict[str, Any]) -> bool:
        return self.order.index(name) > self.order.index(event["announced_in"])

    def _bag(self, name: str, entry: Entry, key: str, later: Later, ruled: dict[str, float]) -> Bag:
        rows = [t for t in self.events[key]["timeline"] if t["after_article"] == name]
        outcome = _LABELS.get(rows[-1]["status"]) if rows else None
        bears = later.may_bear(entry)
        made = later.bearings(entry, ruled) if bears else []
        return Bag(self.story.name, outcome, [b.signs for b in made])

    def _hear(self, name: str, record: Record, read: list[Passage]) -> None:
        """Make the entries that an article announces."""
        for event in self.events.values():
            if event["announced_in"] == name:
                number = len(self.owner) + 1
                day = record.article.day
                made = _written(event, number, day, read, [record, *self.records])
                self.ledger.hold(made)
                self.owner[number] = event["key"]

    def _settle(self, name: str, entry: Entry, event: dict[str, Any]) -> None:
        at = self.order.index(name)
        rows = [
            t
            for t in event["timeline"]
            if t["after_article"] is not None and self.order.index(t["after_article"]) <= at
        ]
        if rows:
            _stand(entry, rows[-1])


def bags(told: list[Story]) -> list[Bag]:
    """List the entries and later articles of some stories."""
    return [bag for story in told for bag in Telling(story).run()]


# -- the fit -------------------------------------------------------------------------------------


def fold_of(story: str) -> int:
    """Return the fold of a story, by a hash of its name."""
    return int(hashlib.sha1(story.encode()).hexdigest(), 16) % FOLDS


def _matrix(rows: list[Bag], names: list[str]) -> tuple[csr_matrix, npt.NDArray[np.int64]]:
    """Return the signs of all sentences, and of which bag each is."""
    own = [n for n, bag in enumerate(rows) for _ in bag.sentences]
    signs = (s.items() for bag in rows for s in bag.sentences)
    return columns(signs, {name: n for n, name in enumerate(names)}), np.array(own)


def _pooled(odds: Floats, own: npt.NDArray[np.int64], count: int) -> tuple[Floats, Floats]:
    """Return the odds of each bag, and each sentence's share in them."""
    top = np.full((count, odds.shape[1]), -np.inf)
    np.maximum.at(top, own, odds)
    parts = np.exp((odds - top[own]) * SHARP)
    whole = np.zeros_like(top)
    np.add.at(whole, own, parts)
    return top + np.log(whole) / SHARP, parts / whole[own]


def _chances(pooled: Floats) -> Floats:
    """Return the chance of nothing and of each outcome."""
    full = np.hstack([np.zeros((len(pooled), 1)), pooled])
    full = np.exp(full - full.max(1, keepdims=True))
    return full / full.sum(1, keepdims=True)


def _number(outcome: str | None) -> int:
    return OUTCOMES.index(outcome) + 1 if outcome else 0


def fit(rows: list[Bag]) -> dict[str, tuple[float, ...]]:
    """Return the weights of the signs, for each outcome."""
    rows = [bag for bag in rows if bag.sentences]
    count = Counter(n for bag in rows for n in {n for s in bag.sentences for n in s})
    names = sorted(n for n, c in count.items() if c >= FEWEST)
    signs, own = _matrix(rows, names)
    right = np.array([_number(bag.outcome) for bag in rows])
    wanted = np.eye(len(OUTCOMES) + 1)[right]

    def value(odds: Floats) -> tuple[float, Floats]:
        pooled, shares = _pooled(odds, own, len(rows))
        chances = _chances(pooled)
        told = np.log(np.maximum(chances[np.arange(len(rows)), right], 1e-12))
        return float(-told.sum()), (chances - wanted)[:, 1:][own] * shares

    penalty = np.full(len(names), PENALTY)
    w = descend(signs, value, penalty, outcomes=len(OUTCOMES), steps=150)
    return {n: tuple(map(float, row)) for n, row in zip(names, w, strict=True)
            if np.abs(row).max() > LEAST}  # fmt: skip


def predict(rows: list[Bag], table: dict[str, tuple[float, ...]]) -> Floats:
    """Return the chances of nothing and of each outcome."""
    out = np.zeros((len(rows), len(OUTCOMES) + 1))
    out[:, 0] = 1
    held = [n for n, bag in enumerate(rows) if bag.sentences]
    some = [rows[n] for n in held]
    signs, own = _matrix(some, list(table))
    pooled, _ = _pooled(signs @ np.array(list(table.values())), own, len(some))
    out[held] = _chances(pooled)
    return out


def folds(rows: list[Bag]) -> list[dict[str, tuple[float, ...]]]:
    """Return the weights that are fitted without each fold."""
    return [fit([b for b in rows if fold_of(b.story) != n]) for n in range(FOLDS)]


def tell(rows: list[Bag], tables: list[dict[str, tuple[float, ...]]]) -> None:
    """Print what the fits are worth on the stories that they have not seen."""
    chances = np.zeros((len(rows), len(OUTCOMES) + 1))
    for n, table in enumerate(tables):
        mine = [k for k, bag in enumerate(rows) if fold_of(bag.story) == n]
        if mine:
            chances[mine] = predict([rows[k] for k in mine], table)
    right = np.array([_number(b.outcome) for b in rows])
    told = chances.argmax(1)
    print(f"{len(rows)} entries and articles, right {np.mean(told == right):.3f}")
    for n, name in enumerate(("nothing", *OUTCOMES)):
        both = int(((told == n) & (right == n)).sum())
        print(f"  {name:12} {both} of {(right == n).sum()}, told {(told == n).sum()}")
    some = 1 - chances[:, 0]
    for low in np.arange(0, 1, 0.2):
        held = (some >= low) & (some < low + 0.2)
        if held.any():
            print(f"  something at {low:.1f} to {low + 0.2:.1f}: told {some[held].mean():.2f}, "
                  f"so {np.mean(right[held] > 0):.2f} of {held.sum()}")  # fmt: skip


def write(table: dict[str, tuple[float, ...]], path: Path) -> None:
    """Write the weights."""
    lines = ["# What each sign adds to the log odds of each outcome (training/stories.py):",
             f"# {', '.join(OUTCOMES)}."]  # fmt: skip
    lines += [f"{n}\t" + "\t".join(f"{v:.3f}" for v in row) for n, row in sorted(table.items())]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--stories", type=Path, nargs="+", default=[Path("../shared/arcs/real")])
    ask.add_argument("--out", type=Path, default=Path("src/diurna/agenda/data/later.tsv"))
    args = ask.parse_args()
    rows = bags(stories(args.stories))
    tell(rows, folds(rows))
    write(fit(rows), args.out)


if __name__ == "__main__":
    main()
