"""Classes of words that decide whether something happened, as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from diurna.record import Status


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The words of status.toml by lemma."""

    embedding: dict[str, Status]
    noun_modifiers: dict[str, Status]
    modals: dict[str, Status]
    presuming: dict[str, Status]
    speaking: frozenset[str]
    feared: frozenset[str]
    warning: frozenset[str]
    arranged: frozenset[str]
    fixing: frozenset[str]
    answerable: frozenset[str]
    ceasing: frozenset[str]
    conditions: frozenset[str]
    light: frozenset[str]
    receiving: frozenset[str]
    undergoing: frozenset[str]
    bringing: frozenset[str]


@cache
def status_words() -> StatusWords:
    """Return the words that decide whether something happened."""
    data = tomllib.loads((files(__package__) / "data/status.toml").read_text("utf-8"))

    def invert(table: dict[str, list[str]]) -> dict[str, Status]:
        out: dict[str, Status] = {}
        for status, words in table.items():
            for word in words:
                out.setdefault(word, status)  # type: ignore[arg-type]
        return out

    return StatusWords(
        invert(data["embedding"]),
        invert(data["noun_modifiers"]),
        invert(data["modals"]),
        invert(data["presuming"]),
        frozenset(data["speaking"]["verbs"]),
        frozenset(data["ahead"]["feared"]),
        frozenset(data["ahead"]["warning"]),
        frozenset(data["ahead"]["arranged"]),
        frozenset(data["ahead"]["fixing"]),
        frozenset(data["ahead"]["answerable"]),
        frozenset(data["ahead"]["ceasing"]),
        frozenset(data["conditions"]["markers"]),
        frozenset(data["light"]["verbs"]) | frozenset(data["light"]["undergoing"]),
        frozenset(data["light"]["receiving"]),
        frozenset(data["light"]["undergoing"]),
        frozenset(data["light"]["bringing"]),
    )
