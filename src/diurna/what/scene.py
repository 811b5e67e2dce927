"""Who, when and where of an event, chosen among everybody and everything that its scene names.

Each choice is a fitted decision (`decisions.py`) over signs with names: what the rules of the tree
say, what the clause reader sees, how near it stands.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from diurna.language import Reading
from diurna.record import TimeSpan
from diurna.said import Said
from diurna.what.clauses import ROLES, Array, Clauses
from diurna.what.decisions import SHORT, Sign, score
from diurna.what.found import Found
from diurna.where import Located
from diurna.who import Cast

HEARD: Final = 0.06
"""Probability of taking part from which a word of the sentence is asked who it stands for."""
_NAMES: Final = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM"})
LIKELY: Final = 0.1
"""Log odds from which somebody takes part in what an article tells; in a short text 0."""
DATED: Final = -1.0
"""Log odds from which a time is an event's in an article; in a short text 0."""
_BACK: Final = 2
"""Sentences back from which people of other events are asked whether they take part."""
_BELONGING: Final = frozenset({"nmod", "compound", "appos", "amod", "flat"})
_LISTED: Final = re.compile(r"(?:,|,? and|,? or)(?: on)? ")
_WIDE: Final = 45
"""Days beyond which a time is a wide one."""
_REFERENCES: Final = frozenset({"PAST_REF", "FUTURE_REF", "PRESENT_REF"})


