"""Where entries are looked for: by the family of the type, who takes part, what they are called."""

from __future__ import annotations

from collections.abc import Iterable

from diurna.agenda.entries import Entry
from diurna.agenda.later import Later
from diurna.agenda.match import family
from diurna.agenda.parties import Party, handles, named
from diurna.agenda.passages import stem
from diurna.agenda.signals import Signal


def _told(kind: str, parties: Iterable[Party]) -> set[str]:
    """Return the blocks of a report: its family by who takes part, and by each state."""
    base = family(kind)
    return {f"{base}|{who}" for who in (handles(parties) if named(parties) else ("*",))}


def keys_of(entry: Entry) -> set[str]:
    """Return the blocks of an entry as it stands: those of a report, and those of its word."""
    word = stem(entry.lemma)
    called = {f"~{word}|{who}" for who in (*handles(entry.parties), "*")}
    return _told(entry.type, entry.parties) | called


class Blocks:
    """Numbers of entries, by block."""

    def __init__(self) -> None:
        self._numbers: dict[str, set[int]] = {}
        self._called: dict[str, set[int]] = {}

    def add(self, entry: Entry) -> None:
        """Have an entry found in its blocks, those that it had before among them."""
        entry.keys |= keys_of(entry)
        self._called.setdefault(stem(entry.lemma), set()).add(entry.number)
        for key in entry.keys:
            self._numbers.setdefault(key, set()).add(entry.number)

    def drop(self, entry: Entry) -> None:
        """Have an entry found no more."""
        for table, keys in ((self._called, {stem(entry.lemma)}), (self._numbers, entry.keys)):
            for key in keys:
                table[key].discard(entry.number)
                if not table[key]:
                    del table[key]

    def of_signal(self, signal: Signal) -> set[int]:
        """Return the entries of a report's blocks; those of nobody always."""
        base = family(signal.type)
        keys = _told(signal.type, signal.parties) | {f"{base}|*"}
        takers = signal.parties
        if signal.kind not in ("announced", "occurred"):
            takers = tuple(p for p in signal.parties if p not in signal.by)
        if f"{base}|*" in _told(signal.type, takers):
            keys |= {k for k in self._numbers if k.startswith(f"{base}|")}
        return self._in(keys)

    def of_article(self, later: Later) -> set[int]:
        """Return the entries of an article's people and families, or called as its words are."""
        called = {f"~{word}" for word in self._called.keys() & later.words}
        people = (*handles(later.people), "*")
        return self._in(f"{base}|{who}" for base in called | later.families for who in people)

    def _in(self, keys: Iterable[str]) -> set[int]:
        return {number for key in keys for number in self._numbers.get(key, ())}
