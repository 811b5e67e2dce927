"""Whether it happened: the status of a predicate, from its clause and what embeds it."""

from __future__ import annotations

from typing import Final

from diurna.language import Reading
from diurna.record import Status
from diurna.syntax.lexicon import status_words, words
from diurna.syntax.modality import Verdict, conditioned, future_clause, negated, own
from diurna.syntax.outside import lasting, outside
from diurna.what.codebook import codebook
from diurna.what.lookup import particle
from diurna.when import because_of

_CARRIED: Final = ("nsubj:pass", "obj", "nsubj", "obl:agent")
_AHEAD: Final = frozenset({"CONSULT", "VOTE", "PROTEST", "MOBILIZE", "RETREAT", "COURT"})
_BY_WORD: Final = ("ceasefire", "release")
_CLAUSES: Final = ("xcomp", "ccomp", "acl", "advcl", "obj", "obl", "nsubj", "nmod", "csubj")


def _embedded(reading: Reading, index: int) -> Verdict | None:  # noqa: C901 - one table of cases
    """Read what governs a clause or noun phrase: "plans to", "refused to", "agreed to the"."""
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
        and (lemma not in ("fail", "continue") or _failed_talks(reading, index, lemma))
    ):
        return None
    status = status_words().embedding.get(lemma)
    if is_noun and relation in ("obl", "nmod") and (told := _hanging(reading, index, head)):
        return told
    if lemma in words("answerable") and is_noun and relation in ("obl", "nmod"):
        status = None
    if reading.words[index].lower().endswith("ing") and relation in ("xcomp", "advcl", "acl"):
        marks = {reading.words[c].lower() for c in reading.children(index, "mark", "case")}
        if lemma in words("answerable") and "for" in marks:
            return Verdict("claimed", head)
        if lemma in words("ceasing") and relation == "xcomp":
            return Verdict("negated", head)
    if (lemma == "call" and is_noun and relation == "obj") or (lemma == "resolve" and is_noun):
        status = None
    if lemma == "force" and reading.upos[head] == "NOUN":
        status = None
    if is_noun and (_is_done(reading, index, lemma) or because_of(reading, index)):
        status = None
    if lemma == "set" and particle(reading, head, "off"):
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
        and not (status == "requested" and relation == "ccomp" and _subjunctive(reading, index))
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
    if negated(reading, head) is not None:
        flipped: dict[Status, Status] = {
            "planned": "negated",
            "denied": "occurred",
            "negated": "occurred",
            "occurred": "negated",
        }
        return Verdict(flipped.get(status, status), head)
    outer = own(reading, head) if reading.upos[head] == "VERB" else None
    condition = conditioned(reading, index) if to else None
    if condition is None and to and reading.upos[head] == "ADJ":
        condition = conditioned(reading, head)
    if condition is not None and status == "planned":
        return Verdict("conditional", condition)
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
    if lemma in ("want", "need", "prefer") and to and reading.child(head, "obj") is not None:
        return Verdict("requested", head)
    if outer and outer.status == "planned" and status in ("requested", "threatened"):
        return Verdict("planned", outer.by)
    return Verdict(status, head)


def _is_done(reading: Reading, noun: int, verb: str) -> bool:
    """Say whether a noun names a deed that is done, and not promised: "committed war crimes"."""
    return verb == "commit" and reading.lemmas[noun].lower() in codebook().idle["commit"]


def _hanging(reading: Reading, noun: int, head: int) -> Verdict | None:
    """Read what a noun hangs on: "the risk of war", "warned of attacks", "a time for a call"."""
    lemma = reading.lemmas[head].lower()
    cases = {reading.words[c].lower() for c in reading.children(noun, "case")}
    if reading.upos[head] == "VERB":
        return Verdict("hypothetical", head) if lemma in words("warning") and cases & _OF else None
    if lemma in words("feared") and cases & {"of", "about", "over"}:
        return Verdict("hypothetical", head)
    above = reading.heads[head]
    if lemma not in words("arranged") or "for" not in cases or above < 0:
        return None
    fixed = reading.upos[above] == "VERB" and reading.lemmas[above].lower() in words("fixing")
    if not fixed or reading.relations[head] not in ("obj", "nsubj:pass"):
        return Verdict("hypothetical", head)
    clause = of_verb(reading, above)
    return Verdict("planned" if clause.status == "occurred" else clause.status, above)


