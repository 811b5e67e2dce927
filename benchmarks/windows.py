"""Expressions in context and the days they open: a suite of our own, one half of it closed.

    python benchmarks/windows.py

`windows.tsv` was written from what newspapers print. A line counts as right where both ends are.
The half that a hash of its text closes is counted, and never shown.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from diurna import article, when
from diurna.language import LanguageModel, Reading, packaged
from diurna.reader import record
from diurna.record import TimeSpan

from common import parser, report

SUITE = Path(__file__).parent / "windows.tsv"


@dataclass(frozen=True, slots=True)
class Case:
    """An expression (characters ``start`` to ``end`` of the text) and the days it should open."""

    published: dt.date
    spoken: dt.date
    ahead: bool
    begin: dt.date | None
    end: dt.date | None
    text: str
    span: tuple[int, int]

    @property
    def closed(self) -> bool:
        """Whether it is of the half that nothing was developed on."""
        return int(hashlib.sha1(self.text.encode()).hexdigest(), 16) % 2 == 0


def cases(path: Path = SUITE) -> Iterator[Case]:
    """Read the suite.

    Raises:
        ValueError: A line has no expression in brackets; the message names the line.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        told = (line for line in lines if not line.startswith("#"))
        rows = csv.reader(told, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, (published, spoken, tense, begin, end, marked) in enumerate(rows, 1):
            before, _, rest = marked.partition("[[")
            inside, _, after = rest.partition("]]")
            if not inside:
                raise ValueError(f"{path.name}: case {number}: no expression in [[ ]]")
            day = dt.date.fromisoformat(published)
            yield Case(
                day,
                day if spoken == "-" else dt.date.fromisoformat(spoken),
                tense == "future",
                None if begin == "-" else dt.date.fromisoformat(begin),
                None if end == "-" else dt.date.fromisoformat(end),
                before + inside + after.replace("[[", "").replace("]]", ""),
                (len(before), len(before) + len(inside)),
            )


def read(model: LanguageModel, case: Case) -> tuple[TimeSpan | None, Reading]:
    """Return the time that was read where the expression stands."""
    made = article(case.text, published=case.published)
    reading = model.read(made.full)
    shift = reading.text.index(case.text)
    start, end = case.span[0] + shift, case.span[1] + shift
    times = record(made, reading).times
    over = [t for t in times if t.span.start < end and start < t.span.end]
    return max(over, key=lambda t: len(t.span.text), default=None), reading


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--errors", action="store_true", help="show those of the open half")
    args = options.parse_args()
    model = packaged()
    right: dict[str, list[bool]] = {"developed": [], "closed": []}
    for case in cases():
        time, reading = read(model, case)
        days = time and when.window(reading, time, case.spoken, ahead=case.ahead)
        good = days is not None and (days.begin, days.end) == (case.begin, case.end)
        right["closed" if case.closed else "developed"].append(good)
        if args.errors and not good and not case.closed:
            got = f"{days.begin}..{days.end} {time.span.text!r}" if days and time else "nothing"
            print(f"{case.begin}..{case.end} got {got}: {case.text}")
    figures = {f"{half}_right": sum(found) / len(found) for half, found in right.items()}
    figures |= {f"{half}_cases": float(len(found)) for half, found in right.items()}
    report("windows", figures, check=args.check)


if __name__ == "__main__":
    main()
