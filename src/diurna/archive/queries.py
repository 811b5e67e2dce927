"""What is asked of the archive: filters to SQL, and the agenda as of a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

import duckdb

from diurna.errors import ArchiveError

Row = dict[str, Any]
"""A row by its column names."""

FADE: Final = 180
"""Days without a report after which an entry that has no last day lapses."""
_LIVE: Final = "('announced', 'confirmed', 'rescheduled', 'relocated')"
_FADES: Final = "('announced', 'confirmed', 'rescheduled', 'relocated', 'postponed')"


@dataclass(frozen=True, slots=True)
class Filter:
    """What rows are wanted; None leaves a thing open.

    Attributes:
        as_of: Nothing published after this day is seen.
        actor: Part of the name of someone who takes part, any casing.
        country: ISO3 of someone who takes part.
        since: Only what may have happened on this day or later.
        until: Only what may have happened on this day or earlier.
        limit: At most so many rows.
        sure: Of events, only those whose type is at least this likely to be right, 0 to 1.
    """

    as_of: dt.date | None = None
    actor: str | None = None
    type: str | None = None
    status: str | None = None
    country: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    limit: int | None = None
    sure: float | None = None

    def where(self, names: str, day: str, *, status: bool = True) -> tuple[str, list[object]]:
        """Return a condition and its parameters.

        Args:
            names: SQL for the list of names of those who take part.
            day: SQL for the day on which a row became known.
            status: Whether the status is asked here.
        """
        anyone = f"len(list_filter({names}, lambda a: contains(lower(a), lower(?)))) > 0"
        clauses: list[tuple[str, object]] = [
            (f"{day} <= ?", self.as_of),
            (anyone, self.actor),
            ("type = ?", self.type),
            ("status = ?", self.status if status else None),
            ("list_contains(countries, ?)", self.country),
            (f'coalesce("end", "begin", {day}) >= ?', self.since),
            (f'coalesce("begin", "end", {day}) <= ?', self.until),
        ]
        used = [(clause, value) for clause, value in clauses if value is not None]
        return " AND ".join(c for c, _ in used) or "true", [v for _, v in used]


def rows(db: duckdb.DuckDBPyConnection, query: str, values: list[object]) -> list[Row]:
    """Return the rows of a query by column name."""
    cursor = db.execute(query, values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def events(db: duckdb.DuckDBPyConnection, wanted: Filter) -> list[Row]:
    """Return events of articles, the latest first."""
    where, values = wanted.where("list_concat(actors, recipients)", "published")
    if wanted.sure is not None:
        where, values = f"{where} AND confidence >= ?", [*values, wanted.sure]
    limit = f"LIMIT {int(wanted.limit)}" if wanted.limit else ""
    return rows(
        db,
        f"SELECT * EXCLUDE (sha256, carrier, seq, report, sentence, quantities) FROM events WHERE {where} "
        f'ORDER BY coalesce("begin", "end", published) DESC, article, seq {limit}',
        values,
    )


def before(day: dt.date, days: int) -> dt.date:
    """Return the day some days before another, no earlier than the calendar goes."""
    return day - dt.timedelta(days=days) if days < day.toordinal() else dt.date.min


def agenda(
    db: duckdb.DuckDBPyConnection, wanted: Filter, *, today: dt.date, grace: int, fade: int = FADE
) -> list[Row]:
    """Return the agenda as it stood on a day: upcoming first, then overdue, then settled.

    Args:
        db: The archive.
        wanted: Which entries; ``as_of`` is the day.
        today: The day where ``as_of`` is None.
        grace: Days after its window before an entry lapses.
        fade: Days without a report after which an entry that has no last day lapses.
    """
    day = wanted.as_of or today
    where, values = wanted.where("names", "as_of")
    limit = f"LIMIT {int(wanted.limit)}" if wanted.limit else ""
    kinds = "JOIN (SELECT entry, type FROM entries) USING (entry)" if wanted.type else ""
    order = """ORDER BY CASE standing WHEN 'upcoming' THEN 0 WHEN 'overdue' THEN 1 ELSE 2 END,
        CASE WHEN standing = 'settled' THEN -epoch(as_of) ELSE 0 END,
        "end" NULLS LAST, "begin", entry"""
    last = order
    for column in ("as_of", '"end"', '"begin"', "standing"):
        last = last.replace(column, f"kept.{column}")
    last = last.replace(", entry", ", kept.entry")
    query = f"""
    WITH stood AS (
        SELECT entry, n, as_of, names, countries, "begin", "end",
            status IN {_FADES} AND "end" IS NULL AND greatest(as_of, "begin") < ? AS faded,
            CASE WHEN faded OR (status IN {_LIVE} AND "end" < ?)
                THEN 'lapsed' ELSE status END AS status
        FROM steps WHERE applied AND as_of <= ? AND until > ?
    ), kept AS (
        SELECT entry, n, as_of, status, "begin", "end", faded, CASE
            WHEN (status IN {_LIVE} OR status = 'postponed')
                AND ("end" IS NULL OR "end" >= ?) THEN 'upcoming'
            WHEN status IN {_LIVE} THEN 'overdue'
            ELSE 'settled' END AS standing
        FROM stood {kinds} WHERE {where} {order} {limit}
    )
    SELECT e.entry, e.uid, e.what, e.type, e.kind, s.names, s.countries, s.place,
        kept."begin", kept."end", s.late, e.announced_on, s.announced_by, e.unless,
        kept.as_of AS changed_on, kept.status, kept.standing, kept.faded
    FROM kept JOIN steps s ON s.entry = kept.entry AND s.n = kept.n
        JOIN entries e ON e.entry = kept.entry
    {last}
    """
    days = [before(day, fade), before(day, grace), day, day, day]
    return rows(db, query, [*days, *values])


def history(db: duckdb.DuckDBPyConnection, entry: int, as_of: dt.date | None) -> list[Row]:
    """Return the reports that were joined to an entry, in order."""
    return rows(
        db,
        "SELECT s.as_of, s.status, s.said, s.\"begin\", s.\"end\", s.place, s.source, a.article, "
        "a.title, a.url, a.sha256, s.carrier, s.event, s.evidence, s.start, s.cue, s.\"by\", s.applied, s.late, "
        "s.chance, s.why FROM steps s LEFT JOIN articles a USING (carrier) "
        "WHERE s.entry = ? AND s.as_of <= coalesce(?, DATE '9999-12-31') ORDER BY s.n",
        [entry, as_of],
    )  # fmt: skip


def scorecards(
    db: duckdb.DuckDBPyConnection, wanted: Filter, *, today: dt.date, grace: int, fade: int = FADE
) -> list[Row]:
    """Count, by who announced it, what came of announcements; with the entries behind each."""
    asked = Filter(as_of=wanted.as_of, type=wanted.type, since=wanted.since, until=wanted.until)
    by: dict[str, dict[str, list[str]]] = {}
    kinds = {
        "occurred": "kept", "rescheduled": "moved", "relocated": "moved", "postponed": "moved",
        "cancelled": "dropped", "denied": "dropped", "lapsed": "dropped",
    }  # fmt: skip
    for row in agenda(db, asked, today=today, grace=grace, fade=fade):
        for name in row["announced_by"] or row["names"]:
            if wanted.actor and wanted.actor.lower() not in name.lower():
                continue
            kind = kinds.get(row["status"], "open")
            kind = "late" if row["late"] and kind == "kept" else kind
            by.setdefault(name, {}).setdefault(kind, []).append(str(row["entry"]))
    out = []
    for name, found in by.items():
        total = sum(map(len, found.values()))
        row = {"actor": name, "announced": total}
        for kind in ("kept", "late", "moved", "dropped", "open"):
            row[kind] = len(found.get(kind, ()))
            row[f"{kind}_entries"] = found.get(kind, [])
        out.append(row)
    return sorted(out, key=lambda r: (-r["announced"], r["actor"]))


def happening(db: duckdb.DuckDBPyConnection, uid: str, as_of: dt.date | None) -> list[Row]:
    """Return the reports of an event of the archive, in order.

    Raises:
        ArchiveError: There is no such event.
    """
    found = rows(
        db,
        "SELECT * FROM events WHERE starts_with(happening, ?) "
        "AND published <= coalesce(?, DATE '9999-12-31') ORDER BY published, seq",
        [uid, as_of],
    )
    if not found or not uid:
        raise ArchiveError(f"{uid}: no such event")
    return found


def story(db: duckdb.DuckDBPyConnection, name: str, as_of: dt.date | None) -> list[Row]:
    """Return the events of a story, in order."""
    return rows(
        db,
        "SELECT happening, arg_max(type, (confidence, -seq)) AS type, "
        "arg_max(status, seq) AS status, min(\"begin\") AS \"begin\", "
        "max(\"end\") AS \"end\", arg_max(actors, (len(actors), -seq)) AS actors, "
        "arg_max(recipients, (len(recipients), -seq)) AS recipients, "
        "arg_min(place, seq) FILTER (place IS NOT NULL) AS place, "
        "min(published) AS published, count(DISTINCT report) AS reports, "
        "arg_min(sentence, seq) AS sentence FROM events WHERE story = ? "
        "AND published <= coalesce(?, DATE '9999-12-31') GROUP BY happening "
        "ORDER BY coalesce(min(\"begin\"), min(published)), happening",
        [name, as_of],
    )  # fmt: skip


def actors(db: duckdb.DuckDBPyConnection, wanted: Filter) -> list[Row]:
    """Return who takes part in events: in how many, and in how many reports."""
    where, values = wanted.where("[p.name]", "published", status=False)
    return rows(
        db,
        f"""
        SELECT p.name AS name, p.country AS country, count(DISTINCT happening) AS events,
            count(DISTINCT report) AS reports, min(published) AS first, max(published) AS last
        FROM (SELECT m.*, a.report, unnest(m.parties) AS p
              FROM mentions m JOIN articles a USING (carrier))
        WHERE {where} GROUP BY 1, 2 ORDER BY events DESC, name, country NULLS LAST
        """,
        values,
    )
