"""Events across articles: the mentions of one happening, and the story that it is part of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from diurna.agenda.match import (
    chance,
    days_apart,
    family,
    same_call,
    same_place,
    shared_words,
    weighed,
)
from diurna.agenda.parties import Party, agree, named
from diurna.agenda.signals import Signal, Where

NEAR: Final = dt.timedelta(days=30)
"""Days after its last report in which an event is still looked for."""
_STORY: Final = dt.timedelta(days=21)
"""Days after its last event in which a story goes on."""
_LONG: Final = dt.timedelta(days=90)
_MANY: Final = 60
"""Days and events from which a story is told to its end, and the next one begins."""
_LOOK: Final = 400
"""Events of a block that a mention is held against, the newest of those that are alive."""
_THRESHOLD: Final = 0.5


@dataclass(slots=True)
class Happening:
    """An event of the archive, as matching knows it."""

    uid: str
    type: str
    mode: str | None
    lemma: str
    parties: list[Party]
    place: Where | None
    begin: dt.date | None
    end: dt.date | None
    last: dt.date
    words: frozenset[str]
    story: str


class Happenings:
    """Joins events of articles into events of the archive, in the order of publication."""

    def __init__(self) -> None:
        self._blocks: dict[str, list[Happening]] = defaultdict(list)
        self._stories: dict[tuple[str, ...], tuple[str, dt.date]] = {}
        self._by_uid: dict[str, Happening] = {}
        self._begun: dict[str, dt.date] = {}
        self._size: dict[str, int] = {}

    @staticmethod
    def _keys(signal: Signal) -> list[str]:
        base = family(signal.type)
        keys = {f"{base}|{p.country or p.key}" for p in named(signal.parties)}
        told = any(p.country for p in named(signal.parties))
        if not told and signal.place is not None:
            keys.add(f"{base}|#{signal.place.name.lower()}")
        return sorted(keys)

    def hold(self, signal: Signal, uid: str, story: str) -> None:
        """Remember a mention that was joined before."""
        known = self._by_uid.get(uid)
        if known is None:
            self._make(signal, uid, story)
        else:
            self._learn(known, signal)
        self._follow(signal, story)

    def join(self, signal: Signal, taken: set[str]) -> tuple[str, str]:
        """Return the event of the archive that a mention is of, and its story.

        Args:
            signal: The mention.
            taken: Events that other mentions of the same article have: an article's own events
                are different ones.
        """
        best: tuple[float, Happening] | None = None
        for key in self._keys(signal):
            for known in self._alive(key, signal.known):
                if known.uid in taken:
                    continue
                chance = self._score(known, signal)
                if chance >= _THRESHOLD and (best is None or chance > best[0]):
                    best = (chance, known)
        if best is not None:
            self._learn(best[1], signal)
            self._follow(signal, best[1].story)
            return best[1].uid, best[1].story
        uid = self._new(signal, taken)
        story = self._story(signal) or uid
        self._make(signal, uid, story)
        self._follow(signal, story)
        return uid, story

    def hold_story(self, story: str, begun: dt.date, size: int) -> None:
        """Say how long a story has been told, and in how many events."""
        self._begun[story], self._size[story] = begun, size

    def _alive(self, key: str, day: dt.date) -> Iterator[Happening]:
        """Yield the newest events of a block that a report of a day may be of, oldest first."""
        held = self._blocks.get(key, ())
        near = (known for known in reversed(held) if day - known.last <= NEAR)
        yield from reversed(list(islice(near, _LOOK)))

    def _new(self, signal: Signal, taken: set[str]) -> str:
        """Return a name for an event that nothing told of before."""
        uid = f"{signal.key[:12]}-{signal.event}"
        again = 2
        while uid in taken or uid in self._by_uid:
            uid = f"{signal.key[:12]}-{signal.event}-{again}"
            again += 1
        return uid

    def forget(self, day: dt.date) -> None:
        """Let go of events that no report will be joined to any more."""
        gone = {uid for uid, known in self._by_uid.items() if day - known.last > NEAR}
        for uid in gone:
            del self._by_uid[uid]
        for key in list(self._blocks):
            kept = [k for k in self._blocks[key] if k.uid not in gone]
            if kept:
                self._blocks[key] = kept
            else:
                del self._blocks[key]
        for thread in [t for t, (_, then) in self._stories.items() if day - then > _STORY]:
            del self._stories[thread]
        told = {story for story, _ in self._stories.values()}
        told |= {known.story for known in self._by_uid.values()}
        for story in self._begun.keys() - told:
            del self._begun[story], self._size[story]

    def _score(self, known: Happening, signal: Signal) -> float:
        if signal.known - known.last > NEAR or known.type != signal.type:
            return 0.0
        modes = {known.mode, signal.mode} - {None}
        if len(modes) > 1:
            return 0.0
        place = same_place(known.place, signal.place)
        if place == "other":
            return 0.0
        told = signal.dated and (known.begin or known.end)
        apart = abs(days_apart((known.begin, known.end), (signal.begin, signal.end))) if told else 0
        if apart > 1:
            return 0.0
        people = agree(known.parties, signal.parties)
        if people.share is not None and people.share < 0.45:
            return 0.0
        signs = {
            "bias": 1.0,
            "people": people.share or 0.0,
            "everyone": float(people.share is not None and people.both),
            "word": float(same_call(signal.lemma, known.lemma)),
            "mode": float(bool(modes) and known.mode == signal.mode),
            "exact": float(bool(told) and apart == 0),
            "near": float(not told and (signal.known - known.last).days <= 2),
            "place": float(place == "same"),
            "words": shared_words(signal.words, known.words),
        }
        return chance(weighed(signs, "happenings"))

    def _make(self, signal: Signal, uid: str, story: str) -> None:
        made = Happening(
            uid, signal.type, signal.mode, signal.lemma, list(signal.parties), signal.place,
            signal.begin if signal.dated else None, signal.end if signal.dated else None,
            signal.known, signal.words, story,
        )  # fmt: skip
        self._by_uid[uid] = made
        self._begun.setdefault(story, signal.known)
        self._size[story] = self._size.get(story, 0) + 1
        for key in self._keys(signal):
            self._blocks[key].append(made)

    @staticmethod
    def _learn(known: Happening, signal: Signal) -> None:
        known.last = max(known.last, signal.known)
        known.words |= signal.words
        if len(known.words) > 60:
            known.words = frozenset(sorted(known.words)[:60])
        if len(signal.parties) > len(known.parties):
            known.parties = list(signal.parties)
        known.place = known.place or signal.place
        known.mode = known.mode or signal.mode
        if signal.dated and known.begin is None:
            known.begin, known.end = signal.begin, signal.end

    @staticmethod
    def _thread(signal: Signal) -> tuple[str, ...] | None:
        """Return what a story goes by: the two who take part, or one and the place."""
        who = sorted({p.country or p.key for p in named(signal.parties)})
        if len(who) >= 2:
            return tuple(who[:3])
        if who and signal.place is not None:
            return (who[0], family(signal.type), signal.place.name.lower())
        return None

    def _story(self, signal: Signal) -> str | None:
        thread = self._thread(signal)
        found = self._stories.get(thread) if thread else None
        if found is None or signal.known - found[1] > _STORY:
            return None
        told = signal.known - self._begun[found[0]] > _LONG or self._size[found[0]] >= _MANY
        return None if told else found[0]

    def _follow(self, signal: Signal, story: str) -> None:
        if thread := self._thread(signal):
            self._stories[thread] = (story, signal.known)
