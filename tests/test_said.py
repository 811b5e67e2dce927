"""Said: quotations and reported clauses, with their speakers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from diurna import Record
from diurna.said.quotes import find_quotes


def said(record: Record) -> list[tuple[str, str, str]]:
    names = {a.id: a.name for a in record.actors}
    return [(s.kind, names.get(s.speaker or "", ""), s.content[0].text) for s in record.statements]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('He said "yes" and "no".', ["yes", "no"]),
        ("“One,” she said, “two.”", ["One,", "two."]),
        ('"An open one\n"that goes on."', ["An open one", "that goes on."]),
        ('A stray " mark.', []),
        ("No marks.", []),
    ],
)
def test_quotation_marks(text: str, quotes: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotes(text)] == quotes


def test_direct_speech(record_of: Callable[..., Record]) -> None:
    record = record_of(
        '"We will not leave the table," President Ana Soto told reporters on Tuesday.'
    )
    assert said(record) == [("direct", "Ana Soto", "We will not leave the table,")]
    statement = record.statements[0]
    assert statement.cue is not None
    assert statement.cue.text == "told"
    assert statement.spoken.begin == dt.date(2025, 10, 14)
    addressed = [a.name for a in record.actors if a.id in statement.addressees]
    assert addressed == ["reporters"]


def test_indirect_speech_and_pronouns(record_of: Callable[..., Record]) -> None:
    record = record_of("Minister Jan Nowak arrived late. He said that the talks had failed.")
    assert said(record) == [("indirect", "Jan Nowak", "that the talks had failed")]


def test_mixed_speech(record_of: Callable[..., Record]) -> None:
    record = record_of("Ana Soto said the plan was “an insult to every voter in the country”.")
    assert said(record)[0][:2] == ("mixed", "Ana Soto")


def test_according_to(record_of: Callable[..., Record]) -> None:
    record = record_of("At least 12 people were killed, according to police.")
    kind, speaker, _ = said(record)[0]
    assert (kind, speaker) == ("indirect", "police")


def test_the_first_person_is_the_speaker(record_of: Callable[..., Record]) -> None:
    record = record_of(
        '"I will meet President Juan Soto on Monday," Prime Minister Jan Nowak said.'
    )
    names = {a.id: a.name for a in record.actors}
    event = next(e for e in record.events if e.type == "CONSULT")
    assert {names[a] for a in event.actors} == {"Jan Nowak", "Juan Soto"}


def test_scare_quotes_are_no_statement(record_of: Callable[..., Record]) -> None:
    assert said(record_of("The so-called “peace train” left Lima.")) == []
