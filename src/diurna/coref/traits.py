"""What the words of a mention tell of it: its article, its gender."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from diurna.coref.columns import (
    DEMONSTRATIVE,
    FEMALE,
    MALE,
    MANY,
    PERSON,
    PLACE,
    THING,
    UNKNOWN,
    Ints,
)
from diurna.language import Reading
from diurna.syntax.lexicon import words
from diurna.world.spelling import plain
from diurna.world.tables import gender_of, groups, people, titles

_MEN: Final = words("men")
_WOMEN: Final = words("women")
_SIRS: Final = words("sirs")
_LADIES: Final = words("ladies")


def article_of(reading: Reading, head: int) -> int:
    """Return the class of the article before a head, as `Mentions.article`."""
    for child in reversed(list(reading.children(head, "det"))):
        word = reading.words[child].lower()
        if word in DEMONSTRATIVE:
            return 3
        return 1 if word == "the" else 2
    return 4 if reading.child(head, "nmod:poss") is not None else 0


def stands_for(
    reading: Reading,
    head: int,
    phrase: Sequence[str],
    name: Sequence[str],
    label: int,
    form: int,
) -> int:
    """Return what a mention stands for.

    Args:
        reading: The text.
        head: The head word.
        phrase: The words of the mention.
        name: Those of the personal name in it.
        label: Class of the name.
        form: Class of the pronoun.
    """
    if form:
        return (MALE, FEMALE, THING, MANY, UNKNOWN, MANY, UNKNOWN, UNKNOWN, UNKNOWN)[form - 1]
    plural = reading.has(head, "Number=Plur") and label != PLACE
    if plural and (label != PERSON or article_of(reading, head) == 1):
        return MANY
    lemma = reading.lemmas[head].lower()
    lowered = {w.lower() for w in phrase}
    if lemma in _MEN or lowered & _SIRS:
        return MALE
    if lemma in _WOMEN or lowered & _LADIES:
        return FEMALE
    if label == PERSON:
        named = [w for w in name if w.lower() not in titles() and w[:1].isupper()]
        titled = len(named) == 1 and any(plain(w) in titles() for w in phrase)
        return UNKNOWN if titled else {"m": MALE, "f": FEMALE}.get(gender_of(named) or "", UNKNOWN)
    if label in (2, 3, 5):
        return THING
    group = groups().get(lemma)
    body = group is not None and group.kind != "role"
    return THING if body and lemma not in titles() and lemma not in people() else UNKNOWN


def by_full_names(gender: Ints, label: Ints, names: Sequence[list[str]]) -> Ints:
    """Return the genders, that of a surname as of the full names that end with it: Dr. Nelson."""
    people = np.flatnonzero(label == PERSON).tolist()
    full: dict[str, set[int]] = {}
    for k in people:
        if len(names[k]) > 1:
            full.setdefault(plain(names[k][-1]), set()).add(int(gender[k]))
    out = gender.copy()
    for k in people:
        if len(names[k]) == 1 and (known := full.get(plain(names[k][0]))):
            out[k] = next(iter(known)) if len(known) == 1 else UNKNOWN
    return out
