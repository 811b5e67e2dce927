"""Classes of words and names that this room and `language` read with, as data: their words.toml.

The other rooms have their classes from `diurna.syntax.lexicon`.
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


def pairs(table: str) -> dict[str, str]:
    """Return the words of a table of this room, each with the one that it is read as."""
    return {word: read for read, listed in _classes("world")[table].items() for word in listed}
