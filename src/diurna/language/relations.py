"""The relation head's scores as relations: how each word hangs on its head."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_CHUNK: Final = 64
"""Words whose dependents' relations are scored together; bounds memory."""
_ROWS: Final = 1024
"""Dependents of theirs scored together: words without number may hang on one word, or on none."""


class Decoder:
    """Turns scores into relations.

    Args:
        table: (relations, d + 1, d + 1) how well a word and its head go together in each.
        root: (d,) what stands for the head of a root.
        names: The relations.
    """

    def __init__(self, table: Floats, root: Floats, names: list[str]) -> None:
        self._names = names
        self._root = root
        relations, size = table.shape[:2]
        self._flat = np.ascontiguousarray(table.transpose(2, 0, 1).reshape(size, relations * size))

    def decode(
        self, dependent: Floats, head: Floats, rows: npt.NDArray[np.int64]
    ) -> tuple[str, ...]:
        """Return the relation of each word.

        Args:
            dependent: (n, d) each word as a dependent.
            head: (n, d) each word as a head.
            rows: (n,) the head of each word: 0 the root, else one more than its index.
        """
        names = self._names
        views = np.concatenate([self._root[None], head])
        ones = np.ones((len(views), 1), np.float32)
        dependent = np.concatenate([dependent, ones[1:]], 1)
        views = np.concatenate([views, ones], 1)
        used, owner = np.unique(rows, return_inverse=True)
        order = np.argsort(owner, kind="stable")
        bounds = np.searchsorted(owner[order], np.arange(0, len(used) + _CHUNK, _CHUNK))
        scores = np.empty((len(dependent), len(names)), np.float32)
        for n, at in enumerate(range(0, len(used), _CHUNK)):
            mixed = views[used[at : at + _CHUNK]] @ self._flat
            mixed = mixed.reshape(-1, len(names), dependent.shape[1])
            for first in range(bounds[n], bounds[n + 1], _ROWS):
                held = order[first : min(first + _ROWS, bounds[n + 1])]
                scores[held] = (mixed[owner[held] - at] @ dependent[held][:, :, None])[:, :, 0]
        is_root = rows == 0
        root_at = names.index("root")
        scores[~is_root, root_at] = -np.inf
        best = scores.argmax(1)
        best[is_root] = root_at
        return tuple(names[i] for i in best)
