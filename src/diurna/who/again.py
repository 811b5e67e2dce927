"""Pronouns and nouns that speak of an actor again, by chains of mentions and by clauses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from diurna.coref import chains, forms, heads
from diurna.coref.forms import PRONOUNS
from diurna.language import Reading, Turn
from diurna.syntax.lexicon import words
from diurna.who import pronouns
from diurna.who.members import Member
from diurna.who.nominals import Nominals
from diurna.who.register import LABELS
from diurna.world.spelling import plain
from diurna.world.tables import groups, names, people, titles

_BODIES: Final = words("bodies_again")
_REALMS: Final = words("realms")
_CLAUSES: Final = frozenset({"ccomp", "advcl", "xcomp", "acl"})
"""What clauses hang by that tell what somebody says or does it for."""
_UNDER: Final = _CLAUSES | {"conj", "obj"}
_FEW: Final = 3
_LINKS: Final = 400
"""Links of a chain that are gone back over: a newspaper's article has no longer chain."""
_DEFINITE: Final = words("definite")
_INDEFINITE: Final = words("indefinite")


def _agrees(pronoun: str, member: Member) -> bool:
    """Say whether a pronoun can stand for an actor, by kind and gender."""
    if pronoun in forms.MASCULINE or pronoun in forms.FEMININE:
        gender = "m" if pronoun in forms.MASCULINE else "f"
        return member.kind in ("person", "unknown") and member.gender in (None, gender)
    if pronoun in forms.NEUTER:
        return member.kind in ("state", "organization", "group")
    return pronoun not in forms.THIRD_PLURAL or member.kind != "person"


@dataclass(frozen=True, slots=True)
class Voice:
    """Characters of a quotation and who speaks in it (an actor's id)."""

    start: int
    end: int
    speaker: str | None


