"""Which words head a mention, and which words of a reading belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from diurna.coref import nations
from diurna.coref.columns import FORM, PLACE
from diurna.language import Entity, Reading
from diurna.syntax.lexicon import words
from diurna.world.tables import titles

_INNER: Final = frozenset({"flat", "compound", "fixed", "goeswith", "amod"})
KINDS: Final = {"Person": 1, "Organization": 2, "Location": 3, "NORP": 4, "Facility": 5}
_RELATIVE: Final = words("no_mentions")
_NOBODY: Final = words("nobody")


def head_words(reading: Reading) -> list[int]:
    """Return the words that head a mention."""
    out = []
    for i, tag in enumerate(reading.upos):
        relation = reading.relations[i].split(":")[0]
        word = reading.words[i].lower()
        if tag in ("PRON", "DET") and (word in FORM or tag == "PRON"):
            if word in _RELATIVE or word in _NOBODY or relation == "expl":
                continue
            if tag == "PRON" or reading.relations[i] == "nmod:poss" or relation == "nsubj":
                out.append(i)
        elif tag in ("NOUN", "PROPN"):
            entity = reading.entity_at(i)
            within = entity is not None and entity.begin <= reading.heads[i] < entity.end
            of_a_noun = tag == "NOUN" and relation == "compound" and entity is None
            if relation in _INNER and (within or entity is None) and not of_a_noun:
                continue
            titled = relation in _INNER or reading.relations[i] == "nmod:desc"
            if titled and word in titles() and reading.upos[reading.heads[i]] == "PROPN":
                continue
            if _names_the_same(reading, i, within=within) or _described(reading, i):
                continue
            out.append(i)
    return out


def coordinated(heads: Sequence[int], relations: Sequence[str]) -> dict[int, int]:
    """Return the first of the words that each "and" joins.

    Args:
        heads: The index of each word's head, -1 for a root.
        relations: Universal Dependencies relations.
    """
    return {
        n: heads[heads[n]]
        for n, relation in enumerate(relations)
        if relation == "cc" and relations[heads[n]].startswith("conj")
    }


def joined(reading: Reading) -> dict[int, tuple[int, ...]]:
    """Return the nouns and names that are told of together, by the last word that joins them."""
    last = {first: word for word, first in coordinated(reading.heads, reading.relations).items()}
    out = {}
    for first, word in last.items():
        of = (first, *reading.children(first, "conj"))
        if all(reading.upos[w] in ("NOUN", "PROPN", "PRON") for w in of):
            out[word] = of
    return out


def _names_the_same(reading: Reading, i: int, *, within: bool) -> bool:
    """Say whether a name is part of the name it hangs on: "Madam Speaker", "Ann (Bo) Lee"."""
    above = reading.heads[i]
    if reading.upos[i] != "PROPN" or above < 0 or reading.upos[above] != "PROPN":
        return False
    relation = reading.relations[i]
    if relation == "nmod:desc":
        return i < above and (within or reading.entity_at(i) is None)
    if relation == "flat":
        return True
    return within and relation in ("appos", "nmod:poss") and "," not in reading.words[above:i]


def _described(reading: Reading, i: int) -> bool:
    """Say whether a noun describes the name that follows it: "the writer Lena Brook"."""
    if reading.upos[i] != "NOUN":
        return False
    if reading.relations[i] == "nmod:desc" and reading.heads[i] > i:
        return reading.upos[reading.heads[i]] == "PROPN"
    return any(
        reading.upos[name] == "PROPN" and reading.entity_at(name) is not None
        for name in reading.children(i, "flat")
        if name == i + 1 or (name > i and reading.upos[name - 1] == "PROPN")
    )


def end_of(reading: Reading, head: int, entity: Entity) -> int:
    """Return the end of a name without what it lies in: "Dhaka" of "Dhaka, Bangladesh"."""
    comma = (i for i in range(head + 1, entity.end) if reading.words[i] == ",")
    return next(comma, entity.end) if entity.label == "Location" else entity.end


def nested(reading: Reading) -> dict[int, tuple[int, int, int]]:
    """Find the names inside longer names that stand alone elsewhere, and states' names.

    Returns:
        First word, end and class of the name by its last word: "Australia" of "Food Standards
        Australia".
    """
    alone: dict[tuple[str, ...], int] = {}
    longest = 1
    for entity in reading.entities:
        if entity.label in ("Location", "Organization"):
            words = tuple(w.lower() for w in reading.words[entity.begin : entity.end])
            alone.setdefault(words, KINDS[entity.label])
            longest = max(longest, min(4, len(words)))
    out = {end - 1: (begin, end, PLACE) for begin, end, _ in nations.inside(reading)}
    for entity in reading.entities:
        for begin in range(entity.begin, entity.end):
            for end in range(min(entity.end, begin + longest), begin, -1):
                words = tuple(w.lower() for w in reading.words[begin:end])
                if words in alone and end - begin < entity.end - entity.begin:
                    if reading.upos[end - 1] == "PROPN":
                        out.setdefault(end - 1, (begin, end, alone[words]))
                    break
    return out


def begin_of(reading: Reading, head: int) -> int:
    """Return the first word of a head's phrase."""
    begin = head
    for child in reading.children(head, "det", "amod", "compound", "nmod", "nummod", "flat"):
        if child < head:
            begin = min(begin, reading.subtree(child)[0])
    return max(begin, head - 8)
