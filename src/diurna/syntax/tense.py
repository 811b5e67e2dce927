"""Which way a clause points: told of the past, of the future, or of neither."""

from __future__ import annotations

from itertools import islice
from typing import Final

from diurna.language import Reading
from diurna.syntax.fixtures import (
    GATHERINGS,
    MEETINGS,
    MODALS,
    because_of,
    comes_after,
    copular,
    is_predicate,
    told_ahead,
)
from diurna.syntax.lexicon import words
from diurna.syntax.verbs import auxiliaries, infinitive, past, perfect

_FUTURE_AUX: Final = words("ahead_by_auxiliary")
_SCHEDULING: Final = words("scheduling")
_MOVING: Final = words("setting")
_MOVED_TO: Final = words("moved_until")
_FIXED: Final = words("fixed")
_FUTURE_HEADS: Final = words("looking_ahead")
_FUTURE_MODIFIERS: Final = words("to_come")


_PAST_MODIFIERS: Final = frozenset({"recent", "previous"})
_BEHIND: Final = words("behind")
_STILL_AHEAD: Final = words("still_ahead")
_ARRANGING: Final = words("arranging")
_CONVENING: Final = words("convening")


def clause(reading: Reading, index: int) -> int | None:
    """Return the predicate of the clause that a word stands in, or None in a bare phrase."""
    if reading.upos[index] == "VERB":
        return index
    for node in islice(reading.ancestors(index), _CLIMB):
        if is_predicate(reading, node):
            return node
    return None


_CLIMB: Final = 24
"""How far up a word's clause is looked for: no sentence nests deeper."""


def _verb_direction(reading: Reading, verb: int) -> int:
    helpers = auxiliaries(reading, verb)
    for child in helpers:
        if reading.words[child].lower() in _FUTURE_AUX:
            return -1 if perfect(reading, verb) and reading.words[child].lower() != "will" else 1
    marked = any(
        reading.upos[c] == "PART" and reading.words[c].lower() == "to"
        for c in reading.children(verb, "mark")
    )
    head = reading.heads[verb]
    if marked:
        if head < 0:
            return 1
        if reading.lemmas[head] in _FUTURE_HEADS or reading.upos[head] == "NOUN":
            return 1
        return _verb_direction(reading, head) if head != verb else 0
    if told_ahead(reading, verb):
        return 1
    if past(reading, verb):
        return (
            -1
            if not any(reading.has(c, "Tense=Pres") and reading.lemmas[c] == "be" for c in helpers)
            or reading.child(verb, "aux:pass") is None
            else 0
        )
    if perfect(reading, verb):
        return -1
    if reading.has(verb, "VerbForm=Ger") and any(reading.lemmas[c] == "be" for c in helpers):
        return 1
    if reading.relations[verb] in ("conj", "xcomp", "advcl", "acl") and head >= 0:
        return _verb_direction(reading, head)
    return 0


def _owned_direction(reading: Reading, noun: int) -> int:
    """Read "Friday's ruling": behind, unless it is a fixture that the clause looks ahead to."""
    cases = {reading.words[c].lower() for c in reading.children(noun, "case")}
    if cases & _STILL_AHEAD:
        return 1
    if cases & _BEHIND:
        return -1
    verb = clause(reading, noun)
    ahead = verb is not None and _verb_direction(reading, verb) > 0
    return 1 if ahead and reading.lemmas[noun].lower() in MEETINGS else -1


def set_ahead(reading: Reading, index: int) -> bool:
    """Say whether a time is one that something is fixed for or moved to, whatever the tense.

    "The strike planned for Monday was called off", "has been put off until Friday".
    """
    if any(because_of(reading, n) for n in (index, *islice(reading.ancestors(index), 4))):
        return False
    return _is_fixed(reading, index) or _hangs_on_plan(reading, index)


def _is_fixed(reading: Reading, index: int) -> bool:
    """Say whether the words right around a time fix it, or move something to it."""
    head = reading.heads[index]
    cases = {reading.words[c].lower() for c in reading.children(index, "case", "amod")}
    due = head >= 0 and any(
        reading.words[c].lower() == "due" for c in reading.children(head, "case")
    )
    given = head >= 0 and reading.lemmas[head].lower() in ("give", "have")
    if given and cases & {"until", "till"}:
        return True
    if head >= 0 and _calls_for(reading, head, cases):
        return True
    if due or "due" in cases or (head >= 0 and reading.lemmas[head].lower() == "invite"):
        return True
    called_off = head >= 0 and reading.lemmas[head].lower() in _CALLING_OFF
    if called_off and reading.upos[head] == "VERB" and perfect(reading, head):
        return True
    moving = head >= 0 and reading.lemmas[head].lower() in _MOVING
    if moving and reading.upos[head] == "VERB" and cases & _MOVED_TO:
        return True
    if head >= 0 and told_ahead(reading, head) and not comes_after(reading, index, head):
        return True
    return copular(reading, index) > 0 or _fixed_for(reading, index, cases)


