"""The record: all entries of one article, in and out as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, Literal, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from diurna.errors import RecordError
from diurna.record import checks
from diurna.record.entries import (
    Actor,
    Announcement,
    Article,
    Change,
    Event,
    Place,
    Span,
    Statement,
    TimeSpan,
)
from diurna.record.schemas import SCHEMA, of_now
from diurna.visible import line

_SHOWN: Final = 8
"""Events of a record that are printed."""
_WIDTH: Final = 100
"""Characters of a line that is printed."""


@dataclass(frozen=True, slots=True)
class Record:
    """All that was read out of one article.

    What refers to something else does so by its id: ``record.actor(id)``, ``time``, ``place``,
    ``statement`` and ``event`` give the entry, ``record.names(event.actors)`` the names of many.
    Printed, it is a few lines; `to_json` has all of it.

    Attributes:
        sentences: Where each sentence begins and ends, in order; empty in records from before they
            were kept.
    """

    article: Article
    actors: tuple[Actor, ...] = ()
    times: tuple[TimeSpan, ...] = ()
    places: tuple[Place, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    changes: tuple[Change, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    schema: Literal["diurna.record/2"] = field(default=SCHEMA)

    def actor(self, identity: str) -> Actor:
        """Return the actor that bears an id; `RecordError` where none does."""
        return _bearer(self.actors, identity)

    def time(self, identity: str) -> TimeSpan:
        """Return the time that bears an id; `RecordError` where none does."""
        return _bearer(self.times, identity)

    def place(self, identity: str) -> Place:
        """Return the place that bears an id; `RecordError` where none does."""
        return _bearer(self.places, identity)

    def statement(self, identity: str) -> Statement:
        """Return the statement that bears an id; `RecordError` where none does."""
        return _bearer(self.statements, identity)

    def event(self, identity: str) -> Event:
        """Return the event that bears an id; `RecordError` where none does."""
        return _bearer(self.events, identity)

    def names(self, identities: Iterable[str]) -> list[str]:
        """Return the names that ids stand for: ``record.names(event.actors)``.

        Args:
            identities: Of actors; and of statements, as in ``event.according_to``: these give
                their speaker's name, or the words for their source, or nothing without either.

        Raises:
            RecordError: No actor and no statement bears an id.
        """
        actors = {actor.id: actor.name for actor in self.actors}
        said = {s.id: actors.get(s.speaker or "") or (s.source.text if s.source else "")
                for s in self.statements}  # fmt: skip
        known = said | actors
        found = [known[i] if i in known else _bearer(self.actors, i).name for i in identities]
        return [name for name in found if name]

    def __repr__(self) -> str:
        article = self.article
        return f"<Record of {article.day} {line(article.title, _WIDTH)!r}: {self._counted()}>"

    def __str__(self) -> str:
        article = self.article
        title = article.title or article.text.strip()
        planned = {a.event for a in self.announcements}
        order = sorted(self.events, key=lambda event: event.id not in planned)
        lines = [
            line(f"{article.day} {title}", _WIDTH),
            self._counted(),
            *(line(self._told(event), _WIDTH) for event in order[:_SHOWN]),
        ]
        if len(order) > _SHOWN:
            lines.append(f"... and {len(order) - _SHOWN} more")
        return "\n".join(lines)

    def _counted(self) -> str:
        """Return how many entries of each kind there are."""
        counts = Counter(checks.KINDS[type(entry)] for entry in self._entries())
        told = [f"{n} {kind}{'s' * (n != 1)}" for kind, n in counts.items()]
        return ", ".join(told) or "nothing was found"

    def _told(self, event: Event) -> str:
        """Return an event in a line: id, type, status, days, who, to whom, in which words."""
        days = " to ".join(dict.fromkeys(str(d or "...") for d in (event.begin, event.end)))
        head = [event.id, event.type, event.status, *([days] if event.begin or event.end else [])]
        sides = (self.names(side[:_SHOWN]) for side in (event.actors, event.recipients))
        who = " -> ".join(", ".join(side) for side in sides if side)
        return f"{' '.join(head)}: {who}{' ' * bool(who)}({event.trigger.text})"

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types, ``schema`` first."""
        data: dict[str, Any] = _adapter().dump_python(self, mode="json")
        return {"schema": data.pop("schema")} | data

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the record as JSON; the same record gives the same bytes."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    @classmethod
    def from_json(cls, data: str | bytes | dict[str, Any]) -> Record:
        """Read a record and check it.

        One of the schema before, ``diurna.record/1``, is read as well and becomes one of this.

        Raises:
            RecordError: The JSON is malformed, it is of another schema, a field has the wrong
                type, an id is used that nothing bears, or a span does not match the text.
        """
        try:
            given = data if isinstance(data, dict) else from_json(data)
            record = _adapter().validate_python(of_now(given), strict=False)
            if isinstance(data, dict):
                record.to_json().encode()  # half characters pass for strings only here
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False, include_context=False)[0]
            where = ".".join(map(str, first["loc"])) or "record"
            raise RecordError(f"{where}: {first['msg']}") from error
        except (TypeError, ValueError, RecursionError) as error:
            raise RecordError(f"record: not JSON that can be read: {error}") from error
        record.check()
        return record

    def spans(self) -> Iterator[tuple[str, Span]]:
        """Yield every span with the id of the entry that rests on it."""
        return ((entry.id, span) for entry in self._entries() for span in checks.spans(entry))

    def _entries(self) -> list[checks.Entry]:
        """Return the entries of all lists, in their order."""
        return [
            *self.actors, *self.times, *self.places, *self.statements, *self.events,
            *self.announcements, *self.changes,
        ]  # fmt: skip

    def check(self) -> None:
        """Check that spans match the text and that every id used is borne by one entry.

        Raises:
            RecordError: Names the entry at fault.
        """
        checks.check(self.article.full, self._entries(), self.sentences)


_Entry = TypeVar("_Entry", Actor, TimeSpan, Place, Statement, Event)


def _bearer(entries: tuple[_Entry, ...], identity: str) -> _Entry:
    """Return the entry that bears an id."""
    for entry in entries:
        if entry.id == identity:
            return entry
    raise RecordError(f"{identity}: no such entry of the record")


@cache
def _adapter() -> TypeAdapter[Record]:
    return TypeAdapter(Record)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the record."""
    schema = _adapter().json_schema(mode="serialization")
    schema["$defs"]["Article"]["properties"].pop("origin", None)  # as older pydantic has it
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:diurna:record:2",
    } | schema
