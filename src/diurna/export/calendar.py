"""The agenda as a calendar that people can subscribe to (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, Final

from icalendar import Calendar, Event

from diurna.visible import dropped

_Row = dict[str, Any]
_STATUS: Final = {
    "announced": "TENTATIVE", "rescheduled": "TENTATIVE", "relocated": "TENTATIVE",
    "postponed": "TENTATIVE", "confirmed": "CONFIRMED", "occurred": "CONFIRMED",
    "cancelled": "CANCELLED", "denied": "CANCELLED", "lapsed": "TENTATIVE",
}  # fmt: skip
"""That no outcome was seen is not that it was called off."""
_LAST: Final = dt.date.max


def calendar(rows: Iterable[_Row], history: Callable[[int], list[_Row]]) -> str:
    """Return entries as an iCalendar file; what has no day at all is left out.

    Control characters are dropped: the form has no way to write them.

    Args:
        rows: Entries as the archive gives them.
        history: Gives the reports of an entry by its number.
    """
    out = Calendar()
    out.add("prodid", "-//Diurna//agenda//EN")
    out.add("version", "2.0")
    out.add("x-wr-calname", "Diurna agenda")
    for row in rows:
        begin = row["begin"] or row["end"]
        if begin is None:
            continue
        steps = history(row["entry"])
        event = Event()
        event.add("uid", f"{row['uid']}@diurna")
        event.add("summary", dropped(row["what"]))
        event.add("dtstart", begin)
        if (end := after(row["end"], begin)) is not None:
            event.add("dtend", end)
        event.add("status", _STATUS[row["status"]])
        event.add("sequence", max(len(steps) - 1, 0))
        stamp = dt.datetime.combine(row["changed_on"], dt.time(), dt.UTC)
        event.add("dtstamp", stamp)
        event.add("last-modified", stamp)
        if row["place"]:
            event.add("location", dropped(row["place"]))
        event.add("categories", [row["type"], row["status"]])
        event.add("description", dropped(description(row, steps)))
        event.add("transp", "TRANSPARENT")
        out.add_component(event)
    text: bytes = out.to_ical()
    return text.decode()


def after(end: dt.date | None, begin: dt.date) -> dt.date | None:
    """Return the day after a window, never before its first; None where the calendar ends."""
    last = max(end or begin, begin)
    if last < _LAST:
        return last + dt.timedelta(days=1)
    return last if begin < last else None


def description(row: _Row, steps: list[_Row]) -> str:
    """Return the words that an entry rests on, one report a line."""
    by = ", ".join(row["announced_by"])
    lines = [f"{row['status']}; announced {row['announced_on']}" + (f" by {by}" if by else "")]
    for step in steps:
        source = f" ({step['source']})" if step["source"] else ""
        url = f" {step['url']}" if step["url"] else ""
        lines.append(f"{step['as_of']} {step['said']}{source}: {step['evidence']}{url}")
    return "\n".join(lines)
