"""What is worked out of an article, as rows of the archive's tables, and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import duckdb

from diurna.agenda import Entry, Party, Signal, Step, Where, content_words
from diurna.record import Event, Record, Span

Row = dict[str, Any]
_AT_ONCE = 5_000

MENTION = (
    'carrier, published, happening, as_type, as_mode, "begin", "end", place, place_country, '
    "precision, lemma, parties, sentence, start, story, id"
)
"""The columns that `mention_of` reads."""


def bulk(db: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    """Insert rows by their column names, in one go."""
    if not rows:
        return
    described = db.execute(f"DESCRIBE {table}").fetchall()
    types = {name: kind for name, kind, *_ in described}
    names = [n for n in types if n in rows[0]]
    shape = json.dumps([{n: types[n] for n in names}]).replace("'", "''")
    listed = ", ".join(f'"{n}"' for n in names)
    picked = ", ".join(f'r."{n}"' for n in names)
    for at in range(0, len(rows), _AT_ONCE):
        text = json.dumps(rows[at : at + _AT_ONCE], ensure_ascii=False, default=str)
        db.execute(
            f"INSERT INTO {table} ({listed}) SELECT {picked} "
            f"FROM (SELECT unnest(from_json(?::JSON, '{shape}')) AS r)",
            [text],
        )


def mention_row(record: Record, event: Event, signal: Signal, uid: str, story: str) -> Row:
    """Return an event of an article as a row, but for its number."""
    actors = {a.id: a for a in record.actors}
    place = next((p for p in record.places if p.id == event.place), None)
    speakers = {s.id: s.speaker for s in record.statements}
    told = [actors[x].name for s in event.according_to if (x := speakers.get(s, s)) in actors]
    people = [*event.actors, *event.recipients]
    quantities = [asdict(q) for q in event.quantities]
    return {
        "carrier": signal.carrier, "id": event.id, "published": record.article.day,
        "happening": uid, "type": event.type, "mode": event.mode, "as_type": signal.type,
        "as_mode": signal.mode, "status": event.status,
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


def mention_of(row: tuple[Any, ...]) -> tuple[Signal, str, str]:
    """Return a mention as matching knows it, its happening and its story, from `MENTION`."""
    (carrier, known, uid, kind, mode, begin, end, place, country, precision, lemma, parties, text,
     start, story, identity) = row  # fmt: skip
    span = Span(start, start + len(text), text)
    where = Where(place, country, precision) if place else None
    signal = Signal(
        kind="occurred", known=known, sha256="", carrier=carrier, source=None, event=identity,
        type=kind, mode=mode, lemma=lemma, parties=tuple(Party(**p) for p in parties),
        place=where, begin=begin, end=end, dated=bool(begin or end), was=None, by=(),
        authority=3, words=content_words(text), evidence=span, cue=span,
    )  # fmt: skip
    return signal, uid, story


def entry_row(entry: Entry) -> Row:
    """Return what never changes of an entry."""
    return {
        "entry": entry.number, "uid": entry.uid, "what": entry.what, "type": entry.type,
        "kind": entry.kind, "lemma": entry.lemma, "announced_on": entry.announced_on,
        "unless": entry.unless,
    }  # fmt: skip


def step_row(entry: Entry, n: int, step: Step) -> Row:
    """Return a report that was joined to an entry, as a row."""
    return {
        "entry": entry.number, "n": n, "as_of": step.as_of, "status": step.status,
        "said": step.said, "begin": step.begin, "end": step.end,
        "place": step.place.name if step.place else None, "carrier": step.carrier,
        "source": step.source, "event": step.event, "evidence": step.evidence.text,
        "start": step.evidence.start, "cue": step.cue.text, "cue_start": step.cue.start,
        "by": list(step.by), "applied": step.applied, "late": step.late, "chance": step.chance,
        "why": step.why, "names": list(step.names), "countries": list(step.countries),
        "name_countries": list(step.name_countries), "announced_by": list(step.announced_by),
        "state": step.state,
    }  # fmt: skip