class Again(Nominals):
    """Answers which actor a pronoun or a noun told again stands for.

    Args:
        reading: The text as the model sees it.
        day: The day it is read on, or None.
        known: Actors of the sections of the article before this one.
    """

    def __init__(
        self, reading: Reading, day: dt.date | None = None, known: Sequence[Member] = ()
    ) -> None:
        super().__init__(reading, day, known)
        self._voices: list[Voice] = []
        self._pronouns: dict[int, Member | None] = {}
        self.links = chains.links(reading)
        self._joined_by = {
            word: of
            for word, of in heads.joined(reading).items()
            if not all(reading.upos[w] == "PRON" for w in of)
        }

    def set_voices(self, voices: list[Voice]) -> None:
        """Tell who speaks in which quotation; pronouns inside are then read by it."""
        self._voices = voices
        self._pronouns.clear()

    def _back(self, index: int) -> Iterator[int]:
        """Yield the words that a chain leads back to from a word, the last first."""
        seen = {index}
        at = self.links.get(index)
        while at is not None and at not in seen and len(seen) <= _LINKS:
            yield at
            seen.add(at)
            at = self.links.get(at)

    def _chained(self, index: int) -> Member | None:
        """Return the actor that the model's chain of mentions leads back to from a word."""
        for at in self._back(index):
            if at in self._joined_by:
                return None
            member = self._meant_by(at) or self._pronouns.get(at)
            if member is not None and not self._speaks_for_others(at, member):
                return member
        return None

    def _together(self, index: int) -> tuple[int, ...]:
        """Return the nouns that a chain leads back to where they were joined: "Peru and Chile"."""
        for at in self._back(index):
            if at in self._joined_by:
                return self._joined_by[at]
            if self._meant_by(at) is not None:
                break
        return ()

    def _meant_by(self, index: int) -> Member | None:
        """Return whose mention a word heads: no prosecutor by "Crown" of "Crown prosecutor"."""
        member = self._at.get(index)
        inner = self.reading.relations[index] == "compound"
        if inner and member is not None and self._at.get(self.reading.heads[index]) is member:
            return None
        return member

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
        for index, chain in self._chains().items():
            if index in self._at or self._pronouns.get(index) is not None:
                continue
            if self._together(index):
                continue
            member = self._chained(index) or self._named_later(index, chain)
            if member is None or (member.kind == "state" and any(map(self._is_seat, chain))):
                continue
            word = self.reading.words[index].lower()
            if word in PRONOUNS or word in forms.SECOND:
                if not _agrees(word, member) or not self._sure(index, member):
                    continue
                self._pronouns[index] = member
                member.mentions.add((index, index + 1))
            elif self._names_too(index, member):
                self._mention(member, *self._phrase(index))

    def _names_too(self, index: int, member: Member) -> bool:
        """Say whether a noun or name of a chain may be another of an actor's names."""
        reading = self.reading
        if reading.upos[index] not in ("NOUN", "PROPN") or self._is_stuff(index):
            return False
        if self._other_side(index, member):
            return False
        entity = reading.entity_at(index)
        if entity is None or entity.label not in LABELS:
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
        if word in forms.FIRST_PLURAL:
            return member.kind in ("state", "group")
        if word in forms.FIRST_SINGULAR:
            return member.kind == "person" and not self._is_author(index, member)
        return word not in forms.SECOND or self._is_addressed(member)

    def _is_addressed(self, member: Member) -> bool:
        """Say whether a letter is to somebody: "Dear Ms. Soto"; other texts' "you" is anybody."""
        words = self.reading.words
        return any(begin and words[begin - 1].lower() == "dear" for begin, _ in member.mentions)

    def _is_author(self, index: int, member: Member) -> bool:
        """Say whether "I" is who wrote the text, and no one it names but under it.

        A few outside quotations are of one that was not seen.
        """
        if self.reading.turns or self._voice_at(index) is not None:
            return False
        words = enumerate(self.reading.words)
        mine = [i for i, w in words if w.lower() in forms.FIRST_SINGULAR]
        outside = [i for i in mine if self._voice_at(i) is None]
        named = [begin for begin, _ in member.mentions - {(i, i + 1) for i in mine}]
        return len(outside) > _FEW and not (named and min(named) > outside[-1])

    def _is_told_again(self, index: int) -> bool:
        """Say whether a noun speaks of who was named: not "a clerk", not "to be president"."""
        reading = self.reading
        if reading.upos[index] == "PROPN" and not reading.words[index].islower():
            return True
        articles = {reading.words[c].lower() for c in reading.children(index, "det")}
        if articles & _INDEFINITE:
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
        for index in sorted({*self.links, *self.links.values()}):
            out[index] = out[self.links[index]] if index in self.links else []
            out[index].append(index)
        return out

    def _named_later(self, index: int, chain: list[int]) -> Member | None:
        """Return the actor whom a chain comes to name only behind a word: "the child, Gloria".

        "We" who are a people somewhere in the chain are that people: "we as Americans".
        """
        if self.reading.words[index].lower() in forms.FIRST_PLURAL:
            found = next(
                (a for at in chain if self._is_people(at) and (a := self.actor_of(at))), None
            )
            return self.member(found) if found else None
        return next((m for at in chain if at > index and (m := self._meant_by(at))), None)

    def _is_people(self, index: int) -> bool:
        return self.reading.labelled(index, "NORP") and self.reading.has(index, "Number=Plur")

    def _voice_at(self, index: int) -> Voice | None:
        start = self.reading.starts[index]
        around = (v for v in self._voices if v.start <= start < v.end)
        quoted = min(around, key=lambda v: v.end - v.start, default=None)
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
        ours = self.reading.words[index].lower() in forms.FIRST_PLURAL
        return ours and member.kind in ("person", "role", "unknown")

    def _resolve(self, index: int) -> Member | None:
        word = self.reading.words[index].lower()
        voice = self._voice_at(index)
        if (told := self._by_chain(index, voice)) is not None:
            return told
        if word in forms.FIRST_SINGULAR or word in forms.FIRST_PLURAL:
            return self.member(voice.speaker) if voice and voice.speaker else None
        if self._together(index):
            return None
        if index in self.links and self._chained(index) is None:
            return self._unnamed(index)
        if word not in forms.MASCULINE and word not in forms.FEMININE:
            return self._who_says(index)
        gender = "m" if word in forms.MASCULINE else "f"
        speaker = voice.speaker if voice else None
        found = pronouns.antecedent(
            self.reading, self.members, index, speaker=speaker, gender=gender
        )
        if found and found.gender is None:
            found.gender = gender
        return found

    def _unnamed(self, index: int) -> Member | None:
        """Return the people whom a chain that names nobody tells of: "the guards ... they"."""
        for at in self._back(index):
            if self.reading.upos[at] == "NOUN" and (found := self.actor_of(at)):
                member = self.member(found)
                if _agrees(self.reading.words[index].lower(), member):
                    return member
        return None

    def _who_says(self, index: int) -> Member | None:
        """Return who says what an "it" or "they" does: "Peru said it would close the mine"."""
        reading = self.reading
        if reading.relations[index] not in ("nsubj", "nsubj:pass"):
            return None
        at = reading.heads[index]
        while at >= 0 and reading.relations[at] == "conj":
            at = reading.heads[at]
        if at < 0 or reading.relations[at] not in _CLAUSES:
            return None
        speaker = None
        while speaker is None and at >= 0 and reading.relations[at] in _UNDER:
            at = reading.heads[at]
            speaker = reading.child(at, "nsubj") if at >= 0 else None
        if speaker is None or speaker > index:
            return None
        found = self.actor_of(speaker)
        if found is None:
            return None
        member = self.member(found)
        many = reading.words[index].lower() in forms.THIRD_PLURAL
        kinds = ("group", "organization") if many else ("state", "organization")
        return member if member.kind in kinds else None

    def _by_chain(self, index: int, voice: Voice | None) -> Member | None:
        """Return whom the chain of mentions makes of a pronoun, where he or she fits."""
        word = self.reading.words[index].lower()
        if word in forms.FIRST_SINGULAR or word in forms.FIRST_PLURAL:
            return None
        found = self._chained(index)
        if found is None or not _agrees(word, found):
            return None
        if voice and voice.speaker == found.id:
            return None
        governed = self.reading.relations[index] in ("obj", "iobj")
        if governed and found.number in pronouns.barred(self.reading, [found], index):
            return None
        if found.gender is None and (word in forms.MASCULINE or word in forms.FEMININE):
            found.gender = "m" if word in forms.MASCULINE else "f"
        return found

    def resolve_pronouns(self) -> None:
        """Resolve every personal pronoun left, in order."""
        for index, word in enumerate(self.reading.words):
            if index in self._at:
                continue
            if word.lower() in PRONOUNS and self.reading.upos[index] in ("PRON", "DET"):
                self._pronoun(index)
