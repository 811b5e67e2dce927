"""Fit how far a word that the code book knows may be trusted, on events judged by hand.

    PYTHONPATH=src:training .venv/bin/python training/trust.py --out src/diurna/what/data/trust.tsv

`judged.tsv` names events that an earlier code book found in articles of PolNeAR and the Worldwide
newswire (their first 3,000 characters): where they stand, their type, and whether that is right, as
one of us read them. Logistic regression over `diurna.what.trust.signs`, with a penalty on squares.
What a fit to the rows marked `train` is worth on those marked `test`, of other articles, is
printed; the weights written are fitted to both.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from diurna import article
from diurna.language import packaged
from diurna.reader import record
from diurna.what import find, trust
from diurna.what.found import Found

FIRST = 3000
PENALTY = 4.0
HERE = Path(__file__).parent


@dataclass(slots=True)
class Judged:
    """An event with its signs and whether it is right."""

    part: str
    right: bool
    signs: dict[str, float]


def text_of(corpora: Path, corpus: str, name: str) -> tuple[str, str]:
    """Return an article's text and day."""
    if corpus == "polnear":
        path = corpora / "attribution/polnear/train/text" / name
        day = re.search(r"_(\d{4}-\d\d-\d\d)_", name)
        return path.read_text("utf-8")[:FIRST], day.group(1) if day else "2016-09-01"
    path = corpora / "ner/worldwide/processed_annotated" / name
    rows = path.read_text("utf-8").splitlines()
    text = " ".join(row.split("\t")[0] for row in rows if row.strip())
    text = re.sub(r" ([.,;:!?%)’”])", r"\1", text)
    text = re.sub(r"([(“$]) ", r"\1", text)
    text = re.sub(r" (n't|'s|'re|'ve|'ll|'d|'m)\b", r"\1", text)
    return text[:FIRST], "2022-07-26"


def judged(corpora: Path) -> Iterator[Judged]:
    """Read the articles again and give each judged event that is still found its signs."""
    wanted: dict[tuple[str, str], dict[int, dict[str, str]]] = defaultdict(dict)
    with (HERE / "judged.tsv").open(encoding="utf-8", newline="") as lines:
        kept = (line for line in lines if not line.startswith("#"))
        for row in csv.DictReader(kept, delimiter="\t"):
            wanted[row["corpus"], row["file"]][int(row["start"])] = row
    for (corpus, name), rows in sorted(wanted.items()):
        text, day = text_of(corpora, corpus, name)
        made = article(text, published=day)
        (reading,) = packaged().read_many([made.full])
        told: list[tuple[Found, dict[str, float]]] = []
        keep = find.EventFinder.weigh

        def weigh(self: find.EventFinder, found: Found, told: list = told) -> float:  # type: ignore[type-arg]
            told.append((found, dict(trust.signs(self.reading, self.cast, found))))
            return 1.0

        find.EventFinder.weigh = weigh  # type: ignore[method-assign]
        try:
            record(made, reading)
        finally:
            find.EventFinder.weigh = keep  # type: ignore[method-assign]
        for found, signs in told:
            row = rows.get(reading.starts[found.begin if found.begin else found.trigger])
            row = row or rows.get(reading.starts[found.trigger])
            if row and row["type"] == found.entry.type:
                yield Judged(row["part"], row["right"] == "1", signs)


def fit(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Fit a logistic regression; the last column of ``x`` is the constant, which has no penalty.

    Args:
        x: (events, signs).
        y: (events,) 0 or 1.

    Returns:
        (signs,) weights.
    """
    penalty = np.full(x.shape[1], PENALTY)
    penalty[-1] = 0
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (p - y) + penalty * w
        bend = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-9)
        step = np.linalg.solve(bend, slope)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return w


def matrix(events: list[Judged], names: list[str]) -> npt.NDArray[np.float64]:
    """Return the signs of events as rows, a constant last."""
    return np.array([[*(e.signs.get(n, 0.0) for n in names), 1.0] for e in events])


def fitted(events: list[Judged]) -> tuple[list[str], npt.NDArray[np.float64]]:
    """Return the signs of some events and their weights, that of the constant last."""
    names = sorted({s for e in events for s in e.signs})
    return names, fit(matrix(events, names), np.array([float(e.right) for e in events]))


def area(chances: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    """Return the area under the curve of receiver operating characteristics."""
    order = chances[right][:, None] - chances[~right][None]
    return float(((order > 0) + (order == 0) / 2).mean())


def _tell(part: str, chances: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> None:
    """Print what a fit is worth: the area under its curve, and what bounds would keep."""
    print(f"{part}: right {right.mean():.3f}, area {area(chances, right):.3f}")
    for least in (0.2, 0.3, 0.5, 0.7):
        kept = chances >= least
        print(
            f"  from {least}: {right[kept].mean():.3f} right, of all right {kept[right].mean():.3f}"
        )


def main() -> None:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    ask.add_argument("--out", type=Path, default=Path("src/diurna/what/data/trust.tsv"))
    args = ask.parse_args()
    events = list(judged(args.corpora))
    train = [e for e in events if e.part == "train"]
    test = [e for e in events if e.part == "test"]
    print(f"{len(train)} events to fit, {len(test)} to test")
    names, w = fitted(train)
    for part, rows in (("train", train), ("test", test)):
        _tell(part, 1 / (1 + np.exp(-matrix(rows, names) @ w)), np.array([e.right for e in rows]))
    names, w = fitted(events)
    lines = ["# Signs of an event and what each adds to the log odds that its type is right, as",
             "# training/trust.py fitted them.", f"always\t{w[-1]:.3f}"]  # fmt: skip
    lines += [f"{n}\t{v:.3f}" for n, v in zip(names, w, strict=False)]
    args.out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
