"""Near-duplicates: one report in many papers, by MinHash over shingles of words.

The hashing is a library's (Rust); what is behind this small interface can be exchanged.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from rensa import RMinHash

Relation = Literal["original", "copy", "version"]

HASHES: Final = 128
_BANDS: Final = 32
_SEED: Final = 20_260_305
_SHINGLE: Final = 4
_ALIKE: Final = 0.55
"""Share of the shorter text's shingles that the other holds, from which they are one report."""
_FEWEST: Final = 12
"""Shingles below which a text is too short to be told a copy by them."""
WINDOW: Final = dt.timedelta(days=21)
"""Days over which copies are looked for."""


def shingles(text: str) -> set[str]:
    """Return the runs of words that a text is compared by."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[n : n + _SHINGLE]) for n in range(max(1, len(words) - _SHINGLE + 1))}


def signature(text: str) -> list[int]:
    """Return the MinHash of a text: `HASHES` numbers; two texts share about their Jaccard."""
    made = RMinHash(num_perm=HASHES, seed=_SEED)
    made.update(sorted(shingles(text)))
    return [int(n) for n in made.digest()]


@dataclass(frozen=True, slots=True)
class Carried:
    """Which report an article carries.

    Attributes:
        report: The first carrier's hash.
        relation: What it is to that one.
        likeness: Share of the shorter text that both hold.
    """

    report: str
    relation: Relation
    likeness: float


class Copies:
    """Finds the report that an article carries among those known.

    Args:
        text_of: Gives the text of an article by its hash.
    """

    def __init__(self, text_of: Callable[[str], str]) -> None:
        self._text_of = text_of
        self._bands: dict[tuple[int, ...], list[str]] = defaultdict(list)
        self._known: dict[str, tuple[dt.date, str, str | None]] = {}

    def hold(
        self, sha256: str, marks: list[int], day: dt.date, report: str, source: str | None
    ) -> None:
        """Remember an article."""
        self._known[sha256] = (day, report, source)
        for band in self._cut(marks):
            self._bands[band].append(sha256)

    def forget(self, day: dt.date) -> None:
        """Let go of articles that are too old to be copied any more."""
        gone = {sha for sha, (then, _, _) in self._known.items() if day - then > WINDOW}
        if not gone:
            return
        for sha in gone:
            del self._known[sha]
        for band in list(self._bands):
            kept = [sha for sha in self._bands[band] if sha not in gone]
            if kept:
                self._bands[band] = kept
            else:
                del self._bands[band]

    @staticmethod
    def _cut(marks: list[int]) -> list[tuple[int, ...]]:
        rows = HASHES // _BANDS
        return [(n, *marks[n * rows : (n + 1) * rows]) for n in range(_BANDS)]

    def find(
        self, sha256: str, text: str, marks: list[int], day: dt.date, source: str | None
    ) -> Carried:
        """Return which report an article carries: its own where none is known."""
        hits: dict[str, int] = defaultdict(int)
        for band in self._cut(marks):
            for other in self._bands.get(band, ()):
                hits[other] += 1
        own = shingles(text)
        best: tuple[float, float, str] | None = None
        for other in sorted(hits, key=lambda h: (-hits[h], h))[:10]:
            then, _, _ = self._known[other]
            if day - then > WINDOW or len(own) < _FEWEST:
                continue
            theirs = shingles(self._text_of(other))
            common = len(own & theirs)
            held = common / max(1, min(len(own), len(theirs)))
            if held >= _ALIKE and len(theirs) >= _FEWEST:
                whole = common / len(own | theirs)
                best = max(best or (0.0, 0.0, ""), (held, whole, other))
        if best is None:
            return Carried(sha256, "original", 1.0)
        held, whole, other = best
        _, report, first = self._known[other]
        updated = whole < 1.0 and first == source and source is not None
        return Carried(report, "version" if updated else "copy", round(held, 3))
