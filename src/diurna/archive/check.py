"""Whether an archive is whole, and how one is made anew from the readings that it holds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from diurna.archive.files import LAYOUT, connect, layout, told
from diurna.archive.settle import Aside
from diurna.archive.store import WAIT, Archive
from diurna.errors import ArchiveError, RecordError
from diurna.record import Record

_DERIVED: Final = ("articles", "mentions", "entries", "steps")
_MANY: Final = 200


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in an archive.

    Attributes:
        layout: The layout of its tables.
        readings: Readings that are stored.
        broken: Readings that are no records, each with its reason.
        waiting: Texts and articles that are stored and not worked in yet.
        aside: Articles that could not be worked in.
        rows: Rows of each table that is worked out; None where it cannot be read.
    """

    layout: int
    readings: int
    broken: list[str]
    waiting: int
    aside: list[Aside]
    rows: dict[str, int | None]

    @property
    def whole(self) -> bool:
        """Whether everything that is stored can be read and is worked in."""
        return not (self.broken or self.waiting or self.aside or None in self.rows.values())


def _readings(db: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str, str]]:
    """Yield the article, reader and record of every reading, in the order of adding."""
    columns = {name for name, *_ in db.execute("DESCRIBE records").fetchall()}
    order = "seq" if "seq" in columns else "added, rowid"
    cursor = db.execute(f"SELECT article, reader, record FROM records ORDER BY {order}")
    while rows := cursor.fetchmany(_MANY):
        yield from rows


def _count(db: duckdb.DuckDBPyConnection, table: str) -> int | None:
    """Count rows by reading all of them; None where that fails."""
    try:
        (row,) = db.execute(f"SELECT count(*), sum(hash(t)) FROM {table} t").fetchall()
    except duckdb.Error:
        return None
    return int(row[0])


def check(path: str | Path, *, wait: float = WAIT) -> Report:
    """Read an archive whole and say what is there; nothing is changed.

    Raises:
        ArchiveError: The file is no archive or cannot be read at all.
    """
    db = _opened(Path(path), wait)
    try:
        with told(path):
            number = layout(db) or 0
            broken: list[str] = []
            readings = 0
            for article, _, text in _readings(db):
                readings += 1
                try:
                    Record.from_json(text)
                except RecordError as error:
                    broken.append(f"{article}: {error}")
            if number < LAYOUT:
                return Report(number, readings, broken, readings, [], {})
            aside = [Aside(*row) for row in db.execute(
                "SELECT article, source, published, reason FROM aside ORDER BY published, carrier"
            ).fetchall()]  # fmt: skip
            waiting = db.execute(
                "SELECT (SELECT count(DISTINCT sha256) FROM pending) + (SELECT count(*) FROM queue)"
            ).fetchall()
            rows = {table: _count(db, table) for table in _DERIVED}
            return Report(number, readings, broken, int(waiting[0][0]), aside, rows)
    finally:
        db.close()


def _opened(path: Path, wait: float) -> duckdb.DuckDBPyConnection:
    """Open an archive of this layout or an earlier one for reading."""
    if not path.exists():
        raise ArchiveError(f"{path}: there is no such archive; diurna add makes one")
    try:
        Archive(path, read_only=True, wait=wait)
    except ArchiveError as error:
        if "earlier layout" not in str(error):
            raise
    return connect(path, read_only=True, wait=wait)


def rebuild(
    path: str | Path,
    *,
    wait: float = WAIT,
    warn: Callable[[str], None] = lambda _: None,
    progress: Callable[[int], None] | None = None,
) -> tuple[int, Path]:
    """Make an archive anew from the readings that it holds; the old file is kept beside it.

    Args:
        path: The archive, of this layout or an earlier one.
        wait: Seconds to wait for another process that holds it.
        warn: Told what could not be taken over.
        progress: Told how many articles each step worked in.

    Returns:
        How many readings were taken over, and where the old file is.

    Raises:
        ArchiveError: The file is no archive or cannot be read at all.
    """
    path = Path(path)
    fresh, kept = (path.with_name(f"{path.name}.{end}") for end in ("new", "old"))
    for file in (fresh, Path(f"{fresh}.wal")):
        file.unlink(missing_ok=True)
    taken = 0
    source = _opened(path, wait)
    try:
        with told(path):
            made = Archive(fresh, wait=wait)
            held: list[tuple[Record, str]] = []
            for article, reader, text in _readings(source):
                try:
                    held.append((Record.from_json(text), reader))
                except RecordError as error:
                    warn(f"{path}: {article} is left out: {error}")
                if len(held) >= _MANY:
                    taken += _store(made, held)
            taken += _store(made, held)
    finally:
        source.close()
    made.settle(progress)
    made.close()
    os.replace(path, kept)
    left = Path(f"{path}.wal")
    if left.exists():
        os.replace(left, f"{kept}.wal")
    os.replace(fresh, path)
    return taken, kept


def _store(made: Archive, held: list[tuple[Record, str]]) -> int:
    """Store readings in their order, and empty the list."""
    stored = 0
    while held:
        reader = held[0][1]
        group = []
        while held and held[0][1] == reader:
            group.append(held.pop(0)[0])
        stored += made.add(group, reader)
    return stored
