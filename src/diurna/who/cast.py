"""The cast of an article: every actor once, with the words that name it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from diurna.articles.formats import dateline
from diurna.language import Entity, Reading
from diurna.record import Actor, ActorKind
from diurna.who import chains, nations, pronouns, roles
from diurna.who.belonging import Settler
from diurna.who.knowledge import knowledge
from diurna.who.members import Member, recognise
from diurna.who.pronouns import PRONOUNS
from diurna.who.roles import Role, country_at
from diurna.who.spelling import parts, plain, same_person, suffix
from diurna.who.tables import (
    Group,
    Name,
    bodies,
    countries,
    given_names,
    groups,
    names,
    people,
    titles,
)

_LEADERS: Final = frozenset(
    {
        "President",
        "Prime Minister",
        "King",
        "Queen",
        "Chancellor",
        "Supreme Leader",
        "Emir",
        "Sultan",
    }
)
_PARTY_TAG: Final = re.compile(r"[DRI]\s?-\s?[A-Z][a-z]*\.?(?:[A-Z]\.)?$")
_PAIRS: Final = {
    **dict.fromkeys(
        ("government", "country", "nation", "side", "state", "neighbour", "neighbor"), "state"
    ),
    **dict.fromkeys(("leader", "president", "minister", "man", "premier", "head"), "person"),
}
_COUNTS: Final = frozenset(
    {"ten", "tens", "dozen", "dozens", "hundred", "hundreds", "thousand", "thousands", "score",
     "scores", "million", "millions", "number", "group", "crowd", "majority", "couple", "handful",
     "lot", "half", "most", "some", "many", "several", "one", "two", "three", "series"}
)  # fmt: skip
_EQUIVALENT: Final = {"Secretary of State": "Minister of Foreign Affairs"}
_LABELS: Final = frozenset({"Person", "Organization", "Location", "NORP", "Facility"})


_NAMING: Final = frozenset({"national", "state", "people", "people's", "community", "member",
                            "city", "region",
                            "district", "island", "king", "prince", "queen",
                            "general"})  # fmt: skip
"""Words of names that say no sector."""
_PUBLIC: Final = frozenset({"commission", "authority", "agency", "bureau", "department", "ministry",
                            "office", "administration", "council", "board"})  # fmt: skip
"""Words by which a body that bears a state's name is one of that state's own."""
_PLAIN: Final = frozenset({"MIL", "REB", "COP", "CRM", "REF", "UAF", "SPY", "PTY", "LEG", "JUD"})
"""Sectors that a noun keeps whatever faith or station is put to it: "Muslim guerrillas"."""
_SETTLED: Final = frozenset(
    {"city", "town", "village", "state", "country", "nation", "region", "province", "district",
     "community", "island", "capital", "coast", "territory"}
)  # fmt: skip
"""Nouns for places, which are actors only where something is said or done by them."""
_SIDES: Final = {
    **dict.fromkeys(
        ("rebel", "insurgent", "guerrilla", "guerilla", "militant", "separatist", "extremist",
         "terrorist", "terror", "armed", "jihadist", "militia"), "REB"),
    **dict.fromkeys(("opposition", "dissident"), "OPP"),
    **dict.fromkeys(("military", "army", "naval", "navy", "marine", "coup", "junta"), "MIL"),
    **dict.fromkeys(("police", "border", "traffic", "customs", "patrol"), "COP"),
    **dict.fromkeys(("intelligence", "spy"), "SPY"),
    **dict.fromkeys(("court", "judicial"), "JUD"),
    **dict.fromkeys(("union", "labor", "labour", "trade-union"), "LAB"),
    **dict.fromkeys(("church", "religious", "muslim", "moslem", "islamic", "christian"), "REL"),
    **dict.fromkeys(("student", "university"), "EDU"),
    **dict.fromkeys(("refugee", "migrant", "displaced"), "REF"),
    "parliamentary": "LEG", "congressional": "LEG", "tribal": "CVL", "civilian": "CVL",
}  # fmt: skip
"""Modifiers that say on which side people are, whatever the noun: "rebel leaders"."""
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})


def _agrees(pronoun: str, member: Member) -> bool:
    """Say whether a pronoun can stand for an actor, by kind and gender."""
    if pronoun in pronouns.MASCULINE or pronoun in pronouns.FEMININE:
        gender = "m" if pronoun in pronouns.MASCULINE else "f"
        return member.kind in ("person", "unknown") and member.gender in (None, gender)
    if pronoun in pronouns.NEUTER:
        return member.kind in ("state", "organization", "group")
    return True


@dataclass(frozen=True, slots=True)
class Voice:
    """Characters of a quotation and who speaks in it (an actor's id)."""

    start: int
    end: int
    speaker: str | None


class Cast:
    """Finds who is named in a reading and answers which actor a word stands for.

    Args:
        reading: The text as the model sees it.
        day: The day it is read on, on which offices are held; the knowledge base is not asked
            where None.
    """

    def __init__(self, reading: Reading, day: dt.date | None = None) -> None:
        self.reading, self.day = reading, day
        self.members: list[Member] = []
        self._at: dict[int, Member] = {}
        self._voices: list[Voice] = []
        self._keys: dict[str, Member] = {}
        self._pronouns: dict[int, Member | None] = {}
        self._settler: Settler | None = None
        self.links = chains.links(reading)
        head = dateline(reading.text) or (0, 0)
        for entity in reading.entities:
            agency = head[0] <= reading.starts[entity.begin] < head[1]
            if entity.label in _LABELS and not (agency and entity.label == "Organization"):
                self._name(entity)
        self.principal = self._nations()
        if day is not None:
            recognise(self.members, day)
        nouns = [i for i, tag in enumerate(reading.upos) if tag in ("NOUN", "PROPN")]
        for index in nouns:
            if index not in self._at:
                self._nominal(index)
        for index in nouns:
            if index not in self._at:
                self._of_a_nation(index)

    # -- building -------------------------------------------------------------

    def _new(self, kind: ActorKind, name: str) -> Member:
        member = Member(len(self.members) + 1, kind, name)
        self.members.append(member)
        return member

    def _mention(self, member: Member, begin: int, end: int) -> None:
        member.mentions.add((begin, end))
        for index in range(begin, end):
            self._at.setdefault(index, member)

    def _nations(self) -> str | None:
        """Add the states named inside other names; return the one the article is about."""
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
        return main

    def _text(self, begin: int, end: int) -> str:
        while begin < end - 1 and self.reading.words[begin].lower() in ("the", "a", "an"):
            begin += 1
        while end > begin + 1 and self.reading.words[end - 1] in ("'s", "’s", "'", "’", ","):
            end -= 1
        span = self.reading.span(begin, end).text
        return " ".join(span.split())

    def _name(self, entity: Entity) -> None:
        text = self._text(entity.begin, entity.end)
        known = names().get(text.lower())
        person = known is None or known.kind != "organization" or known.sector in ("BUS", "JRN")
        if entity.label == "Person" and person:
            self._person(entity)
        elif known and known.kind == "name":
            self._mention(self._state(known.country or ""), entity.begin, entity.end)
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

    def _elsewhere(self, entity: Entity, known: Name) -> bool:
        """Say whether a body is another state's of the same name: "Nigeria's Senate"."""
        if not known.country:
            return False
        whose = self._country_of_phrase(self._head(entity))
        return whose is not None and whose != known.country

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

    def _organization(self, text: str, known: Name | None) -> Member:
        name = plain(text)
        acronym = "".join(w[0] for w in text.split() if w[:1].isupper()).lower()
        member = self._keys.get(name)
        if member is None and len(acronym) > 2 and not known:
            member = self._keys.get(acronym)
        if member is None and not known:
            member = self._longer_organization(name)
        if member is None:
            member = self._new("organization", text)
            if known:
                member.country, member.entity = (
                    known.country,
                    f"org:{plain(known.canonical).replace(' ', '-')}",
                )
                member.sectors = [known.sector] if known.sector else []
            elif body := bodies().get(name.removeprefix("the ")):
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

    def _longer_organization(self, name: str) -> Member | None:
        """Return the body whose name begins with this shorter one: "First Security" (Corp.)."""
        if " " not in name and len(name) < 5:
            return None
        for member in reversed(self.members):
            longer = plain(member.name)
            if member.kind == "organization" and longer.startswith(name + " "):
                return member
        return None

    @staticmethod
    def _describe(member: Member, text: str) -> None:
        """Read country and sector off an organisation's own name ("Iranian Foreign Ministry")."""
        for word in text.replace("-", " ").split():
            found = names().get(word.lower())
            if found and found.country and found.kind != "organization" and word[0].isupper():
                member.country = member.country or found.country
            lower = word.lower()
            if lower in _NAMING:
                continue
            lemma = lower.removesuffix("s")
            group = groups().get(lower) or groups().get(lemma)
            if group and group.sector and group.sector not in member.sectors:
                member.sectors.append(group.sector)
        if member.country and not member.sectors and _PUBLIC & {w.lower() for w in text.split()}:
            member.sectors.append("GOV")

    def _person(self, entity: Entity) -> None:
        if self._party_tag(entity):
            return
        words = parts(list(self.reading.words[entity.begin : entity.end]))
        role = roles.before(self.reading, entity.begin)
        beside = roles.beside(self.reading, entity.begin, entity.end)
        member = self._find_person(words, suffix(self._text(entity.begin, entity.end)))
        if member is None:
            member = self._new("person", self._text(entity.begin, entity.end))
            member.parts = words
            member.gender = given_names().get(words[0].lower()) if len(words) > 1 else None
        elif len(words) > len(member.parts):
            member.parts, member.name = words, self._text(entity.begin, entity.end)
            member.gender = member.gender or given_names().get(words[0].lower())
        if role and role.title.national and role.country is None:
            role = replace(role, country=roles.after(self.reading, entity.end))
        for found in (role, beside):
            if found:
                member.take(found)
        begin = role.begin if role else entity.begin
        if role and role.phrase == "counterpart":
            self._counterpart(member, entity.begin - 1)
        self._mention(member, begin, entity.end)

    def _party_tag(self, entity: Entity) -> bool:
        """Read "D-Wash." after a name: a member of the US Congress, and no person itself."""
        text = self.reading.span(entity.begin, entity.end).text
        if not _PARTY_TAG.match(text):
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

    def _find_person(self, words: list[str], junior: str = "") -> Member | None:
        """Return the person of a name; "Jr." tells the son from the father."""
        found = [m for m in self.members if m.kind == "person" and same_person(words, m.parts)]
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

    def _nominal(self, index: int) -> None:
        """Join "the US president" to the person who holds that office in the text."""
        reading = self.reading
        if reading.lemmas[index].lower() not in groups() or reading.has(index, "Number=Plur"):
            return
        determined = any(
            reading.words[c].lower() in ("the", "that", "this")
            for c in reading.children(index, "det")
        )
        owned = reading.child(index, "nmod:poss") is not None
        if not determined and not owned:
            return
        role = roles.of_noun(reading, index)
        if role is None:
            return
        person = self._holder(role, index) or self._in_office(role)
        if person:
            person.country = person.country or role.country
            begin = min([index, role.begin, *reading.children(index, "det", "amod", "nmod:poss")])
            self._mention(person, begin, index + 1)

    def _of_a_nation(self, index: int) -> None:
        """Take up people of a nation or a league: "the Haitian government", "NATO troops"."""
        reading = self.reading
        lemma = reading.lemmas[index].lower()
        inner = reading.relations[index] in ("compound", "amod", "flat")
        if inner or lemma not in groups() or lemma in _SETTLED:
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
            member.gender = given_names().get(words[0].lower()) if len(words) > 1 else None
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

    # -- asking ---------------------------------------------------------------

    def set_voices(self, voices: list[Voice]) -> None:
        """Tell who speaks in which quotation; pronouns inside are then read by it."""
        self._voices = voices
        self._pronouns.clear()

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
        self._mention(self.member(identity), *self._phrase(head))

    def member(self, identity: str) -> Member:
        """Return the member that bears an id."""
        return self.members[int(identity[1:]) - 1]

    def actors_of(self, head: int) -> list[str]:
        """Return the ids of the actors that a noun phrase names, coordination included."""
        if pair := self._pair(head):
            return pair
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
        out = []
        for adjective in reading.children(head, "amod", "compound"):
            if country_at(reading, adjective, ("demonym",)) is None:
                continue
            beside = [
                c
                for c in reading.children(head, "amod")
                if c > adjective and reading.child(c, "cc") is not None
            ]
            for other in [*reading.children(adjective, "conj"), *beside]:
                code = country_at(reading, other, ("demonym",))
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
            member = self._apposed(index) or self._counted(index)
        if member is None:
            member = self._again(index) or self._collective(index)
        if member is not None and self._settler is not None:
            self._settler.settle(member)
        return member.id if member else None

    def set_places(self, places: list[tuple[int, int, str]]) -> None:
        """Tell where the places are (first word, end, ISO2): actors without a state get theirs."""
        self._settler = Settler(self.reading, self.members, places)
        for member in self.members:
            self._settler.settle(member)

    def place(self, identities: list[str], code: str) -> None:
        """Say where people were met with violence: who has no state is taken to be of that one.

        Args:
            identities: Ids of actors.
            code: ISO2 of the place.
        """
        if self._settler is not None and (iso := self._settler.codes.get(code)):
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

    def _chained(self, index: int) -> Member | None:
        """Return the actor that the model's chain of mentions leads back to from a word."""
        seen: set[int] = set()
        at = self.links.get(index)
        while at is not None and at not in seen:
            seen.add(at)
            member = self._at.get(at) or self._pronouns.get(at)
            if member is not None:
                return member
            at = self.links.get(at)
        return None

    def _again(self, index: int) -> Member | None:
        """Return who "the group" or "the minister" is that was named before, by the model."""
        reading = self.reading
        if reading.upos[index] != "NOUN":
            return None
        if not any(
            reading.words[c].lower() in _DEFINITE for c in reading.children(index, "det")
        ) or any(True for _ in reading.children(index, "amod", "compound", "nmod")):
            return None
        member = self._chained(index)
        group = groups().get(reading.lemmas[index].lower())
        if member is None or group is None or self._other_side(index, member):
            return None
        plural = reading.has(index, "Number=Plur")
        alike = (
            {"person", "unknown"} if group.kind == "role" else {"organization", "group", "state"}
        )
        if member.kind not in alike or (plural and member.kind in ("person", "state")):
            return None
        self._mention(member, *self._phrase(index))
        return member

    def _other_side(self, index: int, member: Member) -> bool:
        """Say whether a noun is of people of another kind than an actor: rebels are no army."""
        group = groups().get(self.reading.lemmas[index].lower())
        sector = group.sector if group else None
        return bool(sector and member.sectors and sector not in member.sectors)

    def follow(self) -> None:
        """Add the mentions that only the model sees: words whose chain leads back to an actor."""
        for index in sorted(self.links):
            if index in self._at or self._pronouns.get(index) is not None:
                continue
            member = self._chained(index)
            if member is None:
                continue
            if self.reading.words[index].lower() in PRONOUNS:
                if not _agrees(self.reading.words[index].lower(), member):
                    continue
                self._pronouns[index] = member
                member.mentions.add((index, index + 1))
            elif self.reading.upos[index] in ("NOUN", "PROPN") and not self._other_side(
                index, member
            ):
                self._mention(member, *self._phrase(index))

    def _apposed(self, index: int) -> Member | None:
        """Return the name that a noun introduces: "the charity Oxfam"."""
        for child in self.reading.children(index, "appos", "flat"):
            if child in self._at:
                return self._at[child]
        return None

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

    def _country_of_phrase(self, head: int) -> str | None:
        """Read whose a noun is: by a name or adjective first, then by its owner."""
        reading = self.reading
        modifiers = list(reading.children(head, "amod", "compound", "nmod"))
        for child in modifiers:
            if code := country_at(reading, child):
                return code
            if reading.lemmas[child].lower() in ("lead", "led"):
                for leader in reading.children(child, "compound", "obl", "nmod", "amod"):
                    if code := country_at(reading, leader):
                        return code
        for child in modifiers:
            if reading.relations[child] == "nmod:poss" and (owner := self.actor_of(child)):
                return self.member(owner).country
        return None

    def _collective(self, index: int) -> Member | None:
        """Make an actor of a collective noun or of a seat that stands for its state."""
        reading = self.reading
        entity = reading.entity_at(index)
        if entity and entity.label != "Person":
            text = self._text(entity.begin, entity.end)
            if found := names().get(text.lower()):
                if found.kind == "metonym" and found.canonical not in (text,):
                    member = self._state(found.country or "")
                elif found.kind == "metonym":
                    member = self._organization(text, found)
                    member.country, member.sectors = found.country, [found.sector or "GOV"]
                elif reading.upos[index] in ("NOUN", "PROPN"):
                    first = entity.begin - 1
                    if first >= 0 and reading.words[first].lower() == "ethnic":
                        text = f"ethnic {text}"
                    member = self._people(text, found)
                else:
                    return None
                self._mention(member, entity.begin, entity.end)
                return member
        lemma = reading.lemmas[index].lower()
        group = groups().get(lemma)
        if group is None and lemma in titles():
            group = Group(titles()[lemma].sector, "role")
        if group is None or reading.upos[index] not in ("NOUN", "PROPN"):
            return None
        begin, end = self._phrase(index)
        text = self._group_name(begin, end)
        country = self._country_of_phrase(index)
        identity = text.lower()
        held = self._keys.get(identity)
        if held is not None and country and held.country not in (None, country):
            identity = f"{identity}|{country}"
        if identity not in self._keys:
            kind: ActorKind = group.kind  # type: ignore[assignment]
            if kind == "group" and lemma in people() and not reading.has(index, "Number=Plur"):
                kind = "unknown"
            member = self._new(kind, self._with_nation(index, text))
            member.country = country
            side = self._side(index)
            if side in (["REL"], ["CVL"]) and group.sector in _PLAIN:
                side = []
            member.sectors = side or ([group.sector] if group.sector else self._house(index))
            if reading.words[begin].lower() in PRONOUNS:
                member.owner = self.actor_of(begin)
            self._keys[identity] = member
        self._mention(self._keys[identity], begin, end)
        return self._keys[identity]

    def _with_nation(self, head: int, text: str) -> str:
        """Return a noun's name with the state it is said to be of: "government of Kenya"."""
        for child in self.reading.children(head, "nmod"):
            case = next(self.reading.children(child, "case"), None)
            of = case is not None and self.reading.words[case].lower() == "of"
            if of and head < child and (code := country_at(self.reading, child, ("name",))):
                found = countries().get(code)
                return f"{text} of {found.name}" if found else text
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
        if self.reading.words[first].lower() in PRONOUNS and end - first > 1:
            owner = self.actor_of(first)
            rest = self._text(first + 1, end)
            return f"{rest} of {self.member(owner).name}" if owner else rest
        return self._text(begin, end)

    def _people(self, text: str, found: Name) -> Member:
        key = text.lower()
        if key not in self._keys:
            member = self._new("group", text)
            member.country = None if key.startswith("ethnic ") else found.country
            member.sectors = ["CVL"]
            self._keys[key] = member
        return self._keys[key]

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

    # -- pronouns -------------------------------------------------------------

    def _voice_at(self, index: int) -> Voice | None:
        start = self.reading.starts[index]
        return next((v for v in self._voices if v.start <= start < v.end), None)

    def _pronoun(self, index: int) -> Member | None:
        if index not in self._pronouns:
            self._pronouns[index] = None
            self._pronouns[index] = self._resolve(index)
            if found := self._pronouns[index]:
                found.mentions.add((index, index + 1))
        return self._pronouns[index]

    def _resolve(self, index: int) -> Member | None:
        word = self.reading.words[index].lower()
        voice = self._voice_at(index)
        if (told := self._by_chain(index, voice)) is not None:
            return told
        if word in pronouns.FIRST_SINGULAR or word in pronouns.FIRST_PLURAL:
            return self.member(voice.speaker) if voice and voice.speaker else None
        if word in pronouns.MASCULINE or word in pronouns.FEMININE:
            gender = "m" if word in pronouns.MASCULINE else "f"
            found = self._antecedent(index, voice, ("person", "unknown"), gender)
            if found and found.gender is None:
                found.gender = gender
            return found
        if word in pronouns.NEUTER:
            if self.reading.relations[index] == "expl":
                return None
            if index in self.links and self._chained(index) is None:
                return None
            return self._antecedent(index, voice, ("state", "organization"), None)
        return self._antecedent(index, voice, ("group", "organization"), None)

    def _by_chain(self, index: int, voice: Voice | None) -> Member | None:
        """Return whom the chain of mentions makes of a pronoun, where he or she fits."""
        word = self.reading.words[index].lower()
        if word in pronouns.FIRST_SINGULAR or word in pronouns.FIRST_PLURAL:
            return None
        found = self._chained(index)
        if found is None or not _agrees(word, found):
            return None
        if voice and voice.speaker == found.id:
            return None
        if found.gender is None and (word in pronouns.MASCULINE or word in pronouns.FEMININE):
            found.gender = "m" if word in pronouns.MASCULINE else "f"
        return found

    def _antecedent(
        self, index: int, voice: Voice | None, kinds: tuple[str, ...], gender: str | None
    ) -> Member | None:
        speaker = voice.speaker if voice else None
        named = pronouns.antecedent(
            self.reading, self.members, index, speaker=speaker, kinds=kinds, gender=gender
        )
        noun = pronouns.plural_before(self.reading, index) if "group" in kinds else None
        if noun and (named is None or noun[0] > named[0]):
            return self._at.get(noun[1]) or self._collective(noun[1])
        return named[1] if named else None

    def resolve_pronouns(self) -> None:
        """Resolve every personal pronoun left, in order."""
        for index, word in enumerate(self.reading.words):
            if word.lower() in PRONOUNS and self.reading.upos[index] in ("PRON", "DET"):
                self._pronoun(index)

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
