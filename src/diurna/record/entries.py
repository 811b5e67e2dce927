"""The entries of a record: an article, and what was read out of it, each with its exact words."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

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
