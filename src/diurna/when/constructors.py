"""From a rule's match to days: the functions that rules name in their ``make``."""

from __future__ import annotations

from typing import Final

from diurna.when import calendar, durations, parts, relative, windows
from diurna.when.values import Constructor

CONSTRUCTORS: Final[dict[str, Constructor]] = {
    f.__name__: f
    for f in (
        calendar.calendar_day,
        calendar.numeric_date,
        calendar.day_range,
        calendar.month_range,
        calendar.month,
        calendar.year,
        calendar.bc,
        calendar.year_range,
        calendar.decade,
        calendar.century,
        calendar.holiday,
        calendar.season,
        calendar.quarter,
        calendar.told_quarter,
        calendar.fiscal_year,
        calendar.q_number,
        calendar.spelled_year,
        calendar.short_decade,
        calendar.day_within,
        calendar.spelled_day,
        relative.weekday,
        relative.earlier_in,
        relative.the_unit,
        relative.rest_of,
        relative.weekday_range,
        relative.weekday_of_week,
        relative.week_from_weekday,
        relative.deictic_day,
        relative.this_daypart,
        relative.weekend,
        relative.relative_unit,
        relative.part_of_unit,
        relative.unit_end,
        windows.within,
        windows.next_units,
        windows.past_unit,
        windows.bare_units,
        windows.past_units,
        windows.year_earlier,
        windows.ago,
        windows.from_now,
        windows.later,
        durations.running,
        durations.duration,
        durations.long_units,
        durations.a_while,
        durations.recurring,
        durations.recurring_weekday,
        durations.present,
        durations.vague_adjective,
        durations.past,
        durations.future,
        durations.clock,
        durations.anaphoric,
        durations.day_before,
        parts.latent,
        parts.fraction,
        parts.nth,
        parts.daypart,
    )
}
