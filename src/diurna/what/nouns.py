"""Nouns to events: what the code book knows by a noun, with arguments, status and place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from diurna.language import Reading
from diurna.syntax.lexicon import words
from diurna.syntax.modality import Verdict
from diurna.syntax.phrases import case_of
from diurna.what import aid, arguments, changes, idioms, status
from diurna.what.codebook import Entry, codebook
from diurna.what.found import By, Found
from diurna.what.lookup import LIKELY, guess, nominal_entry, noun_entry, verb_entry
from diurna.what.of_nouns import of_noun
from diurna.who import Cast

_NO_EVENTS: Final = frozenset({"Person", "Organization", "Product", "Date", "Money"})
"""Names and figures that no event is read out of: "due March 15"."""
_OFF: Final = frozenset({"postponed", "cancelled", "rescheduled", "moved"})
_NEXT: Final = 3
"""Words from a verb to a noun of its own phrase, at most."""
_WORKING: Final = frozenset({"LAB", "EDU", "MED", "AGR", "CVL", "JRN"})


class NounFinder:
    """Finds the events that nouns of a reading name.

    Args:
        reading: The text as the model sees it.
        cast: Its actors.
        sofar: What is found, in order of the text; nouns refer to what stands before them.
    """

    def __init__(self, reading: Reading, cast: Cast, sofar: Sequence[Found]) -> None:
        self.reading, self.cast, self.sofar = reading, cast, sofar
        self.told = changes.scan(reading)
        self._ordinals = {
            reading.heads[i]: word
            for i, printed in enumerate(reading.words)
            if (word := printed.lower()) in words("turning.another")
            and reading.relations[i].split(":")[0] in ("amod", "det")
        }
        self._says = {
            t.word: t.theme
            for t in self.told
            if t.kind in _OFF and reading.lemmas[t.word].lower() not in words("turning.own")
        }

    def find(self, index: int) -> Found | None:
        """Return what a noun tells of by the code book, or by the model where that is silent."""
        reading, relation = self.reading, self.reading.relations[index]
        if idioms.noun(reading, index) or self.calls_off(index) or self._lifted(index):
            return None
        before = self._another(index)
        coded = self._coded(index, before)
        if coded is None or relation in ("compound", "amod"):
            return None
        entry, by, begin = coded
        votes = reading.lemmas[index] == "vote" and reading.has(index, "Number=Plur")
        if votes or self._told_by_verb(index, entry):
            return None
        if entry.type == "AID" and aid.told_above(reading, index):
            return None
        entry = self._turned(index, entry, by)
        got = aid.receiver(reading, index) if entry.type in ("AID", "SUPPORT") else None
        carrier = got if got is not None else arguments.carrier_of(reading, index)
        held = reading.lemmas[carrier].lower() if carrier is not None else ""
        if entry.type == "AGREE" and held in words("turning.signing"):
            entry = codebook().entries["SUPPORT", "sign"]
        found = self.made(index, by, entry, carrier, Verdict("occurred"))
        if before is not None and not found.people:
            found.actors, found.recipients = list(before.actors), list(before.recipients)
        strikes = by == By("noun", "strike") and not found.recipients
        if strikes and down_tools(reading, self.cast, index, found.actors):
            entry = found.entry = codebook().entries["PROTEST", "strike"]
        found.begin, found.verdict = begin, self._verdict(index, carrier, entry)
        return found

    def made(
        self, index: int, by: By, entry: Entry, carrier: int | None, verdict: Verdict
    ) -> Found:
        """Return the event of a noun with who takes part in it."""
        actors, others = of_noun(
            self.reading, self.cast, index, carrier, mutual=entry.mutual, kind=entry.type
        )
        return Found(
            by, entry, index, verdict, actors, others, carrier, index, index + 1,
            is_noun=True, definite=self._known(index), ordinal=self._ordinal(index),
            changed=self._changed(index),
        )  # fmt: skip

    def _turned(self, index: int, entry: Entry, by: By) -> Entry:
        """Return the entry of a noun of several types, as the model or its phrases have it."""
        reading = self.reading
        kind, chance = reading.kinds.get(index, (entry.type, 0.0))
        doubtful = reading.lemmas[index].lower() in words("turning.several")
        if doubtful and kind != entry.type and chance >= LIKELY:
            entry = codebook().plain(kind)
        if by == By("noun", "call") and self._is_demand(index):
            entry = codebook().entries["REQUEST", None]
        return entry

    def _verdict(self, index: int, carrier: int | None, entry: Entry) -> Verdict:
        verdict = status.of_noun(self.reading, index, carrier, entry.type, entry.mode)
        if (changed := changes.status_of(self.reading, self.told, index)) is not None:
            return Verdict(*changed)
        fixed = changes.fixed(self.reading, index)
        return Verdict("planned", fixed) if fixed is not None and not verdict.sure else verdict

    def calls_off(self, word: int) -> bool:
        """Say whether a word only says that an event is off or moved: it is told at its noun."""
        thing = self._says.get(word)
        return thing is not None and noun_entry(self.reading, thing) is not None

    def _lifted(self, noun: int) -> bool:
        """Say whether a noun is what a verb lifts or leaves: of the curfew only its end is told."""
        verb, relation = self.reading.heads[noun], self.reading.relations[noun]
        if verb < 0 or relation not in ("obj", "nsubj:pass", "obl"):
            return False
        coded = verb_entry(self.reading, verb) if self.reading.upos[verb] == "VERB" else None
        if coded is None:
            return False
        by_itself = relation != "obl" and not any(t.word == verb for t in self.told)
        if coded[0].mode == "discontinue":
            own = noun_entry(self.reading, noun)
            if own is None or own[0].type != "AGREE" or not (by_itself or relation == "obl"):
                return False
        elif coded[0].type != "CONCEDE" or not by_itself:
            return False
        lemmas = self.reading.lemmas
        return _is_phrase(lemmas[verb].lower(), coded[0], lemmas[noun].lower())

    def _ordinal(self, noun: int) -> str:
        """Return the word that tells which of several a noun is, or nothing."""
        return self._ordinals.get(noun, "").replace("another", "second")

    def _another(self, noun: int) -> Found | None:
        """Return the event told before that "a second strike" is another one of."""
        if not self.sofar or not self._ordinal(noun):
            return None
        lemma = self.reading.lemmas[noun].lower()
        alike = {lemma, codebook().nominal.get(lemma, lemma)}
        for found in reversed(self.sofar):
            verb = self.reading.lemmas[found.trigger].lower()
            if verb in alike or _is_phrase(verb, found.entry, lemma):
                return found
        return None

    def _told_by_verb(self, noun: int, entry: Entry) -> bool:
        """Say whether a noun is only the last word of a verb's phrase: "go on strike"."""
        last = self.sofar[-1] if self.sofar else None
        if last is None or last.trigger != self.reading.heads[noun] or noun - last.trigger > _NEXT:
            return False
        if self.reading.relations[noun] == "obj" and entry.type != last.entry.type:
            return False
        lemma, verb = (self.reading.lemmas[i].lower() for i in (noun, last.trigger))
        return _is_phrase(verb, last.entry, lemma)

    def _known(self, noun: int) -> bool:
        """Say whether a noun takes its event for known: "the", "Friday's", what is called off."""
        given = {self.reading.words[c].lower() for c in self.reading.children(noun, "det")}
        owned = self.reading.child(noun, "nmod:poss") is not None
        return owned or bool(given & words("turning.known")) or self._changed(noun)

    def _changed(self, noun: int) -> bool:
        """Say whether it is said of a noun that it moves or is off."""
        return any(t.theme == noun and t.kind != "confirmed" for t in self.told)

    def _coded(self, noun: int, before: Found | None) -> tuple[Entry, By, int] | None:
        """Return the entry of a noun, what it is known by, and where its words begin.

        Args:
            noun: The word.
            before: What it is one more of.
        """
        reading, lemma = self.reading, self.reading.lemmas[noun].lower()
        entity = reading.entity_at(noun)
        if entity and entity.label in _NO_EVENTS:
            return None
        coded = noun_entry(reading, noun) or nominal_entry(reading, noun)
        if before is not None:
            return before.entry, By("noun", lemma), coded[2] if coded else noun
        lawsuit = lemma != "action" or idioms.in_court(reading, noun)
        if coded is None and lawsuit and (model := guess(reading, noun)) is not None:
            return (*model, noun)
        return coded

    def _is_demand(self, noun: int) -> bool:
        """Say whether a call is one for something and not one by telephone."""
        reading = self.reading
        asked = any(case_of(reading, c) == "for" for c in reading.children(noun, "nmod"))
        return asked or reading.child(noun, "acl") is not None


def _is_phrase(verb: str, entry: Entry, noun: str) -> bool:
    """Say whether a verb codes its entry by a phrase with some noun: "go on strike"."""
    options = codebook().verbs.get(verb, ())
    return any(e is entry and noun in wanted for wanted, _, e in options)


def down_tools(reading: Reading, cast: Cast, word: int, actors: list[str]) -> bool:
    """Say whether those who strike are workers, and hit nobody."""
    members = [cast.member(a) for a in actors]
    sectors = {s for m in members for s in m.sectors}
    if any("union" in m.name.lower().split() for m in members):
        sectors.add("LAB")
    hit = reading.child(word, "obj", "nsubj:pass", "obl:agent")
    if sectors or hit is not None:
        return hit is None and bool(sectors & _WORKING)
    sentence = reading.sentence(word)
    near = {x.lower() for x in reading.lemmas[sentence.begin : sentence.end]}
    return bool(near & words("strikes.labour")) and not near & words("strikes.bombing")
