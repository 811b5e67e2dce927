"""The grammar as data: rules and the words they are made of, compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

from diurna.errors import DataError

_MACRO: Final = re.compile(r"\{([a-z]+)(?:\.(\d))?\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule; `order` breaks ties between matches of equal length.

    Attributes:
        kind: What joins know its matches by; empty where they are never joined.
        latent: Whether a match means nothing until it is joined to another.
        needs: Letters, in small, of which some must stand near for the pattern to be tried.
        doubtful: Whether the same words are often no time.
        misses: Texts in which it finds nothing.
        each: What each of the times that a match lists looks like; None where it is one time.
    """

    name: str
    on: str
    pattern: re.Pattern[str]
    make: str
    order: int
    examples: tuple[tuple[str, str, str, str], ...] = ()
    kind: str = ""
    latent: bool = False
    doubtful: bool = False
    needs: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    each: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class JoinRule:
    """How two neighbours make one expression; see joins.toml."""

    name: str
    left: frozenset[str]
    link: re.Pattern[str]
    right: frozenset[str]
    make: str
    kind: str
    before: re.Pattern[str] | None = None
    examples: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules by the class of word that wakes them, and the words themselves."""

    rules: dict[str, tuple[Rule, ...]]
    triggers: dict[str, frozenset[str]]
    vocabulary: dict[str, list[tuple[re.Pattern[str], Any]]]
    joins: tuple[JoinRule, ...] = ()
    _values: dict[tuple[str, str], Any] = field(default_factory=dict)

    def value(self, table: str, printed: str) -> Any:
        """Return what a printed form means in a vocabulary table."""
        key = (table, printed.lower())
        if key not in self._values:
            found = (v for p, v in self.vocabulary[table] if p.fullmatch(key[1]))
            self._values[key] = next(found, None)
        return self._values[key]

    def __iter__(self) -> Iterator[Rule]:
        return (rule for rules in self.rules.values() for rule in rules)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / name).read_text("utf-8"))


def _compile(entry: dict[str, Any], macros: dict[str, str], order: int) -> Rule:
    def expand(match: re.Match[str]) -> str:
        name, number = match[1], match[2]
        if name not in macros:
            raise DataError(f"rules.toml: rule {entry['name']!r} names no table {{{name}}}")
        return f"(?P<{name}{'_' + number if number else ''}>{macros[name]})"

    def compiled(printed: str) -> re.Pattern[str]:
        pattern = _MACRO.sub(expand, printed).replace("\\ ", r"[ \u00a0\n]")
        try:
            return re.compile(rf"\b{pattern}" if pattern[:3] != "(?<" else pattern, re.I | re.X)
        except re.error as error:
            raise DataError(f"rules.toml: rule {entry['name']!r}: {error}") from error

    examples = tuple(tuple(e) for e in entry["examples"])
    return Rule(
        entry["name"],
        entry["on"],
        compiled(entry["pattern"]),
        entry["make"],
        order,
        examples,
        entry.get("kind", ""),
        entry.get("latent", False),
        entry.get("doubtful", False),
        tuple(entry.get("needs", ())),
        tuple(entry.get("not", ())),
        compiled(entry["each"]) if "each" in entry else None,
    )


def _join(entry: dict[str, Any]) -> JoinRule:
    def compiled(pattern: str) -> re.Pattern[str]:
        try:
            return re.compile(pattern.replace("\\ ", r"[ \u00a0\n]"), re.I | re.X)
        except re.error as error:
            raise DataError(f"joins.toml: join {entry['name']!r}: {error}") from error

    return JoinRule(
        entry["name"],
        frozenset(entry["left"].split()),
        compiled(entry["link"]),
        frozenset(entry["right"].split()),
        entry["make"],
        entry.get("kind", ""),
        compiled(entry["before"]) if "before" in entry else None,
        tuple(tuple(e) for e in entry["examples"]),
    )


@cache
def grammar() -> Grammar:
    """Return the packaged grammar.

    Raises:
        DataError: A rule does not compile; the message names it.
    """
    vocabulary = _toml("vocabulary.toml")
    spaced = {
        t: {k.replace(" ", r"[ \u00a0]"): v for k, v in w.items()} for t, w in vocabulary.items()
    }
    macros = {t: "|".join(f"(?:{form})" for form in words) for t, words in spaced.items()}
    macros = {t: rf"(?<!\w)(?:{alternatives})(?!\w)" for t, alternatives in macros.items()}
    macros["part"] = "|".join(f"(?:{form})" for form in spaced["part"])
    rules: dict[str, list[Rule]] = {}
    for order, entry in enumerate(_toml("rules.toml")["rule"]):
        rules.setdefault(entry["on"], []).append(_compile(entry, macros, order))
    triggers = {name: frozenset(words.split()) for name, words in _toml("triggers.toml").items()}
    compiled = {
        table: [(re.compile(form, re.I), value) for form, value in words.items()]
        for table, words in spaced.items()
    }
    joins = tuple(map(_join, _toml("joins.toml")["join"]))
    return Grammar({k: tuple(v) for k, v in rules.items()}, triggers, compiled, joins)
