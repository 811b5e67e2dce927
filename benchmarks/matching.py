"""How well the agenda's chances hold: of reports joined at 0.8, are eight in ten right?

    python benchmarks/matching.py

Pairs of an entry and a report that the hard rules let through, with the matcher's chance, against
whether they are one. Story arcs (`arcs.txt`) with one entry are told three times in one archive,
each time some weeks later with the days in the text moved along: the same people and words on other
days are the hard negatives. A report is of the entry of its own telling if it was joined in the arc
told alone and all the arc's days came out right. Elections: REIGN's rows in our wording, as in
`agenda.py`; a report is of the entry of its own election. `ece` is the expected calibration error
over ten bins, `brier` the mean square of chance less truth; `refitted` is what a logistic fit on
the open arcs and every second election, held to the weights as they are, makes of the others.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from diurna import Article, Record, article, read_many
from diurna.agenda.ledger import Ledger
from diurna.agenda.match import score, weights
from diurna.agenda.signals import Signal, signals
from diurna.archive import Archive

from common import parser, report

# isort: split
from agenda import Arc, arcs, judge, told_elections

WEEKS = (0, 7, 14)
"""How much later each telling of an arc is."""
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)})\b"
    rf"|\b(?P<month2>{'|'.join(_MONTHS)}) (?P<day2>\d{{1,2}})\b"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """An entry and a report.

    Attributes:
        signs: What `score` weighs.
        chance: What it makes of them.
        one: Whether they are one.
        held: Whether the pair is kept from fitting.
        arc: Whether it is of the arcs.
    """

    signs: dict[str, float]
    chance: float
    one: bool
    held: bool
    arc: bool


def moved(text: str, year: int, weeks: int) -> str:
    """Return a text with every day of the year moved by some weeks."""

    def later(found: re.Match[str]) -> str:
        month = _MONTHS.index(found["month"] or found["month2"]) + 1
        day = dt.date(year, month, int(found["day"] or found["day2"])) + dt.timedelta(weeks=weeks)
        name = _MONTHS[day.month - 1]
        return f"{day.day} {name}" if found["day"] else f"{name} {day.day}"

    return _DAY.sub(later, text)


def _later(a: Article, weeks: int) -> Article:
    day = a.day + dt.timedelta(weeks=weeks)
    return article(moved(a.text, a.day.year, weeks), published=day, source=a.source)


def _right(arc: Arc, records: list[Record]) -> bool:
    tally: Counter[str] = Counter()
    with Archive(":memory:") as store:
        store.add(iter(records), "benchmark")
        judge(arc, store, tally, show=False)
    days = tally["days"]
    return tally["right"] == tally["made"] == 1 and tally["status"] == tally["window"] == days


def _joined(found: list[list[Signal]]) -> set[tuple[str, str, str]]:
    """Return the reports that were joined to the one entry: article, event and kind."""
    ledger = Ledger()
    for told in found:
        ledger.take(told)
    return {(s.sha256, s.event, s.said) for e in ledger.entries.values() for s in e.history}


def _pairs(
    stream: list[tuple[Signal, str, bool]], held: dict[str, bool], vague: set[str], *, arc: bool
) -> list[Pair]:
    """Replay reports into one ledger and list each with every entry it might be of.

    Args:
        stream: Reports by day with the name of their story, and whether they are of its entry.
        held: Stories that are kept from fitting.
        vague: Stories whose reports are not labelled: they stand against others' entries alone.
        arc: Whether the stories are arcs.
    """
    ledger, owner = Ledger(), dict[int, str]()
    out: list[Pair] = []
    for signal, story, of_it in stream:
        for entry in ledger.entries.values():
            if entry.number not in owner:
                continue
            same = owner[entry.number] == story
            if same and story in vague:
                continue
            match = score(entry, signal, rivals=0) if ledger.takes(entry, signal) else None
            if match is not None:
                out.append(Pair(match.signs, match.chance, same and of_it, held[story], arc))
        before = set(ledger.entries)
        ledger.take([signal])
        owner |= dict.fromkeys(set(ledger.entries) - before, story)
    return out


def collect(corpora: Path) -> list[Pair]:
    """List the pairs of the arcs and of the elections."""
    stream: list[tuple[Signal, str, bool]] = []
    held: dict[str, bool] = {}
    vague: set[str] = set()
    for arc in arcs():
        if not arc.entries:
            continue
        records = [*read_many(arc.articles)]
        clear = len(arc.entries) == 1 and _right(arc, records)
        for weeks in WEEKS:
            story = f"{arc.name}+{weeks}"
            held[story] = arc.closed
            told = [*read_many(_later(a, weeks) for a in arc.articles)]
            found = [signals(r) for r in told]
            joined = _joined(found)
            if not clear:
                vague.add(story)
            stream += [
                (s, story, (s.sha256, s.event, s.kind) in joined) for group in found for s in group
            ]
    stream.sort(key=lambda item: item[0].known)
    out = _pairs(stream, held, vague, arc=True)
    made, wanted = told_elections(corpora)
    texts = [text for text, *_ in wanted]
    stream = []
    for number, record in enumerate(read_many(made)):
        story = texts[number // 2]
        stream += [(s, story, True) for s in signals(record)]
    stream.sort(key=lambda item: item[0].known)
    return out + _pairs(stream, {t: n % 2 == 1 for n, t in enumerate(texts)}, set(), arc=False)


def refitted(pairs: list[Pair], strength: float = 1.0) -> np.ndarray:
    """Fit the weights anew on the pairs that are not held, near what they are.

    Returns:
        The chances of the held pairs.
    """
    names = list(weights())
    own = np.array([weights()[n] for n in names])
    signs = np.array([[p.signs.get(n, 0.0) for n in names] for p in pairs])
    ones = np.array([p.one for p in pairs], float)
    held = np.array([p.held for p in pairs])

    def loss(given: np.ndarray) -> float:
        odds = signs[~held] @ given
        fit = np.logaddexp(0, odds) - ones[~held] * odds
        return float(fit.sum() + strength * ((given - own) ** 2).sum())

    found = minimize(loss, own, method="L-BFGS-B")
    return 1 / (1 + np.exp(-(signs[held] @ found.x)))


def figures(chances: np.ndarray, ones: np.ndarray) -> dict[str, float]:
    """Return calibration error, Brier score, and precision and recall at one half."""
    bins = np.minimum((chances * 10).astype(int), 9)
    error = sum(
        abs(chances[bins == b].mean() - ones[bins == b].mean()) * (bins == b).mean()
        for b in range(10)
        if (bins == b).any()
    )
    told = chances >= 0.5
    right = float((told & ones).sum())
    return {
        "pairs": float(len(ones)), "of_one": float(ones.sum()), "ece": float(error),
        "brier": float(((chances - ones) ** 2).mean()),
        "precision": right / max(1.0, told.sum()), "recall": right / max(1.0, ones.sum()),
    }  # fmt: skip


def main() -> None:
    args = parser(__doc__).parse_args()
    pairs = collect(args.corpora)
    held = [p for p in pairs if p.held]
    chances = np.array([p.chance for p in held])
    ones = np.array([p.one for p in held])
    arc = np.array([p.arc for p in held])
    told = figures(chances, ones)
    told |= {f"arcs_{k}": v for k, v in figures(chances[arc], ones[arc]).items()}
    again = figures(refitted(pairs), ones)
    told |= {f"refitted_{k}": again[k] for k in ("ece", "brier", "precision", "recall")}
    report("matching", told, check=args.check)


if __name__ == "__main__":
    main()
