"""What a word is coded as: the code book's entry, or the model's type where it is silent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from diurna.language import Reading
from diurna.syntax.lexicon import words
from diurna.syntax.phrases import case_of
from diurna.what.codebook import Entry, codebook
from diurna.what.found import By
from diurna.world.tables import groups, people, titles

_PARTICLES: Final = ("compound:prt", "advmod", "case", "obl")


def particle(reading: Reading, verb: int, wanted: str) -> bool:
    """Say whether a verb has a particle or a preposition by it."""
    following = reading.words[verb + 1].lower() if verb + 1 < len(reading) else ""
    return following == wanted or any(
        reading.words[c].lower() == wanted for c in reading.children(verb, *_PARTICLES)
    )


def takes(reading: Reading, verb: int, wanted: frozenset[str]) -> bool:
    """Say whether a verb's object or complement is one of some nouns, by lemma."""
    for child in reading.children(verb, "obj", "nsubj:pass", "obl", "xcomp"):
        if reading.labelled(child, "Date"):
            continue
        if reading.lemmas[child].lower() in wanted:
            return True
        if "<people>" in wanted:
            if reading.relations[child] in ("obj", "nsubj:pass") and is_somebody(reading, child):
                return True
            continue
        if any(
            reading.lemmas[c].lower() in wanted
            for c in reading.children(child, "compound", "nmod", "amod")
        ):
            return True
    return False


def _book_verb(reading: Reading, verb: int) -> tuple[Entry, By] | None:
    lemma = reading.lemmas[verb].lower()
    for wanted, small, entry in codebook().verbs.get(lemma, ()):
        if small and not particle(reading, verb, small):
            continue
        if wanted and not takes(reading, verb, wanted):
            continue
        return entry, By("verb", " ".join(filter(None, (lemma, small))))
    return None


def verb_entry(reading: Reading, verb: int) -> tuple[Entry, By] | None:
    """Return the entry of a verb, and what it is known by."""
    lemma = reading.lemmas[verb].lower()
    entries = codebook().entries
    alone = By("verb", lemma)
    if lemma == "call" and _on_the_telephone(reading, verb):
        return entries["CONSULT", "phone"], By("verb", lemma, "a person")
    found = _book_verb(reading, verb)
    if found is not None and lemma == "fire" and found[0].type == "OFFICE":
        return found if _fires_somebody(reading, verb) else (entries["ASSAULT", None], alone)
    if found is not None and found[0].mode == "visit" and _welcomes_a_thing(reading, verb):
        praise = next(e for _, _, e in codebook().verbs[lemma] if e.type == "SUPPORT")
        return praise, alone
    if found is not None and lemma == "dismiss" and _loses_a_post(reading, verb):
        return entries["OFFICE", None], alone
    if found is not None and found[0].mode == "release" and not _held(reading, verb):
        return None
    if found is not None and found[0].mode == "seize" and _takes_ground(reading, verb):
        return entries["ASSAULT", None], found[1]
    return found


def _welcomes_a_thing(reading: Reading, verb: int) -> bool:
    """Say whether it is news that is welcomed, and no guest."""
    thing = reading.child(verb, "obj", "nsubj:pass")
    if reading.lemmas[verb].lower() != "welcome" or thing is None:
        return False
    noun = reading.upos[thing] == "NOUN" and reading.entity_at(thing) is None
    return noun and not is_people(reading.lemmas[thing].lower())


def _loses_a_post(reading: Reading, verb: int) -> bool:
    """Say whether it is somebody that is dismissed, and not as this or that."""
    who = reading.child(verb, "obj", "nsubj:pass")
    if who is None or any(case_of(reading, c) == "as" for c in reading.children(verb, "obl")):
        return False
    lemma = reading.lemmas[who].lower()
    return reading.labelled(who, "Person") or lemma in people() or lemma in titles()


def is_people(lemma: str) -> bool:
    """Say whether a noun names people: a group, a person, an office.

    Args:
        lemma: The noun, lower-cased.
    """
    return lemma in groups() or lemma in people() or lemma in titles()


def is_person(lemma: str) -> bool:
    """Say whether a noun in the singular names one person: "child", "general", no "army".

    Args:
        lemma: The noun, lower-cased.
    """
    group = groups().get(lemma)
    role = group is not None and group.kind == "role"
    return lemma not in words("counted.bands") and (lemma in people() or lemma in titles() or role)


def is_somebody(reading: Reading, word: int) -> bool:
    """Say whether a word names persons: by name, by a noun for them, by "he" or "she"."""
    entity = reading.entity_at(word)
    if entity is not None and entity.label != "NORP":
        return entity.label == "Person"
    lemma = reading.lemmas[word].lower()
    if reading.upos[word] == "PRON":
        return reading.words[word].lower() in words("counted.persons")
    return is_person(lemma) or (is_people(lemma) and reading.has(word, "Number=Plur"))


def _held(reading: Reading, verb: int) -> bool:
    """Say whether what is released was held: people, a ship; no phone, no figures."""
    thing = reading.child(verb, "obj", "nsubj:pass")
    if thing is None or reading.upos[thing] not in ("NOUN", "PROPN"):
        return True
    entity = reading.entity_at(thing)
    if entity is not None:
        return entity.label not in ("Product", "Money", "Date")
    lemma = reading.lemmas[thing].lower()
    counted = reading.child(thing, "nummod") is not None
    return (
        is_people(lemma)
        or lemma in words("counted.held")
        or counted
        or lemma in codebook().classes["prisoners"]
    )


def _takes_ground(reading: Reading, verb: int) -> bool:
    """Say whether what is captured is a place."""
    thing = reading.child(verb, "obj", "nsubj:pass")
    return thing is not None and reading.labelled(thing, "Location")


