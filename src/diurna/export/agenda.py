"""The agenda on a terminal, as JSON and as CSV."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from collections.abc import Callable
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from diurna.export.words import days

_Row = dict[str, Any]
_COLOURS: Final = {
    "announced": "cyan", "confirmed": "green", "rescheduled": "yellow", "relocated": "yellow",
    "postponed": "magenta", "cancelled": "red", "denied": "red", "lapsed": "bright_black",
    "occurred": "bold green",
}  # fmt: skip


def away(row: _Row, today: dt.date) -> str:
    """Return how far an entry's window is: "in 5 days", "now", "4 days ago"."""
    begin, end = row["begin"], row["end"]
    if row["standing"] == "settled" or begin is None:
        return ""
    if begin > today:
        count = (begin - today).days
        return f"in {count} day{'s' * (count != 1)}"
    if end is None or end >= today:
        return "now" if end else "open"
    count = (today - end).days
    return f"{count} day{'s' * (count != 1)} ago"


def entry_json(row: _Row, steps: list[_Row]) -> _Row:
    """Return an entry with its history, in the agenda's JSON form."""
    return {
        "id": row["uid"],
        "number": row["entry"],
        "what": row["what"],
        "type": row["type"],
        "kind": row["kind"],
        "actors": list(row["names"]),
        "place": row["place"],
        "begin": _day(row["begin"]),
        "end": _day(row["end"]),
        "status": row["status"],
        "late": row["late"],
        "announced_on": _day(row["announced_on"]),
        "announced_by": list(row["announced_by"]),
        "unless": row["unless"],
        "history": [
            {
                "as_of": _day(s["as_of"]),
                "status": s["status"],
                "said": s["said"],
                "begin": _day(s["begin"]),
                "end": _day(s["end"]),
                "place": s["place"],
                "article": s["article"],
                "source": s["source"],
                "by": list(s["by"]),
                "applied": s["applied"],
                "chance": round(s["chance"], 3),
                "why": s["why"],
                "evidence": [
                    {
                        "start": s["start"],
                        "end": s["start"] + len(s["evidence"]),
                        "text": s["evidence"],
                    }
                ],
            }
            for s in steps
        ],
    }


def _day(day: dt.date | None) -> str | None:
    return str(day) if day else None


def print_agenda(
    rows: list[_Row], history: Callable[[int], list[_Row]], form: str, today: dt.date
) -> None:
    """Print entries.

    Args:
        rows: As the archive gives them, in order.
        history: Gives the reports of an entry by its number.
        form: ``table``, ``json`` or ``csv``.
        today: The day that "in 5 days" counts from.
    """
    if form == "json":
        made = [entry_json(r, history(r["entry"])) for r in rows]
        print(json.dumps(made, ensure_ascii=False, indent=2))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        names = ["entry", "what", "type", "kind", "status", "begin", "end", "place", "names",
                 "announced_on", "announced_by", "changed_on", "late", "standing",
                 "uid"]  # fmt: skip
        writer.writerow(names)
        for row in rows:
            cells = (row[n] for n in names)
            writer.writerow("|".join(c) if isinstance(c, list) else c for c in cells)
    elif not rows:
        Console().print("Nothing found.")
    else:
        _table(rows, today)


def _table(rows: list[_Row], today: dt.date) -> None:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("no.", "when", "", "status", "what", "announced"):
        table.add_column(name, no_wrap=name in ("no.", "when"))
    standing = None
    for row in rows:
        if standing not in (None, row["standing"]):
            table.add_section()
        standing = row["standing"]
        status = row["status"] + (", late" if row["late"] else "")
        by = ", ".join(row["announced_by"])
        place = row["place"]
        table.add_row(
            str(row["entry"]),
            days(row["begin"], row["end"]),
            Text(away(row, today), style="dim"),
            Text(status, style=_COLOURS[row["status"]]),
            row["what"] + (f", {place}" if place and place not in row["what"] else ""),
            Text(f"{row['announced_on']}{' ' + by if by else ''}", style="dim"),
        )
    Console().print(table)


def print_entry(row: _Row, steps: list[_Row], today: dt.date) -> None:
    """Print one entry with every report that was joined to it, and why."""
    console = Console()
    console.print(
        Text(row["what"], style="bold"), Text(row["status"], style=_COLOURS[row["status"]])
    )
    console.print(
        f"{days(row['begin'], row['end'])} {away(row, today)}  {row['place'] or ''}".rstrip()
    )
    for step in steps:
        mark = "" if step["applied"] else " (kept beside)"
        head = f"\n{step['as_of']}  {step['said']} -> {step['status']}{mark}"
        console.print(Text(head, style="cyan" if step["applied"] else "dim"))
        start = step["evidence"].find(step["cue"])
        text = Text(f"  {step['evidence']}")
        if start >= 0:
            text.stylize("bold", 2 + start, 2 + start + len(step["cue"]))
        console.print(text)
        source = step["source"] or step["article"] or ""
        console.print(
            Text(f"  {source}; joined at {step['chance']:.2f}: {step['why']}", style="dim")
        )
