"""Where: names to places by the article's evidence."""

from __future__ import annotations

from collections.abc import Callable

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
