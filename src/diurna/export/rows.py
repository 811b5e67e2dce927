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
    "when": lambda r, _: days(r["begin"], r["end"]),
    "status": lambda r, _: r["status"],
    "what": lambda r, _: r["type"] + (f"/{r['mode']}" if r["mode"] else ""),
    "who": lambda r, _: ", ".join(r["actors"]),
    "to whom": lambda r, _: ", ".join(r["recipients"]),
    "where": lambda r, _: r["place"] or "",
    "article": lambda r, _: f"{r['published']} {r['title']}",
    "event": lambda r, _: r["happening"],
}


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


def print_plain(rows: list[dict[str, Any]], form: str) -> None:
    """Print rows with their own columns; an empty table says so.

    Args:
        rows: All with the same columns.
        form: ``table``, ``json`` or ``csv``.
    """
    if form == "json":
        print(json.dumps([_plain(r) for r in rows], ensure_ascii=False, indent=2))
        return
    cells = [
        {k: "|".join(v) if isinstance(v, list) else v for k, v in _plain(r).items()} for r in rows
    ]
    if form == "csv":
        if cells:
            writer = csv.DictWriter(sys.stdout, list(cells[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(cells)
    elif not cells:
        Console().print("Nothing found.")
    else:
        table = Table(*cells[0], box=None, pad_edge=False, header_style="dim")
        for cell in cells:
            table.add_row(*("" if v is None else str(v) for v in cell.values()))
        Console().print(table)
