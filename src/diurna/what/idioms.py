"""Words of the code book where they tell of no event: turns of phrase, danger, opinion polls."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from diurna.language import Reading
from diurna.syntax.lexicon import classes, words
from diurna.syntax.patterns import Predicate
from diurna.syntax.phrases import case_of
from diurna.syntax.rules import Rules, load
from diurna.what.codebook import Entry, codebook
from diurna.what.lookup import is_people, is_somebody, particle, verb_entry

_THINGS: Final = frozenset({"of", "for"})
_ABOUT: Final = frozenset({"to", "from", "for"})


def verb(reading: Reading, word: int, entry: Entry) -> bool:
    """Say whether a verb is used for something else than its entry codes.

    Args:
        reading: Where it stands.
        word: The verb.
        entry: What the code book has for it.
    """
    lemma = reading.lemmas[word].lower()
    book = codebook()
    thing = reading.child(word, "obj", "nsubj:pass")
    if thing is None and reading.relations[word] == "acl" and reading.has(word, "VerbForm=Part"):
        thing = reading.heads[word]  # "the crimes committed by the army"
    if thing is not None:
        named = reading.lemmas[thing].lower()
        if named in book.idle.get(lemma, frozenset()):
            return True
        if entry.type in ("ASSAULT", "COERCE") and named in book.fought:
            return True
    doer = reading.child(word, "nsubj")
    if doer is not None and reading.lemmas[doer].lower() in book.idle_subjects.get(
        lemma, frozenset()
    ):
        return True
    if any(particle(reading, word, small) for small in book.idle_particles.get(lemma, ())):
        return True
    if clauses := book.idle_clauses.get(lemma):
        clause = reading.child(word, "xcomp", "ccomp", "advcl")
        if clause is not None and reading.lemmas[clause].lower() in clauses:
            return True
    return _turn(reading, word)


def _turn(reading: Reading, verb: int) -> bool:
    return next(iter(turns().matches(reading, verb)), None) is not None


def _is_several(reading: Reading, word: int) -> bool:
    return reading.has(word, "Number=Plur") or reading.child(word, "conj") is not None


def _is_place(reading: Reading, word: int) -> bool:
    entity = reading.entity_at(word)
    named = entity is not None and entity.label in ("Location", "Facility")
    return named or reading.lemmas[word].lower() in words("rooms")


def _is_somebody(reading: Reading, word: int) -> bool:
    """Say whether a word stands for people: a name, a pronoun, a noun for them."""
    entity = reading.entity_at(word)
    if entity is not None:
        return entity.label in ("Person", "Organization", "NORP")
    lemma = reading.lemmas[word].lower()
    return is_people(lemma) or reading.upos[word] == "PRON" or lemma in codebook().prisoners


def in_court(reading: Reading, action: int) -> bool:
    """Say whether an action is one at law: "executive action" is none."""
    kinds = reading.children(action, "amod", "compound")
    return any(reading.lemmas[w].lower() in words("legal") for w in kinds)


def noun(reading: Reading, word: int) -> bool:
    """Say whether a noun codes nothing here: "a press release", "the release of the report".

    Args:
        reading: Where it stands.
        word: The noun.
    """
    lemma = reading.lemmas[word].lower()
    if lemma == "principle" or (lemma == "march" and reading.upos[word] == "PROPN"):
        return True
    before = {reading.lemmas[c].lower() for c in reading.children(word, "compound", "amod")}
    if lemma == "talk" and not reading.has(word, "Number=Plur"):
        return any(case_of(reading, c) in ("of", "about") for c in reading.children(word, "nmod"))
    if lemma == "threat":
        return _is_danger(reading, word) or bool(before & codebook().idle[lemma])
    if lemma == "poll":
        return not before & words("polls.ballots") and _mentions(reading, words("polls.surveys"))
    if lemma == "rally":
        about = {case_of(reading, c) for c in reading.children(word, "nmod")}
        protest = bool(about & {"against", "over"}) or _mentions(reading, words("crowds"))
        owner = reading.child(word, "nmod:poss")
        entity = reading.entity_at(owner) if owner is not None else None
        own = entity is not None and entity.label == "Person" and not about & {"against", "over"}
        candidate = own or (not protest and _mentions(reading, words("polls.campaigning")))
        return bool(before & codebook().idle[lemma]) or candidate
    if lemma in words("combat.struggles") and _against_a_thing(reading, word):
        return True
    head = reading.heads[word]
    moves = codebook().idle_predicates.get(lemma, frozenset())
    if head >= 0 and reading.relations[word] == "nsubj" and reading.lemmas[head].lower() in moves:
        return True
    objects = codebook().idle.get(lemma, frozenset())
    if not objects:
        return False
    things = {
        reading.lemmas[c].lower()
        for c in reading.children(word, "nmod")
        if case_of(reading, c) in _THINGS
    }
    return bool(before & words("turning.press")) or bool((before | things) & objects)


def _against_a_thing(reading: Reading, struggle: int) -> bool:
    """Say whether a fight is one against a disease or the like: "the battle against inflation"."""
    foes = (
        c
        for c in reading.children(struggle, "nmod")
        if case_of(reading, c) in ("against", "with", "on")
    )
    fought = codebook().fought
    return any(
        fought & {reading.lemmas[w].lower() for w in (foe, *reading.children(foe, "compound"))}
        for foe in foes
    )


def _mentions(reading: Reading, wanted: frozenset[str]) -> bool:
    """Say whether a text has one of some lemmas."""
    return any(lemma.lower() in wanted for lemma in reading.lemmas)


def _is_danger(reading: Reading, threat: int) -> bool:
    """Say whether a threat is a danger: "is a threat to peace", "face the threat of floods"."""
    several = reading.has(threat, "Number=Plur")
    if several or reading.child(threat, "acl", "nmod:poss") is not None:
        return False
    if reading.child(threat, "cop") is not None:
        return True
    head = reading.heads[threat]
    if head >= 0 and reading.upos[head] == "VERB":
        relation = reading.relations[threat]
        verb = reading.lemmas[head].lower()
        if relation in ("obj", "nsubj:pass") and verb in words("turning.posing"):
            return True
        if relation == "xcomp" or (relation == "obl" and case_of(reading, threat) == "as"):
            return True
    return any(case_of(reading, c) in _ABOUT for c in reading.children(threat, "nmod"))


_PREDICATES: Final[dict[str, Predicate]] = {
    "coded": lambda reading, word: verb_entry(reading, word) is not None,
    "people": _is_somebody,
    "person": is_somebody,
    "several": _is_several,
    "place": _is_place,
}


@cache
def turns() -> Rules:
    """Return the constructions in which a verb of the code book is no event."""
    text = (files(__package__) / "data/turns.toml").read_text("utf-8")
    return load(text, "turns.toml", classes() | {"blows": codebook().blows}, _PREDICATES)["verb"]
