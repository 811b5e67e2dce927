"""Times of readings made by hand; the rules' own examples are in test_when."""

from __future__ import annotations

import datetime as dt

import pytest

from diurna import when
from diurna.language import Reading

FRIDAY = dt.date(2025, 10, 17)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Envoys from Peru will meet rebels in Lima on Monday.", "Monday", "2025-10-20"),
        ("The court heard the case on Monday.", "Monday", "2025-10-13"),
        ("The two leaders meet on Monday.", "Monday", "2025-10-20"),
        ("The talks, due on Monday, have been postponed.", "Monday", "2025-10-20"),
        ("Peru and Chile will hold talks in Lima on 20 May.", "20 May", "2026-05-20"),
    ],
)
def test_the_clause_says_which_day(
    by_text: dict[str, Reading], text: str, words: str, value: str
) -> None:
    reading = by_text[text]
    (time,), hanging = when.resolve(reading, when.find(reading), FRIDAY)
    assert (time.span.text, time.value, hanging) == (words, value, {})


def test_no_time_is_found_where_none_is(by_text: dict[str, Reading]) -> None:
    assert when.find(by_text["If talks fail, Peru may close the border."]) == []


def test_a_quotation_has_its_own_clock(by_text: dict[str, Reading]) -> None:
    reading = by_text["“We will leave on Friday,” Ana Soto told reporters in Lima."]
    found = when.find(reading)
    told = [when.Clock(0, 24, dt.date(2025, 10, 20))]
    (time,), _ = when.resolve(reading, found, dt.date(2025, 10, 22), told)
    assert (time.value, time.anchor) == ("2025-10-24", "utterance")
