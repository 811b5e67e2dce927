"""Words of the code book where they tell of no event: turns of phrase, danger, opinion polls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from diurna.language import Reading
from diurna.what.arguments import case_of
from diurna.what.codebook import Entry, codebook
from diurna.what.lookup import is_people, is_somebody, particle, verb_entry

COMMITTING: Final = frozenset(
    {"promise", "pledge", "undertake", "commit", "offer", "allow", "permit"}
)
"""Verbs whose own clause says what is done: that is then the event."""
_LEGAL: Final = frozenset({"legal", "court", "class", "civil", "judicial", "class-action"})
_PRESS: Final = frozenset({"press", "news", "media", "album", "film"})
_PARTNERS: Final = frozenset({"with", "to", "by"})
_THINGS: Final = frozenset({"of", "for"})
_ABOUT: Final = frozenset({"to", "from", "for"})
_DANGEROUS: Final = frozenset(
    {"pose", "face", "counter", "combat", "confront", "represent", "constitute", "present", "see",
     "view", "perceive", "reduce", "eliminate", "neutralize", "neutralise", "consider", "regard",
     "assess", "tackle", "mitigate", "defeat", "be"}
)  # fmt: skip
"""Verbs of a threat that is a danger, and nobody's words."""
_SURVEYS: Final = frozenset(
    {"pollster", "respondent", "survey", "polling", "percent", "surveyed", "surveymonkey", "gallup",
     "%", "likely", "rating", "frontrunner", "front-runner"}
)  # fmt: skip
_BALLOTS: Final = frozenset(
    {"presidential", "parliamentary", "legislative", "general", "snap", "early", "local",
     "municipal", "fresh", "midterm", "mayoral", "gubernatorial", "by", "assembly", "runoff",
     "open", "close"}
)  # fmt: skip
_STRUGGLES: Final = frozenset({"battle", "fight", "war", "struggle", "crackdown", "assault"})
_CROWDS: Final = frozenset(
    {"protest", "protester", "protestor", "demonstration", "demonstrator", "march", "marcher",
     "chant", "placard", "banner", "riot", "activist", "clash", "police", "unrest",
     "thousand", "hundred", "ten"}
)  # fmt: skip
"""Words of a text by which a rally is one of protest, and no candidate's."""
_CAMPAIGNS: Final = frozenset(
    {"campaign", "nominee", "candidate", "primary", "poll", "nomination", "running"}
)
_REGARDS: Final = frozenset({"regard", "esteem", "account", "contempt", "awe", "affection"})
_ROOMS: Final = frozenset(
    {"airport", "apartment", "bar", "building", "cell", "cinema", "club", "court", "courthouse",
     "courtroom", "door", "elevator", "gate", "home", "hospital", "hotel", "house", "jail",
     "mall", "prison", "restaurant", "room", "shop", "station", "store", "theater", "theatre"}
)  # fmt: skip
"""Where people come out of without a protest."""
_AUDIENCE: Final = frozenset(
    {"reporter", "crowd", "audience", "supporter", "camera", "media", "press", "journalist",
     "nation", "mind", "volume", "truth", "word", "language", "issue", "fact", "magnitude"}
)  # fmt: skip


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
    return _turn(reading, word, lemma)


def _turn(reading: Reading, verb: int, lemma: str) -> bool:
    test = _TURNS.get(lemma)
    return test is not None and test(reading, verb)


def _taken(reading: Reading, verb: int) -> set[str]:
    """Return the prepositions that a verb takes."""
    return {case_of(reading, c) for c in reading.children(verb, "obl", "nmod")}


def _done_to(reading: Reading, verb: int) -> int | None:
    return reading.child(verb, "obj", "nsubj:pass")


def _agrees_with_somebody(reading: Reading, verb: int) -> bool:
    clause = reading.child(verb, "xcomp") is not None
    return not clause and not _taken(reading, verb) & {"on", "to", "upon"}


