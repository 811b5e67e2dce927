"""Who takes part: the arguments of a predicate, off the tree."""

from __future__ import annotations

from typing import Final

from diurna.language import Reading
from diurna.said.cues import subject
from diurna.what.codebook import codebook, status_words
from diurna.who import Cast

_AGAINST: Final = frozenset(
    {"against", "on", "to", "at", "toward", "towards", "upon", "in", "into", "of"}
)
_FRONTED: Final = frozenset({"lead", "led", "back", "backed", "broker", "brokered", "sponsor",
                            "sponsored", "mediate", "mediated", "spearhead"})  # fmt: skip
"""Participles whose own modifier is who does what the noun names: "a Saudi-led strike"."""
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
_STANCES: Final = frozenset(
    {"oppose", "commit", "determine", "prepare", "engage", "involve", "dedicate"}
)
_LEAVING: Final = frozenset({"RETREAT", "COERCE"})
"""Types whose "from" is who is left, or what is taken from somebody."""
_POWERS: Final = frozenset({"GOV", "MIL", "COP", "SPY", "REB", "UAF", "CRM", "JUD", "LEG"})
_MEASURES: Final = frozenset({"day", "hour", "week", "month", "round", "series", "wave", "string",
                              "spate",
                              "set", "barrage", "number", "couple", "flurry",
                              "campaign"})  # fmt: skip
"""Nouns that only say how much of an event there is."""
_HOSTING: Final = frozenset(
    {"host", "broker", "mediate", "convene", "sponsor", "arrange", "organize", "organise", "launch",
     "facilitate", "moderate", "chair"}
)  # fmt: skip
"""Verbs of who brings others together: "host a meeting between"."""
_GOINGS: Final = frozenset({"visit", "trip", "tour", "stopover", "arrival", "journey"})
"""Nouns whose "of" is who goes."""
_EFFECTS: Final = frozenset({"effect", "place", "hold", "shape", "force", "root", "course"})
"""Objects of verbs that only say that their subject comes about: "takes effect"."""
_TOLD: Final = frozenset({"announce", "call", "declare"})
"""Light verbs whose subject may only tell of what they hold."""
_RELATIVE: Final = frozenset({"who", "which", "that"})
_WITH: Final = frozenset({"with", "between", "among", "alongside"})


def case_of(reading: Reading, index: int) -> str:
    """Return the preposition of a noun phrase, lower-cased, or the empty string.

    The tree may hang it on the title before a name: "of" in "of party leader Ana Soto".
    """
    for child in reading.children(index, "case"):
        return reading.words[child].lower()
    for title in reading.children(index, "nmod:desc"):
        for child in reading.children(title, "case"):
            if title < index:
                return reading.words[child].lower()
    return ""


def carrier_of(reading: Reading, noun: int) -> int | None:
    """Return the light verb that holds a noun ("held talks", "ten days of talks"), or None."""
    head = reading.heads[noun]
    while (
        head >= 0
        and reading.relations[noun] == "nmod"
        and case_of(reading, noun) == "of"
        and reading.lemmas[head].lower() in _MEASURES
    ):
        noun, head = head, reading.heads[head]
    if head < 0 or reading.upos[head] != "VERB":
        return None
    light = reading.lemmas[head].lower() in status_words().light
    relation = reading.relations[noun]
    if reading.lemmas[head].lower() == "come" and case_of(reading, noun) == "under":
        return head
    thing = reading.child(head, "obj") if relation == "nsubj" else None
    if thing is not None and reading.lemmas[thing].lower() not in _EFFECTS:
        return None
    if light and (
        relation in ("obj", "nsubj:pass", "nsubj")
        or (relation in ("obl", "xcomp") and case_of(reading, noun) in ("to", "in", "on", "for"))
    ):
        return head
    return None


def _obliques(reading: Reading, index: int) -> list[tuple[str, int]]:
    return [(case_of(reading, c), c) for c in reading.children(index, "obl", "nmod")]


