"""The columns of the table of mentions, and the classes that stand in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from diurna.coref import forms
from diurna.syntax.lexicon import words

Ints = npt.NDArray[np.int32]
NAME, NOUN, PRONOUN = 0, 1, 2
UNKNOWN, MALE, FEMALE, THING, MANY = 0, 1, 2, 3, 4
"""What a mention stands for, as its words tell."""
ME, WE, YOU = 5, 6, 7
"""Classes of pronouns; see `FORMS`."""
SEVERAL: Final = 5
"""Class of the article of what stands for several, joined by "and"."""
PERSON, BODY, PLACE, NORP, OTHER = 1, 2, 3, 4, 6
"""Classes of the names of people, bodies, places, peoples and things."""
DEMONSTRATIVE: Final = words("demonstrative")
FORMS: Final = ("he", "she", "it", "they", "i", "we", "you", "this", "other")
"""Classes of pronouns, in the order of `Mentions.form` from 1."""
FORM: Final = {
    **dict.fromkeys(forms.MASCULINE, 1),
    **dict.fromkeys(forms.FEMININE, 2),
    **dict.fromkeys(forms.NEUTER, 3),
    **dict.fromkeys(forms.THIRD_PLURAL, 4),
    **dict.fromkeys(forms.FIRST_SINGULAR, 5),
    **dict.fromkeys(forms.FIRST_PLURAL, 6),
    **dict.fromkeys(forms.SECOND, 7),
    **dict.fromkeys(DEMONSTRATIVE, 8),
}


@dataclass(frozen=True, slots=True)
class Mentions:
    """Columns with one entry a mention, in the order of their head words.

    Attributes:
        head: The head word; of "Ann and Bo" the last word that joins them.
        seen: The word by which the model sees it: the head word, or the first of those joined.
        begin: First word of the phrase up to its head.
        kind: NAME, NOUN or PRONOUN.
        gender: UNKNOWN, MALE, FEMALE, THING or MANY.
        number: 0 unknown, 1 singular, 2 plural.
        label: Class of the named entity at the head, 0 for none.
        form: Class of the pronoun, 0 for none; see `FORMS`.
        article: 0 bare, 1 definite, 2 indefinite, 3 demonstrative, 4 owned, 5 several joined.
        role: Class of the head's relation.
        verb: The word that the head hangs on, -1 for a root.
        sentence: Number of the sentence.
        owns: Whether it is a possessor.
        inside: Who says it: the head word of the source of a quotation or a number above all words
            for a speaker of a transcript, -1 outside both.
        facing: Who is spoken to in a transcript, as `inside`; -1 outside.
        voice: The speaker of the transcript that a name names, as `inside`; -1 for none.
        body: Number of the state or body that the name is known for, -1 for none.
        lemma: Number of the head's lemma in this text.
        text: Number of the phrase in this text, without its article.
        words: Content words of the phrase, plain.
        initials: The first letters of a name's words.
        names: The telling words of a personal name, without titles, and of the speaker's for "I" of
            a transcript; empty for what is none.
        several: The head words of several joined.
        together: The speakers, as in `inside`, who are among several joined.
    """

    head: Ints
    seen: Ints
    begin: Ints
    kind: Ints
    gender: Ints
    number: Ints
    label: Ints
    form: Ints
    article: Ints
    role: Ints
    verb: Ints
    sentence: Ints
    owns: Ints
    inside: Ints
    facing: Ints
    voice: Ints
    body: Ints
    lemma: Ints
    text: Ints
    words: tuple[frozenset[str], ...]
    initials: tuple[str, ...]
    names: tuple[list[str], ...]
    several: tuple[tuple[int, ...], ...]
    together: tuple[frozenset[int], ...]

    def __len__(self) -> int:
        return len(self.head)
