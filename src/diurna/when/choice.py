"""The weights by which readings are chosen, and by which doubtful words are kept or passed over.

Both are log-linear models over named signs, fitted by ``training/signs.py`` and kept as text in
``data/choice.toml``.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Final

from diurna.language import Reading
from diurna.when.joins import Found
from diurna.when.kinds import pointing

Weights = Mapping[str, float]

_DIGITS: Final = str.maketrans("0123456789", "##########")
_OTHER: ContextVar[Mapping[str, Weights] | None] = ContextVar("other weights", default=None)


@cache
def _packaged() -> dict[str, Weights]:
    text = (files(__package__) / "data" / "choice.toml").read_text("utf-8")
    return {
        name: {str(sign): float(weight) for sign, weight in table.items()}
        for name, table in tomllib.loads(text).items()
    }


def weights(table: str) -> Weights:
    """Return the weight of each sign of a table; what is not listed weighs nothing."""
    return (_OTHER.get() or _packaged()).get(table, {})


@contextmanager
def using(tables: Mapping[str, Weights]) -> Iterator[None]:
    """Read with other weights than the packaged ones: for cross-validation."""
    token = _OTHER.set(tables)
    try:
        yield
    finally:
        _OTHER.reset(token)


def score(signs: Iterable[str], table: Weights) -> float:
    """Return the sum of the weights of signs."""
    return math.fsum(table.get(sign, 0.0) for sign in signs)


def genre_of(found: Sequence[Found]) -> str:
    """Return ``story`` for a text of many years and few days of the week, else ``news``."""
    dated = sum(f.dated for f in found)
    return "story" if dated >= _YEARS and dated > 4 * pointing(found) else "news"


_YEARS: Final = 6


def keep_signs(reading: Reading, item: Found, genre: str) -> Iterator[str]:
    """Yield the signs for taking doubtful words as a time."""
    rule, begin, end = item.rule.name, item.begin, item.end
    printed = (
        reading.text[reading.starts[begin] : reading.ends[end - 1]].lower().removeprefix("the ")
    )
    yield rule
    yield f"{rule}: {printed.translate(_DIGITS)}"
    outward = reading.outward(begin, end)
    head = begin if outward is None else outward
    governor = reading.heads[head]
    relation = reading.relations[head]
    yield f"{rule}: {printed.translate(_DIGITS)} in {genre}"
    yield f"{rule} in {genre}"
    yield f"{rule} is {relation}"
    yield f"{relation} of {reading.upos[governor] if governor >= 0 else 'nothing'}"
    yield f"{rule} of {reading.lemmas[governor].lower() if governor >= 0 else 'nothing'}"
    case = next((reading.words[c].lower() for c in reading.children(head, "case", "mark")), "-")
    yield f"{rule} after {case}"
    before = reading.words[begin - 1].lower() if begin > 0 else "-"
    yield f"{rule} next to {before}"
    after = reading.words[end].lower() if end < len(reading) else "-"
    yield f"{rule} before {after}"
    first = reading.sentence(begin).begin == begin
    yield f"{rule} {'first' if first else 'inside'}"


def kept(reading: Reading, item: Found, genre: str, table: Weights | None = None) -> bool:
    """Say whether words are taken as a time; only doubtful rules are ever passed over."""
    if item.join or not item.rule.doubtful:
        return True
    signs = keep_signs(reading, item, genre)
    return score(signs, weights("keep") if table is None else table) > 0
