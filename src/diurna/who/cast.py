"""The cast of an article: every actor once, with the words that name it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from diurna.articles.formats import dateline
from diurna.language import Reading, Turn
from diurna.record import Actor, ActorKind, Place
from diurna.who import chains, pronouns
from diurna.who.belonging import Settler, acts
from diurna.who.members import Member, recognise
from diurna.who.nominals import Nominals
from diurna.who.pronouns import PRONOUNS
from diurna.who.roles import country_at
from diurna.who.spelling import plain
from diurna.who.tables import groups, iso3_of, names, people, titles

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
_BODIES: Final = frozenset(
    {"agency", "airline", "alliance", "arm", "association", "bank", "bloc", "body", "brand",
     "carrier", "centre", "center", "chain", "charity", "church", "club", "college", "company",
     "conglomerate", "corporation", "daily", "developer", "faction", "firm", "foundation", "giant",
     "group", "hospital", "institute", "institution", "insurer", "lab", "laboratory", "league",
     "lender", "library", "magazine", "maker", "manufacturer", "museum", "network", "newspaper",
     "operator", "organisation", "organization", "outlet", "paper", "party", "platform",
     "producer", "provider", "publication", "publisher", "regulator", "retailer", "school", "site",
     "startup", "station", "subsidiary", "team", "think-tank", "union", "university", "utility",
     "venture", "watchdog", "website"}
)  # fmt: skip
"""Nouns by which a text goes on to speak of a body that it named."""
_REALMS: Final = frozenset(
    {"archipelago", "colony", "country", "democracy", "dictatorship", "emirate", "homeland",
     "island", "kingdom", "land", "monarchy", "nation", "neighbor", "neighbour", "power",
     "regime", "republic", "state", "superpower", "territory"}
)  # fmt: skip
"""Nouns by which a text goes on to speak of a state that it named."""
_STORMS: Final = frozenset({"cyclone", "hurricane", "typhoon", "storm"})
_LABELS: Final = frozenset({"Person", "Organization", "Location", "NORP", "Facility"})
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


class Cast(Nominals):
    """Finds who is named in a reading and answers which actor a word stands for.

    Args:
        reading: The text as the model sees it.
        day: The day it is read on, on which offices are held; the knowledge base is not asked
            where None.
        places: The places that it names, each with its first word and its end.
    """

    def __init__(
        self,
        reading: Reading,
        day: dt.date | None = None,
        places: Sequence[tuple[int, int, Place]] = (),
    ) -> None:
        super().__init__(reading, day)
        self._places = places
        self._voices: list[Voice] = []
        self._pronouns: dict[int, Member | None] = {}
        self._settler: Settler | None = None
        self.links = chains.links(reading)
        head = dateline(reading.text) or (0, 0)
        for entity in reading.entities:
            agency = head[0] <= reading.starts[entity.begin] < head[1]
            if entity.label in _LABELS and not (agency and entity.label == "Organization"):
                self._name(entity)
        self._nations()
        if day is not None:
            recognise(self.members, day)
        nouns = [i for i, tag in enumerate(reading.upos) if tag in ("NOUN", "PROPN")]
        for index in nouns:
            if index not in self._at:
                self._nominal(index)
        for index in nouns:
            if index not in self._at:
                self._of_a_nation(index)

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

    def _chained(self, index: int) -> Member | None:
        """Return the actor that the model's chain of mentions leads back to from a word."""
        seen: set[int] = set()
        at = self.links.get(index)
        while at is not None and at not in seen:
            seen.add(at)
            member = self._at.get(at) or self._pronouns.get(at)
            if member is not None and not self._speaks_for_others(at, member):
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
        """Add the mentions that only the model sees: words of a chain that holds an actor."""
        chains = self._chains()
        for index, chain in chains.items():
            if index in self._at or self._pronouns.get(index) is not None:
                continue
            member = self._chained(index) or self._named_later(index, chain)
            if member is None or (member.kind == "state" and any(map(self._is_seat, chain))):
                continue
            word = self.reading.words[index].lower()
            if word in PRONOUNS or word in pronouns.SECOND:
                if not _agrees(word, member) or not self._sure(index, member):
                    continue
                self._pronouns[index] = member
                member.mentions.add((index, index + 1))
            elif self._names_too(index, member):
                self._mention(member, *self._phrase(index))

    def _names_too(self, index: int, member: Member) -> bool:
        """Say whether a noun or name of a chain may be another of an actor's names."""
        reading = self.reading
        if reading.upos[index] not in ("NOUN", "PROPN") or self._other_side(index, member):
            return False
        entity = reading.entity_at(index)
        if entity is None or entity.label not in _LABELS:
            return self._is_told_again(index) and (
                reading.upos[index] == "PROPN" or self._noun_for(index, member)
            )
        if entity.label == "Person":
            return member.kind in ("person", "role", "unknown")
        own, known = plain(self._text(entity.begin, entity.end)), plain(member.name)
        kind = "organization" if entity.label == "Organization" else "state"
        return member.kind == kind and (own in known or known in own)

    def _is_seat(self, index: int) -> bool:
        """Say whether a word names a seat of government, a place of its own: "Lima"."""
        entity = self.reading.entity_at(index)
        if entity is None:
            return False
        known = names().get(self._text(entity.begin, entity.end).lower())
        return known is not None and known.kind == "metonym"

    def _sure(self, index: int, member: Member) -> bool:
        """Say whether a chain may be believed of a pronoun that no quotation tells of.

        On GUM "we" is seldom whom its chain names but where that is a state; "you" of a transcript
        half the time.
        """
        word = self.reading.words[index].lower()
        if word in pronouns.FIRST_PLURAL:
            return member.kind == "state"
        if word in pronouns.FIRST_SINGULAR:
            return member.kind == "person"
        told = self.reading.turns or self._voice_at(index) is not None
        return word not in pronouns.SECOND or not told

    def _is_told_again(self, index: int) -> bool:
        """Say whether a noun speaks of who was named: not "a clerk", not "to be president"."""
        reading = self.reading
        if reading.upos[index] == "PROPN" and not reading.words[index].islower():
            return True
        articles = {reading.words[c].lower() for c in reading.children(index, "det")}
        if articles & {"a", "an", "another", "any", "some", "every", "each", "no"}:
            return False
        owned = reading.child(index, "nmod:poss", "nummod") is not None
        return bool(articles) or owned or reading.has(index, "Number=Plur")

    def _noun_for(self, index: int, member: Member) -> bool:
        """Say whether a noun is for what an actor is: "the firm" for no person."""
        lemma = self.reading.lemmas[index].lower()
        group = groups().get(lemma)
        human = (
            lemma in people() or lemma in titles() or (group is not None and group.kind == "role")
        )
        if member.kind in ("person", "role", "unknown"):
            return human
        if member.kind == "group":
            return human or group is not None
        if member.kind == "organization":
            return lemma in _BODIES or (group is not None and group.kind == "organization")
        return lemma in _REALMS

    def _chains(self) -> dict[int, list[int]]:
        """Return the chain of each word that has one, in order."""
        out: dict[int, list[int]] = {}
        for later, earlier in sorted(self.links.items()):
            chain = out.setdefault(earlier, [earlier])
            chain += out.get(later, [later])
            out |= dict.fromkeys(chain, chain)
        return {index: sorted(chain) for index, chain in sorted(out.items())}

    def _named_later(self, index: int, chain: list[int]) -> Member | None:
        """Return the actor whom a chain comes to name only behind a word: "the child, Gloria"."""
        return next((self._at[at] for at in chain if at > index and at in self._at), None)

    def _apposed(self, index: int) -> Member | None:
        """Return the name that a noun introduces: "the charity Oxfam"."""
        several = self.reading.has(index, "Number=Plur")
        for child in self.reading.children(index, "appos", "flat"):
            named = self._at.get(child)
            if named is not None and not (several and named.kind == "person"):
                return named
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

    def _voice_at(self, index: int) -> Voice | None:
        start = self.reading.starts[index]
        quoted = next((v for v in self._voices if v.start <= start < v.end), None)
        return quoted or self._turn_at(index)

    def _turn_at(self, index: int) -> Voice | None:
        """Return whose turn of a transcript a word is in."""
        turn = next((t for t in self.reading.turns if t.begin <= index < t.end), None)
        if turn is None or turn.label is None:
            return None
        start, end = self.reading.starts[turn.begin], self.reading.ends[turn.end - 1]
        return Voice(start, end, self.speaker_of(turn))

    def speaker_of(self, turn: Turn) -> str | None:
        """Return the id of the actor that the label of a turn names, or None."""
        begin, end = turn.label or (0, 0)
        named = next((m for i in range(begin, end) if (m := self._at.get(i))), None)
        shouted = self.person_named(turn.speaker) if turn.speaker.isupper() else None
        return shouted or (named.id if named else self.person_named(turn.speaker))

    def _pronoun(self, index: int) -> Member | None:
        if index not in self._pronouns:
            self._pronouns[index] = None
            self._pronouns[index] = self._resolve(index)
            found = self._pronouns[index]
            if found is not None and not self._speaks_for_others(index, found):
                found.mentions.add((index, index + 1))
        return self._pronouns[index]

    def _speaks_for_others(self, index: int, member: Member) -> bool:
        """Say whether a person says "we": what they do is his to tell, yet "we" is not him."""
        ours = self.reading.words[index].lower() in pronouns.FIRST_PLURAL
        return ours and member.kind in ("person", "role", "unknown")

    def _resolve(self, index: int) -> Member | None:
        word = self.reading.words[index].lower()
        voice = self._voice_at(index)
        if (told := self._by_chain(index, voice)) is not None:
            return told
        if word in pronouns.FIRST_SINGULAR or word in pronouns.FIRST_PLURAL:
            return self.member(voice.speaker) if voice and voice.speaker else None
        if index in self.links and self._chained(index) is None:
            return self._unnamed(index)
        if word not in pronouns.MASCULINE and word not in pronouns.FEMININE:
            return self._who_says(index)
        gender = "m" if word in pronouns.MASCULINE else "f"
        found = self._antecedent(index, voice, ("person", "unknown"), gender)
        if found and found.gender is None:
            found.gender = gender
        return found

    def _unnamed(self, index: int) -> Member | None:
        """Return the people whom a chain that names nobody tells of: "the guards ... they"."""
        at = self.links.get(index)
        while at is not None:
            if self.reading.upos[at] == "NOUN" and (found := self.actor_of(at)):
                member = self.member(found)
                if _agrees(self.reading.words[index].lower(), member):
                    return member
            at = self.links.get(at)
        return None

    def _who_says(self, index: int) -> Member | None:
        """Return who says what an "it" or "they" does: "Peru said it would close the mine"."""
        reading = self.reading
        if reading.relations[index] not in ("nsubj", "nsubj:pass"):
            return None
        verb = reading.heads[index]
        while verb >= 0 and reading.relations[verb] == "conj":
            verb = reading.heads[verb]
        if verb < 0 or reading.relations[verb] not in ("ccomp", "advcl", "xcomp"):
            return None
        above = reading.heads[verb]
        speaker = reading.child(above, "nsubj") if above >= 0 else None
        while speaker is None and above >= 0 and reading.relations[above] == "conj":
            above = reading.heads[above]
            speaker = reading.child(above, "nsubj") if above >= 0 else None
        if speaker is None or speaker > index:
            return None
        found = self.actor_of(speaker)
        if found is None:
            return None
        member = self.member(found)
        kinds = (
            ("group", "organization")
            if reading.words[index].lower() in pronouns.THIRD_PLURAL
            else ("state", "organization")
        )
        return member if member.kind in kinds else None

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
        governed = self.reading.relations[index] in ("obj", "iobj")
        if governed and found.number in pronouns.barred(self.reading, [found], index):
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
