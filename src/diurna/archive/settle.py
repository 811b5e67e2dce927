"""Works new records into the archive: copies, events across articles, the agenda.

Everything here is worked out from the records in the order of publication, so that the same
articles give the same archive in whatever order they were added. An article that was published
before others that are worked in already takes these back to its day, and on from there.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any, Final

import duckdb

from diurna.agenda.entries import OVER, RECENT, UNENDED, Entry, Step
from diurna.agenda.ledger import Ledger
from diurna.agenda.parties import Party
from diurna.agenda.signals import Signal, Signals, Where, content_words
from diurna.archive.copies import WINDOW, Copies, signature
from diurna.archive.happenings import NEAR, Happenings
from diurna.record import Event, Record, Span

CHUNK: Final = 500
"""Articles that are worked in together, whole or not at all."""
NEVER: Final = dt.date(9999, 12, 31)
_Row = dict[str, Any]


def bulk(db: duckdb.DuckDBPyConnection, table: str, rows: list[_Row]) -> None:
    """Insert rows by their column names, in one go."""
    if not rows:
        return
    described = db.execute(f"DESCRIBE {table}").fetchall()
    types = {name: kind for name, kind, *_ in described}
    names = [n for n in types if n in rows[0]]
    shape = json.dumps([{n: types[n] for n in names}])
    listed = ", ".join(f'"{n}"' for n in names)
    picked = ", ".join(f'r."{n}"' for n in names)
    for at in range(0, len(rows), 5_000):
        text = json.dumps(rows[at : at + 5_000], ensure_ascii=False, default=str)
        db.execute(
            f"INSERT INTO {table} ({listed}) SELECT {picked} "
            f"FROM (SELECT unnest(from_json(?::JSON, '{_quoted(shape)}')) AS r)",
            [text],
        )


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _party(row: _Row) -> Party:
    told = ("name", "key", "country", "general", "state", "leads")
    return Party(*(row[name] for name in told))


class Settler:
    """Works pending records in; see `settle`."""

    def __init__(self, db: duckdb.DuckDBPyConnection, grace: int) -> None:
        self.db, self.grace = db, grace
        self._texts: dict[str, str] = {}

    def pending(self) -> dt.date | None:
        """Return the day of the earliest article that is not worked in, or None."""
        found = self.db.execute("SELECT min(published) FROM pending").fetchall()
        day: dt.date | None = found[0][0]
        return day

    def run(self, progress: Callable[[int], None] | None = None) -> int:
        """Work everything in; returns how many articles were."""
        day = self.pending()
        if day is None:
            return 0
        done, first, more = 0, True, True
        while more:
            self.db.begin()
            try:
                if first:
                    self._take_back(day)
                    self._load(self.pending() or day)
                worked, more = self._work()
                self.db.commit()
                first = False
            except BaseException:
                self.db.rollback()
                raise
            done += worked
            if progress:
                progress(worked)
        return done

    def _take_back(self, day: dt.date) -> None:
        """Undo what was worked out from this day on, and of what was read anew."""
        anew = "sha256 IN (SELECT sha256 FROM pending)"
        self.db.execute(
            "DELETE FROM pending p WHERE EXISTS (SELECT 1 FROM pending q "
            "WHERE q.sha256 = p.sha256 AND q.rowid > p.rowid)"
        )
        again = self.db.execute(f"SELECT min(published) FROM articles WHERE {anew}").fetchall()
        day = min(day, again[0][0] or day)
        self.db.execute(f"DELETE FROM mentions WHERE {anew}")
        self.db.execute(f"DELETE FROM articles WHERE {anew}")
        later = self.db.execute(
            "SELECT count(*) FROM articles WHERE published >= ?", [day]
        ).fetchall()
        if later[0][0]:
            self.db.execute(
                "INSERT INTO pending SELECT r.sha256, r.reader, r.article, r.title, r.source, "
                "r.published, r.record FROM records r JOIN articles a USING (sha256, reader) "
                "WHERE a.published >= ?",
                [day],
            )
            self.db.execute("DELETE FROM mentions WHERE published >= ?", [day])
            self.db.execute("DELETE FROM articles WHERE published >= ?", [day])
        self.db.execute("DELETE FROM steps WHERE as_of >= ?", [day])
        self.db.execute("UPDATE steps SET until = ? WHERE until >= ? AND until < ?",
                        [NEVER, day, NEVER])  # fmt: skip
        self.db.execute("DELETE FROM entries WHERE announced_on >= ?", [day])

    # -- what is known already ----------------------------------------------------

    def _work(self) -> tuple[int, bool]:
        """Work in the next articles; returns how many, and whether there are more."""
        rows = self.db.execute(
            "SELECT sha256, reader, article, title, source, published, record FROM pending "
            "ORDER BY published, sha256 LIMIT ?",
            [CHUNK + 1],
        ).fetchall()
        more = len(rows) > CHUNK
        articles: list[_Row] = []
        found: list[_Row] = []
        for row in rows[:CHUNK]:
            article, events = self._article(row)
            articles.append(article)
            found += events
        bulk(self.db, "articles", articles)
        bulk(self.db, "mentions", found)
        self._store_entries()
        self.db.execute(
            "DELETE FROM pending WHERE sha256 IN (SELECT unnest(?))",
            [[row["sha256"] for row in articles]],
        )
        if articles:
            day = articles[-1]["published"]
            self.ledger.forget(day)
            self.happenings.forget(day)
            self.copies.forget(day)
        return len(articles), more

    def _load(self, day: dt.date) -> None:
        self.copies = Copies(self._text)
        for sha, marks, then, report, source in self.db.execute(
            "SELECT sha256, signature, published, report, source FROM articles "
            "WHERE published >= ? ORDER BY published, sha256", [day - WINDOW],
        ).fetchall():  # fmt: skip
            self.copies.hold(sha, marks, then, report, source)
        self.happenings = Happenings()
        for signal, uid, story in self._mentions_since(day - NEAR):
            self.happenings.hold(signal, uid, story)
        first = self.db.execute("SELECT coalesce(max(entry), 0) + 1 FROM entries").fetchall()
        self._stored: dict[int, int] = {}
        self.ledger = Ledger(
            self._entries_since(day),
            first=int(first[0][0]),
            grace=self.grace,
        )

    def _mentions_since(self, day: dt.date) -> Iterator[tuple[Signal, str, str]]:
        cursor = self.db.execute(
            'SELECT sha256, id, published, happening, type, mode, "begin", "end", place, '
            "place_country, precision, lemma, parties, sentence, start, story FROM mentions "
            "WHERE published >= ? ORDER BY published, sha256, start",
            [day],
        )
        while rows := cursor.fetchmany(5_000):
            for (sha, identity, known, uid, kind, mode, begin, end, place, country, precision,
                 lemma, parties, text, start, story) in rows:  # fmt: skip
                span = Span(start, start + len(text), text)
                where = Where(place, country, precision) if place else None
                yield Signal(
                    "occurred", known, sha, None, identity, kind, mode, lemma,
                    tuple(map(_party, parties)), where, begin, end, bool(begin or end), None, (),
                    3, content_words(text), span, span,
                ), uid, story  # fmt: skip

    def _entries_since(self, day: dt.date) -> list[Entry]:
        """Return the entries that may still be spoken of, as they stand."""
        rows = self.db.execute(
            """
            WITH last AS (
                SELECT entry, max(n) AS n, max("end") AS latest,
                    list_distinct(list(source) FILTER (source IS NOT NULL)) AS sources
                FROM steps GROUP BY entry
            )
            SELECT e.entry, e.uid, e.what, e.type, e.kind, e.lemma, e.announced_on, e.announced_by,
                e.unless, s.n, s.as_of, s.status, s."begin", s."end", s.state, last.sources
            FROM entries e JOIN last USING (entry)
                JOIN steps s ON s.entry = e.entry AND s.n = last.n
            WHERE s.as_of >= ? OR latest >= ? OR (s."end" IS NULL AND s.as_of >= ?)
            ORDER BY e.entry
            """,
            [day - RECENT, day - OVER, day - UNENDED],
        ).fetchall()
        out: list[Entry] = []
        for (number, uid, what, kind, announced, lemma, on, by, unless, n, latest, status, begin,
             end, state, sources) in rows:  # fmt: skip
            told = json.loads(state)
            out.append(
                Entry(
                    number, uid, what, kind, told["mode"], announced, lemma,
                    [Party(*p) for p in told["parties"]],
                    Where(*told["place"]) if told["place"] else None,
                    begin, end, told["undated"], status, on, tuple(by), frozenset(told["words"]),
                    told["authority"], unless, [Where(*w) for w in told["places"]],
                    [(_day(a), _day(b)) for a, b in told["windows"]], set(sources),
                    latest=latest,
                )
            )  # fmt: skip
            self._stored[number] = n
        return out

    def _text(self, sha256: str) -> str:
        if sha256 not in self._texts:
            row = self.db.execute(
                "SELECT record FROM records WHERE sha256 = ? ORDER BY added DESC LIMIT 1", [sha256]
            ).fetchall()
            self._texts[sha256] = json.loads(row[0][0])["article"]["text"] if row else ""
            if len(self._texts) > 2_000:
                self._texts.pop(next(iter(self._texts)))
        return self._texts[sha256]

    # -- one article ----------------------------------------------------------------

    def _article(self, row: tuple[Any, ...]) -> tuple[_Row, list[_Row]]:
        sha, reader, identity, title, source, published, text = row
        record = Record.from_json(text)
        told = Signals(record)
        body = record.article.text
        marks = signature(body)
        carried = self.copies.find(sha, body, marks, published, source)
        self._texts[sha] = body
        self.copies.hold(sha, marks, published, carried.report, source)
        if carried.relation != "copy":
            self.ledger.take(told.run())
        taken: set[str] = set()
        rows = []
        for event, signal in told.mentions():
            uid, story = self.happenings.join(signal, taken)
            taken.add(uid)
            rows.append(_mention(record, event, signal, uid, story))
        article = {
            "sha256": sha, "reader": reader, "article": identity, "title": title, "source": source,
            "url": record.article.url, "published": published, "report": carried.report,
            "relation": carried.relation, "likeness": carried.likeness, "signature": marks,
        }  # fmt: skip
        return article, rows

    def _store_entries(self) -> None:
        new, steps = [], []
        for entry in self.ledger.entries.values():
            if not entry.changed:
                continue
            done = self._stored.get(entry.number, 0)
            if not done:
                new.append(_entry(entry))
            steps += [_step(entry, n, step) for n, step in enumerate(entry.history, done + 1)]
            self._stored[entry.number] = done + len(entry.history)
            entry.history.clear()
            entry.changed = False
        self._close(steps)
        bulk(self.db, "entries", new)
        bulk(self.db, "steps", steps)

    def _close(self, steps: list[_Row]) -> None:
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


def _entry(entry: Entry) -> _Row:
    return {
        "entry": entry.number, "uid": entry.uid, "what": entry.what, "type": entry.type,
        "kind": entry.kind, "lemma": entry.lemma, "announced_on": entry.announced_on,
        "announced_by": list(entry.announced_by), "unless": entry.unless,
    }  # fmt: skip


def _step(entry: Entry, n: int, step: Step) -> _Row:
    return {
        "entry": entry.number, "n": n, "as_of": step.as_of, "status": step.status,
        "said": step.said, "begin": step.begin, "end": step.end,
        "place": step.place.name if step.place else None, "sha256": step.sha256,
        "source": step.source, "event": step.event, "evidence": step.evidence.text,
        "start": step.evidence.start, "cue": step.cue.text, "cue_start": step.cue.start,
        "by": list(step.by), "applied": step.applied, "late": step.late, "chance": step.chance,
        "why": step.why, "names": step.names, "countries": step.countries, "state": step.state,
    }  # fmt: skip


def _mention(record: Record, event: Event, signal: Signal, uid: str, story: str) -> _Row:
    actors = {a.id: a for a in record.actors}
    place = next((p for p in record.places if p.id == event.place), None)
    speakers = {s.id: s.speaker for s in record.statements}
    told = [actors[x].name for s in event.according_to if (x := speakers.get(s, s)) in actors]
    people = [*event.actors, *event.recipients]
    quantities = [asdict(q) for q in event.quantities]
    return {
        "sha256": record.article.sha256, "id": event.id, "published": record.article.day,
        "happening": uid, "type": event.type, "mode": event.mode, "status": event.status,
        "begin": event.begin, "end": event.end, "place": place.name if place else None,
        "place_country": place.country if place else None,
        "precision": place.precision if place else None,
        "lat": place.lat if place else None, "lon": place.lon if place else None,
        "lemma": signal.lemma, "actors": [actors[a].name for a in event.actors],
        "recipients": [actors[a].name for a in event.recipients],
        "countries": sorted({c for a in people if (c := actors[a].country)}),
        "parties": [asdict(p) for p in signal.parties], "according_to": told,
        "quantities": json.dumps(quantities, ensure_ascii=False), "words": event.trigger.text,
        "sentence": signal.evidence.text, "start": signal.evidence.start,
        "confidence": event.confidence, "story": story,
    }  # fmt: skip


def settle(
    db: duckdb.DuckDBPyConnection,
    *,
    grace: int,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Work every pending record into the archive.

    Args:
        db: The archive.
        grace: Days after a window before an entry lapses.
        progress: Told how many articles each step worked in.

    Returns:
        How many articles were worked in.
    """
    return Settler(db, grace).run(progress)
