"""One file, no server: articles with their records, and what is worked out from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path
from types import TracebackType

import duckdb

from diurna.agenda.entries import GRACE
from diurna.archive import queries
from diurna.archive.queries import Filter, Row
from diurna.archive.settle import bulk, settle
from diurna.errors import ArchiveError
from diurna.record import Record

EVERYTHING = Filter()
"""A filter that leaves all open."""


class Archive:
    """A store of records in one DuckDB file, with the agenda that is kept from them.

    Args:
        path: The file; made where it is not there. ``":memory:"`` keeps nothing.
        grace: Days after its window before an entry of the agenda lapses.

    Raises:
        ArchiveError: The file is no archive, or another process holds it.
    """

    def __init__(self, path: str | Path, *, grace: int = GRACE) -> None:
        self.grace = grace
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
        asked = "SELECT 1 FROM records WHERE sha256 = ? AND reader = ?"
        return bool(self._db.execute(asked, [sha256, reader]).fetchall())

    def add(self, records: Iterable[Record], reader: str) -> int:
        """Store records, all or none; what is there already stays as it is.

        Args:
            records: What was read.
            reader: The version of the reader that read them.

        Returns:
            How many were new.
        """
        known = {r.article.sha256: r for r in records}
        rows = [
            {
                "sha256": sha, "reader": reader, "article": r.article.id, "title": r.article.title,
                "source": r.article.source, "published": r.article.day, "record": r.to_json(),
            }
            for sha, r in known.items() if not self.has(sha, reader)
        ]  # fmt: skip
        self._db.begin()
        try:
            bulk(self._db, "records", rows)
            bulk(self._db, "pending", rows)
            self._db.commit()
        except BaseException:
            self._db.rollback()
            raise
        return len(rows)

    def settle(self, progress: Callable[[int], None] | None = None) -> int:
        """Work what was added into events, stories and the agenda; returns how many articles.

        Queries do this first by themselves. It is safe to be cut off: what is worked in stays,
        the rest is worked in the next time.
        """
        return settle(self._db, grace=self.grace, progress=progress)

    def count(self) -> int:
        """Return how many readings are stored, revisions included."""
        found = self._db.execute("SELECT count(*) FROM records").fetchall()
        return int(found[0][0])

    def sql(self, query: str, values: list[object] | None = None) -> duckdb.DuckDBPyRelation:
        """Ask in SQL; the relation gives ``.fetchall()``, ``.arrow()``, ``.pl()`` and ``.df()``.

        The views are ``events``, ``happenings``, ``agenda``, ``readings``; the last three need
        pyarrow, polars or pandas.
        """
        self.settle()
        return self._db.sql(query, params=values)

    def events(self, wanted: Filter = EVERYTHING) -> list[Row]:
        """Return events of articles, the latest first; see `Filter` for what can be asked."""
        self.settle()
        return queries.events(self._db, wanted)

    def agenda(self, wanted: Filter = EVERYTHING, *, today: dt.date | None = None) -> list[Row]:
        """Return the agenda as it stood at the end of a day, the upcoming first.

        Args:
            wanted: Which entries; with ``as_of`` nothing is seen that was published later.
            today: The day where ``as_of`` is None; this day where both are.
        """
        self.settle()
        day = today or dt.date.today()
        return queries.agenda(self._db, wanted, today=day, grace=self.grace)

    def entry(self, number: int, as_of: dt.date | None = None) -> tuple[Row, list[Row]]:
        """Return an entry of the agenda and the reports that were joined to it.

        Raises:
            ArchiveError: There is no such entry, or there was none yet on that day.
        """
        day = as_of or dt.date.today()
        found = [r for r in self.agenda(Filter(as_of=as_of), today=day) if r["entry"] == number]
        if not found:
            raise ArchiveError(f"{number}: no such entry of the agenda")
        return found[0], queries.history(self._db, number, as_of)

    def history(self, number: int, as_of: dt.date | None = None) -> list[Row]:
        """Return the reports that were joined to an entry of the agenda, in order."""
        return queries.history(self._db, number, as_of)

    def scorecards(self, wanted: Filter = EVERYTHING, *, today: dt.date | None = None) -> list[Row]:
        """Count what came of announcements, by who made them."""
        self.settle()
        day = today or dt.date.today()
        return queries.scorecards(self._db, wanted, today=day, grace=self.grace)

    def happening(self, uid: str, as_of: dt.date | None = None) -> list[Row]:
        """Return the reports of an event of the archive, each with its words.

        Args:
            uid: Of the event, or the beginning of it.
            as_of: Nothing published after this day is seen.

        Raises:
            ArchiveError: There is no such event.
        """
        self.settle()
        found = queries.rows(
            self._db,
            "SELECT * FROM events WHERE starts_with(happening, ?) "
            "AND published <= coalesce(?, DATE '9999-12-31') ORDER BY published, sha256, id",
            [uid, as_of],
        )
        if not found:
            raise ArchiveError(f"{uid}: no such event")
        return found

    def actors(self, wanted: Filter = EVERYTHING) -> list[Row]:
        """Return who takes part in events: in how many, in how many reports, by entity."""
        self.settle()
        return queries.actors(self._db, wanted)

    def story(self, uid: str, as_of: dt.date | None = None) -> list[Row]:
        """Return the events of the story that an event is part of, in order.

        Raises:
            ArchiveError: There is no such event.
        """
        first = self.happening(uid, as_of)[0]
        return queries.rows(
            self._db,
            "SELECT happening, arg_max(type, confidence) AS type, "
            "arg_max(status, (published, sha256)) AS status, min(\"begin\") AS \"begin\", "
            "max(\"end\") AS \"end\", arg_max(actors, len(actors)) AS actors, "
            "arg_max(recipients, len(recipients)) AS recipients, any_value(place) AS place, "
            "min(published) AS published, count(DISTINCT report) AS reports, "
            "arg_min(sentence, published) AS sentence FROM events WHERE story = ? "
            "AND published <= coalesce(?, DATE '9999-12-31') GROUP BY happening "
            "ORDER BY coalesce(min(\"begin\"), min(published)), happening",
            [first["story"], as_of],
        )  # fmt: skip
