"""Events of readings made by hand, with what announces and changes them."""

from __future__ import annotations

import dataclasses

import pytest

from diurna import article
from diurna.language import Reading
from diurna.reader import record
from diurna.record import Record


def read(by_text: dict[str, Reading], text: str) -> Record:
    """Return the record of a stored text on Friday 2025-10-17; an article begins with a line."""
    made = by_text[text]
    shifted = dataclasses.replace(
        made,
        text=f"\n{text}",
        starts=tuple(start + 1 for start in made.starts),
        ends=tuple(end + 1 for end in made.ends),
    )
    found = record(article(text, published="2025-10-17"), shifted)
    found.check()
    return found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Envoys from Peru will meet rebels in Lima on Monday.", ("CONSULT", "planned")),
        ("The court heard the case on Monday.", ("COURT", "occurred")),
        ("If talks fail, Peru may close the border.", ("COERCE", "conditional")),
        ("The talks are under way.", ("CONSULT", "ongoing")),
        ("Ana Soto, the mayor of Lyon, resigned.", ("OFFICE", "occurred")),
        ("Rebels killed two soldiers near Basra.", ("ASSAULT", "occurred")),
        ("The minister denied that Peru had bombed the port.", ("ASSAULT", "denied")),
    ],
)
def test_type_and_status(by_text: dict[str, Reading], text: str, told: tuple[str, str]) -> None:
    (event,) = read(by_text, text).events
    assert (event.type, event.status) == told


def test_who_does_what_to_whom_and_when(by_text: dict[str, Reading]) -> None:
    found = read(by_text, "Envoys from Peru will meet rebels in Lima on Monday.")
    (event,) = found.events
    assert (found.names(event.actors), found.names(event.recipients)) == (["Envoys"], ["rebels"])
    assert (str(event.begin), event.place and found.place(event.place).name) == (
        "2025-10-20",
        "Lima",
    )


@pytest.mark.parametrize(
    "text", ["Troops were prevented from entering the town.", "He had promised to resign."]
)
def test_what_is_no_event(by_text: dict[str, Reading], text: str) -> None:
    assert read(by_text, text).events == ()


def test_a_request_beside_the_deed(by_text: dict[str, Reading]) -> None:
    found = read(by_text, "Chile said Peru must withdraw its troops.")
    assert [(e.type, found.names(e.actors)) for e in found.events] == [
        ("REQUEST", ["Chile"]),
        ("RETREAT", ["Peru"]),
    ]
