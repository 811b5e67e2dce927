"""Entries of the agenda as forecast questions, with what settled them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any

_Row = dict[str, Any]


def questions(
    rows: Iterable[_Row],
    history: Callable[[int], list[_Row]],
    *,
    as_of: dt.date,
    grace: int,
) -> list[_Row]:
    """Return entries as binary questions, in the layout of forecasting data sets.

    Each has ``id``, ``question``, ``background``, ``resolution_criteria``, ``open_date``,
    ``close_date``, ``resolution`` (``yes``, ``no``, ``annulled``, ``ambiguous`` or None while
    open), ``resolution_date`` and ``resolution_evidence``. Entries without a last day make none:
    nothing would close them.

    Args:
        rows: Entries as they stood on a day.
        history: Gives the reports of an entry by its number.
        as_of: That day.
        grace: Days after its window before an entry lapses.
    """
    return [made for row in rows if (made := _question(row, history(row["entry"]), as_of, grace))]


def _question(row: _Row, steps: list[_Row], as_of: dt.date, grace: int) -> _Row | None:
    first = steps[0]
    asked_begin, asked_end = first["begin"], first["end"]
    if asked_end is None or asked_end < row["announced_on"]:
        return None
    span = (
        f"on {asked_end}" if asked_begin == asked_end else f"between {asked_begin} and {asked_end}"
    )
    where = f" in {first['place']}" if first["place"] and first["place"] not in row["what"] else ""
    resolution, step = _resolve(steps, asked_begin, asked_end)
    if resolution is None and as_of > asked_end + dt.timedelta(days=grace):
        resolution = "no"
    settled_on = None
    if resolution is not None:
        settled_on = step["as_of"] if step else asked_end + dt.timedelta(days=grace + 1)
    return {
        "id": f"diurna-{row['uid']}",
        "question": f"Will {_asked(row['what'])}{where} {span}?",
        "background": first["evidence"],
        "resolution_criteria": (
            f"Yes if a news report says that it happened {span}{where}; no if it was called off or "
            f"denied, or if nothing was reported {grace} days after the last day; annulled if it "
            "was moved out of these days before they came."
        ),
        "source": first["source"],
        "open_date": str(row["announced_on"]),
        "close_date": str(asked_end),
        "resolution": resolution,
        "resolution_date": str(settled_on) if settled_on else None,
        "resolution_evidence": [
            {"article": s["article"], "date": str(s["as_of"]), "text": s["evidence"]}
            for s in ([step] if step else [])
        ],
    }


def _asked(what: str) -> str:
    """Turn an entry's phrase into a question's: "Ana Soto to visit Lima", "Visit by Ana Soto"."""
    deed = re.match(r"(.+?) to ([a-z].*)$", what)
    if deed:
        return f"{deed[1]} {deed[2]}"
    return f"the {what[:1].lower()}{what[1:]} take place"


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
