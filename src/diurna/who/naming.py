"""Names to actors: people, states, bodies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from diurna.coref import nations
from diurna.language import Entity
from diurna.syntax.lexicon import words
from diurna.who import roles
from diurna.who.members import Member
from diurna.who.namesakes import lies_in
from diurna.who.register import GOVERNMENTS, Register
from diurna.world.knowledge import knowledge
from diurna.world.spelling import bracketed, parts, plain, same_person, short_for, suffix
from diurna.world.tables import (
    COMMON_SEATS,
    Name,
    bodies,
    common_name,
    countries,
    gender_of,
    groups,
    misspelt,
    names,
    titles,
)

_PARTY_TAG: Final = re.compile(r"[DRI]\s?-\s?[A-Z][a-z]*\.?(?:[A-Z]\.)?$")
_EQUIVALENT: Final = {"Secretary of State": "Minister of Foreign Affairs"}
_NAMING: Final = words("naming")
_SHARED: Final = words("shared_names")
_PRESS: Final = words("press_names")
_PRIVATE: Final = frozenset({"REB", "UAF", "PTY", "OPP", "NGO", "BUS", "CRM", "LAB"})
"""Sectors of bodies whose leaders are of them and of no government."""
_PUBLIC: Final = words("public_bodies")


_PEOPLE: Final = 100
"""People named last that a name may be a spelling of; before them, only who bears its last word. No
article of the corpora names as many, and a list of names is held against a bounded number."""


def _holds(longer: list[str], shorter: list[str]) -> bool:
    """Say whether a name of two words or more has another's in its order, the last one its last."""
    left = iter(longer)
    return len(shorter) > 1 and longer[-1:] == shorter[-1:] and all(w in left for w in shorter)


def _acronym(text: str) -> str:
    return "".join(w[0] for w in text.split() if w[:1].isupper()).lower()


