"""Single expressions of a scheduling assistant's test suite, by the days they stand for.

    python benchmarks/recognizers.py

The cases are those of Recognizers-Text with a reference date whose result is a date or a range of
dates. A case is right where our days are those of one of its resolutions (it lists the past one
and the future one). The others are classed: `convention`, where the two differ in how coarse a
time is or in whether its last unit is counted; `missed`, where we read nothing; `ours`, the rest.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diurna import article, when
from diurna.language import LanguageModel, packaged
from diurna.reader import record
from diurna.when.intervals import Interval

from common import parser, report

FILES = ("DateParser", "DatePeriodParser", "HolidayParser", "MergedParser", "DateTimeModel")
TYPES = ("date", "daterange", "datetime", "datetimerange")
NIGHT = "00:00:00"
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Case:
    """One text, its reference day, the expression, and the days it may stand for."""

    text: str
    day: dt.date
    start: int
    end: int
    expected: tuple[Interval, ...]


def _day(printed: str | None, *, last: bool = False) -> dt.date | None:
    """Return a day; the end of a range is not counted where it is a midnight."""
    if not printed or not _DATE.match(printed) or printed.startswith("0001"):
        return None
    date = dt.date.fromisoformat(printed[:10])
    return date - dt.timedelta(1) if last and printed[11:] in ("", NIGHT) else date


def _resolutions(result: dict[str, Any]) -> Iterator[Interval]:
    value = result.get("Value") or result.get("Resolution") or {}
    for one in value.get("values", ()) or (
        value.get("FutureResolution") or {},
        value.get("PastResolution") or {},
    ):
        for key in ("date", "dateTime", "value"):
            if date := _day(one.get(key)):
                yield Interval(date, date)
        begin = _day(one.get("startDate") or one.get("startDateTime") or one.get("start"))
        end = _day(one.get("endDate") or one.get("endDateTime") or one.get("end"), last=True)
        if begin or end:
            yield Interval(begin, max(begin, end) if begin and end else end)


def cases(corpora: Path) -> Iterator[Case]:
    """Yield the cases in scope, each expression and reference day once."""
    seen: set[tuple[str, str, int]] = set()
    for name in FILES:
        path = corpora / f"temporal/recognizers_specs/Specs/DateTime/English/{name}.json"
        for case in json.loads(path.read_text("utf-8-sig")):
            reference = case.get("Context", {}).get("ReferenceDateTime")
            if not reference:
                continue
            for result in case["Results"]:
                kind = result.get("TypeName") or result.get("Type") or ""
                key = (case["Input"], reference, result["Start"])
                expected = tuple(dict.fromkeys(_resolutions(result)))
                if kind.split(".")[-1] not in TYPES or not expected or key in seen:
                    continue
                seen.add(key)
                end = result["Start"] + len(result["Text"])
                day = dt.date.fromisoformat(reference[:10])
                yield Case(case["Input"], day, result["Start"], end, expected)


def read(model: LanguageModel, case: Case) -> Interval | None:
    """Return the days of the longest time read where the expression stands."""
    made = article(case.text, published=case.day)
    reading = model.read(made.full)
    shift = made.full.index(case.text.strip()) - (len(case.text) - len(case.text.lstrip()))
    start, end = case.start + shift, case.end + shift
    over = [t for t in record(made, reading).times if t.span.start < end and start < t.span.end]
    if not over:
        return None
    time = max(over, key=lambda t: len(t.span.text))
    return when.window(reading, time, case.day, ahead=True)


def verdict(case: Case, got: Interval | None) -> str:
    """Class one case."""
    if got is None or got == Interval():
        return "missed"
    days = Interval(got.begin, got.end)
    if days in case.expected:
        return "right"
    for theirs in case.expected:
        same_begin, same_end = theirs.begin == days.begin, theirs.end == days.end
        if theirs in days or days in theirs or same_begin or same_end:
            return "convention"
    return "ours"


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--errors", metavar="CLASS", help="show the cases of a class")
    args = options.parse_args()
    model = packaged()
    counts: Counter[str] = Counter()
    for case in cases(args.corpora):
        got = read(model, case)
        found = verdict(case, got)
        counts[found] += 1
        if found == args.errors:
            wanted = " or ".join(f"{e.begin}..{e.end}" for e in case.expected)
            print(f"{case.day} {case.text[case.start : case.end]!r} {wanted}; got", end=" ")
            print(f"{got.begin}..{got.end}" if got else "nothing", f"| {case.text}")
    total = counts.total()
    figures = {name: counts[name] / total for name in ("right", "convention", "missed", "ours")}
    report("recognizers", figures | {"cases": float(total)}, check=args.check)


if __name__ == "__main__":
    main()
