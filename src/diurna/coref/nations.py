"""States named inside other names ("Medical Journal of Australia") or by a common noun."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Final

from diurna.language import Reading
from diurna.syntax.lexicon import words
from diurna.world.tables import names

_LONGEST: Final = 7
_BEFORE: Final = words("before_a_state")
RENAMED: Final = words("renamed")
_AFTER: Final = words("after_a_state")
_AMBIGUOUS: Final = words("ambiguous_states")
_NATION: Final = frozenset({"Nation", "Republic"})
_DETERMINED: Final = words("determined")
_SHARE: Final = 0.6
"""Of the mentions of states that one must have to be the state an article is about."""


@cache
def _firsts() -> frozenset[str]:
    """Return the words that a state's name begins with, as texts are cut into words."""
    told = (n for n, found in names().items() if found.kind == "name")
    first = {n.removeprefix("the ").split()[0] for n in told if n.removeprefix("the ").split()}
    return frozenset(first | {w.split("'")[0].split("’")[0] for w in first} | {"the"})


def _joined(reading: Reading, begin: int, end: int) -> str:
    text = " ".join(reading.words[begin:end]).lower()
    return text.replace(" 's", "'s").replace(" ’s", "'s").removeprefix("the ")


def inside(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Find states' names that are no entity by themselves.

    A name of a person, a place or a product holds no state's.

    Args:
        reading: The text.

    Yields:
        First word, end and ISO3.
    """
    index = 0
    while index < len(reading):
        end = index + 1
        word = reading.words[index]
        if word[:1].isupper() and word.lower() in _firsts() and (found := _longest(reading, index)):
            end, code = found
            yield index, end, code
        index = end


def _longest(reading: Reading, begin: int) -> tuple[int, str] | None:
    entity = reading.entity_at(begin)
    limit = min(len(reading), begin + _LONGEST)
    if entity is not None:
        if entity.label in ("Person", "Location", "Product", "Money", "Date"):
            return None
        limit = min(limit, entity.end)
    for end in range(limit, begin, -1):
        text = _joined(reading, begin, end)
        found = names().get(text)
        if found is None or found.kind != "name" or not found.country:
            continue
        if entity is not None and (entity.begin, entity.end) == (begin, end):
            return None
        if text in _AMBIGUOUS or reading.upos[end - 1] not in ("PROPN", "NOUN", "ADJ"):
            return None
        before = reading.words[begin - 1].lower() if begin else ""
        after = reading.words[end].lower() if end < len(reading) else ""
        odd = before in _BEFORE or after in _AFTER or reading.entity_at(end - 1) != entity
        return None if odd else (end, found.country)
    return None


def principal(mentions: Counter[str], *, least: int = 2, share: float = _SHARE) -> str | None:
    """Return the state that an article is about: most mentions of states are its own.

    Args:
        mentions: How often each state is named, by its code.
        least: Mentions of it that there must be.
        share: Of all mentions that must be its own.
    """
    total = sum(mentions.values())
    if not total:
        return None
    code, count = mentions.most_common(1)[0]
    return code if count >= max(least, share * total) else None


def named(reading: Reading, apart: frozenset[str] = frozenset()) -> Counter[str]:
    """Count the names of states, their peoples, seats and bodies in a text.

    Args:
        reading: The text.
        apart: Names that do not count.

    Returns:
        How often each state is named, by ISO3.
    """
    out: Counter[str] = Counter()
    for entity in reading.entities:
        text = _joined(reading, entity.begin, entity.end)
        known = names().get(text) if text not in apart else None
        if known is not None and known.country is not None:
            out[known.country] += 1
    return out


def nouns(reading: Reading) -> Iterator[int]:
    """Find the words that stand for a state: "this Nation", "our Republic"."""
    for index, word in enumerate(reading.words):
        if word not in _NATION or reading.entity_at(index + 1):
            continue
        before = reading.words[index - 1].lower() if index else ""
        after = reading.words[index + 1].lower() if index + 1 < len(reading) else ""
        if before in _DETERMINED and after != "of":
            yield index
