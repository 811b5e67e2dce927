"""Days as they are told in sentences, read whole: by the words around them, and by the clause."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diurna import Record, article, read
from diurna.language import Reading
from diurna.record import Event
from diurna.when import find

RecordOf = Callable[..., Record]


def table(name: str, room: str = "when") -> dict[str, dict[str, list[list[str]]]]:
    made: dict[str, dict[str, list[list[str]]]] = tomllib.loads(
        (files(f"diurna.{room}") / "data" / name).read_text("utf-8")
    )
    return made


def days(begin: dt.date | None, end: dt.date | None) -> str:
    if begin == end:
        return str(begin or "")
    return f"{begin or ''}..{end or ''}"


def told(record: Record) -> list[str]:
    return [days(t.begin, t.end) for t in record.times]


def of(record: Record, word: str) -> Event:
    return next(e for e in record.events if e.trigger.text == word)


WAYS = [example for part in table("tense.toml", "syntax").values() for example in part["examples"]]


@pytest.mark.parametrize(("text", "day"), WAYS, ids=[text for text, _ in WAYS])
def test_the_clause_says_which_way_a_time_lies(record_of: RecordOf, text: str, day: str) -> None:
    assert day in {str(t.begin) for t in record_of(text).times}


COUNTS = [
    (text, wanted)
    for part in table("counts.toml").values()
    for key, wanted in (("examples", False), ("not", True))
    for text in part.get(key, [])
]


@pytest.mark.parametrize(("text", "wanted"), COUNTS, ids=[str(text) for text, _ in COUNTS])
def test_a_count_is_no_year(reading_of: Callable[[str], Reading], text: str, wanted: bool) -> None:
    names = {name for f in find(reading_of("\n" + text)) for name in f.parts}
    assert bool(names & {"year", "year-range"}) == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council will pick a chair in under two weeks.", "2025-10-17..2025-10-31"),
        ("Troops will leave in at most ten days.", "2025-10-17..2025-10-27"),
        ("The bridge will open in not more than three months.", "2025-10-17..2026-01-17"),
        ("Talks will open in no longer than four days.", "2025-10-17..2025-10-21"),
        ("A ruling will come in up to six weeks.", "2025-10-17..2025-11-28"),
        ("The vote is less than three weeks away.", "2025-10-17..2025-11-07"),
        ("The mayor left less than a month ago.", "2025-09-17..2025-10-17"),
        ("The port will close in three weeks.", "2025-11-03..2025-11-09"),
        ("Parks will close from November to March.", "2025-11-01..2026-03-31"),
        ("A truce will hold between 27 December and 3 January.", "2025-12-27..2026-01-03"),
        ("The deal was signed on the first of May, nineteen ninety-one.", "1991-05-01"),
        ("The road will open in twenty thirty.", "2030-01-01..2030-12-31"),
        ("Crowds will gather next weekend.", "2025-10-25..2025-10-26"),
        ("They will meet next month.", "2025-11-01..2025-11-30"),
        ("Over the next month they will meet.", "2025-10-17..2025-11-17"),
        ("On May 4, 5 soldiers died.", "2025-05-04"),
    ],
)
def test_one_time_is_told(record_of: RecordOf, text: str, expected: str) -> None:
    assert told(record_of(text)) == [expected]


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        ("2026-02-10", "Rebels took the valley last winter.", "2024-12-01..2025-02-28"),
        ("2026-01-20", "Rebels took the valley last winter.", "2024-12-01..2025-02-28"),
        ("2026-03-20", "Rebels took the valley last winter.", "2025-12-01..2026-02-28"),
        ("2026-01-20", "Rebels will return next winter.", "2026-12-01..2027-02-28"),
        ("2026-01-20", "Rebels fled the winter before last.", "2023-12-01..2024-02-29"),
        ("2026-01-10", "They fought from 20 December to 4 January.", "2025-12-20..2026-01-04"),
    ],
)
def test_a_winter_lies_over_new_year(
    record_of: RecordOf, published: str, text: str, expected: str
) -> None:
    assert told(record_of(text, dt.date.fromisoformat(published))) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels took the port on 2 September. The next day they took a town.", "2025-09-03"),
        ("Miners struck on Monday and the next day blocked the road.", "2025-10-14"),
        ("The fair opens on 3 November; the next day a treaty will be signed.", "2025-11-04"),
        ("In June 2018 the bank failed. The next month its owner fled.", "2018-07-01..2018-07-31"),
        ("In 1990 the wall fell. The next year the union fell.", "1991-01-01..1991-12-31"),
        ("Judges will sit tomorrow and the next day.", "2025-10-19"),
        ("Ministers left on Monday. The next week will decide.", "2025-10-20..2025-10-26"),
        ("Rebels came on 2 September. The following Monday they left.", "2025-09-08"),
        ("The mayor left on 3 September. The next Sunday crowds cheered.", "2025-09-07"),
        ("Police came on 3 September. The following weekend they left.", "2025-09-06..2025-09-07"),
        ("Police came on 6 September. The previous weekend they left.", "2025-08-30..2025-08-31"),
    ],
)
def test_the_next_one_counts_from_what_was_told(
    record_of: RecordOf, text: str, expected: str
) -> None:
    assert told(record_of(text))[1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nurses will strike on 5, 12 and 19 November.", "2025-11-05 2025-11-12 2025-11-19"),
        ("Talks will be held on November 3, 4 and 7.", "2025-11-03 2025-11-04 2025-11-07"),
        ("Talks will be held on 5 and 19 November.", "2025-11-05 2025-11-19"),
        ("Nurses struck on the 3rd, 4th and 9th of May.", "2025-05-03 2025-05-04 2025-05-09"),
        ("Nurses will strike on Monday 3 and Tuesday 4 November.", "2025-11-03..2025-11-04"),
        ("Nurses will strike on Monday 3 and Friday 7 November.", "2025-11-03 2025-11-07"),
        ("She lost in 2014 and 2018.", "2014-01-01..2014-12-31 2018-01-01..2018-12-31"),
        ("Sales fell in May and July 2024.", "2024-05-01..2024-05-31 2024-07-01..2024-07-31"),
    ],
)
def test_what_is_listed_is_no_range(record_of: RecordOf, text: str, expected: str) -> None:
    assert told(record_of(text)) == expected.split()


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (
            "Nurses will strike on Monday, Tuesday and Wednesday.",
            "strike",
            "2025-10-20..2025-10-22",
        ),
        ("Nurses struck on 3, 4 and 5 September.", "struck", "2025-09-03..2025-09-05"),
        ("Nurses will strike on 5 and 19 November.", "strike", "2025-11-05"),
        ("Nurses struck at weekends.", "struck", ""),
    ],
)
def test_an_event_runs_on_over_neighbouring_days(
    record_of: RecordOf, text: str, word: str, expected: str
) -> None:
    event = of(record_of(text), word)
    assert days(event.begin, event.end) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The court hears the case on Monday.", "hears"),
        ("Kenyans vote on Sunday in a run-off.", "vote"),
        ("The minister travels to Lima on Tuesday.", "travels"),
        ("The minister travels to Lima on Tuesday for talks.", "talks"),
        ("The new president is sworn in on Thursday.", "sworn in"),
        ("The vote is on Sunday.", "vote"),
        ("The summit is due on Friday.", "summit"),
        ("Thousands march in Paris on Saturday against the law.", "march"),
        ("Airport workers walk out on Wednesday over pay.", "walk out"),
    ],
)
def test_a_fixture_in_the_present_is_planned(record_of: RecordOf, text: str, word: str) -> None:
    assert of(record_of(text), word).status == "planned"


@pytest.mark.parametrize(
    "text",
    [
        "Parliament votes on the bill",
        "The vote was on Sunday.",
        "The court heard the case on Monday.",
        "The statement comes after a raid on Tuesday.",
    ],
)
def test_what_is_told_of_the_past_is_not_planned(record_of: RecordOf, text: str) -> None:
    assert not [e for e in record_of(text).events if e.status == "planned"]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Ministers meet in Riga on Monday\nVotes were counted.", 0),
        ("\nMinisters meet in Riga on Monday\nVotes were counted.", 0),
        ("Votes were counted\nMinisters meet in Riga on Monday.", 1),
        ("\nMinisters meet in Riga on Monday.\nVotes were counted.", 1),
    ],
)
def test_a_headline_in_the_present_looks_neither_way(
    reading_of: Callable[[str], Reading], text: str, way: int
) -> None:
    assert [f.direction for f in find(reading_of(text))] == [way]


@pytest.mark.parametrize(
    "text",
    [
        "Aid was halted due to blockades by rebels.",
        "Flights were cancelled due to a strike by pilots on Monday.",
        "Thousands fled due to attacks by the army.",
        "Soldiers committed war crimes in the town, the UN said.",
        "The militia is accused of committing murders.",
        "The army has committed massacres of civilians.",
    ],
)
def test_a_reason_and_a_crime_announce_nothing(record_of: RecordOf, text: str) -> None:
    record = record_of(text)
    assert not record.announcements
    assert not [e for e in record.events if e.status == "planned"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Peru has committed to withdraw its troops from Chile.", "promise"),
        ("France committed to a ceasefire.", "promise"),
        ("The president is due to visit Lima on Monday.", "plan"),
        ("The summit is due on Monday.", "schedule"),
    ],
)
def test_who_commits_or_is_due_announces(record_of: RecordOf, text: str, kind: str) -> None:
    assert kind in {n.kind for n in record_of(text).announcements}


@pytest.mark.parametrize(
    "text",
    [
        "Parliament will vote on 31 December 9999.",
        "Rebels took the town on 3 May 20267.",
        "It happened on Sept. 11, 99999999999999999999.",
        "He ruled for 99999999999999999999 years.",
        "Room 2014 was searched.",
    ],
)
def test_an_absurd_date_is_none(record_of: RecordOf, text: str) -> None:
    assert told(record_of(text)) == []


EDGES = [
    dt.date(1, 1, 1), dt.date(1, 1, 31), dt.date(1, 12, 31), dt.date(2, 1, 3),
    dt.date(9998, 12, 31), dt.date(9999, 1, 1), dt.date(9999, 12, 30), dt.date(9999, 12, 31),
]  # fmt: skip
PHRASES = [
    "on Monday", "next week", "the week after next", "the winter before last", "last winter",
    "in two weeks", "two Sundays from now", "the next day", "the following Monday", "by May",
    "before 1 January", "on 30, 31 December and 1 January", "from December to February",
    "a day before the vote", "two years later", "a century ago", "at 23:59 on Monday",
    "in 9999", "on 31 December 9999", "in the first week of the year", "next decade",
    "over the coming months", "at the end of the month", "last quarter", "at Easter", "tomorrow",
]  # fmt: skip


@settings(max_examples=60)
@given(st.sampled_from(EDGES), st.lists(st.sampled_from(PHRASES), min_size=1, max_size=4))
def test_the_edges_of_the_calendar_hold(published: dt.date, phrases: list[str]) -> None:
    text = " ".join(f"Ministers will meet {p}. Rebels left {p}." for p in phrases)
    made = article(text, published=dt.date(2026, 1, 1))
    read(replace(made, published=published)).check()  # whoever makes an article by hand
