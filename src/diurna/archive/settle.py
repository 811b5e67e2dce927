"""Works new readings into the archive: copies, events across articles, the agenda.

Everything here is worked out from the readings in the order of publication, so that the same
articles give the same archive in whatever order they were added. An article that was published
before others that are worked in already takes these back to its day, and on from there: what the
matching knows on that day is brought back whole, from the rows that it came from.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar

import duckdb

from diurna.agenda import Reader, Signals, signature
from diurna.archive.carriers import Carrier, Reading, carriers, clock
from diurna.archive.known import Known
from diurna.archive.rows import Row, bulk, entry_row, mention_row, step_row
from diurna.record import Record

_T = TypeVar("_T")
CHUNK: Final = 500
"""Articles that are worked in together, whole or not at all."""
NEVER: Final = dt.date(9999, 12, 31)
_ORDER: Final = "published, corrects, clock, sha256, carrier"
_QUEUED: Final = ("carrier, sha256, seq, reader, article, source, url, told, published, clock, "
                  "corrects")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aside:
    """An article that could not be worked in.

    Attributes:
        article: Its id.
        reason: What went wrong.
    """

    article: str
    source: str | None
    published: dt.date
    reason: str

    def __str__(self) -> str:
        where = f"{self.source}, " if self.source else ""
        return f"{self.article} ({where}{self.published}) is set aside: {self.reason}"


class _StuckError(Exception):
    """An article stops the work on its chunk."""

    def __init__(self, queued: Row, reason: str) -> None:
        super().__init__(reason)
        self.queued, self.reason = queued, reason


def readings_of(db: duckdb.DuckDBPyConnection, texts: list[str]) -> dict[str, list[Reading]]:
    """Return all readings of some texts, by the text's hash."""
    out: dict[str, list[Reading]] = {}
    for row in db.execute(
        "SELECT seq, sha256, reader, article, source, url, published FROM records "
        "WHERE sha256 IN (SELECT unnest(?)) ORDER BY seq", [texts],
    ).fetchall():  # fmt: skip
        out.setdefault(row[1], []).append(Reading(*row))
    return out


