"""Fitted decisions: weights as data, signs with names, texts of one sentence."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from diurna import Record
from diurna.language import Reading, packaged
from diurna.language.reading import Sentence
from diurna.what import clauses, decisions
from diurna.what.clauses import ROLES, SIGNS, STATUSES, TYPES, Clauses

DECISIONS = {
    "event", "retype", "actor", "recipient", "status", "time", "place", "again", "announced",
    "carried days", "carried place",
}  # fmt: skip


def test_every_decision_has_weights() -> None:
    known = decisions.weights()
    assert known.keys() == DECISIONS
    assert all(
        isinstance(w, float) and abs(w) < 50 for signs in known.values() for w in signs.values()
    )
    assert any(s.startswith(decisions.BRIEF) for s in known["event"])


def test_every_bar_is_of_a_decision() -> None:
    told = [(d, short) for d in (*sorted(DECISIONS), "part") for short in (False, True)]
    asked = {d: decisions.bar(d, short=short) for d, short in told
             if d not in ("retype", "actor", "recipient", "status")}  # fmt: skip
    assert decisions._bars().keys() == asked.keys()
    assert all(0 < asked[d] < 1 for d in ("event", "announced"))


def test_a_sign_counts_further_in_a_short_text(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"event": {"always": -1.0, "read": 2.0, f"{decisions.BRIEF}read": 1.0}}
    monkeypatch.setattr(decisions, "weights", lambda: told)
    signs = [("always", 1.0), ("read", 1.0), ("never seen", 5.0)]
    assert decisions.score("event", signs, short=False) == 1.0
    assert decisions.score("event", signs, short=True) == 2.0
    assert decisions.chance("event", signs, short=False) == pytest.approx(0.7311, abs=1e-4)
    assert decisions.score("no such decision", signs, short=True) == 0.0


@pytest.mark.parametrize("chance", [0.0, 1e-12, 0.5, 1.0])
def test_odds_stay_within_their_bound(chance: float) -> None:
    assert -5.0 <= decisions.odds(chance) <= 5.0
    assert decisions.odds(0.5) == 0.0


def test_softmax_gives_probabilities_however_large_the_scores() -> None:
    found = clauses.softmax(np.array([[1000.0, 0.0], [-5.0, -5.0]], np.float32))
    assert found.sum(-1) == pytest.approx([1.0, 1.0])
    assert found[0, 0] == pytest.approx(1.0)


def test_the_reader_of_clauses_sees_who_does_what(record_of: Callable[..., Record]) -> None:
    text = "Rebels shelled the town of Arica on Friday, killing six people, the army said."
    (shelling,) = [e for e in record_of(text).events if e.trigger.text == "shelled"]
    assert shelling.type == "ASSAULT"
    assert shelling.confidence > 0.5


def test_a_text_that_no_model_read_tells_of_nothing_by_itself() -> None:
    made = Reading(
        text="Rebels attacked",
        words=("Rebels", "attacked"),
        starts=(0, 7),
        ends=(6, 15),
        lemmas=("rebel", "attack"),
        upos=("NOUN", "VERB"),
        feats=("Number=Plur", "Tense=Past|VerbForm=Fin"),
        heads=(1, -1),
        relations=("nsubj", "root"),
        sentences=(Sentence(0, 2, True),),
    )
    found = clauses.read(made)
    assert found.types.shape == (2, len(TYPES))
    assert found.statuses.shape == (2, len(STATUSES))
    assert found.chance(1) == 0.0
    assert found.roles(made, 1) == {}
    assert clauses.signs(made).shape == (2, SIGNS)


def test_roles_are_read_within_the_sentence() -> None:
    reading = packaged().read("Peru sent troops to Chile on Friday. Nobody was hurt.")
    found: Clauses = clauses.read(reading)
    roles = found.roles(reading, reading.words.index("sent"))
    assert set(roles) == set(range(reading.sentences[0].begin, reading.sentences[0].end))
    assert all(row.sum() == pytest.approx(1.0, abs=1e-3) for row in roles.values())
    best = roles[reading.words.index("Peru")].argmax()
    assert ROLES[int(best)] == "actor"
