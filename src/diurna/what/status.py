"""Whether it happened: the status of a predicate, from its clause and what governs it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from diurna.language import Reading
from diurna.record import Status
from diurna.syntax.lexicon import classes, status_words, words
from diurna.syntax.modality import Verdict, conditioned, future_clause, negated, own
from diurna.syntax.outside import lasting, outside
from diurna.syntax.patterns import Predicate
from diurna.syntax.rules import Rules, load
from diurna.what.codebook import codebook
from diurna.when import because_of

_CARRIED: Final = ("nsubj:pass", "obj", "nsubj", "obl:agent")
_AHEAD: Final = frozenset({"CONSULT", "VOTE", "PROTEST", "MOBILIZE", "RETREAT", "COURT"})
_BY_WORD: Final = ("ceasefire", "release")
_CLAUSES: Final = ("xcomp", "ccomp", "acl", "advcl", "obj", "obl", "nsubj", "nmod", "csubj")
_DEEDS: Final = frozenset({"ASSAULT", "COERCE", "ACCUSE", "PROTEST", "SANCTION"})
_TO_COME: Final = frozenset({"AID", "CONSULT", "VOTE", "COOPERATE"})
"""Types that come about by what somebody is to do: "decided to boost aid"."""
_DENIES: Final = -1.5
_DOUBTS: Final = 0.6
_HAPPENED: Final = 1.5
"""Scores of the head of facts, from -3 to 3, from which it says so."""
_LED_INTO: Final = ("planned", "hypothetical", "conditional", "requested")
_UNKNOWN: Final = Verdict("occurred", sure=False)
_TURNED: Final[dict[Status, Status]] = {
    "planned": "negated",
    "denied": "occurred",
    "negated": "occurred",
    "occurred": "negated",
}
"""What a status is under "not"."""


def _is_bare(reading: Reading, verb: int) -> bool:
    """Say whether a verb has no ending: "demanded that Peru withdraw"."""
    plain = reading.words[verb].lower() == reading.lemmas[verb].lower()
    return plain and reading.child(verb, "aux") is None


_PREDICATES: Final[dict[str, Predicate]] = {
    "because": because_of,
    "bare": _is_bare,
    "date": lambda reading, word: reading.labelled(word, "Date"),
}


@cache
def governed() -> dict[str, Rules]:
    """Return the rules of governed.toml."""
    text = (files(__package__) / "data/governed.toml").read_text("utf-8")
    known = classes() | {"deeds": codebook().idle["objects"]["commit"]}
    return load(text, "governed.toml", known, _PREDICATES)


def _has(reading: Reading, word: int, relation: str, *wanted: str) -> bool:
    """Say whether one of some words hangs on a word by a relation."""
    return any(reading.words[c].lower() in wanted for c in reading.children(word, relation))


def _is_infinitive(reading: Reading, verb: int) -> bool:
    marks = reading.children(verb, "mark")
    return any(reading.upos[c] == "PART" and reading.words[c].lower() == "to" for c in marks)


def _embedded(reading: Reading, index: int) -> Verdict | None:
    """Read what governs a clause or noun phrase: "plans to", "refused to", "agreed to the"."""
    head = reading.heads[index]
    if head < 0 or not reading.relations[index].startswith(_CLAUSES):
        return None
    for rule, found in governed()["told"].matches(reading, index):
        clause = of_verb(reading, found["by"]).status if rule.says.get("clause") else "occurred"
        return Verdict(rule.says["status"] if clause == "occurred" else clause, found["by"])
    lemma = reading.lemmas[head].lower()
    embedding = status_words().embedding.get(lemma)
    if embedding is None or next(iter(governed()["idle"].matches(reading, index)), None):
        return None
    if negated(reading, head) is not None:
        return Verdict(_TURNED.get(embedding, embedding), head)
    return _taken_over(reading, index, head, embedding)


def _taken_over(reading: Reading, index: int, head: int, status: Status) -> Verdict | None:
    """Return what a word gives to what it takes, with what holds over that word itself."""
    lemma, verb = reading.lemmas[head].lower(), reading.upos[head] == "VERB"
    outer = own(reading, head) if verb else None
    to = _is_infinitive(reading, index)
    condition = conditioned(reading, index) if to else None
    if condition is None and to and reading.upos[head] == "ADJ":
        condition = conditioned(reading, head)
    if condition is not None and status == "planned":
        return Verdict("conditional", condition)
    told = outer.status if outer else ""
    firm = status in ("occurred", "planned", "negated")
    if outer and firm and told in ("conditional", "hypothetical"):
        return Verdict(outer.status, outer.by)
    if status == "occurred":
        if lemma in ("continue", "keep") and told != "planned":
            return Verdict("ongoing", head)
        return outer or (_embedded(reading, head) if verb else None)
    if lemma in ("want", "need", "prefer") and to and reading.child(head, "obj") is not None:
        return Verdict("requested", head)
    if outer and told == "planned" and status in ("requested", "threatened"):
        return Verdict("planned", outer.by)
    return Verdict(status, head)


def of_verb(reading: Reading, verb: int) -> Verdict:
    """Return the status of an event that a verb names."""
    if (told := outside(reading, verb)) is not None:
        return told
    verdict = own(reading, verb)
    if verdict and verdict.sure:
        return verdict
    if embedded := _embedded(reading, verb):
        return embedded
    if _is_infinitive(reading, verb):
        return _to_do(reading, verb)
    head = reading.heads[verb]
    hangs = reading.relations[verb] in ("conj", "advcl", "xcomp") and reading.upos[head] == "VERB"
    if verdict or head < 0 or not hangs:
        return verdict or _UNKNOWN
    above = of_verb(reading, head)
    if above.status in ("negated", "denied") and _instead(reading, verb, head):
        return _UNKNOWN
    return above


def _to_do(reading: Reading, verb: int) -> Verdict:
    """Read an infinitive that nothing known governs: a purpose, a headline's "Soto to visit"."""
    head, relation = reading.heads[verb], reading.relations[verb]
    if head < 0 or relation == "root":
        return Verdict("planned")
    if relation == "acl" and reading.upos[head] == "PROPN" and reading.heads[head] < 0:
        return Verdict("planned")
    asked = reading.heads[head] if reading.relations[head] == "obj" else -1
    if asked >= 0 and reading.lemmas[asked].lower() in words("weighing.asking"):
        return Verdict("requested", asked)
    if relation.startswith(("advcl", "acl")) or reading.upos[head] != "VERB" or head == verb:
        return Verdict("hypothetical", sure=False)
    return of_verb(reading, head)


