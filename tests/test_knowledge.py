"""The knowledge base: offices on a day, and silence where it does not know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from click.testing import CliRunner

from diurna import Record
from diurna.cli import main
from diurna.world.knowledge import Knowledge, knowledge
from diurna.world.terms import Term

DAY = dt.date(2010, 6, 1)


def term(country: str, office: str, name: str, begin: int, end: int | None) -> Term:
    last = dt.date(end, 12, 31) if end else None
    return Term(country, office, name, dt.date(begin, 1, 1), last, "test")


SMALL = Knowledge(
    [
        term("PER", "President", "Elena Quispe", 2005, 2012),
        term("PER", "President", "Marco Rojas", 2013, None),
        term("CHL", "President", "Ana Lagos", 2009, 2011),
        term("CHL", "President", "Ana Maria Lagos", 2012, None),
        term("BOL", "Prime Minister", "Juan Soto", 2008, 2011),
        term("PRY", "Prime Minister", "Luis Soto", 2008, 2011),
    ],
    [["Iris Vega", "", "URY", "GOV:2001-01-01:2005-01-01;OPP:2006-01-01:2012-01-01"],
     ["Rosa Diaz", "", "URY", "GOV:2001-01-01:2005-01-01"],
     ["Ann Smith", "", "GBR", "GOV:2008-01-01:2012-01-01"]],
)  # fmt: skip


def test_a_role_holds_on_a_date() -> None:
    found = [SMALL.holder("PER", "President", dt.date(y, 5, 5)) for y in (2004, 2010, 2020)]
    assert [t and t.name for t in found] == [None, "Elena Quispe", "Marco Rojas"]


def test_who_held_office_before_is_a_former_holder() -> None:
    known = SMALL.person(["Elena", "Quispe"], dt.date(2020, 1, 1))
    assert known is not None
    assert (known.role, known.sectors, known.office) == ("former President of Peru", ("ELI",), None)


def test_a_surname_of_two_holders_names_nobody() -> None:
    assert SMALL.person(["Soto"], DAY) is None
    known = SMALL.person(["Soto"], DAY, country="PRY")
    assert known is not None
    assert known.name == "Luis Soto"


def test_an_office_before_a_surname_tells_who() -> None:
    known = SMALL.person(["Quispe"], DAY, office="President")
    assert known is not None
    assert known.entity == "person:per-elena-quispe"


def test_dated_sectors_of_the_dictionaries() -> None:
    near = frozenset({"URY"})
    vega = SMALL.person(["Iris", "Vega"], DAY)
    diaz = SMALL.person(["Rosa", "Diaz"], DAY, near=near)
    assert vega is not None
    assert diaz is not None
    assert (vega.sectors, diaz.sectors) == (("OPP",), ("ELI",))
    assert SMALL.person(["Rosa", "Diaz"], DAY) is None


def test_a_common_name_needs_its_state_in_the_text() -> None:
    assert SMALL.person(["Ann", "Smith"], DAY) is None
    assert SMALL.person(["Ann", "Smith"], DAY, near=frozenset({"GBR"})) is not None


@pytest.mark.parametrize(
    ("country", "office", "day", "name"),
    [
        ("USA", "President", "2015-06-01", "Barack Obama"),
        ("USA", "President", "2025-10-17", "Donald Trump"),
        ("GBR", "Prime Minister", "2022-10-01", "Liz Truss"),
        ("DEU", "Chancellor", "1995-05-05", "Helmut Kohl"),
        ("ZAF", "President", "1995-05-05", "Nelson Mandela"),
        ("UKR", "President", "2023-02-24", "Volodymyr Zelenskyy"),
        ("USA", "President", "1700-01-01", None),
    ],
)
def test_the_packaged_base(country: str, office: str, day: str, name: str | None) -> None:
    found = knowledge().holder(country, office, dt.date.fromisoformat(day))
    assert (found.name if found else None) == name


def test_no_office_has_two_holders_on_a_day_by_the_same_source() -> None:
    terms = [t for t in knowledge().terms(["Obama"]) if t.office == "President"]
    assert [t.begin.year for t in terms] == [2009, 2013]


def test_the_holder_of_an_office_stands_for_the_office(
    record_of: Callable[..., Record],
) -> None:
    text = "The US president met Peruvian officials in Lima on Monday."
    named = {a.name: a for a in record_of(text, published="2015-06-10").actors}
    assert named["Barack Obama"].entity == "person:usa-barack-obama"
    assert named["Barack Obama"].mentions[0].text == "The US president"


def test_people_of_the_scene_are_of_its_state(record_of: Callable[..., Record]) -> None:
    record = record_of("Demonstrators in Lima threw stones at police on Monday.")
    assert {a.country for a in record.actors if a.name == "Demonstrators"} == {"PER"}


def test_lookup() -> None:
    shown = CliRunner().invoke(main, ["kb", "lookup", "Obama", "--on", "2010-01-01"])
    assert "President of the United States" in shown.output
    assert CliRunner().invoke(main, ["kb", "lookup", "Nobody Atall"]).exit_code == 1


def test_members_of_parliament_need_a_witness() -> None:
    day = dt.date(2016, 5, 6)
    alone = knowledge().person(["Tim", "Scott"], day)
    seated = knowledge().person(["Tim", "Scott"], day, office="Senator")
    near = knowledge().person(["Jeff", "Flake"], day, near=frozenset({"USA"}))
    assert alone is None
    assert seated is not None
    assert near is not None
    assert (seated.country, near.sectors) == ("USA", ("LEG",))


@pytest.mark.parametrize(
    ("surname", "day", "country"),
    [
        ("Merkel", "2016-05-06", "DEU"),
        ("Clinton", "2016-05-06", "USA"),
        ("Quill", "2016-05-06", ""),
    ],
)
def test_a_government_called_by_a_surname(surname: str, day: str, country: str) -> None:
    found = knowledge().person([surname], dt.date.fromisoformat(day), rules=True)
    assert (found.country if found else "") == country


def test_heads_are_found_by_their_names_while_in_office() -> None:
    base = knowledge()
    asked = right = 0
    for (country, office), terms in base._offices.items():
        for held in terms:
            day = held.begin + dt.timedelta(20)
            if " " in held.name and held.on(day) and held.name != "Charles III":
                found = base.person(held.name.split(), day)
                asked += 1
                right += found is not None and (found.country, found.office or "") == (
                    country, office,
                )  # fmt: skip
    assert asked > 2000
    assert right / asked > 0.98


@pytest.mark.parametrize(
    ("name", "day", "country"),
    [
        ("Saddam Hussein", "1990-10-01", "IRQ"), ("Charles III", "2024-06-01", "GBR"),
        ("Albert II", "2007-06-01", None), ("Daniel Ortega", "2020-06-01", "NIC"),
        ("Abdel Fattah el-Sisi", "2020-06-01", "EGY"), ("Jean-Baptiste Faivre", "2016-06-01", None),
        ("T. P. Harris", "2016-06-01", None), ("Angela", "2016-06-01", None),
    ],
)  # fmt: skip
def test_heads_of_several_states(name: str, day: str, country: str | None) -> None:
    found = knowledge().person(name.split(), dt.date.fromisoformat(day))
    assert (found.country if found else None) == country
