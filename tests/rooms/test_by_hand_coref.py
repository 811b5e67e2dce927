"""Mentions and names of states, on readings made by hand."""

from __future__ import annotations

from diurna.coref import chains, heads, mentions, nations
from diurna.language import Reading

MET = "President Ana Soto of Peru met Chilean officials on Tuesday. She left Lima."
TALKS = "Peru and Chile will hold talks in Lima on 20 May."
MAYOR = "Ana Soto, the mayor of Lyon, resigned."
TROOPS = "Chile said Peru must withdraw its troops."


def test_mentions_are_names_nouns_and_pronouns(by_text: dict[str, Reading]) -> None:
    reading = by_text[MET]
    told = {reading.words[int(h)] for h in mentions.find(reading).head}
    assert {"Ana", "Peru", "officials", "She", "Lima"} <= told
    assert not told & {"met", "left", "of", "on"}


def test_an_owner_is_a_mention(by_text: dict[str, Reading]) -> None:
    reading = by_text[TROOPS]
    assert "its" in {reading.words[int(h)] for h in mentions.find(reading).head}


def test_two_that_are_joined_are_one_mention_more(by_text: dict[str, Reading]) -> None:
    reading = by_text[TALKS]
    assert heads.joined(reading) == {reading.words.index("and"): (0, 2)}
    assert heads.joined(by_text[MAYOR]) == {}


def test_head_words_pass_over_parts_of_names(by_text: dict[str, Reading]) -> None:
    reading = by_text[MAYOR]
    told = [reading.words[i] for i in heads.head_words(reading)]
    assert "Ana" in told
    assert "Soto" not in told


def test_states_that_a_text_names(by_text: dict[str, Reading]) -> None:
    assert nations.named(by_text[TROOPS]) == {"CHL": 1, "PER": 1}
    assert nations.named(by_text[MET])["PER"] == 2  # Lima is Peru's seat of government


def test_without_a_scorer_there_are_no_chains(by_text: dict[str, Reading]) -> None:
    assert chains.links(by_text[MET]) == {}