def _instead(reading: Reading, verb: int, head: int) -> bool:
    """Say whether a participle tells what was done beside what was not: "did not act, urging"."""
    if not reading.words[verb].lower().endswith("ing") or reading.relations[verb] == "xcomp":
        return False
    if reading.child(verb, "mark", "case") is not None:
        return False
    first = reading.subtree(verb)[0]
    apart = first > 0 and "," in reading.words[first - 1 : first + 1]
    return apart and not reading.words[head].lower().endswith("ing")


def of_noun(
    reading: Reading, noun: int, carrier: int | None, kind: str, mode: str | None = None
) -> Verdict:
    """Return the status of an event that a noun names.

    Args:
        reading: Where it stands.
        noun: Index of the noun.
        carrier: Index of the light verb that holds it, or None.
        kind: Its PLOVER type: what is announced of a meeting lies ahead, of a deal behind.
        mode: Its mode: a ceasefire is declared by announcing it, a withdrawal is not.
    """
    if (fronted := _fronted(reading, noun)) is not None:
        return fronted
    told = _presumed(reading, noun, kind) or lasting(reading, noun) or _embedded(reading, noun)
    if told and told.status == "negated":
        return told
    for child in reading.children(noun, "amod", "compound"):
        if status := status_words().noun_modifiers.get(reading.words[child].lower()):
            return Verdict(status, child)
    if (negation := negated(reading, noun)) is not None:
        return Verdict("negated", negation)
    if _is_declared(reading, noun, kind, mode):
        return Verdict("occurred", reading.heads[noun])
    if told:
        return told
    for rule, found in governed()["ahead"].matches(reading, noun):
        return Verdict(rule.says["status"], found["by"], rule.says["sure"])
    if carrier is None:
        return _of_clause(reading, noun, kind) or _UNKNOWN
    clause, present = of_verb(reading, carrier), reading.has(carrier, "Tense=Pres")
    if present and reading.lemmas[carrier].lower() in ("remain", "stay"):
        return Verdict("ongoing", carrier)
    return Verdict(clause.status, clause.by, clause.sure or present)


