"""Inputs that other tools were reported to get wrong, with their right values: how many hold.

    python benchmarks/faults.py
    python benchmarks/faults.py --id T20
    python benchmarks/faults.py --settle

The cases stand in `tests/faults/`. What does not hold is printed with what was read instead.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from diurna.record import Event, Record

from common import parser, report
from fault_cases import HERE as CASES
from fault_cases import Case, archive_of, failures, load, read_all


def _days(begin: object, end: object) -> str:
    return "undated" if begin is None and end is None else f"{begin or ''}..{end or ''}"


def _event(event: Event, record: Record) -> str:
    people = {a.id: f"{a.name} ({a.country or a.kind})" for a in record.actors}
    places = {p.id: p.name for p in record.places}
    amounts = [f"{q.what}={q.value if q.value is not None else f'{q.low}..{q.high}'}"
               f"{' ' + q.unit if q.unit else ''}" for q in event.quantities]  # fmt: skip
    sides = [", ".join(people[i] for i in ids) or "-" for ids in (event.actors, event.recipients)]
    rest = [_days(event.begin, event.end), places.get(event.place or "", ""), *amounts]
    return (
        f"event {event.trigger.text!r} {event.type}/{event.mode or '-'} {event.status}: "
        f"{' -> '.join(sides)}; {'; '.join(filter(None, rest))}"
    )


def described(record: Record) -> Iterator[str]:
    """Say in lines what was read of an article."""
    for time in record.times:
        yield f"time {time.span.text!r} {time.type} {_days(time.begin, time.end)}  ({time.why})"
    for event in record.events:
        yield _event(event, record)
    for plan in record.announcements:
        yield f"announced {plan.event}: {_days(plan.begin, plan.end)}"
    names = {a.id: a.name for a in record.actors}
    for said in record.statements:
        told = " … ".join(span.text for span in said.content)
        yield f"statement {said.kind} {names.get(said.speaker or '', '-')}: {told!r}"
    for place in record.places:
        where = "no coordinates" if place.lat is None else f"{place.lat:.1f}, {place.lon:.1f}"
        yield f"place {place.span.text!r} {place.name}, {place.country}, {where}"
    taking = [f"{a.name} ({a.country or '-'}, {a.kind})" for a in record.actors]
    if taking:
        yield f"actors {', '.join(taking)}"


def _kept(case: Case, records: list[Record]) -> Iterator[str]:
    agenda, asked, events = archive_of(case, records)
    for row in agenda:
        days = _days(row["begin"], row["end"])
        yield f"entry {row['entry']} {row['what']!r} {days} {row['status']}"
    for row in asked:
        yield f"question {row['question']!r} {row['resolution']}"
    for row in events:
        yield f"archive {row['happening']} {row['type']} {row['status']} {row['words']!r}"


def show(case: Case, records: list[Record], wrong: Iterable[str]) -> None:
    """Print a case, what of it does not hold, and what was read."""
    print(f"\n{case.id}  {case.kind}\n   right: {case.right}")
    for line in wrong:
        print(f"   WRONG: {line}")
    for record in records:
        print(f"   {record.article.day} {record.article.full.strip()!r}")
        for line in described(record):
            print(f"      {line}")
    if case.as_of is not None:
        for line in _kept(case, records):
            print(f"      {line}")


def settle(mended: Iterable[str]) -> None:
    """Take the mark off cases that are owed no more."""
    for path in sorted(CASES.glob("*.toml")):
        text = path.read_text("utf-8")
        for name in mended:
            text = re.sub(rf'(?ms)^(id = "{name}"$(?:(?!^\[\[).)*?)^owed = \d+\n', r"\1", text)
        path.write_text(text, "utf-8")


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--id", default="", help="only cases whose id begins so; show all of them")
    options.add_argument("--brief", action="store_true", help="only the counts and the ids")
    options.add_argument("--settle", action="store_true", help="unmark what is owed and mended")
    args = options.parse_args()
    cases = tuple(case for case in load() if case.id.startswith(args.id))
    records = read_all(cases)
    wrong = {case.id: failures(case, records[case.id]) for case in cases}
    kinds: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        kinds[case.kind].append(case)
        if not args.brief and (wrong[case.id] or args.id):
            show(case, records[case.id], wrong[case.id])
    print()
    for kind, found in kinds.items():
        lost = [case.id for case in found if wrong[case.id]]
        print(f"{len(found) - len(lost):3} of {len(found):2}  {kind:<60.60} {' '.join(lost)}")
    right = sum(not found for found in wrong.values())
    broken = [case.id for case in cases if case.owed is None and wrong[case.id]]
    mended = [case.id for case in cases if case.owed is not None and not wrong[case.id]]
    print(f"\nheld before and no more: {' '.join(broken) or 'none'}")
    print(f"owed and mended: {' '.join(mended) or 'none'}\n")
    if args.settle:
        settle(mended)
    figures = {"right": float(right), "cases": float(len(cases))}
    report("faults" if not args.id else "some faults", figures, check=args.check)


if __name__ == "__main__":
    main()
