"""What a record answers by itself: what bears an id, names, a few lines of print."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys

import pytest

from diurna import (
    Actor,
    Announcement,
    DependencyError,
    DiurnaError,
    Event,
    Place,
    Plover,
    Quantity,
    Record,
    RecordError,
    Span,
    Statement,
    TimeSpan,
    article,
    to_arrow,
)

TEXT = "On Monday President Ana Soto said Peru would hold talks with Chile in Lima."


def span(words: str) -> Span:
    start = f"\n{TEXT}".index(words)
    return Span(start, start + len(words), words)


@pytest.fixture
def record() -> Record:
    said = Statement("s1", "indirect", "a1", span("said"), (span("Peru would hold talks"),))
    unheard = Statement("s2", "indirect", None, None, (span("talks"),), source=span("Chile"))
    nobody = Statement("s3", "indirect", None, None, (span("talks"),))
    day = dt.date(2026, 3, 9)
    made = Record(
        article(TEXT, published="2026-03-05", source="Example"),
        actors=(
            Actor("a1", "Ana Soto", "person"),
            Actor("a2", "Peru", "state"),
            Actor("a3", "Chile", "state"),
        ),
        times=(TimeSpan("t1", span("Monday"), "DATE", "2026-03-09", day, day),),
        places=(Place("p1", span("Lima"), "Lima"),),
        statements=(said, unheard, nobody),
        events=(
            Event("e1", "CONSULT", "meet", span("talks"), "planned", actors=("a2",),
                  recipients=("a3",), begin=day, end=day, place="p1", time="t1",
                  according_to=("s1", "a3", "s2", "s3")),
        ),
        announcements=(Announcement("n1", "e1", "plan", ("a1",), "s1"),),
    )  # fmt: skip
    made.check()
    return made


def test_an_id_leads_to_its_entry(record: Record) -> None:
    (event,) = record.events
    assert record.event(record.announcements[0].event) is event
    assert record.actor(event.actors[0]).name == "Peru"
    assert record.place("p1").name == "Lima"
    assert record.time("t1").value == "2026-03-09"
    assert record.statement("s1").speaker == "a1"
    for ask in (record.actor, record.time, record.place, record.statement, record.event):
        with pytest.raises(RecordError, match="zz: no such entry"):
            ask("zz")


def test_ids_have_names(record: Record) -> None:
    (event,) = record.events
    assert record.names(event.actors + event.recipients) == ["Peru", "Chile"]
    assert record.names(event.according_to) == ["Ana Soto", "Chile", "Chile"]
    assert record.names(()) == []
    with pytest.raises(RecordError, match="p1"):
        record.names(["p1"])


def test_a_record_prints_in_a_few_lines(record: Record) -> None:
    assert str(record).splitlines() == [
        "2026-03-05 On Monday President Ana Soto said Peru would hold talks with Chile in Lima.",
        "3 actors, 1 time, 1 place, 3 statements, 1 event, 1 announcement",
        "e1 CONSULT planned 2026-03-09: Peru -> Chile (talks)",
    ]
    assert repr(record) == (
        "<Record of 2026-03-05 '': 3 actors, 1 time, 1 place, 3 statements, 1 event, "
        "1 announcement>"
    )


def test_print_is_bounded_and_steers_no_terminal(record: Record) -> None:
    (event,) = record.events
    events = tuple(dataclasses.replace(event, id=f"e{n}", actors=("a1",) * 500) for n in range(900))
    long = article("Word. " * 90_000, published="2026-03-05", title="\u202eT" * 400)
    for text in (str(big := Record(long, record.actors, events=events)), repr(big)):
        assert len(text) < 2_000
        assert len(text.splitlines()) <= 11
        assert "\u202e" not in text
    assert str(big).endswith("... and 892 more")
    assert len(repr(long)) < 3_000
    assert str(Record(long)).endswith("nothing was found")


def test_records_are_tables(record: Record) -> None:
    (event,) = record.events
    full = dataclasses.replace(
        event,
        mentions=(event.trigger,),
        plover=Plover("AGREE", "meet", "Q1", 4.0),
        quantities=(Quantity("killed", None, 1.0, 2.0, None, span("Monday")),),
    )
    made = dataclasses.replace(record, events=(full,))
    table = to_arrow(iter([made, record]))
    first, second = table.to_pylist()
    assert first["article"] == record.article.id
    assert (first["published"], first["begin"]) == (dt.date(2026, 3, 5), dt.date(2026, 3, 9))
    assert (first["trigger_text"], first["trigger_start"]) == ("talks", event.trigger.start)
    assert (first["actor_names"], first["recipient_names"]) == (["Peru"], ["Chile"])
    assert first["according_to_names"] == ["Ana Soto", "Chile", "Chile"]
    assert first["mentions"] == [dataclasses.asdict(event.trigger)]
    assert first["quantities"][0]["high"] == 2.0
    assert (first["plover_type"], second["plover_type"]) == ("AGREE", None)
    assert {f.name for f in dataclasses.fields(Event)} - {"trigger", "plover"} <= {*first}


def test_every_table_has_its_columns_with_and_without_rows(record: Record) -> None:
    counts = {"events": 1, "actors": 3, "statements": 3, "announcements": 1, "changes": 0,
              "times": 1, "places": 1}  # fmt: skip
    for name, count in counts.items():
        table = to_arrow([record], name)  # type: ignore[arg-type]
        assert table.num_rows == count
        assert to_arrow([], name).schema == table.schema  # type: ignore[arg-type]
        assert len(set(table.column_names)) == len(table.column_names)
        assert {row["source"] for row in table.to_pylist()} <= {"Example"}
    said = to_arrow([record], "statements").to_pylist()
    assert [row["speaker_name"] for row in said] == ["Ana Soto", None, None]
    assert said[0]["cue_text"] == "said"
    assert to_arrow([record], "announcements").to_pylist()[0]["by_names"] == ["Ana Soto"]
    with pytest.raises(ValueError, match="table is one of actors"):
        to_arrow([record], "words")  # type: ignore[arg-type]


def test_without_pyarrow_it_says_what_to_install(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(DependencyError, match=r"pip install 'diurna\[arrow\]'") as caught:
        to_arrow([record])
    assert isinstance(caught.value, DiurnaError)
    assert isinstance(caught.value, ImportError)
