"""Nothing that was reported done is lost, doubled or torn, wherever adding is killed."""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import pytest

from diurna import Record, article, read_many
from diurna.archive import Archive, Filter

KILLS, EACH = 16, 8
"""Kills, and how many of them one archive suffers."""
ADDER = """
import os, signal, sys, traceback
from diurna import Record
from diurna.archive import Archive

def add(path):
    with Archive(path) as store:
        for at in range(0, len(records), 2):
            if store.add(records[at:at + 2], "test"):
                for record in records[at:at + 2]:
                    print(record.article.sha256, flush=True)
            if at % 6 == 4:
                store.settle()
                print("settled", flush=True)
        store.settle()
    print("done", flush=True)

records = [Record.from_json(line) for line in open(sys.argv[1], encoding="utf-8")]
for path in iter(sys.stdin.readline, ""):
    child = os.fork()
    if not child:
        try:
            add(path.strip())
        except Exception:
            traceback.print_exc()
        print("ended", flush=True)
        os._exit(0)
    sys.stdin.readline()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    print("killed", flush=True)
"""
"""Adds to an archive in a process of its own, as often as it is given one, and kills it on a word:
what takes time to load is loaded once."""
END = dt.date(2026, 6, 1)
PEOPLE = ["Soto", "Alvarez", "Mejia", "Diallo", "Oumarou", "Holm", "Bekov", "Aliev"]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    texts = []
    for n in range(30):
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


class Adder:
    """A process that adds the records of a file to archives, and is killed at it.

    Attributes:
        told: The records that it said were stored, by archive.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.told: dict[Path, set[str]] = defaultdict(set)

    def add(self, path: Path, seconds: float | None = None) -> bool:
        """Add until that has taken some seconds, or to the end; say whether the end was reached."""
        self._say(str(path))
        lines = []
        if seconds is None:
            while (line := self._hear()) != "ended":
                lines.append(line)
        else:
            time.sleep(seconds)
        self._say("kill")
        while (line := self._hear()) != "killed":
            lines.append(line)
        self.told[path] |= {line for line in lines if len(line) == 64}
        return "done" in lines

    def _say(self, text: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{text}\n")
        self.process.stdin.flush()

    def _hear(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        assert line, "the adder is gone"
        return line


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the adder forks what is to be killed")
def test_wherever_it_is_killed_nothing_is_lost_doubled_or_torn(
    tmp_path: Path, records: list[Record]
) -> None:
    source = tmp_path / "records.jsonl"
    source.write_text("\n".join(r.to_json() for r in records), encoding="utf-8")
    with Archive(tmp_path / "clean.duckdb") as store:
        store.add(records, "test")
        wanted = state(store)
    with subprocess.Popen(
        [sys.executable, "-c", ADDER, str(source)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  as process:  # fmt: skip
        adder = Adder(process)
        began = time.monotonic()
        assert adder.add(tmp_path / "whole.duckdb")
        # An archive suffers all its kills, one behind the other, in about the time of adding all.
        moments = [(time.monotonic() - began) * 2 / EACH * n / KILLS for n in range(KILLS)]
        random.Random(11).shuffle(moments)
        midst = 0
        while moments:
            path = tmp_path / f"killed{len(moments)}.duckdb"
            for _ in range(EACH):
                ended = adder.add(path, moments.pop())
                midst += not ended
                with Archive(path) as store:
                    held = store.sql("SELECT sha256 FROM records").fetchall()
                assert adder.told[path] <= {sha for (sha,) in held}
                assert len(held) == len(set(held))
                if ended or not moments:
                    break
            with Archive(path) as store:
                store.add(records, "test")
                assert state(store) == wanted
                assert store.count() == len(records)
        assert midst > KILLS // 4
        assert process.stdin is not None
        process.stdin.close()
