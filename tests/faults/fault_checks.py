"""What a case expects, as data, held against what was read.

A case has an input (one article, several for an archive, or the lines of a file), the right value
in words, and `expect`: a list of tables of one key each, the check, with what it asks:

- ``event``: some event is so. ``no_event``: none is. ``events``: so many (``count``) are.
  ``word`` is a pattern that a trigger begins with; ``type``, ``not_type``, ``mode``, ``status`` are
  one or several; ``actors`` and ``recipients`` name some who must be there, ``not_actors`` and
  ``not_recipients`` some who must not, ``only_actors`` all who may; ``days``, ``begin``, ``end``,
  ``undated``; ``place``; ``quantity`` as below.
- ``told``: the events of a ``word`` (or where there is none, some time) are of these ``days``.
- ``covers``: the resolved times name exactly these days, no more.
- ``time``, ``no_time``: ``text``, ``type``, ``not_type``, ``days``, ``undated``.
- ``quantities``: so many (``count``) numbers are so: ``what``, ``value``, ``low``, ``high``,
  ``unit``, ``least`` (the low bound is that or more).
- ``statement``, ``no_statement``: ``kind``, ``speaker``, ``content`` (all of it, or all of one of
  its spans), ``contains``.
- ``place``, ``no_place``: ``text``, ``country``, ``precision``, ``located``.
- ``actor``, ``no_actor``: ``name``, ``country``, ``kind``.
- ``entries``: the agenda has so many (``count``). ``entry``: one is so: ``what``, ``days``,
  ``status``, ``question`` (its resolution), ``asks`` (a pattern of its question).
- ``happenings``: the archive has so many events (``count``), of ``types`` where given.
- ``input``: what becomes of each line of a file, in one of several ways that are as good; a line is
  ``refused``, ``replaced`` (read with U+FFFD), ``read``, or read as of a day.
- ``process``: a second process that asks an open archive by a ``command`` prints what ``says``.

Someone is named by an ISO 3166-1 alpha-3 code, or by a pattern that a name or a mention matches.
Days are ``2026-11-24``, ``2026-11-24..2026-12-08``, ``2025-11`` or ``1989``.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from diurna.record import Actor, Event, Place, Quantity, Record, Span, Statement, TimeSpan

Spec = dict[str, Any]
Days = tuple[dt.date | None, dt.date | None]

_EVENT: Final = frozenset(
    {"word", "type", "not_type", "mode", "status", "actors", "recipients", "not_actors",
     "not_recipients", "only_actors", "days", "begin", "end", "undated", "place", "quantity"}
)  # fmt: skip
_TIME: Final = frozenset({"text", "type", "not_type", "days", "undated"})
_STATEMENT: Final = frozenset({"kind", "speaker", "content", "contains"})
_PLACE: Final = frozenset({"text", "country", "precision", "located"})
_ACTOR: Final = frozenset({"name", "country", "kind"})
_AMOUNT: Final = frozenset({"what", "value", "low", "high", "unit", "least"})
ASKED: Final = {
    "event": _EVENT,
    "no_event": _EVENT,
    "events": _EVENT | {"count"},
    "told": frozenset({"word", "days"}),
    "time": _TIME,
    "no_time": _TIME,
    "quantities": _AMOUNT | {"count"},
    "statement": _STATEMENT,
    "no_statement": _STATEMENT,
    "place": _PLACE,
    "no_place": _PLACE,
    "actor": _ACTOR,
    "no_actor": _ACTOR,
    "entries": frozenset({"count"}),
    "entry": frozenset({"what", "days", "status", "question", "asks"}),
    "happenings": frozenset({"count", "types"}),
    "process": frozenset({"command", "says"}),
}
"""What each check may ask; `covers` and `input` are lists."""

_UNSEEN: Final = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


def plain(text: str) -> str:
    """Return a text without invisible characters, with plain blanks."""
    return re.sub(r"\s+", " ", _UNSEEN.sub("", text)).strip()


def days(text: str) -> Days:
    """Return the first and last day that ``days`` of a case names."""
    first, _, last = text.partition("..")
    return _bounds(first)[0], _bounds(last or first)[1]


def _bounds(text: str) -> tuple[dt.date, dt.date]:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        day = dt.date(*parts)
        return day, day
    year, month = parts[0], parts[1] if len(parts) == 2 else None
    last = calendar.monthrange(year, month)[1] if month else 31
    return dt.date(year, month or 1, 1), dt.date(year, month or 12, last)


def _one_of(value: object, wanted: object) -> bool:
    return value in (wanted if isinstance(wanted, list) else [wanted])


def says(text: str, pattern: str) -> bool:
    """Say whether a pattern is found in a text, whatever its casing."""
    return re.search(pattern, plain(text), re.IGNORECASE) is not None


def is_actor(actor: Actor, wanted: str) -> bool:
    """Say whether an actor is who a case names: by country, or by a name."""
    if re.fullmatch("[A-Z]{3}", wanted):
        return actor.country == wanted
    names = [actor.name, *(span.text for span in actor.mentions)]
    return any(says(name, wanted) for name in names)


def _amount(found: Quantity, spec: Spec) -> bool:
    tests: dict[str, Callable[[Any], bool]] = {
        "what": lambda x: _one_of(found.what, x),
        "value": lambda x: found.value == x,
        "low": lambda x: found.low == x,
        "high": lambda x: found.high == x,
        "unit": lambda x: found.unit == x,
        "least": lambda x: found.low is not None and found.low >= x,
    }
    return all(tests[key](value) for key, value in spec.items())


class Read:
    """One record, and the checks of what stands in it."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._actors = {actor.id: actor for actor in record.actors}
        self._places = {place.id: place for place in record.places}

    def _who(self, ids: Iterable[str], wanted: Iterable[str]) -> list[bool]:
        people = [self._actors[i] for i in ids if i in self._actors]
        return [any(is_actor(actor, name) for actor in people) for name in wanted]

    def _only(self, ids: Iterable[str], wanted: list[str]) -> bool:
        people = [self._actors[i] for i in ids if i in self._actors]
        return all(any(is_actor(actor, name) for name in wanted) for actor in people)

    @staticmethod
    def _worded(event: Event, word: str) -> bool:
        spans: list[Span] = [event.trigger, *event.mentions]
        return any(says(span.text, rf"\b(?:{word})") for span in spans)

    def _where(self, event: Event) -> str:
        return plain(self._places[event.place].name) if event.place else ""

    def event(self, found: Event, spec: Spec) -> bool:
        """Say whether an event is as a case has it."""
        tests: dict[str, Callable[[Any], bool]] = {
            "word": lambda x: self._worded(found, x),
            "type": lambda x: _one_of(found.type, x),
            "not_type": lambda x: not _one_of(found.type, x),
            "mode": lambda x: _one_of(found.mode, x),
            "status": lambda x: _one_of(found.status, x),
            "actors": lambda x: all(self._who(found.actors, x)),
            "recipients": lambda x: all(self._who(found.recipients, x)),
            "not_actors": lambda x: not any(self._who(found.actors, x)),
            "not_recipients": lambda x: not any(self._who(found.recipients, x)),
            "only_actors": lambda x: self._only(found.actors, x),
            "days": lambda x: (found.begin, found.end) == days(x),
            "begin": lambda x: found.begin == days(x)[0],
            "end": lambda x: found.end == days(x)[1],
            "undated": lambda x: (found.begin is None and found.end is None) == x,
            "place": lambda x: says(self._where(found), x),
            "quantity": lambda x: any(_amount(q, x) for q in found.quantities),
        }
        return all(tests[key](value) for key, value in spec.items())

    def events(self, spec: Spec) -> list[Event]:
        """Return the events that are so."""
        return [event for event in self.record.events if self.event(event, spec)]

    def told(self, spec: Spec) -> bool:
        """Say whether what a word tells of falls on these days, and on no others."""
        wanted = days(spec["days"])
        events = self.events({"word": spec["word"]})
        if not events:
            return any((t.begin, t.end) == wanted for t in self.record.times)
        held: list[Days] = [(e.begin, e.end) for e in events]
        ids = {e.id for e in events}
        held += [(a.begin, a.end) for a in self.record.announcements if a.event in ids]
        dated = [d for d in held if d != (None, None)]
        return bool(dated) and all(d == wanted for d in dated)

    def covered(self) -> set[dt.date]:
        """Return every day that a resolved time of a month or less names."""
        found: set[dt.date] = set()
        for time in self.record.times:
            if time.begin and time.end and (time.end - time.begin).days < 32:
                span = (time.end - time.begin).days + 1
                found |= {time.begin + dt.timedelta(days=n) for n in range(span)}
        return found

    @staticmethod
    def time(found: TimeSpan, spec: Spec) -> bool:
        """Say whether a time is as a case has it."""
        tests: dict[str, Callable[[Any], bool]] = {
            "text": lambda x: says(found.span.text, x),
            "type": lambda x: _one_of(found.type, x),
            "not_type": lambda x: not _one_of(found.type, x),
            "days": lambda x: (found.begin, found.end) == days(x),
            "undated": lambda x: (found.begin is None and found.end is None) == x,
        }
        return all(tests[key](value) for key, value in spec.items())

    def statement(self, found: Statement, spec: Spec) -> bool:
        """Say whether a statement is as a case has it."""
        parts = [plain(span.text) for span in found.content]
        joined = " ".join(parts)
        speaker = [found.speaker] if found.speaker else []
        tests: dict[str, Callable[[Any], bool]] = {
            "kind": lambda x: _one_of(found.kind, x),
            "speaker": lambda x: all(self._who(speaker, [x])),
            "content": lambda x: any(p.rstrip(".,") == x for p in [joined, *parts]),
            "contains": lambda x: x in joined,
        }
        return all(tests[key](value) for key, value in spec.items())

    @staticmethod
    def place(found: Place, spec: Spec) -> bool:
        """Say whether a place is as a case has it."""
        tests: dict[str, Callable[[Any], bool]] = {
            "text": lambda x: says(found.span.text, x),
            "country": lambda x: _one_of(found.country, x),
            "precision": lambda x: _one_of(found.precision, x),
            "located": lambda x: (found.lat is not None and found.lon is not None) == x,
        }
        return all(tests[key](value) for key, value in spec.items())

    @staticmethod
    def actor(found: Actor, spec: Spec) -> bool:
        """Say whether an actor is as a case has it."""
        tests: dict[str, Callable[[Any], bool]] = {
            "name": lambda x: is_actor(found, x),
            "country": lambda x: _one_of(found.country, x),
            "kind": lambda x: _one_of(found.kind, x),
        }
        return all(tests[key](value) for key, value in spec.items())

    def _counted(self, key: str, spec: Spec) -> bool:
        wanted = {k: v for k, v in spec.items() if k != "count"}
        if key == "events":
            return len(self.events(wanted)) == int(spec["count"])
        amounts = [q for e in self.record.events for q in e.quantities if _amount(q, wanted)]
        return len(amounts) == int(spec["count"])

    def check(self, key: str, spec: Any) -> bool:
        """Say whether one check of a case holds."""
        record = self.record
        if key == "told":
            return self.told(spec)
        if key == "covers":
            return self.covered() == {dt.date.fromisoformat(day) for day in spec}
        if key in ("events", "quantities"):
            return self._counted(key, spec)
        some: dict[str, Callable[[], bool]] = {
            "event": lambda: any(self.event(x, spec) for x in record.events),
            "time": lambda: any(self.time(x, spec) for x in record.times),
            "statement": lambda: any(self.statement(x, spec) for x in record.statements),
            "place": lambda: any(self.place(x, spec) for x in record.places),
            "actor": lambda: any(self.actor(x, spec) for x in record.actors),
        }
        return not some[key[3:]]() if key.startswith("no_") else some[key]()