def by_accident(reading: Reading, verb: int) -> bool:
    """Say whether nobody does what a verb of harm tells: a crash, a storm, a train derailing."""
    classes = codebook().classes
    nouns = classes["accidents"]
    doer = reading.child(verb, "nsubj", "obl:agent")
    if doer is not None and reading.lemmas[doer].lower() in nouns:
        return True
    above = reading.heads[verb]
    if above < 0 or not reading.relations[verb].startswith(("advcl", "acl", "conj")):
        return False
    if reading.lemmas[above].lower() in classes["accidental"] | nouns:
        return True
    subject = reading.child(above, "nsubj")
    return (
        doer is None
        and reading.upos[above] == "VERB"
        and subject is not None
        and reading.lemmas[subject].lower() in nouns - classes["common_accidents"]
    )


def _on_the_telephone(reading: Reading, verb: int) -> bool:
    """Say whether somebody calls a person up, rather than for something or names him something."""
    called = reading.child(verb, "obj")
    if called is None or not reading.labelled(called, "Person"):
        return False
    talk = reading.child(verb, "xcomp", "ccomp")
    if talk is not None and reading.lemmas[talk].lower() not in words("turning.telephoned"):
        return False
    taken = {case_of(reading, c) for c in reading.children(verb, "obl")}
    before = reading.words[verb + 1].lower()
    return not taken & {"for", "upon", "as"} and before not in ("on", "for", "upon", "out")


def _fires_somebody(reading: Reading, verb: int) -> bool:
    """Say whether it is a person that is fired, and no weapon."""
    thing = reading.child(verb, "obj", "nsubj:pass")
    if thing is None and reading.relations[verb] in ("acl", "amod"):
        thing = reading.heads[verb]
    if thing is None:
        return False
    lemma = reading.lemmas[thing].lower()
    named = reading.labelled(thing, "Person")
    return named or lemma in groups() or lemma in people() or reading.upos[thing] == "PRON"


def noun_entry(reading: Reading, noun: int) -> tuple[Entry, By, int] | None:
    """Return the entry of a noun, what it is known by, and where its words begin."""
    lemma = reading.lemmas[noun].lower()
    for before, entry in codebook().nouns.get(lemma, ()):
        start = noun - len(before)
        if start < 0:
            continue
        words = tuple(w.lower() for w in reading.words[start:noun])
        lemmas = tuple(w.lower() for w in reading.lemmas[start:noun])
        if before in (words, lemmas):
            return entry, By("noun", " ".join((*before, lemma))), start
    hyphened = noun >= 2 and reading.words[noun - 1] == "-"
    if hyphened:
        joined = f"{reading.words[noun - 2].lower()}-{lemma}"
        for before, entry in codebook().nouns.get(joined, ()):
            if not before:
                return entry, By("noun", joined), noun - 2
    return None


def nominal_entry(reading: Reading, noun: int) -> tuple[Entry, By, int] | None:
    """Return the entry of a noun made of a verb by what it is done to: "the lifting of sanctions".

    Only phrases of the code book count, a verb with its object: the noun's "of" is that object.
    """
    lemma = reading.lemmas[noun].lower()
    verb = codebook().nominal.get(lemma)
    word = reading.words[noun].lower()
    done_to = {reading.lemmas[c].lower() for c in _of(reading, noun)}
    if verb is None and word.endswith("ing") and done_to:
        bases = (word[:-3], word[:-3] + "e", word[:-4] if word[-4:-3] == word[-5:-4] else "")
        verb = next((b for b in bases if b in codebook().verbs), None)
    if verb is None:
        return None
    named = done_to | {reading.lemmas[c].lower() for c in reading.children(noun, "compound")}
    for wanted, small, entry in codebook().verbs.get(verb, ()):
        if wanted and not small and wanted & named:
            return entry, By("noun", lemma), noun
    return None


def _of(reading: Reading, noun: int) -> Iterator[int]:
    for child in reading.children(noun, "nmod"):
        if case_of(reading, child) == "of":
            yield child


LIKELY: Final = 0.35
SURE: Final = 0.45
"""Probability from which the model's type of a word counts where the code book is silent."""


def told_below(reading: Reading, word: int) -> bool:
    """Say whether an event is told by what hangs on a noun: "a statement condemning it"."""
    clauses = reading.children(word, "acl")
    return any(reading.words[c].endswith("ing") and verb_entry(reading, c) for c in clauses)


def guess(reading: Reading, word: int) -> tuple[Entry, By] | None:
    """Return the entry of the type that the model reads in a word, and what it is known by.

    A verb whose object or complement the code book knows only lends itself to that: "launched
    airstrikes", "opened talks" are the strikes and the talks. So does what a verb hangs on: in
    "issued a statement condemning it" the condemning alone is told.
    """
    kind, chance = reading.kinds.get(word, ("", 0.0))
    lemma = reading.lemmas[word].lower()
    silent = lemma in words("turning.silent") or (
        reading.upos[word] == "NOUN" and lemma in codebook().classes["silent"]
    )
    if chance < SURE or silent:
        return None
    if any(told_below(reading, thing) for thing in (word, *reading.children(word, "obj"))):
        return None
    if reading.upos[word] == "VERB":
        for child in reading.children(word, "obj", "nsubj:pass", "xcomp", "ccomp"):
            lookup = verb_entry if reading.upos[child] == "VERB" else noun_entry
            inner = reading.children(child, "nmod") if reading.upos[child] == "NOUN" else ()
            held = any(noun_entry(reading, c) is not None and case_of(reading, c) == "of"
                       for c in inner)  # fmt: skip
            if held or lookup(reading, child) is not None:
                return None
    part = "verb" if reading.upos[word] == "VERB" else "noun"
    return codebook().plain(kind), By(part, lemma, chance=round(float(chance), 2))