def _add(cast: Cast, into: list[str], head: int | None) -> None:
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
            _add(cast, into, child)
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
    if passive is not None and _is_stance(reading, verb):
        _add(cast, actors, passive)
        _from_obliques(reading, cast, verb, recipients, mutual=mutual)
        return actors, [r for r in recipients if r not in actors]
    past_participle = reading.has(verb, "VerbForm=Part") and reading.has(verb, "Tense=Past")
    if passive is not None:
        _add(cast, recipients, passive)
        if not recipients:
            _owners(reading, cast, recipients, passive)
        _add(cast, actors, _agent(reading, verb))
    elif (
        reading.relations[verb] == "acl"
        and past_participle
        and reading.child(verb, "nsubj") is None
    ):
        _add(cast, recipients, reading.heads[verb])
        _add(cast, actors, _agent(reading, verb))
    else:
        _from_subject(reading, cast, verb, actors)
        for child in reading.children(verb, "obj", "iobj"):
            _add(cast, recipients, child)
    if kind in _TRANSFERS:
        given = _to_whom(reading, cast, verb)
        recipients = given or recipients
    _from_obliques(reading, cast, verb, recipients, mutual=mutual)
    if not recipients:
        for child in reading.children(verb, "obj"):
            _owners(reading, cast, recipients, child)
    _from_roles(reading, cast, verb, actors, recipients)
    if not recipients and not (mutual and len(actors) > 1):
        _from_complement(reading, cast, verb, recipients)
    return actors, [r for r in recipients if r not in actors]


def _passive(reading: Reading, verb: int) -> int | None:
    """Return whom a passive verb is done to, or None for an active one."""
    passive = reading.child(verb, "nsubj:pass", "csubj:pass")
    if reading.child(verb, "obj") is not None and reading.child(verb, "aux:pass") is None:
        return None
    if passive is None:
        return _shared_passive(reading, verb)
    if reading.relations[verb] == "acl:relcl" and reading.lemmas[passive].lower() in _RELATIVE:
        return reading.heads[verb]
    return passive


def _from_subject(reading: Reading, cast: Cast, verb: int, actors: list[str]) -> None:
    """Take who does what a verb tells, or did it by a thing: "a bomb planted by rebels killed"."""
    doer = subject(reading, verb)
    _add(cast, actors, doer if doer is not None else reading.child(verb, "nsubj:pass"))
    if doer is not None and not actors:
        for clause in reading.children(doer, "acl"):
            _add(cast, actors, _agent(reading, clause))


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
    participle = reading.has(verb, "VerbForm=Part") and reading.has(verb, "Tense=Past")
    alone = reading.child(verb, "aux") is None and reading.upos[head] == "VERB"
    alone = alone and relation == "conj"
    return reading.child(head, "nsubj:pass") if participle and alone else None


def _from_roles(
    reading: Reading, cast: Cast, predicate: int, actors: list[str], recipients: list[str]
) -> None:
    """Take from the trained roles what the tree leaves open."""
    found = reading.arguments(predicate, "ARG0")
    agents = [w for w in found if not set(cast.actors_of(w)) & set(recipients)]
    if not actors:
        for word in agents:
            _add(cast, actors, word)
    for word in agents:
        if not actors:
            _behind(reading, cast, actors, word)
    if not recipients:
        for word in reading.arguments(predicate, "ARG1", "ARG2"):
            if not recipients:
                _add(cast, recipients, word)


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


def _is_stance(reading: Reading, verb: int) -> bool:
    """Say whether a participle tells of its subject's own stance: "is opposed to"."""
    return reading.lemmas[verb].lower() in _STANCES and _agent(reading, verb) is None


def _to_whom(reading: Reading, cast: Cast, verb: int) -> list[str]:
    """Return who gets what is sent, given or handed over, or whom troops are withdrawn from."""
    out: list[str] = []
    things = reading.children(verb, "obj", "nsubj:pass")
    phrases = _obliques(reading, verb) + [p for t in things for p in _obliques(reading, t)]
    for case, child in phrases:
        if case in ("to", "for", "from"):
            found: list[str] = []
            _add(cast, found, child)
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
            _add(cast, recipients, reading.child(clause, "nsubj", "nsubj:pass"))
        if not recipients:
            for child in reading.children(clause, "obj", "iobj"):
                _add(cast, recipients, child)
        if not recipients:
            for case, child in _obliques(reading, clause):
                if case in _AGAINST | _WITH | {"for", "from"}:
                    _add(cast, recipients, child)
        if not recipients:
            for child in reading.children(clause, "obj"):
                _owners(reading, cast, recipients, child)
        if not recipients and depth < 1:
            _from_complement(reading, cast, clause, recipients, depth + 1)
        if recipients:
            return
    for clause in reading.children(verb, "advcl"):
        if any(reading.words[c].lower() == "for" for c in reading.children(clause, "mark")):
            _add(cast, recipients, reading.child(clause, "nsubj"))