class Naming(Register):
    """Makes actors of the names of a text."""

    def _name(self, entity: Entity) -> None:
        entity = self._without_adjective(entity)
        if (short := self._in_brackets(entity)) is not None:
            self._mention(short, entity.begin, entity.end)
            return
        text = self._text(entity.begin, entity.end)
        known = names().get(text.lower())
        if known is None and entity.label in ("Location", "NORP"):
            known = misspelt(text)
        firm = known is not None and known.sector in ("BUS", "JRN") and " " not in text
        person = known is None or known.kind != "organization" or firm
        nation = known is not None and known.kind == "demonym" and text.endswith("s")
        if entity.label == "Person" and known is not None and nation:
            self._mention(self._people(text, known), entity.begin, entity.end)
        elif (entity.label == "Person" and person) or (known is None and self._leads(entity)):
            self._person(entity)
        elif known and known.kind == "name":
            if not lies_in(self.reading, known.country or ""):
                self._mention(self._state(known.country or ""), entity.begin, entity.end)
        elif known and known.sector == "BUS" and entity.label == "Location":
            return
        elif known and known.kind == "organization" and not self._elsewhere(entity, known):
            self._mention(self._organization(known.canonical, known), entity.begin, entity.end)
        elif entity.label == "Organization" and not (
            known and known.kind in ("demonym", "metonym")
        ):
            other = known is not None and self._elsewhere(entity, known)
            member = self._organization(text, None if other else known)
            self._mention(member, entity.begin, entity.end)
            if member.country is None and member.entity is None:
                member.country = self._country_of_phrase(self._head(entity))

    def _without_adjective(self, entity: Entity) -> Entity:
        """Return a body's name without what is told of it: "conservative" of its first words."""
        begin = entity.begin
        while begin < entity.end - 1 and self._tells(begin) and entity.label == "Organization":
            begin += 1
        return replace(entity, begin=begin)

    def _tells(self, index: int) -> bool:
        word = self.reading.words[index]
        return word.islower() and word.isalpha() and self.reading.upos[index] == "ADJ"

    def _in_brackets(self, entity: Entity) -> Member | None:
        """Return the body whose acronym is put behind its name: "Lake Trade Agency (LTA)".

        From there on the acronym is that body's, whoever else is known by it.
        """
        begin, end = entity.begin, entity.end
        short = self._text(begin, end)
        if not bracketed(self.reading.words, begin, end):
            return self._shorts.get(short)
        member = self._at.get(begin - 2)
        if member is None or member.kind != "organization" or not short_for(short, member.name):
            return None
        self._keys.setdefault(plain(short), member)
        self._shorts[short] = member
        return member

    def _elsewhere(self, entity: Entity, known: Name) -> bool:
        """Say whether a body is another state's of the same name: "Nigeria's Senate".

        Or one of a text that speaks of another state and not of that body's.
        """
        if not known.country:
            return False
        whose = self._country_of_phrase(self._head(entity))
        if whose is not None:
            return whose != known.country
        return self._of_another(self._text(entity.begin, entity.end), known)

    def _of_another(self, text: str, known: Name) -> bool:
        """Say whether a text speaks of another state, and not of that of a body of this name."""
        if plain(text) not in _SHARED or not known.country:
            return False
        told = nations.named(self.reading, _SHARED)
        return known.country not in told and nations.principal(told, least=1) is not None

    def _organization(self, text: str, known: Name | None) -> Member:
        name = plain(text)
        acronym = _acronym(text)
        member = self._keys.get(name)
        if member is None and len(acronym) > 2 and not known:
            member = self._keys.get(acronym)
        if member is None and not known:
            member = self._longer_organization(name)
        if member is None and not known:
            member = self._recalled(self._known_organization(name))
        if member is None:
            member = self._new("organization", text)
            if known:
                member.country, member.entity = (
                    known.country,
                    f"org:{plain(known.canonical).replace(' ', '-')}",
                )
                member.sectors = [known.sector] if known.sector else []
            elif body := self._body(name.removeprefix("the ")):
                member.country, member.entity = body.country, f"org:{name.replace(' ', '-')}"
                self._describe(member, text)
                if body.sector and (body.sector != "GOV" or not member.sectors):
                    member.sectors = [body.sector]
            else:
                self._describe(member, text)
        self._keys.setdefault(name, member)
        if len(acronym) > 2:
            self._keys.setdefault(acronym, member)
        if len(text) > len(member.name) and not known:
            member.name = text
        return member

    def _body(self, name: str) -> Name | None:
        """Return the body of a name; one of common words alone only where its state is named."""
        body = bodies().get(name)
        if body is None or body.country is None or not common_name(name):
            return body
        return body if body.country in nations.named(self.reading, _SHARED) else None

    def _longer_organization(self, name: str) -> Member | None:
        """Return the body whose name begins with this shorter one: "First Security" (Corp.).

        Or the only one whose name ends with it, or has its words in this order up to the last: the
        "Lima Water and Sewer Board", then the "Water Board".
        """
        if len(name) < 4:
            return None
        ending: list[Member] = []
        for member in reversed(self.members):
            longer = plain(member.name) if member.kind == "organization" else ""
            if longer.startswith(name + " "):
                return member
            if longer.endswith(" " + name) or _holds(longer.split(), name.split()):
                ending.append(member)
        return ending[0] if len(ending) == 1 else None

    def _known_organization(self, name: str) -> Member | None:
        """Return the body of a section before that a name, or its acronym, is of."""
        bodies = (m for m in self.known if m.kind == "organization")
        return next((m for m in bodies if name in (plain(m.name), _acronym(m.name))), None)

    @staticmethod
    def _describe(member: Member, text: str) -> None:
        """Read country and sector off an organisation's own name ("Iranian Foreign Ministry")."""
        parts = text.replace("-", " ").split()
        for at, word in enumerate(parts):
            apart = nations.RENAMED & {w.lower() for w in parts[max(0, at - 2) : at]}
            found = names().get(" ".join(parts[at : at + 2]).lower()) or names().get(word.lower())
            other = bool(apart) and found is not None and found.kind == "name"
            other |= word.lower() in COMMON_SEATS
            if (
                found
                and not other
                and found.country
                and found.kind != "organization"
                and word[0].isupper()
            ):
                member.country = member.country or found.country
            lower = word.lower()
            if lower in _NAMING:
                continue
            lemma = lower.removesuffix("s")
            group = groups().get(lower) or groups().get(lemma)
            if group and group.sector and group.sector not in member.sectors:
                member.sectors.append(group.sector)
        words = {w.lower() for w in text.split()}
        if not member.sectors and words & _PRESS:
            member.sectors.append("JRN")
        if member.country and not member.sectors and _PUBLIC & words:
            member.sectors.append("GOV")

    def _person(self, entity: Entity) -> None:
        if self._party_tag(entity):
            return
        words = parts(list(self.reading.words[entity.begin : entity.end]))
        role = roles.before(self.reading, entity.begin)
        beside = roles.beside(self.reading, entity.begin, entity.end)
        junior = suffix(self._text(entity.begin, entity.end))
        member = self._find_person(words, junior)
        if member is None:
            member = self._recalled(self._find_person(words, junior, self.known))
        if member is None:
            member = self._new("person", self._text(entity.begin, entity.end))
            member.parts = words
            member.gender = gender_of(words) if len(words) > 1 else None
        elif len(words) > len(member.parts):
            member.parts, member.name = words, self._text(entity.begin, entity.end)
            member.gender = member.gender or gender_of(words)
        if role and role.title.national and role.country is None:
            role = replace(role, country=roles.after(self.reading, entity.end))
        for found in (role, beside):
            if found:
                member.take(found)
        member.rules = member.rules or self._governs(entity)
        begin = role.begin if role else entity.begin
        if role and role.country is None:
            self._of_a_house(member, self._at.get(entity.begin - 1) or self._house_of(begin))
        if role and not member.sectors:
            member.sectors = self._sectors_before(begin)
        if role and role.phrase == "counterpart":
            self._counterpart(member, entity.begin - 1)
        self._mention(member, begin, entity.end)

    @staticmethod
    def _of_a_house(member: Member, house: Member | None) -> None:
        """Give one who leads a body its state, and its sectors where it is no government's."""
        if house is None or house.kind != "organization":
            return
        member.country = member.country or house.country
        private = set(house.sectors) & _PRIVATE or (not house.sectors and not house.entity)
        if private and set(member.sectors) <= {"GOV", "IGO"}:
            member.sectors = list(house.sectors)

    def _sectors_before(self, begin: int) -> list[str]:
        """Return whose man a title makes somebody: MIL of "army spokesman"."""
        if begin <= self.reading.sentence(begin).begin:
            return []
        house = self._at.get(begin - 1)
        if house is not None and house.kind == "organization":
            return list(house.sectors)
        group = groups().get(self.reading.lemmas[begin - 1].lower())
        return [group.sector] if group is not None and group.sector else []

    def _house_of(self, begin: int) -> Member | None:
        """Return the body that stands before the titles of a name: "Harbour Guard Commander"."""
        at = begin - 1
        while at > 0 and self.reading.words[at].lower() in titles():
            at -= 1
        return self._at.get(at) if at >= 0 else None

    def _governs(self, entity: Entity) -> bool:
        """Say whether a government is called by a name: "the Quill administration"."""
        words = self.reading.words
        at = entity.end + (words[entity.end : entity.end + 1] in (("'s",), ("’s",)))
        head = self.reading.heads[entity.end - 1]
        return at < len(words) and at == head and self.reading.lemmas[at].lower() in GOVERNMENTS

    def _leads(self, entity: Entity) -> bool:
        """Say whether a name before "government" is a leader's, whatever the model takes it for."""
        if entity.label != "Organization" or self.day is None or not self._governs(entity):
            return False
        words = list(self.reading.words[entity.begin : entity.end])
        return len(words) == 1 and knowledge().person(words, self.day, rules=True) is not None

    def _party_tag(self, entity: Entity) -> bool:
        """Read "D-Wash." after a name: a member of the US Congress, and no person itself."""
        text = self.reading.span(entity.begin, entity.end).text
        alone = text in ("D", "R", "I") and bracketed(self.reading.words, entity.begin, entity.end)
        if not alone and not _PARTY_TAG.match(text):
            return False
        before = [m for m in self.members if any(e <= entity.begin for _, e in m.mentions)]
        person = max(before, key=lambda m: max(m.mentions), default=None)
        if person and person.kind == "person":
            person.country = person.country or "USA"
            if "LEG" not in person.sectors:
                person.sectors.append("LEG")
        return True

    def _counterpart(self, member: Member, noun: int) -> None:
        """Give "his counterpart X" the office of the one whose counterpart X is."""
        holders = [noun, *self.reading.children(noun), *self.reading.ancestors(noun)]
        for node in holders[:6]:
            for owner in self.reading.children(node, "nmod:poss"):
                if owner < noun and (found := self.actor_of(owner)):
                    title = self.member(found).title
                    member.title = _EQUIVALENT.get(title or "", title)
                    of = countries().get(member.country or "")
                    member.role = (
                        f"{member.title} of {of.name}" if of and member.title else member.title
                    )
                    return

    def _find_person(
        self, words: list[str], junior: str = "", among: Sequence[Member] | None = None
    ) -> Member | None:
        """Return the person of a name; "Jr." tells the son from the father.

        Args:
            words: The parts of the name.
            junior: What tells two of one name apart, if anything does.
            among: Whom to look among; the cast where None.
        """
        people = [m for m in (self.members if among is None else among) if m.kind == "person"]
        if len(people) > _PEOPLE:
            last = words[-1:]
            people = [m for m in people[:-_PEOPLE] if m.parts[-1:] == last] + people[-_PEOPLE:]
        found = [m for m in people if same_person(words, m.parts)]
        if junior or len(words) > 1:
            found = [m for m in found if suffix(m.name) == junior or len(m.parts) < len(words)]
        elif any(not suffix(m.name) for m in found):
            found = [m for m in found if not suffix(m.name)]
        return max(found, key=lambda m: (len(m.mentions), -m.number), default=None)

    def person_named(self, name: str) -> str | None:
        """Return the id of the person that a name in capitals stands for, if there is one."""
        words = [w.capitalize() for w in name.split()]
        member = self._find_person(words) or self._find_person(words[-1:])
        return member.id if member else None

    def _nations(self) -> None:
        """Add the states named inside other names, and "the Nation" to the article's own."""
        for begin, end, code in nations.inside(self.reading):
            state = self._state(code)
            if self.reading.entity_at(begin):
                state.mentions.add((begin, end))
            else:
                self._mention(state, begin, end)
        named = Counter(
            {m.country: len(m.mentions) for m in self.members if m.kind == "state" and m.country}
        )
        main = nations.principal(named)
        if main:
            for index in nations.nouns(self.reading):
                if index not in self._at or self._at[index].entity is None:
                    self._at.pop(index, None)
                    self._mention(self._state(main), index, index + 1)

    def _people(self, text: str, found: Name) -> Member:
        key = text.lower()
        if key not in self._keys:
            member = self._new("group", text)
            member.country = None if key.startswith("ethnic ") else found.country
            member.sectors = ["CVL"]
            self._keys[key] = member
        return self._keys[key]