def _hangs_on_plan(reading: Reading, index: int) -> bool:
    """Say whether a time hangs on what is planned, due or called off."""
    for node in islice(reading.ancestors(index), 4):
        if _called_off(reading, node):
            return True
        if reading.upos[node] not in ("VERB", "ADJ", "NOUN", "PROPN"):
            return False
        modifies = reading.relations[node].split(":")[0] in ("acl", "amod")
        due = reading.words[node].lower() == "due"
        if (modifies or due) and reading.lemmas[node].lower() in _FIXED:
            return True
    return False


def _fixed_for(reading: Reading, index: int, cases: set[str]) -> bool:
    """Say whether a time is of a noun that is fixed for it: "scheduled a hearing for Monday"."""
    noun = reading.heads[index]
    verb = reading.heads[noun] if noun >= 0 else -1
    if verb < 0 or "for" not in cases or reading.relations[noun] not in ("obj", "nsubj:pass"):
        return False
    lemma = reading.lemmas[verb].lower()
    return lemma in _SCHEDULING | _ARRANGING


def _calls_for(reading: Reading, verb: int, cases: set[str]) -> bool:
    """Say whether a verb calls, or announces for a day, what people will gather for."""
    lemma = reading.lemmas[verb].lower()
    if lemma != "call" and not (lemma in _CONVENING and "for" in cases):
        return False
    things = reading.children(verb, "obj", "obl", "nsubj:pass")
    return any(reading.lemmas[t].lower() in GATHERINGS for t in things)


_CALLING_OFF: Final = words("calling_off")
_CHANGING: Final = words("changing")


def _called_off(reading: Reading, noun: int) -> bool:
    """Say whether a noun is of something that is called off or put off: it lies ahead."""
    verb = reading.heads[noun]
    if verb < 0 or reading.relations[noun] not in ("obj", "nsubj:pass", "obl"):
        return False
    if reading.relations[noun] == "obl" and reading.child(noun, "case") is not None:
        return False
    lemma = reading.lemmas[verb].lower()
    off = lemma in ("call", "put") and "off" in {
        w.lower() for w in reading.words[verb + 1 : verb + 2]
    }
    return off or lemma in _CHANGING


def direction(reading: Reading, index: int) -> int:
    """Return -1, 1 or 0: whether the clause of a word tells of the past, the future or neither.

    A planned thing named by a noun ("Friday's planned meeting") points ahead, whatever the
    verb it hangs on.
    """
    head = reading.heads[index]
    if set_ahead(reading, index):
        return 1
    for noun in islice(reading.ancestors(index), _CLIMB):
        if reading.upos[noun] not in ("NOUN", "PROPN"):
            break
        modifiers = {reading.words[c].lower() for c in reading.children(noun, "amod", "advmod")}
        if modifiers & _FUTURE_MODIFIERS:
            return 1
        if modifiers & _PAST_MODIFIERS:
            return -1
    if reading.relations[index] == "nmod:poss" and head >= 0:
        return _owned_direction(reading, head)
    if head > index and reading.relations[index] == "compound":
        owned = reading.child(head, "nmod:poss") is not None
        if owned and reading.lemmas[head].lower() not in MEETINGS:
            return -1
    if (way := copular(reading, index)) != 0:
        return way
    verb = clause(reading, index)
    if verb is not None and told_ahead(reading, verb) and comes_after(reading, index, verb):
        return -1
    if verb is not None and reading.lemmas[verb] in _SCHEDULING and reading.heads[index] == verb:
        return 1
    return _verb_direction(reading, verb) if verb is not None else 0


def _told_back(reading: Reading, index: int) -> bool:
    """Say whether a time was set and may have passed: "had been due to expire on Friday".

    Not "the march, set for Friday, was called off".
    """
    for node in (index, *islice(reading.ancestors(index), _CLIMB)):
        if reading.lemmas[node].lower() in _FIXED or reading.upos[node] == "VERB":
            helpers = auxiliaries(reading, node)
            told = any(
                reading.has(c, "Tense=Past") and reading.has(c, "VerbForm=Fin") for c in helpers
            )
            if told or reading.lemmas[node].lower() in _FIXED:
                return told
    return False


def signal(reading: Reading, index: int) -> str:
    """Return the form of the clause of a word: ``will``, ``would``, ``to``, ``past``, and so on.

    A plain present of what is fixed is ``fixture``; a time that something is set for is ``set``, or
    ``was set`` where that is told in the past. Modal verbs are named by themselves; a clause
    without a verb is ``none``.
    """
    verb = clause(reading, index)
    if verb is not None and told_ahead(reading, verb) and not comes_after(reading, index, verb):
        return "fixture"
    if set_ahead(reading, index):
        if copular(reading, index) > 0:
            return "fixture"
        return "was set" if _told_back(reading, index) else "set"
    if verb is None:
        return "none"
    helpers = auxiliaries(reading, verb)
    for child in helpers:
        word = reading.words[child].lower()
        if word in MODALS:
            return MODALS[word]
    if infinitive(reading, verb):
        return "to"
    if perfect(reading, verb):
        return "perfect"
    if any(reading.has(c, "Tense=Past") and reading.upos[c] != "ADJ" for c in helpers):
        return "past"
    if reading.has(verb, "VerbForm=Fin"):
        return "past" if reading.has(verb, "Tense=Past") else "present"
    return "present" if helpers else "participle"