def _agent(reading: Reading, verb: int) -> int | None:
    """Return the head of the "by" phrase of a passive verb."""
    by = (child for case, child in _obliques(reading, verb) if case == "by")
    agent = reading.child(verb, "obl:agent")
    return agent if agent is not None else next(by, None)


def _from_obliques(
    reading: Reading, cast: Cast, verb: int, recipients: list[str], *, mutual: bool
) -> None:
    """Take recipients from prepositional phrases, the likeliest prepositions first."""
    if recipients and not mutual:
        return
    wanted = _WITH if mutual else (_WITH | _AGAINST) - {"in", "into", "of"}
    phrases = _obliques(reading, verb)
    if mutual:
        topics = reading.children(verb, "obj", "obl")
        phrases += [p for topic in topics for p in _obliques(reading, topic) if p[0] == "with"]
    for case, child in phrases:
        if case in wanted:
            _add(cast, recipients, child)
    if not recipients and not mutual:
        for case, child in _obliques(reading, verb):
            if case in ("in", "into", "of"):
                _add(cast, recipients, child)


def of_noun(
    reading: Reading, cast: Cast, noun: int, carrier: int | None, *, mutual: bool, kind: str = ""
) -> tuple[list[str], list[str]]:
    """Return actors and recipients of a noun, with those of the light verb that holds it."""
    actors: list[str] = []
    recipients: list[str] = []
    _from_modifiers(reading, cast, noun, actors)
    _turn(reading, cast, noun, actors, recipients)
    if kind == "ACCUSE":
        _topics(reading, cast, noun, actors, recipients)
    for case, child in _obliques(reading, noun):
        if (
            case in ("by", "between")
            or (case == "from" and kind not in _LEAVING)
            or (case == "of" and (mutual or _done_by(reading, noun, kind)))
        ):
            _add(cast, actors, child)
        elif case in _WITH or case == "from" or (case in _AGAINST and case != "in" and not mutual):
            _add(cast, recipients, child)
    _from_below(reading, cast, noun, actors, recipients, mutual=mutual)
    bearer = None if mutual else _undergoing(reading, noun, carrier)
    undergone: list[str] = []
    _add(cast, undergone, bearer)
    if carrier is not None:
        passive = reading.child(carrier, "nsubj:pass")
        if passive is not None and _is_stance(reading, carrier):
            _add(cast, actors, passive)
        holder = (
            subject(reading, carrier) if passive is None else reading.child(carrier, "obl:agent")
        )
        if holder is not None and holder not in (noun, bearer):
            _add(cast, actors, holder)
            if reading.lemmas[carrier].lower() in _HOSTING and holder is not None:
                _host(cast, holder, actors, recipients)
        for case, child in _obliques(reading, carrier):
            if bearer is not None and case == "from":
                _add(cast, actors, child)
            elif child != noun and (case in _WITH or (not mutual and case in ("against", "on"))):
                _add(cast, recipients, child)
    recipients += [u for u in undergone if u not in recipients]
    _from_roles(reading, cast, noun, actors, recipients)
    actors = [a for a in actors if a not in undergone]
    recipients = [r for r in recipients if not _is_within(reading, cast, r, noun)]
    going = reading.lemmas[noun].lower() in _GOINGS
    if (mutual or going) and not actors and not recipients:
        _add(cast, actors, _attended_by(reading, noun))
    return actors, [r for r in recipients if r not in actors]


def _from_below(
    reading: Reading,
    cast: Cast,
    noun: int,
    actors: list[str],
    recipients: list[str],
    *,
    mutual: bool,
) -> None:
    """Take who takes part from the clause below a noun: "attacks carried out by"."""
    for clause in reading.children(noun, "acl", "acl:relcl"):
        lemma = reading.lemmas[clause].lower()
        if lemma not in (status_words().light | status_words().bringing) - _TOLD:
            continue
        own = next((c for c in reading.children(clause) if reading.relations[c] == "nsubj"), None)
        passive = reading.has(clause, "VerbForm=Part") and reading.has(clause, "Tense=Past")
        of_which = reading.relations[clause] == "acl:relcl"
        if own is not None and of_which and reading.lemmas[own].lower() not in _RELATIVE:
            _add(cast, actors, own)
        elif passive and own is None:
            _add(cast, actors, _agent(reading, clause))
        else:
            continue
        for case, child in _obliques(reading, clause):
            if case == "between" or (mutual and case == "by"):
                _add(cast, actors, child)
            elif case in _WITH or (not mutual and case in ("against", "on", "at")):
                _add(cast, recipients, child)


