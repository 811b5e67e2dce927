"""Rows of the archive as a table, JSON or CSV."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Callable, Sequence
from typing import Any, Final

from rich.text import Text

from diurna.export.output import console, print_csv, print_json
from diurna.export.tables import Column, Listing
from diurna.export.words import days

_Row = dict[str, Any]
EVENT_COLUMNS: Final = (
    "article", "title", "source", "published", "id", "type", "mode", "status", "begin", "end",
    "actors", "recipients", "countries", "place", "lat", "lon", "words", "according_to",
    "confidence", "happening", "story", "relation", "url", "sentence", "actor_countries",
    "recipient_countries",
)  # fmt: skip
STORY_COLUMNS: Final = (
    "happening", "type", "status", "begin", "end", "actors", "recipients", "place", "published",
    "reports", "sentence",
)  # fmt: skip
ACTOR_COLUMNS: Final = (
    "name", "country", "events", "reports", "first", "last", "key", "names",
)  # fmt: skip
SCORE_KINDS: Final = ("kept", "late", "moved", "dropped", "no_outcome", "open")
SCORE_COLUMNS: Final = (
    "actor", "announced", *(c for kind in SCORE_KINDS for c in (kind, f"{kind}_entries")),
)  # fmt: skip
_HEADS: Final = (
    Column("when"), Column("status"), Column("what"), Column("who"), Column("to whom", 1),
    Column("where", 2), Column("article", 4, least=30), Column("event", 3),
)  # fmt: skip


def print_rows(
    rows: list[_Row], form: str, columns: Sequence[str] = EVENT_COLUMNS, *, raw: bool = False
) -> None:
    """Print events; an empty table says so.

    Args:
        rows: As the archive gives them.
        form: ``table``, ``json`` or ``csv``.
        columns: Of JSON and CSV, in order.
        raw: Whether cells of CSV are left as they are.
    """

    def table() -> Listing:
        made = Listing(_HEADS)
        for r in rows:
            title = textwrap.shorten(r["title"] if "title" in r else r["sentence"], 90)
            mode = r.get("mode")
            made.add(
                days(r["begin"], r["end"]), r["status"], r["type"] + (f"/{mode}" if mode else ""),
                ", ".join(r["actors"]), ", ".join(r["recipients"]), r["place"],
                f"{r['published']} {title}", r["happening"],
            )  # fmt: skip
        return made

    _print(rows, form, columns, table, raw=raw)


def print_actors(rows: list[_Row], form: str, *, raw: bool = False) -> None:
    """Print who takes part; see `print_rows`."""

    def table() -> Listing:
        made = Listing([Column(n) for n in ACTOR_COLUMNS[:6]])
        for row in rows:
            made.add(*(row[n] for n in ACTOR_COLUMNS[:6]))
        return made

    _print(rows, form, ACTOR_COLUMNS, table, raw=raw)


def print_scorecards(rows: list[_Row], form: str, *, raw: bool = False) -> None:
    """Print what came of whose announcements; in the table with the first entries behind each."""

    def counted(row: _Row, kind: str) -> str:
        entries = row[f"{kind}_entries"]
        if not entries:
            return "0"
        more = ", …" if len(entries) > 5 else ""
        return f"{row[kind]} ({', '.join(entries[:5])}{more})"

    def table() -> Listing:
        names = {"no_outcome": "no outcome seen", "open": "still open"}
        made = Listing(
            [Column("actor"), Column("announced"), *(Column(names.get(k, k)) for k in SCORE_KINDS)]
        )
        for row in rows:
            made.add(row["actor"], row["announced"], *(counted(row, k) for k in SCORE_KINDS))
        return made

    _print(rows, form, SCORE_COLUMNS, table, raw=raw)


def _print(
    rows: list[_Row],
    form: str,
    columns: Sequence[str],
    table: Callable[[], Listing],
    *,
    raw: bool,
) -> None:
    if form == "json":
        print_json([{name: _plain(row[name]) for name in columns} for row in rows])
    elif form == "csv":
        print_csv(columns, rows, raw=raw)
    elif not rows:
        console().print(Text("Nothing found."))
    else:
        console().print(table())


def _plain(value: object) -> object:
    return str(value) if isinstance(value, dt.date) else value
