"""What a clause says by its form, on readings made by hand."""

from __future__ import annotations

import pytest

from diurna.language import Reading
from diurna.syntax import verbs
from diurna.syntax.cues import act_of, subject
from diurna.syntax.fixtures import outright, scheduled
from diurna.syntax.modality import conditioned, future_clause, negated, own, told_plan
from diurna.syntax.outside import lasting, outside
from diurna.syntax.tense import direction, signal

WILL = "Envoys from Peru will meet rebels in Lima on Monday."
HEARD = "The court heard the case on Monday."
MEET = "The two leaders meet on Monday."
KEPT = "Troops were prevented from entering the town."
IF = "If talks fail, Peru may close the border."
HAD = "He had promised to resign."
UNDER_WAY = "The talks are under way."
WOULD = "Officials said the president would resign."
DUE = "The talks, due on Monday, have been postponed."
NOT = "Peru has not signed the accord."
DENIED = "The minister denied that Peru had bombed the port."


@pytest.mark.parametrize(
    ("text", "word", "way", "form"),
    [
        (WILL, "Monday", 1, "will"),
        (HEARD, "Monday", -1, "past"),
        (MEET, "Monday", 1, "fixture"),
        (IF, "border", 1, "may"),
        (HAD, "He", -1, "perfect"),
        (HAD, "resign", 1, "to"),
        (DUE, "Monday", 1, "set"),
        (KEPT, "town", -1, "participle"),
    ],
)
def test_which_way_a_clause_points(
    by_text: dict[str, Reading], text: str, word: str, way: int, form: str
) -> None:
    reading = by_text[text]
    at = reading.words.index(word)
    assert (direction(reading, at), signal(reading, at)) == (way, form)


@pytest.mark.parametrize(
    ("text", "verb", "status", "by"),
    [
        (WILL, "meet", "planned", "will"),
        (HEARD, "heard", "occurred", None),
        (MEET, "meet", "planned", None),
        (IF, "close", "conditional", "If"),
        (NOT, "signed", "negated", "not"),
        (WOULD, "resign", "planned", "would"),
        (HAD, "promised", "occurred", None),
    ],
)
def test_what_a_verb_says_of_itself(
    by_text: dict[str, Reading], text: str, verb: str, status: str, by: str | None
) -> None:
    reading = by_text[text]
    found = own(reading, reading.words.index(verb))
    assert found is not None
    assert found.status == status
    assert (None if found.by is None else reading.words[found.by]) == by


def test_what_stands_over_a_clause(by_text: dict[str, Reading]) -> None:
    kept, under_way = by_text[KEPT], by_text[UNDER_WAY]
    found = outside(kept, kept.words.index("entering"))
    assert found is not None
    assert (found.status, kept.words[found.by or 0]) == ("negated", "prevented")
    going = lasting(under_way, under_way.words.index("talks"))
    assert going is not None
    assert going.status == "ongoing"
    assert outside(by_text[HEARD], 2) is None


def test_forms_of_a_verb(by_text: dict[str, Reading]) -> None:
    had, would = by_text[HAD], by_text[WOULD]
    promised, resign = had.words.index("promised"), had.words.index("resign")
    assert verbs.perfect(had, promised)
    assert verbs.pluperfect(had, promised)
    assert verbs.past(had, promised)
    assert verbs.infinitive(had, resign)
    assert not verbs.infinitive(had, promised)
    assert verbs.auxiliaries(would, would.words.index("resign")) == [would.words.index("would")]
    not_signed = by_text[NOT]
    assert verbs.perfect(not_signed, 3)
    assert not verbs.pluperfect(not_signed, 3)


def test_negation_conditions_and_plans(by_text: dict[str, Reading]) -> None:
    assert negated(by_text[NOT], 3) == 2
    assert negated(by_text[HEARD], 2) is None
    assert conditioned(by_text[IF], 6) == 0
    assert future_clause(by_text[WILL], 4)
    assert not future_clause(by_text[HEARD], 2)
    assert told_plan(by_text[WOULD], 5)


def test_days_told_outright_and_fixtures(by_text: dict[str, Reading]) -> None:
    assert outright(by_text[HEARD], 6)
    assert not outright(by_text[WILL], 9)
    assert scheduled(by_text[MEET], 3)
    assert not scheduled(by_text[HEARD], 2)


def test_subjects_and_acts(by_text: dict[str, Reading]) -> None:
    had, denied = by_text[HAD], by_text[DENIED]
    assert subject(had, had.words.index("resign")) == 0
    assert subject(denied, denied.words.index("bombed")) == denied.words.index("Peru")
    assert act_of(denied, [denied.words.index("denied")]) == "deny"
