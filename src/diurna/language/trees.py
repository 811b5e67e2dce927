"""Scores to trees and tags: decoding that the heads' scores go through."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from diurna.language.reading import Entity

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def decode_tree(scores: Floats) -> list[int]:
    """Return the best single-rooted tree.

    Args:
        scores: (n, n + 1); row is the dependent, column 0 the root, column j + 1 word j.

    Returns:
        The head of each word: -1 for the root, else an index below n.
    """
    n = scores.shape[0]
    if n == 1:
        return [-1]
    scores = scores.copy()
    scores[np.arange(n), np.arange(1, n + 1)] = -np.inf
    root = int(scores[:, 0].argmax())
    heads = scores[:, 1:].argmax(1)
    heads[root] = -1
    if not _cyclic(heads):
        return [int(h) for h in heads]
    matrix = np.full((n + 1, n + 1), -np.inf)
    matrix[1:, 1:] = scores[:, 1:]
    matrix[root + 1, :] = -np.inf
    matrix[root + 1, 0] = 0.0
    tree = _chu_liu_edmonds(matrix)
    return [h - 1 for h in tree[1:]]


def _cyclic(heads: Ints) -> bool:
    state = [0] * len(heads)
    for start in range(len(heads)):
        path, node = [], start
        while node >= 0 and state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if node >= 0 and state[node] == 1:
            return True
        for seen in path:
            state[seen] = 2
    return False


def _find_cycle(heads: list[int]) -> list[int]:
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return []


def _chu_liu_edmonds(scores: npt.NDArray[np.float64]) -> list[int]:
    """Maximum spanning arborescence from node 0; scores[i, j] is the arc j -> i."""
    n = scores.shape[0]
    best = scores.copy()
    best[np.arange(n), np.arange(n)] = -np.inf
    heads = [0, *(int(h) for h in best[1:].argmax(1))]
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    outside, ring = np.flatnonzero(~inside), np.array(cycle)
    m = len(outside)
    total = sum(best[i, heads[i]] for i in cycle)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = best[np.ix_(outside, outside)]
    held = best[ring, np.array(heads)[ring]]
    gains = best[np.ix_(ring, outside)] - held[:, None] + total
    pick = gains.argmax(0)
    small[m, :m] = gains[pick, np.arange(m)]
    leaving = best[np.ix_(outside, ring)]
    small[1:m, m] = leaving[1:].max(1)
    solved = _chu_liu_edmonds(small)
    out = [0] * n
    for i in cycle:
        out[i] = heads[i]
    for a in range(1, m):
        chosen = solved[a]
        out[outside[a]] = int(outside[chosen]) if chosen < m else cycle[int(leaving[a].argmax())]
    out[cycle[int(pick[solved[m]])]] = int(outside[solved[m]])
    return out


def allowed_steps(labels: list[str]) -> npt.NDArray[np.bool_]:
    """Return which BIOES label may follow which: (labels, labels), row is the earlier."""
    out = np.zeros((len(labels), len(labels)), dtype=bool)
    for i, a in enumerate(labels):
        for j, b in enumerate(labels):
            if a[0] in "BI":
                out[i, j] = b[0] in "IE" and b[2:] == a[2:]
            else:
                out[i, j] = b[0] in "OBS"
    return out


def decode_entities(
    scores: Floats, ends: list[int], labels: list[str], allowed: npt.NDArray[np.bool_]
) -> list[Entity]:
    """Return the entities of the best well-formed BIOES path of each sentence.

    Args:
        scores: (n, labels), any monotone score such as log-probabilities.
        ends: Half-open ends of the sentences, ascending; the last is n.
        labels: The names of the columns.
        allowed: What `allowed_steps` gives for them.
    """
    best = scores.argmax(1)
    out: list[Entity] = []
    begin = 0
    for end in ends:
        path = best[begin:end]
        if path.any():
            if not _well_formed(path, labels, allowed):
                path = _viterbi(scores[begin:end], labels, allowed)
            out.extend(_collect(path, begin, labels))
        begin = end
    return out


def _well_formed(path: Ints, labels: list[str], allowed: npt.NDArray[np.bool_]) -> bool:
    opens, closes = labels[path[0]][0] in "OBS", labels[path[-1]][0] in "OES"
    return opens and closes and bool(allowed[path[:-1], path[1:]].all())


def _viterbi(scores: Floats, labels: list[str], allowed: npt.NDArray[np.bool_]) -> Ints:
    opens = np.array([label[0] in "OBS" for label in labels])
    closes = np.array([label[0] in "OES" for label in labels])
    steps = np.where(allowed, 0.0, -np.inf)
    value = np.where(opens, scores[0], -np.inf)
    back = np.zeros(scores.shape, dtype=np.int64)
    for t in range(1, len(scores)):
        options = value[:, None] + steps
        back[t] = options.argmax(0)
        value = options.max(0) + scores[t]
    path = np.zeros(len(scores), dtype=np.int64)
    path[-1] = int(np.where(closes, value, -np.inf).argmax())
    for t in range(len(scores) - 1, 0, -1):
        path[t - 1] = back[t, path[t]]
    return path


def _collect(path: Ints, offset: int, labels: list[str]) -> list[Entity]:
    out, opened = [], 0
    for i, index in enumerate(path):
        label = labels[index]
        if label[0] in "BS":
            opened = i
        if label[0] in "ES":
            out.append(Entity(offset + opened, offset + i + 1, label[2:]))
    return out
