"""Predicates to events: what the code book knows, with arguments, status and place."""

from __future__ import annotations

from typing import Final

from diurna.language import Reading
from diurna.record import Quantity
from diurna.syntax.lexicon import words
from diurna.syntax.outside import deadline
from diurna.what import arguments, decisions, demands, idioms, recipients, status, trust
from diurna.what.clauses import Clauses
from diurna.what.codebook import Entry, codebook
from diurna.what.found import By, Found
from diurna.what.furniture import furniture
from diurna.what.judge import Judge
from diurna.what.lookup import by_accident, guess, is_people, noun_entry, told_below, verb_entry
from diurna.what.nouns import NounFinder, down_tools
from diurna.what.quantities import Numbers
from diurna.who import Cast

_WILLED: Final = frozenset({"THREATEN", "CONCEDE", "AGREE", "COOPERATE"})
"""Types that are somebody's will, and no thing's."""
_DOERS: Final = ("ist", "ian", "eer", "er", "or", "ant")
"""Ends of nouns for people by what they do."""


class EventFinder:
    """Finds the events of a reading; see `find`."""

    def __init__(self, reading: Reading, cast: Cast, clauses: Clauses) -> None:
        self.reading, self.cast, self.clauses = reading, cast, clauses
        self.numbers = Numbers(reading)
        self.judge = Judge(reading, cast, self.numbers)
        self.sofar: list[Found] = []
        self._least = decisions.bar("event", short=decisions.is_short(reading))
        self.nouns = NounFinder(reading, cast, self.sofar)

    def run(self) -> list[Found]:
        """Find them, in order of their triggers."""
        out: list[Found] = []
        aside = furniture(self.reading)
        for index in range(len(self.reading)):
            if index not in aside:
                self._look(index, out)
        more = self.numbers.spread((f.entry.type, f.trigger, f.carrier) for f in out)
        for found in out:
            found.quantities += more.get(found.trigger, [])
            if not any(q.what == "killed" for q in found.quantities):
                found.quantities += self._named_dead(found)
        return out

    def _look(self, index: int, out: list[Found]) -> None:
        """Add what a word tells of, by rule or else by the reader of clauses."""
        reading, cast, upos = self.reading, self.cast, self.reading.upos[index]
        found = None
        if upos == "VERB" and (found := self._verb(index)) is None:
            found = demands.demanded(reading, cast, index)
        elif upos in ("VERB", "ADJ"):
            self._keep(demands.demanded(reading, cast, index, beside=True), out)
            found = found or demands.ready(reading, cast, index)
        elif upos in ("NOUN", "PROPN"):
            found = self.nouns.find(index)
        heard = self.clauses.chance(index) >= trust.HEARD
        aside = self._gives_until(index) or told_below(reading, index)
        if found is None and heard and not aside:
            found = self._read(index)
        self._keep(found, out)

    def _keep(self, found: Found | None, out: list[Found]) -> None:
        """Settle what was found and add it, if it is an event to be told."""
        if found is None:
            return
        if self.judge.in_words_only(found):
            found.entry = codebook().entries["ACCUSE", "disapprove"]
        recipients.settle(self.reading, self.cast, found)
        found.ruled = found.verdict = status.weighed(self.reading, found.trigger, found.verdict)
        self._retype(found)
        found.quantities = self.numbers.of(found.entry.type, found.trigger, found.carrier)
        found.against += self._against(found)
        found.plan = self.clauses.announced(found.trigger)
        found.chance = trust.chance(self.reading, self.cast, self.clauses, found)
        found.quantities += self.numbers.ones(found.trigger, found.carrier)
        out.append(found)
        if found.chance >= self._least:
            self.sofar.append(found)

    def _retype(self, found: Found) -> None:
        """Take the clause reader's type of a word where it speaks enough against the rules'."""
        kind = self.clauses.kind(found.trigger)
        short = decisions.is_short(self.reading)
        if found.guessed or kind == found.entry.type or not decisions.weights().get("retype"):
            return
        if decisions.score("retype", trust.of_type(self.clauses, found, kind), short=short) > 0:
            found.entry = self._entry(found.trigger, kind)

    def _entry(self, index: int, kind: str) -> Entry:
        """Return the book's entry of a type: the mode that it knows a word by, or the reader's."""
        lemma, book = self.reading.lemmas[index].lower(), codebook()
        known = [e for _, _, e in book.verbs.get(lemma, ())]
        known += [e for before, e in book.nouns.get(lemma, ()) if not before]
        read = book.entries.get((kind, self.clauses.mode(index)), book.plain(kind))
        return next((e for e in known if e.type == kind), read)

    def _against(self, found: Found) -> tuple[str, ...]:
        """Return what the rules say against a word's telling of a political event."""
        told = {
            "no political event": not self.judge.political(found),
            "a contest": self.judge.contest(found),
            "nobody harmed": not found.is_noun and any(q.value == 0 for q in found.quantities),
        }
        return tuple(name for name, there in told.items() if there)

    def _read(self, index: int) -> Found:
        """Take a word for what the clause reader alone reads in it."""
        reading, kind = self.reading, self.clauses.kind(index)
        entry, lemma = self._entry(index, kind), reading.lemmas[index].lower()
        noun = reading.upos[index] in ("NOUN", "PROPN")
        by = By("noun" if noun else "verb", lemma, chance=self.clauses.chance(index))
        if noun:
            known = noun_entry(reading, index) is not None
            carrier = arguments.carrier_of(reading, index)
            verdict = status.of_noun(reading, index, carrier, kind)
            found = self.nouns.made(index, by, entry, carrier, verdict)
        else:
            known = verb_entry(reading, index) is not None
            found = self._made(index, by, entry)
        found.against = ("dropped by a rule",) if known else ()
        return found

    def _made(self, index: int, by: By, entry: Entry) -> Found:
        """Return the event of a verb with who takes part in it."""
        actors, others = arguments.of_verb(
            self.reading, self.cast, index, mutual=entry.mutual, kind=entry.type
        )
        verdict = status.of_verb(self.reading, index)
        return Found(by, entry, index, verdict, actors, others, None, index, index + 1)

    def _named_dead(self, found: Found) -> list[Quantity]:
        """Count the people whom a killing names: "the murder of Ana Ruiz"."""
        reading = self.reading
        deadly = reading.lemmas[found.trigger].lower() in words("harm.deadly")
        dead = [self.cast.member(r) for r in found.recipients]
        if found.entry.type != "ASSAULT" or not deadly or any(m.kind != "person" for m in dead):
            return []
        sentence = reading.sentence(found.trigger)
        named = [
            (b, e) for m in dead for b, e in m.mentions if sentence.begin <= b and e <= sentence.end
        ]
        if not named:
            return []
        begin, end = min(named, key=lambda n: abs(n[0] - found.trigger))
        count = float(len(dead))
        return [Quantity("killed", count, count, count, None, reading.span(begin, end))]

    def _verb(self, index: int) -> Found | None:
        """Return what a verb tells of by the code book, or by the model where that is silent."""
        reading = self.reading
        coded = verb_entry(reading, index) or guess(reading, index)
        if coded is None or reading.relations[index] == "amod":
            return None
        entry, by = coded
        if idioms.verb(reading, index, entry) or self._gives_until(index):
            return None
        if entry.type == "ASSAULT" and by_accident(reading, index):
            return None
        if self._lends_itself(index, entry) or self.nouns.calls_off(index):
            return None
        found = self._made(index, by, entry)
        if not found.actors and entry.type in _WILLED and self._by_a_thing(index):
            return None
        for child in reading.children(index, "compound:prt"):
            found.begin = min(found.begin, child)
            found.end = max(found.end, child + 1) if child == index + 1 else found.end
        if entry.type == "CONSULT" and self._by_phone(index):
            found.entry = codebook().entries["CONSULT", "phone"]
        strikes = reading.lemmas[index].lower() == "strike"
        if strikes and down_tools(reading, self.cast, index, found.actors):
            found.entry = codebook().entries["PROTEST", "strike"]
        return found

    def _lends_itself(self, verb: int, entry: Entry) -> bool:
        """Say whether a verb only carries the event that its object names: "staged a protest"."""
        reading, thing = self.reading, self.reading.child(verb, "obj")
        named = noun_entry(reading, thing) if thing is not None else None
        if thing is None or named is None or arguments.carrier_of(reading, thing) != verb:
            return False
        holds = reading.lemmas[verb].lower() in words("carrying.holding")
        return named[0].type == entry.type or holds

    def _by_a_thing(self, verb: int) -> bool:
        """Say whether what a verb tells is done by nobody: "the storm threatens the town"."""
        doer = self.reading.child(verb, "nsubj")
        if doer is None or self.reading.upos[doer] != "NOUN":
            return False
        lemma = self.reading.lemmas[doer].lower()
        return not is_people(lemma) and not lemma.endswith(_DOERS)

    def _by_phone(self, verb: int) -> bool:
        nouns = self.reading.children(verb, "obl")
        return any(self.reading.lemmas[n].lower() in ("phone", "telephone") for n in nouns)

    def _gives_until(self, verb: int) -> bool:
        """Say whether a verb only sets a day for a deed: "gave them until Friday to go"."""
        below = self.reading.children(verb, "advcl", "xcomp")
        return any(deadline(self.reading, clause) is not None for clause in below)


def find(reading: Reading, cast: Cast, clauses: Clauses) -> list[Found]:
    """Find what may tell of events in a reading, each with its chance of being one."""
    return EventFinder(reading, cast, clauses).run()