def _presumed(reading: Reading, noun: int, kind: str) -> Verdict | None:
    """Read verbs that take an event for granted: "end the war", "the fighting intensified".

    Of what is talked about only deeds are: an election that will be discussed may lie ahead.
    """
    head, relation = reading.heads[noun], reading.relations[noun]
    if head < 0 or relation.split(":")[0] not in ("obj", "nsubj"):
        return None
    lemma = reading.lemmas[head].lower()
    by_itself = relation == "nsubj" and reading.child(head, "obj") is None
    if by_itself and lemma in words("weighing.ceasing"):
        return None if negated(reading, head) is None else Verdict("ongoing", head)
    if status := status_words().presuming.get(lemma):
        return Verdict(status, head)
    spoken_of = relation == "obj" and lemma in words("speaking")
    return Verdict("occurred", head) if spoken_of and kind in _DEEDS else None


def _is_declared(reading: Reading, noun: int, kind: str, mode: str | None) -> bool:
    """Say whether an event comes about by what announces it: "announced a ceasefire"."""
    if reading.heads[noun] < 0 or reading.lemmas[reading.heads[noun]] != "announce":
        return False
    given = reading.lemmas[noun].lower() in words("weighing.given")
    return kind not in _AHEAD or mode in _BY_WORD or given


def _fronted(reading: Reading, noun: int) -> Verdict | None:
    """Read "on a visit to Kyiv, she promised": during what a clause of the past tells."""
    verb = reading.heads[noun]
    if reading.relations[noun] != "obl" or verb <= noun or reading.upos[verb] != "VERB":
        return None
    during = _has(reading, noun, "case", "on", "during", "at", "after")
    clause = own(reading, verb) if during else None
    return clause if clause is not None and clause.status == "occurred" else None


def _of_clause(reading: Reading, noun: int, kind: str) -> Verdict | None:
    """Take over from the clause that an event's noun stands in, where it says something."""
    head, relation = reading.heads[noun], reading.relations[noun]
    if head < 0 or reading.upos[head] not in ("VERB", "AUX"):
        return None
    if relation == "nsubj" and reading.lemmas[head].lower() in words("weighing.effects"):
        return None
    looked = reading.child(head, "nsubj", "nsubj:pass", "obj")
    if looked is not None and reading.lemmas[looked].lower() in words("weighing.inquiries"):
        return None
    clause = of_verb(reading, head)
    to_do = kind in _TO_COME and _has(reading, head, "mark", "to")
    if relation.startswith(_CARRIED) and (future_clause(reading, head) or to_do):
        if clause.status in ("planned", "hypothetical", "negated"):
            return Verdict(clause.status, clause.by, sure=False)
    elif relation == "nsubj" and clause.status == "occurred" and clause.sure:
        return Verdict("occurred")
    elif relation == "obl" and clause.status in _LED_INTO and _is_led_into(reading, noun):
        return Verdict(clause.status, clause.by, sure=False)
    return None


def _is_led_into(reading: Reading, noun: int) -> bool:
    into = _has(reading, noun, "case", "into", "to", "for")
    return into and not because_of(reading, noun)


def weighed(reading: Reading, word: int, verdict: Verdict) -> Verdict:
    """Let the head decide where the rules found nothing that speaks of whether it happened.

    A word without a modal, a negation or anything that embeds it counts as occurred unless the
    head is firm that it did not happen or is only thought of. What somebody does something for
    ("flew to Oslo to meet the king") stays open unless the head is firm that it happened.
    """
    if verdict.sure or word >= len(reading.facts):
        return verdict
    score = reading.facts[word]
    if verdict.status == "hypothetical" and verdict.by is None and score > _HAPPENED:
        return Verdict("occurred", sure=False)
    if verdict.status != "occurred":
        return verdict
    if score < _DENIES:
        return Verdict("negated", sure=False)
    return Verdict("hypothetical", sure=False) if score < _DOUBTS else verdict
