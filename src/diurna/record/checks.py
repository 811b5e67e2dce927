"""Whether a record is whole: spans match the text, and what is referred to is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from diurna.errors import RecordError
from diurna.record.entries import (
    Actor,
    Announcement,
    Change,
    Event,
    Place,
    Span,
    Statement,
    TimeSpan,
)

Entry = Actor | TimeSpan | Place | Statement | Event | Announcement | Change
KINDS: Final[dict[type, str]] = {
    Actor: "actor",
    TimeSpan: "time",
    Place: "place",
    Statement: "statement",
    Event: "event",
    Announcement: "announcement",
    Change: "change",
}
"""What an entry of each list is called, in the order of the lists."""


def check(full: str, entries: Sequence[Entry], sentences: Iterable[tuple[int, int]]) -> None:
    """Check that spans match the text and that every id used is borne by one entry.

    Args:
        full: The text that offsets count in.
        entries: All of a record.
        sentences: Where its sentences begin and end.

    Raises:
        RecordError: Names the entry at fault.
    """
    for entry in entries:
        for span in spans(entry):
            if not 0 <= span.start < span.end <= len(full):
                raise RecordError(f"{entry.id}: span {span.start}:{span.end} lies outside the text")
            if full[span.start : span.end] != span.text:
                raise RecordError(f"{entry.id}: span {span.start}:{span.end} is not {span.text!r}")
    _check_sentences(sentences, len(full))
    kinds: dict[str, str] = {}
    for entry in entries:
        if entry.id in kinds:
            raise RecordError(f"{entry.id}: two entries bear this id")
        kinds[entry.id] = KINDS[type(entry)]
    for entry in entries:
        for target, wanted in _links(entry):
            if target is None:
                continue
            if target not in kinds:
                raise RecordError(f"{entry.id}: refers to {target}, which is not in the record")
            if kinds[target] not in wanted.split() or target == entry.id:
                raise RecordError(f"{entry.id}: refers to {target}, which is no {wanted}")


def spans(entry: Entry) -> Iterator[Span]:
    """Yield every span that an entry rests on."""
    if isinstance(entry, Actor):
        yield from entry.mentions
    elif isinstance(entry, TimeSpan | Place | Change):
        yield entry.span
    elif isinstance(entry, Statement):
        yield from entry.content
        yield from filter(None, (entry.cue, entry.source))
        if entry.channel:
            yield entry.channel.span
    elif isinstance(entry, Event):
        yield entry.trigger
        yield from entry.mentions
        yield from (quantity.span for quantity in entry.quantities)


def _links(entry: Entry) -> Iterator[tuple[str | None, str]]:
    """Yield whom an entry refers to, and as which kinds of entry they may be there."""
    if isinstance(entry, TimeSpan):
        if entry.anchor not in ("published", "utterance"):
            yield entry.anchor, "time event"
    elif isinstance(entry, Statement):
        yield from ((actor, "actor") for actor in (entry.speaker, *entry.addressees))
        yield entry.within, "statement"
        yield entry.place, "place"
    elif isinstance(entry, Event):
        yield from ((actor, "actor") for actor in chain(entry.actors, entry.recipients))
        yield entry.time, "time"
        yield entry.place, "place"
        yield from ((source, "statement actor") for source in entry.according_to)
        yield from ((quantity.according_to, "statement") for quantity in entry.quantities)
    elif isinstance(entry, Announcement | Change):
        yield entry.event, "event"
        yield (entry.unless, "event") if isinstance(entry, Announcement) else (entry.place, "place")
        yield entry.statement, "statement"
        yield from ((actor, "actor") for actor in entry.by)


def _check_sentences(sentences: Iterable[tuple[int, int]], length: int) -> None:
    """Check that the sentences lie in the text, one behind the other."""
    before = 0
    for start, end in sentences:
        if not before <= start < end <= length:
            raise RecordError(
                f"sentences: {start}:{end} lies outside the text or overlaps the one before"
            )
        before = end
