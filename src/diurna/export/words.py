"""A record in plain words: what the terminal and the notebook both say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from diurna.record import Event, Record

ROOMS = {
    "actor": "cyan",
    "time": "yellow",
    "place": "green",
    "statement": "blue",
    "event": "magenta",
}
"""The rooms whose spans are coloured, with their colours."""


@dataclass(frozen=True, slots=True)
class Names:
    """Looks ids up for people to read."""

    record: Record

    def of(self, *ids: str | None) -> str:
        """Return the names that ids bear, joined by commas."""
        table = {a.id: a.name for a in self.record.actors}
        table |= {p.id: p.name for p in self.record.places}
        return ", ".join(table.get(i, i) for i in ids if i)

    def sources(self, event: Event) -> str:
        """Return who an event is told by, innermost first; the newsroom is the empty string."""
        speakers = {s.id: s.speaker for s in self.record.statements}
        return " ← ".join(self.of(speakers.get(i)) or "unnamed" for i in event.according_to)


def days(begin: dt.date | None, end: dt.date | None) -> str:
    """Return inclusive days for people to read."""
    if begin is None and end is None:
        return ""
    if begin == end:
        return str(begin)
    return f"{begin or '…'} – {end or '…'}"


def what(event: Event) -> str:
    """Return an event's type and mode."""
    return event.type + (f"/{event.mode}" if event.mode else "")


def colour_spans(record: Record) -> list[tuple[int, int, str]]:
    """Return non-overlapping spans with their rooms; the shortest wins where they cross."""
    spans: list[tuple[int, int, str]] = []
    spans += [(m.start, m.end, "actor") for a in record.actors for m in a.mentions]
    spans += [(t.span.start, t.span.end, "time") for t in record.times]
    spans += [(p.span.start, p.span.end, "place") for p in record.places]
    spans += [(m.start, m.end, "event") for e in record.events for m in e.mentions]
    spans += [(s.cue.start, s.cue.end, "statement") for s in record.statements if s.cue]
    taken: list[tuple[int, int, str]] = []
    order = {"event": 0, "time": 1, "statement": 2, "place": 3, "actor": 4}
    for span in sorted(set(spans), key=lambda s: (order[s[2]], s[1] - s[0], s[0])):
        if all(span[1] <= a or b <= span[0] for a, b, _ in taken):
            taken.append(span)
    return sorted(taken)


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: "1 article", "2 articles"."""
    return f"{count:,} {noun}{'s' * (count != 1)}"
