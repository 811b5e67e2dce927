"""What a record answers by itself: what bears an id, names, a few lines of print."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from diurna import (
    Actor,
    Announcement,
    Event,
    Place,
    Record,
    RecordError,
    Span,
    Statement,
    TimeSpan,
    article,
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
        article(TEXT, published="2026-03-05"),
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
