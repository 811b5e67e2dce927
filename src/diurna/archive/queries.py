"""What is asked of the archive: the queries, and the agenda as of a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, Final

import duckdb

from diurna.archive import valid
from diurna.archive.filters import Filter
from diurna.errors import ArchiveError

Row = dict[str, Any]
"""A row by its column names."""

FADE: Final = 180
"""Days without a report after which an entry that has no last day lapses."""
_LIVE: Final = "('announced', 'confirmed', 'rescheduled', 'relocated')"
_FADES: Final = "('announced', 'confirmed', 'rescheduled', 'relocated', 'postponed')"


def rows(db: duckdb.DuckDBPyConnection, query: str, values: list[object]) -> list[Row]:
    """Return the rows of a query by column name."""
    cursor = db.execute(query, values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _sure(
    where: str, values: list[object], clause: str, sure: float | None
) -> tuple[str, list[object]]:
    """Return a condition and its parameters with how sure the type must be, where that is asked."""
    return (where, values) if sure is None else (f"{where} AND {clause}", [*values, sure])


_SURE_ENTRY: Final = """entry IN (
    SELECT s.entry FROM steps s JOIN mentions m ON m.carrier = s.carrier AND m.id = s.event
    WHERE s.n = 1 AND m.confidence >= ?)"""
"""Of an entry counts the event that announced it."""
_EVENTS: Final = """
    SELECT a.article, a.title, a.source, m.published, m.id, m.type, m.mode, m.status, m."begin",
        m."end", m.actors, m.recipients, m.countries, m.place, m.lat, m.lon, m.words,
        m.according_to, m.confidence, m.happening, m.story, a.relation, a.url, m.sentence,
        list_transform(m.parties[:len(m.actors)], lambda p: p.country) AS actor_countries,
        list_transform(m.parties[len(m.actors) + 1:], lambda p: p.country) AS recipient_countries,
        a.sha256, m.carrier, m.seq
    FROM mentions m JOIN articles a USING (carrier)
"""
"""Events of articles; the parties of a mention are its actors and then its recipients."""


def events(db: duckdb.DuckDBPyConnection, wanted: Filter) -> list[Row]:
    """Return events of articles, the latest first.

    Raises:
        FilterError: The status is one of entries of the agenda.
    """
    valid.status(wanted.status, "event")
    where, values = wanted.where("list_concat(actors, recipients)", "published")
    where, values = _sure(where, values, "confidence >= ?", wanted.sure)
    limit = f"LIMIT {int(wanted.limit)}" if wanted.limit else ""
    return rows(
        db,
        f"SELECT * EXCLUDE (sha256, carrier, seq) FROM ({_EVENTS}) WHERE {where} "
        f'ORDER BY coalesce("begin", "end", published) DESC, article, seq {limit}',
        values,
    )


def before(day: dt.date, days: int) -> dt.date:
    """Return the day some days before another, no earlier than the calendar goes."""
    return day - dt.timedelta(days=days) if days < day.toordinal() else dt.date.min


_ACTORS: Final = """
    WITH told AS (
        SELECT m.*, a.report FROM mentions m JOIN articles a USING (carrier) WHERE {where}
    ), one AS (
        SELECT t.happening, t.report, t.published, p.name, p."key" AS "key", p.country,
            contains(p."key", ':') AS known, p.name = lower(p.name) AS common
        FROM (SELECT *, unnest(parties) AS p FROM told) t
    ), bound AS (
        SELECT *, CASE WHEN known THEN '' WHEN common THEN coalesce(country, '')
            ELSE coalesce(country, CASE WHEN count(DISTINCT country) OVER same = 1
                THEN max(country) OVER same END, '') END AS of_state
        FROM one WINDOW same AS (PARTITION BY "key")
    ), named AS (
        SELECT "key", of_state, name, count(*) AS n FROM bound GROUP BY ALL
    ), spelt AS (
        SELECT "key", of_state, list(name ORDER BY n DESC, name) AS names FROM named GROUP BY ALL
    ), placed AS (
        SELECT "key", of_state, country FROM bound WHERE country IS NOT NULL
        GROUP BY "key", of_state, country
        QUALIFY row_number() OVER (PARTITION BY "key", of_state
            ORDER BY count(*) DESC, country) = 1
    ), counted AS (
        SELECT "key", of_state, count(DISTINCT happening) AS events,
            count(DISTINCT report) AS reports, min(published) AS first, max(published) AS last
        FROM bound GROUP BY ALL
    )
    SELECT s.names[1] AS name, p.country, c.events, c.reports, c.first, c.last, c."key", s.names
    FROM counted c JOIN spelt s USING ("key", of_state)
        LEFT JOIN placed p USING ("key", of_state)
    WHERE {named}
    ORDER BY c.events DESC, c.reports DESC, name, c."key", c.of_state {limit}
