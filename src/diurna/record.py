"""The record: what was read out of one article, each entry resting on exact words.

Types are frozen and slotted. A `Span` is half-open code-point offsets in
``title + "\\n" + text``. `Record.to_json` and `Record.from_json` are the only ways in
and out; reading validates field types, ids and spans. Nothing here imports upward.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError
from pydantic_core import from_json

from diurna.errors import RecordError
from diurna.visible import line

SCHEMA: Final = "diurna.record/2"
_BEFORE: Final = "diurna.record/1"
"""What is read as well; `_from_1` says what it lacks."""

ActorKind = Literal["person", "organization", "state", "group", "role", "unknown"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
StatementKind = Literal["direct", "indirect", "mixed"]
StatementAct = Literal[
    "say", "announce", "claim", "deny", "confirm", "admit", "decline", "ask", "propose",
    "promise", "threaten", "warn", "predict", "believe", "want", "praise", "criticize",
]  # fmt: skip
Precision = Literal["site", "city", "region", "country"]
Status = Literal[
    "occurred",
    "ongoing",
    "planned",
    "threatened",
    "requested",
    "conditional",
    "hypothetical",
    "denied",
    "negated",
    "claimed",
]
ChangeKind = Literal[
    "confirmed", "rescheduled", "relocated", "postponed", "cancelled", "denied", "not held",
    "proposed",
]  # fmt: skip
AnnouncementKind = Literal["plan", "promise", "threat", "offer", "ultimatum", "schedule"]
_SHOWN: Final = 8
"""Events of a record that are printed."""
_WIDTH: Final = 100
"""Characters of a line that is printed."""


@dataclass(frozen=True, slots=True)
class Span:
    """Exact words: half-open code-point offsets in ``title + "\\n" + text``, and the text there."""

    start: int
    end: int
    text: str


def _instant(value: object) -> object:
    """Tell a day from an instant by its form: midnight is an instant, not a day."""
    if isinstance(value, str):
        return (
            dt.date.fromisoformat(value) if len(value) == 10 else dt.datetime.fromisoformat(value)
        )
    return value


Published = Annotated[dt.datetime | dt.date, BeforeValidator(_instant)]


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it came in.

    Attributes:
        published: A day, or an instant with its zone.
        sha256: Hash of title and text, hex.
        origin: Where it came from, such as ``news.jsonl:3``, to name it where it cannot be read;
            neither part of the record's JSON nor of what makes two articles equal.
    """

    id: str
    title: str
    text: str = field(repr=False)
    published: Published
    source: str | None = None
    url: str | None = None
    language: str = "en"
    sha256: str = ""
    origin: Annotated[str, Field(exclude=True)] = field(default="", compare=False, repr=False)

    @property
    def full(self) -> str:
        """The string that every span counts in."""
        return f"{self.title}\n{self.text}"

    @property
    def day(self) -> dt.date:
        """The day of publication."""
        return self.published.date() if isinstance(self.published, dt.datetime) else self.published


