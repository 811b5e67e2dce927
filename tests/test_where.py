"""Where: names to places by the article's evidence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from diurna import Place, Record
from diurna.where.gazetteer import candidates


def places(record: Record) -> dict[str, Place]:
    return {p.span.text: p for p in record.places}


def test_a_capital_and_its_coordinates(record_of: Callable[..., Record]) -> None:
    lima = places(record_of("Ministers met in Lima, the capital of Peru."))["Lima"]
    assert (lima.country, lima.geonames) == ("PE", 3936456)
    assert lima.lat is not None
    assert abs(lima.lat + 12.04) < 0.1


def test_what_contains_it_decides(record_of: Callable[..., Record]) -> None:
    texas = places(record_of("A fire broke out in Paris, Texas, on Monday."))["Paris"]
    france = places(record_of("A fire broke out in Paris on Monday, French police said."))["Paris"]
    assert texas.country == "US"
    assert france.country == "FR"


def test_a_building_is_where_it_stands(record_of: Callable[..., Record]) -> None:
    house = places(record_of("They will meet at the White House on Monday."))["White House"]
    assert (house.country, house.feature) == ("US", "BLDG")


def test_an_unknown_name_has_no_coordinates(record_of: Callable[..., Record]) -> None:
    found = places(record_of("Troops moved through the village of Zzyzkaja in Ukraine."))
    assert all(p.lat is None for name, p in found.items() if name == "Zzyzkaja")
    assert candidates("Zzyzkaja") == ()


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("Protesters marched on Tahrir Square in Cairo.", "Tahrir Square", "site"),
        ("A drone struck a base near Erbil in northern Iraq.", "Erbil", "city"),
        ("Clashes broke out in Darfur on Sunday.", "Darfur", "region"),
    ],
)
def test_where_events_are_and_how_finely(
    record_of: Callable[..., Record], text: str, name: str, precision: str
) -> None:
    record = record_of(text)
    place = next(p for p in record.places if p.id == record.events[0].place)
    assert (place.name, place.precision) == (name, precision)


def test_a_seat_is_the_town_and_a_container_tells_states_apart(
    record_of: Callable[..., Record],
) -> None:
    washington = record_of("Washington said it would send weapons to Kyiv.").places[0]
    assert (washington.geonames, washington.precision) == (4140963, "city")
    assert record_of("Ana Ruiz visited Rome, Georgia.").places[0].country == "US"


def test_a_part_of_a_place_is_where_an_event_is(record_of: Callable[..., Record]) -> None:
    record = record_of("A bomb killed two soldiers on the outskirts of Aleppo on Monday.")
    event = next(e for e in record.events if e.type == "ASSAULT")
    assert next(p.name for p in record.places if p.id == event.place) == "Aleppo"


def test_a_states_name_is_no_town_or_province_of_it(record_of: Callable[..., Record]) -> None:
    record = record_of("Voters in Mexico, Niger and Panama went to the polls on Sunday.")
    assert [p.feature for p in record.places] == ["PCLI"] * 3


@pytest.mark.parametrize(
    ("text", "name", "feature"),
    [
        ("Floods closed roads in New York state on Monday.", "New York", "ADM1"),
        ("Floods closed roads in New York on Monday.", "New York", "PPL"),
        ("Cases were found in Ohio, Utah and Washington.", "Washington", "ADM1"),
        ("The governor of the state of Washington resigned.", "Washington", "ADM1"),
        ("A bus left Atlanta, Georgia, for Dallas on Monday.", "Georgia", "ADM1"),
        ("Minister Beridze flew to Georgia on Monday.", "Georgia", "PCLI"),
    ],
)
def test_what_is_called_or_listed_as_a_region_is_one(
    record_of: Callable[..., Record], text: str, name: str, feature: str
) -> None:
    assert places(record_of(text))[name].feature == feature
