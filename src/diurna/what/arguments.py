"""Who takes part: the arguments of a predicate, off the tree."""

from __future__ import annotations

from typing import Final

from diurna.language import Reading
from diurna.syntax.cues import subject
from diurna.syntax.lexicon import status_words, words
from diurna.syntax.phrases import case_of
from diurna.what.headings import bare_passive, behind_label, in_capitals, is_label
from diurna.who import Cast

_TRANSFERS: Final = frozenset({"AID", "RETREAT", "COOPERATE"})
_ABOUT: Final = frozenset({"ACCUSE", "COERCE", "REJECT", "REQUEST", "PROTEST", "THREATEN",
                           "SUPPORT", "AGREE",
                           "CONCEDE", "SANCTION", "MOBILIZE", "AID", "COOPERATE"})  # fmt: skip
"""Types that are about somebody, who may stand further down than an argument does."""
_PURPOSEFUL: Final = frozenset({"PROTEST", "AGREE", "THREATEN", "REQUEST", "REJECT"})
"""Types whose purpose, or the deed agreed to or refused, may hang on them as a clause."""
_ASIDE: Final = frozenset({"advcl", "parataxis", "discourse", "vocative", "conj", "punct", "appos"})
"""Relations that lead out of what a predicate is about."""
_NAMING: Final = frozenset({"obj", "iobj", "obl", "nmod", "nsubj", "compound", "amod"})
_DEEP: Final = 5


def measured(reading: Reading, noun: int) -> int:
    """Return the word that counts a noun, or itself: "rounds" of "several rounds of talks"."""
    head = reading.heads[noun]
    while (
        head >= 0
        and reading.relations[noun] == "nmod"
        and case_of(reading, noun) == "of"
        and reading.lemmas[head].lower() in words("carrying.measures")
    ):
        noun, head = head, reading.heads[head]
    return noun


def carrier_of(reading: Reading, noun: int) -> int | None:
    """Return the light verb that holds a noun ("held talks", "ten days of talks"), or None."""
    noun = measured(reading, noun)
    head = reading.heads[noun]
    if head < 0 or reading.upos[head] != "VERB":
        return None
    verb, relation = reading.lemmas[head].lower(), reading.relations[noun]
    case = case_of(reading, noun)
    if (verb, case) in (("come", "under"), ("subject", "to"), ("expose", "to")):
        return head
    thing = reading.child(head, "obj") if relation == "nsubj" else None
    if thing is not None and reading.lemmas[thing].lower() not in words("carrying.effects"):
        return None
    beside = relation in ("obl", "xcomp") and case in words("under.carrying")
    holds = beside or relation in ("obj", "nsubj:pass", "nsubj")
    return head if holds and verb in status_words().light else None


def obliques(reading: Reading, index: int) -> list[tuple[str, int]]:
    """Return the prepositional phrases of a word, each by its preposition and its noun."""
    return [(case_of(reading, c), c) for c in reading.children(index, "obl", "nmod")]


def add(cast: Cast, into: list[str], head: int | None) -> None:
    """Add the actors that a noun phrase names to a list of them."""
    if head is not None:
        into.extend(a for a in cast.actors_of(head) if a not in into)


def _owners(reading: Reading, cast: Cast, into: list[str], head: int, depth: int = 0) -> None:
    """Take whoever a thing belongs to: "Ukrainian infrastructure", "half of Ukraine's output"."""
    for child in reading.children(head, "nmod", "amod", "compound", "obl"):
        if _is_tongue(reading, child):
            continue
        if (state := cast.state_of(child)) and state not in into:
            into.append(state)
        if reading.relations[child] != "amod":
            add(cast, into, child)
        if depth < 2 and not into:
            _owners(reading, cast, into, child, depth + 1)


def of_verb(
    reading: Reading, cast: Cast, verb: int, *, mutual: bool, kind: str = ""
) -> tuple[list[str], list[str]]:
    """Return actors and recipients of a verb, as ids of the cast.

    Args:
        reading: The text as the model sees it.
        cast: Its actors.
        verb: The predicate.
        mutual: Whether all who take part do the same: "A met B", "A and B met".
        kind: Its PLOVER type: of what is given, who gets it is the recipient.
    """
    actors: list[str] = []
    recipients: list[str] = []
    passive = _passive(reading, verb)
    if passive is not None and is_stance(reading, verb):
        add(cast, actors, passive)
        _from_obliques(reading, cast, verb, recipients, mutual=mutual)
        return actors, [r for r in recipients if r not in actors]
    past_participle = reading.has(verb, "VerbForm=Part") and reading.has(verb, "Tense=Past")
    if passive is not None:
        add(cast, recipients, passive)
        if not recipients:
            _owners(reading, cast, recipients, passive)
        add(cast, actors, agent(reading, verb))
    elif (
        reading.relations[verb] == "acl"
        and past_participle
        and reading.child(verb, "nsubj") is None
    ):
        add(cast, recipients, reading.heads[verb])
        add(cast, actors, agent(reading, verb))
    else:
        _from_subject(reading, cast, verb, actors)
        for child in reading.children(verb, "obj", "iobj"):
            add(cast, recipients, child)
    if kind in _TRANSFERS:
        given = _to_whom(reading, cast, verb)
        recipients = given or recipients
    _from_obliques(reading, cast, verb, recipients, mutual=mutual)
    if not recipients:
        for child in reading.children(verb, "obj"):
            _owners(reading, cast, recipients, child)
    from_roles(reading, cast, verb, actors, recipients)
    if not recipients and not (mutual and len(actors) > 1):
        _from_complement(reading, cast, verb, recipients)
    return actors, [r for r in recipients if r not in actors]


