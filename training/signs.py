"""Fit the weights by which the reader of time chooses among readings.

    python training/signs.py --corpora ../shared/corpora --out src/diurna/when/data/choice.toml

For every expression that can be read in several ways, and whose gold value is one of them, a
log-linear model is fitted to prefer that one (softmax over the readings, L2). TimeBank and
AQUAINT without the held-out fifth, and WikiWars at a lower weight, are the examples; with
`--folds` the weights are fitted without each fold in turn and the share of right choices is
printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from diurna import article
from diurna.language import LanguageModel, Reading, packaged
from diurna.when.anchors import Teller
from diurna.when.choice import genre_of, keep_signs, kept
from diurna.when.detect import find_all

sys.path[:0] = [str(Path(__file__).parent.parent / "benchmarks")]
from tempeval import Document, held_out, timebank, wikiwars  # noqa: E402 (beside this folder)

ROUNDS = 3
"""Times the examples are made anew with the weights so far: what is told depends on them."""
PENALTY = {"keep": 1.0, "anchor": 0.5}
PRIOR = {
    "back past": 2.5, "same past": 2.0, "ahead past": -1.0, "back after since": 2.0,
    "ahead future": 2.5, "same future": 1.5, "back future": -1.5, "ahead will": 2.0,
    "ahead to": 1.0, "ahead must": 1.0, "ahead after by": 1.0, "ahead after until": 1.0,
    "ahead was set": 1.0, "ahead would": 1.0, "clock told": 2.0, "open none": -0.5,
    "open future": -1.0, "month told": -1.0, "day told": -1.0,
}  # fmt: skip
"""What tense says of itself; the penalty draws weights to these, others to nothing."""
LEAST = 0.1
"""Smaller weights are not written."""


@dataclass(frozen=True, slots=True)
class Example:
    """The signs of each reading of one expression, which is right, and how much it counts."""

    document: str
    signs: tuple[tuple[str, ...], ...]
    right: int
    weight: float


def examples(
    documents: list[tuple[Document, Reading, float]],
    table: dict[str, float],
    keep: dict[str, float],
) -> Iterator[Example]:
    """Yield the choices that the documents ask for."""
    for document, reading, weight in documents:
        every = find_all(reading)
        genre = genre_of(every)
        found = [f for f in every if kept(reading, f, genre, keep)]
        teller = Teller(reading, found, document.published)
        teller.weights = table
        for item in found:
            chosen = teller.choose(item, None)
            if chosen is None:
                continue
            start, end = reading.starts[item.begin] - 1, reading.ends[item.end - 1] - 1
            gold = next((t for t in document.times if t.start < end and start < t.end), None)
            teller.hear(item, chosen.candidate.value)
            values = [option.value.value for option, _ in chosen.options]
            right = [n for n, v in enumerate(values) if gold and v == gold.value]
            if right and len(right) < len(values):
                signs = tuple(s for _, s in chosen.options)
                yield Example(document.name, signs, right[0], weight)


def fit(
    rows: list[Example], penalty: float, steps: int = 400, rate: float = 0.5
) -> dict[str, float]:
    """Fit by gradient ascent with Adagrad; the order of signs is fixed, so is the result."""
    names = sorted({s for row in rows for option in row.signs for s in option})
    index = {name: n for n, name in enumerate(names)}
    made: list[tuple[NDArray[np.float64], int, float]] = []
    for row in rows:
        table = np.zeros((len(row.signs), len(names)))
        for n, option in enumerate(row.signs):
            for sign in option:
                table[n, index[sign]] += 1.0
        made.append((table, row.right, row.weight))
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    weights, history = prior.copy(), np.full(len(names), 1e-6)
    for _ in range(steps):
        slope = penalty * (prior - weights)
        for table, right, weight in made:
            score = table @ weights
            likely = np.exp(score - score.max())
            slope += weight * (table[right] - (likely / likely.sum()) @ table)
        history += slope**2
        weights += rate * slope / np.sqrt(history)
    return PRIOR | dict(zip(names, weights.tolist(), strict=True))


def accuracy(rows: list[Example], weights: dict[str, float]) -> tuple[int, int]:
    """Return how many choices are right, and of how many."""
    right = 0
    for row in rows:
        scores = [sum(weights.get(s, 0.0) for s in option) for option in row.signs]
        right += scores.index(max(scores)) == row.right
    return right, len(rows)


def fold_of(name: str, folds: int) -> int:
    """Return the fold of a document, by a hash of its name."""
    return int(hashlib.sha1(f"fold {name}".encode()).hexdigest(), 16) % folds


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    options.add_argument("--out", type=Path)
    options.add_argument("--folds", type=int, default=5)
    args = options.parse_args()
    model: LanguageModel = packaged()
    documents = [
        (d, model.read(article(d.text, published=d.published).full), weight)
        for source, weight in ((timebank(args.corpora), 1.0), (wikiwars(args.corpora), 0.5))
        for d in source
        if not held_out(d.name)
    ]
    train(documents, args.folds, args.out)


def doubts(documents: list[tuple[Document, Reading, float]]) -> Iterator[Example]:
    """Yield every doubtful match: reading 1 is that it is a time, reading 0 that it is none."""
    for document, reading, weight in documents:
        every = find_all(reading)
        genre = genre_of(every)
        for item in every:
            if item.join or not item.rule.doubtful:
                continue
            start, end = reading.starts[item.begin] - 1, reading.ends[item.end - 1] - 1
            gold = any(t.start < end and start < t.end for t in document.times)
            signs = tuple(keep_signs(reading, item, genre))
            yield Example(document.name, ((), signs), int(gold), weight)


def tables(
    documents: list[tuple[Document, Reading, float]],
) -> tuple[dict[str, float], dict[str, float], list[Example], list[Example]]:
    """Fit both tables; return them and what they were fitted on."""
    unsure = list(doubts(documents))
    keep = fit(unsure, PENALTY["keep"])
    anchor: dict[str, float] = dict(PRIOR)
    rows: list[Example] = []
    for _ in range(ROUNDS):
        rows = list(examples(documents, anchor, keep))
        anchor = fit(rows, PENALTY["anchor"])
    return keep, anchor, unsure, rows


def across(rows: list[Example], folds: int, penalty: float) -> tuple[int, int]:
    """Return how many choices are right when their fold is left out of the fit."""
    right = total = 0
    for number in range(folds):
        rest = [r for r in rows if fold_of(r.document, folds) != number]
        other = [r for r in rows if fold_of(r.document, folds) == number]
        a, b = accuracy(other, fit(rest, penalty))
        right, total = right + a, total + b
    return right, total


def train(documents: list[tuple[Document, Reading, float]], folds: int, out: Path | None) -> None:
    """Fit both tables, print how they do across folds, and write them."""
    keep, anchor, unsure, rows = tables(documents)
    for name, made, table in (("keep", unsure, keep), ("anchor", rows, anchor)):
        right, total = across(made, folds, PENALTY[name])
        print(f"{name}: fitted {accuracy(made, table)}, folds {right} of {total}")
    if out:
        lines = ["# Fitted by training/signs.py: how much each sign weighs."]
        for name, table in (("keep", keep), ("anchor", anchor)):
            lines.append(f"[{name}]")
            for sign, weight in sorted(table.items()):
                if abs(weight) >= LEAST:
                    lines.append(f"{json.dumps(sign)} = {weight:.3f}")
        out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
