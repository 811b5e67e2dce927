"""Rows of the archive as a table, JSON or CSV."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.table import Table

from diurna.export.words import days

_Row = dict[str, Any]
_COLUMNS: dict[str, Callable[[_Row, dt.date], str]] = {
    "when": lambda r, today: days(r["begin"], r["end"]) + until(r, today),
    "status": lambda r, _: r["status"],
    "what": lambda r, _: r["type"] + (f"/{r['mode']}" if r["mode"] else ""),
    "who": lambda r, _: ", ".join(r["actors"]),
    "to whom": lambda r, _: ", ".join(r["recipients"]),
    "where": lambda r, _: r["place"] or "",
    "announced by": lambda r, _: ", ".join(r.get("announced_by") or ()),
    "article": lambda r, _: f"{r['published']} {r['title']}",
}


def until(row: dict[str, Any], today: dt.date) -> str:
    """Return how far an announced window is: "in 5 days", "open", "closed"."""
    if "kind" not in row or not row["begin"]:
        return ""
    if row["begin"] > today:
        count = (row["begin"] - today).days
        return f" (in {count} day{'s' * (count != 1)})"
    if row["end"] and row["end"] < today:
        return " (closed)"
    return " (open)"


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {k: str(v) if isinstance(v, dt.date) else v for k, v in row.items()}


def print_rows(rows: list[dict[str, Any]], form: str, today: dt.date) -> None:
    """Print rows; an empty table says so.

    Args:
        rows: As the archive gives them.
        form: ``table``, ``json`` or ``csv``.
        today: The day that "in 5 days" counts from.
    """
    if form == "json":
        print(json.dumps([_plain(r) for r in rows], ensure_ascii=False, indent=2))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        if rows:
            writer.writerow(rows[0])
        for row in rows:
            writer.writerow("|".join(v) if isinstance(v, list) else v for v in _plain(row).values())
    elif not rows:
        Console().print("Nothing found.")
    else:
        cells = [{name: of(row, today) for name, of in _COLUMNS.items()} for row in rows]
        shown = [name for name in _COLUMNS if any(c[name] for c in cells)]
        table = Table(*shown, box=None, pad_edge=False, header_style="dim")
        for row in cells:
            table.add_row(*(row[name] for name in shown))
        Console().print(table)
