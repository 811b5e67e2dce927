"""Numbers that look like a year and are none: so many of something, or the number of a thing."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from diurna.language import Reading
from diurna.syntax.lexicon import words


@dataclass(frozen=True, slots=True)
class Words:
    """What tells a count from a year; see counts.toml."""

    dated: frozenset[str]
    nearing: frozenset[str]
    counting: frozenset[str]
    dating: frozenset[str]
    several: frozenset[str]
    numbered: frozenset[str]


@cache
def _words() -> Words:
    table = tomllib.loads((files(__package__) / "data" / "counts.toml").read_text("utf-8"))
    return Words(
        frozenset(table["dated"]["nouns"]),
        frozenset(table["nearing"]["words"]),
        frozenset(table["counting"]["words"]),
        frozenset(table["dating"]["words"]),
        frozenset(table["several"]["nouns"]),
        frozenset(table["numbered"]["nouns"]),
    )


_LINKING: Final = words("linking_numbers")
_NAMING: Final = frozenset({"flat", "nummod", "nmod:unmarked", "appos", "compound", "dep"})
_REACH: Final = 4
"""Words between a number and the noun that it counts: "1968 heavily armed men"."""


def is_count(reading: Reading, begin: int, end: int) -> bool:
    """Say whether figures count what follows them, or number what stands before.

    Args:
        reading: Where they stand.
        begin: The first word of a year, or of two that are joined ("1500 to 2000").
        end: The word after the last.
    """
    if not all(reading.words[i].isdigit() for i in (begin, end - 1)):
        return False
    before = reading.words[begin - 1].lower().rstrip(".") if begin else ""
    if before in _words().nearing or (begin and reading.words[begin - 1].lower() == "no."):
        return True
    return _is_number_of(reading, begin, before) or _counts(reading, begin, end, before)


def _is_number_of(reading: Reading, begin: int, before: str) -> bool:
    """Say whether a number is that of the thing named right before it: "Resolution 1970"."""
    hangs = reading.heads[begin] < begin and reading.relations[begin] in _NAMING
    return hangs and before in _words().numbered


def _counts(reading: Reading, begin: int, end: int, before: str) -> bool:
    """Say whether so many of something are told: "1998 complaints", "2000 and more troops"."""
    words = _words()
    noun = _counted(reading, begin, end)
    if noun is None:
        return False
    if before in words.counting:
        return True
    owned = begin > 0 and reading.upos[begin - 1] in ("DET", "PRON", "PART", "ADJ")
    if owned or reading.lemmas[noun].lower() in words.dated:
        return False
    if before == "as" and begin > 1 and reading.words[begin - 2].lower() in _AS:
        return False
    hangs = reading.heads[begin] == noun and reading.relations[begin] == "nummod"
    opens = before == "by" and begin - 1 == reading.sentence(begin).begin
    if before in _ONLY_DATING or opens:
        return False
    return hangs or before not in words.dating


_ONLY_DATING: Final = words("only_dating")


_AS: Final = words("as_late")


def _counted(reading: Reading, begin: int, end: int) -> int | None:
    """Return the noun in the plural that figures stand before, over its adjectives."""
    stop = min(end + _REACH, reading.sentence(begin).end)
    for index in range(end, stop):
        word = reading.words[index].lower()
        if _is_several(reading, index, word):
            return index
        joined = reading.upos[index] in ("ADJ", "NUM", "PROPN", "ADV") and index > begin
        within = reading.heads[begin] >= index and reading.relations[begin] in (
            "nummod",
            "compound",
        )
        linked = word in _LINKING and index == end
        if linked and reading.words[index + 1 : index + 2] and reading.words[index + 1].isdigit():
            continue
        if not (joined and (within or index == end)):
            return None
    return None


def _is_several(reading: Reading, index: int, word: str) -> bool:
    if word in _words().several and reading.upos[index] in ("NOUN", "ADJ", "PROPN", "VERB"):
        return True
    if reading.upos[index] == "NOUN":
        return reading.has(index, "Number=Plur")
    people = reading.labelled(index, "NORP")
    return reading.upos[index] == "PROPN" and people and word.endswith("s")
