"""Numbers of events: what an amount counts, and the event that it is a number of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from diurna.language import Reading
from diurna.record import Quantity
from diurna.syntax.lexicon import kinds, words
from diurna.what.amounts import Amount, amounts
from diurna.what.lookup import is_person
from diurna.world.tables import groups

_CLAIMED: Final = ("killed", "injured", "abducted", "missing", "casualties")
"""What is counted of one person where no number is told: "killed two guards and a child"."""
_OWN: Final = {
    "ASSAULT": frozenset({"killed", "injured", "shot", "casualties", "missing", "abducted",
                          "displaced", "destroyed", "damaged", "hostages", "victims", "evacuated",
                          "seized", "captured", "rescued"}),
    "COERCE": frozenset({"arrested", "seized", "captured", "expelled", "displaced", "destroyed",
                         "evacuated", "damaged", "killed", "injured"}),
    "PROTEST": frozenset({"protesters", "arrested", "injured", "killed"}),
    "MOBILIZE": frozenset({"troops"}),
    "RETREAT": frozenset({"troops", "released", "hostages", "prisoners", "exchanged"}),
}  # fmt: skip
"""What is counted of an event of a type even where the number hangs on another word."""


def quantity(reading: Reading, amount: Amount, what: str) -> Quantity:
    """Return an amount as a number of an event."""
    unit = amount.unit if amount.unit not in ("", "share", "money") else None
    span = reading.span(amount.begin, amount.end)
    return Quantity(what, amount.value, amount.low, amount.high, amount.mod, span, unit)


def what_of(reading: Reading, amount: Amount) -> str | None:
    """Return what an amount counts as far as its own phrase and verb say, or None."""
    if amount.unit == "share":
        return "share"
    if amount.unit:
        return "money"
    if state := _state(reading, amount) or _verb_before(reading, amount):
        return state
    noun = reading.lemmas[amount.counted].lower() if amount.counted is not None else ""
    counted = kinds("told_of_number").get(noun)
    governor = governor_of(reading, amount)
    if governor is None or counted in ("killed", "arrested", "injured", "casualties"):
        return counted
    lemma = reading.lemmas[governor].lower()
    if lemma in words("counted.reaching") and (toll := _toll(reading, governor)):
        return toll
    done = _done(reading, governor)
    return done if done and _undergoes(reading, amount, governor) else counted


def _state(reading: Reading, amount: Amount) -> str | None:
    """Read "four people dead", "20 injured": a word of state right behind the phrase."""
    after = max(amount.end, (amount.counted or 0) + 1)
    for index in (amount.counted, *range(amount.end, min(after + 2, len(reading)))):
        if index is None:
            continue
        word = reading.words[index].lower()
        if word in words("counted.apart"):
            break
        state = kinds("left").get(word)
        if state and not (index == amount.counted and reading.upos[index] == "VERB"):
            return state
    return None


def _done(reading: Reading, verb: int) -> str | None:
    """Return what becomes of those whom a verb is done to: "shot", but "shot dead"."""
    lemma = reading.lemmas[verb].lower()
    if lemma in words("harm.blows") and _is_deadly(reading, verb):
        return "killed"
    if lemma in words("harm.down") and "down" in _beside(reading, verb):
        return "killed"
    return kinds("done_to").get(lemma)


def _beside(reading: Reading, verb: int) -> set[str]:
    """Return the words that hang on a verb or follow it, lower-cased."""
    behind = range(verb + 1, min(verb + 3, len(reading)))
    near = (*reading.children(verb, "xcomp", "advmod", "obl", "compound:prt", "amod"), *behind)
    return {reading.words[w].lower() for w in near}


def _is_deadly(reading: Reading, verb: int) -> bool:
    """Say whether a blow kills: "shot dead", "beaten to death", "burned alive"."""
    near = _beside(reading, verb)
    if near & {"dead", "alive"}:
        return True
    for word in (*reading.children(verb, "obl", "xcomp", "obj"), verb + 2):
        if word < len(reading) and reading.words[word].lower() == "death":
            return reading.words[word - 1].lower() == "to"
    return False


def _verb_before(reading: Reading, amount: Amount) -> str | None:
    """Read "wounding dozens", "killed 12", whatever the tree makes of it."""
    before = amount.begin - 1
    while before > 0 and reading.words[before].lower() in words("counted.between"):
        before -= 1
    if before < 0 or reading.upos[before] not in ("VERB", "AUX"):
        return None
    passive = reading.child(before, "aux:pass") is not None
    return None if passive else _done(reading, before)


def governor_of(reading: Reading, amount: Amount) -> int | None:
    """Return the word that an amount's phrase takes part in what it says, or None."""
    word, hops = amount.phrase, 0
    while hops < 4:
        head, relation = reading.heads[word], reading.relations[word].split(":")[0]
        if head < 0:
            return None
        if relation not in ("conj", "appos", "nummod", "compound", "amod"):
            return head
        word, hops = head, hops + 1
    return None


def _undergoes(reading: Reading, amount: Amount, verb: int) -> bool:
    """Say whether those counted undergo a verb, or do it where it has no object ("died")."""
    relation = reading.relations[amount.phrase]
    if relation == "conj":
        relation = reading.relations[reading.heads[amount.phrase]]
    if relation == "nsubj":
        return reading.child(verb, "obj") is None or reading.lemmas[verb].lower() == "flee"
    return relation.split(":")[0] in ("obj", "nsubj", "nmod", "appos", "conj", "iobj", "root")


