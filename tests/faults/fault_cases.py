"""The cases of this folder's TOML files: reading their inputs, and what of each does not hold."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from click.testing import CliRunner

from diurna import Article, ArticleError, Record, article, read_articles, read_many
from diurna.archive import Archive, Filter
from diurna.archive.queries import Row
from diurna.cli import main
from diurna.export.questions import questions

from fault_checks import Read, Spec, days, says

HERE: Final = Path(__file__).parent
FLOORS: Final = HERE.parent.parent / "benchmarks" / "floors.toml"
"""Says how many cases hold at least."""
OWED: Final = {
    20: "owed: words and days",
    22: "owed: events",
    23: "owed: people and places",
    24: "owed: matching",
}
_READER: Final = "test"


@dataclass(frozen=True, slots=True)
class Case:
    """One input with its right value.

    Attributes:
        right: The right value in words.
        owed: Which work owes it, where it does not hold yet.
        articles: What is read; one of a record's case, several of an archive's.
        lines: Of a file of JSON lines, in their place.
        as_of: The day on which an archive is asked.
    """

    id: str
    kind: str
    severity: int
    right: str
    owed: int | None
    articles: tuple[Article, ...]
    lines: tuple[str, ...]
    as_of: dt.date | None
    expect: tuple[tuple[str, Any], ...]


def _articles(row: dict[str, Any]) -> Iterator[Article]:
    told = row.get("articles", [row] if "text" in row else [])
    for number, given in enumerate(told, 1):
        yield article(
            given["text"],
            published=given["published"],
            title=given.get("title", ""),
            source=given.get("source"),
            id=f"{row['id']}-{number}",
        )


@cache
def load() -> tuple[Case, ...]:
    """Return all cases, in the order of their ids."""
    made = []
    for path in sorted(HERE.glob("*.toml")):
        for row in tomllib.loads(path.read_text("utf-8"))["case"]:
            deep = int(row.get("deep", 0))
            made.append(
                Case(
                    id=row["id"],
                    kind=row["kind"],
                    severity=row["severity"],
                    right=row["right"],
                    owed=row.get("owed"),
                    articles=tuple(_articles(row)),
                    lines=tuple(
                        line.replace("DEEP", "[" * deep + "]" * deep)
                        for line in row.get("lines", ())
                    ),
                    as_of=dt.date.fromisoformat(row["as_of"]) if "as_of" in row else None,
                    expect=tuple(pair for check in row["expect"] for pair in check.items()),
                )
            )
    return tuple(sorted(made, key=lambda c: c.id))


def read_all(cases: tuple[Case, ...]) -> dict[str, list[Record]]:
    """Read the articles of all cases in one batch; returns the records of each case by its id."""
    records = list(read_many(a for case in cases for a in case.articles))
    found = {r.article.id: r for r in records}
    return {c.id: [found[a.id] for a in c.articles if a.id in found] for c in cases}


def failures(case: Case, records: list[Record]) -> list[str]:
    """Return the checks of a case that do not hold, as text; none where all do."""
    if case.lines:
        return _of_lines(case)
    if any(key == "process" for key, _ in case.expect):
        return _of_processes(case, records)
    if case.as_of is not None:
        return _of_archive(case, records)
    read = Read(records[0])
    return [f"{key} {spec}" for key, spec in case.expect if not read.check(key, spec)]


def _held(
    key: str, spec: Spec, agenda: list[Row], asked: dict[str, Row], events: list[Row]
) -> bool:
    if key == "entries":
        return len(agenda) == int(spec["count"])
    if key == "happenings":
        types = spec.get("types")
        found = {row["happening"] for row in events if not types or row["type"] in types}
        return len(found) == int(spec["count"])
    return any(_entry(row, asked.get(f"diurna-{row['uid']}", {}), spec) for row in agenda)


def _entry(row: Row, question: Row, spec: Spec) -> bool:
    status = spec.get("status", row["status"])
    return all(
        (
            "what" not in spec or says(row["what"], spec["what"]),
            "days" not in spec or (row["begin"], row["end"]) == days(spec["days"]),
            row["status"] in (status if isinstance(status, list) else [status]),
            "question" not in spec or question.get("resolution") == spec["question"],
            "asks" not in spec or says(question.get("question", ""), spec["asks"]),
        )
    )


def archive_of(case: Case, records: list[Record]) -> tuple[list[Row], list[Row], list[Row]]:
    """Return the agenda, its questions and the events of an archive of a case's articles."""
    with Archive(":memory:") as store:
        store.add(records, _READER)
        day = case.as_of or dt.date.today()
        agenda = store.agenda(Filter(as_of=day), today=day)

        def history(number: int) -> list[Row]:
            return store.history(number, day)

        asked = questions(agenda, history, as_of=day, grace=store.grace)
        return agenda, asked, store.events()