def _passive(reading: Reading, verb: int) -> int | None:
    """Return whom a passive verb is done to, or None for an active one."""
    passive = reading.child(verb, "nsubj:pass", "csubj:pass")
    if reading.child(verb, "obj") is not None and reading.child(verb, "aux:pass") is None:
        return None
    if passive is None:
        bare = bare_passive(reading, verb)
        return bare if bare is not None else _shared_passive(reading, verb)
    if reading.relations[verb] == "acl:relcl" and reading.lemmas[passive].lower() in words(
        "relative"
    ):
        return reading.heads[verb]
    return passive


def _from_subject(reading: Reading, cast: Cast, verb: int, actors: list[str]) -> None:
    """Take who does what a verb tells, or did it by a thing: "a bomb planted by rebels killed"."""
    doer = subject(reading, verb)
    if doer is not None and is_label(reading, doer, verb):
        doer = behind_label(reading, verb)
        if doer is None:
            return
    if doer is None:
        doer = in_capitals(reading, verb)
    add(cast, actors, doer if doer is not None else reading.child(verb, "nsubj:pass"))
    if doer is not None and not actors:
        for clause in reading.children(doer, "acl"):
            add(cast, actors, agent(reading, clause))


def _shared_passive(reading: Reading, verb: int) -> int | None:
    """Return whom a passive without a subject of its own is done to: "was tried and sentenced"."""
    relation = reading.relations[verb]
    if relation not in ("conj", "advcl") or reading.child(verb, "nsubj", "obj") is not None:
        return None
    head = reading.heads[verb]
    if relation == "advcl" and reading.upos[head] != "VERB":
        return None
    if reading.child(verb, "aux:pass") is not None:
        told = reading.child(head, "nsubj:pass")
        return told if told is not None else subject(reading, head)
    if relation != "conj" or reading.upos[head] != "VERB" or reading.child(verb, "aux") is not None:
        return None
    participle = reading.has(verb, "VerbForm=Part") and reading.has(verb, "Tense=Past")
    return reading.child(head, "nsubj:pass") if participle else None


def from_roles(
    reading: Reading, cast: Cast, predicate: int, actors: list[str], recipients: list[str]
) -> None:
    """Take from the trained roles what the tree leaves open."""
    found = [w for w in reading.arguments(predicate, "ARG0") if not is_label(reading, w, predicate)]
    agents = [w for w in found if not set(cast.actors_of(w)) & set(recipients)]
    if not actors:
        for word in agents:
            add(cast, actors, word)
    for word in agents:
        if not actors:
            _behind(reading, cast, actors, word)
    if not recipients:
        for word in reading.arguments(predicate, "ARG1", "ARG2"):
            if not recipients:
                add(cast, recipients, word)


def _behind(reading: Reading, cast: Cast, into: list[str], head: int) -> None:
    """Take the state that a thing which acts belongs to: "Israeli bulldozers"."""
    for child in reading.children(head, "nmod:poss", "amod", "compound"):
        if (state := cast.state_of(child)) and state not in into:
            into.append(state)
        else:
            _behind(reading, cast, into, child)


def concerned(
    reading: Reading, cast: Cast, predicate: int, kind: str, actors: list[str]
) -> list[str]:
    """Return whom what is said or done is about, where no argument of the predicate names one.

    The nearest national actor below the predicate: "refused a demand of the US", "a strike to
    protest Sweden's decision", "rejected mediation by France". Subjects, relative clauses and
    clauses of time or reason are not looked into.
    """
    if kind not in _ABOUT:
        return []
    apart = _ASIDE - {"advcl"} if kind in _PURPOSEFUL else _ASIDE
    level = [predicate]
    for _ in range(_DEEP):
        found: list[str] = []
        below: list[int] = []
        for word in level:
            for child in reading.children(word):
                relation = reading.relations[child].split(":")[0]
                if relation in apart or reading.relations[child] == "acl:relcl":
                    continue
                if relation == "advcl" and not _for_a_purpose(reading, child):
                    continue
                if relation == "nsubj" and word == predicate:
                    continue
                if _is_source(reading, child) or _is_tongue(reading, child):
                    continue
                below.append(child)
                if relation not in _NAMING:
                    continue
                named = cast.actors_of(child) if relation != "amod" else []
                state = cast.state_of(child)
                found += [a for a in (*named, *filter(None, [state])) if is_national(cast, a)]
        found = [f for f in found if f not in actors and cast.member(f).owner not in actors]
        if others := list(dict.fromkeys(found)):
            return _at_home(cast, others, actors)
        level = below
    return []


