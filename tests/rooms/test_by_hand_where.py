"""Places of readings made by hand."""

from __future__ import annotations

import pytest

from diurna import where
from diurna.language import Reading


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Floods hit Basra in Iraq.", [("Basra", "IQ"), ("Iraq", "IQ")]),
        ("Rebels killed two soldiers near Basra.", [("Basra", "IQ")]),
        ("Ana Soto, the mayor of Lyon, resigned.", [("Lyon", "FR")]),
        (
            "Peru and Chile will hold talks in Lima on 20 May.",
            [("Peru", "PE"), ("Chile", "CL"), ("Lima", "PE")],
        ),
        ("The court heard the case on Monday.", []),
    ],
)
def test_places(by_text: dict[str, Reading], text: str, places: list[tuple[str, str]]) -> None:
    found = where.locate(by_text[text])
    assert [(p.place.span.text, p.place.country) for p in found] == places


def test_how_exact_a_place_is(by_text: dict[str, Reading]) -> None:
    basra, iraq = where.locate(by_text["Floods hit Basra in Iraq."])
    assert (basra.place.precision, iraq.place.precision) == ("city", "country")


def test_a_place_knows_its_words(by_text: dict[str, Reading]) -> None:
    reading = by_text["Ana Soto, the mayor of Lyon, resigned."]
    (lyon,) = where.locate(reading)
    assert reading.words[lyon.begin : lyon.end] == ("Lyon",)
