"""The agenda: entries with their history, kept from signals in the order they became known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from diurna.agenda.admission import entered, enters
from diurna.agenda.blocks import Blocks
from diurna.agenda.entries import GRACE, OPEN, Entry, alive
from diurna.agenda.match import Match, score
from diurna.agenda.outcome import decide
from diurna.agenda.parties import agree, named
from diurna.agenda.passages import Told
from diurna.agenda.reader import Reader
from diurna.agenda.signals import Signal
from diurna.agenda.transitions import apply, takes

THRESHOLD: Final = 0.5
"""Chance from which a report is of an entry."""
LOOSE: Final = 0.4
"""The same where the report is a full article: it tells of a plan in many words."""
FULL: Final = 90
"""Words from which a report is an article, as events are read: it may tell of a plan without its
day."""

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
        self._blocks = Blocks()
        self._ruled: dict[int, dict[str, float]] = {}
        self._full = False
        self._next = first
        self.grace = grace
        for entry in entries:
            self.hold(entry)

    def forget(self, day: dt.date) -> None:
        """Let go of entries that nobody will speak of any more; their history must be stored."""
        for number in {n for n, e in self.entries.items() if not alive(e, day)}:
            self._blocks.drop(self.entries.pop(number))

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
        self._full = read is not None and len(read.signals.text.split()) >= FULL
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
        self._blocks.add(entry)

    def takes(self, entry: Entry, signal: Signal) -> bool:
        """Say whether an entry in its state can be spoken of by a report."""
        return takes(entry, signal, self.grace)

    def _alive(self, numbers: set[int], day: dt.date) -> list[Entry]:
        """Return the entries that may be spoken of on a day, oldest first."""
        return [e for n in sorted(numbers) if alive(e := self.entries[n], day)]

    def _borne(self, read: Reader) -> list[Entry]:
        """Return the entries that an article may bear on, oldest first."""
        found = self._alive(self._blocks.of_article(read.later), read.known)
        return [e for e in found if read.later.may_bear(e)]

    def _apply(
        self, entry: Entry, signal: Signal, match: Match, *, corrected: bool = False
    ) -> None:
        apply(entry, signal, match, grace=self.grace, corrected=corrected)
        self._blocks.add(entry)

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
        elif enters(signal, full=self._full):
            entry = entered(signal, self._next)
            self._next += 1
            self.hold(entry)
            seen[entry.number] = signal.event

    def best(
        self, signal: Signal, seen: dict[int, str], *, corrected: bool = False
    ) -> tuple[Entry, Match] | None:
        """Return the entry that a report is of by the rules, if any, and how well it fits."""

        def held(entry: Entry, rivals: int) -> Match | None:
            again = corrected and signal.report in entry.reports
            return score(entry, signal, rivals=rivals, corrected=again)

        least = LOOSE if self._full else THRESHOLD
        likely: list[Entry] = []
        for entry in self._alive(self._blocks.of_signal(signal), signal.known):
            other = seen.get(entry.number, signal.event) != signal.event
            exact = self._full and (entry.begin, entry.end) == (signal.begin, signal.end)
            barred = other and signal.kind == "announced" and signal.dated and not exact
            if barred or not self.takes(entry, signal):
                continue
            match = held(entry, 0)
            if match is not None and match.chance >= least:
                likely.append(entry)
        scored: list[tuple[float, int, Entry, Match]] = []
        for entry in likely:
            rivals = sum(
                1 for other in likely
                if other is not entry and other.status in OPEN
                and (agree(other.parties, entry.parties).share or 0) >= 0.6
            )  # fmt: skip
            match = held(entry, rivals)
            if match is not None and match.chance >= least:
                scored.append((round(match.chance, 2), -self._gap(entry, signal), entry, match))
        if not scored:
            return None
        best = max(scored, key=lambda s: (s[0], s[1], -s[2].number))
        return best[2], best[3]

    @staticmethod
    def _gap(entry: Entry, signal: Signal) -> int:
        day = signal.begin or signal.end or signal.known
        return abs(((entry.begin or entry.end or entry.announced_on) - day).days)
