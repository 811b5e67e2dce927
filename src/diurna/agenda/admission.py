"""What enters the agenda: which reports make an entry of their own, and how it begins."""

from __future__ import annotations

from typing import Final

from diurna.agenda.entries import AgendaStatus, Entry, days, phrase
from diurna.agenda.match import Match
from diurna.agenda.parties import named
from diurna.agenda.signals import Signal
from diurna.agenda.transitions import step
from diurna.world.words import words

_VAGUE: Final = 200
"""Days of a window from which it is as good as none: "in 2020"."""

_DEEDS: Final = frozenset(
    {"CONSULT", "SUPPORT", "AID", "RETREAT", "MOBILIZE", "ASSAULT", "SANCTION", "OFFICE", "PROTEST",
     "CONCEDE", "COOPERATE"}
)  # fmt: skip
"""What may be announced without a day: things done, not what is said, thought or put to a vote."""


_LENIENT: Final = words("lenient", "agenda")
"""Words for what is not done but only not hindered, or felt: with a day alone they are a plan."""


def enters(signal: Signal, *, full: bool = False) -> bool:
    """Say whether a report makes an entry of its own.

    Args:
        signal: The report.
        full: Whether a full article gives it, not a line of news. What is announced without a
            day, or in a wide window, is told in an article in many words: as a noun, in another's
            name, as what is to be talked about.
    """
    if signal.kind == "announced":
        somebody = bool(named((*signal.parties, *signal.by)))
        if signal.announcement == "ultimatum":
            return somebody
        violent = signal.type == "ASSAULT" and not signal.armed
        if not signal.dated and (violent or signal.lemma in _LENIENT):
            return False
        wide = not full and (not signal.dated or days(signal.begin, signal.end) > _VAGUE)
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


def entered(signal: Signal, number: int) -> Entry:
    """Return the entry that a report makes, under a number."""
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
        number=number,
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
    step(entry, signal, Match(1.0, "first report", {}), applied=True)
    return entry
