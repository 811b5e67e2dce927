"""Which readings are of one article: what it says of itself may be told better the second time.

The same text may stand in two papers: two articles, each with its own source, day and address.
It may also be added twice, the second time with an address or another day: one article, of which
the newest says how it is now. A reading is what was read out of a text of a day; it is no
article by itself.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from diurna.record import Article

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a text, as it was added.

    Attributes:
        seq: Its place in the order of adding.
        sha256: Hash of title and text.
        reader: The version of the reader that read it.
        article: The article's id; the beginning of the hash where none was given.
        published: Day or instant of publication, in ISO 8601.
    """

    seq: int
    sha256: str
    reader: str
    article: str
    source: str | None
    url: str | None
    published: str

    @classmethod
    def of(cls, article: Article, reader: str, seq: int = 0) -> Reading:
        """Return the reading that an article's would be."""
        return cls(seq, article.sha256, reader, article.id, article.source or None,
                   article.url or None, article.published.isoformat())  # fmt: skip

    @property
    def name(self) -> str | None:
        """The id that the article was given, None where it has its hash alone."""
        return None if self.article == self.sha256[:16] else self.article

    @property
    def day(self) -> str:
        """The day of publication."""
        return self.published[:10]


@dataclass(frozen=True, slots=True)
class Carrier:
    """An article: a text in one place, by its newest reading.

    Attributes:
        uid: Stable for as long as what it goes by (address, id, or source and day) is.
        seq: The reading that stands.
    """

    uid: str
    seq: int
    sha256: str
    reader: str
    article: str
    source: str | None
    url: str | None
    published: str

    @property
    def told(self) -> tuple[str | None, ...]:
        """All but the number of the reading."""
        return (self.uid, self.reader, self.article, self.source, self.url, self.published)


def _goes_by(reading: Reading) -> _Key:
    """Return what an article is known by, the surest that it tells: the letters sort so."""
    if reading.url:
        return ("1 address", reading.url)
    if reading.name:
        return ("2 id", reading.name)
    if reading.source:
        return ("3 source", reading.source, reading.day)
    return ("4 day", reading.day)


def _same(one: Reading, other: Reading) -> bool:
    """Say whether a reading that tells less may be of the article that another tells more of."""
    if one.name and other.name:
        return one.name == other.name
    sources = {one.source, other.source} - {None}
    return len(sources) < 2 and one.day == other.day


def carriers(readings: Iterable[Reading]) -> list[Carrier]:
    """Return the articles that carry one text, in the order of what they go by.

    Args:
        readings: All readings of the text, in any order.
    """
    groups: dict[_Key, list[Reading]] = {}
    for reading in sorted(readings, key=lambda r: r.seq):
        groups.setdefault(_goes_by(reading), []).append(reading)
    standing: dict[_Key, list[Reading]] = {}
    for key in sorted(groups):
        home = next(
            (k for k in sorted(standing) if k[0] < key[0]
             and any(_same(a, b) for a in groups[key] for b in standing[k])),
            key,
        )  # fmt: skip
        standing.setdefault(home, []).extend(groups[key])
    return [_article(key, group) for key, group in sorted(standing.items())]


def _article(key: _Key, group: list[Reading]) -> Carrier:
    """Return the article that readings are of: the newest counts, and fills in from the others."""
    ordered = sorted(group, key=lambda r: r.seq)
    last = ordered[-1]
    timed = [r for r in ordered if r.day == last.day and len(r.published) > len(r.day)]
    stands = timed[-1] if timed and timed[-1].reader == last.reader else last
    uid = hashlib.sha256("\n".join((last.sha256, *key)).encode()).hexdigest()[:32]
    return Carrier(
        uid,
        stands.seq,
        last.sha256,
        stands.reader,
        next((r.name for r in reversed(ordered) if r.name), last.article),
        next((r.source for r in reversed(ordered) if r.source), None),
        next((r.url for r in reversed(ordered) if r.url), None),
        stands.published,
    )


def clock(published: str) -> str:
    """Return the instant of publication as text that sorts; empty where only the day is known."""
    if len(published) <= len("2026-03-05"):
        return ""
    return dt.datetime.fromisoformat(published).astimezone(dt.UTC).isoformat()
