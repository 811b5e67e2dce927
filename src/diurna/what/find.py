"""Predicates to events: what the code book knows, with arguments, status and place."""

from __future__ import annotations

from typing import Final

from diurna.language import Reading
from diurna.record import Quantity
from diurna.syntax.lexicon import words
from diurna.syntax.modality import Verdict
from diurna.syntax.outside import deadline
from diurna.syntax.phrases import case_of
from diurna.what import aid, arguments, changes, decisions, idioms, recipients, status, trust
from diurna.what.clauses import Clauses
from diurna.what.codebook import Entry, codebook
from diurna.what.facts import weighed
from diurna.what.found import By, Found
from diurna.what.furniture import furniture
from diurna.what.judge import Judge
from diurna.what.lookup import (
    LIKELY,
    by_accident,
    guess,
    is_people,
    nominal_entry,
    noun_entry,
    verb_entry,
)
from diurna.what.of_nouns import of_noun
from diurna.what.quantities import Numbers
from diurna.who import Cast

_NO_EVENTS: Final = frozenset({"Person", "Organization", "Product", "Date", "Money"})
"""Names and figures that no event is read out of: "due March 15"."""
_WILLED: Final = frozenset({"THREATEN", "CONCEDE", "AGREE", "COOPERATE"})
"""Types that are somebody's will, and no thing's."""
_DOERS: Final = ("ist", "ian", "eer", "er", "or", "ant")
"""Ends of nouns for people by what they do."""
_OFF: Final = frozenset({"postponed", "cancelled", "rescheduled", "moved"})
_NEXT: Final = 3
"""Words from a verb to a noun of its own phrase, at most."""
_MEETINGS: Final = frozenset({"CONSULT", "VOTE"})
_WORKING: Final = frozenset({"LAB", "EDU", "MED", "AGR", "CVL", "JRN"})

_TOLD: Final = 0.35
"""Chance from which an event is taken for told, where a later word refers to one before it."""


