"""One file, no server: articles with their records, and what is worked out from them."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Unpack

import duckdb

from diurna.agenda import GRACE, corrects
from diurna.archive import queries, valid
from diurna.archive.carriers import Reading, carriers
from diurna.archive.files import MEMORY, connect, make, only_asks, prepare, told
from diurna.archive.filters import Asked, Filter, meant
from diurna.archive.queries import FADE, Row
from diurna.archive.rows import bulk
from diurna.archive.settle import Aside, readings_of, settle
from diurna.errors import ArchiveError
from diurna.record import Article, Record

WAIT = 10.0
"""Seconds to wait for another process that holds the archive."""
_log = logging.getLogger("diurna")


class Archive:
    """A store of records in one DuckDB file, with the agenda that is kept from them.

    The file is held only while something is asked or written, so that a notebook and a terminal
    may use one archive in turn; within ``with Archive(path, read_only=True)`` it is held for
    reading, beside any number of other readers.

    Args:
        path: The file; made where it is not there. ``":memory:"`` keeps nothing.
        grace: Days after its window before an entry of the agenda lapses.
        fade: Days without a report after which an entry that has no last day lapses.
        read_only: Whether it is only asked. Readings that are stored and not worked in yet are
            then not seen, and a warning says so.
        wait: Seconds to wait for another process that holds the file.

    Raises:
        ArchiveError: The file is no archive, of another layout, damaged, or another process
            holds it; the message names which.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        grace: int = GRACE,
        fade: int = FADE,
        read_only: bool = False,
        wait: float = WAIT,
    ) -> None:
        self.grace, self.fade = grace, fade
        self.path, self.read_only, self.wait = Path(path), read_only, wait
        self.aside: list[Aside] = []
        self._lock = threading.RLock()
        self._held: duckdb.DuckDBPyConnection | None = None
        self._memory = str(path) == MEMORY
        self._warned = False
        if self._memory:
            self._held = connect(MEMORY, read_only=False, wait=0)
            make(self._held)
        else:
            prepare(self.path, read_only=read_only, wait=wait)

    def __enter__(self) -> Archive:
        if self.read_only and self._held is None and not self._memory:
            self._held = connect(self.path, read_only=True, wait=self.wait)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None and not self.read_only and not self._memory:
            with self._asked():
                pass  # what was added is worked in by who added it
        self.close()

    def close(self) -> None:
        """Let go of the file; what is kept in memory is lost."""
        held, self._held = self._held, None
        if held is not None and not self._memory:  # what `sql` found in memory lives on
            held.close()

    @contextmanager
    def _open(self, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
        """Hold the file for as long as something is asked of it, or written into it."""
        with self._lock, told(self.path):
            if self._held is not None:
                yield self._held
                return
            if self._memory:
                raise ArchiveError("the archive in memory is closed")
            if not read_only and self.read_only:
                raise ArchiveError(f"{self.path}: the archive was opened only to be asked")
            self._held = connect(self.path, read_only=read_only, wait=self.wait)
            try:
                yield self._held
            finally:
                held, self._held = self._held, None
                if held is not None:
                    with suppress(duckdb.Error):
                        held.close()

    @contextmanager
    def _asked(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Hold the file for asking, with everything worked in that may be."""
        with self._open(read_only=True) as db:
            waiting = db.execute(
                "SELECT (SELECT count(DISTINCT sha256) FROM pending), (SELECT count(*) FROM queue)"
            ).fetchall()[0]
            if not any(waiting):
                yield db
                return
        if self.read_only:
            if not self._warned:
                _log.warning(
                    "%s: %d articles are stored and not worked in yet, and are not seen here; "
                    "'diurna add' or 'diurna check' works them in", self.path, sum(waiting),
                )  # fmt: skip
                self._warned = True
        else:
            self.settle()
        with self._open(read_only=True) as db:
            yield db

    def knows(self, article: Article, reader: str) -> bool:
        """Say whether adding an article would change nothing: it is there as it is.

        Args:
            article: What may be added.
            reader: The version of the reader that would read it.
        """
        with self._open(read_only=True) as db:
            readings = readings_of(db, [article.sha256]).get(article.sha256, [])
        return not _tells_more(readings, Reading.of(article, reader, _next(readings)))

    def add(self, records: Iterable[Record], reader: str) -> int:
        """Store records, all or none; what is there already stays as it is.

        An article that is told better now, with an address or another day, is stored again: the
        newest says how it is. The same text in another paper is an article of its own.

        Args:
            records: What was read.
            reader: The version of the reader that read them.

        Returns:
            How many were new.
        """
        made = list(records)
        with self._open(read_only=False) as db:
            db.begin()
            try:
                rows = self._rows(db, made, reader)
                bulk(db, "records", rows)
                bulk(db, "pending", [{"sha256": row["sha256"]} for row in rows])
                db.commit()
            except BaseException:
                with suppress(duckdb.Error):
                    db.rollback()
                raise
        return len(rows)

    @staticmethod
    def _rows(db: duckdb.DuckDBPyConnection, made: list[Record], reader: str) -> list[Row]:
        known = readings_of(db, list({r.article.sha256 for r in made}))
        last = db.execute("SELECT coalesce(max(seq), 0) FROM records").fetchall()
        seq = int(last[0][0])
        rows: list[Row] = []
        for record in made:
            article = record.article
            readings = known.setdefault(article.sha256, [])
            reading = Reading.of(article, reader, seq + 1)
            if not _tells_more(readings, reading):
                continue
            seq += 1
            readings.append(reading)
            rows.append({
                "seq": seq, "sha256": article.sha256, "reader": reader, "article": article.id,
                "title": article.title, "source": reading.source, "url": reading.url,
                "published": reading.published,
                "corrects": corrects(article.title, article.text), "record": record.to_json(),
            })  # fmt: skip
        return rows

    def settle(self, progress: Callable[[int], None] | None = None) -> int:
        """Work what was added into events, stories and the agenda; returns how many articles.

        Queries do this first by themselves, where the archive is not opened only to be asked. It
        is safe to be cut off: what is worked in stays, the rest is worked in the next time.
        What cannot be worked in is set aside, named by a warning, and the rest goes on.
        """
        with self._open(read_only=False) as db:
            done, aside = settle(db, progress=progress)
        for item in aside:
            _log.warning("%s: %s", self.path, item)
        self.aside += aside
        return done

    def count(self) -> int:
        """Return how many readings are stored, revisions included."""
        with self._open(read_only=True) as db:
            found = db.execute("SELECT count(*) FROM records").fetchall()
        return int(found[0][0])

    def sql(self, query: str, values: list[object] | None = None) -> duckdb.DuckDBPyRelation:
        """Ask in SQL; the relation gives ``.fetchall()``, ``.arrow()``, ``.pl()`` and ``.df()``.

        The views are ``events``, ``happenings``, ``agenda``, ``readings``; the last three ways
        need pyarrow, polars or pandas. What is found is a copy: nothing can be written this way.

        Args:
            query: One ``SELECT``, ``FROM`` or ``WITH``.
            values: What its ``?`` stand for, in order.

        Raises:
            ArchiveError: The query is wrong; the message says why.
        """
        with self._asked() as db:
            only_asks(db, query)
            if self._memory:
                return _found(db.cursor(), query, values)
        with self._lock, told(self.path):
            made = connect(MEMORY, read_only=False, wait=0)
            quoted = str(self.path).replace("'", "''")
            made.execute(f"ATTACH '{quoted}' AS archive (READ_ONLY)")
            made.execute("USE archive")
            found = _found(made, query, values)
            made.execute("USE memory")
            made.execute("DETACH archive")
            return found

    def events(self, wanted: Filter | None = None, **asked: Unpack[Asked]) -> list[Row]:
        """Return events of articles, the latest first.

        Args:
            wanted: What is asked more than once.
            asked: What is asked, by the names of `Filter`: ``events(actor="Soto", sure=0.7)``.

        Raises:
            FilterError: Nothing can ever fit what is asked.
        """
        asks = meant(wanted, asked)
        with self._asked() as db:
            return queries.events(db, asks)

    def agenda(
        self,
        wanted: Filter | None = None,
        *,
        today: dt.date | str | None = None,
        **asked: Unpack[Asked],
    ) -> list[Row]:
        """Return the agenda as it stood at the end of a day, the upcoming first.

        Args:
            wanted: What is asked more than once.
            today: The day where ``as_of`` is None; this day where both are.
            asked: Which entries, by the names of `Filter`; with ``as_of`` nothing is seen that
                was published later: ``agenda(as_of="2026-03-06", country="PER")``.

        Raises:
            FilterError: Nothing can ever fit what is asked.
        """
        asks, day = meant(wanted, asked), valid.day("today", today) or dt.date.today()
        with self._asked() as db:
            return queries.agenda(db, asks, today=day, grace=self.grace, fade=self.fade)

    def entry(self, number: int, as_of: dt.date | str | None = None) -> tuple[Row, list[Row]]:
        """Return an entry of the agenda and the reports that were joined to it.

        Raises:
            ArchiveError: There is no such entry, or there was none yet on that day.
        """
        known = valid.day("as_of", as_of)
        found = [r for r in self.agenda(as_of=known) if r["entry"] == number]
        if not found:
            raise ArchiveError(f"{number}: no such entry of the agenda")
        return found[0], self.history(number, known)

    def history(self, number: int, as_of: dt.date | str | None = None) -> list[Row]:
        """Return the reports that were joined to an entry of the agenda, in order."""
        day = valid.day("as_of", as_of)
        with self._open(read_only=True) as db:
            return queries.history(db, number, day)

    def scorecards(
        self,
        wanted: Filter | None = None,
        *,
        today: dt.date | str | None = None,
        **asked: Unpack[Asked],
    ) -> list[Row]:
        """Count what came of announcements, by who made them; takes what `agenda` takes."""
        asks, day = meant(wanted, asked), valid.day("today", today) or dt.date.today()
        with self._asked() as db:
            return queries.scorecards(db, asks, today=day, grace=self.grace, fade=self.fade)

    def happening(self, uid: str, as_of: dt.date | str | None = None) -> list[Row]:
        """Return the reports of an event of the archive, each with its words.

        Args:
            uid: Of the event, or the beginning of it.
            as_of: Nothing published after this day is seen.

        Raises:
            ArchiveError: There is no such event.
        """
        day = valid.day("as_of", as_of)
        with self._asked() as db:
            return queries.happening(db, uid, day)

    def actors(self, wanted: Filter | None = None, **asked: Unpack[Asked]) -> list[Row]:
        """Return who takes part in events: in how many, in how many reports, by entity.

        Takes what `events` takes.
        """
        asks = meant(wanted, asked)
        with self._asked() as db:
            return queries.actors(db, asks)

    def story(self, uid: str, as_of: dt.date | str | None = None) -> list[Row]:
        """Return the events of the story that an event is part of, in order.

        Raises:
            ArchiveError: There is no such event.
        """
        day = valid.day("as_of", as_of)
        with self._asked() as db:
            return queries.story(db, queries.happening(db, uid, day)[0]["story"], day)


def _found(
    db: duckdb.DuckDBPyConnection, query: str, values: list[object] | None
) -> duckdb.DuckDBPyRelation:
    """Return what a query finds as a table of its own, so that nothing fails or changes later."""
    db.execute(f"CREATE TEMP TABLE found AS {query.strip().rstrip(';')}", values)
    return db.table("temp.main.found")


def _next(readings: list[Reading]) -> int:
    return max((r.seq for r in readings), default=0) + 1


def _tells_more(readings: list[Reading], reading: Reading) -> bool:
    """Say whether a reading changes what its text's articles are known as."""
    before = {c.told for c in carriers(readings)}
    return {c.told for c in carriers([*readings, reading])} != before
