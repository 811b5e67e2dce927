"""What one article says about plans, as signals that the agenda is kept from."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from diurna.agenda.parties import Party, party
from diurna.language.words import keeps_stop
from diurna.record import Actor, Announcement, Change, Event, Place, Record, Span, Statement
from diurna.world.words import words

SignalKind = Literal[
    "announced", "confirmed", "rescheduled", "relocated", "postponed", "cancelled", "denied",
    "not held", "proposed", "occurred",
]  # fmt: skip
_STOP: Final = words("stop", "agenda")
_INVITING: Final = frozenset({"invite", "host"})
"""Verbs of a request that asks somebody to come."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place as other articles may name it."""

    name: str
    country: str | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that an article says of a plan, or of what happened.

    Attributes:
        kind: What it says.
        known: Day of publication.
        sha256: Hash of the article's title and text.
        source: The newsroom.
        event: The event's id in the record.
        type: PLOVER type of the event itself.
        mode: Its mode, or None.
        lemma: What the event is called: "meet", "summit".
        parties: Who takes part.
        place: Where.
        begin: First day, or None.
        end: Last day, or None.
        dated: Whether the words give the days.
        was: The window that it had before, where the words name it.
        by: Who says so.
        authority: 3 the newsroom's word or that of one who takes part, 2 another's by name, 1 of
            nobody by name.
        words: Content words of the sentence.
        evidence: The sentence.
        cue: The words that decide.
        announcement: Kind of the announcement, where it is one.
        noun: Whether a noun names the event.
        doers: Names of those who act.
        title: What the event is called, as the article has it.
        political: Whether somebody takes part who acts for a state, a body or an armed group.
        armed: Whether somebody acts who has arms, or a state.
        unless: Event id of the act whose failing it is threatened for.
        carrier: The article, as the archive knows it.
        report: The first carrier of what it reports.
    """

    kind: SignalKind
    known: dt.date
    sha256: str
    source: str | None
    event: str
    type: str
    mode: str | None
    lemma: str
    parties: tuple[Party, ...]
    place: Where | None
    begin: dt.date | None
    end: dt.date | None
    dated: bool
    was: tuple[dt.date, dt.date | None] | None
    by: tuple[Party, ...]
    authority: int
    words: frozenset[str]
    evidence: Span
    cue: Span
    announcement: str | None = None
    unless: str | None = None
    noun: bool = False
    political: bool = False
    armed: bool = False
    doers: tuple[str, ...] = ()
    title: str = ""
    carrier: str = ""
    report: str = ""

    @property
    def key(self) -> str:
        """The article's text and day, short: one text of one day is read in one way."""
        told = f"{self.known}:{self.sha256}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]


_LONG: Final = 400
"""Characters of a sentence on either side of the words that it is quoted for, at most."""
_STOPS: Final = re.compile(r"[.!?][\"”’')\]]*(?:\s+|$)|\n")


def _ends(stop: re.Match[str]) -> bool:
    """Say whether a full stop ends a sentence, and no abbreviation: "Dec. 9"."""
    if stop[0][0] != ".":
        return True
    last = re.search(r"[^\s(\"“]+$", stop.string[max(0, stop.start() - 12) : stop.start()])
    word = last[0] if last else ""
    follows = stop.string[stop.end() : stop.end() + 1]
    initial = len(word) == 1 and word.isupper()
    return not (follows and (initial or keeps_stop(word, stop.string, stop.start())))


def sentence(text: str, span: Span, bounds: Sequence[tuple[int, int]] = ()) -> Span:
    """Return the sentence around some words.

    Args:
        text: What the offsets count in.
        span: The words.
        bounds: Where the sentences of the text begin and end, in order. Where none are known, a
            sentence goes to the full stops or line ends on either side.
    """
    around = [b for b in bounds if b[0] < span.end and span.start < b[1]]
    begin, end = (around[0][0], around[-1][1]) if around else _between_stops(text, span)
    begin = max(begin, span.start - _LONG)
    end = min(end, span.end + _LONG)
    cut = text[begin:end]
    lead = len(cut) - len(cut.lstrip())
    return Span(begin + lead, begin + len(cut.rstrip()), cut.strip())


