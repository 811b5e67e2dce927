"""Actors of readings made by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from diurna.reader import Setting
from diurna.record import Actor

MET = "President Ana Soto of Peru met Chilean officials on Tuesday. She left Lima."


def actors(told: Setting) -> dict[str, Actor]:
    """Return the actors by name, all that is known of them settled."""
    for index in range(len(told.cast.reading)):
        if told.cast.reading.upos[index] == "NOUN":
            told.cast.actors_of(index)
    told.cast.complete()
    return {actor.name: actor for actor in told.cast.actors()}


def test_a_name_with_its_office_and_state(setting_of: Callable[[str], Setting]) -> None:
    found = actors(setting_of(MET))
    soto = found["Ana Soto"]
    assert (soto.kind, soto.country, soto.role) == ("person", "PER", "President of Peru")
    assert soto.sectors == ("GOV",)


def test_a_pronoun_is_led_back(setting_of: Callable[[str], Setting]) -> None:
    soto = actors(setting_of(MET))["Ana Soto"]
    assert [m.text for m in soto.mentions] == ["President Ana Soto", "She"]


def test_a_collective_noun_has_the_state_before_it(setting_of: Callable[[str], Setting]) -> None:
    officials = actors(setting_of(MET))["Chilean officials"]
    assert (officials.kind, officials.country) == ("group", "CHL")


def test_a_state_is_an_actor(setting_of: Callable[[str], Setting]) -> None:
    found = actors(setting_of("Peru and Chile will hold talks in Lima on 20 May."))
    assert {(a.kind, a.country) for a in found.values()} == {("state", "PER"), ("state", "CHL")}


def test_an_apposition_gives_an_office(setting_of: Callable[[str], Setting]) -> None:
    soto = actors(setting_of("Ana Soto, the mayor of Lyon, resigned."))["Ana Soto"]
    assert (soto.role, soto.country) == ("Mayor", "FRA")


@pytest.mark.parametrize(
    ("text", "name", "sector"),
    [
        ("Rebels killed two soldiers near Basra.", "Rebels", "REB"),
        ("Rebels killed two soldiers near Basra.", "two soldiers", "MIL"),
        ("The court heard the case on Monday.", "court", "JUD"),
    ],
)
def test_nouns_have_sectors(
    setting_of: Callable[[str], Setting], text: str, name: str, sector: str
) -> None:
    assert actors(setting_of(text))[name].sectors == (sector,)
