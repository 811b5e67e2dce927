"""Announcements and changes of readings made by hand."""

from __future__ import annotations

import pytest

from diurna.language import Reading

from test_by_hand_what import read


@pytest.mark.parametrize(
    ("text", "by", "begin"),
    [
        ("Envoys from Peru will meet rebels in Lima on Monday.", ["Envoys"], "2025-10-20"),
        ("The two leaders meet on Monday.", ["two leaders"], "2025-10-20"),
        ("Peru and Chile will hold talks in Lima on 20 May.", ["Peru", "Chile"], "2026-05-20"),
        ("Officials said the president would resign.", ["Officials"], "None"),
    ],
)
def test_announcements(by_text: dict[str, Reading], text: str, by: list[str], begin: str) -> None:
    found = read(by_text, text)
    (told,) = found.announcements
    assert (found.names(told.by), str(told.begin), told.kind) == (by, begin, "plan")


@pytest.mark.parametrize(
    "text",
    [
        "The court heard the case on Monday.",
        "If talks fail, Peru may close the border.",
        "Peru has not signed the accord.",
        "The talks are under way.",
    ],
)
def test_what_announces_nothing(by_text: dict[str, Reading], text: str) -> None:
    found = read(by_text, text)
    assert found.announcements == ()
    assert found.changes == ()


def test_what_is_put_off_had_a_day(by_text: dict[str, Reading]) -> None:
    found = read(by_text, "The talks, due on Monday, have been postponed.")
    (change,) = found.changes
    assert (change.kind, str(change.was_begin), change.begin) == ("postponed", "2025-10-20", None)
    assert found.event(change.event).status == "negated"


def test_a_denial_changes_what_was_told(by_text: dict[str, Reading]) -> None:
    found = read(by_text, "The minister denied that Peru had bombed the port.")
    (change,) = found.changes
    assert (change.kind, found.event(change.event).status) == ("denied", "denied")