def _between_stops(text: str, span: Span) -> tuple[int, int]:
    """Return where the sentence of some words begins and ends, as full stops and lines tell."""
    begin = max((m.end() for m in _STOPS.finditer(text, 0, span.start) if _ends(m)), default=0)
    after = next((m for m in _STOPS.finditer(text, span.end) if _ends(m)), None)
    return begin, after.start() + len(after[0].rstrip()) if after else len(text)


def content_words(text: str) -> frozenset[str]:
    """Return the words of a sentence that say what it is about, plain and roughly stemmed."""
    found = re.findall(r"[^\W\d_]{3,}", text.lower())
    return frozenset(re.sub(r"(?:ing|ed|s)$", "", w) for w in found if w not in _STOP)


_ARMED: Final = frozenset({"MIL", "REB", "UAF", "COP", "SEP"})
_ACTING: Final = frozenset(
    {"GOV", "MIL", "REB", "IGO", "OPP", "PTY", "LEG", "COP", "SPY", "JUD", "SEP", "UAF", "LAB"}
)


def _only_named(event: Event) -> bool:
    """Say whether a noun names an event with no day: "the deal", which tells of none that came."""
    return event.nominal and not (event.begin or event.end)


def _political(actor: Actor) -> bool:
    """Say whether somebody acts for a state, a body or an armed group, and not just anybody."""
    if actor.kind == "state" or actor.entity:
        return True
    named = actor.kind in ("person", "organization") or actor.country is not None
    return named and bool(_ACTING & set(actor.sectors))


_STANDING: Final = frozenset({"confirmed", "rescheduled", "relocated"})
"""Changes of what is still announced: who announced it announces it so."""


