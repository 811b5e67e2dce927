"""Classes of words and names that a room reads with, as data: its words.toml.

For this room, and for those that do not ask `diurna.syntax.lexicon`: `language`, `agenda`,
`articles`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _classes(room: str) -> dict[str, Any]:
    return tomllib.loads((files(f"diurna.{room}") / "data/words.toml").read_text("utf-8"))


def words(name: str, room: str = "world") -> frozenset[str]:
    """Return the words of a class of a room."""
    return frozenset(_classes(room)[name])


def listed(name: str, room: str = "world") -> tuple[str, ...]:
    """Return the words of a class of a room in their order."""
    return tuple(_classes(room)[name])


def groups(table: str, room: str = "world") -> dict[str, frozenset[str]]:
    """Return the classes of words of a table of a room, by name."""
    return {name: frozenset(told) for name, told in _classes(room)[table].items()}


def pairs(table: str, room: str = "world") -> dict[str, str]:
    """Return the words of a table of a room, each with the one that it is read as."""
    return {word: read for read, told in _classes(room)[table].items() for word in told}
