"""Near-duplicates: one report in many papers, by MinHash over shingles of words.

The hashing is a library's (Rust); what is behind this small interface can be exchanged.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from rensa import RMinHash

from diurna.world.words import words

Relation = Literal["original", "copy", "version"]

HASHES: Final = 128
_BANDS: Final = 32
_SEED: Final = 20_260_305
_SHINGLE: Final = 4
_ALIKE: Final = 0.55
"""Share of the shorter text's shingles that the other holds, from which they are one report."""
_FEWEST: Final = 12
"""Shingles below which a text is too short to be told a copy by them."""
_WORDS_ALIKE: Final = 0.8
_FEWEST_WORDS: Final = 8
_LAST: Final = 200
"""What a text that says it corrects another is held against: words shared, articles looked at."""
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
        report: The first carrier.
        relation: What it is to that one.
        likeness: Share of the shorter text that both hold.
        corrected: Whether it stands in the stead of the first: it says so, or has its address.
    """

    report: str
    relation: Relation
    likeness: float
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class _Held:
    sha256: str
    day: dt.date
    report: str
    source: str | None
    url: str | None
    bands: tuple[tuple[int, ...], ...]


_K = TypeVar("_K")
_CORRECTS_WORDS: Final = "|".join(sorted(words("corrects", "agenda")))
_CORRECTS: Final = re.compile(rf"\b(?:{_CORRECTS_WORDS})\b", re.IGNORECASE)
_HEAD: Final = 200
_TAIL: Final = 300


def corrects(title: str, text: str) -> bool:
    """Say whether an article says of itself that it corrects what was told before."""
    return bool(_CORRECTS.search(f"{title}\n{text[:_HEAD]}\n{text[_HEAD:][-_TAIL:]}"))


class Copies:
    """Finds the report that an article carries among those known.

    Args:
        text_of: Gives the text of an article by its carrier.
    """

    def __init__(self, text_of: Callable[[str], str]) -> None:
        self._text_of = text_of
        self._bands: dict[tuple[int, ...], list[str]] = defaultdict(list)
        self._known: dict[str, _Held] = {}
        self._same: dict[str, list[str]] = defaultdict(list)
        self._by_source: dict[str, list[str]] = defaultdict(list)

    def hold(
        self,
        carrier: str,
        sha256: str,
        marks: list[int],
        day: dt.date,
        report: str,
        source: str | None,
        url: str | None,
    ) -> None:
        """Remember an article."""
        self._known[carrier] = _Held(sha256, day, report, source, url, self._cut(marks))
        self._same[sha256].append(carrier)
        if source is not None:
            self._by_source[source].append(carrier)
        for band in self._known[carrier].bands:
            self._bands[band].append(carrier)

    def forget(self, day: dt.date) -> None:
        """Let go of articles that are too old to be copied any more."""
        for carrier in [c for c, held in self._known.items() if day - held.day > WINDOW]:
            held = self._known.pop(carrier)
            _drop(self._same, held.sha256, carrier)
            if held.source is not None:
                _drop(self._by_source, held.source, carrier)
            for band in held.bands:
                _drop(self._bands, band, carrier)

    @staticmethod
    def _cut(marks: list[int]) -> tuple[tuple[int, ...], ...]:
        rows = HASHES // _BANDS
        return tuple((n, *marks[n * rows : (n + 1) * rows]) for n in range(_BANDS))

    def find(
        self,
        carrier: str,
        sha256: str,
        text: str,
        marks: list[int],
        day: dt.date,
        *,
        source: str | None,
        url: str | None,
        corrects: bool,
    ) -> Carried:
        """Return which report an article carries: its own where none is known.

        Args:
            carrier: The article.
            sha256: Hash of its title and text.
            text: Its text.
            marks: The text's MinHash.
            day: Day of publication.
            source: The newsroom.
            url: Its address.
            corrects: Whether it says that it corrects what was told before.
        """
        same = [c for c in self._same.get(sha256, ()) if day - self._known[c].day <= WINDOW]
        if same:
            return Carried(self._known[same[0]].report, "copy", 1.0)
        found = self._nearest(text, marks, day)
        if found is None and corrects and source is not None:
            found = self._corrected(text, day, source)
        if found is None:
            return Carried(carrier, "original", 1.0)
        held, whole, other = found
        first = self._known[other]
        placed = url is not None and url == first.url
        own = placed or (source is not None and source == first.source)
        own = own or (corrects and None in (source, first.source))
        if whole == 1.0 or not own:
            return Carried(first.report, "copy", round(held, 3))
        return Carried(first.report, "version", round(held, 3), corrected=corrects or placed)

    def _nearest(
        self, text: str, marks: list[int], day: dt.date
    ) -> tuple[float, float, str] | None:
        """Return how much of the shorter text is held, of both, and by which article."""
        hits: dict[str, int] = defaultdict(int)
        for band in self._cut(marks):
            for other in self._bands.get(band, ()):
                if day - self._known[other].day <= WINDOW:
                    hits[other] += 1
        own = shingles(text) if hits else set()
        if len(own) < _FEWEST:
            return None
        best: tuple[float, float, str] | None = None
        for other in sorted(hits, key=lambda h: (-hits[h], h))[:10]:
            theirs = shingles(self._text_of(other))
            common = len(own & theirs)
            held = common / max(1, min(len(own), len(theirs)))
            if held >= _ALIKE and len(theirs) >= _FEWEST:
                best = max(best or (0.0, 0.0, ""), (held, common / len(own | theirs), other))
        return best

    def _corrected(self, text: str, day: dt.date, source: str) -> tuple[float, float, str] | None:
        """Return which of a newsroom's last articles one is most like that corrects another.

        Short texts share few runs of words where a day is changed: their words are held together.
        """
        own = _words(text)
        best: tuple[float, float, str] | None = None
        for other in self._by_source.get(source, [])[-_LAST:]:
            if day - self._known[other].day > WINDOW:
                continue
            theirs = _words(self._text_of(other))
            common = len(own & theirs)
            held = common / max(1, min(len(own), len(theirs)))
            if held >= _WORDS_ALIKE and min(len(own), len(theirs)) >= _FEWEST_WORDS:
                best = max(best or (0.0, 0.0, ""), (held, common / len(own | theirs), other))
        return best


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.lower()))


def _drop(table: dict[_K, list[str]], key: _K, carrier: str) -> None:
    table[key].remove(carrier)
    if not table[key]:
        del table[key]