def _turn(
    reading: Reading, cast: Cast, noun: int, actors: list[str], recipients: list[str]
) -> None:
    """Move to the recipients whose a deed is that is done to them: "the mayor's arrest"."""
    book, lemma = codebook(), reading.lemmas[noun].lower()
    if lemma not in book.undergone | book.suffered:
        return
    others = [c for case, c in _obliques(reading, noun) if case == "of"]
    if any(cast.actors_of(c) for c in others):
        return
    for actor in list(actors):
        if lemma in book.suffered or not _is_power(cast, actor):
            actors.remove(actor)
            recipients.append(actor)


def _is_power(cast: Cast, identity: str) -> bool:
    """Say whether an actor arrests, kills or appoints others rather than suffering it."""
    member = cast.member(identity)
    body = member.kind in ("organization", "group") and bool(set(member.sectors) & _POWERS)
    return body or member.kind == "state"


def _is_within(reading: Reading, cast: Cast, identity: str, noun: int) -> bool:
    """Say whether an actor is only a part of an event's name: the drone of "a drone strike"."""
    spots = cast.member(identity).mentions
    own = {e - 1 for _, e in spots}
    return bool(own) and own <= set(reading.children(noun, "compound"))


def _done_by(reading: Reading, noun: int, kind: str) -> bool:
    """Say whether "of" is who does it: "at the request of", "with the support of", "a visit of"."""
    if kind == "REQUEST" or reading.lemmas[noun].lower() in _GOINGS:
        return True
    return kind in ("AID", "SUPPORT") and case_of(reading, noun) in ("with", "under")


def _undergoing(reading: Reading, noun: int, carrier: int | None) -> int | None:
    """Return whom an event is done to by its verb: "suffered an attack", "came under fire"."""
    if case_of(reading, noun) == "under":
        return subject(reading, carrier if carrier is not None else noun)
    if carrier is None or reading.lemmas[carrier].lower() not in status_words().undergoing:
        return None
    if reading.relations[noun] == "nsubj:pass":
        return _agent(reading, carrier)
    return subject(reading, carrier) if reading.relations[noun] == "obj" else None


def _host(cast: Cast, holder: int, actors: list[str], recipients: list[str]) -> None:
    """Make those who meet the recipients of who brings them together."""
    hosts = cast.actors_of(holder)
    others = [a for a in actors if a not in hosts]
    if hosts and len(others) > 1:
        actors[:] = hosts
        recipients.extend(a for a in others if a not in recipients)


def _topics(
    reading: Reading, cast: Cast, noun: int, actors: list[str], recipients: list[str]
) -> None:
    """Move who is looked into from the actors to the recipients: "the Trump-Russia probe".

    A body before the noun looks into others ("the FBI investigation"); people do not, nor do
    states beside somebody who does ("Mueller's Russia investigation").
    """
    owners: list[str] = []
    for child in reading.children(noun, "nmod:poss"):
        _add(cast, owners, child)
    others = [a for a in actors if a not in owners]
    leading = bool(owners) or any(cast.member(a).kind == "person" for a in others)
    for actor in others:
        kind = cast.member(actor).kind
        if kind == "person" or (kind == "state" and leading):
            actors.remove(actor)
            recipients.append(actor)


def _from_modifiers(reading: Reading, cast: Cast, noun: int, actors: list[str]) -> None:
    """Take actors from what stands before a noun: "Russia's", "French and Israeli", "Saudi-led"."""
    for child in reading.children(noun, "nmod:poss", "amod", "compound"):
        if reading.relations[child] == "nmod:poss":
            _add(cast, actors, child)
            continue
        words = [child, *(c for c in reading.children(child, "conj", "compound") if c < noun)]
        if reading.lemmas[child].lower() in _FRONTED:
            words += reading.children(child, "compound", "obl", "nmod", "amod")
        for word in words:
            if (named := cast.named(word) or cast.state_of(word)) and named not in actors:
                actors.append(named)


def _attended_by(reading: Reading, noun: int) -> int | None:
    """Return the subject of the clause that an event with nobody in it took place in."""
    if reading.relations[noun] not in ("obl", "nmod") or case_of(reading, noun) not in (
        "during",
        "in",
        "at",
        "over",
        "on",
    ):
        return None
    verb = next((n for n in reading.ancestors(noun) if reading.upos[n] == "VERB"), None)
    return subject(reading, verb) if verb is not None else None
