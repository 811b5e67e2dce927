"""The reports of one event of the archive, with their words."""

from __future__ import annotations

import json
from typing import Any

from rich.console import Console
from rich.text import Text

from diurna.export.words import days

_Row = dict[str, Any]


def print_reports(rows: list[_Row]) -> None:
    """Print every report of an event: who says so, the words, the numbers where they differ.

    Args:
        rows: Events of articles, all of one event of the archive, in order of publication.
    """
    console = Console()
    first = rows[0]
    kind = first["type"] + (f"/{first['mode']}" if first["mode"] else "")
    independent = len({r["report"] for r in rows})
    people = " and ".join(sorted({n for r in rows for n in r["actors"]}))
    console.print(Text(f"{kind} {people}", style="bold"))
    console.print(
        f"{len(rows)} articles, {independent} independent reports; event {first['happening']}"
    )
    for row in rows:
        head = f"\n{row['published']}  {row['status']}  {days(row['begin'], row['end'])}"
        place = f"  {row['place']}" if row["place"] else ""
        copied = "" if row["relation"] == "original" else f"  ({row['relation']})"
        console.print(Text(head + place + copied, style="cyan"))
        console.print(Text(f"  {row['sentence']}"))
        numbers = [
            f"{q['what']} {q['value'] if q['value'] is not None else ''}"
            f"{' (' + q['mod'] + ')' if q['mod'] else ''}"
            for q in json.loads(row["quantities"])
        ]
        told = [f"according to {', '.join(row['according_to'])}"] if row["according_to"] else []
        console.print(
            Text("  " + "; ".join([row["source"] or row["title"], *told, *numbers]), style="dim")
        )
