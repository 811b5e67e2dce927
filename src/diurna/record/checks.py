"""Whether a record is whole: spans match the text, and what is referred to is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from diurna.errors import RecordError
from diurna.record.entries import Announcement, Change

if TYPE_CHECKING:
    from diurna.record.record import Record


def check(record: Record) -> None:
    """Check that spans match the text and that every id used is borne by one entry.

    Raises:
        RecordError: Names the entry at fault.
    """
    full = record.article.full
    for owner, span in record.spans():
        if not 0 <= span.start < span.end <= len(full):
            raise RecordError(f"{owner}: span {span.start}:{span.end} lies outside the text")
        if full[span.start : span.end] != span.text:
            raise RecordError(f"{owner}: span {span.start}:{span.end} is not {span.text!r}")
    _check_sentences(record, len(full))
    kinds: dict[str, str] = {}
    for kind, ids in ids_by_kind(record).items():
        for entry in ids:
            if entry in kinds:
                raise RecordError(f"{entry}: two entries bear this id")
            kinds[entry] = kind
    for owner, target, wanted in _links(record):
        if target is None:
            continue
        if target not in kinds:
            raise RecordError(f"{owner}: refers to {target}, which is not in the record")
        if kinds[target] not in wanted.split() or target == owner:
            raise RecordError(f"{owner}: refers to {target}, which is no {wanted}")


def ids_by_kind(record: Record) -> dict[str, list[str]]:
    """Return the ids of every list; one id may stand in several, where it is wrong."""
    return {
        "actor": [a.id for a in record.actors],
        "time": [t.id for t in record.times],
        "place": [p.id for p in record.places],
        "statement": [s.id for s in record.statements],
        "event": [e.id for e in record.events],
        "announcement": [n.id for n in record.announcements],
        "change": [c.id for c in record.changes],
    }


def _links(record: Record) -> Iterator[tuple[str, str | None, str]]:
    """Yield who refers to what, and as which kinds of entry it may be there."""
    for t in record.times:
        if t.anchor not in ("published", "utterance"):
            yield t.id, t.anchor, "time event"
    for s in record.statements:
        yield from ((s.id, x, "actor") for x in (s.speaker, *s.addressees))
        yield s.id, s.within, "statement"
        yield s.id, s.place, "place"
    for e in record.events:
        yield from ((e.id, x, "actor") for x in (*e.actors, *e.recipients))
        yield e.id, e.time, "time"
        yield e.id, e.place, "place"
        yield from ((e.id, x, "statement actor") for x in e.according_to)
        yield from ((e.id, q.according_to, "statement") for q in e.quantities)
    for a in record.announcements:
        yield from ((a.id, x, "event") for x in (a.event, a.unless))
    for c in record.changes:
        yield c.id, c.event, "event"
        yield c.id, c.place, "place"
    told: tuple[Announcement | Change, ...] = (*record.announcements, *record.changes)
    for plan in told:
        yield plan.id, plan.statement, "statement"
        yield from ((plan.id, x, "actor") for x in plan.by)


def _check_sentences(record: Record, length: int) -> None:
    """Check that the sentences lie in the text, one behind the other."""
    before = 0
    for start, end in record.sentences:
        if not before <= start < end <= length:
            raise RecordError(
                f"sentences: {start}:{end} lies outside the text or overlaps the one before"
            )
        before = end
