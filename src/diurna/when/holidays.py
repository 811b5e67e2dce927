"""Days of holidays: fixed, movable, and of the Hebrew, Islamic and Chinese calendars.

The Hebrew and Islamic dates are arithmetic (Dershowitz and Reingold, "Calendrical Calculations");
where a new moon must be seen the day that was kept may differ by one. The Chinese new year is a
table of what the Purple Mountain Observatory's calendar gives.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from diurna.when import intervals
from diurna.when.intervals import Interval

_DAY: Final = dt.timedelta(1)
_ISLAMIC_EPOCH: Final = 227015
_HEBREW_EPOCH: Final = -1373427
"""Ordinals of the first day of each calendar."""
_LUNAR: Final = (
    127, 215, 204, 123, 210, 131, 219, 207, 128, 216, 205, 124, 212, 201, 122, 209, 129,
    218, 207, 126, 214, 203, 123, 210, 131, 219, 208, 128, 216, 205, 125, 212, 201, 122,
    210, 129, 217, 206, 126, 213, 203, 123, 211, 131, 219, 208, 128, 215, 204, 124, 212,
)  # fmt: skip
"""Month times a hundred and day of the Chinese new year, from 1990."""


def orthodox_easter(year: int) -> dt.date:
    """Return the Sunday on which the Julian reckoning puts Easter (Meeus), in our calendar."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    century = year // 100
    return dt.date(year, month, day + 1) + (century - century // 4 - 2) * _DAY


def islamic(year: int, month: int, day: int) -> dt.date:
    """Return the day of a date of the tabular Islamic calendar."""
    ordinal = day + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return dt.date.fromordinal(_ISLAMIC_EPOCH + ordinal - 1)


def _islamic_days(year: int, month: int, day: int) -> list[dt.date]:
    """Return the days in one of our years on which a date of the Islamic year falls."""
    first = (year - 622) * 33 // 32
    made = (islamic(y, month, day) for y in range(first, first + 3))
    return [d for d in made if d.year == year]


def _hebrew_elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def _hebrew_new_year(year: int) -> int:
    before, this, after = (_hebrew_elapsed(year + n) for n in (-1, 0, 1))
    late = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return _HEBREW_EPOCH + this + late


def _tishri(year: int, day: int) -> dt.date:
    """Return a day of the month that opens the Hebrew year in the autumn of one of ours."""
    return dt.date.fromordinal(_hebrew_new_year(year + 3761) + day - 1)


def _passover(year: int) -> dt.date:
    """Return 15 Nisan: 163 days before the next new year."""
    return _tishri(year, 1) - 163 * _DAY


def _hanukkah(year: int) -> dt.date:
    """Return 25 Kislev."""
    length = _hebrew_new_year(year + 3762) - _hebrew_new_year(year + 3761)
    return _tishri(year, 1) + (84 if length in (355, 385) else 83) * _DAY


def _nth(month: int, weekday: int, nth: int) -> Callable[[int], list[dt.date]]:
    return lambda year: [intervals.nth_weekday(year, month, weekday, nth)]


def _easter(days: int) -> Callable[[int], list[dt.date]]:
    return lambda year: [intervals.easter(year) + days * _DAY]


def _lunar(year: int) -> list[dt.date]:
    if not 0 <= year - 1990 < len(_LUNAR):
        return []
    return [dt.date(year, *divmod(_LUNAR[year - 1990], 100))]


_MOVABLE: Final[dict[str, tuple[Callable[[int], list[dt.date]], int]]] = {
    "easter": (_easter(0), 1),
    "easter-monday": (_easter(1), 1),
    "good-friday": (_easter(-2), 1),
    "holy-thursday": (_easter(-3), 1),
    "palm-sunday": (_easter(-7), 1),
    "ash-wednesday": (_easter(-46), 1),
    "ascension": (_easter(39), 1),
    "pentecost": (_easter(49), 1),
    "orthodox-easter": (lambda y: [orthodox_easter(y)], 1),
    "thanksgiving": (_nth(11, 3, 4), 1),
    "black-friday": (lambda y: [intervals.nth_weekday(y, 11, 3, 4) + _DAY], 1),
    "election-day": (lambda y: [intervals.nth_weekday(y, 11, 0, 1) + _DAY], 1),
    "labor-day": (_nth(9, 0, 1), 1),
    "memorial-day": (_nth(5, 0, -1), 1),
    "mlk-day": (_nth(1, 0, 3), 1),
    "presidents-day": (_nth(2, 0, 3), 1),
    "columbus-day": (_nth(10, 0, 2), 1),
    "mothers-day": (_nth(5, 6, 2), 1),
    "fathers-day": (_nth(6, 6, 3), 1),
    "ramadan": (lambda y: _islamic_days(y, 9, 1), 30),
    "eid-al-fitr": (lambda y: [d - _DAY for d in _islamic_days(y, 10, 1)], 4),
    "eid-al-adha": (lambda y: [d - _DAY for d in _islamic_days(y, 12, 10)], 5),
    "islamic-new-year": (lambda y: _islamic_days(y, 1, 1), 1),
    "ashura": (lambda y: _islamic_days(y, 1, 10), 1),
    "mawlid": (lambda y: _islamic_days(y, 3, 12), 1),
    "rosh-hashanah": (lambda y: [_tishri(y, 1)], 2),
    "yom-kippur": (lambda y: [_tishri(y, 10)], 1),
    "sukkot": (lambda y: [_tishri(y, 15)], 7),
    "hanukkah": (lambda y: [_hanukkah(y)], 8),
    "purim": (lambda y: [_passover(y) - 30 * _DAY], 1),
    "passover": (lambda y: [_passover(y)], 7),
    "lunar-new-year": (_lunar, 1),
}
"""When each begins in a year, and how many days it lasts; the feasts of the new moon open a day
early, since they are kept when it is seen."""


def days_of(name: str, year: int) -> list[Interval]:
    """Return the days of a holiday in a year; none where the calendar here does not know them.

    Args:
        name: A name of the holiday table, or ``MM-DD``.
        year: A year of our calendar.
    """
    if name not in _MOVABLE:
        month, day = map(int, name.split("-"))
        return [intervals.day(dt.date(year, month, day))]
    begins, length = _MOVABLE[name]
    return [Interval(d, d + (length - 1) * _DAY) for d in begins(year)]
