"""Coreference scores over clusters of head words: MUC, B3, CEAF-e and their mean (CoNLL).

Vilain et al. (1995), Bagga and Baldwin (1998), Luo (2005); the mean is that of CoNLL-2012, whose
scorer (Pradhan et al., 2014) adds up what it counts in all documents before it divides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

Cluster = frozenset[int]
Counts = tuple[float, float, float, float]
"""What is right of the response, and the response; what is right of the key, and the key."""


def _f1(right_p: float, all_p: float, right_r: float, all_r: float) -> float:
    precision = right_p / all_p if all_p else 0.0
    recall = right_r / all_r if all_r else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _muc(key: Sequence[Cluster], response: Sequence[Cluster]) -> Counts:
    return *_links(response, key), *_links(key, response)


def _b_cubed(key: Sequence[Cluster], response: Sequence[Cluster]) -> Counts:
    return *_shares(response, key), *_shares(key, response)


def _ceaf(key: Sequence[Cluster], response: Sequence[Cluster]) -> Counts:
    if not key or not response:
        return 0.0, len(response), 0.0, len(key)
    table = np.array([[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key])
    rows, columns = linear_sum_assignment(-table)
    total = float(table[rows, columns].sum())
    return total, len(response), total, len(key)


def _links(key: Sequence[Cluster], response: Sequence[Cluster]) -> tuple[float, float]:
    """Return the links of the key that the response has, and the links of the key."""
    where = {m: n for n, c in enumerate(response) for m in c}
    right = total = 0
    for cluster in key:
        parts = {where[m] for m in cluster if m in where}
        alone = sum(m not in where for m in cluster)
        right += len(cluster) - (len(parts) + alone)
        total += len(cluster) - 1
    return right, total


def _shares(key: Sequence[Cluster], response: Sequence[Cluster]) -> tuple[float, float]:
    where = {m: c for c in response for m in c}
    shares = [len(c & where.get(m, frozenset())) / len(c) for c in key for m in c]
    return sum(shares), len(shares)


def muc(key: Sequence[Cluster], response: Sequence[Cluster]) -> float:
    """Return the F1 of links."""
    return _f1(*_muc(key, response))


def b_cubed(key: Sequence[Cluster], response: Sequence[Cluster]) -> float:
    """Return the F1 of the mentions' clusters."""
    return _f1(*_b_cubed(key, response))


def ceaf(key: Sequence[Cluster], response: Sequence[Cluster]) -> float:
    """Return the F1 of clusters matched one to one, by phi-4."""
    return _f1(*_ceaf(key, response))


def conll(key: Sequence[Cluster], response: Sequence[Cluster]) -> float:
    """Return the mean of the three."""
    return (muc(key, response) + b_cubed(key, response) + ceaf(key, response)) / 3


def of_all(
    documents: Iterable[tuple[Sequence[Cluster], Sequence[Cluster]]],
) -> dict[str, float]:
    """Return the scores of documents, what is counted in each added up as CoNLL's scorer does.

    Args:
        documents: Key and response of each.
    """
    listed = list(documents)
    out = {
        count.__name__.removeprefix("_"): _f1(
            *np.array([count(*document) for document in listed]).sum(0).tolist()
        )
        for count in (_muc, _b_cubed, _ceaf)
    }
    return out | {"conll": sum(out.values()) / 3}
