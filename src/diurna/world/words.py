"""Classes of words and names that this room's facts are read with, as data: words.toml.

The classes of words of a text are those of `diurna.syntax.lexicon`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _classes() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data/words.toml").read_text("utf-8"))


def words(name: str) -> frozenset[str]:
    """Return the words of a class."""
    return frozenset(_classes()[name])


def pairs(table: str) -> dict[str, str]:
    """Return the words of a table, each with the one that it is read as."""
    return {word: read for read, listed in _classes()[table].items() for word in listed}