def _is_source(reading: Reading, word: int) -> bool:
    """Say whether a phrase only says on whose word it is: "according to the agency"."""
    first = reading.subtree(word)[0]
    before = [w.lower() for w in reading.words[max(0, first - 2) : first]]
    return reading.words[first].lower() == "according" or before == ["according", "to"]


def _is_tongue(reading: Reading, word: int) -> bool:
    """Say whether an adjective names a language: "the use of the Russian language"."""
    return reading.lemmas[reading.heads[word]].lower() in ("language", "dialect")


def _at_home(cast: Cast, found: list[str], actors: list[str]) -> list[str]:
    """Leave out actors of the same country, unless there are no others."""
    own = {cast.member(a).country for a in actors}
    return [f for f in found if cast.member(f).country not in own] or found[:1]


def is_national(cast: Cast, identity: str) -> bool:
    """Say whether an actor is of a known state."""
    return cast.member(identity).country is not None


def _for_a_purpose(reading: Reading, clause: int) -> bool:
    """Say whether a clause tells what something is done for: "to protest"."""
    return any(reading.words[c].lower() == "to" for c in reading.children(clause, "mark"))


def is_stance(reading: Reading, verb: int) -> bool:
    """Say whether a participle tells of its subject's own stance: "is opposed to"."""
    return (
        reading.lemmas[verb].lower() in words("carrying.stances") and agent(reading, verb) is None
    )


def _to_whom(reading: Reading, cast: Cast, verb: int) -> list[str]:
    """Return who gets what is sent, given or handed over, or whom troops are withdrawn from."""
    out: list[str] = []
    things = reading.children(verb, "obj", "nsubj:pass")
    phrases = obliques(reading, verb) + [p for t in things for p in obliques(reading, t)]
    for case, child in phrases:
        if case in ("to", "for", "from"):
            found: list[str] = []
            add(cast, found, child)
            out += [f for f in found if _is_state_like(cast, f) and f not in out]
    return out


def _is_state_like(cast: Cast, identity: str) -> bool:
    member = cast.member(identity)
    return bool(member.country) or member.kind in ("person", "state") or bool(member.sectors)


def _from_complement(
    reading: Reading, cast: Cast, verb: int, recipients: list[str], depth: int = 0
) -> None:
    """Take whom a demand, a promise or a refusal is about from the clause that it takes."""
    for clause in reading.children(verb, "ccomp", "xcomp"):
        if reading.relations[clause] == "ccomp":
            add(cast, recipients, reading.child(clause, "nsubj", "nsubj:pass"))
        if not recipients:
            for child in reading.children(clause, "obj", "iobj"):
                add(cast, recipients, child)
        if not recipients:
            for case, child in obliques(reading, clause):
                if case in words("under.against") | words("under.beside") | {"for", "from"}:
                    add(cast, recipients, child)
        if not recipients:
            for child in reading.children(clause, "obj"):
                _owners(reading, cast, recipients, child)
        if not recipients and depth < 1:
            _from_complement(reading, cast, clause, recipients, depth + 1)
        if recipients:
            return
    for clause in reading.children(verb, "advcl"):
        if any(reading.words[c].lower() == "for" for c in reading.children(clause, "mark")):
            add(cast, recipients, reading.child(clause, "nsubj"))


def agent(reading: Reading, verb: int) -> int | None:
    """Return the head of the "by" phrase of a passive verb."""
    by = (child for case, child in obliques(reading, verb) if case == "by")
    agent = reading.child(verb, "obl:agent")
    return agent if agent is not None else next(by, None)


def _from_obliques(
    reading: Reading, cast: Cast, verb: int, recipients: list[str], *, mutual: bool
) -> None:
    """Take recipients from prepositional phrases, the likeliest prepositions first."""
    if recipients and not mutual:
        return
    wanted = (
        words("under.beside")
        if mutual
        else (words("under.beside") | words("under.against")) - {"in", "into", "of"}
    )
    phrases = obliques(reading, verb)
    if mutual:
        topics = reading.children(verb, "obj", "obl")
        phrases += [p for topic in topics for p in obliques(reading, topic) if p[0] == "with"]
    for case, child in phrases:
        if case in wanted:
            add(cast, recipients, child)
    if not recipients and not mutual:
        for case, child in obliques(reading, verb):
            if case in ("in", "into", "of"):
                add(cast, recipients, child)
