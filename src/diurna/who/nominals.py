"""Common nouns to actors: offices, groups, seats that stand for their states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from diurna.coref.forms import PRONOUNS
from diurna.language import Entity
from diurna.record import ActorKind
from diurna.syntax.lexicon import kinds, words
from diurna.who import roles
from diurna.who.members import Member
from diurna.who.namesakes import lies_in
from diurna.who.naming import Naming
from diurna.who.roles import Role, country_at
from diurna.world.knowledge import knowledge
from diurna.world.spelling import parts
from diurna.world.tables import (
    Group,
    Name,
    countries,
    gender_of,
    groups,
    names,
    people,
    titles,
)

_CHIEFS: Final = words("chiefs")
_LEADERS: Final = words("leading_a_state")
_PLAIN: Final = frozenset({"MIL", "REB", "COP", "CRM", "REF", "UAF", "SPY", "PTY", "LEG", "JUD"})
"""Sectors that a noun keeps whatever faith or station is put to it: "Muslim guerrillas"."""
_SETTLED: Final = words("settled")
_STUFF: Final = words("stuff")
_KINDS: Final = words("bodies_of_people")
_SEVERAL: Final = words("several_people")
_POINTING: Final = words("pointing")
_SIDES: Final = kinds("sides")
"""Modifiers that say on which side people are, whatever the noun: "rebel leaders"."""
_TOLD_OF: Final = words("told_of")
_GOVERNING: Final = words("governing_a_state")
_ARMED: Final = words("armed_of_a_state")


class Nominals(Naming):
    """Makes actors of nouns that name nobody: "the president", "rebels", "the Kremlin"."""

    def _nominal(self, index: int) -> None:
        """Join "the US president" to the person who holds that office in the text."""
        reading = self.reading
        if reading.lemmas[index].lower() not in groups() or reading.has(index, "Number=Plur"):
            return
        determined = any(
            reading.words[c].lower() in _TOLD_OF for c in reading.children(index, "det")
        )
        owned = reading.child(index, "nmod:poss") is not None
        if not determined and not owned:
            return
        role = roles.of_noun(reading, index)
        if role is None or (role.country is None and self._of_something(index, role)):
            return
        person = self._called(index) or self._holder(role, index) or self._in_office(role)
        if person:
            person.country = person.country or role.country
            begin = min([index, role.begin, *reading.children(index, "det", "amod", "nmod:poss")])
            self._mention(person, begin, index + 1)

    def _called(self, index: int) -> Member | None:
        """Return the person whose name follows an office: "whose leader, Ana Soto"."""
        return next((m for m in self._names_behind(index) if m.kind == "person"), None)

    def _names_behind(self, index: int) -> Iterator[Member]:
        """Yield whose names a noun introduces: "the charity Oxfam"; several are no one person."""
        several = self.reading.has(index, "Number=Plur")
        for child in self.reading.children(index, "appos", "flat"):
            named = self._at.get(child)
            if named is not None and not (several and named.kind == "person"):
                yield named

    def _of_something(self, index: int, role: Role) -> bool:
        """Say whether an office is a body's: "president of the bishops' conference", "FIFA's"."""
        reading = self.reading
        owned = any(
            reading.words[case].lower() == "of"
            for child in reading.children(index, "nmod")
            for case in reading.children(child, "case")
        )
        return owned or any(
            child < role.begin and reading.upos[child] == "PROPN"
            for child in reading.children(index, "compound", "nmod:poss")
        )

    def _of_a_nation(self, index: int) -> None:
        """Take up people of a nation or a league: "the Haitian government", "NATO troops"."""
        reading = self.reading
        lemma = reading.lemmas[index].lower()
        inner = reading.relations[index] in ("compound", "amod", "flat")
        if inner or lemma not in groups() or lemma in _SETTLED:
            return
        if (named := self._called(index)) is not None:
            named.country = named.country or self._country_of_phrase(index)
            self._mention(named, *self._phrase(index))
            return
        for child in reading.children(index, "amod", "compound", "nmod:poss"):
            house = self._at.get(child)
            league = house is not None and "IGO" in house.sectors
            if league or country_at(reading, child, ("name", "demonym", "metonym")):
                self._collective(index)
                return

    def _in_office(self, role: Role) -> Member | None:
        """Return who holds a state's office on the day of the article, named in it or not."""
        if self.day is None or role.former or not role.country or not role.title.role:
            return None
        term = knowledge().holder(role.country, role.title.role, self.day)
        if term is None:
            return None
        words = parts(term.name.split())
        member = next((m for m in self.members if m.entity == term.entity), None)
        if member is None:
            member = self._new("person", term.name)
            member.parts, member.country, member.entity = words, term.country, term.entity
            member.sectors, member.title, member.role = ["GOV"], term.office, term.title
            member.gender = gender_of(words) if len(words) > 1 else None
        return member

    def _holder(self, role: Role, index: int) -> Member | None:
        leader = role.phrase == "leader"
        best: tuple[int, Member] | None = None
        for member in self.members:
            if member.kind != "person" or not member.title:
                continue
            same = (leader and member.title in _LEADERS) or member.title == role.title.role
            if leader and role.country and member.country == role.country:
                same = True
            if role.former != (member.role or "").startswith("former "):
                continue
            if not same or (role.country and member.country not in (None, role.country)):
                continue
            before = [b for b, _ in member.mentions if b < index]
            distance = index - max(before) if before else 10_000
            if best is None or distance < best[0]:
                best = (distance, member)
        return best[1] if best else None

    def _collective(self, index: int) -> Member | None:
        """Make an actor of a collective noun or of a seat that stands for its state."""
        reading = self.reading
        entity = reading.entity_at(index)
        if entity and entity.label != "Person":
            found = names().get(self._text(entity.begin, entity.end).lower())
            if found is not None:
                return self._by_name(index, entity, found)
        lemma = reading.lemmas[index].lower()
        group = groups().get(lemma)
        if group is None and lemma in titles():
            group = Group(titles()[lemma].sector, "role")
        if group is None or reading.upos[index] not in ("NOUN", "PROPN") or self._is_stuff(index):
            return None
        if lemma.endswith("."):
            return None
        if lemma in _KINDS and (named := self._named_kind(index)) is not None:
            self._mention(named, *self._phrase(index))
            return named
        begin, end = self._phrase(index)
        text = self._group_name(begin, end)
        country = self._country_of_phrase(index)
        again = self._of_a_state(index, country) if country else None
        if again in self._keys:
            self._mention(self._keys[again], begin, end)
            return self._keys[again]
        whole = self._with_nation(index, text)
        identity = (whole if group.kind == "unknown" else text).lower()
        held = self._keys.get(identity)
        if held is not None and country and held.country not in (None, country):
            identity = f"{identity}|{country}"
        if identity not in self._keys:
            kind: ActorKind = group.kind  # type: ignore[assignment]
            several = lemma in _SEVERAL or reading.has(index, "Number=Plur")
            if kind == "group" and lemma in people() and not several:
                kind = "unknown"
            member = self._new(kind, whole)
            member.country = country
            side = self._side(index)
            if side in (["REL"], ["CVL"]) and group.sector in _PLAIN:
                side = []
            house = self._house(index) if lemma in _CHIEFS or not group.sector else []
            member.sectors = side or house or ([group.sector] if group.sector else [])
            if reading.words[begin].lower() in PRONOUNS:
                member.owner = self.actor_of(begin)
            self._keys[identity] = member
            if again is not None:
                self._keys[again] = member
        self._mention(self._keys[identity], begin, end)
        return self._keys[identity]

    def _of_a_state(self, index: int, country: str) -> str | None:
        """Return the key of those whom a plain phrase tells of by their state alone, or None.

        "The Peruvian government" is Peru where the text has named it; "Peruvian soldiers" are the
        "troops of Peru" told of before, "American officials" the "US officials".
        """
        reading, lemma = self.reading, self.reading.lemmas[index].lower()
        tells = [
            child
            for child in reading.children(index)
            if reading.relations[child] not in ("det", "case", "punct", "cc", "conj")
        ]
        if len(tells) != 1 or tells[0] > index or country_at(reading, tells[0]) != country:
            return None
        if lemma not in _GOVERNING:
            many = "Plur" if reading.has(index, "Number=Plur") else "Sing"
            return f"armed|{country}" if lemma in _ARMED else f"{lemma}|{many}|{country}"
        state = self._keys.get(country)
        named = state is not None and any(reading.upos[e - 1] == "PROPN" for _, e in state.mentions)
        return country if named else None

    def _named_kind(self, index: int) -> Member | None:
        """Return the body that a noun says the kind of: "the MDC party"."""
        found = [self._at.get(child) for child in self.reading.children(index, "compound")]
        named = [m for m in found if m is not None and m.kind == "organization"]
        return named[-1] if named and "IGO" not in named[-1].sectors else None

    def _is_stuff(self, index: int) -> bool:
        """Say whether a noun tells of no people: "disproportionate force", "state of emergency"."""
        reading = self.reading
        lemma = reading.lemmas[index].lower()
        if lemma in _STUFF and not reading.has(index, "Number=Plur"):
            owned = reading.children(index, "det", "nmod:poss", "compound", "nummod")
            return reading.words[index].islower() and not any(True for _ in owned)
        if lemma == "campaign":
            kinds = reading.children(index, "amod", "compound")
            return any(
                reading.upos[child] != "PROPN" and reading.lemmas[child].lower() != "presidential"
                for child in kinds
            )
        if lemma == "state" and reading.words[index].islower():
            return any(
                country_at(reading, child) is None and reading.upos[child] == "NOUN"
                for child in reading.children(index, "nmod")
                if child > index
            )
        return any(
            reading.words[w].lower() == "how"
            for child in reading.children(index, "amod", "det")
            for w in (child, *reading.children(child, "advmod"))
        )

    def _by_name(self, index: int, entity: Entity, found: Name) -> Member | None:
        """Return the state that a seat stands for, or the people of a nation's name."""
        text = self._text(entity.begin, entity.end)
        if found.kind == "name" and lies_in(self.reading, found.country or ""):
            return None
        if found.kind == "organization" and self._of_another(text, found):
            member = self._organization(text, None)
        elif found.kind == "organization":
            member = self._organization(found.canonical, found)
        elif found.kind == "metonym" and found.canonical not in (text,):
            member = self._state(found.country or "")
        elif found.kind == "metonym":
            member = self._organization(text, found)
            member.country, member.sectors = found.country, [found.sector or "GOV"]
        elif self.reading.upos[index] in ("NOUN", "PROPN"):
            first = entity.begin - 1
            if first >= 0 and self.reading.words[first].lower() == "ethnic":
                text = f"ethnic {text}"
            member = self._people(text, found)
        else:
            return None
        self._mention(member, entity.begin, entity.end)
        return member

    def _with_nation(self, head: int, text: str) -> str:
        """Return a noun's name with whose it is: "government of Kenya", "father of Ana Soto"."""
        for child in self.reading.children(head, "nmod"):
            case = next(self.reading.children(child, "case"), None)
            of = case is not None and self.reading.words[case].lower() == "of"
            if of and head < child and (code := country_at(self.reading, child, ("name",))):
                found = countries().get(code)
                return f"{text} of {found.name}" if found else text
            owner = self._at.get(child) if of and head < child else None
            if owner is not None and owner.kind == "person":
                return f"{text} of {owner.name}"
        return text

    def _side(self, head: int) -> list[str]:
        """Return the sector that a modifier gives: "rebel leaders", "army officers"."""
        for child in self.reading.children(head, "amod", "compound"):
            if sector := _SIDES.get(self.reading.lemmas[child].lower()):
                return [sector]
        return []

    def _house(self, head: int) -> list[str]:
        """Return the sectors of the body that people are named by: "NATO allies"."""
        for child in self.reading.children(head, "compound", "nmod"):
            owner = self._at.get(child)
            if owner is not None and owner.kind == "organization" and owner.entity:
                return list(owner.sectors)
        return []

    def _group_name(self, begin: int, end: int) -> str:
        """Return a collective noun's words, "his forces" as "forces of" their owner."""
        first = begin
        if self.reading.words[first].lower() in _POINTING and end - first > 1:
            return self._text(first + 1, end)
        own = self.reading.upos[first] in ("PRON", "DET")
        if own and self.reading.words[first].lower() in PRONOUNS and end - first > 1:
            owner = self.actor_of(first)
            rest = self._text(first + 1, end)
            return f"{rest} of {self.member(owner).name}" if owner else rest
        return self._text(begin, end)
