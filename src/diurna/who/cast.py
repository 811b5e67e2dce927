"""The cast of an article: every actor once, with the words that name it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from diurna.coref.forms import PRONOUNS, THIRD_PLURAL
from diurna.language import Reading
from diurna.language.dateline import dateline
from diurna.record import Actor, ActorKind, Place
from diurna.syntax.lexicon import kinds, words
from diurna.who.again import Again
from diurna.who.belonging import Settler, acts
from diurna.who.dossiers import Dossiers
from diurna.who.members import Member, recognise
from diurna.who.register import LABELS
from diurna.who.roles import country_at, is_degree, phrase_of
from diurna.world.tables import countries, iso3_of, names, titles

_PAIRS: Final = kinds("counterparts")
_COUNTS: Final = words("counting")
_STORMS: Final = words("storms")
_OF: Final = words("members_of")


class Cast(Again):
    """Finds who is named in a reading and answers which actor a word stands for.

    Args:
        reading: The text as the model sees it.
        day: The day it is read on, on which offices are held; the knowledge base is not asked
            where None.
        places: The places that it names, each with its first word and its end.
        known: Actors of the sections of the article before this one.
    """

    def __init__(
        self,
        reading: Reading,
        day: dt.date | None = None,
        places: Sequence[tuple[int, int, Place]] = (),
        known: Sequence[Member] = (),
    ) -> None:
        super().__init__(reading, day, known)
        self._places = places
        self._spots = {w: code for b, e, p in places for w in range(b, e)
                       if (code := iso3_of(p.country))}  # fmt: skip
        self._settler: Settler | None = None
        head = dateline(reading.text) or (0, 0)
        for entity in reading.entities:
            agency = head[0] <= reading.starts[entity.begin] < head[1]
            if is_degree(reading, entity.begin, entity.end):
                continue
            if entity.label in LABELS and not (agency and entity.label == "Organization"):
                self._name(entity)
        self._nations()
        if day is not None:
            recognise(self.members, day)
        nouns = [i for i, tag in enumerate(reading.upos) if tag in ("NOUN", "PROPN")]
        chains = self._chains()
        for index in nouns:
            holder = self._holds_office(index, chains.get(index, ()))
            if index not in self._at and holder is not None:
                self._mention(holder, *self._phrase(index))
            elif index not in self._at:
                self._nominal(index)
        for index in nouns:
            if index not in self._at:
                self._of_a_nation(index)

    def _holds_office(self, index: int, chain: Sequence[int]) -> Member | None:
        """Return who was named in an office that a noun tells again: "the Vermont senator"."""
        reading = self.reading
        title = titles().get(reading.lemmas[index].lower())
        the = any(reading.words[c].lower() == "the" for c in reading.children(index, "det"))
        if title is None or title.role is None or title.national or not the:
            return None
        if reading.has(index, "Number=Plur"):
            return None
        if reading.child(index, "nmod", "appos", "flat") is not None:
            return None
        named = (self._at.get(at) for at in chain if at < index)
        people = [m for m in named if m is not None and m.kind == "person"]
        return people[-1] if people and people[-1].role == title.role else None

    def introduce(self, head: int, kind: ActorKind) -> str:
        """Make an actor of a noun phrase that names none: "one educator"; returns its id."""
        begin, end = self._phrase(head)
        text = self._group_name(begin, end)
        key = text.lower()
        if key not in self._keys:
            self._keys[key] = self._new(kind, text)
        self._mention(self._keys[key], begin, end)
        return self._keys[key].id

    def join(self, identity: str, head: int) -> None:
        """Take a noun phrase as one more mention of an actor: "the minister"."""
        member, other = self.member(identity), self._at.get(head) or self._pronouns.get(head)
        begin, end = self._phrase(head)
        if head in self._pronouns:
            self._pronouns[head] = member
        if other is not None and other is not member:
            other.mentions.discard((begin, end))
            for index in range(begin, end):
                if self._at.get(index) is other:
                    del self._at[index]
            if not other.mentions and other is self.members[-1]:
                self.members.pop()
                self._keys = {k: m for k, m in self._keys.items() if m is not other}
        self._mention(member, begin, end)

    def actors_of(self, head: int) -> list[str]:
        """Return the ids of the actors that a noun phrase names, coordination included."""
        if several := self._pair(head) or self._both(head):
            return several
        out: list[str] = []
        for index in (head, *self._joined(head)):
            if (found := self.actor_of(index)) and found not in out:
                out.append(found)
                index = self._counted_at(index) or index
                out += [a for a in self._other_nations(index) if a not in out]
        return out

    def _other_nations(self, head: int) -> list[str]:
        """Return the Romanian officials of "Hungarian and Romanian officials"."""
        reading = self.reading
        first = self._at.get(head)
        if first is None or first.kind not in ("group", "organization", "role"):
            return []
        if several := self._of_nations(head, first):
            return several
        out = []
        for adjective in reading.children(head, "amod", "compound"):
            if country_at(reading, adjective, ("demonym", "name")) is None:
                continue
            beside = [
                c
                for c in reading.children(head, "amod")
                if c > adjective and reading.child(c, "cc") is not None
            ]
            for other in [*reading.children(adjective, "conj"), *beside]:
                code = country_at(reading, other, ("demonym", "name"))
                if code is None or code == first.country or other > head:
                    continue
                name = self._text(other, head + 1)
                if name.lower() not in self._keys:
                    member = self._new(first.kind, name)
                    member.country, member.sectors = code, list(first.sectors)
                    self._keys[name.lower()] = member
                member = self._keys[name.lower()]
                member.mentions.add((other, head + 1))
                out.append(member.id)
        return out

    def _of_nations(self, head: int, first: Member) -> list[str]:
        """Return the others of "the presidents of Peru and Chile", "troops from Chad and Mali".

        Of one alone, "the president of Bosnia and Herzegovina", there are no others.
        """
        reading = self.reading
        if not reading.has(head, "Number=Plur"):
            return []
        out = []
        office = phrase_of(reading, head)
        first_word = office[1] if office else head
        for nation in reading.children(head, "nmod"):
            case = {reading.words[c].lower() for c in reading.children(nation, "case")}
            if not case & _OF:
                continue
            for other in (nation, *reading.children(nation, "conj")):
                code = country_at(reading, other, ("name",))
                if code is None or code == first.country:
                    continue
                name = f"{self._text(first_word, head + 1)} of {countries()[code].name}"
                if (key := f"{name.lower()}|{code}") not in self._keys:
                    member = self._new(first.kind, name)
                    member.country, member.sectors = code, list(first.sectors)
                    self._keys[key] = member
                begin, end = min(first_word, other), max(head, other) + 1
                self._keys[key].mentions.add((begin, end))
                out.append(self._keys[key].id)
        return out

    def _pair(self, head: int) -> list[str]:
        """Return the two that "both sides" or "the two leaders" stands for: the last two named."""
        reading = self.reading
        kind = _PAIRS.get(reading.lemmas[head].lower())
        two = {reading.words[c].lower() for c in reading.children(head, "nummod", "det")}
        if kind is None or not two & {"two", "both"}:
            return []
        last: dict[int, int] = {}
        for member in self.members:
            if member.kind == kind:
                before = [b for b, _ in member.mentions if b < head]
                if before:
                    last[member.number] = max(before)
        nearest = sorted(last, key=lambda n: -last[n])[:2]
        return [f"a{n}" for n in sorted(nearest)] if len(nearest) == 2 else []

    def _both(self, head: int) -> list[str]:
        """Return those named together whom "they" stands for: "Peru and Chile said they"."""
        if self.reading.words[head].lower() not in THIRD_PLURAL:
            return []
        found = (self.actor_of(word) for word in self._together(head))
        return list(dict.fromkeys(a for a in found if a is not None))

    def _joined(self, head: int) -> list[int]:
        reading = self.reading
        return [
            c
            for c in reading.children(head, "conj")
            if reading.upos[c] in ("NOUN", "PROPN", "PRON")
        ]

    def actor_of(self, index: int) -> str | None:
        """Return the id of the actor that a word stands for; collective nouns become one."""
        reading = self.reading
        member = self._at.get(index)
        if member is None and reading.words[index].lower() in PRONOUNS:
            member = self._pronoun(index)
        if member is None:
            member = next(self._names_behind(index), None) or self._counted(index)
        if member is None:
            member = self._again(index) or self._collective(index) or self._authority(index)
        if member is not None and self._settler is not None:
            self._settler.settle(member)
        return member.id if member else None

    def _authority(self, index: int) -> Member | None:
        """Return the region or town that acts by itself: "Texas sued the firm"."""
        found = next(((b, e, p) for b, e, p in self._places if b <= index < e), None)
        if found is None or not acts(self.reading, index):
            return None
        begin, end, place = found
        if begin and self.reading.words[begin - 1].lower() in _STORMS:
            return None
        country = iso3_of(place.country)
        if country is None or place.geonames is None or place.precision not in ("region", "city"):
            return None
        key = f"place:{place.geonames}"
        if key not in self._keys:
            member = self._new("organization", place.name)
            member.country, member.entity, member.sectors = country, key, ["GOV"]
            self._keys[key] = member
        self._mention(self._keys[key], begin, end)
        return self._keys[key]

    def settle(self) -> None:
        """Give the actors without a state that of the places they are named with."""
        places = [(b, e, p.country) for b, e, p in self._places if p.country]
        self._settler = Settler(self.reading, self.members, places)
        for member in self.members:
            self._settler.settle(member)

    def place(self, identities: list[str], code: str) -> None:
        """Say where people were met with violence: who has no state is taken to be of that one.

        Args:
            identities: Ids of actors.
            code: ISO2 of the place.
        """
        if self._settler is not None and (iso := iso3_of(code)):
            for identity in identities:
                self._settler.place(self.member(identity), iso)

    def _counted_at(self, index: int) -> int | None:
        """Return the noun that a number of people are of: "scores of refugees"."""
        reading = self.reading
        if reading.lemmas[index].lower() not in _COUNTS:
            return None
        for child in reading.children(index, "nmod"):
            if any(reading.words[c].lower() == "of" for c in reading.children(child, "case")):
                return child
        return None

    def _counted(self, index: int) -> Member | None:
        """Return who "tens of thousands of farmers" or "a group of rebels" are."""
        child = self._counted_at(index)
        if child is None:
            return None
        inner = self.reading.children(child, "nmod")
        found = self.actor_of(child) or next((a for c in inner if (a := self.actor_of(c))), None)
        return self.member(found) if found else None

    def named(self, index: int) -> str | None:
        """Return the id of the actor that a name stands for; collective nouns make none."""
        member = self._at.get(index)
        return member.id if member and member.kind != "state" else None

    def state_of(self, index: int) -> str | None:
        """Return the id of the state that a name or adjective tells of ("Ukrainian")."""
        code = country_at(self.reading, index, ("name", "demonym"))
        if code is None:
            return None
        if self._are_people(index) and (held := self._collective(index)):
            return held.id
        member = self._state(code)
        self._mention(member, index, index + 1)
        return member.id

    def state(self, code: str) -> str:
        """Return the id of a state, which is then one of the cast.

        Args:
            code: ISO3.
        """
        return self._state(code).id

    def state_at(self, index: int) -> str | None:
        """Return the id of the state that a place named at a word is in, or None."""
        code = self._settler.spots.get(index) if self._settler else None
        if code is None:
            return None
        member = self._state(code)
        return member.id

    def _are_people(self, index: int) -> bool:
        """Say whether a nation's name stands for some of its people: "168 Liberians"."""
        plural = self.reading.words[index].lower().removesuffix("s")
        known = names().get(plural)
        alone = self.reading.relations[index].split(":")[0] not in ("amod", "compound")
        return (
            alone
            and known is not None
            and known.kind == "demonym"
            and self.reading.words[index].endswith("s")
            and self.reading.upos[index] in ("NOUN", "PROPN")
        )

    def complete(self, source: str | None = None) -> None:
        """Decide the state and the sectors of every actor by all that the article says.

        Args:
            source: The newsroom, where it is known.
        """
        Dossiers(self.reading, self.members, self._at, self._spots, source).complete()

    def actors(self) -> tuple[Actor, ...]:
        """Return the actors of the record, in the order of their ids."""
        return tuple(
            Actor(
                id=m.id,
                name=m.name,
                kind=m.kind,
                entity=m.entity,
                country=m.country,
                sectors=tuple(m.sectors),
                role=m.role,
                mentions=tuple(self.reading.span(b, e) for b, e in sorted(m.mentions)),
            )
            for m in self.members
        )