class Settler:
    """Works pending readings in; see `settle`."""

    def __init__(self, db: duckdb.DuckDBPyConnection) -> None:
        self.db = db
        self.known: Known | None = None
        self.aside: list[Aside] = []

    def run(self, progress: Callable[[int], None] | None = None) -> int:
        """Work everything in; returns how many articles were."""
        self._whole(self._look)
        done = 0
        while True:
            try:
                worked = self._whole(self._work)
            except _StuckError as stuck:
                self.known = None
                self._whole(partial(self._set_aside, stuck))
                continue
            if not worked:
                return done
            done += worked
            if progress:
                progress(worked)

    def _whole(self, step: Callable[[], _T]) -> _T:
        """Do a step as one transaction."""
        self.db.begin()
        try:
            out = step()
            self.db.commit()
        except BaseException:
            with suppress(duckdb.Error):  # one that failed of itself has rolled back already
                self.db.rollback()
            raise
        return out

    # -- what is to be worked in ----------------------------------------------------

    def _look(self) -> None:
        """Queue the articles that pending readings make or change, and all from their day on."""
        texts = [t for (t,) in self.db.execute("SELECT DISTINCT sha256 FROM pending").fetchall()]
        if not texts:
            return
        corrects = dict(self.db.execute(
            "SELECT seq, corrects FROM records WHERE sha256 IN (SELECT unnest(?))", [texts]
        ).fetchall())  # fmt: skip
        wanted = {c.uid: c for group in readings_of(self.db, texts).values()
                  for c in carriers(group)}  # fmt: skip
        stands: dict[str, tuple[Any, ...]] = {}
        for table in ("articles", "queue", "aside"):
            rows = self.db.execute(
                f"SELECT carrier, seq, reader, article, source, url, told, published FROM {table} "
                "WHERE sha256 IN (SELECT unnest(?))", [texts]).fetchall()  # fmt: skip
            stands |= {row[0]: row[1:] for row in rows}
        new = {
            uid: c for uid, c in wanted.items()
            if stands.get(uid, ())[:-1]
            != (c.seq, c.reader, c.article, c.source, c.url, c.published)
        }  # fmt: skip
        gone = [uid for uid in stands if uid in new or uid not in wanted]
        days = [dt.date.fromisoformat(c.published[:10]) for c in new.values()]
        days += [stands[uid][-1] for uid in gone]
        if days:
            self._take_back(min(days))
        for table in ("queue", "aside"):
            self.db.execute(f"DELETE FROM {table} WHERE carrier IN (SELECT unnest(?))", [gone])
        bulk(self.db, "queue", [_queued(c, corrects[c.seq]) for c in new.values()])
        self.db.execute("DELETE FROM pending")

    def _take_back(self, day: dt.date) -> None:
        """Undo what was worked out from a day on, and queue its articles again."""
        db = self.db
        db.execute(f"INSERT INTO queue SELECT {_QUEUED} FROM articles WHERE published >= ?", [day])
        for table in ("mentions", "articles"):
            db.execute(f"DELETE FROM {table} WHERE published >= ?", [day])
        db.execute("DELETE FROM steps WHERE as_of >= ?", [day])
        db.execute("UPDATE steps SET until = ? WHERE until >= ? AND until < ?", [NEVER, day, NEVER])
        db.execute("DELETE FROM entries WHERE announced_on >= ?", [day])

    # -- working in -------------------------------------------------------------------

    def _work(self) -> int:
        """Work in the next articles; returns how many."""
        cursor = self.db.execute(f"SELECT {_QUEUED} FROM queue ORDER BY {_ORDER} LIMIT ?", [CHUNK])
        names = _QUEUED.replace(",", "").split()
        queued = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        if not queued:
            return 0
        if self.known is None:
            self.known = Known(self.db, queued[0]["published"])
        texts = self._records(queued)
        articles: list[Row] = []
        found: list[Row] = []
        for row in queued:
            try:
                article, events = self._article(self.known, row, texts[row["seq"]])
            except Exception as error:
                raise _StuckError(row, f"{type(error).__name__}: {error}") from error
            articles.append(article)
            found += events
        bulk(self.db, "articles", articles)
        bulk(self.db, "mentions", found)
        self._store_entries(self.known)
        self.db.execute(
            "DELETE FROM queue WHERE carrier IN (SELECT unnest(?))",
            [[row["carrier"] for row in queued]],
        )
        self.known.forget(queued[-1]["published"])
        return len(queued)

    def _records(self, queued: list[Row]) -> dict[int, str]:
        return dict(self.db.execute(
            "SELECT seq, record FROM records WHERE seq IN (SELECT unnest(?))",
            [[row["seq"] for row in queued]],
        ).fetchall())  # fmt: skip

    def _set_aside(self, stuck: _StuckError) -> None:
        row = stuck.queued
        bulk(self.db, "aside", [row | {"reason": stuck.reason}])
        self.db.execute("DELETE FROM queue WHERE carrier = ?", [row["carrier"]])
        self.aside.append(Aside(row["article"], row["source"], row["published"], stuck.reason))

    @staticmethod
    def _article(known: Known, row: Row, text: str) -> tuple[Row, list[Row]]:
        record = Record.from_json(text)
        article = dataclasses.replace(
            record.article, id=row["article"], source=row["source"], url=row["url"]
        )
        record = dataclasses.replace(record, article=article)
        carrier, body = row["carrier"], article.text
        marks = signature(body)
        carried = known.copies.find(
            carrier, article.sha256, body, marks, article.day,
            source=article.source, url=article.url, corrects=row["corrects"],
        )  # fmt: skip
        known.copies.hold(carrier, article.sha256, marks, article.day, carried.report,
                          article.source, article.url)  # fmt: skip
        known.texts[carrier] = body
        told = Signals(record, carrier=carrier, report=carried.report)
        if carried.relation != "copy":
            known.ledger.take(told.run(), corrected=carried.corrected, read=Reader.of(told))
        taken: set[str] = set()
        rows = []
        for event, signal in told.mentions():
            uid, story = known.happenings.join(signal, taken)
            taken.add(uid)
            known.mentions += 1
            rows.append({"seq": known.mentions, **mention_row(record, event, signal, uid, story)})
        made = {
            **row, "title": article.title, "report": carried.report,
            "relation": carried.relation, "likeness": carried.likeness, "signature": marks,
        }  # fmt: skip
        return made, rows

    def _store_entries(self, known: Known) -> None:
        new, steps = [], []
        for entry in known.ledger.entries.values():
            if not entry.changed:
                continue
            done = known.stored.get(entry.number, 0)
            if not done:
                new.append(entry_row(entry))
            steps += [step_row(entry, n, step) for n, step in enumerate(entry.history, done + 1)]
            known.stored[entry.number] = done + len(entry.history)
            entry.history.clear()
            entry.changed = False
        self._close(steps)
        bulk(self.db, "entries", new)
        bulk(self.db, "steps", steps)

    def _close(self, steps: list[Row]) -> None:
        """Say of each step from which day another stands, of those that are stored as well."""
        first: dict[int, dt.date] = {}
        following: dict[int, dt.date] = {}
        for step in reversed(steps):
            step["until"] = following.get(step["entry"], NEVER)
            if step["applied"]:
                first[step["entry"]] = following[step["entry"]] = step["as_of"]
        if first:
            self.db.execute(
                "UPDATE steps SET until = u.day "
                "FROM (SELECT unnest(?) AS entry, unnest(?) AS day) u "
                "WHERE steps.entry = u.entry AND steps.until = ?",
                [list(first), list(first.values()), NEVER],
            )


def _queued(carrier: Carrier, corrects: bool) -> Row:
    return {
        "carrier": carrier.uid, "sha256": carrier.sha256, "seq": carrier.seq,
        "reader": carrier.reader, "article": carrier.article, "source": carrier.source,
        "url": carrier.url, "told": carrier.published,
        "published": dt.date.fromisoformat(carrier.published[:10]),
        "clock": clock(carrier.published), "corrects": corrects,
    }  # fmt: skip


def settle(
    db: duckdb.DuckDBPyConnection, *, progress: Callable[[int], None] | None = None
) -> tuple[int, list[Aside]]:
    """Work every pending reading into the archive.

    Args:
        db: The archive.
        progress: Told how many articles each step worked in.

    Returns:
        How many articles were worked in, and those that could not be.
    """
    settler = Settler(db)
    return settler.run(progress), settler.aside
