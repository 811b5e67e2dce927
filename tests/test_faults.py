"""Nothing that was reported done is lost, doubled or torn, wherever adding is killed."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from diurna import Record, article, read_many
from diurna.archive import Archive, Filter

KILLS = 50
ADDER = """
import sys
from diurna import Record
from diurna.archive import Archive
path, source = sys.argv[1:]
lines = open(source, encoding="utf-8").read().splitlines()
print("ready", flush=True)
with Archive(path) as store:
    for at in range(0, len(lines), 2):
        records = [Record.from_json(line) for line in lines[at:at + 2]]
        if store.add(records, "test"):
            for record in records:
                print(record.article.sha256, flush=True)
        if at % 6 == 4:
            store.settle()
            print("settled", flush=True)
    store.settle()
print("done", flush=True)
"""
END = dt.date(2026, 6, 1)
PEOPLE = ["Soto", "Alvarez", "Mejia", "Diallo", "Oumarou", "Holm", "Bekov", "Aliev"]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    texts = []
    for n in range(48):
        a, b = PEOPLE[n % 8], PEOPLE[(n + 3) % 8]
        day = 1 + n % 20
        told = (
            f"President {a} will meet Prime Minister {b} in Lima on {day + 6} March, aide {n} said."
        )
        texts.append((f"2026-03-{day:02d}", told))
    return list(read_many(article(t, published=d, source=f"Wire {n % 3}")
                          for n, (d, t) in enumerate(texts)))  # fmt: skip


def state(store: Archive) -> list[object]:
    """Return all that is worked out, for comparison."""
    rows = store.agenda(Filter(), today=END)
    return [rows, [store.history(r["entry"]) for r in rows], store.events()]


def test_killed_at_fifty_points_nothing_is_lost_doubled_or_torn(
    tmp_path: Path, records: list[Record]
) -> None:
    source = tmp_path / "records.jsonl"
    source.write_text("\n".join(r.to_json() for r in records), encoding="utf-8")
    with Archive(tmp_path / "clean.duckdb") as store:
        store.add(records, "test")
        wanted = state(store)
    chance = random.Random(11)
    kills = rounds = 0
    while kills < KILLS:
        rounds += 1
        path = tmp_path / f"killed{rounds}.duckdb"
        told: set[str] = set()
        for _ in range(8):
            with subprocess.Popen(
                [sys.executable, "-c", ADDER, str(path), str(source)],
                stdout=subprocess.PIPE, text=True,
            )  as process:  # fmt: skip
                assert process.stdout is not None
                assert process.stdout.readline().strip() == "ready"
                time.sleep(chance.uniform(0.0, 0.25))
                process.kill()
                lines = process.stdout.read().split()
            kills += "done" not in lines
            told |= {line for line in lines if len(line) == 64}
            with Archive(path) as store:
                held = store.sql("SELECT sha256 FROM records").fetchall()
            assert told <= {sha for (sha,) in held}
            assert len(held) == len(set(held))
            if "done" in lines:
                break
        with Archive(path) as store:
            store.add(records, "test")
            assert state(store) == wanted
            assert store.count() == len(records)
