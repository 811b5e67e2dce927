"""What times count from, the windows they open, and how they are written elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from diurna import Record, article, read
from diurna.export.timeml import timeml, timex3
from diurna.language import Reading
from diurna.record import Span, TimeSpan
from diurna.when import edtf, window
from diurna.when.choice import using, weights

FRIDAY = dt.date(2025, 10, 17)


def days(time: TimeSpan) -> tuple[str, str]:
    return str(time.begin or ""), str(time.end or "")


@pytest.mark.parametrize(
    ("text", "ahead", "expected"),
    [
        ("They will sign it by Tuesday.", True, ("2025-10-17", "2025-10-21")),
        ("They will sign it before Tuesday.", True, ("2025-10-17", "2025-10-20")),
        ("They will sign it no later than Tuesday.", True, ("2025-10-17", "2025-10-21")),
        ("They will sign it after Tuesday.", True, ("2025-10-21", "")),
        ("They have marched since Tuesday.", False, ("2025-10-14", "")),
        ("It will apply as of November 3.", True, ("2025-11-03", "")),
        ("It will not open until November 3.", True, ("2025-11-03", "")),
        ("It will be over before the end of November.", True, ("2025-10-17", "2025-11-30")),
    ],
)
def test_the_words_before_a_time_open_its_window(
    reading_of: Callable[[str], Reading],
    record_of: Callable[..., Record],
    text: str,
    ahead: bool,
    expected: tuple[str, str],
) -> None:
    time = record_of(text).times[0]
    opened = window(reading_of(text), time, FRIDAY, ahead=ahead)
    assert (str(opened.begin or ""), str(opened.end or "")) == expected


def test_the_reason_names_the_rule_and_the_sign(record_of: Callable[..., Record]) -> None:
    time = record_of("The minister will meet them on Tuesday.").times[0]
    assert time.why is not None
    assert time.why.startswith("weekday: ")
    assert record_of("They met in 1998.").times[0].why == "year"


def test_a_date_with_its_year_counts_from_nothing(record_of: Callable[..., Record]) -> None:
    record = record_of("They met on March 4, 2024. The talks failed a week later.")
    first, second = record.times
    assert first.anchor is None
    assert second.anchor == first.id
    assert days(second) == ("2024-03-11", "2024-03-17")


def test_a_history_goes_on_in_its_own_year() -> None:
    text = (
        "The war began in March 1911. In May 1911 the president fled. His rival took office in "
        "November 1911. In February 1913 he was shot. On 5 May the army split. The north fell in "
        "September. In July 1914 the usurper left."
    )
    record = read(article(text, published=FRIDAY))
    fifth = next(t for t in record.times if t.span.text == "5 May")
    assert str(fifth.begin) == "1913-05-05"
    assert fifth.anchor != "published"


def test_zones_are_kept_and_timeml_leaves_them_out(record_of: Callable[..., Record]) -> None:
    record = record_of("The truce began at 9 a.m. EST on Tuesday.")
    assert record.times[0].value == "2025-10-14T09:00-05:00"
    assert next(timex3(record.times[0])).value == "2025-10-14T09:00"


def test_summer_time_decides_what_eastern_means(record_of: Callable[..., Record]) -> None:
    summer = record_of("The talks began at 9 a.m. ET on July 4, 2025.").times[0]
    winter = record_of("The talks began at 9 a.m. ET on January 4, 2025.").times[0]
    assert summer.value.endswith("-04:00")
    assert winter.value.endswith("-05:00")


def test_timeml_marks_both_ends_of_a_range() -> None:
    time = TimeSpan(
        "t1", Span(0, 17, "Monday to Tuesday"), "DATE", "2025-10-20/2025-10-21",
        dt.date(2025, 10, 20), dt.date(2025, 10, 21),
    )  # fmt: skip
    ends = list(timex3(time))
    assert [(e.span.text, e.value) for e in ends] == [
        ("Monday", "2025-10-20"),
        ("Tuesday", "2025-10-21"),
    ]
    assert edtf(time) == "2025-10-20/2025-10-21"


def test_a_timeml_document_is_well_formed(record_of: Callable[..., Record]) -> None:
    record = record_of("Profit & loss <fell> from 2014 to 2016. They met on Tuesday.")
    root = ElementTree.fromstring(timeml(record).partition("\n")[2])
    marked = [(t.text, t.get("value")) for t in root.findall("TEXT/TIMEX3")]
    assert marked == [("2014", "2014"), ("2016", "2016"), ("Tuesday", "2025-10-14")]
    assert root.findtext("DCT/TIMEX3") == "2025-10-17"


def test_other_weights_hold_only_inside(record_of: Callable[..., Record]) -> None:
    with using({"anchor": {"ahead past": 9.0}, "keep": {}}):
        turned = record_of("The talks of Tuesday failed.").times[0]
    assert str(turned.begin) == "2025-10-21"
    assert weights("anchor").get("ahead past", 0.0) < 9.0


@pytest.mark.parametrize("text", ["They met last week in Vienna.", "They met last year in May."])
def test_what_joins_nothing_gives_way(record_of: Callable[..., Record], text: str) -> None:
    assert record_of(text).times[0].begin


def test_a_holiday_has_its_capitals(record_of: Callable[..., Record]) -> None:
    assert str(record_of("They hope for a truce on Christmas Day.").times[0].begin) == "2025-12-25"
    assert str(record_of("They will leave on New Year's Eve.").times[0].begin) == "2025-12-31"