def _acts(reading: Reading, verb: int) -> bool:
    return any(
        reading.lemmas[c].lower() == "action" and not in_court(reading, c)
        for c in reading.children(verb, "obj")
    )


def _asks_a_question(reading: Reading, verb: int) -> bool:
    return reading.child(verb, "xcomp") is None and "for" not in _taken(reading, verb)


def _lends_itself(reading: Reading, verb: int) -> bool:
    """Say whether what is promised or allowed is an event of its own."""
    inner = reading.child(verb, "xcomp", "ccomp")
    return inner is not None and verb_entry(reading, inner) is not None


def _allows(reading: Reading, verb: int) -> bool:
    return _lends_itself(reading, verb) or _thing_allows(reading, verb)


def _declines_by_itself(reading: Reading, verb: int) -> bool:
    return reading.child(verb, "xcomp") is None and _done_to(reading, verb) is None


def _is_somebody(reading: Reading, word: int) -> bool:
    """Say whether a word stands for people: a name, a pronoun, a noun for them."""
    entity = reading.entity_at(word)
    if entity is not None:
        return entity.label in ("Person", "Organization", "NORP")
    lemma = reading.lemmas[word].lower()
    return is_people(lemma) or reading.upos[word] == "PRON" or lemma in codebook().prisoners


def _tries(reading: Reading, verb: int) -> bool:
    """Say whether nobody is tried in court."""
    tried = _done_to(reading, verb)
    return tried is None or not _is_somebody(reading, tried)


def _defeats(reading: Reading, verb: int) -> bool:
    """Say whether a rival is beaten, and nobody with blows: "beat to death", "with batons"."""
    if reading.child(verb, "nsubj:pass") is not None or particle(reading, verb, "up"):
        return False
    taken = reading.children(verb, "obl")
    return not any(reading.lemmas[c].lower() in codebook().blows for c in taken)


def _gathers(reading: Reading, verb: int) -> bool:
    """Say whether others are rallied, and no protesters: "rally the party"."""
    others = reading.child(verb, "obj")
    return others is not None and reading.lemmas[others].lower() not in _CROWDS


def _is_met(reading: Reading, verb: int) -> bool:
    agent = reading.child(verb, "obl:agent")
    return reading.child(verb, "nsubj:pass") is not None and agent is None


def _receives_things(reading: Reading, verb: int) -> bool:
    """Say whether what is received is no visitor: "received a letter"."""
    guest = _done_to(reading, verb)
    return guest is not None and not _is_somebody(reading, guest)


def _regards(reading: Reading, verb: int) -> bool:
    """Say whether somebody is held in regard or to account, and by no hand."""
    below = reading.subtree(verb)
    return any(reading.lemmas[c].lower() in _REGARDS for c in below)


def _hunts(reading: Reading, verb: int) -> bool:
    """Say whether somebody is sought, and nothing asked for: "a man sought over the murder"."""
    sought = _done_to(reading, verb)
    if sought is None and reading.relations[verb] == "acl":
        sought = reading.heads[verb]
    return sought is not None and is_somebody(reading, sought)


def _thing_allows(reading: Reading, verb: int) -> bool:
    """Say whether what allows is no one but a thing or a deed: "doing so allowed her to go"."""
    who = reading.child(verb, "nsubj")
    aside = reading.relations[verb] in ("advcl", "acl") and reading.words[verb].endswith("ing")
    if reading.child(verb, "csubj") is not None or (aside and who is None):
        return True
    return who is not None and reading.words[who].lower() in ("that", "which", "this")


def _speech(reading: Reading, verb: int) -> bool:
    """Say whether somebody speaks up, or to a crowd, rather than with somebody."""
    if reading.child(verb, "obj") is not None:
        return True
    told = [c for c in reading.children(verb, "obl") if case_of(reading, c) in _PARTNERS]
    if any(reading.lemmas[c].lower() in _AUDIENCE for c in told):
        return True
    who = reading.child(verb, "nsubj")
    several = who is not None and (
        reading.has(who, "Number=Plur") or reading.child(who, "conj") is not None
    )
    taken = _taken(reading, verb)
    return "like" in taken or (not taken & _PARTNERS and not several)


