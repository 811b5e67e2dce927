"""The algebra of intervals, the holidays, and the strings that times are written as."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from diurna.when.holidays import days_of
from diurna.when.intervals import Interval, month, months, year

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
ENDS = st.one_of(st.none(), DAYS)
CONVERSE = {
    "before": "after", "meets": "met-by", "overlaps": "overlapped-by", "starts": "started-by",
    "during": "contains", "finishes": "finished-by", "equals": "equals",
}  # fmt: skip


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    begin, end = draw(ENDS), draw(ENDS)
    assume(begin is None or end is None or begin <= end)
    return Interval(begin, end)


@given(intervals(), intervals())
def test_allen_relations_have_their_converse(a: Interval, b: Interval) -> None:
    both = CONVERSE | {v: k for k, v in CONVERSE.items()}
    assert b.relation(a) == both[a.relation(b)]


@given(intervals(), intervals())
def test_what_two_share_lies_in_both_and_the_hull_holds_them(a: Interval, b: Interval) -> None:
    shared = a.meet(b)
    assert a.overlaps(b) == (shared is not None) == (b.meet(a) is not None)
    if shared:
        assert shared in a
        assert shared in b
        assert a.gap(b) == 0
    assert a in a.hull(b)
    assert b in a.hull(b)


@given(intervals(), st.integers(-1000, 1000))
def test_a_shift_is_undone_by_its_opposite(a: Interval, days: int) -> None:
    assert a.shifted(days).shifted(-days) == a
    assert a.shifted(days).days == a.days


def test_gaps_and_meetings() -> None:
    may, june, july = month(2025, 5), month(2025, 6), month(2025, 7)
    assert may.relation(june) == "meets"
    assert may.relation(july) == "before"
    assert may.gap(july) == 30
    assert months(2025, 5, 2).relation(may) == "started-by"
    assert dt.date(2025, 5, 31) in may
    assert "May" not in may


@pytest.mark.parametrize(
    ("interval", "printed"),
    [
        (month(2025, 2), "2025-02"),
        (year(2025), "2025"),
        (year(2014, 3), "2014/2016"),
        (Interval(dt.date(2025, 10, 17), dt.date(2025, 10, 17)), "2025-10-17"),
        (Interval(dt.date(2025, 10, 17), dt.date(2025, 10, 31)), "2025-10-17/2025-10-31"),
        (Interval(dt.date(2025, 10, 17)), "2025-10-17/.."),
        (Interval(None, dt.date(2025, 10, 17)), "../2025-10-17"),
        (
            Interval(
                dt.date(2025, 10, 17), dt.date(2025, 10, 24), earliest_end=dt.date(2025, 10, 19)
            ),
            "2025-10-17/2025-10-24~",
        ),
    ],
)
def test_edtf(interval: Interval, printed: str) -> None:
    assert interval.edtf() == printed


@pytest.mark.parametrize(
    ("name", "number", "first"),
    [
        ("easter-monday", 2025, "2025-04-21"),
        ("orthodox-easter", 2024, "2024-05-05"),
        ("thanksgiving", 2024, "2024-11-28"),
        ("election-day", 2024, "2024-11-05"),
        ("ramadan", 2024, "2024-03-11"),
        ("passover", 2024, "2024-04-23"),
        ("yom-kippur", 1973, "1973-10-06"),
        ("hanukkah", 2023, "2023-12-08"),
        ("purim", 2025, "2025-03-14"),
        ("lunar-new-year", 2026, "2026-02-17"),
    ],
)
def test_holidays_fall_where_they_were_kept(name: str, number: int, first: str) -> None:
    assert str(days_of(name, number)[0].begin) == first


def test_vague_windows_know_what_they_do_not_know() -> None:
    vague = Interval(dt.date(2025, 10, 17), None, latest_begin=dt.date(2025, 10, 20))
    assert vague.vague
    assert vague.open
    assert vague.edtf() == "2025-10-17~/.."
    assert month(2025, 5).grain == "month"
    assert months(2025, 4, 3).grain == "quarter"
    assert year(1990, 10).grain == "decade"


def test_a_holiday_beyond_its_table_has_no_days() -> None:
    assert days_of("lunar-new-year", 1900) == []
