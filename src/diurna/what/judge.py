"""Whether a word that the code book knows tells of a political event here."""

from __future__ import annotations

from typing import Final

from diurna.language import Reading
from diurna.syntax.lexicon import words
from diurna.syntax.phrases import case_of
from diurna.what.arguments import obliques
from diurna.what.codebook import codebook
from diurna.what.found import Found
from diurna.what.lookup import LIKELY
from diurna.what.quantities import Numbers
from diurna.who import Cast

_AGREED: Final = 0.7
_SURE_ALONE: Final = 0.65
"""Probability from which the model's type needs no actor on either side."""
_ARMED: Final = frozenset({"MIL", "REB", "UAF", "CRM", "COP", "SPY"})
_SOMEBODYS: Final = frozenset({"THREATEN", "REQUEST", "CONCEDE", "AID", "SUPPORT", "OFFICE"})
"""Types of nouns that tell of no event where they are nobody's: "various threats", "loans"."""
_SPORTING: Final = frozenset({"ASSAULT", "CONSULT", "PROTEST", "OFFICE", "SUPPORT"})


class Judge:
    """Tells events from sport, metaphor and mere words.

    Args:
        reading: The text as the model sees it.
        cast: Its actors.
        numbers: Its amounts.
    """

    def __init__(self, reading: Reading, cast: Cast, numbers: Numbers) -> None:
        self.reading, self.cast, self.numbers = reading, cast, numbers
        lemmas = [lemma.lower() for lemma in reading.lemmas]
        self.sport = (
            sum(lemma in words("combat.sport") for lemma in lemmas) > 0.012 * len(lemmas) + 2
        )

    def in_words_only(self, found: Found) -> bool:
        """Say whether an attack is a politician's on another, in words."""
        lemma = self.reading.lemmas[found.trigger].lower()
        if found.entry.mode or lemma not in words("combat.assailing"):
            return False
        actors = [self.cast.member(a) for a in found.actors]
        recipients = [self.cast.member(r) for r in found.recipients]
        if any(set(m.sectors) & _ARMED for m in (*actors, *recipients)):
            return False
        thing = self.reading.child(found.trigger, "obj", "nsubj:pass")
        if thing is not None and self.reading.lemmas[thing].lower() in words("combat.wordy"):
            return True
        if self._at_a_site(found):
            return False
        talkers = bool(actors or any(m.kind == "person" for m in recipients)) and all(
            m.kind == "person" or set(m.sectors) & {"PTY", "JRN"} for m in actors
        )
        if talkers and recipients and all(m.kind in ("person", "organization") for m in recipients):
            return True
        kind, chance = self.reading.kinds.get(found.trigger, ("", 0.0))
        return kind == "ACCUSE" and chance >= LIKELY

    def _at_a_site(self, found: Found) -> bool:
        """Say whether what is attacked stands somewhere: "the centre of Lima", "a convoy"."""
        reading, word = self.reading, found.trigger
        things = list(reading.children(word, "obj", "nsubj:pass"))
        if found.is_noun:
            things += [c for case, c in obliques(reading, word) if case in ("on", "against", "at")]
            if found.carrier is not None and case_of(reading, word) == "under":
                things += reading.children(found.carrier, "nsubj")
        if any(case == "for" for case, _ in obliques(reading, found.predicate)):
            return False
        return any(reading.lemmas[t].lower() in codebook().classes["sites"] for t in things)

    def contest(self, found: Found) -> bool:
        """Say whether a battle is one for votes or in words: nobody armed, nowhere, no harm."""
        lemma = self.reading.lemmas[found.trigger].lower()
        fights = lemma in words("combat.contests") and found.entry.type == "ASSAULT"
        if found.entry.mode or not fights:
            return False
        members = [self.cast.member(p) for p in found.people]
        if any(m.kind == "state" or set(m.sectors) & _ARMED for m in members):
            return False
        kind, chance = self.reading.kinds.get(found.trigger, ("", 0.0))
        placed = self._anchored(found, ("Location", "Facility"))
        if (kind == "ASSAULT" and chance >= LIKELY) or placed:
            return False
        return not self.numbers.of(found.entry.type, found.trigger, found.carrier)

    def _is_political(self, identity: str) -> bool:
        member = self.cast.member(identity)
        told = member.country is not None and not member.inferred
        return told or bool(member.sectors) or member.kind == "person"

    def _private(self, identity: str) -> bool:
        """Say whether an actor is of the people, whose travels are no visits."""
        member = self.cast.member(identity)
        return member.kind == "group" and set(member.sectors) <= {"CVL", "REF", "LAB", "AGR"}

    def _agreed(self, found: Found) -> bool:
        """Say whether the model reads a word as the code book does, and is sure of it."""
        kind, chance = self.reading.kinds.get(found.trigger, ("", 0.0))
        return kind == found.entry.type and chance >= _AGREED

    def political(self, found: Found) -> bool:
        """Say whether an event has the people that its entry needs."""
        if self.sport and found.entry.type in _SPORTING:
            named = [self.cast.member(p) for p in found.people]
            if not any(set(m.sectors) & {"GOV", "MIL", "REB", "COP"} for m in named):
                return False
        actors = [a for a in found.actors if self._is_political(a)]
        recipients = [r for r in found.recipients if self._is_political(r)]
        if found.entry.mode == "visit":
            actors = [a for a in actors if not self._private(a)]
        if found.entry.weak:
            somewhere = found.entry.mode == "visit" and self._names_place(found)
            return bool(actors) and (bool(recipients) or somewhere or found.changed)
        if self._only_possible(found) and not found.actors:
            return False
        if self._half_guessed(found) and not (actors and recipients):
            return False
        if found.is_noun:
            threat = (
                found.entry.type == "THREATEN" and not found.actors and found.begin == found.trigger
            )
            if threat or (not found.people and found.entry.type in _SOMEBODYS):
                return found.changed or self._agreed(found)
            if not found.people and not found.definite:
                return self._anchored(found) or self._agreed(found)
            known = found.definite or self._agreed(found)
            return found.entry.needs != "actor" or known or bool(actors or recipients)
        return self._verb_political(found, actors, recipients)

    def _half_guessed(self, found: Found) -> bool:
        """Say whether the model alone reads the type, and is not sure of it."""
        _, chance = self.reading.kinds.get(found.trigger, ("", 0.0))
        return found.guessed and chance < _SURE_ALONE

    def _only_possible(self, found: Found) -> bool:
        by = found.verdict.by
        return by is not None and self.reading.words[by].lower() in ("can", "could", "ca")

    def _verb_political(self, found: Found, actors: list[str], recipients: list[str]) -> bool:
        lemma = self.reading.lemmas[found.trigger].lower()
        if lemma == "rule":
            return any("JUD" in self.cast.member(a).sectors for a in found.actors)
        if found.entry.mutual and found.entry.type == "CONSULT":
            bodies = {"IGO", "LEG", "GOV"}
            if lemma == "meet" and any(
                m.kind == "organization" and bodies & set(m.sectors)
                for m in map(self.cast.member, found.actors)
            ):
                return True
            return len({*actors, *recipients}) >= 2 or (
                bool(actors) and self._plural(found.trigger)
            )
        if not found.people or (lemma in words("harm.bodily") and not found.recipients):
            return bool(self.numbers.of(found.entry.type, found.trigger, found.carrier))
        known = bool(found.people) and self._agreed(found)
        return found.entry.needs != "actor" or known or bool(actors or recipients)

    def _anchored(
        self, found: Found, labels: tuple[str, ...] = ("Location", "Facility", "Date")
    ) -> bool:
        """Say whether a noun with nobody in it has a time or a place of its own."""
        reading = self.reading
        words = {*reading.subtree(found.trigger), *reading.children(found.predicate)}
        for word in words:
            entity = reading.entity_at(word)
            if entity and entity.label in labels:
                return True
        return False

    def _plural(self, verb: int) -> bool:
        head = self.reading.child(verb, "nsubj")
        if head is None and self.reading.relations[verb] == "xcomp":
            head = self.reading.child(self.reading.heads[verb], "nsubj")
        if head is None:
            return False
        return self.reading.has(head, "Number=Plur") or self.reading.child(head, "conj") is not None

    def _names_place(self, found: Found) -> bool:
        reading = self.reading
        near = list(reading.children(found.trigger, "obj", "obl", "nmod"))
        above = reading.heads[found.trigger]
        if (
            found.is_noun
            and above >= 0
            and reading.relations[found.trigger] in ("obj", "nsubj:pass")
        ):
            near += reading.children(above, "obl")
        near += [c for n in near for c in reading.children(n, "nmod", "obl")]
        labels = (e.label for c in near if (e := reading.entity_at(c)))
        return any(label in ("Location", "Facility") for label in labels)
