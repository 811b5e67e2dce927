"""Where sentences end: the model's scores, and what marks and paragraphs allow."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from diurna.language.reading import Sentence
from diurna.language.windows import Pieces
from diurna.world.words import words

_OPENERS: Final = frozenset({'"', "“", "‘", "'", "(", "[", "``", "«"})
_BEFORE_NAMES: Final = words("before_names", "language")
_LONGEST_SENTENCE: Final = 120
"""Words; a longer run without a boundary is cut where the head likes best."""


def barred(scores: npt.NDArray[np.float32], text: Pieces) -> npt.NDArray[np.float32]:
    """Let no sentence end with a mark that opens something, or with "Gen." before a name."""
    scores = scores.copy()
    for i, word in enumerate(text.words):
        if word in _OPENERS:
            begin, end = text.offsets[i]
            glued = text.text[end : end + 1].strip()
            loose = word not in ('"', "'") or not text.text[begin - 1 : begin].strip() or begin == 0
            if glued and loose:
                scores[i] = -10.0
        elif word in _BEFORE_NAMES and text.words[i + 1 : i + 2] and text.words[i + 1][0].isupper():
            scores[i] = -10.0
    return scores


def after_dots(words: list[str]) -> set[int]:
    """Return the words after three dots that open with a capital: a speaker starts anew."""
    return {
        i + 1
        for i in range(1, len(words) - 1)
        if words[i] in ("...", "…", "....") and words[i + 1][0].isupper() and words[i + 1] != "I"
    }


def sentences(
    scores: npt.NDArray[np.float32],
    paragraph_starts: set[int],
    cuts: set[int],
    ellipses: set[int],
) -> list[Sentence]:
    """Turn boundary scores (logits of "a sentence ends with this word") into sentences.

    Args:
        scores: One a word.
        paragraph_starts: Words that open a paragraph: a sentence ends before each.
        cuts: Ends of windows, where the model could not see on: a weaker score suffices.
        ellipses: Words after three dots that open with a capital: a speaker starts anew.
    """
    n = len(scores)
    ends = {int(i) + 1 for i in np.flatnonzero(scores > 0.0)}
    ends |= {i for i in paragraph_starts if i} | {n}
    ends |= {c for c in cuts if scores[c - 1] > -2.0}
    ends |= ellipses
    out: list[Sentence] = []
    for begin, end in pairwise(sorted({0, *ends})):
        while end - begin > _LONGEST_SENTENCE:
            inner = scores[begin : begin + _LONGEST_SENTENCE]
            stop = begin + int(inner.argmax()) + 1
            out.append(Sentence(begin, stop, begin in paragraph_starts))
            begin = stop
        if begin < end:
            out.append(Sentence(begin, end, begin in paragraph_starts))
    return out
