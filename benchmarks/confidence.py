"""Is the confidence of events what it says, and what do the doubtful cost.

    python benchmarks/confidence.py

What it is worth on whole articles `records.py` prints as `area` and `calibration`. `phrase_*`: of
our own phrases that no training saw (a tenth, by a hash), each printed eight times, how often a
starred word has its type, by bands of confidence. `*_ece`: the expected calibration error of the
first event's type on PLOVER's gold records and PLV's rows, in bins of a tenth, and its mean
confidence and accuracy.
"""

from __future__ import annotations

import random
from collections import defaultdict

from diurna import Record, article, read_many
from diurna.record import Event

from common import parser, report

# isort: split
import what
from printing import Printer, held_out, phrases, tables


def group(event: Event) -> str:
    """Name the band that an event's confidence is in."""
    return f"{int(event.confidence * 5) / 5:.1f}"


def own_phrases() -> dict[str, float]:
    """Measure the bands on the held-out phrases."""
    printer = Printer(*tables(), random.Random(3))
    cases = []
    for kind, phrase in phrases():
        for _ in range(8 * held_out(phrase)):
            words, starred = printer.sentence(phrase)
            marked = {w for w, star in zip(words, starred, strict=True) if star}
            cases.append((kind, " ".join(words), marked))
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    records = read_many(article(text, published="2020-05-05") for _, text, _ in cases)
    for (kind, _, marked), record in zip(cases, records, strict=True):
        for event in record.events:
            if event.status in ("conditional", "hypothetical"):
                continue
            if set(event.trigger.text.split()) & marked:
                tally[group(event)][0] += kind in (event.type, what.filed(event))
                tally[group(event)][1] += 1
    return {f"phrase_{name}": right / total for name, (right, total) in sorted(tally.items())}


def error(golds: list[what.Gold], *, merged: bool) -> dict[str, float]:
    """Measure the calibration of the first event's type."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for gold, record in what.records(golds):
        event = first(record, gold)
        if event is None:
            continue
        told, want = what.filed(event), gold.type
        if merged:
            told, want = what.YIELD.get(told, told), what.YIELD.get(want, want)
        bins[int(event.confidence * 10)].append((event.confidence, told == want))
    rows = [row for found in bins.values() for row in found]
    gap = sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in bins.values())
    return {
        "ece": gap / len(rows),
        "confidence": sum(c for c, _ in rows) / len(rows),
        "accuracy": sum(r for _, r in rows) / len(rows),
    }


def first(record: Record, gold: what.Gold) -> Event | None:
    """Return the event that `what.py` scores."""
    found = what.between(record, gold) if gold.marked[0] else what.ranked(record)
    return found[0] if found else None


def main() -> None:
    args = parser(__doc__).parse_args()
    events = args.corpora / "events"
    figures = own_phrases()
    plv = what.plv(events / "plv_train/PLV_train.tsv")
    for name, golds in (("plover", what.plover(events / "plover")), ("plv", plv)):
        found = error(golds, merged=name == "plv")
        figures |= {f"{name}_{k}": v for k, v in found.items()}
    report("confidence", figures, check=args.check)


if __name__ == "__main__":
    main()
