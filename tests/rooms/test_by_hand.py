"""Readings made by hand: how they are written, and that reading them needs no model."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from diurna.errors import ModelError
from diurna.language import Entity, LanguageModel, Reading

from readings import by_hand


def test_a_table_becomes_a_reading() -> None:
    made = by_hand("""
        Ana Ana PROPN 3 nsubj _ B-Person
        Soto Soto PROPN 1 flat _ I-Person
        left+ leave VERB 0 root Tense=Past
        . . PUNCT 3 punct

        She she PRON 2 nsubj
        slept sleep VERB 0 root
    """)
    assert made.text == "Ana Soto left. She slept"
    assert [made.span(i, i + 1).text for i in range(len(made))] == list(made.words)
    assert made.heads == (2, 0, -1, 2, 5, -1)
    assert made.entities == (Entity(0, 2, "Person"),)
    assert made.has(2, "Tense=Past")
    assert len(made.sentences) == 2


def test_every_stored_table_has_its_text(by_text: dict[str, Reading]) -> None:
    for text, made in by_text.items():
        assert made.text == text
        for sentence in made.sentences:
            roots = [i for i in range(sentence.begin, sentence.end) if made.heads[i] < 0]
            assert len(roots) == 1
            assert all(made.outward(i, i + 1) is not None for i in range(len(made)))


def test_no_model_can_be_loaded_here() -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        LanguageModel()


def test_all_rooms_read_without_the_libraries_of_the_model() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from readings import stored; "
        "from diurna import article; from diurna.reader import record; "
        "made = [record(article(t, published='2025-10-17'), r) for t, r in stored().items()]; "
        "assert all(found.events or found.actors or found.sentences for found in made); "
        "held = {m.split('.')[0] for m in sys.modules} & {'onnxruntime', 'tokenizers', 'duckdb'}; "
        "assert not held, held"
    )
    folder = Path(__file__).parent.parent
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True)
