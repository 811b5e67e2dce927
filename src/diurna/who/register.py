"""The register of a cast: its members, and the words for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from diurna.language import Entity, Reading
from diurna.record import ActorKind
from diurna.syntax.lexicon import words
from diurna.who.members import Member
from diurna.who.roles import country_at
from diurna.world.knowledge import knowledge
from diurna.world.tables import (
    countries,
)

LABELS: Final = frozenset({"Person", "Organization", "Location", "NORP", "Facility"})
"""Classes of the names that actors may bear."""
GOVERNMENTS: Final = words("governments")
_ARTICLES: Final = words("articles")


class Register:
    """Holds the members and which words are whose; what adds to it is laid over it.

    Args:
        reading: The text as the model sees it.
        day: The day it is read on, or None.
        known: Actors of the sections of the article before this one.
    """

    def __init__(
        self, reading: Reading, day: dt.date | None = None, known: Sequence[Member] = ()
    ) -> None:
        self.reading, self.day, self.known = reading, day, known
        self.members: list[Member] = []
        self._at: dict[int, Member] = {}
        self._keys: dict[str, Member] = {}
        self._shorts: dict[str, Member] = {}
        self._spots: dict[int, str] = {}

    def actor_of(self, index: int) -> str | None:
        """Return the id of the actor that a word stands for."""
        raise NotImplementedError

    def _new(self, kind: ActorKind, name: str) -> Member:
        member = Member(len(self.members) + 1, kind, name)
        self.members.append(member)
        return member

    def _recalled(self, known: Member | None) -> Member | None:
        """Return one of a section before as a member of this one, with no mention yet."""
        if known is None:
            return None
        member = replace(
            known, number=len(self.members) + 1, mentions=set(), parts=list(known.parts),
            sectors=list(known.sectors),
        )  # fmt: skip
        self.members.append(member)
        return member

    def _mention(self, member: Member, begin: int, end: int) -> None:
        member.mentions.add((begin, end))
        for index in range(begin, end):
            self._at.setdefault(index, member)

    def _text(self, begin: int, end: int) -> str:
        while begin < end - 1 and self.reading.words[begin].lower() in _ARTICLES:
            begin += 1
        while end > begin + 1 and self.reading.words[end - 1] in ("'s", "’s", "'", "’", ","):
            end -= 1
        span = self.reading.span(begin, end).text
        return " ".join(span.split())

    def _head(self, entity: Entity) -> int:
        """Return the word of a name that the rest of it hangs on."""
        inside = range(entity.begin, entity.end)
        return next((i for i in inside if self.reading.heads[i] not in inside), entity.end - 1)

    def _state(self, iso: str) -> Member:
        if iso not in self._keys:
            country = countries().get(iso)
            member = self._new("state", country.name if country else iso)
            member.country, member.entity, member.sectors = iso, f"country:{iso}", ["GOV"]
            self._keys[iso] = member
        return self._keys[iso]

    def _phrase(self, head: int) -> tuple[int, int]:
        """Return the words of a noun phrase up to its head, modifiers included."""
        reading = self.reading
        begin = head
        for child in reading.children(head, "det", "amod", "compound", "nmod", "nummod"):
            if child < head:
                begin = min(begin, reading.subtree(child)[0])
        for index in range(head - 1, begin - 1, -1):
            if reading.words[index] in (",", ";", ":"):
                begin = index + 1
                break
        return max(begin, head - 6), head + 1

    def _country_of_phrase(self, head: int) -> str | None:
        """Read whose a noun is: by a name or adjective first, then by its owner."""
        reading = self.reading
        modifiers = list(reading.children(head, "amod", "compound", "nmod"))
        for child in modifiers:
            if code := country_at(reading, child):
                return self._spot(child) or code
            if reading.lemmas[child].lower() in ("lead", "led"):
                for leader in reading.children(child, "compound", "obl", "nmod", "amod"):
                    if code := country_at(reading, leader):
                        return code
        for child in modifiers:
            if reading.relations[child] == "nmod:poss" and (owner := self.actor_of(child)):
                return self.member(owner).country
        for child in modifiers:
            namesake = self._at.get(child) if reading.relations[child] == "compound" else None
            if namesake is not None and namesake.kind == "person":
                return namesake.country
        return self._ruled(head) if head - 1 in modifiers else None

    def _spot(self, word: int) -> str | None:
        """Return the state of a town that bears a seat's name: "residents of Cairo, Georgia"."""
        seat = country_at(self.reading, word, ("name", "demonym")) is None
        return self._spots.get(word) if seat else None

    def _ruled(self, head: int) -> str | None:
        """Return the state of a government that is called by its leader's surname."""
        reading = self.reading
        if self.day is None or reading.lemmas[head].lower() not in GOVERNMENTS:
            return None
        if reading.upos[head - 1] != "PROPN":
            return None
        known = knowledge().person([reading.words[head - 1]], self.day, rules=True)
        return known.country if known else None

    def member(self, identity: str) -> Member:
        """Return the member that bears an id."""
        return self.members[int(identity[1:]) - 1]
