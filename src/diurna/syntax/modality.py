"""What a clause says of itself: auxiliaries, negation, conditions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from diurna.language import Reading
from diurna.record import Status
from diurna.syntax.cues import cues
from diurna.syntax.fixtures import scheduled
from diurna.syntax.lexicon import status_words, words
from diurna.syntax.verbs import auxiliaries, infinitive, past, perfect
from diurna.world.tables import groups

_NEGATIONS: Final = words("negations")
_STILL: Final = frozenset({"still", "currently"})
_WOULD: Final = words("would")
_UNREAL: Final = words("unreal")
_GOING: Final = words("going")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status, and the words that decided it.

    Attributes:
        by: Index of the deciding word, or None where the clause's own tense decided.
        sure: False where nothing in the text told, and the status is only the default.
    """

    status: Status
    by: int | None = None
    sure: bool = True


def negated(reading: Reading, index: int) -> int | None:
    """Return the word that negates another, or None."""
    for child in reading.children(index):
        word = reading.words[child].lower()
        if word in _NEGATIONS and reading.relations[child].split(":")[0] in (
            "advmod",
            "det",
            "cc",
            "case",
            "mark",
        ):
            return child
        if word == "longer" and reading.words[child - 1].lower() == "no" and child:
            return child
    return None


def conditioned(reading: Reading, verb: int) -> int | None:
    """Return the marker of a condition that holds over a verb, its own or a sister clause's."""
    markers = status_words().conditions
    for child in reading.children(verb, "mark"):
        if reading.words[child].lower() in markers:
            return child
    for clause in reading.children(verb, "advcl"):
        for child in reading.children(clause, "mark"):
            if reading.words[child].lower() in ("if", "unless"):
                return child
    return None


def own(reading: Reading, verb: int) -> Verdict | None:
    """Read what a verb's own auxiliaries say; None where they say nothing."""
    words = status_words()
    helpers = auxiliaries(reading, verb)
    negation = negated(reading, verb)
    modal: Verdict | None = None
    for child in helpers:
        if found := words.modals.get(reading.words[child].lower()):
            modal = Verdict(found, child)
            break
    if modal and reading.words[modal.by or 0].lower() in _WOULD and told_plan(reading, verb):
        modal = Verdict("planned", modal.by)
    condition = conditioned(reading, verb)
    if condition is not None and reading.words[condition].lower() == "whether":
        return Verdict("hypothetical", condition)
    if condition is not None and (modal or reading.relations[verb].startswith("advcl")):
        return Verdict("conditional", condition)
    if negation is not None and (modal is None or modal.status == "planned"):
        return Verdict("negated", negation)
    if modal:
        return modal
    if scheduled(reading, verb):
        return Verdict("planned", sure=False)
    has_be = any(reading.lemmas[c] == "be" for c in helpers)
    is_to = [c for c in helpers if reading.lemmas[c] == "be" and reading.has(c, "Tense=Pres")]
    loose = reading.relations[verb].split(":")[0] not in ("xcomp", "acl", "advcl")
    if is_to and loose and infinitive(reading, verb):
        return Verdict("planned", is_to[0])
    if (going := _going_on(reading, verb, helpers)) is not None:
        return going
    finite = reading.has(verb, "VerbForm=Fin")
    if perfect(reading, verb) or (finite and past(reading, verb)):
        return Verdict("occurred")
    if reading.has(verb, "VerbForm=Part") and has_be:
        return Verdict("occurred")
    if reading.has(verb, "Tense=Pres") and reading.has(verb, "VerbForm=Fin"):
        return Verdict("occurred", sure=False)
    return None


def _going_on(reading: Reading, verb: int, helpers: list[int]) -> Verdict | None:
    """Read what is in progress: "is meeting", "has been meeting", "is being bombed", "still"."""
    present = any(
        reading.has(c, "Tense=Pres") and not reading.has(c, "VerbForm=Part") for c in helpers
    )
    be = [c for c in helpers if reading.lemmas[c] == "be"]
    if be and reading.words[verb].lower().endswith("ing"):
        return Verdict("ongoing" if present else "occurred", be[-1] if present else None)
    being = next((c for c in be if reading.words[c].lower() == "being"), None)
    if being is not None and present:
        return Verdict("ongoing", being)
    still = next(
        (c for c in reading.children(verb, "advmod") if reading.words[c].lower() in _STILL), None
    )
    if still is None or perfect(reading, verb):
        return None
    now = reading.has(verb, "Tense=Pres") or present
    return Verdict("ongoing", still) if now else None


def told_plan(reading: Reading, verb: int) -> bool:
    """Say whether "would" tells of a plan: someone, in reported speech, would do something."""
    head = reading.heads[verb]
    if head < 0 or reading.lemmas[head].lower() not in cues():
        return False
    if reading.relations[verb] not in ("ccomp", "conj"):
        return False
    if perfect(reading, verb):
        return False
    who = reading.child(verb, "nsubj")
    if who is None:
        return False
    word = reading.lemmas[who].lower()
    if word == "it":
        speaker = reading.child(head, "nsubj")
        return speaker is not None and _is_body(reading, speaker)
    named = reading.upos[who] in ("PROPN", "PRON") and word not in ("that", "this")
    return named or word in groups()


def _is_body(reading: Reading, index: int) -> bool:
    """Say whether a noun names a state or a body, for which "it" may stand."""
    if reading.upos[index] == "PRON":
        return reading.lemmas[index].lower() == "it"
    entity = reading.entity_at(index)
    return (entity is not None and entity.label != "Person") or (
        entity is None and reading.lemmas[index].lower() in groups()
    )


def future_clause(reading: Reading, verb: int) -> bool:
    """Say whether a verb's auxiliaries put its clause ahead: "will", "may"."""
    helpers = [reading.words[c].lower() for c in auxiliaries(reading, verb)]
    return any(status_words().modals.get(w) in ("planned", "hypothetical") for w in helpers)


def imagined(reading: Reading, verb: int) -> bool:
    """Say whether a verb tells of what is not done but might be, or was not: "they will say"."""
    at: int | None = verb
    while at is not None:
        helped = {reading.lemmas[c].lower() for c in reading.children(at, "aux", "advmod", "mark")}
        above = reading.heads[at]
        chained = reading.relations[at] in ("conj", "xcomp") and reading.upos[above] == "VERB"
        going = chained and reading.lemmas[above].lower() in _GOING
        if helped & _UNREAL or ("to" in helped and not going):
            return True
        at = above if chained else None
    return False
