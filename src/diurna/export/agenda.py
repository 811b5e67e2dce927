"""The agenda on a terminal, as JSON and as CSV."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

from rich.text import Text

from diurna.export.output import console, print_csv, print_json, words
from diurna.export.tables import Column, Listing
from diurna.export.words import counted, days
from diurna.visible import cell

_Row = dict[str, Any]
AGENDA_COLUMNS: Final = (
    "entry", "what", "type", "kind", "status", "begin", "end", "place", "names", "announced_on",
    "announced_by", "changed_on", "late", "standing", "uid", "countries", "name_countries",
    "article", "source", "url", "evidence", "chance",
    "faded",
)  # fmt: skip
_COLOURS: Final = {
    "announced": "cyan", "confirmed": "green", "rescheduled": "yellow", "relocated": "yellow",
    "postponed": "magenta", "cancelled": "red", "denied": "red", "lapsed": "bright_black",
    "occurred": "bold green",
}  # fmt: skip
_TOLD: Final = {"lapsed": "no outcome seen"}
"""What people read in the place of a status that could be taken for more than is known."""


def told(status: str) -> str:
    """Return a status for people: "lapsed" is that no outcome was seen."""
    return _TOLD.get(status, status)


def away(row: _Row, today: dt.date) -> str:
    """Return how far an entry's window is: "in 5 days", "now", "4 days ago"."""
    begin, end = row["begin"], row["end"]
    if row["standing"] == "settled" or begin is None:
        return ""
    if begin > today:
        return f"in {counted((begin - today).days, 'day')}"
    if end is None or end >= today:
        return "now" if end else "open"
    return f"{counted((today - end).days, 'day')} ago"


def entry_json(row: _Row, steps: list[_Row]) -> _Row:
    """Return an entry with its history, in the agenda's JSON form."""
    return {
        "id": row["uid"],
        "number": row["entry"],
        "what": row["what"],
        "type": row["type"],
        "kind": row["kind"],
        "actors": list(row["names"]),
        "actor_countries": list(row["name_countries"]),
        "place": row["place"],
        "begin": _day(row["begin"]),
        "end": _day(row["end"]),
        "status": row["status"],
        "standing": row["standing"],
        "late": row["late"],
        "announced_on": _day(row["announced_on"]),
        "announced_by": list(row["announced_by"]),
        "unless": row["unless"],
        "changed_on": _day(row["changed_on"]),
        "faded": row["faded"],
        "article": row["article"],
        "source": row["source"],
        "url": row["url"],
        "evidence": row["evidence"],
        "chance": row["chance"],
        "history": [_step_json(step) for step in steps],
    }


def _step_json(step: _Row) -> _Row:
    start, text = step["start"], step["evidence"]
    return {
        "as_of": _day(step["as_of"]),
        "status": step["status"],
        "said": step["said"],
        "begin": _day(step["begin"]),
        "end": _day(step["end"]),
        "place": step["place"],
        "article": step["article"],
        "source": step["source"],
        "url": step["url"],
        "by": list(step["by"]),
        "applied": step["applied"],
        "chance": round(step["chance"], 3),
        "why": step["why"],
        "evidence": [{"start": start, "end": start + len(text), "text": text}],
    }


def _day(day: dt.date | None) -> str | None:
    return str(day) if day else None


def print_agenda(
    rows: list[_Row],
    history: Callable[[int], list[_Row]],
    form: str,
    today: dt.date,
    *,
    raw: bool = False,
) -> None:
    """Print entries.

    Args:
        rows: As the archive gives them, in order.
        history: Gives the reports of an entry by its number.
        form: ``table``, ``json`` or ``csv``.
        today: The day that "in 5 days" counts from.
        raw: Whether cells of CSV are left as they are.
    """
    if form == "json":
        print_json([entry_json(r, history(r["entry"])) for r in rows])
    elif form == "csv":
        print_csv(AGENDA_COLUMNS, rows, raw=raw)
    elif not rows:
        console().print(Text("Nothing found."))
    else:
        console().print(_table(rows, today))


def _table(rows: list[_Row], today: dt.date) -> Listing:
    made = Listing(
        [
            Column("no."), Column("when"), Column("", 1, "dim"), Column("status"), Column("what"),
            Column("announced", 2, "dim"),
        ]
    )  # fmt: skip
    for row in rows:
        status = told(row["status"]) + (", late" if row["late"] else "")
        by = ", ".join(row["announced_by"])
        place = row["place"]
        made.add(
            row["entry"],
            days(row["begin"], row["end"]),
            away(row, today),
            words(status, _COLOURS.get(row["status"], "")),
            row["what"] + (f", {place}" if place and place not in row["what"] else ""),
            f"{row['announced_on']}{' ' + by if by else ''}",
        )
    return made


def print_entry(row: _Row, steps: list[_Row], today: dt.date) -> None:
    """Print one entry with every report that was joined to it, and why."""
    out = console()
    status = words(told(row["status"]), _COLOURS.get(row["status"], ""))
    out.print(words(row["what"], "bold"), status)
    head = f"{days(row['begin'], row['end'])} {away(row, today)}  {row['place'] or ''}"
    out.print(words(head.rstrip()))
    if row["faded"]:
        out.print(words("no last day was given, and nothing was reported for a long time", "dim"))
    for step in steps:
        mark = "" if step["applied"] else " (kept beside)"
        head = f"{step['as_of']}  {step['said']} -> {told(step['status'])}{mark}"
        out.print()
        out.print(words(head, "cyan" if step["applied"] else "dim"))
        evidence, cue = cell(f"  {step['evidence']}"), cell(step["cue"])
        text = Text(evidence)
        if cue and (start := evidence.find(cue)) >= 0:
            text.stylize("bold", start, start + len(cue))
        out.print(text)
        source = step["source"] or step["article"] or ""
        out.print(words(f"  {source}; joined at {step['chance']:.2f}: {step['why']}", "dim"))
        if step["url"]:
            out.print(words(f"  {step['url']}", "dim"))
