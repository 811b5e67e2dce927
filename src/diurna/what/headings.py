"""The grammar of headlines: labels before a colon, words in capitals, passives cut short."""

from __future__ import annotations

from typing import Final

from diurna.language import Reading
from diurna.what.codebook import codebook

_COMPLETE: Final = ("aux", "obj", "ccomp", "xcomp", "obl:unmarked", "conj")
"""Relations below a verb that is no bare passive."""
_HEADING: Final = 5
"""Words of a heading before its colon, at most."""


def is_label(reading: Reading, word: int, predicate: int) -> bool:
    """Say whether a word only heads a sentence: "Peru: Five killed in blast".

    What such a heading names is where, or on whose word, and nobody who does what is told.
    """
    sentence = reading.sentence(predicate)
    if not sentence.begin <= word < predicate:
        return False
    opening = range(sentence.begin, min(sentence.begin + _HEADING + 1, predicate))
    colon = next((i for i in opening if reading.words[i] == ":"), None)
    if colon is None or word >= colon:
        return False
    return not any(reading.upos[i] in ("VERB", "AUX") for i in range(sentence.begin, colon))


def bare_passive(reading: Reading, verb: int) -> int | None:
    """Return whom a headline's passive is done to, which its tree has as the doer: "20 abducted".

    Only of verbs that always take an object, where none is told.
    """
    if reading.lemmas[verb].lower() not in codebook().classes["transitive"] or not reading.words[
        verb
    ].lower().endswith("ed"):
        return None
    relation, head = reading.relations[verb], reading.heads[verb]
    headed = relation == "acl" and is_label(reading, head, verb)
    whole = next(iter(reading.children(verb, *_COMPLETE)), None) is None
    if not whole or not (headed or relation in ("root", "conj", "parataxis")):
        return None
    behind = [c for c in reading.children(verb, "nsubj") if not is_label(reading, c, verb)]
    return behind[-1] if behind else None


def behind_label(reading: Reading, verb: int) -> int | None:
    """Return the subject behind a heading; None where it undergoes the verb: "20 men abducted"."""
    undergone = set(reading.arguments(verb, "ARG1")) - set(reading.arguments(verb, "ARG0"))
    others = (c for c in reading.children(verb, "nsubj") if not is_label(reading, c, verb))
    return next((c for c in others if c not in undergone), None)


def in_capitals(reading: Reading, verb: int) -> int | None:
    """Return who acts in a headline whose tree has them before their verb: "POLICE ARREST 12"."""
    if reading.heads[verb] >= 0 or verb == 0 or reading.child(verb, "aux:pass") is not None:
        return None
    before = verb - 1
    near = reading.heads[before] == verb and reading.relations[before] == "compound"
    return before if near and reading.upos[before] in ("NOUN", "PROPN") else None