class Signals:
    """Reads the signals of one record; see `signals`.

    Args:
        record: One article's.
        carrier: The article, as the archive knows it.
        report: The first carrier of what it reports.
    """

    def __init__(self, record: Record, *, carrier: str = "", report: str = "") -> None:
        self.record = record
        self.carrier = carrier or record.article.sha256
        self.report = report or self.carrier
        self.text = record.article.full
        self.political = {a.id for a in record.actors if _political(a)}
        self.parties = {a.id: party(a) for a in record.actors}
        self.sectors = {a.id: a.sectors for a in record.actors}
        self.places: dict[str, Place] = {p.id: p for p in record.places}
        self.statements: dict[str, Statement] = {s.id: s for s in record.statements}

    def run(self) -> Iterator[Signal]:
        """Yield the signals in the order of the events."""
        announced = {n.event: n for n in self.record.announcements}
        changed: dict[str, list[Change]] = {}
        for change in self.record.changes:
            changed.setdefault(change.event, []).append(change)
        for event in self.record.events:
            yield from self._of(event, announced.get(event.id), changed.get(event.id, []))

    def mentions(self) -> list[tuple[Event, Signal]]:
        """List all events as signals of their happening, whatever their status."""
        return [(event, self._happening(event, None)) for event in self.record.events]

    def _happening(self, event: Event, statement: str | None) -> Signal:
        return self.make(
            "occurred", event, statement, (), event.trigger,
            days=(event.begin, event.end), dated=bool(event.begin or event.end),
        )  # fmt: skip

    def _of(
        self, event: Event, announced: Announcement | None, changes: list[Change]
    ) -> Iterator[Signal]:
        real = [c for c in changes if c.kind != "proposed"]
        if real:
            for change in real:
                yield self._change(event, announced, change)
        elif changes:
            yield self._change(event, announced, changes[0])
        elif announced is not None:
            yield self.make(
                "announced", event, announced.statement, announced.by, event.trigger,
                days=(announced.begin or self._spoken(announced), announced.end),
                dated=bool(event.begin or event.end),
                announcement=announced,
            )  # fmt: skip
        elif event.status in ("occurred", "ongoing") and not _only_named(event):
            told = next((a for a in event.according_to if a in self.statements), None)
            yield self._happening(event, told)

    def _spoken(self, announced: Announcement) -> dt.date:
        """Return the day on which an announcement was made: its window opens then."""
        said = self.statements.get(announced.statement or "")
        return (said.spoken.begin if said else None) or self.record.article.day

    def _change(self, event: Event, announced: Announcement | None, change: Change) -> Signal:
        was = (change.was_begin, change.was_end) if change.was_begin else None
        days = (change.begin, change.end) if change.begin else (event.begin, event.end)
        moved = change.kind in ("rescheduled", "postponed") and not change.begin
        if change.kind in ("cancelled", "denied", "not held", "postponed") and not change.begin:
            was = was or ((event.begin, event.end) if event.begin else None)
        if was is not None and days == was and change.kind != "confirmed":
            days = (None, None)
        by = change.by
        if not by and announced is not None and change.kind in _STANDING:
            by = announced.by
        return self.make(
            change.kind, event, change.statement, by, change.span,
            days=(None, None) if moved else days, dated=bool(days[0] or days[1]) and not moved,
            was=was, place=change.place, announcement=announced,
        )  # fmt: skip

    def make(
        self,
        kind: SignalKind,
        event: Event,
        statement: str | None,
        by: tuple[str, ...],
        cue: Span,
        *,
        days: tuple[dt.date | None, dt.date | None],
        dated: bool,
        was: tuple[dt.date | None, dt.date | None] | None = None,
        place: str | None = None,
        announcement: Announcement | None = None,
    ) -> Signal:
        around = sentence(self.text, cue, self.record.sentences)
        parties = tuple(self.parties[a] for a in (*event.actors, *event.recipients))
        said_by = tuple(self.parties[a] for a in by)
        voting = event.type in ("AGREE", "REJECT", "SUPPORT") and any(
            "LEG" in self.sectors.get(a, ()) for a in event.actors
        )
        asking = event.type == "REQUEST" and not event.nominal
        inviting = asking and event.lemma in _INVITING
        return Signal(
            kind=kind,
            known=self.record.article.day,
            sha256=self.record.article.sha256,
            source=self.record.article.source,
            event=event.id,
            type="CONSULT" if inviting else "VOTE" if voting and event.mode is None else event.type,
            mode="visit" if inviting else event.mode,
            lemma=event.lemma or event.trigger.text.lower(),
            parties=parties,
            place=self._where(place or event.place),
            begin=days[0],
            end=days[1],
            dated=dated,
            was=(was[0], was[1]) if was and was[0] else None,
            by=said_by,
            authority=self._authority(statement, parties, said_by),
            words=content_words(around.text),
            evidence=around,
            cue=cue,
            announcement=announcement.kind if announcement else None,
            unless=announcement.unless if announcement else None,
            noun=event.nominal,
            doers=tuple(self.parties[a].name for a in event.actors),
            title=event.trigger.text[:1].upper() + event.trigger.text[1:],
            political=any(a in self.political for a in event.actors),
            armed=any(_ARMED & set(self.sectors.get(a, ())) for a in event.actors)
            or any(self.parties[a].state for a in event.actors),
            carrier=self.carrier,
            report=self.report,
        )

    def _where(self, identity: str | None) -> Where | None:
        place = self.places.get(identity or "")
        return Where(place.name, place.country, place.precision) if place else None

    def _authority(
        self, statement: str | None, parties: tuple[Party, ...], by: tuple[Party, ...]
    ) -> int:
        if statement is None:
            return 3
        told = self.statements.get(statement)
        speaker = self.parties.get(told.speaker or "") if told else None
        if speaker is None or speaker.general:
            return 1
        countries = {p.country for p in parties if p.country}
        actor = next((a for a in self.record.actors if told and a.id == told.speaker), None)
        sectors = set(actor.sectors) if actor else set()
        nameless = actor is not None and actor.kind in ("unknown", "group") and not sectors
        if nameless and actor is not None and not actor.country:
            return 1
        if (
            speaker in parties
            or speaker in by
            or (speaker.country and speaker.country in countries)
        ):
            return 3
        return 2


def signals(record: Record) -> list[Signal]:
    """List what a record says of plans and of what happened.

    Args:
        record: One article's.
    """
    return list(Signals(record).run())
