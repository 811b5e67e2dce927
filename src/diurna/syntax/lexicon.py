"""Classes of words that decide whether something happened, as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from diurna.errors import DataError
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


@cache
def classes() -> dict[str, frozenset[str]]:
    """Return the classes of words by name: those of lexicon.toml, and the tables of status.toml.

    Raises:
        DataError: A class takes in one that there is not, or itself; the message names it.
    """
    text = (files(__package__) / "data/lexicon.toml").read_text("utf-8")
    return resolved(tomllib.loads(text), "lexicon.toml", _tables())


def words(name: str) -> frozenset[str]:
    """Return the words of a class."""
    return classes()[name]


@cache
def kinds(table: str) -> dict[str, str]:
    """Return the words of a table of classes, each with the name of its class in the table."""
    return {
        word: name.partition(".")[2]
        for name, found in classes().items()
        if name.partition(".")[0] == table
        for word in found
    }


@cache
def numbers(table: str) -> dict[str, int]:
    """Return the words of a table whose classes are numbers, each with its number."""
    return {word: int(number) for word, number in kinds(table).items()}


def resolved(
    entries: dict[str, list[str] | dict[str, list[str]]],
    file: str,
    known: dict[str, frozenset[str]],
) -> dict[str, frozenset[str]]:
    """Return some classes of words with those that they take in ("@name"), and the known ones."""
    made = dict(known)
    given: dict[str, list[str]] = {}
    for name, entry in entries.items():
        if isinstance(entry, dict):
            given |= {f"{name}.{part}": listed for part, listed in entry.items()}
        else:
            given[name] = entry
    if twice := given.keys() & known.keys():
        raise DataError(f"{file}: class {min(twice)!r} is that of another file")

    def words(name: str, within: tuple[str, ...]) -> frozenset[str]:
        if name in within:
            raise DataError(f"{file}: class {name!r} takes in itself")
        if name in made:
            return made[name]
        if name not in given:
            raise DataError(f"{file}: class {within[-1]!r} takes in {name!r}, and there is none")
        taken = [words(w[1:], (*within, name)) for w in given[name] if w.startswith("@")]
        made[name] = frozenset(w for w in given[name] if not w.startswith("@")).union(*taken)
        return made[name]

    for name in given:
        words(name, ())
    return made


def _tables() -> dict[str, frozenset[str]]:
    """Return the words of status.toml as classes: "embedding.denied", "warning"."""
    made: dict[str, frozenset[str]] = {}
    for table in fields(StatusWords):
        found = getattr(status_words(), table.name)
        if isinstance(found, frozenset):
            made[table.name] = found
            continue
        for status in set(found.values()):
            made[f"{table.name}.{status}"] = frozenset(w for w in found if found[w] == status)
    return made
