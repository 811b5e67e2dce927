"""Word shapes: what an uncased encoder cannot see.

The encoder's vocabulary is lower-cased, and casing carries news ("US" and "us",
"May" and "may"). Each word therefore gets a shape class, which the encoder adds
to its input embeddings in the place of BERT's token types.
"""

from __future__ import annotations

from typing import Final

NO_LETTERS: Final = 0
LOWER: Final = 1
TITLE: Final = 2
UPPER: Final = 3
MIXED: Final = 4
INITIAL: Final = 5

OPENS_PARAGRAPH: Final = 6
"""Added to the class of a word that opens a paragraph."""

SPECIAL: Final = 12
"""The class of [CLS], [SEP] and padding."""

SHAPES: Final = 16
"""Rows of the shape table: the classes in use and room for three more."""


def shape(word: str) -> int:
    """Return the shape class of a word, by its letters alone.

    Args:
        word: One token.

    Returns:
        A class from 0 to 5: no letters, lower, title, upper, mixed, single capital.
    """
    if word.islower():
        return LOWER
    if word.isupper():
        letters = sum(map(str.isalpha, word))
        return UPPER if letters > 1 else INITIAL
    if word.istitle():
        return TITLE
    return MIXED if any(map(str.isalpha, word)) else NO_LETTERS


def shapes(words: list[str], paragraph_starts: set[int] | frozenset[int]) -> list[int]:
    """Return the shape class of each word, marking those that open a paragraph."""
    return [
        shape(word) + (OPENS_PARAGRAPH if index in paragraph_starts else 0)
        for index, word in enumerate(words)
    ]
