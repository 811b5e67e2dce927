"""The reports of one event of the archive, with their words."""

from __future__ import annotations

import json
from typing import Any

from diurna.export.output import console, words
from diurna.export.words import counted, days

_Row = dict[str, Any]


def print_reports(rows: list[_Row]) -> None:
    """Print every report of an event: who says so, the words, the numbers where they differ.

    Args:
        rows: Events of articles, all of one event of the archive, in order of publication.
    """
    out = console()
    first = rows[0]
    kind = first["type"] + (f"/{first['mode']}" if first["mode"] else "")
    articles = counted(len({r["carrier"] for r in rows}), "article")
    independent = counted(len({r["report"] for r in rows}), "independent report")
    people = " and ".join(sorted({n for r in rows for n in r["actors"]}))
    out.print(words(f"{kind} {people}", "bold"))
    out.print(words(f"{articles}, {independent}; event {first['happening']}"))
    for row in rows:
        head = f"{row['published']}  {row['status']}  {days(row['begin'], row['end'])}"
        place = f"  {row['place']}" if row["place"] else ""
        copied = "" if row["relation"] == "original" else f"  ({row['relation']})"
        out.print()
        out.print(words(head + place + copied, "cyan"))
        out.print(words(f"  {row['sentence']}"))
        told = [f"according to {', '.join(row['according_to'])}"] if row["according_to"] else []
        source = row["source"] or row["title"]
        out.print(words("  " + "; ".join([source, *told, *_numbers(row)]), "dim"))


def _numbers(row: _Row) -> list[str]:
    return [
        f"{q['what']} {q['value'] if q['value'] is not None else ''}"
        f"{' (' + q['mod'] + ')' if q['mod'] else ''}"
        for q in json.loads(row["quantities"])
    ]
