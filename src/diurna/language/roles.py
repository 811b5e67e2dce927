"""The role head's scores as PropBank arguments: who does what a predicate says, and to whom.

Roles are those of PropBank (Palmer, Gildea and Kingsbury, 2005), each borne by the head word of
its argument, as in dependency-based role labelling (CoNLL-2008).
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from diurna.language.reading import Sentence

Floats = npt.NDArray[np.float32]

_PREDICATE: Final = 0.0
"""Logit from which a word is a predicate."""


class Decoder:
    """Turns scores into arguments.

    Args:
        table: (roles, d + 1, d + 1) how well a word and a predicate go together in each role.
        names: The roles; the first is none.
    """

    def __init__(self, table: npt.NDArray[np.float16], names: list[str]) -> None:
        self._names = names
        self._size = table.shape[2]
        self._flat = np.ascontiguousarray(table.astype(np.float32).reshape(-1, self._size).T)

    def decode(
        self, predicate: Floats, word: Floats, as_predicate: Floats, sentences: list[Sentence]
    ) -> dict[int, dict[int, str]]:
        """Return the arguments (word to role) of each predicate of a text.

        Args:
            predicate: (n,) logits of being a predicate.
            word: (n, d) each word as an argument.
            as_predicate: (n, d) each word as a predicate.
            sentences: Arguments are looked for in the predicate's own.
        """
        ones = np.ones((len(word), 1), np.float32)
        words = np.concatenate([word, ones], 1)
        heads = np.concatenate([as_predicate, ones], 1)
        out: dict[int, dict[int, str]] = {}
        for sentence in sentences:
            inside = slice(sentence.begin, sentence.end)
            chosen = np.flatnonzero(predicate[inside] > _PREDICATE) + sentence.begin
            if not len(chosen):
                continue
            mixed = (heads[chosen] @ self._flat).reshape(-1, self._size)
            scores = (words[inside] @ mixed.T).reshape(-1, len(chosen), len(self._names))
            best = scores.argmax(2)
            for n, index in enumerate(chosen.tolist()):
                out[index] = {
                    int(w) + sentence.begin: self._names[best[w, n]]
                    for w in np.flatnonzero(best[:, n])
                }
        return out
