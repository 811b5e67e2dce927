"""What a report makes of an entry: its status, its days, its place, and its history."""

from __future__ import annotations

import datetime as dt
from typing import Final

from diurna.agenda.blocks import keys_of
from diurna.agenda.entries import GRACE, OPEN, Entry, Step, days
from diurna.agenda.match import Match, coarser, same_place
from diurna.agenda.parties import agree
from diurna.agenda.signals import Signal, Where

_AGAINST: Final = frozenset({"cancelled", "denied", "postponed", "not held"})

_OPENING: Final = frozenset({"announced", "confirmed", "rescheduled", "relocated"})
_NEWS: Final = dt.timedelta(days=7)
"""For so long after it happened a happening is told anew; what comes later looks back."""


def takes(entry: Entry, signal: Signal, grace: int = GRACE) -> bool:
    """Say whether an entry in its state can be spoken of by a report."""
    if signal.kind == "proposed":
        return entry.status in OPEN
    lapses = entry.lapses_on(grace)
    lapsed = lapses is not None and signal.known >= lapses
    if entry.status == "occurred":
        if signal.kind == "occurred":
            near = signal.known <= (entry.end or signal.known) + _NEWS
            return near and signal.dated and not entry.undated and _overlaps(entry, signal)
        return (
            signal.kind == "announced" and (signal.end or signal.known) <= (
                entry.end or signal.known)
        )  # fmt: skip
    if signal.kind == "announced":
        if entry.status in ("cancelled", "denied") or lapsed:
            return signal.dated and (entry.begin, entry.end) == (signal.begin, signal.end)
        return True
    if entry.status == "cancelled":
        return signal.kind in ("occurred", "confirmed", "rescheduled", "cancelled", "not held")
    return True


def apply(
    entry: Entry, signal: Signal, match: Match, *, grace: int = GRACE, corrected: bool = False
) -> None:
    """Let a report change an entry, or stand beside it where it may not.

    Args:
        entry: The entry.
        signal: The report.
        match: How well it fits the entry.
        grace: Days after a window before an entry lapses.
        corrected: Whether it is another version of a report of the entry.
    """
    if signal.kind == "proposed":
        step(entry, signal, match, applied=False, note="only proposed")
        return
    lapses = entry.lapses_on(grace)
    if lapses is not None and signal.known >= lapses:
        entry.status = "lapsed"
    against = (signal.kind in _AGAINST) != (entry.status not in _OPENING)
    if against and signal.authority == 1 and entry.authority >= 2:
        step(entry, signal, match, applied=False, note="on nobody's word by name")
        return
    if not _may_undo(entry, signal):
        note = f"stays {entry.status}: told with more authority"
        step(entry, signal, match, applied=False, note=note)
        return
    before = (entry.status, entry.begin, entry.end, entry.place)
    if corrected:
        _correct(entry, signal)
    late = _become(entry, signal)
    _learn(entry, signal)
    same = before == (entry.status, entry.begin, entry.end, entry.place)
    note = "repeated" if same else "corrected" if corrected else ""
    step(entry, signal, match, applied=True, late=late, note=note)


def _correct(entry: Entry, signal: Signal) -> None:
    """Put what another version of the same report says in the stead of what the first said."""
    if signal.kind == "announced" and entry.status in OPEN:
        if signal.dated:
            entry.begin, entry.end, entry.undated = signal.begin, signal.end, False
        entry.place = signal.place or entry.place


def _may_undo(entry: Entry, signal: Signal) -> bool:
    """Say whether a report may take back what a weightier one has settled."""
    settled = entry.status in ("cancelled", "denied") and signal.kind in _OPENING
    return not settled or signal.authority >= entry.authority


def _become(entry: Entry, signal: Signal) -> bool:  # noqa: C901 - one case a kind
    """Change an entry by a report; returns whether it happened late."""
    kind = signal.kind
    if kind == "occurred":
        return _settle(entry, signal)
    if kind == "announced":
        if entry.status == "postponed" and signal.dated:
            _move(entry, signal.begin, signal.end)
            entry.status = "rescheduled"
        elif signal.dated and _narrower(entry, signal):
            _move(entry, signal.begin, signal.end)
        elif entry.status in ("cancelled", "denied", "lapsed"):
            entry.status = "confirmed"
        return False
    if kind == "confirmed":
        moved = signal.dated and not _overlaps(entry, signal)
        moved = moved and _as_exact(entry, signal)
        if moved or (signal.dated and _narrower(entry, signal)):
            _move(entry, signal.begin, signal.end)
        entry.status = "rescheduled" if moved else "confirmed"
    elif kind == "rescheduled":
        if signal.dated:
            _move(entry, signal.begin, signal.end)
        entry.status = "rescheduled"
        if signal.place is not None and entry.place != signal.place:
            _place(entry, signal.place)
    elif kind == "relocated":
        _place(entry, signal.place)
        entry.status = "relocated"
    elif kind == "postponed":
        _move(entry, signal.known, None)
        entry.status = "postponed"
    elif kind in ("cancelled", "not held"):
        entry.status = "cancelled"
    elif kind == "denied":
        entry.status = "denied"
    entry.authority = signal.authority
    return False


