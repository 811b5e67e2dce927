"""Rules about words in their sentences, as data: files of patterns, found by the words they name.

A file holds groups of rules. A rule has
    name      what its matches are traced to
    pattern   what it fits, or several such; see `patterns`
    priority  the higher is tried first; those of one priority in the order of the file (0)
    examples  texts in which it fits the word between asterisks; run as tests
    not       texts in which it does not; run as tests
and, under any other key, what it says, which the room that asks understands.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Final

from diurna.errors import DataError
from diurna.language import Reading
from diurna.syntax.patterns import Fits, Key, Predicate, compiled

_ORDER: Final = attrgetter("order")
_OWN: Final = frozenset({"name", "pattern", "priority", "examples", "not"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule.

    Attributes:
        says: What it says where it fits, by key.
        misses: Texts in which it does not fit the word between asterisks.
    """

    name: str
    says: Mapping[str, Any]
    priority: int = 0
    examples: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    order: int
    rule: Rule
    fits: Fits


@dataclass(slots=True)
class Rules:
    """The rules of one group, indexed by a word that each needs to stand there."""

    rules: tuple[Rule, ...] = ()
    _tables: dict[tuple[str, str], dict[str, list[_Entry]]] = field(default_factory=dict)
    _always: list[_Entry] = field(default_factory=list)

    def add(self, rule: Rule, order: int, fits: Fits, keys: Mapping[str, Key]) -> None:
        """Put a pattern of a rule where the rarest of its words is looked up."""
        entry = _Entry(order, rule, fits)
        place = next((p for p in ("own", "head", "child") if p in keys), None)
        if place is None:
            self._always.append(entry)
            return
        column, values = keys[place]
        table = self._tables.setdefault((place, column), {})
        for value in values:
            table.setdefault(value, []).append(entry)

    def matches(self, reading: Reading, index: int) -> Iterable[tuple[Rule, dict[str, int]]]:
        """Yield the rules that fit a word, the first that stands first, and the words they name."""
        entries = [*self._always]
        for (place, column), table in self._tables.items():
            words = reading.lemmas if column == "lemma" else reading.words
            if place == "child":
                for child in reading.children(index):
                    entries += table.get(words[child].lower(), ())
            else:
                word = index if place == "own" else reading.heads[index]
                if word >= 0:
                    entries += table.get(words[word].lower(), ())
        return _fitting(entries, reading, index) if entries else ()


def _fitting(
    entries: list[_Entry], reading: Reading, index: int
) -> Iterator[tuple[Rule, dict[str, int]]]:
    told = -1
    if len(entries) > 1:
        entries.sort(key=_ORDER)
    for entry in entries:
        found: dict[str, int] = {}
        if entry.order != told and entry.fits(reading, index, found):
            told = entry.order
            yield entry.rule, found


def load(
    text: str,
    file: str,
    classes: Mapping[str, frozenset[str]],
    predicates: Mapping[str, Predicate],
) -> dict[str, Rules]:
    """Return the rules of a file by group.

    Args:
        text: What the file holds.
        file: Its name, for what is raised.
        classes: The classes of words that its patterns may name.
        predicates: The predicates that they may ask.

    Raises:
        DataError: A rule is malformed; the message names the file, the rule and the place.
    """
    try:
        groups = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{file}: {error}") from error
    made: dict[str, Rules] = {}
    for group, entries in groups.items():
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            raise DataError(f"{file}: {group!r} is no list of rules")
        rules = made[group] = Rules()
        listed = [(_rule(entry, file, group), entry) for entry in entries]
        listed.sort(key=lambda pair: -pair[0].priority)
        rules.rules = tuple(rule for rule, _ in listed)
        counts = Counter(rule.name for rule in rules.rules)
        if twice := [name for name, count in counts.items() if count > 1]:
            raise DataError(f"{file}: two rules of {group!r} are named {twice[0]!r}")
        for order, (rule, entry) in enumerate(listed):
            for pattern in _several(entry["pattern"]):
                fits, keys = compiled(pattern, f"{file}: rule {rule.name!r}", classes, predicates)
                rules.add(rule, order, fits, keys)
    return made


def _several(given: Any) -> Any:
    return [given] if isinstance(given, str) else given


def _rule(entry: dict[str, Any], file: str, group: str) -> Rule:
    """Make a rule of its entry."""
    name = entry.get("name")
    if not isinstance(name, str):
        raise DataError(f"{file}: a rule of {group!r} has no name")
    for key in ("pattern", "examples", "not"):
        value = _several(entry.get(key))
        if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
            raise DataError(f"{file}: rule {name!r}: {key} is missing or no text")
    return Rule(
        name,
        {key: value for key, value in entry.items() if key not in _OWN},
        entry.get("priority", 0),
        tuple(_several(entry["examples"])),
        tuple(_several(entry["not"])),
    )
