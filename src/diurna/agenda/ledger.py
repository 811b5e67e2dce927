"""The agenda: entries with their history, kept from signals in the order they became known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from diurna.agenda.entries import (
    GRACE,
    OPEN,
    AgendaStatus,
    Entry,
    Step,
    alive,
    days,
    phrase,
)
from diurna.agenda.later import decide
from diurna.agenda.match import Match, coarser, family, same_place, score
from diurna.agenda.parties import Party, agree, handles, named
from diurna.agenda.passages import Told, stem
from diurna.agenda.reader import Reader
from diurna.agenda.signals import Signal, Where

THRESHOLD: Final = 0.5

_AGAINST: Final = frozenset({"cancelled", "denied", "postponed", "not held"})

_OPENING: Final = frozenset({"announced", "confirmed", "rescheduled", "relocated"})

_NEWS: Final = dt.timedelta(days=7)
"""For so long after it happened a happening is told anew; what comes later looks back."""
_VAGUE: Final = 200
"""Days of a window from which it is as good as none: "in 2020"."""

_DEEDS: Final = frozenset(
    {"CONSULT", "SUPPORT", "AID", "RETREAT", "MOBILIZE", "ASSAULT", "SANCTION", "OFFICE", "PROTEST",
     "CONCEDE", "COOPERATE"}
)  # fmt: skip
"""What may be announced without a day: things done, not what is said, thought or put to a vote."""


_LENIENT: Final = frozenset({"allow", "permit", "enable", "support", "oppose", "back", "let"})
"""Words for what is not done but only not hindered, or felt: with a day alone they are a plan."""


_REPEATED: Final = frozenset({"announced", "announced dated"})
"""Kinds of reports that leave it open what became of an entry."""


def _of_others(entry: Entry, told: Told | None) -> bool:
    """Say whether a meeting is of others: who meets somebody else met for something else."""
    if told is None or entry.type != "CONSULT":
        return False
    theirs, own = named(told.signal.parties), named(entry.parties)
    return len(theirs) > 1 and len(own) > 1 and not agree(own, theirs).both


class Ledger:
    """Keeps the agenda: `take` signals in the order of publication.

    Args:
        entries: Entries as they were stored, to go on from.
        first: The number of the next new entry.
        grace: Days after a window before an entry lapses.
    """

    def __init__(
        self, entries: Iterable[Entry] = (), *, first: int = 1, grace: int = GRACE
    ) -> None:
        self.entries: dict[int, Entry] = {}
        self._blocks: dict[str, set[int]] = {}
        self._called: dict[str, set[int]] = {}
        self._ruled: dict[int, dict[str, float]] = {}
        self._next = first
        self.grace = grace
        for entry in entries:
            self.hold(entry)

    def _index(self, entry: Entry) -> None:
        entry.keys |= self._keys(entry.type, entry.parties)
        word = stem(entry.lemma)
        entry.keys |= {f"~{word}|{who}" for who in (*handles(entry.parties), "*")}
        self._called.setdefault(word, set()).add(entry.number)
        for key in entry.keys:
            self._blocks.setdefault(key, set()).add(entry.number)

    @staticmethod
    def _keys(kind: str, parties: Iterable[Party]) -> set[str]:
        """Return the blocks of a report: its family by who takes part, and by each state."""
        base = family(kind)
        return {f"{base}|{who}" for who in (handles(parties) if named(parties) else ("*",))}

    def _candidates(self, signal: Signal) -> list[Entry]:
        """Return the entries of the same block, oldest first; those of nobody always."""
        base = family(signal.type)
        keys = self._keys(signal.type, signal.parties) | {f"{base}|*"}
        takers = signal.parties
        if signal.kind not in ("announced", "occurred"):
            takers = tuple(p for p in signal.parties if p not in signal.by)
        if f"{base}|*" in self._keys(signal.type, takers):
            keys |= {k for k in self._blocks if k.startswith(f"{base}|")}
        numbers: set[int] = set()
        for key in keys:
            held = self._blocks.get(key)
            if held:
                numbers |= {n for n in held if alive(self.entries[n], signal.known)}
        return [self.entries[n] for n in sorted(numbers)]

    def forget(self, day: dt.date) -> None:
        """Let go of entries that nobody will speak of any more; their history must be stored."""
        gone = {n for n, e in self.entries.items() if not alive(e, day)}
        for number in gone:
            entry = self.entries.pop(number)
            word = stem(entry.lemma)
            self._called[word].discard(number)
            if not self._called[word]:
                del self._called[word]
            for key in entry.keys:
                self._blocks[key].discard(number)
                if not self._blocks[key]:
                    del self._blocks[key]

    def take(
        self, signals: Iterable[Signal], *, corrected: bool = False, read: Reader | None = None
    ) -> None:
        """Take in what one article says, in the order it says it.

        Args:
            signals: What it says.
            read: Holds its sentences against the entries that it may bear on.
            corrected: Whether it is another version of a report that is known: what it says of
                days and places stands in the stead of what the first one said.
        """
        seen: dict[int, str] = {}
        self._ruled = {}
        known = self._borne(read) if read is not None else []
        if corrected:  # what another version says is what the first one said, not news of it
            known = [e for e in known if read is None or read.signals.report not in e.reports]
        stood = {e.number: (e.status, e.begin, e.end) for e in known}
        ordered = sorted(signals, key=lambda s: s.kind == "occurred")
        for signal in ordered:
            self._one(signal, seen, corrected=corrected)
        for entry in known:
            if read is not None and stood[entry.number] == (entry.status, entry.begin, entry.end):
                others = {event for number, event in seen.items() if number != entry.number}
                self._read(entry, read, others - {seen.get(entry.number, "")})

    @staticmethod
    def kind(signal: Signal) -> str:
        """Return what the rules make of a report, as a sign."""
        return "announced dated" if signal.kind == "announced" and signal.dated else signal.kind

    def hold(self, entry: Entry) -> None:
        """Take an entry in as it is."""
        self.entries[entry.number] = entry
        self._index(entry)

    def _borne(self, read: Reader) -> list[Entry]:
        """Return the entries that an article may bear on, oldest first."""
        called = {f"~{word}" for word in self._called.keys() & read.later.words}
        people = (*handles(read.later.people), "*")
        numbers: set[int] = set()
        for base in called | read.later.families:
            for who in people:
                numbers |= self._blocks.get(f"{base}|{who}", set())
        return [
            e
            for n in sorted(numbers)
            if alive(e := self.entries[n], read.known) and read.later.may_bear(e)
        ]

    def _read(self, entry: Entry, read: Reader, others: set[str]) -> None:
        """Put down what the sentences of an article say became of an entry, beside its signals.

        Args:
            entry: The entry.
            read: Holds the article's sentences against it.
            others: Events of the article that are of other entries: two dates are two meetings.
        """
        ruled = self._ruled.get(entry.number, {})
        lapses = entry.lapses_on(self.grace)
        lapsed = lapses is not None and read.known >= lapses
        if entry.status not in OPEN or ruled.keys() - _REPEATED or lapsed:
            return
        reading = decide(read.later.bearings(entry, ruled, others), read.weights)
        if reading.outcome is None or reading.bearing is None:
            return
        if reading.outcome == "occurred" and _of_others(entry, reading.bearing.told):
            return
        window = read.later.days(entry, reading)
        if reading.outcome == "rescheduled" and window is None:
            return
        signal = read.signal(entry, reading, window)
        self._apply(entry, signal, Match(round(reading.chance, 3), reading.why, {}))

    def _one(self, signal: Signal, seen: dict[int, str], *, corrected: bool) -> None:
        found = self.best(signal, seen, corrected=corrected)
        if found is not None:
            entry, match = found
            seen[entry.number] = signal.event
            ruled, kind = self._ruled.setdefault(entry.number, {}), self.kind(signal)
            ruled[kind] = max(ruled.get(kind, 0.0), match.chance)
            told_again = corrected and signal.report in entry.reports
            self._apply(entry, signal, match, corrected=told_again)
        elif self._enters(signal):
            entry = self._enter(signal)
            seen[entry.number] = signal.event

    def best(
        self, signal: Signal, seen: dict[int, str], *, corrected: bool = False
    ) -> tuple[Entry, Match] | None:
        """Return the entry that a report is of by the rules, if any, and how well it fits."""

        def held(entry: Entry, rivals: int) -> Match | None:
            again = corrected and signal.report in entry.reports
            return score(entry, signal, rivals=rivals, corrected=again)

        likely: list[Entry] = []
        for entry in self._candidates(signal):
            other = seen.get(entry.number, signal.event) != signal.event
            barred = other and signal.kind == "announced" and signal.dated
            if barred or not self.takes(entry, signal):
                continue
            match = held(entry, 0)
            if match is not None and match.chance >= THRESHOLD:
                likely.append(entry)
        scored: list[tuple[float, int, Entry, Match]] = []
        for entry in likely:
            rivals = sum(
                1 for other in likely
                if other is not entry and other.status in OPEN
                and (agree(other.parties, entry.parties).share or 0) >= 0.6
            )  # fmt: skip
            match = held(entry, rivals)
            if match is not None and match.chance >= THRESHOLD:
                scored.append((round(match.chance, 2), -self._gap(entry, signal), entry, match))
        if not scored:
            return None
        best = max(scored, key=lambda s: (s[0], s[1], -s[2].number))
        return best[2], best[3]

    @staticmethod
    def _gap(entry: Entry, signal: Signal) -> int:
        day = signal.begin or signal.end or signal.known
        return abs(((entry.begin or entry.end or entry.announced_on) - day).days)

    def takes(self, entry: Entry, signal: Signal) -> bool:
        """Say whether an entry in its state can be spoken of by a report."""
        if signal.kind == "proposed":
            return entry.status in OPEN
        lapses = entry.lapses_on(self.grace)
        lapsed = lapses is not None and signal.known >= lapses
        if entry.status == "occurred":
            if signal.kind == "occurred":
                near = signal.known <= (entry.end or signal.known) + _NEWS
                return near and signal.dated and not entry.undated and self._overlaps(entry, signal)
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

    def _enters(self, signal: Signal) -> bool:
        """Say whether a report makes an entry of its own."""
        if signal.kind == "announced":
            somebody = bool(named((*signal.parties, *signal.by)))
            if signal.announcement == "ultimatum":
                return somebody
            violent = signal.type == "ASSAULT" and not signal.armed
            if not signal.dated and (violent or signal.lemma in _LENIENT):
                return False
            wide = not signal.dated or days(signal.begin, signal.end) > _VAGUE
            if wide and (
                signal.noun
                or not signal.political
                or signal.type not in _DEEDS
                or (signal.dated and signal.end is not None)
            ):
                return False
            return somebody or bool(signal.place or signal.parties)
        told = signal.dated or signal.was is not None
        if signal.kind in ("rescheduled", "relocated", "confirmed"):
            last = signal.end or signal.begin
            told = told and (last is None or last >= signal.known)
            return told and bool(signal.parties or signal.place)
        if signal.kind in ("cancelled", "postponed"):
            ahead = signal.was is not None and (signal.was[1] or signal.was[0]) >= signal.known
            return ahead and bool(signal.parties or signal.by)
        return False

    def _enter(self, signal: Signal) -> Entry:
        begin, end = signal.begin, signal.end
        undated = not signal.dated
        if signal.kind in ("cancelled", "postponed") and signal.was is not None:
            begin, end, undated = signal.was[0], signal.was[1], False
        if signal.kind == "postponed":
            begin, end = signal.known, None
        status: AgendaStatus = "announced"
        if signal.kind not in ("announced", "not held", "proposed", "occurred"):
            status = signal.kind  # type: ignore[assignment]
        entry = Entry(
            number=self._next,
            uid=f"{signal.key}-{signal.event}",
            what=phrase(signal),
            type=signal.type,
            mode=signal.mode,
            kind=signal.announcement or "plan",
            lemma=signal.lemma,
            parties=list(signal.parties),
            place=signal.place,
            begin=begin if begin or end else signal.known,
            end=end,
            undated=undated,
            status=status,
            announced_on=signal.known,
            announced_by=tuple(dict.fromkeys(p.name for p in signal.by)),
            words=signal.words,
            authority=signal.authority,
            unless=f"{signal.key}-{signal.unless}" if signal.unless else None,
        )
        self._next += 1
        self.entries[entry.number] = entry
        self._step(entry, signal, Match(1.0, "first report", {}), applied=True)
        return entry

    # -- what a report makes of an entry ------------------------------------------

    def _apply(
        self, entry: Entry, signal: Signal, match: Match, *, corrected: bool = False
    ) -> None:
        if signal.kind == "proposed":
            self._step(entry, signal, match, applied=False, note="only proposed")
            return
        lapses = entry.lapses_on(self.grace)
        if lapses is not None and signal.known >= lapses:
            entry.status = "lapsed"
        against = (signal.kind in _AGAINST) != (entry.status not in _OPENING)
        if against and signal.authority == 1 and entry.authority >= 2:
            self._step(entry, signal, match, applied=False, note="on nobody's word by name")
            return
        if not self._may_undo(entry, signal):
            note = f"stays {entry.status}: told with more authority"
            self._step(entry, signal, match, applied=False, note=note)
            return
        before = (entry.status, entry.begin, entry.end, entry.place)
        if corrected:
            self._correct(entry, signal)
        late = self._become(entry, signal)
        self._learn(entry, signal)
        same = before == (entry.status, entry.begin, entry.end, entry.place)
        note = "repeated" if same else "corrected" if corrected else ""
        self._step(entry, signal, match, applied=True, late=late, note=note)

    @staticmethod
    def _correct(entry: Entry, signal: Signal) -> None:
        """Put what another version of the same report says in the stead of what the first said."""
        if signal.kind == "announced" and entry.status in OPEN:
            if signal.dated:
                entry.begin, entry.end, entry.undated = signal.begin, signal.end, False
            entry.place = signal.place or entry.place

    @staticmethod
    def _may_undo(entry: Entry, signal: Signal) -> bool:
        """Say whether a report may take back what a weightier one has settled."""
        settled = entry.status in ("cancelled", "denied") and signal.kind in _OPENING
        return not settled or signal.authority >= entry.authority

    def _become(self, entry: Entry, signal: Signal) -> bool:  # noqa: C901 - one case a kind
        """Change an entry by a report; returns whether it happened late."""
        kind = signal.kind
        if kind == "occurred":
            return self._settle(entry, signal)
        if kind == "announced":
            if entry.status == "postponed" and signal.dated:
                self._move(entry, signal.begin, signal.end)
                entry.status = "rescheduled"
            elif signal.dated and self._narrower(entry, signal):
                self._move(entry, signal.begin, signal.end)
            elif entry.status in ("cancelled", "denied", "lapsed"):
                entry.status = "confirmed"
            return False
        if kind == "confirmed":
            moved = signal.dated and not self._overlaps(entry, signal)
            moved = moved and self._as_exact(entry, signal)
            if moved or (signal.dated and self._narrower(entry, signal)):
                self._move(entry, signal.begin, signal.end)
            entry.status = "rescheduled" if moved else "confirmed"
        elif kind == "rescheduled":
            if signal.dated:
                self._move(entry, signal.begin, signal.end)
            entry.status = "rescheduled"
            if signal.place is not None and entry.place != signal.place:
                self._place(entry, signal.place)
        elif kind == "relocated":
            self._place(entry, signal.place)
            entry.status = "relocated"
        elif kind == "postponed":
            self._move(entry, signal.known, None)
            entry.status = "postponed"
        elif kind in ("cancelled", "not held"):
            entry.status = "cancelled"
        elif kind == "denied":
            entry.status = "denied"
        entry.authority = signal.authority
        return False

    def _settle(self, entry: Entry, signal: Signal) -> bool:
        begin = signal.begin if signal.dated else None
        end = (signal.end if signal.dated else None) or begin
        last = entry.end
        if entry.status == "occurred":
            return False
        late = last is not None and begin is not None and begin > last
        if signal.dated and begin is not None:
            within = entry.begin is not None and entry.begin <= begin
            within = within and (last is None or begin <= last)
            if self._narrower(entry, signal) or (not within and self._as_exact(entry, signal)):
                self._move(entry, begin, end)
        entry.status = "occurred"
        entry.authority = signal.authority
        if signal.place is not None and entry.place is None:
            entry.place = signal.place
        return late

    @staticmethod
    def _overlaps(entry: Entry, signal: Signal) -> bool:
        begin, end = signal.begin or dt.date.min, signal.end or dt.date.max
        return begin <= (entry.end or dt.date.max) and end >= (entry.begin or dt.date.min)

    @staticmethod
    def _narrower(entry: Entry, signal: Signal) -> bool:
        """Say whether a report gives fewer days than the entry has."""
        if entry.undated:
            return True
        return days(signal.begin, signal.end) < days(entry.begin, entry.end)

    @staticmethod
    def _as_exact(entry: Entry, signal: Signal) -> bool:
        """Say whether a report gives no more days than the entry has: a year replaces no day."""
        return entry.undated or days(signal.begin, signal.end) <= days(entry.begin, entry.end)

    @staticmethod
    def _move(entry: Entry, begin: dt.date | None, end: dt.date | None) -> None:
        if (entry.begin, entry.end) != (begin, end):
            if not entry.undated:
                entry.windows.append((entry.begin, entry.end))
            entry.begin, entry.end = begin, end
        entry.undated = False

    @staticmethod
    def _place(entry: Entry, place: Where | None) -> None:
        if place is None or place == entry.place:
            return
        if entry.place is not None:
            if same_place(entry.place, place) == "within" and coarser(place, entry.place):
                return
            entry.places.append(entry.place)
        entry.place = place

    @staticmethod
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

    def _step(
        self,
        entry: Entry,
        signal: Signal,
        match: Match,
        *,
        applied: bool,
        late: bool = False,
        note: str = "",
    ) -> None:
        entry.changed = True
        entry.latest = max(entry.latest, signal.known)
        entry.reports.add(signal.report)
        if signal.source:
            entry.sources.add(signal.source)
        self._index(entry)
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
