"""Who takes part in what a noun tells: its modifiers, its phrases, the verb that holds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from diurna.language import Reading
from diurna.syntax.cues import subject
from diurna.syntax.lexicon import status_words, words
from diurna.syntax.phrases import case_of
from diurna.what.arguments import (
    add,
    agent,
    from_roles,
    measured,
    obliques,
)
from diurna.what.codebook import codebook
from diurna.who import Cast
from diurna.world.tables import names

_LEAVING: Final = frozenset({"RETREAT", "COERCE"})
"""Types whose "from" is who is left, or what is taken from somebody."""
_POWERS: Final = frozenset({"GOV", "MIL", "COP", "SPY", "REB", "UAF", "CRM", "JUD", "LEG"})
_SUBJECTING: Final = frozenset({"subject", "expose"})
"""Verbs of whom something is done to: "subjected them to torture"."""


def of_noun(
    reading: Reading, cast: Cast, noun: int, carrier: int | None, *, mutual: bool, kind: str = ""
) -> tuple[list[str], list[str]]:
    """Return actors and recipients of a noun, with those of the light verb that holds it.

    Args:
        reading: The text as the model sees it.
        cast: Its actors.
        noun: The word.
        carrier: The light verb that holds it, or None.
        mutual: Whether all who take part do the same: "talks".
        kind: Its PLOVER type.
    """
    return _Noun(reading, cast, noun, carrier, mutual, kind).run()


@dataclass(slots=True)
class _Noun:
    """Gathers who takes part in one noun's event."""

    reading: Reading
    cast: Cast
    noun: int
    carrier: int | None
    mutual: bool
    kind: str
    actors: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    @property
    def lemma(self) -> str:
        """The noun, lower-cased."""
        return self.reading.lemmas[self.noun].lower()

    def run(self) -> tuple[list[str], list[str]]:
        """Return actors and recipients, the surest signs first."""
        self._before()
        self._turn()
        if self.kind == "AID":
            self._helped()
        if self.kind == "ACCUSE":
            self._topics()
        self._phrases()
        self._below()
        bearer = None if self.mutual else self._undergoing()
        undergone: list[str] = []
        add(self.cast, undergone, bearer)
        if self.carrier is not None:
            self._held(self.carrier, bearer)
        self.recipients += [u for u in undergone if u not in self.recipients]
        from_roles(self.reading, self.cast, self.noun, self.actors, self.recipients)
        actors = [a for a in self.actors if a not in undergone]
        recipients = [r for r in self.recipients if not self._is_within(r)]
        going = self.lemma in words("carrying.goings")
        if not actors and (self.mutual or (going and not recipients)):
            told: list[str] = []
            add(self.cast, told, self._attended_by())
            actors = [a for a in told if a not in recipients]
        return actors, [r for r in recipients if r not in actors]

    def _before(self) -> None:
        """Take actors from what stands before it: "Russia's", "French and Israeli", "Saudi-led"."""
        reading, cast = self.reading, self.cast
        for child in reading.children(self.noun, "nmod:poss", "amod", "compound"):
            if reading.relations[child] == "nmod:poss":
                add(cast, self.actors, child)
                continue
            inner = reading.children(child, "conj", "compound")
            for word in (child, *(c for c in inner if c < self.noun)):
                named = cast.named(word) or cast.state_of(word)
                if named and named not in self.actors:
                    self.actors.append(named)

    def _turn(self) -> None:
        """Move to the recipients whose a deed is that is done to them: "the mayor's arrest"."""
        suffered = codebook().classes["suffered"]
        if self.lemma not in suffered | codebook().classes["undergone"]:
            return
        others = [c for case, c in obliques(self.reading, self.noun) if case == "of"]
        if any(self.cast.actors_of(c) for c in others):
            return
        for actor in list(self.actors):
            if self.lemma in suffered or not self._is_power(actor):
                self.actors.remove(actor)
                self.recipients.append(actor)

    def _helped(self) -> None:
        """Move to the recipients the state that aid is for: "a Ukraine aid package".

        Who gives it stands as an adjective or in letters ("Norwegian aid", "US aid"), or with the
        one it goes to behind ("China aid to Kenya").
        """
        if any(case in ("to", "for") for case, _ in obliques(self.reading, self.noun)):
            return
        for child in self.reading.children(self.noun, "compound"):
            name = names().get(self.reading.words[child].lower())
            spelled = not self.reading.words[child].isupper()
            if name is None or name.kind != "name" or not spelled:
                continue
            state = self.cast.named(child) or self.cast.state_of(child)
            if state in self.actors:
                self.actors.remove(state)
                self.recipients.append(state)

    def _is_power(self, identity: str) -> bool:
        """Say whether an actor arrests, kills or appoints others rather than suffering it."""
        member = self.cast.member(identity)
        body = member.kind in ("organization", "group") and bool(set(member.sectors) & _POWERS)
        return body or member.kind == "state"

    def _topics(self) -> None:
        """Move who is looked into from the actors to the recipients: "the Trump-Russia probe".

        A body before the noun looks into others ("the FBI investigation"); people do not, nor do
        states beside somebody who does ("Mueller's Russia investigation").
        """
        owners: list[str] = []
        for child in self.reading.children(self.noun, "nmod:poss"):
            add(self.cast, owners, child)
        others = [a for a in self.actors if a not in owners]
        leading = bool(owners) or any(self.cast.member(a).kind == "person" for a in others)
        for actor in others:
            kind = self.cast.member(actor).kind
            if kind == "person" or (kind == "state" and leading):
                self.actors.remove(actor)
                self.recipients.append(actor)

    def _phrases(self) -> None:
        """Take who takes part from its prepositional phrases."""
        phrases = obliques(self.reading, self.noun)
        for case, child in phrases:
            if (
                case in ("by", "between")
                or (case == "from" and self.kind not in _LEAVING)
                or (case == "of" and (self.mutual or self._done_by()))
            ):
                add(self.cast, self.actors, child)
            elif (
                case in words("under.beside")
                or case == "from"
                or (case in words("under.against") and case != "in" and not self.mutual)
            ):
                add(self.cast, self.recipients, child)
        if self.actors:
            return
        for _, thing in phrases:
            for case, child in obliques(self.reading, thing):
                if case == "by":
                    add(self.cast, self.actors, child)

    def _done_by(self) -> bool:
        """Say whether "of" is who does it: "at the request of", "with the support of"."""
        if self.kind == "REQUEST" or self.lemma in words("carrying.goings"):
            return True
        case = case_of(self.reading, self.noun)
        return self.kind in ("AID", "SUPPORT") and case in ("with", "under")

    def _below(self) -> None:
        """Take who takes part from the clause below a noun: "attacks carried out by"."""
        reading, cast = self.reading, self.cast
        verbs = (status_words().light | status_words().bringing) - words("carrying.announcing")
        for clause in reading.children(self.noun, "acl", "acl:relcl"):
            if reading.lemmas[clause].lower() not in verbs:
                continue
            own = next(
                (c for c in reading.children(clause) if reading.relations[c] == "nsubj"), None
            )
            past = reading.has(clause, "VerbForm=Part") and reading.has(clause, "Tense=Past")
            if own is None and past:
                add(cast, self.actors, agent(reading, clause))
            elif own is None or reading.relations[clause] != "acl:relcl":
                continue
            elif reading.lemmas[own].lower() not in words("relative"):
                add(cast, self.actors, own)
            else:
                continue
            for case, child in obliques(reading, clause):
                at = not self.mutual and case in ("against", "on", "at")
                if at or case in words("under.beside"):
                    add(cast, self.recipients, child)

    def _undergoing(self) -> int | None:
        """Return whom it is done to by its verb: "suffered an attack", "came under fire"."""
        reading, noun, carrier = self.reading, self.noun, self.carrier
        if case_of(reading, noun) == "under":
            return subject(reading, carrier if carrier is not None else noun)
        if carrier is None:
            return None
        lemma = reading.lemmas[carrier].lower()
        if self.kind in ("AID", "SUPPORT") and lemma in status_words().receiving:
            return subject(reading, carrier)
        if lemma in _SUBJECTING:
            return reading.child(carrier, "nsubj:pass", "obj")
        if lemma not in status_words().undergoing:
            return None
        noun = measured(reading, noun)
        if reading.relations[noun] == "nsubj:pass":
            return agent(reading, carrier)
        return subject(reading, carrier) if reading.relations[noun] == "obj" else None

    def _held(self, carrier: int, bearer: int | None) -> None:
        """Take who takes part from the light verb that holds it."""
        reading, cast = self.reading, self.cast
        passive = reading.child(carrier, "nsubj:pass")
        holder = (
            subject(reading, carrier) if passive is None else reading.child(carrier, "obl:agent")
        )
        if holder is not None and holder not in (self.noun, bearer):
            add(cast, self.actors, holder)
        for case, child in obliques(reading, carrier):
            beside = case in words("under.beside") or (
                not self.mutual and case in ("against", "on")
            )
            if bearer is not None and case == "from":
                add(cast, self.actors, child)
            elif child != self.noun and beside:
                add(cast, self.recipients, child)

    def _is_within(self, identity: str) -> bool:
        """Say whether an actor is only a part of the name: the drone of "a drone strike"."""
        own = {e - 1 for _, e in self.cast.member(identity).mentions}
        return bool(own) and own <= set(self.reading.children(self.noun, "compound"))

    def _attended_by(self) -> int | None:
        """Return the subject of the clause that an event with nobody in it took place in."""
        reading, noun = self.reading, self.noun
        if reading.relations[noun] not in ("obl", "nmod"):
            return None
        if case_of(reading, noun) not in ("during", "in", "at", "over", "on", "for"):
            return None
        verb = next((n for n in reading.ancestors(noun) if reading.upos[n] == "VERB"), None)
        return subject(reading, verb) if verb is not None else None
