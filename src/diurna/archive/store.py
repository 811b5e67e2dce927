"""One file, no server: articles with their records, and what is asked of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

import duckdb

from diurna.errors import ArchiveError
from diurna.record import Record

Row = dict[str, Any]
"""A row by its column names."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What rows are wanted; None leaves a thing open.

    Attributes:
        as_of: Nothing published after this day is seen.
        actor: Part of the name of someone who takes part, any casing.
        country: ISO3 of someone who takes part.
        since: Only what may have happened on this day or later.
        until: Only what may have happened on this day or earlier.
    """

    as_of: dt.date | None = None
    actor: str | None = None
    type: str | None = None
    status: str | None = None
    country: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def where(self) -> tuple[str, list[object]]:
        """Return a condition and its parameters."""
        anyone = (
            "len(list_filter(list_concat(actors, recipients), "
            "lambda a: contains(lower(a), lower(?)))) > 0"
        )
        clauses: list[tuple[str, object]] = [
            ("published <= ?", self.as_of),
            (anyone, self.actor),
            ("type = ?", self.type),
            ("status = ?", self.status),
            ("list_contains(countries, ?)", self.country),
            ('coalesce("end", "begin", published) >= ?', self.since),
            ('coalesce("begin", "end", published) <= ?', self.until),
        ]
        used = [(clause, value) for clause, value in clauses if value is not None]
        return " AND ".join(c for c, _ in used) or "true", [v for _, v in used]


class Archive:
    """A store of records in one DuckDB file.

    Args:
        path: The file; made where it is not there. ``":memory:"`` keeps nothing.

    Raises:
        ArchiveError: The file is no archive, or another process holds it.
    """

    def __init__(self, path: str | Path) -> None:
        try:
            self._db = duckdb.connect(str(path))
            self._db.execute((files(__package__) / "schema.sql").read_text("utf-8"))
        except duckdb.Error as error:
            reason = str(error).split("\n", 1)[0]
            raise ArchiveError(f"{path}: the archive cannot be opened: {reason}") from error

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def has(self, sha256: str, reader: str) -> bool:
        """Say whether an article was read by a version of the reader."""
        found = self._db.execute(
            "SELECT 1 FROM records WHERE sha256 = ? AND reader = ?", [sha256, reader]
        ).fetchone()
        return found is not None

    def add(self, records: Iterable[Record], reader: str) -> int:
        """Store records, all or none; what is there already stays as it is.

        Args:
            records: What was read.
            reader: The version of the reader that read them.

        Returns:
            How many were new.
        """
        rows = [
            (r.article.sha256, reader, r.article.id, r.article.title, r.article.source,
             r.article.day, r.to_json())
            for r in records
        ]  # fmt: skip
        if not rows:
            return 0
        before = self.count()
        self._db.begin()
        try:
            self._db.executemany(
                "INSERT OR IGNORE INTO records "
                "(sha256, reader, article, title, source, published, record) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
            self._db.commit()
        except BaseException:
            self._db.rollback()
            raise
        return self.count() - before

    def count(self) -> int:
        """Return how many readings are stored, revisions included."""
        found = self._db.execute("SELECT count(*) FROM records").fetchone()
        return int(found[0]) if found else 0

    def _rows(
        self, view: Literal["events", "announcements"], wanted: Filter, order: str
    ) -> list[Row]:
        where, values = wanted.where()
        query = f"SELECT * EXCLUDE (sha256) FROM {view} WHERE {where} ORDER BY {order}"
        cursor = self._db.execute(query, values)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def events(self, wanted: Filter = Filter()) -> list[Row]:
        """Return events, the latest first; see `Filter` for what can be asked."""
        order = 'coalesce("begin", "end", published) DESC, article, id'
        return self._rows("events", wanted, order)

    def announcements(self, wanted: Filter = Filter()) -> list[Row]:
        """Return announcements, the next window to close first."""
        return self._rows("announcements", wanted, '"end" NULLS LAST, "begin", article, id')
