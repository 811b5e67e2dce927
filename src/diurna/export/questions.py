"""Entries of the agenda as forecast questions, with what settled them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

_Row = dict[str, Any]


SILENCE: Final = ("open", "no")
"""What becomes of a question on which nothing was reported: it stays open, or is resolved "no"."""


def questions(
    rows: Iterable[_Row],
    history: Callable[[int], list[_Row]],
    *,
    as_of: dt.date,
    grace: int,
    silence: str = "open",
) -> list[_Row]:
    """Return entries as binary questions, in the layout of forecasting data sets.

    Each has ``id``, ``question``, ``background``, ``resolution_criteria``, ``source``, ``url``,
    ``open_date``, ``close_date``, ``resolution`` (``yes``, ``no``, ``annulled``, ``ambiguous`` or
    None while open), ``resolution_date``, ``resolved_by``, ``silence`` and
    ``resolution_evidence``. Entries without a last day make none: nothing would close them.

    That nothing was reported is not that nothing happened: ``silence`` then says "no report by"
    and the day, and the question stays open, or is resolved "no" with these words in
    ``resolved_by`` where that is asked for.

    Args:
        rows: Entries as they stood on a day.
        history: Gives the reports of an entry by its number.
        as_of: That day.
        grace: Days after its window before an entry lapses.
        silence: One of `SILENCE`.
    """
    made = (_question(row, history(row["entry"]), as_of, grace, silence) for row in rows)
    return [one for one in made if one]


def _question(
    row: _Row, steps: list[_Row], as_of: dt.date, grace: int, silence: str
) -> _Row | None:
    if not steps:
        return None
    first = steps[0]
    asked_begin, asked_end = first["begin"], first["end"]
    if asked_end is None or asked_end < max(row["announced_on"], asked_begin or asked_end):
        return None
    span = (
        f"on {asked_end}"
        if asked_begin == asked_end
        else f"between {asked_begin} and {asked_end}"
        if asked_begin
        else f"by {asked_end}"
    )
    where = f" in {first['place']}" if first["place"] and first["place"] not in row["what"] else ""
    resolution, step = _resolve(steps, asked_begin, asked_end)
    waited = _later(asked_end, grace)
    quiet = f"no report by {waited}" if resolution is None and as_of > waited else None
    settled_on = step["as_of"] if step else None
    by = "report" if step else None
    if quiet and silence == "no":
        resolution, settled_on, by = "no", _later(waited, 1), quiet
    unreported = "no" if silence == "no" else "left open"
    return {
        "id": f"diurna-{row['uid']}",
        "question": f"Will {_asked(row['what'])}{where} {span}?",
        "background": first["evidence"],
        "resolution_criteria": (
            f"Yes if a news report says that it happened {span}{where}; no if it was called off or "
            f"denied; {unreported} if nothing was reported by {waited}; annulled if it was moved "
            "out of these days before they came."
        ),
        "source": first["source"],
        "url": first["url"],
        "open_date": str(row["announced_on"]),
        "close_date": str(asked_end),
        "resolution": resolution,
        "resolution_date": str(settled_on) if settled_on else None,
        "resolved_by": by,
        "silence": quiet,
        "resolution_evidence": [
            {
                "article": s["article"], "url": s["url"], "date": str(s["as_of"]),
                "text": s["evidence"],
            }
            for s in ([step] if step else [])
        ],
    }  # fmt: skip


def _later(day: dt.date, days: int) -> dt.date:
    """Return a day so many days later, or the last that there is."""
    return dt.date.max if days > (dt.date.max - day).days else day + dt.timedelta(days=days)


def _asked(what: str) -> str:
    """Turn an entry's phrase into a question's: "Ana Soto to visit Lima", "Visit by Ana Soto"."""
    deed = re.match(r"(.+?) to ([a-z].*)$", what)
    if deed:
        return f"{deed[1]} {deed[2]}"
    first = what.partition(" ")[0]
    lowered = what[:1].lower() + what[1:] if first[1:].islower() or first == "A" else what
    return f"the {lowered} take place"


def _resolve(
    steps: list[_Row], begin: dt.date | None, end: dt.date
) -> tuple[str | None, _Row | None]:
    """Return how the question stands, and the report that settles it."""
    against = [s for s in steps if not s["applied"] and s["said"] in ("cancelled", "denied")]
    for step in steps[1:]:
        if not step["applied"]:
            continue
        if step["status"] == "occurred":
            inside = (step["begin"] is None or step["begin"] <= end) and (
                begin is None or step["end"] is None or step["end"] >= begin
            )
            if not inside:
                return "no", step
            return ("ambiguous" if against else "yes"), step
        if step["status"] in ("rescheduled", "postponed") and step["as_of"] <= end:
            moved = step["begin"] is None or step["begin"] > end
            if moved:
                return "annulled", step
        if step["status"] in ("cancelled", "denied") and step is _last(steps):
            return "no", step
    return None, None


def _last(steps: list[_Row]) -> _Row:
    return [s for s in steps if s["applied"]][-1]
