"""Asking the archive by name, and what it answers where it cannot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from diurna import Archive, DiurnaError, Filter, FilterError, Record, read

DAY = dt.date(2026, 3, 6)


@pytest.fixture(scope="module")
def records() -> list[Record]:
    text = "Peru and Chile will meet in Lima next week, President Ana Soto said."
    later = "The talks between Peru and Chile were cancelled on Saturday, Ana Soto said."
    return [read(text, published="2026-03-05"), read(later, published="2026-03-07")]


@pytest.fixture
def store(tmp_path: Path, records: list[Record]) -> Archive:
    made = Archive(tmp_path / "one.duckdb")
    made.add(records, "test")
    return made


def test_what_a_filter_asks_is_asked_by_name_too(store: Archive) -> None:
    assert store.agenda(as_of="2026-03-06") == store.agenda(Filter(as_of=DAY), today=DAY) != []
    assert store.agenda(as_of=DAY, country="per", status="announced", limit=1, until="2026-12-31")
    assert not store.agenda(as_of=DAY, since="2027-01-01")
    assert store.events(actor="peru", type="consult") == store.events(
        Filter(actor="peru", type="CONSULT")
    )
    assert store.actors(actor="soto") == store.actors(Filter(actor="soto"))
    asked = store.scorecards(as_of="2026-03-06", today="2026-03-06")
    assert asked == store.scorecards(Filter(as_of=DAY)) != []
    assert store.agenda(Filter(country="PER"), as_of=DAY) == store.agenda(as_of=DAY, country="PER")
    assert store.agenda(today="2030-01-01") == store.agenda(today=dt.date(2030, 1, 1))
    assert store.entry(1, "2026-03-06")[1] == store.history(1, DAY)
    (event,) = {r["happening"] for r in store.events(as_of="2026-03-06", type="CONSULT")}
    assert store.happening(event, "2026-03-06") == store.happening(event, DAY)
    assert store.story(event, "2026-03-06")


def test_how_sure_a_type_is_counts_wherever_it_is_asked(store: Archive) -> None:
    sure = max(r["confidence"] for r in store.events())
    for ask in (store.events, store.actors, store.agenda, store.scorecards):
        assert len(ask(sure=0.0)) == len(ask()) > 0
    assert not store.actors(sure=min(1.0, sure + 1e-6))
    assert not store.agenda(sure=min(1.0, sure + 1e-6))


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"as_of": "2026-3-6"}, "as_of: '2026-3-6' is no day (use YYYY-MM-DD)"),
        ({"since": "2026-02-30"}, "since: '2026-02-30' is no day"),
        ({"until": 5}, "until: 5 is no day"),
        ({"type": 5}, "type: 5 is no text"),
        ({"actor": ["Soto"]}, "actor: ['Soto'] is no text"),
        ({"limit": "5"}, "limit: '5' is no whole number"),
        ({"sure": "0.7"}, "sure: '0.7' is no number"),
        ({"since": "2026-03-02", "until": "2026-03-01"}, "no day is both"),
    ],
)
def test_what_cannot_be_asked_is_named(asked: dict[str, Any], named: str) -> None:
    with Archive(":memory:") as store:
        for ask in (store.agenda, store.events, store.actors, store.scorecards):
            with pytest.raises(FilterError) as caught:
                ask(**asked)
            assert named in str(caught.value)
    with pytest.raises(FilterError, match="day"):
        Filter(as_of="tomorrow")  # type: ignore[arg-type]


def test_a_name_that_is_none_is_wrong_use() -> None:
    with Archive(":memory:") as store:
        with pytest.raises(TypeError, match=r"'place' .*there are as_of, actor"):
            store.agenda(place="Lima")  # type: ignore[call-arg]
        with pytest.raises(FilterError, match="is no Filter"):
            store.agenda("2026-03-06")  # type: ignore[arg-type]


def test_an_instant_is_its_day() -> None:
    made = Filter(as_of=dt.datetime(2026, 3, 6, 12, tzinfo=dt.UTC), since=DAY)
    assert made.as_of == DAY
    assert type(made.as_of) is dt.date


WRONG = (
    "SELECT nowhere", "SELECT ?", "SELEC 1", "", "SELECT 1; DELETE FROM records",
    "DROP TABLE steps", "DELETE FROM records", "CREATE TABLE x AS SELECT 1",
    "COPY records TO 'x.csv'", "ATTACH 'x'", "SELECT CAST(words AS INTEGER) FROM events",
    "INSERT INTO queue VALUES (1)",
)  # fmt: skip


@pytest.mark.parametrize("kind", ["memory", "file", "asked", "held"])
def test_no_error_of_the_database_gets_out(
    kind: str, store: Archive, records: list[Record]
) -> None:
    if kind == "memory":
        store = Archive(":memory:")
        store.add(records, "test")
    elif kind != "file":
        store.settle()
        store = Archive(store.path, read_only=True)
    if kind == "held":
        store.__enter__()
    for query in WRONG:
        with pytest.raises(DiurnaError) as caught:
            store.sql(query)
        assert len(str(caught.value).splitlines()) == 1
    asks: list[Callable[[Any], object]] = [store.history, store.happening, store.entry, store.story]
    for ask in asks:
        with pytest.raises(DiurnaError):
            ask(object())
    assert store.count() == 2
    store.close()


@pytest.mark.parametrize("path", [":memory:", "two.duckdb"])
def test_what_sql_finds_outlives_the_archive(
    tmp_path: Path, path: str, records: list[Record]
) -> None:
    with Archive(path if path == ":memory:" else tmp_path / path) as store:
        store.add(records, "test")
        found, other = store.sql("FROM events"), store.sql("SELECT type FROM events")
        before = found.fetchall()
    assert found.fetchall() == before
    assert other.fetchall()
    if path != ":memory:":
        with Archive(tmp_path / path, read_only=True) as store:
            found = store.sql("SELECT count(*) FROM events")
        assert found.fetchall() == [(len(before),)]
        duckdb.connect(str(tmp_path / path)).close()