"""
"""Who takes part, by entity. What is only a common noun ("the government") is one in one state."""


def actors(db: duckdb.DuckDBPyConnection, wanted: Filter) -> list[Row]:
    """Return who takes part in events: in how many, in how many reports, under which names.

    Several spellings of one entity are one row, under the most frequent name.

    Raises:
        FilterError: The status is one of entries of the agenda.
    """
    valid.status(wanted.status, "event")
    where, values = replace(wanted, actor=None).where("[]", "m.published")
    where, values = _sure(where, values, "confidence >= ?", wanted.sure)
    named = "len(list_filter(s.names, lambda n: contains(lower(n), lower(?)))) > 0"
    query = _ACTORS.format(
        where=where,
        named=named if wanted.actor is not None else "true",
        limit=f"LIMIT {int(wanted.limit)}" if wanted.limit else "",
    )
    return rows(db, query, [*values, *([wanted.actor] if wanted.actor is not None else [])])


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

    Raises:
        FilterError: The status is one of events.
    """
    valid.status(wanted.status, "entry")
    day = wanted.as_of or today
    where, values = wanted.where("names", "as_of")
    where, values = _sure(where, values, _SURE_ENTRY, wanted.sure)
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
        kept.as_of AS changed_on, kept.status, kept.standing, kept.faded, a.article, s.source,
        a.url, s.evidence, round(s.chance, 3) AS chance, s.name_countries
    FROM kept JOIN steps s ON s.entry = kept.entry AND s.n = kept.n
        JOIN entries e ON e.entry = kept.entry
        LEFT JOIN articles a ON a.carrier = s.carrier
    {last}
    """
    days = [before(day, fade), before(day, grace), day, day, day]
    return rows(db, query, [*days, *values])


def history(db: duckdb.DuckDBPyConnection, entry: int, as_of: dt.date | None) -> list[Row]:
    """Return the reports that were joined to an entry, in order."""
    return rows(
        db,
        "SELECT s.as_of, s.status, s.said, s.\"begin\", s.\"end\", s.place, s.source, a.article, "
        "a.title, a.url, a.sha256, s.carrier, s.event, s.evidence, s.start, s.cue, s.\"by\", "
        "s.applied, s.late, s.chance, s.why FROM steps s LEFT JOIN articles a USING (carrier) "
        "WHERE s.entry = ? AND s.as_of <= coalesce(?, DATE '9999-12-31') ORDER BY s.n",
        [entry, as_of],
    )  # fmt: skip


def scorecards(
    db: duckdb.DuckDBPyConnection, wanted: Filter, *, today: dt.date, grace: int, fade: int = FADE
) -> list[Row]:
    """Count, by who announced it, what came of announcements; with the entries behind each.

    That nothing was reported (``no_outcome``) is not that it was called off (``dropped``).
    """
    by: dict[str, dict[str, list[str]]] = {}
    kinds = {
        "occurred": "kept", "rescheduled": "moved", "relocated": "moved", "postponed": "moved",
        "cancelled": "dropped", "denied": "dropped", "lapsed": "no_outcome",
    }  # fmt: skip
    asked = replace(wanted, actor=None, limit=None)
    for row in agenda(db, asked, today=today, grace=grace, fade=fade):
        for name in dict.fromkeys(row["announced_by"] or row["names"]):
            if wanted.actor and wanted.actor.lower() not in name.lower():
                continue
            kind = kinds.get(row["status"], "open")
            kind = "late" if row["late"] and kind == "kept" else kind
            by.setdefault(name, {}).setdefault(kind, []).append(str(row["entry"]))
    out = []
    for name, found in by.items():
        total = sum(map(len, found.values()))
        row = {"actor": name, "announced": total}
        for kind in ("kept", "late", "moved", "dropped", "no_outcome", "open"):
            row[kind] = len(found.get(kind, ()))
            row[f"{kind}_entries"] = found.get(kind, [])
        out.append(row)
    return sorted(out, key=lambda r: (-r["announced"], r["actor"]))[: wanted.limit]


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