def in_court(reading: Reading, action: int) -> bool:
    """Say whether an action is one at law: "executive action" is none."""
    words = reading.children(action, "amod", "compound")
    return any(reading.lemmas[w].lower() in _LEGAL for w in words)


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
        return not before & _BALLOTS and _mentions(reading, _SURVEYS)
    if lemma == "rally":
        about = {case_of(reading, c) for c in reading.children(word, "nmod")}
        protest = bool(about & {"against", "over"}) or _mentions(reading, _CROWDS)
        owner = reading.child(word, "nmod:poss")
        entity = reading.entity_at(owner) if owner is not None else None
        own = entity is not None and entity.label == "Person" and not about & {"against", "over"}
        candidate = own or (not protest and _mentions(reading, _CAMPAIGNS))
        return bool(before & codebook().idle[lemma]) or candidate
    if lemma in _STRUGGLES and _against_a_thing(reading, word):
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
    return bool(before & _PRESS) or bool((before | things) & objects)


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


def _mentions(reading: Reading, words: frozenset[str]) -> bool:
    """Say whether a text has one of some lemmas."""
    return any(lemma.lower() in words for lemma in reading.lemmas)


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
        if relation in ("obj", "nsubj:pass") and verb in _DANGEROUS:
            return True
        if relation == "xcomp" or (relation == "obl" and case_of(reading, threat) == "as"):
            return True
    return any(case_of(reading, c) in _ABOUT for c in reading.children(threat, "nmod"))


def _leaves_as_it_is(reading: Reading, verb: int) -> bool:
    """Say whether what is left stays: "leave the deal in place", "leave the treaty intact"."""
    so = reading.children(verb, "obl", "xcomp", "advmod")
    return any(reading.lemmas[c].lower() in ("place", "intact", "alone", "unchanged") for c in so)


def _leaves_a_place(reading: Reading, verb: int) -> bool:
    """Say whether somebody walks out of a place, and no one leaves work: "out of the airport"."""
    who = reading.child(verb, "nsubj")
    crowd = who is None or (
        reading.has(who, "Number=Plur") or reading.child(who, "conj") is not None
    )
    left = [c for c in reading.children(verb, "obl") if case_of(reading, c) in ("of", "out")]
    if not left:
        return False
    entities = map(reading.entity_at, left)
    place = any(e is not None and e.label in ("Location", "Facility") for e in entities)
    place = place or any(reading.lemmas[c].lower() in _ROOMS for c in left)
    return place and (not crowd or reading.relations[verb] in ("xcomp", "advcl"))


_TURNS: Final[dict[str, Callable[[Reading, int], bool]]] = {
    **dict.fromkeys(COMMITTING, _lends_itself),
    **dict.fromkeys(("take", "launch"), _acts),
    **dict.fromkeys(("ask", "press"), _asks_a_question),
    **dict.fromkeys(("allow", "permit"), _allows),
    "agree": _agrees_with_somebody,
    "approve": lambda reading, verb: "of" in _taken(reading, verb),
    "beat": _defeats,
    "compromise": lambda reading, verb: _done_to(reading, verb) is not None,
    "decline": _declines_by_itself,
    "demonstrate": lambda reading, verb: reading.child(verb, "obj", "ccomp") is not None,
    "hold": _regards,
    "leave": _leaves_as_it_is,
    "meet": _is_met,
    "rally": _gathers,
    "receive": _receives_things,
    "return": lambda reading, verb: _done_to(reading, verb) is None,
    "seize": lambda reading, verb: bool(_taken(reading, verb) & {"on", "upon"}),
    "seek": _hunts,
    "speak": _speech,
    "talk": _speech,
    "try": _tries,
    "walk": _leaves_a_place,
}
"""Verbs that are no event in some constructions, and the test of it."""