def _of_archive(case: Case, records: list[Record]) -> list[str]:
    agenda, asked, events = archive_of(case, records)
    by_id = {row["id"]: row for row in asked}
    return [
        f"{key} {spec}" for key, spec in case.expect if not _held(key, spec, agenda, by_id, events)
    ]


def outcomes(path: Path, count: int) -> list[set[str]]:
    """Return what became of each line of a file: of each, all that can be said of it.

    What has no record is refused; whatever else goes wrong in reading is a ``crash`` of all.
    """
    try:
        given = list(read_articles([path]))
        records = list(read_many(a for a in given if isinstance(a, Article)))
        refused = {e.line for e in given if isinstance(e, ArticleError)}
        lines = [n for n in range(1, count + 1) if n not in refused]
        articles = [a for a in given if isinstance(a, Article)]
        line_of = {a.id: n for a, n in zip(articles, lines, strict=True)}
        told: list[set[str]] = [set() for _ in range(count)]
        for record in (r for r in records if isinstance(r, Record)):
            outcome = told[line_of[record.article.id] - 1]
            outcome |= {"read", str(record.article.day)}
            if "\ufffd" in record.to_json().encode().decode():
                outcome.add("replaced")
    except Exception as error:
        return [{f"crash: {type(error).__name__}"}] * count
    return [found or {"refused"} for found in told]


def _of_lines(case: Case) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.jsonl"
        path.write_text("\n".join(case.lines) + "\n", encoding="utf-8")
        found = outcomes(path, len(case.lines))
        wrong = []
        for _, wanted in case.expect:
            ways = [way if isinstance(way, list) else [way] for way in wanted]
            if not any(all(w in f for w, f in zip(way, found, strict=True)) for way in ways):
                wrong.append(f"{wanted}, not {found}")
        return wrong + _of_adding(path, found)


def _of_adding(path: Path, found: list[set[str]]) -> list[str]:
    """Return what `diurna add` does otherwise than what was read of the same file."""
    store = path.with_suffix(".duckdb")
    ran = CliRunner().invoke(main, ["add", str(path), "--archive", str(store)])
    if ran.exception and not isinstance(ran.exception, SystemExit):
        return [f"add: {type(ran.exception).__name__}"]
    refused = [n for n, of in enumerate(found, 1) if "refused" in of]
    wrong = [f"add: line {n} is not named" for n in refused if f"{path}:{n}:" not in ran.stderr]
    if ran.exit_code != (1 if refused else 0):
        wrong.append(f"add: exit code {ran.exit_code}")
    with Archive(store) as made:
        if made.count() != len(found) - len(refused):
            wrong.append(f"add: {made.count()} stored")
    return wrong


def _of_processes(case: Case, records: list[Record]) -> list[str]:
    """Ask an archive from a second process while this one has it open."""
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept.duckdb"
        with Archive(path) as store:
            store.add(records, _READER)
            store.settle()
        with Archive(path) as store:
            store.agenda(today=records[0].article.day)
            for _, spec in case.expect:
                asked = [*spec["command"], "--archive", str(path), "--format", "json"]
                ran = subprocess.run(
                    [sys.executable, "-m", "diurna", *asked],
                    capture_output=True, text=True, check=False,
                )  # fmt: skip
                if ran.returncode or not says(ran.stdout, spec["says"]):
                    wrong.append(f"{spec['command']}: {ran.returncode} {ran.stderr.strip()[:200]}")
    return wrong
