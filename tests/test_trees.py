"""Decoding: the best tree and the best tags, against exhaustive search."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from diurna.language.trees import allowed_steps, decode_entities, decode_tree

LABELS = ["O", "B-X", "I-X", "E-X", "S-X", "B-Y", "I-Y", "E-Y", "S-Y"]


def is_tree(heads: list[int]) -> bool:
    if heads.count(-1) != 1:
        return False
    for start in range(len(heads)):
        node, steps = start, 0
        while node >= 0 and steps <= len(heads):
            node, steps = heads[node], steps + 1
        if node >= 0:
            return False
    return True


def total(scores: np.ndarray, heads: tuple[int, ...] | list[int]) -> float:
    return float(sum(scores[i, h + 1] for i, h in enumerate(heads)))


@given(st.integers(1, 12), st.randoms(use_true_random=False))
def test_every_decoding_is_a_tree(n: int, random: object) -> None:
    rng = np.random.default_rng(random.randrange(2**32))  # type: ignore[attr-defined]
    heads = decode_tree(rng.normal(size=(n, n + 1)).astype(np.float32))
    assert is_tree(heads)


@given(st.integers(2, 4), st.integers(0, 10_000))
def test_the_tree_is_the_best_with_its_root(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    heads = decode_tree(scores)
    root = heads.index(-1)
    trees = (t for t in product(range(-1, n), repeat=n) if is_tree(list(t)) and t.index(-1) == root)
    best = max(total(scores, t) for t in trees)
    assert abs(total(scores, heads) - best) < 1e-4


@given(arrays(np.float32, (6, len(LABELS)), elements=st.floats(-5, 5, width=32)))
def test_entities_are_well_formed_and_inside_sentences(scores: np.ndarray) -> None:
    found = decode_entities(scores, [2, 6], LABELS, allowed_steps(LABELS))
    for entity in found:
        assert entity.label in "XY"
        assert entity.end <= 2 or entity.begin >= 2
    assert all(a.end <= b.begin for a, b in pairwise(found))
