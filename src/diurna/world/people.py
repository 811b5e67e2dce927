"""Lines of the table of people: name, other names, country, spells of service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from diurna.world.spelling import plain


def ends_of(name: str) -> str:
    """Return the first and the last word of a name, plain."""
    parts = plain(name).split()
    return f"{parts[0]} {parts[-1]}"


def names_of(row: list[str]) -> list[str]:
    """Return the names in a line of the table of people."""
    return [name for name in (row[0], *row[1].split("|")) if name]


def spells(row: list[str]) -> Iterator[tuple[list[str], dt.date, dt.date | None]]:
    """Yield the sectors of each spell in a line of the table of people, its first and last day."""
    for spell in row[3].split(";"):
        codes, begin, end = spell.split(":")
        last = dt.date.fromisoformat(end) if end else None
        yield codes.split(","), dt.date.fromisoformat(begin), last


def serves(row: list[str], day: dt.date) -> bool:
    """Say whether a line of the table of people has a spell on a day."""
    return any(first <= day and (last is None or day <= last) for _, first, last in spells(row))
