"""What a later article says became of an entry: read over the sentences that speak of it."""

from __future__ import annotations

import datetime as dt
import math
import tomllib
from collections.abc import Container, Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from diurna.agenda.entries import Entry
from diurna.agenda.entries import days as length
from diurna.agenda.match import call, family, same_place
from diurna.agenda.outcome import Bearing, Reading
from diurna.agenda.parties import Party, alike, named, tokens
from diurna.agenda.passages import Passage, Told, Window, stem, stems

_DAY: Final = dt.timedelta(days=1)
_CUES: Final = "cues"
_FEW: Final = 8
"""Sentences that are read closely, those that are most about an entry."""


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("diurna.agenda") / "data/later.toml").read_text("utf-8"))


@cache
def cues() -> dict[str, frozenset[str]]:
    """Return the words of a sentence that hint at what becomes of a plan, by hint."""
    return {name: frozenset(words) for name, words in _data()[_CUES].items()}


_RAREST: Final = 5.3


@cache
def _commonness() -> dict[str, float]:
    text = (files("diurna.agenda") / "data/commonness.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {word: float(value) for word, value in rows}


def rarity(word: str) -> float:
    """Return how rare a stem is in the news."""
    return _commonness().get(word, _RAREST)


@lru_cache(maxsize=1 << 14)
def _restemmed(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(stem, words))


@lru_cache(maxsize=1 << 15)
def _calls(words: frozenset[str]) -> frozenset[str]:
    return frozenset(n for word in words for n in call(word))


def _names(entry: Entry) -> frozenset[str]:
    place = [entry.place.name] if entry.place else []
    names = [*(p.name for p in entry.parties), *place]
    return frozenset(w for name in names for w in stems(name))


def _share(own: Iterable[str], words: frozenset[str]) -> float:
    """Return the share of words that a sentence has, the rare ones weighing most."""
    known = [(rarity(w), w in words) for w in own]
    whole = math.fsum(r for r, _ in known)
    return math.fsum(r for r, held in known if held) / whole if whole else 0.0


def _who(own: list[Party], people: Iterable[Party], words: frozenset[str]) -> float:
    """Return the share of those who take part that are named."""
    if not own:
        return 0.0
    found = 0.0
    for party in own:
        best = max((alike(party, other) for other in people), default=0.0)
        found += max(best, 0.9) if set(tokens(party.key)[-1:]) & words else best
    return found / len(own)


def _inside(window: Window, entry: Entry) -> str:
    """Say how days stand to the entry's: exact, within, wider, before or after."""
    if entry.undated or entry.begin is None:
        return "free"
    begin, end = window[0] or dt.date.min, window[1] or dt.date.max
    last = entry.end or dt.date.max
    if (window[0], window[1]) == (entry.begin, entry.end):
        return "exact"
    if begin >= entry.begin and end <= last:
        return "within"
    if end < entry.begin:
        return "before"
    if begin > last:
        return "after"
    return "wider"


class Later:
    """Holds one article against entries.

    Args:
        read: Its sentences.
        known: Its day.
    """

    def __init__(self, read: Sequence[Passage], known: dt.date) -> None:
        self.read, self.known = read, known
        self.people = list({p.key: p for x in read for p in x.people}.values())
        self.words = frozenset(w for x in read for w in x.words)
        self.tokens = frozenset(w for x in read for w in x.tokens)
        self.families = {family(t.signal.type) for x in read for t in x.told}

    def may_bear(self, entry: Entry) -> bool:
        """Say whether an article may bear on an entry at all: somebody, and something."""
        own = named(entry.parties)
        if own and not any(alike(p, q) for p in own for q in self.people):
            return False
        return (
            family(entry.type) in self.families
            or stem(entry.lemma) in self.words
            or len((_restemmed(entry.words) & self.words) - _names(entry)) >= 3
        )

    def bearings(
        self, entry: Entry, ruled: dict[str, float], others: Container[str] = ()
    ) -> list[Bearing]:
        """List the sentences with their signs.

        Args:
            entry: Held against.
            ruled: What the rules make of the article, with the chance of the match.
            others: Events that are of other entries: their sentences are left out.
        """
        whole = self._whole(entry, ruled)
        who, names, lemma = named(entry.parties), _names(entry), stem(entry.lemma)
        own = _restemmed(entry.words) - names
        core = (stems(entry.what) - names) | {lemma}
        held = [
            (self._shares(entry, passage, own, core, lemma, who), passage)
            for passage in self.read
            if not any(t.signal.event in others for t in passage.told if self._related(entry, t))
        ]
        held.sort(key=lambda x: -x[0]["rel"])
        return [self._bearing(entry, passage, shares, whole) for shares, passage in held[:_FEW]]

    def _shares(
        self,
        entry: Entry,
        passage: Passage,
        own: frozenset[str],
        core: frozenset[str],
        lemma: str,
        who: list[Party],
    ) -> dict[str, float]:
        """Return how far a sentence is about an entry, cheaply."""
        signs = {
            "who": _who(who, passage.people, passage.words),
            "word": float(lemma in passage.words),
            "common": _share(own, passage.words),
            "core": _share(core, passage.words),
            "call": float(bool(call(entry.lemma) & _calls(passage.tokens))),
            "place": max(
                ({"same": 1.0, "within": 0.4}.get(same_place(entry.place, p), 0.0)
                 for p in passage.places),
                default=0.0,
            ),
        }  # fmt: skip
        if signs["word"]:
            signs["call"] = 0.0
        related = any(self._related(entry, t) for t in passage.told)
        signs["rel"] = min(1.0, 0.3 * signs["who"] + 0.15 * max(signs["word"], signs["call"])
                           + 0.5 * signs["core"] + 0.3 * signs["common"] + 0.1 * signs["place"]
                           + 0.2 * related)  # fmt: skip
        signs["rel2"] = signs["rel"] ** 2
        return signs

    def _whole(self, entry: Entry, ruled: dict[str, float]) -> dict[str, float]:
        """Return the signs that all sentences share."""
        signs = {"always": 1.0}
        known = self.known
        last = entry.end
        if entry.undated or (entry.end is None):
            signs["open"] = 1.0
        if entry.begin and known < entry.begin:
            signs["ahead"] = 1.0
        elif last is not None and known > last:
            late = (known - last).days
            signs["past"] = 1.0
            signs["past.3"] = float(late <= 3)
            signs["past.long"] = min(late, 30) / 30
        else:
            signs["in"] = 1.0
            signs["last day"] = float(last == known)
        if last is not None and entry.begin is not None:
            signs["one day"] = float(last == entry.begin)
        signs[f"was {entry.status}"] = 1.0
        own = named(entry.parties)
        signs["who.article"] = _who(own, self.people, self.words)
        signs["nobody"] = float(not own)
        age = (known - entry.announced_on).days
        signs["same day"] = float(age <= 0)
        signs["old"] = min(age, 60) / 60
        for kind, chance in ruled.items():
            signs[f"rule {kind}"] = 1.0
            signs[f"rule {kind} sure"] = max(0.0, chance - 0.5) * 2
        return signs

    def _bearing(
        self, entry: Entry, passage: Passage, shares: dict[str, float], whole: dict[str, float]
    ) -> Bearing:
        signs = whole | shares
        rel = signs["rel"]
        signs["lead"] = float(passage.lead)
        signs["title"] = float(passage.at == 0)
        related = [t for t in passage.told if self._related(entry, t)]
        best = max(related, key=lambda t: self._near(entry, t), default=None)
        tags: set[str] = set()
        for told in related:
            tags.add(f"event {told.status}")
            if told.announced:
                tags.add("event announced")
            tags |= {f"change {c}" for c in told.changes}
            tags |= {f"event days {x}" for x in self._stand(entry, told.window)}
        for told in passage.told:
            if told not in related:
                tags |= {f"other change {c}" for c in told.changes}
                tags.add(f"other {told.status}")
        for window in passage.days:
            tags |= {f"days {x}" for x in self._stand(entry, window)}
        for name, words in cues().items():
            if words & passage.tokens:
                tags.add(f"cue {name}")
        timing = "past" if "past" in whole else "ahead" if "ahead" in whole else "in"
        for tag in sorted(tags):
            signs[f"{tag} *rel"] = rel
            signs[tag] = 1.0
        for tag in ("rel", "word", "who"):
            signs[f"{timing}*{tag}"] = signs[tag]
        for tag in sorted(tags):
            if tag.startswith(("event ", "cue ahead", "cue past")):
                signs[f"{timing}*{tag}"] = rel
        return Bearing(passage, {k: v for k, v in signs.items() if v or k == "rel"}, best)

    def _related(self, entry: Entry, told: Told) -> bool:
        signal = told.signal
        same = family(signal.type) == family(entry.type)
        called = signal.lemma == entry.lemma or bool(call(signal.lemma) & call(entry.lemma))
        return same or called

    @staticmethod
    def _near(entry: Entry, told: Told) -> tuple[bool, bool, bool]:
        signal = told.signal
        return (
            signal.lemma == entry.lemma,
            bool(call(signal.lemma) & call(entry.lemma)),
            signal.type == entry.type,
        )

    def _stand(self, entry: Entry, window: Window) -> list[str]:
        """Say how days stand to the entry's and to the day of the article."""
        if window == (None, None):
            return []
        how = _inside(window, entry)
        last = window[1] or window[0]
        over = last is not None and last <= self.known
        return [how, f"{how} {'over' if over else 'ahead'}"]

    def days(self, entry: Entry, reading: Reading) -> Window | None:
        """Return the days that an outcome gives an entry; None where it keeps its own."""
        bearing = reading.bearing
        if bearing is None or reading.outcome in ("postponed", "cancelled"):
            return None
        passage, known = bearing.passage, self.known
        own = [t for t in passage.told if self._related(entry, t)]
        if reading.outcome == "occurred":
            given = [*(t.window for t in own), *passage.days]
            first = entry.announced_on - _DAY
            past = [w for w in given if w[0] and w[1] and first <= w[0] and w[1] <= known]
            return self._narrower(entry, past) or self._today(entry)
        planned = [t.window for t in own if t.announced or t.status == "planned"]
        ahead = [w for w in planned if w[0] and w[1] and w[1] > known]
        if reading.outcome == "confirmed":
            return self._narrower(entry, [w for w in ahead if w != (entry.end, entry.end)])
        given = [w for w in (*ahead, *passage.days) if w[0] and w[1] and w[1] > known]
        other = [w for w in given if entry.undated or _inside(w, entry) in ("before", "after")]
        return min(other, key=lambda w: length(*w), default=None)

    def _today(self, entry: Entry) -> Window | None:
        """Return the day of the article, where what has come about within days has no day told."""
        begin, end = entry.begin, entry.end
        if begin is not None and begin == end:
            return None
        late = end is not None and self.known > end
        early = begin is not None and self.known < begin
        return None if late or early else (self.known, self.known)

    @staticmethod
    def _narrower(entry: Entry, given: list[Window]) -> Window | None:
        """Return the fewest days that are given, if fewer than the entry has."""
        best = min(given, key=lambda w: length(*w), default=None)
        if best is None or (not entry.undated and length(*best) >= length(entry.begin, entry.end)):
            return None
        return best
