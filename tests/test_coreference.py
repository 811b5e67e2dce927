"""Chains of mentions, and the scorer of the benchmark on the examples of its papers."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from diurna.language import packaged
from diurna.who import chains, mentions

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


def test_chains_join_names_and_pronouns_of_one_gender_only() -> None:
    text = (
        "Maria Lopez met Tom Brown on Monday. She thanked him for his work. "
        "Lopez said the talks went well."
    )
    reading = packaged().read(text)
    found = {reading.words[a]: reading.words[b] for a, b in chains.links(reading).items()}
    assert found["She"] in ("Maria", "Lopez")
    assert found["him"] in ("Tom", "Brown")
    assert found["Lopez"] in ("Maria", "She")


def test_a_mention_knows_its_gender_number_and_article() -> None:
    reading = packaged().read("Mrs. Silva told the two ministers that an aide left.")
    found = mentions.find(reading)
    at = {reading.words[h]: n for n, h in enumerate(found.head.tolist())}
    assert found.gender[at["Silva"]] == mentions.FEMALE
    assert found.number[at["ministers"]] == 2
    assert (found.article[at["ministers"]], found.article[at["aide"]]) == (1, 2)


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