_OF: Final = frozenset({"of", "about", "against", "for"})


def of_verb(reading: Reading, verb: int) -> Verdict:
    """Return the status of an event that a verb names."""
    if (told := outside(reading, verb)) is not None:
        return told
    verdict = own(reading, verb)
    if verdict and verdict.sure:
        return verdict
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
        asked = reading.heads[head] if reading.relations[head] == "obj" else -1
        if asked >= 0 and reading.lemmas[asked].lower() in words("weighing.asking"):
            return Verdict("requested", asked)
        if reading.relations[verb].startswith(("advcl", "acl")):
            return Verdict("hypothetical", sure=False)
        return (
            of_verb(reading, head)
            if reading.upos[head] == "VERB" and head != verb
            else Verdict("hypothetical", sure=False)
        )
    if verdict:
        return verdict
    if (
        head >= 0
        and reading.relations[verb] in ("conj", "advcl", "xcomp")
        and reading.upos[head] == "VERB"
    ):
        above = of_verb(reading, head)
        if above.status in ("negated", "denied") and _instead(reading, verb, head):
            return Verdict("occurred", sure=False)
        return above
    return Verdict("occurred", sure=False)


def _instead(reading: Reading, verb: int, head: int) -> bool:
    """Say whether a participle tells what was done beside what was not: "did not act, urging"."""
    if not reading.words[verb].lower().endswith("ing") or reading.relations[verb] == "xcomp":
        return False
    if any(True for _ in reading.children(verb, "mark", "case")):
        return False
    first = reading.subtree(verb)[0]
    apart = first > 0 and (reading.words[first] == "," or reading.words[first - 1] == ",")
    return apart and not reading.words[head].lower().endswith("ing")


_DEEDS: Final = frozenset({"ASSAULT", "COERCE", "ACCUSE", "PROTEST", "SANCTION"})
_TO_COME: Final = frozenset({"AID", "CONSULT", "VOTE", "COOPERATE"})
"""Types that come about by what somebody is to do: "decided to boost aid"."""


def _subjunctive(reading: Reading, verb: int) -> bool:
    """Say whether a verb has no ending: "demanded that Peru withdraw"."""
    plain = reading.words[verb].lower() == reading.lemmas[verb].lower()
    return plain and not any(True for _ in reading.children(verb, "aux"))


def _presumed(reading: Reading, noun: int, kind: str) -> Verdict | None:
    """Read verbs that take an event for granted: "end the war", "the fighting intensified".

    Of what is talked about only deeds are: an election that will be discussed may lie ahead.
    """
    head = reading.heads[noun]
    if head < 0 or reading.relations[noun].split(":")[0] not in ("obj", "nsubj"):
        return None
    by_itself = reading.relations[noun] == "nsubj" and reading.child(head, "obj") is None
    if by_itself and reading.lemmas[head].lower() in words("weighing.ceasing"):
        return None if negated(reading, head) is None else Verdict("ongoing", head)
    lemma = reading.lemmas[head].lower()
    if status := status_words().presuming.get(lemma):
        return Verdict(status, head)
    spoken_of = reading.relations[noun] == "obj" and lemma in words("speaking")
    return Verdict("occurred", head) if spoken_of and kind in _DEEDS else None


def _led_into(reading: Reading, noun: int) -> bool:
    return not because_of(reading, noun) and any(
        reading.words[c].lower() in ("into", "to", "for") for c in reading.children(noun, "case")
    )