class EventFinder:
    """Finds the events of a reading; see `find`."""

    def __init__(self, reading: Reading, cast: Cast, clauses: Clauses) -> None:
        self.reading, self.cast, self.clauses = reading, cast, clauses
        self.numbers = Numbers(reading)
        self.judge = Judge(reading, cast, self.numbers)
        self.told = changes.scan(reading)
        self.sofar: list[Found] = []
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

    def run(self) -> list[Found]:
        """Find them, in order of their triggers."""
        out: list[Found] = []
        aside = furniture(self.reading)
        for index, upos in enumerate(self.reading.upos):
            if index in aside:
                continue
            found = None
            if upos == "VERB" and (found := self._verb(index)) is None:
                found = self._demanded(index) or self._due(index)
            elif upos in ("VERB", "ADJ"):
                self._keep(self._demanded(index, beside=True), out)
                found = found or self._ready(index) or self._due(index)
            elif upos in ("NOUN", "PROPN"):
                found = self._noun(index)
            heard = self.clauses.chance(index) >= trust.HEARD
            if found is None and heard and not self._gives_until(index):
                found = self._read(index)
            self._keep(found, out)
        more = self.numbers.spread((f.entry.type, f.trigger, f.carrier) for f in out)
        for found in out:
            found.quantities += more.get(found.trigger, [])
            if not any(q.what == "killed" for q in found.quantities):
                found.quantities += self._named_dead(found)
        return out

    def _keep(self, found: Found | None, out: list[Found]) -> None:
        """Settle what was found and add it, if it is an event to be told."""
        if found is None:
            return
        if self.judge.in_words_only(found):
            found.entry = codebook().entries["ACCUSE", "disapprove"]
        recipients.settle(self.reading, self.cast, found)
        found.ruled = found.verdict = weighed(self.reading, found.trigger, found.verdict)
        self._retype(found)
        found.quantities = self._counted(found)
        found.against += self._against(found)
        found.plan = self.clauses.announced(found.trigger)
        found.chance = trust.chance(self.reading, self.cast, self.clauses, found)
        found.quantities += self.numbers.ones(found.trigger, found.carrier)
        out.append(found)
        if found.chance >= _TOLD:
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
        """Return the book's entry of a type: the mode that it knows a word by, or none."""
        lemma = self.reading.lemmas[index].lower()
        book = codebook()
        known = [e for _, _, e in book.verbs.get(lemma, ())] + [
            e for before, e in book.nouns.get(lemma, ()) if not before
        ]
        return next((e for e in known if e.type == kind), book.plain(kind))

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
        entry = self._entry(index, kind)
        lemma = reading.lemmas[index].lower()
        noun = reading.upos[index] in ("NOUN", "PROPN")
        by = By("noun" if noun else "verb", lemma, chance=self.clauses.chance(index))
        known = noun_entry(reading, index) if noun else verb_entry(reading, index)
        against = ("dropped by a rule",) if known is not None else ()
        if not noun:
            actors, others = arguments.of_verb(
                reading, self.cast, index, mutual=entry.mutual, kind=kind
            )
            verdict = status.of_verb(reading, index)
            return Found(
                by, entry, index, verdict, actors, others, None, index, index + 1, against=against
            )
        carrier = arguments.carrier_of(reading, index)
        actors, others = of_noun(reading, self.cast, index, carrier, mutual=entry.mutual, kind=kind)
        verdict = status.of_noun(reading, index, carrier, kind)
        return Found(
            by, entry, index, verdict, actors, others, carrier, index, index + 1,
            is_noun=True, definite=self._known(index), ordinal=self._ordinal(index),
            changed=self._changed(index), against=against,
        )  # fmt: skip

    def _named_dead(self, found: Found) -> list[Quantity]:
        """Count the people whom a killing names: "the murder of Ana Ruiz"."""
        reading = self.reading
        if found.entry.type != "ASSAULT" or reading.lemmas[found.trigger].lower() not in words(
            "harm.deadly"
        ):
            return []
        dead = [self.cast.member(r) for r in found.recipients]
        if not dead or any(m.kind != "person" for m in dead):
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

    def _counted(self, found: Found) -> list[Quantity]:
        return self.numbers.of(found.entry.type, found.trigger, found.carrier)

    def _verb(self, index: int) -> Found | None:
        reading = self.reading
        coded = verb_entry(reading, index) or guess(reading, index)
        if coded is None or reading.relations[index] == "amod":
            return None
        entry, by = coded
        obj = reading.child(index, "obj")
        if idioms.verb(reading, index, entry) or self._gives_until(index):
            return None
        if entry.type == "ASSAULT" and by_accident(reading, index):
            return None
        named = noun_entry(reading, obj) if obj is not None else None
        same = obj is not None and named is not None and named[0].type == entry.type
        carried = obj is not None and arguments.carrier_of(reading, obj) == index
        lends = named is not None and reading.lemmas[index].lower() in words("carrying.holding")
        if ((same or lends) and carried) or self._calls_off(index):
            return None
        actors, others = arguments.of_verb(
            reading, self.cast, index, mutual=entry.mutual, kind=entry.type
        )
        if not actors and entry.type in _WILLED and self._by_a_thing(index):
            return None
        begin, end = index, index + 1
        for child in reading.children(index, "compound:prt"):
            begin, end = min(begin, child), max(end, child + 1) if child == index + 1 else end
        verdict = status.of_verb(reading, index)
        if entry.type == "CONSULT" and self._by_phone(index):
            entry = codebook().entries["CONSULT", "phone"]
        if reading.lemmas[index].lower() == "strike" and self._down_tools(index, actors):
            entry = codebook().entries["PROTEST", "strike"]
        return Found(by, entry, index, verdict, actors, others, None, begin, end)

    def _ready(self, index: int) -> Found | None:
        """Read "is willing to" do what the code book has no word for: that is an agreement."""
        reading = self.reading
        if (
            reading.lemmas[index].lower() not in words("turning.ready")
            or reading.child(index, "cop") is None
        ):
            return None
        done = reading.child(index, "xcomp", "ccomp", "advcl")
        if done is None or verb_entry(reading, done) is not None:
            return None
        if any(noun_entry(reading, c) is not None for c in reading.children(done, "obj")):
            return None
        entry = codebook().entries["AGREE", None]
        actors, _ = arguments.of_verb(reading, self.cast, index, mutual=True)
        verdict = status.of_verb(reading, index)
        by = By("adjective", reading.lemmas[index].lower())
        return Found(by, entry, index, verdict, actors, [], None, index, index + 1)

    def _by_a_thing(self, verb: int) -> bool:
        """Say whether what a verb tells is done by nobody: "the storm threatens the town"."""
        doer = self.reading.child(verb, "nsubj")
        if doer is None or self.reading.upos[doer] != "NOUN":
            return False
        lemma = self.reading.lemmas[doer].lower()
        return not is_people(lemma) and not lemma.endswith(_DOERS)

    def _gives_until(self, verb: int) -> bool:
        """Say whether a verb only sets a day for a deed: "gave them until Friday to go"."""
        below = self.reading.children(verb, "advcl", "xcomp")
        return any(deadline(self.reading, clause) is not None for clause in below)

    def _due(self, index: int) -> Found | None:
        """Read "is due in Ankara on Tuesday": a visit that is planned."""
        reading = self.reading
        word = reading.lemmas[index].lower()
        if word not in ("due", "expect") or reading.child(index, "cop", "aux:pass") is None:
            return None
        who = reading.child(index, "nsubj", "nsubj:pass")
        there = any(
            (entity := reading.entity_at(c)) is not None
            and entity.label in ("Location", "Facility")
            and case_of(reading, c) in ("in", "at")
            for c in reading.children(index, "obl")
        )
        actors = self.cast.actors_of(who) if who is not None else []
        if not there or not any(self._is_national(a) for a in actors):
            return None
        entry = codebook().entries["CONSULT", "visit"]
        verdict = Verdict("planned", index)
        by = By("verb", "visit", word)
        return Found(by, entry, index, verdict, actors, [], None, index, index + 1)

    def _demanded(self, index: int, *, beside: bool = False) -> Found | None:
        """Read what someone says another must do: a demand.

        Args:
            index: The deed, a verb or an adjective.
            beside: Whether the deed may be an event of its own as well. Then only "must" demands,
                and the word of saying is the trigger.
        """
        reading = self.reading
        says = reading.heads[index]
        obliging = {"must"} if beside else words("modals.requested")
        modal = next(
            (c for c in reading.children(index, "aux") if reading.words[c].lower() in obliging),
            None,
        )
        if modal is None or says < 0 or reading.relations[index] != "ccomp" or index - modal > 4:
            return None
        actors, others = [
            [a for a in self.cast.actors_of(head) if self._is_national(a)]
            if head is not None
            else []
            for head in (reading.child(says, "nsubj"), reading.child(index, "nsubj", "nsubj:pass"))
        ]
        if not actors or not others or set(actors) & set(others):
            return None
        verdict = status.of_verb(reading, says)
        entry = codebook().entries["REQUEST", None]
        by = By("modal", reading.words[modal].lower())
        trigger = says if beside else index
        return Found(by, entry, trigger, verdict, actors, others, None, modal, index + 1)

    def _is_national(self, identity: str) -> bool:
        member = self.cast.member(identity)
        political = {"GOV", "MIL", "REB", "IGO", "NGO", "OPP"}
        return bool(member.country or set(member.sectors) & political)

    def _calls_off(self, word: int) -> bool:
        """Say whether a word only says that an event is off or moved: it is told at its noun."""
        thing = self._says.get(word)
        return thing is not None and noun_entry(self.reading, thing) is not None

    def _by_phone(self, verb: int) -> bool:
        nouns = self.reading.children(verb, "obl")
        return any(self.reading.lemmas[n].lower() in ("phone", "telephone") for n in nouns)

    def _down_tools(self, verb: int, actors: list[str]) -> bool:
        """Say whether those who strike are workers, and hit nobody."""
        members = [self.cast.member(a) for a in actors]
        sectors = {s for m in members for s in m.sectors}
        if any("union" in m.name.lower().split() for m in members):
            sectors.add("LAB")
        hit = self.reading.child(verb, "obj", "nsubj:pass", "obl:agent")
        if not sectors and hit is None:
            sentence = self.reading.sentence(verb)
            near = {x.lower() for x in self.reading.lemmas[sentence.begin : sentence.end]}
            return bool(near & words("strikes.labour")) and not near & words("strikes.bombing")
        return hit is None and bool(sectors & _WORKING)

    def _noun(self, index: int) -> Found | None:
        reading = self.reading
        if idioms.noun(reading, index) or self._calls_off(index) or self._lifted(index):
            return None
        before = self._another(index)
        coded = self._coded(index, before)
        if coded is None:
            return None
        if reading.relations[index] in ("compound", "amod") or self._told_by_verb(index, coded[0]):
            return None
        entry, by, begin = coded
        if entry.type == "AID" and aid.told_above(reading, index):
            return None
        kind, chance = reading.kinds.get(index, (entry.type, 0.0))
        if (
            reading.lemmas[index].lower() in words("turning.several")
            and kind != entry.type
            and chance >= LIKELY
        ):
            entry = codebook().plain(kind)
        if by == By("noun", "call") and self._is_demand(index):
            entry = codebook().entries["REQUEST", None]
        if reading.lemmas[index] == "vote" and reading.has(index, "Number=Plur"):
            return None
        got = aid.receiver(reading, index) if entry.type in ("AID", "SUPPORT") else None
        carrier = got if got is not None else arguments.carrier_of(reading, index)
        signed = carrier is not None and reading.lemmas[carrier].lower() in words("turning.signing")
        if entry.type == "AGREE" and signed:
            entry = codebook().entries["SUPPORT", "sign"]
        actors, others = of_noun(
            reading, self.cast, index, carrier, mutual=entry.mutual, kind=entry.type
        )
        if before is not None and not actors and not others:
            actors, others = list(before.actors), list(before.recipients)
        if by == By("noun", "strike") and not others and self._down_tools(index, actors):
            entry = codebook().entries["PROTEST", "strike"]
        verdict = status.of_noun(reading, index, carrier, entry.type, entry.mode)
        if (
            changed := changes.status_of(reading, self.told, index, ahead=entry.type in _MEETINGS)
        ) is not None:
            verdict = Verdict(*changed)
        elif (fixed := changes.fixed(reading, index)) is not None and not verdict.sure:
            verdict = Verdict("planned", fixed)
        return Found(
            by, entry, index, verdict, actors, others, carrier, begin, index + 1,
            is_noun=True, definite=self._known(index), ordinal=self._ordinal(index),
            changed=self._changed(index),
        )  # fmt: skip

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
        return self._phrased(lemmas[verb].lower(), coded[0], lemmas[noun].lower())

    def _ordinal(self, noun: int) -> str:
        """Return the word that tells which of several a noun is, or nothing."""
        return self._ordinals.get(noun, "").replace("another", "second")

    def _another(self, noun: int) -> Found | None:
        """Return the event told before that "a second strike" is another one of."""
        reading = self.reading
        if not self.sofar or not self._ordinal(noun):
            return None
        lemma = reading.lemmas[noun].lower()
        alike = {lemma, codebook().nominal.get(lemma, lemma)}
        for found in reversed(self.sofar):
            verb = reading.lemmas[found.trigger].lower()
            if verb in alike or self._phrased(verb, found.entry, lemma):
                return found
        return None

    @staticmethod
    def _phrased(verb: str, entry: Entry, noun: str) -> bool:
        """Say whether a verb codes its entry by a phrase with some noun: "go on strike"."""
        options = codebook().verbs.get(verb, ())
        return any(e is entry and noun in wanted for wanted, _, e in options)

    def _told_by_verb(self, noun: int, entry: Entry) -> bool:
        """Say whether a noun is only the last word of a verb's phrase: "go on strike"."""
        last = self.sofar[-1] if self.sofar else None
        if last is None or last.trigger != self.reading.heads[noun] or noun - last.trigger > _NEXT:
            return False
        if self.reading.relations[noun] == "obj" and entry.type != last.entry.type:
            return False
        lemma, verb = (self.reading.lemmas[i].lower() for i in (noun, last.trigger))
        return self._phrased(verb, last.entry, lemma)

    def _known(self, noun: int) -> bool:
        """Say whether a noun takes its event for known: "the", "Friday's", what is called off."""
        determiners = {self.reading.words[c].lower() for c in self.reading.children(noun, "det")}
        owned = self.reading.child(noun, "nmod:poss") is not None
        given = bool(determiners & {"the", "that", "this", "these", "such"})
        return owned or given or self._changed(noun)

    def _changed(self, noun: int) -> bool:
        """Say whether it is said of a noun that it moves or is off."""
        return any(t.theme == noun and t.kind != "confirmed" for t in self.told)

    def _coded(self, noun: int, before: Found | None) -> tuple[Entry, By, int] | None:
        """Return the entry of a noun, what it is known by, and where its words begin.

        Args:
            noun: The word.
            before: What it is one more of.
        """
        reading = self.reading
        entity = reading.entity_at(noun)
        if entity and entity.label in _NO_EVENTS:
            return None
        coded = noun_entry(reading, noun) or nominal_entry(reading, noun)
        if before is not None:
            by = By("noun", reading.lemmas[noun].lower())
            return before.entry, by, coded[2] if coded else noun
        lawsuit = reading.lemmas[noun].lower() != "action" or idioms.in_court(reading, noun)
        if coded is None and lawsuit and (model := guess(reading, noun)) is not None:
            return (*model, noun)
        return coded

    def _is_demand(self, noun: int) -> bool:
        """Say whether a call is one for something and not one by telephone."""
        reading = self.reading
        asked = any(case_of(reading, c) == "for" for c in reading.children(noun, "nmod"))
        return asked or reading.child(noun, "acl") is not None


def find(reading: Reading, cast: Cast, clauses: Clauses) -> list[Found]:
    """Find what may tell of events in a reading, each with its chance of being one."""
    return EventFinder(reading, cast, clauses).run()
