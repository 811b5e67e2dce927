"""Whether it happened: the status of a predicate, from its clause and what embeds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from diurna.language import Reading
from diurna.record import Status
from diurna.said.cues import cues
from diurna.what.codebook import status_words
from diurna.who.tables import groups

_NEGATIONS: Final = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without"})
_WOULD: Final = frozenset({"would", "'d", "’d"})
_CARRIED: Final = ("nsubj:pass", "obj", "nsubj", "obl:agent")
_AHEAD: Final = frozenset({"CONSULT", "VOTE", "PROTEST", "MOBILIZE", "RETREAT", "COURT"})
_CLAUSES: Final = ("xcomp", "ccomp", "acl", "advcl", "obj", "obl", "nsubj", "nmod", "csubj")


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


def _negated(reading: Reading, index: int) -> int | None:
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
    return None


def _conditioned(reading: Reading, verb: int) -> int | None:
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


def _own(reading: Reading, verb: int) -> Verdict | None:
    """Read what a verb's own auxiliaries say; None where they say nothing."""
    words = status_words()
    auxiliaries = list(reading.children(verb, "aux", "cop"))
    negation = _negated(reading, verb)
    modal: Verdict | None = None
    for child in auxiliaries:
        if found := words.modals.get(reading.words[child].lower()):
            modal = Verdict(found, child)
            break
    if modal and reading.words[modal.by or 0].lower() in _WOULD and _told_plan(reading, verb):
        modal = Verdict("planned", modal.by)
    condition = _conditioned(reading, verb)
    if condition is not None and (modal or reading.relations[verb].startswith("advcl")):
        return Verdict("conditional", condition)
    if negation is not None and (modal is None or modal.status == "planned"):
        return Verdict("negated", negation)
    if modal:
        if modal.status == "hypothetical" and any(reading.lemmas[c] == "have" for c in auxiliaries):
            return Verdict("hypothetical", modal.by)
        return modal
    has_be = any(reading.lemmas[c] == "be" for c in auxiliaries)
    if reading.has(verb, "VerbForm=Ger") and has_be:
        present = any(reading.has(c, "Tense=Pres") for c in auxiliaries)
        return Verdict("ongoing" if present else "occurred")
    past = reading.has(verb, "Tense=Past") or any(reading.has(c, "Tense=Past") for c in auxiliaries)
    perfect = any(reading.lemmas[c] == "have" for c in auxiliaries)
    if perfect or (past and reading.has(verb, "VerbForm=Fin")):
        return Verdict("occurred")
    if reading.has(verb, "VerbForm=Part") and has_be:
        return Verdict("occurred")
    if reading.has(verb, "Tense=Pres") and reading.has(verb, "VerbForm=Fin"):
        return Verdict("occurred", sure=False)
    return None


def _told_plan(reading: Reading, verb: int) -> bool:
    """Say whether "would" tells of a plan: someone, in reported speech, would do something."""
    head = reading.heads[verb]
    if head < 0 or reading.lemmas[head].lower() not in cues():
        return False
    if reading.relations[verb] not in ("ccomp", "conj"):
        return False
    who = reading.child(verb, "nsubj")
    if who is None:
        return False
    named = reading.upos[who] in ("PROPN", "PRON") and reading.lemmas[who].lower() not in (
        "it",
        "that",
        "this",
    )
    return named or reading.lemmas[who].lower() in groups()


def _future_clause(reading: Reading, verb: int) -> bool:
    words = [reading.words[c].lower() for c in reading.children(verb, "aux", "cop")]
    return any(status_words().modals.get(w) in ("planned", "hypothetical") for w in words)


def _embedded(reading: Reading, index: int) -> Verdict | None:  # noqa: C901 - one table of cases
    """Read what governs a clause or noun phrase: "plans to", "refused to", "agreed to the"."""
    words = status_words()
    head = reading.heads[index]
    if head < 0 or not reading.relations[index].startswith(_CLAUSES):
        return None
    lemma = reading.lemmas[head].lower()
    to = any(
        reading.upos[c] == "PART" and reading.words[c].lower() == "to"
        for c in reading.children(index, "mark")
    )
    relation = reading.relations[index].split(":")[0]
    is_noun = reading.upos[index] in ("NOUN", "PROPN")
    if (
        relation == "nsubj"
        and reading.relations[index] != "nsubj:pass"
        and lemma not in ("fail", "continue")
    ):
        return None
    status = words.embedding.get(lemma)
    if lemma == "call" and is_noun and relation == "obj":
        status = None
    if (
        lemma in ("help", "force", "tell", "able", "look", "opt", "order")
        and not to
        and lemma != "force"
    ):
        status = None
    if status is None or (
        relation in ("ccomp", "advcl")
        and not to
        and status not in ("planned", "denied", "hypothetical")
    ):
        return None
    if (
        relation == "ccomp"
        and not to
        and lemma
        in ("announce", "warn", "agree", "decide", "expect", "hope", "suggest", "propose", "tell")
    ):
        return None
    of_noun_head = reading.upos[head] == "NOUN" and status in ("hypothetical", "planned")
    if relation in ("advcl", "acl", "obl", "nmod") and not to and not is_noun and not of_noun_head:
        return None
    if (
        is_noun
        and relation in ("obl", "nmod")
        and status not in ("planned", "negated", "requested")
    ):
        return None
    if is_noun and relation in ("obl", "nmod"):
        cases = {reading.words[c].lower() for c in reading.children(index, "case")}
        if not cases & {"to", "for", "on", "about", "of"}:
            return None
    if lemma in ("begin", "start") and is_noun and relation.startswith("nsubj"):
        return None
    if _negated(reading, head) is not None:
        flipped: dict[Status, Status] = {
            "planned": "negated",
            "denied": "occurred",
            "negated": "occurred",
            "occurred": "negated",
        }
        return Verdict(flipped.get(status, status), head)
    outer = _own(reading, head) if reading.upos[head] == "VERB" else None
    if (
        outer
        and outer.status in ("conditional", "hypothetical")
        and status in ("occurred", "planned", "negated")
    ):
        return Verdict(outer.status, outer.by)
    if status in ("occurred", "ongoing"):
        if lemma in ("continue", "keep") and not (outer and outer.status == "planned"):
            return Verdict("ongoing", head)
        return outer or (_embedded(reading, head) if reading.upos[head] == "VERB" else None)
    if outer and outer.status == "planned" and status in ("requested", "threatened"):
        return Verdict("planned", outer.by)
    return Verdict(status, head)


