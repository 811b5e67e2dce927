"""Arguments of predicates as the role head gives them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from diurna.language import Reading
from diurna.language.reading import Sentence
from diurna.language.roles import Decoder


def test_roles_of_a_passive(reading_of: Callable[[str], Reading]) -> None:
    reading = reading_of("The raid was condemned by Chile.")
    verb = reading.words.index("condemned")
    assert [reading.words[w] for w in reading.arguments(verb, "ARG0")] == ["Chile"]
    assert [reading.words[w] for w in reading.arguments(verb, "ARG1")] == ["raid"]


def test_arguments_stay_in_their_sentence() -> None:
    table = np.zeros((2, 2, 2), np.float16)
    table[1] = 1.0
    views = np.ones((4, 1), np.float32)
    logits = np.array([-1.0, 1.0, -1.0, -1.0], np.float32)
    sentences = [Sentence(0, 2), Sentence(2, 4)]
    assert Decoder(table, ["none", "ARG0"]).decode(logits, views, views, sentences) == {
        1: {0: "ARG0", 1: "ARG0"}
    }