def _settle(entry: Entry, signal: Signal) -> bool:
    begin = signal.begin if signal.dated else None
    end = (signal.end if signal.dated else None) or begin
    last = entry.end
    if entry.status == "occurred":
        return False
    late = last is not None and begin is not None and begin > last
    if signal.dated and begin is not None:
        within = entry.begin is not None and entry.begin <= begin
        within = within and (last is None or begin <= last)
        if _narrower(entry, signal) or (not within and _as_exact(entry, signal)):
            _move(entry, begin, end)
    entry.status = "occurred"
    entry.authority = signal.authority
    if signal.place is not None and entry.place is None:
        entry.place = signal.place
    return late


def _overlaps(entry: Entry, signal: Signal) -> bool:
    begin, end = signal.begin or dt.date.min, signal.end or dt.date.max
    return begin <= (entry.end or dt.date.max) and end >= (entry.begin or dt.date.min)


def _narrower(entry: Entry, signal: Signal) -> bool:
    """Say whether a report gives fewer days than the entry has."""
    if entry.undated:
        return True
    return days(signal.begin, signal.end) < days(entry.begin, entry.end)


def _as_exact(entry: Entry, signal: Signal) -> bool:
    """Say whether a report gives no more days than the entry has: a year replaces no day."""
    return entry.undated or days(signal.begin, signal.end) <= days(entry.begin, entry.end)


def _move(entry: Entry, begin: dt.date | None, end: dt.date | None) -> None:
    if (entry.begin, entry.end) != (begin, end):
        if not entry.undated:
            entry.windows.append((entry.begin, entry.end))
        entry.begin, entry.end = begin, end
    entry.undated = False


def _place(entry: Entry, place: Where | None) -> None:
    if place is None or place == entry.place:
        return
    if entry.place is not None:
        if same_place(entry.place, place) == "within" and coarser(place, entry.place):
            return
        entry.places.append(entry.place)
    entry.place = place


def _learn(entry: Entry, signal: Signal) -> None:
    """Add what a report tells more of: people, place, words, who announced it."""
    if not entry.announced_by and signal.kind in ("announced", "confirmed"):
        entry.announced_by = tuple(dict.fromkeys(p.name for p in signal.by))
    if signal.kind in ("announced", "confirmed", "rescheduled"):
        share = agree(entry.parties, signal.parties)
        if len(signal.parties) > len(entry.parties) and (share.share or 0) >= 0.6:
            entry.parties = list(signal.parties)
    if entry.place is None and signal.place is not None:
        entry.place = signal.place
    entry.words = frozenset(sorted(entry.words | signal.words)[:60])
    if entry.mode is None:
        entry.mode = signal.mode


def step(
    entry: Entry,
    signal: Signal,
    match: Match,
    *,
    applied: bool,
    late: bool = False,
    note: str = "",
) -> None:
    """Put down a report in the history of an entry, with how the entry stands from then on.

    Args:
        entry: The entry.
        signal: The report.
        match: How well it fits the entry.
        applied: Whether it may change the entry.
        late: Whether what was announced happened after its window.
        note: Why it changed nothing, or changed what was told before.
    """
    entry.changed = True
    entry.latest = max(entry.latest, signal.known)
    entry.reports.add(signal.report)
    if signal.source:
        entry.sources.add(signal.source)
    entry.keys |= keys_of(entry)
    entry.history.append(
        Step(
            as_of=signal.known,
            status=entry.status,
            said=signal.kind,
            begin=entry.begin,
            end=entry.end,
            place=entry.place,
            carrier=signal.carrier,
            source=signal.source,
            event=signal.event,
            evidence=signal.evidence,
            cue=signal.cue,
            by=tuple(dict.fromkeys(p.name for p in signal.by)),
            applied=applied,
            late=late,
            chance=match.chance,
            why="; ".join(filter(None, (match.why, note))),
            names=tuple(dict.fromkeys(p.name for p in entry.parties)),
            name_countries=tuple(
                {p.name: p.country for p in reversed(entry.parties)}[n]
                for n in dict.fromkeys(p.name for p in entry.parties)
            ),
            countries=tuple(sorted({p.country for p in entry.parties if p.country})),
            announced_by=entry.announced_by,
            state=entry.state(),
        )
    )
