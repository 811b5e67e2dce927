"""An entry of the agenda: how it stands, the reports that made it so, what it is called."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from pydantic import TypeAdapter

from diurna.agenda.parties import Party
from diurna.agenda.signals import Signal, Where
from diurna.record import Span
from diurna.world.words import words

AgendaStatus = Literal[
    "announced", "confirmed", "rescheduled", "relocated", "postponed", "cancelled", "occurred",
    "denied", "lapsed",
]  # fmt: skip
GRACE: Final = 7
"""Days after its window in which nothing came before an entry lapses."""
OPEN: Final = frozenset({"announced", "confirmed", "rescheduled", "relocated", "postponed"})
RECENT: Final = dt.timedelta(days=30)
OVER: Final = dt.timedelta(days=75)
UNENDED: Final = dt.timedelta(days=400)
"""How long an entry is matched: after its last report, after its window, without an end at all."""


@dataclass(frozen=True, slots=True)
class Step:
    """One report that was joined to an entry, and what it made of it.

    Attributes:
        as_of: When it became known.
        status: The entry's status from then on.
        said: What the report says: a `SignalKind`.
        applied: False where it is kept beside what stands, and changes nothing.
        late: Whether it happened after the window had passed.
        why: Why it was joined, and why it changed the status or did not.
        names: Who takes part, as known from then on.
        name_countries: Their states, one each.
        countries: The states, once each.
        state: What else of the entry matching goes on from, as JSON.
    """

    as_of: dt.date
    status: AgendaStatus
    said: str
    begin: dt.date | None
    end: dt.date | None
    place: Where | None
    carrier: str
    source: str | None
    event: str
    evidence: Span
    cue: Span
    by: tuple[str, ...]
    applied: bool
    late: bool
    chance: float
    why: str
    names: tuple[str, ...] = ()
    name_countries: tuple[str | None, ...] = ()
    countries: tuple[str, ...] = ()
    announced_by: tuple[str, ...] = ()
    state: str = "{}"


@dataclass(frozen=True, slots=True)
class State:
    """What matching goes on from, beside what a step's own row tells: stored with each step.

    Attributes:
        places: Places that it had before.
        windows: Windows that it had before.
        sources: Newsrooms that told of it.
        reports: Reports that told of it, by their first carrier.
        keys: The blocks that it is looked for in.
    """

    mode: str | None
    parties: tuple[Party, ...]
    place: Where | None
    undated: bool
    announced_by: tuple[str, ...]
    words: tuple[str, ...]
    authority: int
    places: tuple[Where, ...]
    windows: tuple[tuple[dt.date | None, dt.date | None], ...]
    sources: tuple[str, ...]
    reports: tuple[str, ...]
    keys: tuple[str, ...]


_STATE: Final = TypeAdapter(State)


@dataclass(slots=True)
class Entry:
    """Something that was announced.

    Attributes:
        number: Its place in the order of the agenda.
        uid: Stable: made of the article and event that first told of it.
        windows: Windows that it had before.
        undated: Whether no words gave it days.
        sources: Newsrooms that told of it.
        reports: Reports that told of it, by their first carrier.
        keys: The blocks that it is looked for in.
        changed: Whether it changed since it was last stored.
        latest: When its last report became known.
    """

    number: int
    uid: str
    what: str
    type: str
    mode: str | None
    kind: str
    lemma: str
    parties: list[Party]
    place: Where | None
    begin: dt.date | None
    end: dt.date | None
    undated: bool
    status: AgendaStatus
    announced_on: dt.date
    announced_by: tuple[str, ...]
    words: frozenset[str]
    authority: int
    unless: str | None = None
    places: list[Where] = field(default_factory=list)
    windows: list[tuple[dt.date | None, dt.date | None]] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    history: list[Step] = field(default_factory=list)
    changed: bool = True
    latest: dt.date = dt.date.min

    def state(self) -> str:
        """Return what matching goes on from, as JSON."""
        return _STATE.dump_json(
            State(
                mode=self.mode,
                parties=tuple(self.parties),
                place=self.place,
                undated=self.undated,
                announced_by=self.announced_by,
                words=tuple(sorted(self.words)),
                authority=self.authority,
                places=tuple(self.places),
                windows=tuple(self.windows),
                sources=tuple(sorted(self.sources)),
                reports=tuple(sorted(self.reports)),
                keys=tuple(sorted(self.keys)),
            )
        ).decode()

    @classmethod
    def restored(cls, state: str, **told: Any) -> Entry:
        """Return an entry from its stored state and its columns."""
        kept = _STATE.validate_json(state)
        return cls(
            **told,
            mode=kept.mode,
            parties=list(kept.parties),
            place=kept.place,
            undated=kept.undated,
            announced_by=kept.announced_by,
            words=frozenset(kept.words),
            authority=kept.authority,
            places=list(kept.places),
            windows=list(kept.windows),
            sources=set(kept.sources),
            reports=set(kept.reports),
            keys=set(kept.keys),
            changed=False,
        )

    def lapses_on(self, grace: int = GRACE) -> dt.date | None:
        """Return the day on which the entry lapses if nothing comes; None if it never does."""
        if self.status not in OPEN or self.status == "postponed" or self.end is None:
            return None
        span = dt.timedelta(days=grace + 1)
        return self.end + span if dt.date.max - self.end > span else None


def days(begin: dt.date | None, end: dt.date | None) -> int:
    """Return how many days a window has after its first; 10,000 where it is open."""
    return (end - begin).days if begin and end else 10_000


def alive(entry: Entry, day: dt.date) -> bool:
    """Say whether an entry may still be spoken of on a day."""
    if day - entry.latest <= RECENT:
        return True
    return day - entry.latest <= UNENDED if entry.end is None else day - entry.end <= OVER


_WITH: Final = words("with_others", "agenda")
_GOING: Final = words("going", "agenda")


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


_MOST: Final = 7
"""Words of what an event is about, at most."""
_ENDS: Final = words("ends", "agenda")
"""Words before which what an event is about is over."""
_YEAR: Final = re.compile(r"\d{4}")
_CALENDAR: Final = words("calendar", "agenda")
_ON: Final = words("topics", "agenda")
_OPENERS: Final = words("openers", "agenda")


def about(signal: Signal) -> str:
    """Return what an event is about, as its sentence has it behind the trigger, or nothing.

    Of a verb its object ("ratify the fisheries accord"), of a noun, and of a vote or a ruling, what
    it is on ("the vote on the budget").
    """
    start = signal.cue.end - signal.evidence.start
    if not 0 < start <= len(signal.evidence.text):
        return ""
    after = re.match(r"[\s\w$€£%.'’-]*", signal.evidence.text[start:])
    told = after[0].split() if after else []
    lead = told[:1] if told and told[0].lower() in _ON else []
    if signal.noun and not lead:
        return ""
    kept: list[str] = []
    for word in told[len(lead) :]:
        bare = word.strip(".'’")
        if bare.lower() in _ENDS or bare in _CALENDAR or _YEAR.fullmatch(bare):
            break
        kept.append(word)
        if word.endswith(".") and not word[:-1].isupper():
            break
    while kept and kept[-1].lower() in _OPENERS:
        kept.pop()
    if not kept or len(kept) > _MOST or (len(kept) == 1 and kept[0].lower() in _OPENERS):
        return ""
    return " ".join([*(w.lower() for w in lead), *kept]).rstrip(".")


def _verb(signal: Signal) -> str:
    """Return what a verb says with the particle that is of it: "give up", which is not to give."""
    behind = signal.cue.text.lower().split()[1:] if " " not in signal.lemma else []
    return " ".join([signal.lemma, *behind])


def phrase(signal: Signal) -> str:
    """Say in one plain phrase what an entry is about."""
    place = signal.place.name if signal.place else None
    names = list(dict.fromkeys(p.name for p in signal.parties))
    lead = [n for n in names if n in signal.doers] or names[:1]
    rest = [n for n in names if n not in lead and n != place]
    going = signal.mode == "visit"
    if signal.noun or not names:
        who = _listed(names[:1] if going and place else names)
        by = " by " if signal.type in ("PROTEST", "ASSAULT") or going else " of "
        where = f" {'to' if going else 'in'} {place}" if place else ""
        topic = about(signal)
        return f"{signal.title}{by + who if who else ''}{where}{f' {topic}' if topic else ''}"
    if going and place:
        to = "to " if signal.lemma in _GOING else "in " if signal.lemma == "arrive" else ""
        return f"{_listed(lead)} to {signal.lemma} {to}{place}"
    if signal.mode == "strike" and signal.type == "PROTEST":
        return f"{_listed(lead)} to strike{f' in {place}' if place else ''}"
    topic = "" if signal.type == "CONSULT" else about(signal)
    if topic:
        return f"{_listed(lead)} to {_verb(signal)} {topic}"
    joined = "with " if signal.lemma in _WITH else ""
    others = f" {joined}{_listed(rest)}" if rest else ""
    return f"{_listed(lead)} to {_verb(signal)}{others}{f' in {place}' if place else ''}"
