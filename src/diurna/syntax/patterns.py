"""A pattern language over a reading: what a word is and what hangs on it, compiled once.

A pattern says what a word is, and what hangs on it or what it hangs on:

    [] >mark|case [word=from] < ([lemma=@keeping]=by !>aux [lemma=have])

- ``[...]`` is a word and its tests: ``lemma``, ``word`` (both in small letters), ``upos``, ``rel``,
  ``feat``, ``case`` (its preposition), ``end`` (last letters) and ``is`` (a predicate of the room),
  each with ``=`` or ``!=``, one value or several between ``|``; ``@name`` is a class of words.
- What follows holds of that same word: ``>`` it has a dependent, ``<`` a head, ``>>`` a word below,
  ``<<`` one above, ``$`` a sister, ``.`` a next word, ``,`` one before, that fits. ``!``: none.
- Relations may follow ``>``, ``<``, ``>>`` and ``$``. One stands for its subtypes as well, unless a
  colon ends it (``nsubj:``). With ``:first`` it is the first such word that must fit.
- ``=by`` gives a word a name; brackets hold a word together with what is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NoReturn

from diurna.errors import DataError
from diurna.language import Reading
from diurna.syntax.phrases import Related, case_of

Predicate = Callable[[Reading, int], bool]
Fits = Callable[[Reading, int, dict[str, int]], bool]
"""Says whether a pattern fits at a word, and puts down the words that it names."""
Key = tuple[str, frozenset[str]]  # "lemma" or "word", and the values of which one must stand

_NODE: Final = re.compile(r"\[([^\[\]]*)\](?:=([a-z]+))?\s*")
_STEP: Final = re.compile(r"(!?)(>>|<<|[<>.,$])([a-z:|]*)\s*")
_TEST: Final = re.compile(r"([a-z]+)(!?=)(\S+)")
_KEYED: Final = {"<": "head", ">": "child"}


def _head(reading: Reading, index: int) -> Iterable[int]:
    return (head,) if (head := reading.heads[index]) >= 0 else ()


def _beside(reading: Reading, index: int, by: int) -> Iterable[int]:
    sentence = reading.sentence(index)
    return (index + by,) if sentence.begin <= index + by < sentence.end else ()


_WALKS: Final[dict[str, Callable[[Reading, int], Iterable[int]]]] = {
    ">": lambda reading, i: reading.children(i),
    "<": _head,
    ">>": lambda reading, i: (w for w in reading.subtree(i) if w != i),
    "<<": lambda reading, i: reading.ancestors(i),
    "$": lambda reading, i: (c for h in _head(reading, i) for c in reading.children(h) if c != i),
    ".": lambda reading, i: _beside(reading, i, 1),
    ",": lambda reading, i: _beside(reading, i, -1),
}


def compiled(
    text: str,
    where: str,
    classes: Mapping[str, frozenset[str]],
    predicates: Mapping[str, Predicate],
) -> tuple[Fits, dict[str, Key]]:
    """Compile a pattern.

    Returns:
        Its test, and what the word itself (``own``), its head or a ``child`` must be: keys.

    Raises:
        DataError: It is no pattern; the message names `where` (its file and rule) and the place.
    """
    parser = _Parser(text.strip(), where, classes, predicates)
    made = parser.tree()
    if parser.at < len(parser.text):
        parser.fail("an operator or the end is expected")
    return made


@dataclass(slots=True)
class _Parser:
    """Compiles one pattern; see `compiled`."""

    text: str
    where: str
    classes: Mapping[str, frozenset[str]]
    predicates: Mapping[str, Predicate]
    at: int = 0
    names: list[str] = field(default_factory=list)

    def fail(self, reason: str, at: int | None = None) -> NoReturn:
        at = self.at if at is None else at
        raise DataError(f"{self.where}, character {at + 1} ({self.text[at : at + 16]!r}): {reason}")

    def tree(self, alone: bool = False) -> tuple[Fits, dict[str, Key]]:
        """Read a word and all that is said of it, or the word alone."""
        tests, name, own = self.node()
        keys = {"own": own} if own else {}
        steps: list[Fits] = []
        while not alone and (step := _STEP.match(self.text, self.at)):
            self.at, named = step.end(), len(self.names)
            bracket = self.text.startswith("(", self.at)
            self.at += bracket
            inner, found = self.tree(alone=not bracket)
            if bracket and not self.text.startswith(")", self.at):
                self.fail("a bracket is not closed")
            self.at = len(self.text) - len(self.text[self.at + bracket :].lstrip())
            if step[1] and len(self.names) > named:
                self.fail("what is not there has no name", step.start())
            steps.append(self.step(step, inner))
            if not step[1] and step[2] in _KEYED and "own" in found:
                keys.setdefault(_KEYED[step[2]], found["own"])
        return _all(tests, steps, name), keys

    def node(self) -> tuple[list[Predicate], str | None, Key | None]:
        node = _NODE.match(self.text, self.at)
        if node is None:
            self.fail("a word in square brackets is expected")
        tests: list[Predicate] = []
        key: Key | None = None
        for part in re.finditer(r"\S+", node[1]):
            self.at = node.start() + 1 + part.start()
            test = _TEST.fullmatch(part[0])
            if test is None:
                self.fail("a test is written as lemma=meet|talk")
            values = frozenset(v for value in test[3].split("|") for v in self.values(value))
            tests.append(self.test(test[1], values, test[2] == "="))
            if test[1] in ("lemma", "word"):
                if any(value != value.lower() for value in values):
                    self.fail("words stand in small letters")
                key = key or (test[1], values) if test[2] == "=" else key
        self.at = node.end()
        if node[2] and node[2] in self.names:
            self.fail(f"a second word is named {node[2]}", node.start())
        self.names += [node[2]] if node[2] else []
        return tests, node[2], key

    def values(self, value: str) -> Iterable[str]:
        if value.startswith("@") and value[1:] not in self.classes:
            self.fail(f"there is no class of words {value}")
        return self.classes[value[1:]] if value.startswith("@") else (value,)

    def test(self, what: str, values: frozenset[str], sign: bool) -> Predicate:
        related, ends = Related(values), tuple(values)
        if what == "is" and (unknown := values - self.predicates.keys()):
            self.fail(f"there is no predicate {min(unknown)}")
        named = [self.predicates[v] for v in values] if what == "is" else []
        tests: dict[str, Predicate] = {
            "lemma": lambda reading, i: (reading.lemmas[i].lower() in values) is sign,
            "word": lambda reading, i: (reading.words[i].lower() in values) is sign,
            "upos": lambda reading, i: (reading.upos[i] in values) is sign,
            "rel": lambda reading, i: related[reading.relations[i]] is sign,
            "feat": lambda reading, i: any(reading.has(i, v) for v in values) is sign,
            "end": lambda reading, i: reading.words[i].lower().endswith(ends) is sign,
            "case": lambda reading, i: (case_of(reading, i) in values) is sign,
            "is": lambda reading, i: any(n(reading, i) for n in named) is sign,
        }
        if what not in tests:
            self.fail(f"there is no test {what}; there are {', '.join(tests)}")
        return tests[what]

    def step(self, step: re.Match[str], inner: Fits) -> Fits:
        none, way, relations = step.groups()
        first = relations.endswith(":first")
        wanted = [r for r in relations.removesuffix(":first").split("|") if r]
        if wanted and way in ("<<", ".", ","):
            self.fail(f"{way} takes no relation", step.start())
        related, walk, sign = Related(wanted), _WALKS[way], not none

        def fits(reading: Reading, index: int, found: dict[str, int]) -> bool:
            for word in walk(reading, index):
                if not wanted or related[reading.relations[index if way == "<" else word]]:
                    if inner(reading, word, found):
                        return sign
                    if first:
                        break
            return not sign

        return fits


def _all(tests: list[Predicate], steps: list[Fits], name: str | None) -> Fits:
    def fits(reading: Reading, index: int, found: dict[str, int]) -> bool:
        for test in tests:
            if not test(reading, index):
                return False
        for step in steps:
            if not step(reading, index, found):
                return False
        if name is not None:
            found[name] = index
        return True

    return fits
