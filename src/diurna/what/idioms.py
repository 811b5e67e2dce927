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


def verb(reading: Reading, word: int, entry: Entry) -> bool:
    """Say whether a verb is used for something else than its entry codes.

    Args:
        reading: Where it stands.
        word: The verb.
        entry: What the code book has for it.
    """
    lemma, book = reading.lemmas[word].lower(), codebook()
    thing = reading.child(word, "obj", "nsubj:pass")
    if thing is None and reading.relations[word] == "acl" and reading.has(word, "VerbForm=Part"):
        thing = reading.heads[word]  # "the crimes committed by the army"
    named = reading.lemmas[thing].lower() if thing is not None else ""
    if entry.type in ("ASSAULT", "COERCE") and named in book.classes["fought"]:
        return True
    beside = {
        "objects": thing,
        "subjects": reading.child(word, "nsubj"),
        "clauses": reading.child(word, "xcomp", "ccomp", "advcl"),
    }
    for table, other in beside.items():
        if other is not None and book.stills(table, lemma, reading.lemmas[other].lower()):
            return True
    if any(particle(reading, word, small) for small in book.idle["particles"].get(lemma, ())):
        return True
    return _turns("verb", reading, word)


def noun(reading: Reading, word: int) -> bool:
    """Say whether a noun codes nothing here: "a press release", "the release of the report".

    Args:
        reading: Where it stands.
        word: The noun.
    """
    if _turns("noun", reading, word):
        return True
    lemma, book, head = reading.lemmas[word].lower(), codebook(), reading.heads[word]
    verb = reading.lemmas[head].lower() if reading.relations[word] == "nsubj" else ""
    if book.stills("predicates", lemma, verb):
        return True
    objects = book.idle["objects"].get(lemma, frozenset())
    before = {reading.lemmas[c].lower() for c in reading.children(word, "compound", "amod")}
    of = (c for c in reading.children(word, "nmod") if case_of(reading, c) in ("of", "for"))
    things = before | {reading.lemmas[c].lower() for c in of}
    return bool(objects) and bool(before & words("turning.press") or things & objects)


def in_court(reading: Reading, action: int) -> bool:
    """Say whether an action is one at law: "executive action" is none."""
    kinds = reading.children(action, "amod", "compound")
    return any(reading.lemmas[w].lower() in words("legal") for w in kinds)


def _turns(group: str, reading: Reading, word: int) -> bool:
    return next(iter(turns()[group].matches(reading, word)), None) is not None


def _is_several(reading: Reading, word: int) -> bool:
    return reading.has(word, "Number=Plur") or reading.child(word, "conj") is not None


def _is_place(reading: Reading, word: int) -> bool:
    named = reading.labelled(word, "Location", "Facility")
    return named or reading.lemmas[word].lower() in words("rooms")


def _is_somebody(reading: Reading, word: int) -> bool:
    """Say whether a word stands for people: a name, a pronoun, a noun for them."""
    if reading.entity_at(word) is not None:
        return reading.labelled(word, "Person", "Organization", "NORP")
    lemma = reading.lemmas[word].lower()
    held = lemma in codebook().classes["prisoners"]
    return is_people(lemma) or reading.upos[word] == "PRON" or held


def _mentions(reading: Reading, name: str) -> bool:
    """Say whether a text has one of the words of a class."""
    return not words(name).isdisjoint(lemma.lower() for lemma in reading.lemmas)


_PREDICATES: Final[dict[str, Predicate]] = {
    "coded": lambda reading, word: verb_entry(reading, word) is not None,
    "people": _is_somebody,
    "person": is_somebody,
    "several": _is_several,
    "place": _is_place,
    "named": lambda reading, word: reading.labelled(word, "Person"),
    "survey": lambda reading, _: _mentions(reading, "polls.surveys"),
    "campaign": lambda reading, _: (
        _mentions(reading, "polls.campaigning") and not _mentions(reading, "crowds")
    ),
}


@cache
def turns() -> dict[str, Rules]:
    """Return the constructions in which verbs and nouns of the code book are no events."""
    text = (files(__package__) / "data/turns.toml").read_text("utf-8")
    known = classes() | {name: codebook().classes[name] for name in ("blows", "fought")}
    return load(text, "turns.toml", known, _PREDICATES)
