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


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A lawyer from Manila sued the Bank of America.", "Manila", "PH"),
        ("Omar Said, a doctor from Cairo, told the Los Angeles Times so.", "Cairo", "EG"),
        ("A priest from Santiago wrote to the Wall Street Journal.", "Santiago", "CL"),
        ("The United States condemned the arrest of a lawyer in Cairo.", "Cairo", "EG"),
        ("The US said a nurse from Lima was freed on Sunday.", "Lima", "PE"),
        ("American diplomats met rebels in Tripoli on Monday.", "Tripoli", "LY"),
        ("US envoy Tom Bray landed in Delhi on Monday.", "Delhi", "IN"),
        ("The Russian president met officials in St. Petersburg.", "St. Petersburg", "RU"),
        ("Police in St. Petersburg arrested 40 protesters.", "St. Petersburg", "RU"),
        ("The Florida governor met police in St. Petersburg.", "St. Petersburg", "US"),
        ("Hospitals in St. Petersburg and Tampa were full.", "St. Petersburg", "US"),
        ("Residents of Cairo, Georgia, voted on Monday.", "Cairo", "US"),
        ("A fire crew in Lima, Ohio, went on strike.", "Lima", "US"),
        ("A storm hit St. Louis on Monday.", "St. Louis", "US"),
    ],
)
def test_a_city_of_the_world_is_meant_before_its_namesake(
    record_of: Callable[..., Record], text: str, name: str, country: str
) -> None:
    assert places(record_of(text))[name].country == country


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Kostiantynivka", "UA", 48.5, 37.7),
        ("Kupiansk", "UA", 49.7, 37.6),
        ("Huliaipole", "UA", 47.7, 36.3),
        ("Sloviansk", "UA", 48.9, 37.6),
        ("Sievierodonetsk", "UA", 48.9, 38.5),
        ("Chuhuiv", "UA", 49.8, 36.7),
        ("Odessa", "UA", 46.5, 30.7),
        ("Khan Younis", "PS", 31.3, 34.3),
        ("Deir al-Balah", "PS", 31.4, 34.4),
        ("Beit Hanoun", "PS", 31.5, 34.5),
        ("Nuseirat", "PS", 31.4, 34.4),
        ("Hodeidah", "YE", 14.8, 43.0),
        ("Marib", "YE", 15.5, 45.3),
        ("Deir ez-Zor", "SY", 35.3, 40.1),
        ("Qamishli", "SY", 37.1, 41.2),
        ("Kobani", "SY", 36.9, 38.4),
        ("Maarat al-Numan", "SY", 35.6, 36.7),
        ("Al-Fasher", "SD", 13.6, 25.3),
        ("El-Obeid", "SD", 13.2, 30.2),
        ("Zamzam camp", "SD", 13.5, 25.3),
        ("Maungdaw", "MM", 20.8, 92.4),
        ("Tinzaouaten", "ML", 20.0, 3.0),
        ("Barsalogho", "BF", 13.4, -1.1),
        ("Baramulla", "IN", 34.2, 74.3),
        ("Stepanakert", "AZ", 39.8, 46.8),
        ("Galkayo", "SO", 6.8, 47.4),
        ("Bint Jbeil", "LB", 33.1, 35.4),
    ],
)
def test_a_town_of_a_war_has_the_spellings_of_the_news(
    name: str, country: str, lat: float, lon: float
) -> None:
    found = next(option for option in candidates(name) if option.feature == "PPL")
    assert found.country == country
    assert found.lat == pytest.approx(lat, abs=0.2)
    assert found.lon == pytest.approx(lon, abs=0.2)


def test_a_spelling_that_no_table_has_is_read_by_its_sound_where_its_state_is_named(
    record_of: Callable[..., Record],
) -> None:
    assert candidates("Huliajpole") == ()
    found = places(record_of("Shells fell on Huliajpole in southern Ukraine on Monday."))
    assert found["Huliajpole"].country == "UA"
    assert found["Huliajpole"].lat == pytest.approx(47.7, abs=0.1)
    elsewhere = places(record_of("Shells fell on Huliajpole in southern Peru on Monday."))
    assert all(p.lat is None for name, p in elsewhere.items() if name == "Huliajpole")


@pytest.mark.parametrize(
    "text",
    [
        "Nadia Orr, M.S., R.D., told the panel that food aid had stopped.",
        "Paul Reed, Ph.D., M.P.H., told the senate that aid had stopped.",
        "Ann Lee, M.D., F.A.C.S., told the panel that aid had stopped.",
        "Ana Holt, M.A., B.Ed., wrote to the minister on Monday.",
    ],
)
def test_letters_behind_a_name_are_no_place_and_nobody(
    record_of: Callable[..., Record], text: str
) -> None:
    record = record_of(text)
    assert record.places == ()
    assert not any("." in actor.name for actor in record.actors)


def test_initials_of_places_are_places(record_of: Callable[..., Record]) -> None:
    found = places(record_of("Protesters marched in Washington, D.C., and in N.Y. on Monday."))
    assert {found["D.C."].country, found["N.Y."].country} == {"US"}
