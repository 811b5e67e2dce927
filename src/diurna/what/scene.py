"""Who takes part in an event, chosen among everybody whom its scene names.

Each choice is a fitted decision (`decisions.py`) over signs with names: what the rules of the tree
say, what the clause reader sees, how near it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from diurna.language import Reading
from diurna.said import Said
from diurna.what.clauses import Clauses
from diurna.what.decisions import Sign, bar, score
from diurna.what.found import Found
from diurna.what.surroundings import Surroundings, ratio
from diurna.who import Cast

HEARD: Final = 0.06
"""Probability of taking part from which a word of the sentence is asked who it stands for."""
_NAMES: Final = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM"})
_BACK: Final = 2
"""Sentences back from which people of other events are asked whether they take part."""
_BELONGING: Final = frozenset({"nmod", "compound", "appos", "amod", "flat"})


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody who may take part in an event.

    Attributes:
        id: Of the cast.
        words: Words of the sentence that stand for them.
        beside: How they take part, by rule, in what is told around.
    """

    id: str
    words: tuple[int, ...]
    beside: frozenset[str]


class Scene(Surroundings):
    """Scores who and what stands around the predicates of one text.

    Args:
        reading: The text as the model sees it.
        cast: Its actors.
        clauses: What the clause reader makes of it.
        said: Its statements.
    """

    def __init__(self, reading: Reading, cast: Cast, clauses: Clauses, said: list[Said]) -> None:
        super().__init__(reading, clauses, said)
        self.cast = cast
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

    def _beside(self, found: Found) -> dict[str, set[str]]:
        """Return how everybody takes part by rule in what is told around, by their ids."""
        here = self.reading.sentence_number(found.trigger)
        out: dict[str, set[str]] = {}
        for other, there, actors, recipients in self._ruled:
            if other is found or not -_BACK <= there - here <= 0:
                continue
            alike = other.entry.type == found.entry.type
            for side, ids in (("actor", actors), ("recipient", recipients)):
                told = {f"{side} beside", f"{side} beside, {here - there} sentences before"}
                told |= {f"{side} beside of the same type"} if alike else set()
                for identity in sorted(ids):
                    out.setdefault(identity, set()).update(told)
        return out

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
        beside = self._beside(found)
        for identity in beside:
            words.setdefault(identity, [])
        sentence = reading.sentence(found.trigger)
        for identity, held in words.items():
            if not held:
                spans = self.cast.member(identity).mentions
                held += sorted({w for b, e in spans if sentence.begin <= b and e <= sentence.end
                                if (w := reading.outward(b, e)) is not None})  # fmt: skip
        return [
            Part(identity, tuple(held), frozenset(beside.get(identity, ())))
            for identity, held in words.items()
        ]

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
                best = max(ratio(row, role) for row in rows)
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
        away = "here" if part.words else "away"
        sides = (("actor", found.actors), ("recipient", found.recipients))
        lacking = ["", *(f", no {side} by rule" for side, ids in sides if not ids)]
        for sign in sorted(part.beside):
            yield from ((f"{sign}, {away}{lack}", 1.0) for lack in lacking)
        rank = self._rank.get(part.id, 99)
        yield f"told of {'most' if rank == 0 else 'much' if rank < 3 else 'less'}, {away}", 1.0
        if part.id in self._above:
            yield f"in the headline, {away}, {ruled}", 1.0

    def _speaks(self, found: Found, identity: str) -> bool:
        start, end = self.reading.starts[found.trigger], self.reading.ends[found.trigger]
        return any(s.speaker == identity and s.covers(start, end) for s in self.said)

    def settle(self, found: Found) -> None:
        """Choose who takes part, and on which side."""
        ruled = {"actor": set(found.actors), "recipient": set(found.recipients)}
        sides: dict[str, list[tuple[int, str]]] = {side: [] for side in ruled}
        parts = self.parts(found)
        for part in parts:
            signs = list(self.of_part(found, part, parts))
            scores = {side: score(side, signs, short=self.short) for side in sides}
            best = max(scores, key=lambda s: scores[s])
            first = min(part.words, default=len(self.reading))
            if scores[best] > bar("part", short=self.short):
                sides[best].append((first, part.id))
        chosen = {i for taken in sides.values() for _, i in taken}
        taking = [p for p in parts if p.id in chosen]
        behind = {p.id for p in taking if self._state_behind(p, taking)}
        found.actors, found.recipients = (
            [i for _, i in sorted(taken, key=lambda t: t[0]) if i not in behind - ruled[side]]
            for side, taken in sides.items()
        )

    def _state_behind(self, part: Part, chosen: Sequence[Part]) -> bool:
        """Say whether a state only tells whose another is: "the presidents of Peru and Chile"."""
        member = self.cast.member(part.id)
        if member.kind != "state":
            return False
        own = [p for p in chosen if self.cast.member(p.id).country == member.country]
        return any(p.id != part.id for p in own) and bool([*self._inside(part, chosen)])
