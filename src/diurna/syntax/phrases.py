"""Parts of a phrase: the relation by which one hangs, the preposition that a noun stands under."""

from __future__ import annotations

from collections.abc import Iterable

from diurna.language import Reading


class Related(dict[str, bool]):
    """Whether a relation is one of some, worked out once for each that is met.

    One stands for its subtypes as well, unless a colon ends it.
    """

    def __init__(self, values: Iterable[str]) -> None:
        self.wanted = frozenset(values)
        self.exact = {v.removesuffix(":") for v in self.wanted}

    def __missing__(self, relation: str) -> bool:
        base = relation.partition(":")[0]
        return self.setdefault(relation, relation in self.exact or base in self.wanted)


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
