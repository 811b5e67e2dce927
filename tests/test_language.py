"""The packaged model: exact offsets, whole trees, the same result in any company."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from diurna import ModelError
from diurna.language import LanguageModel, Reading

TEXT = (
    "Talks Open In Lima\nPeru's president, Ana Soto, will meet U.S. envoys on Monday. "
    '"We are ready," she said.\n\nThe talks may last two days.'
)


def test_words_are_slices_and_sentences_cover_them(reading_of: Callable[[str], Reading]) -> None:
    reading = reading_of(TEXT)
    slices = [TEXT[a:b] for a, b in zip(reading.starts, reading.ends, strict=True)]
    assert list(reading.words) == slices
    bounds = [(s.begin, s.end) for s in reading.sentences]
    assert bounds[0][0] == 0
    assert bounds[-1][1] == len(reading)
    assert all(b == c for (_, b), (c, _) in pairwise(bounds))
    for sentence in reading.sentences:
        roots = [i for i in range(sentence.begin, sentence.end) if reading.heads[i] < 0]
        assert len(roots) == 1
        heads = [reading.heads[i] for i in range(sentence.begin, sentence.end) if i not in roots]
        assert all(sentence.begin <= h < sentence.end for h in heads)


def test_it_knows_its_grammar(reading_of: Callable[[str], Reading]) -> None:
    reading = reading_of("The president met two ministers in Lima.")
    assert reading.lemmas[2] == "meet"
    assert reading.upos[2] == "VERB"
    assert reading.heads[1] == 2
    assert reading.relations[1] == "nsubj"
    assert reading.has(2, "Tense=Past")
    assert [(e.begin, e.end, e.label) for e in reading.entities] == [(6, 7, "Location")]


def test_a_text_reads_the_same_in_any_company(model: LanguageModel) -> None:
    others = ["A short one.", TEXT * 3, "Another text about Chile."]
    alone = model.read(TEXT)
    together = model.read_many([*others, TEXT, *others])[len(others)]
    assert together == alone


@pytest.mark.parametrize(
    "text", ["", "\n", " \n\n ", "?", "a\n" * 50, "word " * 3000, "\u200b", "İ" * 600]
)
def test_odd_texts_are_read(model: LanguageModel, text: str) -> None:
    reading = model.read(text)
    assert [text[a:b] for a, b in zip(reading.starts, reading.ends, strict=True)] == list(
        reading.words
    )


def test_given_words_are_kept(model: LanguageModel) -> None:
    sentences = [["Peru", "'s", "army", "left", "."], ["It", "rained", "."]]
    reading = model.read_words(sentences)
    assert [reading.words[s.begin : s.end] for s in reading.sentences] == [
        tuple(s) for s in sentences
    ]


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=str(tmp_path)):
        LanguageModel(tmp_path)


def test_a_reading_by_hand(meeting: Reading) -> None:
    assert meeting.child(4, "nsubj") == 2
    assert list(meeting.children(2)) == [0]
    assert meeting.subtree(2) == [0, 1, 2]
    assert meeting.span(2, 5).text == "president will meet"
    assert list(meeting.ancestors(0)) == [2, 4]
    assert meeting.at_offset(meeting.starts[5]) == 5