def of_verb(reading: Reading, verb: int) -> Verdict:
    """Return the status of an event that a verb names."""
    own = _own(reading, verb)
    if own and own.sure:
        return own
    embedded = _embedded(reading, verb)
    if embedded:
        return embedded
    head = reading.heads[verb]
    to = any(
        reading.upos[c] == "PART" and reading.words[c].lower() == "to"
        for c in reading.children(verb, "mark")
    )
    if to:
        if head < 0 or reading.relations[verb] == "root":
            return Verdict("planned")
        if (
            reading.relations[verb] == "acl"
            and reading.upos[head] == "PROPN"
            and reading.heads[head] < 0
        ):
            return Verdict("planned")
        if reading.relations[verb].startswith(("advcl", "acl")):
            return Verdict("hypothetical", None)
        return (
            of_verb(reading, head)
            if reading.upos[head] == "VERB" and head != verb
            else Verdict("hypothetical")
        )
    if own:
        return own
    if (
        head >= 0
        and reading.relations[verb] in ("conj", "advcl", "xcomp")
        and reading.upos[head] == "VERB"
    ):
        return of_verb(reading, head)
    return Verdict("occurred", sure=False)


def _presumed(reading: Reading, noun: int) -> Verdict | None:
    """Read verbs that take an event for granted: "end the war", "the fighting intensified"."""
    head = reading.heads[noun]
    if head < 0 or reading.relations[noun].split(":")[0] not in ("obj", "nsubj"):
        return None
    if status := status_words().presuming.get(reading.lemmas[head].lower()):
        return Verdict(status, head)
    return None


def _led_into(reading: Reading, noun: int) -> bool:
    return any(
        reading.words[c].lower() in ("into", "to", "for") for c in reading.children(noun, "case")
    )


def of_noun(reading: Reading, noun: int, carrier: int | None, kind: str) -> Verdict:
    """Return the status of an event that a noun names.

    Args:
        reading: Where it stands.
        noun: Index of the noun.
        carrier: Index of the light verb that holds it, or None.
        kind: Its PLOVER type: what is announced of a meeting lies ahead, of a deal behind.
    """
    told = _presumed(reading, noun) or _embedded(reading, noun)
    if told and told.status == "negated":
        return told
    for child in reading.children(noun, "amod", "compound"):
        if status := status_words().noun_modifiers.get(reading.words[child].lower()):
            return Verdict(status, child)
    if (negation := _negated(reading, noun)) is not None:
        return Verdict("negated", negation)
    head = reading.heads[noun]
    if head >= 0 and reading.lemmas[head] == "announce" and kind not in _AHEAD:
        return Verdict("occurred", head)
    if told:
        return told
    if carrier is not None:
        found = of_verb(reading, carrier)
        return Verdict(found.status, found.by, found.sure or reading.has(carrier, "Tense=Pres"))
    default = Verdict("occurred", sure=False)
    return (_governed(reading, noun, head) or default) if head >= 0 else default


def _governed(reading: Reading, noun: int, head: int) -> Verdict | None:
    """Take over from the clause that an event's noun stands in, where it says something."""
    if reading.upos[head] not in ("VERB", "AUX"):
        return None
    clause = of_verb(reading, head)
    relation = reading.relations[noun]
    ahead = ("planned", "hypothetical", "conditional", "requested")
    if relation.startswith(_CARRIED) and _future_clause(reading, head):
        if clause.status in ("planned", "hypothetical", "negated"):
            return Verdict(clause.status, clause.by, sure=False)
    elif relation == "nsubj" and clause.status == "occurred" and clause.sure:
        return Verdict("occurred")
    elif relation == "obl" and _led_into(reading, noun) and clause.status in ahead:
        return Verdict(clause.status, clause.by, sure=False)
    return None
