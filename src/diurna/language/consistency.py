"""What a whole text teaches about its parts: one name, one class; times beside verbs of saying."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from diurna.language.reading import Entity
from diurna.world.words import words


def one_class_a_name(entities: list[Entity], words: Sequence[str]) -> list[Entity]:
    """Give each name the class that it mostly has in the text.

    A single word that ends a full personal name somewhere ("Ana Lagos") is that person
    wherever it stands alone, however much it looks like a town.
    """
    texts = [" ".join(words[e.begin : e.end]) for e in entities]
    surnames = {
        words[e.end - 1] for e in entities if e.label == "Person" and 2 <= e.end - e.begin <= 4
    }
    votes: dict[str, Counter[str]] = {}
    for entity, text in zip(entities, texts, strict=True):
        votes.setdefault(text, Counter())[entity.label] += 1
    out = []
    for entity, text in zip(entities, texts, strict=True):
        label = votes[text].most_common(1)[0][0]
        if text in surnames and label in ("Location", "Organization", "Facility", "Misc"):
            label = "Person"
        out.append(entity if label == entity.label else Entity(entity.begin, entity.end, label))
    return out


def attach_to_saying(
    heads: list[int], relations: Sequence[str], upos: Sequence[str], words: Sequence[str]
) -> None:
    """Hang "on Wednesday" of "said on Wednesday she would go" on the verb of saying, in place.

    Nothing may stand between a subject's verb and its clause but what belongs to the verb: a
    phrase right after it and before the clause's own subject is the verb's.
    """
    first_child: dict[int, int] = {}
    for index, head in enumerate(heads):
        if head >= 0:
            first_child[head] = min(index, first_child.get(head, index))
    for index, relation in enumerate(relations):
        if not relation.startswith(("obl", "advmod")) or upos[index] in ("ADV", "SCONJ"):
            continue
        clause = heads[index]
        if clause < 0 or clause <= index or not relations[clause].startswith("ccomp"):
            continue
        verb = heads[clause]
        begin = min(index, first_child.get(index, index))
        if 0 <= verb == begin - 1 and words[index + 1 : index + 2] != [","]:
            heads[index] = verb


_NO_PEOPLE = frozenset({"Location", "Organization", "Facility"})


def people_beside(
    heads: list[int], relations: Sequence[str], upos: Sequence[str], entities: Sequence[Entity]
) -> None:
    """Hang a person on the office before it, in place: "the mayor of Lyon, Ada Quill".

    Nobody is in apposition to the place or the body that an office is of.
    """
    label = {i: e.label for e in entities for i in range(e.begin, e.end)}
    for index, relation in enumerate(relations):
        place = heads[index]
        if relation != "appos" or label.get(index) != "Person" or not 0 <= place < index:
            continue
        office = heads[place]
        named = label.get(place) in _NO_PEOPLE and relations[place] == "nmod"
        if named and 0 <= office < place and upos[office] == "NOUN":
            heads[index] = office


_MEASURES: Final = words("measures", "language")
"""What stands bare after a verb without being its object."""


def bare_objects(
    heads: Sequence[int], relations: Sequence[str], upos: Sequence[str], words: Sequence[str]
) -> tuple[str, ...]:
    """Return the relations, what stands bare after a verb without an object being its object.

    A time or a measure alone stands so: "called off the strike" is no "called off the next day".
    """
    out = list(relations)
    taken = {heads[i] for i, r in enumerate(relations) if r in ("obj", "aux:pass", "nsubj:pass")}
    cased = {heads[i] for i, r in enumerate(relations) if r in ("case", "nummod")}
    for index, relation in enumerate(relations):
        head = heads[index]
        bare = relation == "obl:unmarked" or (relation == "obl" and index not in cased)
        if not bare or not 0 <= head < index or upos[head] != "VERB":
            continue
        determined = any(heads[i] == index and relations[i] in ("det", "nmod:poss")
                         for i in range(head, index))  # fmt: skip
        lower = words[index].lower()
        measure = lower in _MEASURES and not (lower == "march" and words[index] == lower)
        bare = upos[index] == "NOUN" and determined and not measure and index not in cased
        if bare and head not in taken:
            out[index] = "obj"
            taken.add(head)
    return tuple(out)


def possessives(
    heads: list[int], relations: list[str], upos: Sequence[str], words: Sequence[str]
) -> None:
    """Hang an owner on what is owned, in place: "called off Friday's strike".

    What bears "'s" and stands right before a noun is the noun's, wherever the tree has it.
    """
    marks = [n for n, word in enumerate(words) if word in ("'s", "’s")]
    for index in (n - 1 for n in marks if 0 < n < len(words) - 1 and heads[n] == n - 1):
        if not relations[index].startswith(("obl", "advmod", "obj", "dep")):
            continue
        noun = index + 2
        while noun < len(words) - 1 and (
            upos[noun] in ("ADJ", "NUM") or (relations[noun] == "compound" and heads[noun] > noun)
        ):
            noun += 1
        if upos[noun] in ("NOUN", "PROPN") and heads[noun] == heads[index] != noun:
            heads[index], relations[index] = noun, "nmod:poss"


_SUBJECTS = ("nsubj", "csubj", "aux:pass", "expl")


def sides(heads: Sequence[int], relations: Sequence[str], upos: Sequence[str]) -> tuple[str, ...]:
    """Return the relations, of two objects or two subjects around a verb the first its subject.

    The other is its object: "Reed will meet Wei".
    """
    out = list(relations)
    objects: dict[int, list[int]] = {}
    subjects: dict[int, list[int]] = {}
    for index, relation in enumerate(relations):
        if relation == "obj":
            objects.setdefault(heads[index], []).append(index)
        elif relation == "nsubj":
            subjects.setdefault(heads[index], []).append(index)
    other = set(subjects)
    if any(len(found) == 2 for found in objects.values()):
        other |= {heads[i] for i, r in enumerate(relations) if r.startswith(_SUBJECTS)}
    for told, barred, which, relation in (
        (objects, other, 0, "nsubj"),
        (subjects, objects, 1, "obj"),
    ):
        for verb, found in told.items():
            apart = len(found) == 2 and found[0] < verb < found[1]
            if apart and verb not in barred and upos[verb] == "VERB":
                out[found[which]] = relation
    return tuple(out)