def _failed_talks(reading: Reading, noun: int, lemma: str) -> bool:
    return lemma == "fail" and reading.lemmas[noun].lower() in words("weighing.talks")


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
    head = reading.heads[noun]
    if (
        head >= 0
        and reading.lemmas[head] == "announce"
        and (
            kind not in _AHEAD
            or mode in _BY_WORD
            or reading.lemmas[noun].lower() in words("weighing.given")
        )
    ):
        return Verdict("occurred", head)
    if told and kind == "ASSAULT" and _carried_out(reading, noun, head):
        return Verdict("occurred", head, sure=False)
    if told:
        return told
    if _is_near(reading, noun):
        return Verdict("hypothetical", head)
    if _is_dated_ahead(reading, noun):
        return Verdict("planned", head, sure=False)
    if carrier is not None:
        found = of_verb(reading, carrier)
        stays = reading.lemmas[carrier].lower() in ("remain", "stay")
        if stays and reading.has(carrier, "Tense=Pres"):
            return Verdict("ongoing", carrier)
        return Verdict(found.status, found.by, found.sure or reading.has(carrier, "Tense=Pres"))
    default = Verdict("occurred", sure=False)
    return (_governed(reading, noun, head, kind) or default) if head >= 0 else default


def _carried_out(reading: Reading, noun: int, head: int) -> bool:
    """Say whether an attack that was planned is one that is known: "planned the attack"."""
    planned = head >= 0 and reading.lemmas[head].lower() == "plan"
    the = any(reading.words[c].lower() == "the" for c in reading.children(noun, "det"))
    return planned and the and reading.has(head, "Tense=Past") and reading.upos[head] == "VERB"


def _is_near(reading: Reading, noun: int) -> bool:
    """Say whether it is said of a noun that it has yet to come about: "a deal is close"."""
    head = reading.heads[noun]
    said = head >= 0 and reading.relations[noun] == "nsubj"
    return (
        said
        and reading.lemmas[head].lower() in words("weighing.near")
        and reading.child(head, "cop") is not None
    )


def _is_dated_ahead(reading: Reading, noun: int) -> bool:
    """Say whether a noun is told to be to come: "the vote is on Sunday", "is due on Sunday"."""
    head = reading.heads[noun]
    if head < 0 or reading.relations[noun] != "nsubj":
        return False
    be = reading.child(head, "cop")
    if be is None or not reading.has(be, "Tense=Pres") or [*reading.children(head, "aux")]:
        return False
    if reading.lemmas[head].lower() == "due":
        return reading.words[head + 1 : head + 2] != ("to",)
    entity = reading.entity_at(head)
    return reading.words[head].lower() == "away" or (entity is not None and entity.label == "Date")


def _fronted(reading: Reading, noun: int) -> Verdict | None:
    """Read "on a visit to Kyiv, she promised": during what a clause of the past tells."""
    verb = reading.heads[noun]
    if reading.relations[noun] != "obl" or verb <= noun or reading.upos[verb] != "VERB":
        return None
    cases = {reading.words[c].lower() for c in reading.children(noun, "case")}
    clause = own(reading, verb) if cases & {"on", "during", "at", "after"} else None
    return clause if clause is not None and clause.status == "occurred" else None


def _governed(reading: Reading, noun: int, head: int, kind: str) -> Verdict | None:
    """Take over from the clause that an event's noun stands in, where it says something."""
    if reading.upos[head] not in ("VERB", "AUX"):
        return None
    clause = of_verb(reading, head)
    relation = reading.relations[noun]
    if relation == "nsubj" and reading.lemmas[head].lower() in words("weighing.effects"):
        return None
    looked_into = reading.child(head, "nsubj", "nsubj:pass", "obj")
    if looked_into is not None and reading.lemmas[looked_into].lower() in words(
        "weighing.inquiries"
    ):
        return None
    ahead = ("planned", "hypothetical", "conditional", "requested")
    to_do = kind in _TO_COME and any(
        reading.words[c].lower() == "to" for c in reading.children(head, "mark")
    )
    if relation.startswith(_CARRIED) and (future_clause(reading, head) or to_do):
        if clause.status in ("planned", "hypothetical", "negated"):
            return Verdict(clause.status, clause.by, sure=False)
    elif relation == "nsubj" and clause.status == "occurred" and clause.sure:
        return Verdict("occurred")
    elif relation == "obl" and _led_into(reading, noun) and clause.status in ahead:
        return Verdict(clause.status, clause.by, sure=False)
    return None
