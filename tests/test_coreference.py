"""Chains of mentions, and the scorer of the benchmark on the examples of its papers."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from diurna.coref import chains, columns, mentions
from diurna.language import packaged

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
    assert found.gender[at["Silva"]] == columns.FEMALE
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


def test_counts_of_documents_are_added_up_before_they_are_divided(scorer: ModuleType) -> None:
    long = [frozenset(range(9))]
    short = [frozenset({1, 2})]
    found = scorer.of_all([(long, long), (short, [])])
    assert found["muc"] == pytest.approx(2 * 1.0 * (8 / 9) / (1 + 8 / 9))
    assert found["b_cubed"] == pytest.approx(2 * 1.0 * (9 / 11) / (1 + 9 / 11))
    assert found["ceaf"] == pytest.approx(2 * 1.0 * 0.5 / 1.5)
    assert found["conll"] == pytest.approx((found["muc"] + found["b_cubed"] + found["ceaf"]) / 3)


def test_a_name_and_what_describes_it_are_one_mention() -> None:
    reading = packaged().read("Pilot Tom Reed met Madam Speaker Ana Soto in Oslo.")
    found = {reading.words[head] for head in mentions.find(reading).head.tolist()}
    assert not found & {"Pilot", "Madam", "Speaker"}


def test_each_speaker_of_a_transcript_is_one_chain() -> None:
    said = [("Ana Berg", "I left in May ."), ("Karl Lund", "I stayed with the firm ."),
            ("Ana Berg", "The rain fell on all roads ."), ("Karl Lund", "The bank had closed ."),
            ("Ana Berg", "I was tired ."), ("Karl Lund", "I was not .")]  # fmt: skip
    reading = packaged().read_words(
        [words.split() for _, words in said],
        paragraph_starts=list(range(len(said))),
        speakers=[speaker for speaker, _ in said],
    )
    links = chains.links(reading)
    first, second, third, fourth = (n for n, word in enumerate(reading.words) if word == "I")
    assert (links[third], links[fourth]) == (first, second)


def test_several_joined_are_a_mention_of_their_own() -> None:
    reading = packaged().read("Peru and Chile signed a treaty. They will open the border.")
    found = mentions.find(reading)
    (several,) = [of for of in found.several if of]
    assert [reading.words[w] for w in several] == ["Peru", "Chile"]
    assert reading.words[chains.links(reading)[reading.words.index("They")]] == "and"


def test_what_one_text_calls_we_is_one() -> None:
    reading = packaged().read(
        "We are a small town. The mill closed in 2019 and the bank left a year later. "
        "Nobody asked us what should become of our school. We will keep it open."
    )
    links = chains.links(reading)
    ours = [i for i, w in enumerate(reading.words) if w.lower() in ("we", "us", "our")]

    def top(word: int) -> int:
        while word in links:
            word = links[word]
        return word

    assert len(ours) == 4
    assert len({top(word) for word in ours}) == 1


def test_two_people_are_no_chain() -> None:
    reading = packaged().read(
        "Judge Ana Soto heard the case. Judge Rosa Lima had sat in the first trial. "
        "Soto wrote that Lima had erred."
    )
    links = chains.links(reading)
    words = reading.words
    soto, lima = words.index("Soto", 10), words.index("Lima", 18)

    def chain(word: int) -> set[str]:
        out = {words[word]}
        while word in links:
            word = links[word]
            out.add(words[word])
        return out

    assert not chain(soto) & {"Rosa", "Lima"}
    assert not chain(lima) & {"Ana", "Soto"}


def test_states_are_known_by_any_of_their_names() -> None:
    reading = packaged().read(
        "The United States closed its embassy in Lima. The U.S. said that America would reopen it."
    )
    found = mentions.find(reading)
    bodies = {
        reading.words[h]: b for h, b in zip(found.head.tolist(), found.body.tolist(), strict=True)
    }
    assert bodies["States"] == bodies["U.S."] == bodies["America"] >= 0


def test_a_persons_name_goes_without_the_words_before_it() -> None:
    reading = packaged().read(
        "Peru's interior minister Ana Soto resigned. Dr. Nelson succeeds her."
    )
    found = mentions.find(reading)
    names = dict(zip((reading.words[h] for h in found.head.tolist()), found.names, strict=True))
    assert names["Ana"] == ["Ana", "Soto"]
    assert names["Nelson"] == ["Nelson"]
    at = [reading.words[h] for h in found.head.tolist()].index("Nelson")
    assert found.gender[at] == columns.UNKNOWN


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ([["Ana", "Soto"], ["Soto"]], [["Ana"]], True),
        ([["Soto"]], [["Ana"]], False),
        ([["Ana", "Soto"]], [["Rosa", "Soto"]], False),
    ],
)
def test_names_of_one_person(a: list[list[str]], b: list[list[str]], one: bool) -> None:
    assert chains._one_person(a, b) is one


def test_who_signs_a_letter_is_its_author() -> None:
    reading = packaged().read(
        "Dear editor: I read your report on the port with care. I worked there for ten years, and "
        "my brother still does. Yours sincerely, Ana Soto"
    )
    links = chains.links(reading)

    def top(word: int) -> int:
        while word in links:
            word = links[word]
        return word

    mine = [i for i, w in enumerate(reading.words) if w in ("I", "my")]
    name = next(i for i, w in enumerate(reading.words) if w == "Ana")
    assert {top(word) for word in mine} == {top(name)}