def _toll(reading: Reading, verb: int) -> str | None:
    """Read "the death toll rose to": what the toll is of."""
    for noun in reading.children(verb, "nsubj", "obj", "nsubj:pass"):
        if reading.lemmas[noun].lower() not in words("counted.tolls"):
            continue
        if any(reading.lemmas[w].lower() in words("counted.dead") for w in reading.subtree(noun)):
            return "killed"
    return None


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun if noun.endswith("s") else f"{noun}s"


def _ones(reading: Reading) -> list[Amount]:
    """Return the single persons of a text as amounts: "a child", "another guard"."""
    out = []
    for noun, upos in enumerate(reading.upos):
        if upos != "NOUN" or reading.has(noun, "Number=Plur"):
            continue
        if not is_person(reading.lemmas[noun].lower()):
            continue
        counted = [
            c
            for c in reading.children(noun, "det")
            if reading.words[c].lower() in words("counted.single")
        ]
        if counted:
            out.append(Amount(counted[0], noun + 1, 1, 1, 1, None, "", noun, noun))
    return out


class Numbers:
    """The amounts of a text, and the events that they belong to.

    Args:
        reading: The text as the model sees it.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.amounts = [(a, what_of(reading, a), governor_of(reading, a)) for a in amounts(reading)]
        self._ones = [(a, what_of(reading, a), governor_of(reading, a)) for a in _ones(reading)]

    def of(self, kind: str, trigger: int, carrier: int | None) -> list[Quantity]:
        """Return the numbers that hang on an event's own words.

        Args:
            kind: Its PLOVER type.
            trigger: Its trigger.
            carrier: The light verb that holds it, or None.
        """
        out = []
        for amount, what, governor in self.amounts:
            own = governor in (trigger, carrier) or self._counts(amount, trigger)
            if not own and (done := self._done_aside(amount, trigger)):
                own, what = True, done
            if own and (named := self._named(amount, what, kind, trigger)):
                out.append(quantity(self.reading, amount, named))
        return out

    def _done_aside(self, amount: Amount, trigger: int) -> str | None:
        """Return what became of those whom a participle behind them tells of: "ten men killed"."""
        reading = self.reading
        if reading.heads[trigger] != amount.phrase or reading.relations[trigger] != "acl":
            return None
        past = reading.has(trigger, "Tense=Past") and reading.has(trigger, "VerbForm=Part")
        return _done(reading, trigger) if past else None

    def ones(self, trigger: int, carrier: int | None) -> list[Quantity]:
        """Return the single persons whom an event's own words harm: "killed a child".

        Args:
            trigger: Its trigger.
            carrier: The light verb that holds it, or None.
        """
        return [
            quantity(self.reading, amount, what)
            for amount, what, governor in self._ones
            if what in _CLAIMED
            and governor in (trigger, carrier)
            and self._suffers(amount, governor)
        ]

    def _suffers(self, amount: Amount, verb: int | None) -> bool:
        """Say whether one person undergoes a verb rather than does it: "a guard died"."""
        if verb is None or self.reading.relations[amount.phrase] != "nsubj":
            return True
        return self.reading.lemmas[verb].lower() in words("harm.dying")

    def _counts(self, amount: Amount, trigger: int) -> bool:
        """Say whether it is the events themselves that are counted, or their money."""
        return trigger in (amount.counted, amount.phrase)

    def _named(self, amount: Amount, what: str | None, kind: str, trigger: int) -> str | None:
        noun = self.reading.lemmas[amount.counted].lower() if amount.counted is not None else ""
        if what is not None:
            return what
        if amount.counted == trigger:
            plural = self.reading.has(trigger, "Number=Plur")
            return self.reading.words[trigger].lower() if plural else None
        if kind == "PROTEST" and (noun in words("counted.gathered") or noun in groups()):
            return "protesters"
        if kind == "CONSULT" or noun not in groups():
            return None
        return _plural(noun)

    def spread(self, events: Iterable[tuple[str, int, int | None]]) -> dict[int, list[Quantity]]:
        """Return, by trigger, the numbers that hang on other words of the same clause.

        "Twelve died in the ambush", "the bombing left four dead", "a strike that drew thousands".

        Args:
            events: Type, trigger and carrier of each event, in text order.
        """
        held = list(events)
        own = {w for _, trigger, carrier in held for w in (trigger, carrier) if w is not None}
        out: dict[int, list[Quantity]] = {}
        for amount, what, governor in self.amounts:
            if what is None or governor is None or governor in own:
                continue
            if any(self._counts(amount, trigger) for _, trigger, _ in held):
                continue
            near = self._beside(governor)
            for kind, trigger, carrier in held:
                if what in _OWN.get(kind, ()) and (trigger in near or carrier in near):
                    out.setdefault(trigger, []).append(quantity(self.reading, amount, what))
                    break
        return out

    def _beside(self, word: int) -> set[int]:
        """Return what takes part in the clause of a word, and what that clause hangs on."""
        reading = self.reading
        near = set(reading.children(word, "nsubj", "obl", "obj", "nsubj:pass", "advcl", "ccomp"))
        near |= {n for c in list(near) for n in reading.children(c, "nmod")}
        head = reading.heads[word]
        for _ in range(3):
            if head < 0:
                break
            near.add(head)
            near |= set(reading.children(head, "nsubj", "obl", "nsubj:pass"))
            if reading.relations[word].split(":")[0] not in ("conj", "acl", "advcl", "xcomp"):
                break
            word, head = head, reading.heads[head]
        return near
