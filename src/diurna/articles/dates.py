"""The day of publication: which layouts name one without doubt, and which days can be one."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_tz
from typing import Final

from diurna.world.words import listed

EARLIEST: Final = dt.date(1600, 1, 1)
"""Nothing that is news was printed before; year 1 is the default of a platform, not a day."""
LATEST: Final = dt.date(2199, 12, 31)
"""Later days are defaults and slips; the end of the calendar breaks arithmetic."""

_ZONE = r"\s?(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
_NUMERIC: Final = re.compile(
    rf"(?P<year>\d{{4}})(?P<sep>[-/])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})"
    rf"(?:[T ]{_CLOCK}{_ZONE})?",
    re.ASCII,
)
_BASIC: Final = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})(?P<part>)(?P<zone>Z)?)?",
    re.ASCII,
)
_WEEKDAYS: Final = listed("weekdays", "articles")
_MAIL: Final = re.compile(
    rf"(?:(?P<weekday>{'|'.join(_WEEKDAYS)})[a-z]*,? )?"
    r"\d{1,2} [A-Z][a-z]{2,8} (?:\d{2}|\d{4})"
    r" \d{1,2}:\d{2}(?::\d{2})?(?: (?P<zone>[+-]\d{4}|[A-Z]{1,5}))?",
    re.ASCII,
)
_UNIVERSAL: Final = frozenset({"UT", "UTC", "GMT", "Z"})


def _offset(zone: str | None) -> dt.timezone:
    """Return the zone that an offset names; none at all is taken for UTC."""
    if not zone or zone[0] not in "+-":
        return dt.UTC
    sign = -1 if zone[0] == "-" else 1
    return dt.timezone(sign * dt.timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:])))


def _numeric(match: re.Match[str]) -> dt.date | dt.datetime:
    day = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    if not match["hour"]:
        return day
    parts = int(((match["part"] or "") + "000000")[:6])
    clock = dt.time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0), parts)
    return dt.datetime.combine(day, clock, _offset(match["zone"]))


def _mail(text: str, match: re.Match[str]) -> dt.date | dt.datetime | None:
    """Read the date of a mail or feed (RFC 822); its weekday, where told, must be the day's."""
    parts = parsedate_tz(text)
    if parts is None:
        return None
    stamp = dt.datetime(*parts[:6])
    if match["weekday"] and _WEEKDAYS[stamp.weekday()] != match["weekday"]:
        return None
    zone, offset = match["zone"], parts[9]
    if zone and zone not in _UNIVERSAL and not offset and zone[0] not in "+-":
        return stamp.date()  # a zone that nobody can place: the day is sure, the instant is not
    return stamp.replace(tzinfo=dt.timezone(dt.timedelta(seconds=offset or 0)))


def parse_date(value: object) -> dt.date | dt.datetime | None:
    """Return the day or instant that a value names, or None where it names none without doubt.

    Read are ISO 8601 days and instants (``2026-03-05``, ``2026-03-05T10:00Z``), the same with
    slashes, and the dates of mails and feeds (RFC 822). What could be two days (``05/03/2026``)
    or is cut off (``2026-03-05T15``) names none.
    """
    if isinstance(value, dt.datetime):
        return value if value.tzinfo else value.replace(tzinfo=dt.UTC)
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str) or len(value) > 60:
        return None
    text = value.strip()
    try:
        if match := _NUMERIC.fullmatch(text) or _BASIC.fullmatch(text):
            return _numeric(match)
        if match := _MAIL.fullmatch(text):
            return _mail(text, match)
    except (ValueError, OverflowError):
        return None
    return None


def day_of(stamp: dt.date | dt.datetime) -> dt.date:
    """Return the day of a day or an instant, where it was published."""
    return stamp.date() if isinstance(stamp, dt.datetime) else stamp


def possible(stamp: dt.date | dt.datetime) -> bool:
    """Say whether something can be published on a day."""
    return bool(EARLIEST <= day_of(stamp) <= LATEST)


def lately(month: int, day: int, known: dt.date) -> dt.date | None:
    """Return the last such day of a year that is not after a known day."""
    for year in range(known.year, known.year - 9, -1):  # 29 February may be eight years back
        try:
            found = dt.date(year, month, day)
        except ValueError:
            continue
        if found <= known:
            return found
    return None
