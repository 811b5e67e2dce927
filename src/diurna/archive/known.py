"""What matching knows on a day: recent copies, happenings and entries, brought back from rows."""

from __future__ import annotations

import datetime as dt
import json
from collections import OrderedDict
from collections.abc import Iterator
from typing import Final

import duckdb

from diurna.agenda import (
    GRACE,
    NEAR,
    OVER,
    RECENT,
    UNENDED,
    WINDOW,
    Copies,
    Entry,
    Happenings,
    Ledger,
    Signal,
)
from diurna.archive.rows import MENTION, mention_of

_TEXTS: Final = 2_000
"""Texts that are kept at hand for comparing."""
_MANY: Final = 5_000


class Known:
    """All that working in goes on from; the same whether it was built up or is brought back.

    Args:
        db: The archive.
        day: The first day that is worked in from here.
    """

    def __init__(self, db: duckdb.DuckDBPyConnection, day: dt.date) -> None:
        self.db = db
        self.texts: OrderedDict[str, str] = OrderedDict()
        self.stored: dict[int, int] = {}
        self.copies = Copies(self._text)
        for carrier, sha, marks, then, report, source, url in db.execute(
            "SELECT carrier, sha256, signature, published, report, source, url FROM articles "
            "WHERE published >= ? ORDER BY published, corrects, clock, sha256, carrier",
            [_back(day, WINDOW)],
        ).fetchall():
            self.copies.hold(carrier, sha, marks, then, report, source, url)
        self.happenings = Happenings()
        for signal, uid, story in self._mentions(day):
            self.happenings.hold(signal, uid, story)
        self._stories(day)
        counted = db.execute("SELECT coalesce(max(seq), 0) FROM mentions").fetchall()
        self.mentions = int(counted[0][0])
        first = db.execute("SELECT coalesce(max(entry), 0) + 1 FROM entries").fetchall()
        self.ledger = Ledger(self._entries(day), first=int(first[0][0]), grace=GRACE)

    def forget(self, day: dt.date) -> None:
        """Let go of what nothing that is published from a day on can be joined to."""
        self.ledger.forget(day)
        self.happenings.forget(day)
        self.copies.forget(day)
        while len(self.texts) > _TEXTS:
            self.texts.popitem(last=False)

    def _mentions(self, day: dt.date) -> Iterator[tuple[Signal, str, str]]:
        """Yield every mention of the happenings that a report may still be of, in order."""
        cursor = self.db.execute(
            f"SELECT {MENTION} FROM mentions WHERE happening IN "
            "(SELECT happening FROM mentions WHERE published >= ?) ORDER BY seq",
            [_back(day, NEAR)],
        )
        while rows := cursor.fetchmany(_MANY):
            yield from map(mention_of, rows)

    def _stories(self, day: dt.date) -> None:
        for story, begun, size in self.db.execute(
            "SELECT story, min(published), count(DISTINCT happening) FROM mentions "
            "WHERE story IN (SELECT story FROM mentions WHERE published >= ?) GROUP BY story",
            [_back(day, NEAR)],
        ).fetchall():
            self.happenings.hold_story(story, begun, size)

    def _entries(self, day: dt.date) -> list[Entry]:
        """Return the entries that may still be spoken of, as they stand."""
        rows = self.db.execute(
            """
            WITH last AS (
                SELECT entry, max(n) AS n, max("end") AS latest FROM steps GROUP BY entry
            )
            SELECT e.entry, e.uid, e.what, e.type, e.kind, e.lemma, e.announced_on, e.unless,
                s.n, s.as_of, s.status, s."begin", s."end", s.state
            FROM entries e JOIN last USING (entry)
                JOIN steps s ON s.entry = e.entry AND s.n = last.n
            WHERE s.as_of >= ? OR latest >= ? OR (s."end" IS NULL AND s.as_of >= ?)
            ORDER BY e.entry
            """,
            [_back(day, RECENT), _back(day, OVER), _back(day, UNENDED)],
        ).fetchall()
        out: list[Entry] = []
        for (number, uid, what, kind, announced, lemma, on, unless, n, latest, status, begin, end,
             state) in rows:  # fmt: skip
            out.append(
                Entry.restored(
                    state, number=number, uid=uid, what=what, type=kind, kind=announced,
                    lemma=lemma, announced_on=on, unless=unless, status=status, begin=begin,
                    end=end, latest=latest,
                )
            )  # fmt: skip
            self.stored[number] = n
        return out

    def _text(self, carrier: str) -> str:
        if carrier not in self.texts:
            row = self.db.execute(
                "SELECT r.record FROM articles a JOIN records r ON r.seq = a.seq "
                "WHERE a.carrier = ?",
                [carrier],
            ).fetchall()
            self.texts[carrier] = json.loads(row[0][0])["article"]["text"] if row else ""
        return self.texts[carrier]


def _back(day: dt.date, span: dt.timedelta) -> dt.date:
    """Return a day some time before, no earlier than the calendar goes."""
    return day - span if day - dt.date.min > span else dt.date.min
