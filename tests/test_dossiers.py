"""Dossiers: whose everybody is, what and in what role, by the whole article."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from diurna import Record
from diurna.who import dossiers
from diurna.who.sectors import LABELS

ARTICLE = (
    "Peru's parliament passed the fishing bill on Monday. Fishermen in Callao had demanded it for"
    " years. Ana Soto, a rice trader, said that the law came too late. Peruvian police beat"
    " protesters near the building. Lawmakers will meet the Peruvian president again on Thursday."
    " The protesters went home. The United Nations welcomed the bill."
)


def _by_name(record: Record, name: str) -> tuple[str | None, tuple[str, ...], str | None]:
    actor = next(a for a in record.actors if name in a.name)
    return actor.country, actor.sectors, actor.role


def test_everybody_is_of_the_land_of_the_article(record_of: Callable[..., Record]) -> None:
    record = record_of(ARTICLE)
    assert _by_name(record, "Soto")[0] == "PER"
    assert _by_name(record, "police")[:2] == ("PER", ("COP",))


def test_an_international_body_is_nobodys(record_of: Callable[..., Record]) -> None:
    assert _by_name(record_of(ARTICLE), "United Nations")[:2] == (None, ("IGO",))


def test_a_role_is_in_the_words_of_the_article(record_of: Callable[..., Record]) -> None:
    assert _by_name(record_of(ARTICLE), "Soto")[2] == "rice trader"


@pytest.mark.parametrize(
    ("source", "country"),
    [("The Guardian", "GBR"), ("BBC News (online)", "GBR"), ("Lake Gazette", None), (None, None)],
)
def test_newsrooms_have_homes(source: str | None, country: str | None) -> None:
    assert dossiers.newsroom(source) == country


def test_the_likeliest_sector_stands_alone_where_none_is_sure() -> None:
    odds = dict.fromkeys(LABELS, 0.01)
    assert dossiers.sectors(list((odds | {"MIL": 0.3, "COP": 0.2}).values())) == ["MIL"]
    assert dossiers.sectors(list((odds | {"LEG": 0.6, "PTY": 0.7}).values())) == ["PTY", "LEG"]
    assert dossiers.sectors(list(odds.values())) == []


def test_no_state_is_told_that_is_not_likely_enough() -> None:
    assert dossiers.home({"PER": 0.5, "CHL": 0.3, "": 0.2}) == "PER"
    assert dossiers.home({"PER": 0.35, "CHL": 0.33, "": 0.32}) is None
    assert dossiers.home({"PER": 0.45, "": 0.55}) is None


def test_who_held_an_office_is_of_no_government() -> None:
    assert dossiers.beside(["GOV", "PTY"], ["ELI"]) == ["PTY", "ELI"]


def test_how_likely_a_state_is_hangs_on_no_order_of_signs() -> None:
    weights = {"a": 1e16, "b": 1.0, "c": -1e16}
    for order in ("abc", "acb", "cab"):
        likely = dossiers.likely_homes({"PER": dict.fromkeys(order, 1.0), "": {}}, weights)
        assert likely["PER"] == pytest.approx(0.7311, abs=1e-4)