def digest(title: str, text: str) -> str:
    """Return the content hash of an article (SHA-256 of what spans count in, hex)."""
    return hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts or speaks; `role` is the office held on the day of publication.

    Attributes:
        entity: Stable id in the knowledge base, or None.
        country: ISO 3166-1 alpha-3.
        sectors: PLOVER sector codes such as GOV, MIL, REB.
    """

    id: str
    name: str
    kind: ActorKind
    entity: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """An expression of time and the days it stands for (inclusive; None is open).

    Attributes:
        value: TIMEX3 value.
        anchor: ``published``, ``utterance``, or the id of the time or event it counts from.
        mod: TIMEX3 modifier such as APPROX, START, END, or None.
        why: The rule that read it, and where its words allow several readings, the sign that
            decided: ``weekday: ahead will``.
    """

    id: str
    span: Span
    type: TimeType
    value: str
    begin: dt.date | None = None
    end: dt.date | None = None
    anchor: str | None = None
    mod: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place that was named: coordinates in degrees, country as ISO 3166-1 alpha-2.

    Attributes:
        feature: GeoNames' feature code.
        precision: What the coordinates are of: a site has its own or its city's.
    """

    id: str
    span: Span
    name: str
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    feature: str | None = None
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """The inclusive days in which something was said; None is open or unknown."""

    begin: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """By which way something was said: its kind, such as ``social media``, and the words."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said, written, believed or wanted by someone, with the words of it.

    Attributes:
        kind: How it is reported.
        act: What the cue makes it: a denial, a promise, a belief.
        speaker: The actor whose words these are; None where no actor could be told.
        source: The words that name the speaker or the document, None where none do.
        cue: The words that report it.
        content: What is said; several spans where the newsroom's words stand between.
        spoken: The days in which it was said.
        channel: The way in which it was said, where that is told.
        place: Where it was said, a place of the record.
        within: The statement that reports this one.
    """

    id: str
    kind: StatementKind
    speaker: str | None
    cue: Span | None
    content: tuple[Span, ...]
    addressees: tuple[str, ...] = ()
    spoken: Spoken = Spoken()
    within: str | None = None
    act: StatementAct = "say"
    source: Span | None = None
    channel: Channel | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of an event: killed, injured, troops, money, share, duration.

    Attributes:
        value: The number as told; None where only bounds are known.
        low: Least value meant, None where open.
        high: Greatest value meant, None where open.
        unit: ISO 4217 code of money; None of a count, of a share and where it is not told.
        according_to: Id of the statement that gives the number; None is the newsroom's own word.
    """

    what: str
    value: float | None
    low: float | None
    high: float | None
    mod: str | None
    span: Span
    unit: str | None = None
    according_to: str | None = None


@dataclass(frozen=True, slots=True)
class Plover:
    """How PLOVER itself would file the event: type, mode, quad class and intensity score."""

    type: str
    mode: str | None
    quad: str
    score: float


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, will, might, or did not: `status` says which.

    Attributes:
        type: PLOVER type of the event itself, or VOTE, COURT, OFFICE.
        according_to: Ids of statements or actors, innermost first; empty is the newsroom's word.
        mentions: Every trigger of the event; the first is `trigger`.
        why: What coded it, told for people; its wording may change, so nothing is to read it.
        lemma: What the event is called: "meet", "summit"; the trigger where only a modal tells it.
        nominal: Whether a noun names it.
        rule: Id of the rule or entry that coded it, part, words and what else decided, with
            colons between: ``verb:blow up``, ``noun:peace talks``, ``verb:slam:model``.
    """

    id: str
    type: str
    mode: str | None
    trigger: Span
    status: Status
    contexts: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    begin: dt.date | None = None
    end: dt.date | None = None
    time: str | None = None
    place: str | None = None
    according_to: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    mentions: tuple[Span, ...] = ()
    plover: Plover | None = None
    cameo: str | None = None
    confidence: float = 1.0
    why: str = ""
    lemma: str = ""
    nominal: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Announcement:
    """An event that somebody committed to, with its window of inclusive days.

    Attributes:
        unless: Of an ultimatum's consequence, the event whose failing it is threatened for.
    """

    id: str
    event: str
    kind: AnnouncementKind
    by: tuple[str, ...] = ()
    statement: str | None = None
    begin: dt.date | None = None
    end: dt.date | None = None
    unless: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What an article tells of a plan: that it stands, moves, is put off, called off or denied.

    Attributes:
        event: The event of the plan.
        kind: What becomes of it; ``proposed`` is a change that is only wished for or asked.
        span: The words that say so.
        by: Who says or decides it.
        statement: The statement that tells it; None is the newsroom's own word.
        begin: First day of the new window, where one is given.
        end: Its last.
        place: The new place, a place of the record.
        was_begin: First day of the window that it had, where the words name it.
        was_end: Its last.
    """

    id: str
    event: str
    kind: ChangeKind
    span: Span
    by: tuple[str, ...] = ()
    statement: str | None = None
    begin: dt.date | None = None
    end: dt.date | None = None
    place: str | None = None
    was_begin: dt.date | None = None
    was_end: dt.date | None = None


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
        counts = {kind: len(ids) for kind, ids in self._entries().items()}
        told = [f"{n} {kind}{'s' * (n != 1)}" for kind, n in counts.items() if n]
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
            record = _adapter().validate_python(_of_now(given), strict=False)
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
        for actor in self.actors:
            yield from ((actor.id, span) for span in actor.mentions)
        yield from ((time.id, time.span) for time in self.times)
        yield from ((place.id, place.span) for place in self.places)
        for statement in self.statements:
            yield from ((statement.id, span) for span in statement.content)
            named = (statement.cue, statement.source)
            yield from ((statement.id, span) for span in named if span)
            if statement.channel:
                yield statement.id, statement.channel.span
        for event in self.events:
            yield event.id, event.trigger
            yield from ((event.id, span) for span in event.mentions)
            yield from ((event.id, q.span) for q in event.quantities)
        yield from ((change.id, change.span) for change in self.changes)

    def _entries(self) -> dict[str, list[str]]:
        """Return the ids of every list; one id may stand in several, where it is wrong."""
        return {
            "actor": [a.id for a in self.actors],
            "time": [t.id for t in self.times],
            "place": [p.id for p in self.places],
            "statement": [s.id for s in self.statements],
            "event": [e.id for e in self.events],
            "announcement": [n.id for n in self.announcements],
            "change": [c.id for c in self.changes],
        }

    def _links(self) -> Iterator[tuple[str, str | None, str]]:
        """Yield who refers to what, and as which kinds of entry it may be there."""
        for t in self.times:
            if t.anchor not in ("published", "utterance"):
                yield t.id, t.anchor, "time event"
        for s in self.statements:
            yield from ((s.id, x, "actor") for x in (s.speaker, *s.addressees))
            yield s.id, s.within, "statement"
            yield s.id, s.place, "place"
        for e in self.events:
            yield from ((e.id, x, "actor") for x in (*e.actors, *e.recipients))
            yield e.id, e.time, "time"
            yield e.id, e.place, "place"
            yield from ((e.id, x, "statement actor") for x in e.according_to)
            yield from ((e.id, q.according_to, "statement") for q in e.quantities)
        for a in self.announcements:
            yield from ((a.id, x, "event") for x in (a.event, a.unless))
        for c in self.changes:
            yield c.id, c.event, "event"
            yield c.id, c.place, "place"
        told: tuple[Announcement | Change, ...] = (*self.announcements, *self.changes)
        for plan in told:
            yield plan.id, plan.statement, "statement"
            yield from ((plan.id, x, "actor") for x in plan.by)

    def check(self) -> None:
        """Check that spans match the text and that every id used is borne by one entry.

        Raises:
            RecordError: Names the entry at fault.
        """
        full = self.article.full
        for owner, span in self.spans():
            if not 0 <= span.start < span.end <= len(full):
                raise RecordError(f"{owner}: span {span.start}:{span.end} lies outside the text")
            if full[span.start : span.end] != span.text:
                raise RecordError(f"{owner}: span {span.start}:{span.end} is not {span.text!r}")
        self._check_sentences(len(full))
        kinds: dict[str, str] = {}
        for kind, ids in self._entries().items():
            for entry in ids:
                if entry in kinds:
                    raise RecordError(f"{entry}: two entries bear this id")
                kinds[entry] = kind
        for owner, target, wanted in self._links():
            if target is None:
                continue
            if target not in kinds:
                raise RecordError(f"{owner}: refers to {target}, which is not in the record")
            if kinds[target] not in wanted.split() or target == owner:
                raise RecordError(f"{owner}: refers to {target}, which is no {wanted}")

    def _check_sentences(self, length: int) -> None:
        """Check that the sentences lie in the text, one behind the other."""
        before = 0
        for start, end in self.sentences:
            if not before <= start < end <= length:
                raise RecordError(
                    f"sentences: {start}:{end} lies outside the text or overlaps the one before"
                )
            before = end


def _of_now(data: Any) -> Any:
    """Return a record's JSON as the schema of now has it; one that names none is of the first.

    Raises:
        RecordError: It is of no schema that is read.
    """
    if not isinstance(data, dict) or data.get("schema") == SCHEMA:
        return data
    named = data.get("schema", _BEFORE)
    if named != _BEFORE:
        told = repr(named[:40]) if isinstance(named, str) else "what is named"
        raise RecordError(f"schema: {told} is not read, only {SCHEMA} and {_BEFORE}")
    return _from_1(data)


def _from_1(data: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON of a record of the first schema as the second has it.

    The first told an event's lemma, whether a noun names it, and its rule only within `why`:
    ``noun peace talks, model 0.61; planned by 'will'``.
    """

    def told(event: Any) -> Any:
        if not isinstance(event, dict):
            return event
        why, trigger = event.get("why"), event.get("trigger")
        part, _, rest = (why if isinstance(why, str) else "").partition("; ")[0].partition(" ")
        words, _, note = rest.partition(", ")
        found = words.split()
        made: dict[str, Any] = {"nominal": part == "noun"}
        if part in ("verb", "adjective", "noun") and found:
            made["lemma"] = found[-1 if part == "noun" else 0]
        elif isinstance(trigger, dict) and isinstance(trigger.get("text"), str):
            made["lemma"] = trigger["text"].lower()
        if part in ("verb", "adjective", "noun", "modal") and found:
            note = "model" if note.startswith("model ") else note
            made["rule"] = ":".join(filter(None, (part, words, note)))
        return made | event

    events = data.get("events", [])
    events = [told(event) for event in events] if isinstance(events, list | tuple) else events
    return data | {"schema": SCHEMA, "events": events}


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
