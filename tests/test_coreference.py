"""Chains of mentions, and the scorer of the benchmark on the examples of its papers."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from diurna.language.coreference import links

PATH = Path(__file__).parent.parent / "benchmarks/coreference.py"


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("coreference", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["coreference"] = module
    spec.loader.exec_module(module)
    return module


def test_a_mention_takes_up_the_best_earlier_one_or_none() -> None:
    mention = np.array([1.0, -1.0, 1.0, 1.0], np.float32)
    earlier = np.array([[1, 0], [9, 9], [0, 1], [0, 0]], np.float32)
    later = np.array([[0, 0], [0, 0], [-1, 0], [0.2, 2]], np.float32)
    assert links(mention, later, earlier, np.array([0, 0], np.float32)) == {3: 2}


def test_the_scores_of_perfect_clusters(scorer: ModuleType) -> None:
    key = [frozenset({1, 2, 3}), frozenset({4, 5})]
    assert scorer.conll(key, key) == pytest.approx(1.0)


def test_muc_and_b_cubed_by_hand(scorer: ModuleType) -> None:
    key = [frozenset({1, 2, 3, 4, 5}), frozenset({6, 7}), frozenset({8, 9, 10, 11, 12})]
    response = [frozenset({1, 2, 3, 4, 5}), frozenset({6, 7, 8, 9, 10, 11, 12})]
    assert scorer.muc(key, response) == pytest.approx(2 * 0.9 / 1.9)
    precision = (5 + 2 * (2 / 7) + 5 * (5 / 7)) / 12
    assert scorer.b_cubed(key, response) == pytest.approx(2 * precision / (1 + precision))


def test_ceaf_matches_clusters_one_to_one(scorer: ModuleType) -> None:
    key = [frozenset({1, 2}), frozenset({3, 4})]
    assert scorer.ceaf(key, [frozenset({1, 2, 3, 4})]) == pytest.approx(4 / 9)
