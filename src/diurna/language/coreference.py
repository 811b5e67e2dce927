"""Which mention takes up which: the coreference head's scores as links between words.

The head scores each word as the head of a mention and each earlier mention as what it takes up,
with "nothing" as one more choice (the mention ranking of Lee et al., 2017, over head words).
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_MENTION: Final = 0.0
"""Logit from which a word heads a mention."""
_BACK: Final = 80
"""Mentions looked back over."""


def links(mention: Floats, later: Floats, earlier: Floats, none: Floats) -> dict[int, int]:
    """Return the antecedent's head word by the head word of each mention that has one.

    Args:
        mention: (n,) logits of heading a mention.
        later: (n, d) each word as the later of two mentions.
        earlier: (n, d) each word as the earlier.
        none: (d,) no antecedent at all.
    """
    heads = np.flatnonzero(mention > _MENTION)
    if not len(heads):
        return {}
    own, past = later[heads], earlier[heads]
    alone = own @ none
    out: dict[int, int] = {}
    for n in range(1, len(heads)):
        first = max(0, n - _BACK)
        scores = past[first:n] @ own[n]
        best = int(scores.argmax())
        if scores[best] > alone[n]:
            out[int(heads[n])] = int(heads[first + best])
    return out
