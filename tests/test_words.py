"""Words and paragraphs: exact slices, by the treebanks' conventions."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna.language import lemmas
from diurna.language.shapes import INITIAL, LOWER, MIXED, NO_LETTERS, TITLE, UPPER, shape
from diurna.language.words import paragraphs, tokenize


def words(text: str) -> list[str]:
    return [text[a:b] for a, b in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He didn't, I can't.", "He did n't , I ca n't ."),
        ("Don’t say cannot.", "Do n’t say can not ."),
        ("Peru's U.S. envoy, Mr. Soto", "Peru 's U.S. envoy , Mr. Soto"),
        ("long-range Russia-Peru talks", "long - range Russia - Peru talks"),
        ("re-elected, pre-war, e-mail", "re-elected , pre-war , e-mail"),
        ("It cost $1,200.50 (or 3.5%).", "It cost $ 1,200.50 ( or 3.5 % ) ."),
        ("at 7:30 a.m. on 9/11", "at 7:30 a.m. on 9/11"),
        ("in the 1990s, the 24th", "in the 1990s , the 24th"),
        ("O'Brien said 'no'.", "O'Brien said ' no ' ."),
        ("See No. 5. No. It ended.", "See No. 5 . No . It ended ."),
        ("see https://example.org/a?b=1.", "see https://example.org/a?b=1 ."),
        ("wait... what--no", "wait ... what -- no"),
        ("US$5m", "US$ 5 m"),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert words(text) == expected.split(" ")


@given(st.text(max_size=200))
def test_every_printed_character_is_in_one_word(text: str) -> None:
    offsets = tokenize(text)
    assert all(a < b for a, b in offsets)
    assert all(b <= c for (_, b), (c, _) in pairwise(offsets))
    covered = {i for a, b in offsets for i in range(a, b)}
    assert all(c.isspace() for i, c in enumerate(text) if i not in covered)


def test_a_newline_ends_a_paragraph_but_not_in_wrapped_text() -> None:
    assert len(paragraphs("Title\nOne.\nTwo.")) == 3
    body = "\n".join(["these words were broken off at a fixed width as"] * 9)
    assert len(paragraphs(f"Title\n{body}\n\n{body}")) == 3


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("us", LOWER),
        ("US", UPPER),
        ("May", TITLE),
        ("McCain", MIXED),
        ("J.", INITIAL),
        ("24", NO_LETTERS),
    ],
)
def test_shapes(word: str, expected: int) -> None:
    assert shape(word) == expected


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_a_script_gives_its_own_lemma_back(form: str, lemma: str) -> None:
    edit = lemmas.script(form, lemma)
    made = lemmas.apply(edit, form)
    strip = int(edit[1:].split("+", 1)[0])
    base = form if edit[0] == "k" else form.lower()
    if strip <= len(base) and not (strip == len(base) and edit.endswith("+")):
        assert made == lemma