def _ratio(row: Array, role: str) -> float:
    """Return the log odds of a role against none, within bounds."""
    a, none = float(row[ROLES.index(role)]), float(row[0])
    return max(-5.0, min(5.0, math.log((a + 1e-4) / (none + 1e-4))))


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody who may take part in an event.

    Attributes:
        id: Of the cast.
        words: Words of the sentence that stand for them.
    """

    id: str
    words: tuple[int, ...]


class Scene:
    """Scores what stands around the predicates of one text.

    Args:
        reading: The text as the model sees it.
        cast: Its actors.
        clauses: What the clause reader makes of it.
        said: Its statements.
    """

    def __init__(self, reading: Reading, cast: Cast, clauses: Clauses, said: list[Said]) -> None:
        self.reading, self.cast, self.clauses, self.said = reading, cast, clauses, said
        self.short = len(reading) < SHORT
        self._roles: dict[int, dict[int, Array]] = {}
        self._ruled: list[tuple[Found, int, frozenset[str], frozenset[str]]] = []
        counted = sorted(cast.members, key=lambda m: -len(m.mentions))
        self._rank = {m.id: n for n, m in enumerate(counted)}
        self._above = {
            m.id
            for m in cast.members
            if any(reading.sentence_number(b) == 0 for b, _ in m.mentions)
        }

    def show(self, events: Sequence[Found]) -> None:
        """Take in everything that was found, with whom the rules name, before any is settled."""
        number = self.reading.sentence_number
        self._ruled = [
            (e, number(e.trigger), frozenset(e.actors), frozenset(e.recipients)) for e in events
        ]

    def _beside(self, found: Found) -> Iterator[tuple[str, str, int, bool]]:
        """Yield who takes part by rule in what is told around: id, side, sentences, same type."""
        here = self.reading.sentence_number(found.trigger)
        for other, there, actors, recipients in self._ruled:
            if other is found or not -_BACK <= there - here <= 0:
                continue
            alike = other.entry.type == found.entry.type
            for side, ids in (("actor", actors), ("recipient", recipients)):
                for identity in sorted(ids):
                    yield identity, side, here - there, alike

    def roles(self, word: int) -> dict[int, Array]:
        """Return what each word of a predicate's sentence is to it."""
        if word not in self._roles:
            self._roles[word] = self.clauses.roles(self.reading, word)
        return self._roles[word]

    def parts(self, found: Found) -> list[Part]:
        """Return everybody who may take part: whom the rules name, whom the reader hears."""
        reading = self.reading
        words: dict[str, list[int]] = {i: [] for i in (*found.actors, *found.recipients)}
        for word, row in self.roles(found.trigger).items():
            if row[1] + row[2] < HEARD or reading.upos[word] not in _NAMES:
                continue
            ids = self.cast.actors_of(word) if reading.upos[word] != "ADJ" else []
            if not ids and (state := self.cast.state_of(word)) is not None:
                ids = [state]
            for identity in ids:
                words.setdefault(identity, []).append(word)
        for identity, _, _, _ in self._beside(found):
            words.setdefault(identity, [])
        sentence = reading.sentence(found.trigger)
        for identity, held in words.items():
            if not held:
                spans = self.cast.member(identity).mentions
                held += sorted({w for b, e in spans if sentence.begin <= b and e <= sentence.end
                                if (w := reading.outward(b, e)) is not None})  # fmt: skip
        return [Part(identity, tuple(held)) for identity, held in words.items()]

    def _inside(self, part: Part, parts: Sequence[Part]) -> Iterator[str]:
        """Yield how somebody's words belong to another's: "Peru" of "President Soto of Peru"."""
        reading = self.reading
        others = [p for p in parts if p.id != part.id]
        held = {w for p in others for w in p.words}
        for word in part.words:
            if any(b <= word < e for p in others for b, e in self.cast.member(p.id).mentions):
                yield "within another's name"
            at = word
            while reading.relations[at].partition(":")[0] in _BELONGING and reading.heads[at] >= 0:
                at = reading.heads[at]
                if at in held:
                    yield "of another"
                    yield f"of another by {reading.relations[word].partition(':')[0]}"
                    break

    def of_part(self, found: Found, part: Part, parts: Sequence[Part] = ()) -> Iterator[Sign]:
        """Yield what speaks for somebody's part in an event.

        Args:
            found: The event.
            part: Who it is.
            parts: Everybody who may take part in it.
        """
        yield from ((sign, 1.0) for sign in dict.fromkeys(self._inside(part, parts)))
        rows = [row for w in part.words if (row := self.roles(found.trigger).get(w)) is not None]
        member = self.cast.member(part.id)
        ruled = "actor" if part.id in found.actors else None
        ruled = "recipient" if part.id in found.recipients else ruled
        yield "always", 1.0
        yield f"rule {ruled}", 1.0
        yield f"rule {ruled} of {found.entry.type}", 1.0
        told = "noun" if found.is_noun else "verb"
        yield f"rule {ruled} of a {told}", 1.0
        if rows:
            for role in ("actor", "recipient", "place"):
                best = max(_ratio(row, role) for row in rows)
                yield f"read {role}", best
                yield f"read {role}, rule {ruled}", best
            near = min(abs(w - found.trigger) for w in part.words)
            yield "far", min(near, 30) / 10
        else:
            yield "not in the sentence", 1.0
            yield f"not in the sentence, rule {ruled}", 1.0
        yield from self._scenic(found, part, f"rule {ruled}")
        yield f"kind {member.kind}", 1.0
        yield f"type {found.entry.type}", 1.0
        if not found.actors:
            yield "no actor by rule", 1.0
        if not found.recipients:
            yield "no recipient by rule", 1.0
        if found.entry.mutual:
            yield "mutual", 1.0
        if not member.country and not member.sectors:
            yield "nobody known", 1.0
        if self._speaks(found, part.id):
            yield "speaker", 1.0
            yield f"speaker, {found.verdict.status}", 1.0
        if part.words and all(self.reading.upos[w] in ("ADJ", "PROPN") and
                              self.reading.relations[w].partition(":")[0] in ("amod", "compound")
                              for w in part.words):  # fmt: skip
            yield "modifier", 1.0

    def _scenic(self, found: Found, part: Part, ruled: str) -> Iterator[Sign]:
        """Yield what the rest of the article says of somebody's part in an event."""
        seen = set()
        for identity, side, apart, alike in self._beside(found):
            if identity == part.id:
                seen |= {f"{side} beside", f"{side} beside, {apart} sentences before"}
                seen |= {f"{side} beside of the same type"} if alike else set()
        away = "here" if part.words else "away"
        yield from ((f"{sign}, {away}", 1.0) for sign in sorted(seen))
        if not found.actors:
            yield from ((f"{sign}, {away}, no actor by rule", 1.0) for sign in sorted(seen))
        if not found.recipients:
            yield from ((f"{sign}, {away}, no recipient by rule", 1.0) for sign in sorted(seen))
        rank = self._rank.get(part.id, 99)
        yield f"told of {'most' if rank == 0 else 'much' if rank < 3 else 'less'}, {away}", 1.0
        if part.id in self._above:
            yield f"in the headline, {away}, {ruled}", 1.0

    def _speaks(self, found: Found, identity: str) -> bool:
        start, end = self.reading.starts[found.trigger], self.reading.ends[found.trigger]
        return any(s.speaker == identity and s.covers(start, end) for s in self.said)

    def settle(self, found: Found) -> None:
        """Choose who takes part, and on which side."""
        actors: list[tuple[int, str]] = []
        recipients: list[tuple[int, str]] = []
        parts = self.parts(found)
        named = found.people
        for part in parts:
            signs = list(self.of_part(found, part, parts))
            scores = {
                "actor": score("actor", signs, short=self.short),
                "recipient": score("recipient", signs, short=self.short),
            }
            best = max(scores, key=lambda s: scores[s])
            first = min(part.words, default=len(self.reading))
            if scores[best] > (0.0 if self.short else LIKELY):
                (actors if best == "actor" else recipients).append((first, part.id))
        chosen = {i for _, i in (*actors, *recipients)}
        behind = {
            p.id
            for p in parts
            if p.id in chosen - named
            and self._state_behind(p, [q for q in parts if q.id in chosen])
        }
        actors = [a for a in actors if a[1] not in behind]
        recipients = [r for r in recipients if r[1] not in behind]
        found.actors = [i for _, i in sorted(actors, key=lambda a: a[0])]
        found.recipients = [i for _, i in sorted(recipients, key=lambda a: a[0])]

    def _state_behind(self, part: Part, chosen: Sequence[Part]) -> bool:
        """Say whether a state only tells whose another is: "the presidents of Peru and Chile"."""
        member = self.cast.member(part.id)
        if member.kind != "state":
            return False
        own = [p for p in chosen if self.cast.member(p.id).country == member.country]
        return any(p.id != part.id for p in own) and bool([*self._inside(part, chosen)])

    # Times and places

    def of_time(
        self, found: Found, time: TimeSpan, ruled: Sequence[TimeSpan], rivals: Sequence[Found]
    ) -> Iterator[Sign]:
        """Yield what speaks for a time's being an event's.

        Args:
            found: The event.
            time: The time.
            ruled: The times that the rules of the tree give it.
            rivals: All that was found.
        """
        reading = self.reading
        words = reading.between(time.span.start, time.span.end)
        if not words:
            return
        at = min(words, key=lambda w: abs(w - found.trigger))
        here, there = (reading.sentence_number(w) for w in (found.trigger, at))
        yield "always", 1.0
        hung = any(t.id == time.id for t in ruled)
        yield ("by rule" if hung else "not by rule"), 1.0
        first = next((t for t in ruled if t.begin or t.end), None)
        if first is not None and first.id == time.id:
            yield "first by rule", 1.0
        if ruled and not hung:
            yield "another by rule", 1.0
        if here == there:
            rows = [row for w in words if (row := self.roles(found.trigger).get(w)) is not None]
            best = max((_ratio(row, "time") for row in rows), default=-5.0)
            yield "read", best
            yield f"read, {'by rule' if hung else 'not by rule'}", best
            between = range(min(at, found.trigger) + 1, max(at, found.trigger))
            nearer = sum(r.trigger in between and r.chance > 0.4 for r in rivals)
            yield "others between", min(nearer, 3)
            yield "far", min(abs(at - found.trigger), 30) / 10
            if at < found.trigger:
                yield "before", 1.0
        else:
            yield "another sentence", 1.0
            yield f"sentences {max(-3, min(3, there - here))}", 1.0
        yield f"type {time.type}", 1.0
        yield f"event {found.entry.type}", 1.0
        yield f"status {found.verdict.status}", 1.0
        if time.value in _REFERENCES:
            yield f"value {time.value}", 1.0
        if time.begin is None and time.end is None:
            yield "no days", 1.0
        elif time.begin and time.end and (time.end - time.begin).days > _WIDE:
            yield "wide", 1.0
        elif time.begin is None or time.end is None:
            yield "open", 1.0
        if any(s.cue is not None and self._hangs(at, s.cue) for s in self.said):
            yield "of the saying", 1.0
            if any(s.cue == found.trigger for s in self.said):
                yield "of its own saying", 1.0

    def _hangs(self, word: int, cue: int) -> bool:
        head = self.reading.heads[word]
        return head == cue or (head >= 0 and self.reading.heads[head] == cue)

    def times(
        self, found: Found, told: Sequence[TimeSpan], ruled: Sequence[TimeSpan],
        rivals: Sequence[Found],
    ) -> list[TimeSpan]:  # fmt: skip
        """Return the times of an event, the likeliest first; none where none is likely."""
        near = self.near(found, told)
        scored = [
            (-value, time.span.start, time)
            for time in near
            if (value := score("time", self.of_time(found, time, ruled, rivals), short=self.short))
            > (0.0 if self.short else DATED)
        ]
        out = [time for _, _, time in sorted(scored, key=lambda s: s[:2])]
        return self._run(out[0], near) + out[1:] if out else []

    def _run(self, time: TimeSpan, near: list[TimeSpan]) -> list[TimeSpan]:
        """Return a time with those that it is listed with: "on Monday, Tuesday and Wednesday"."""
        out = [time]
        for other in sorted(near, key=lambda t: t.span.start):
            if _LISTED.fullmatch(self.reading.text[out[-1].span.end : other.span.start]):
                out.append(other)
        for other in sorted(near, key=lambda t: -t.span.start):
            if _LISTED.fullmatch(self.reading.text[other.span.end : out[0].span.start]):
                out.insert(0, other)
        return out

    def near(self, found: Found, told: Sequence[TimeSpan]) -> list[TimeSpan]:
        """Return the times of a sentence and of those beside it."""
        here = self.reading.sentence_number(found.trigger)
        out = []
        for time in told:
            words = self.reading.between(time.span.start, time.span.end)
            if words and abs(self.reading.sentence_number(words[0]) - here) <= 1:
                out.append(time)
        return out

    def of_place(
        self, found: Found, place: Located, ruled: Located | None, rivals: Sequence[Found]
    ) -> Iterator[Sign]:
        """Yield what speaks for a place's being where an event is; see `of_time`."""
        reading = self.reading
        at = min(range(place.begin, place.end), key=lambda w: abs(w - found.trigger))
        here, there = (reading.sentence_number(w) for w in (found.trigger, at))
        hung = place is ruled
        yield "always", 1.0
        yield ("by rule" if hung else "not by rule"), 1.0
        if ruled is not None and not hung:
            yield "another by rule", 1.0
        if here == there:
            rows = [row for w in range(place.begin, place.end)
                    if (row := self.roles(found.trigger).get(w)) is not None]  # fmt: skip
            for role in ("place", "actor", "recipient"):
                best = max((_ratio(row, role) for row in rows), default=-5.0)
                yield f"read {role}", best
            yield (
                f"read, {'by rule' if hung else 'not by rule'}",
                max((_ratio(row, "place") for row in rows), default=-5.0),
            )
            between = range(min(at, found.trigger) + 1, max(at, found.trigger))
            yield (
                "others between",
                min(sum(r.trigger in between and r.chance > 0.4 for r in rivals), 3),
            )
            yield "far", min(abs(at - found.trigger), 30) / 10
        else:
            yield "another sentence", 1.0
            yield f"sentences {max(-3, min(3, there - here))}", 1.0
        yield f"precision {place.place.precision}", 1.0
        yield f"event {found.entry.type}", 1.0
        if place.begin < 12 and here > 1:
            yield "of the opening", 1.0
        if reading.upos[at] == "ADJ":
            yield "adjective", 1.0
        case = next((reading.words[c].lower() for c in reading.children(at, "case")), "")
        yield f"case {case}", 1.0

    def place(
        self, found: Found, places: Sequence[Located], ruled: Located | None,
        rivals: Sequence[Found],
    ) -> Located | None:  # fmt: skip
        """Return where an event is, or None."""
        best, chosen = 0.0, None
        for place in self.around(found, places):
            value = score("place", self.of_place(found, place, ruled, rivals), short=self.short)
            if value > best:
                best, chosen = value, place
        return chosen

    def around(self, found: Found, places: Sequence[Located]) -> list[Located]:
        """Return the places of a sentence and of those beside it."""
        here = self.reading.sentence_number(found.trigger)
        return [p for p in places if abs(self.reading.sentence_number(p.begin) - here) <= 1]


def spoken_on(said: Sequence[Said], start: int, end: int) -> dt.date | None:
    """Return the day on which what covers some characters was said, or None."""
    held = [s for s in said if s.covers(start, end) and s.spoken.begin]
    return min(held, key=lambda s: sum(b - a for a, b in s.content)).spoken.begin if held else None
