"""One room alone: the times, places or statements of a text, without the rest of its record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from diurna import said, when, where
from diurna.articles import article
from diurna.errors import ArticleError
from diurna.language import Reading
from diurna.reader import Make, read_many
from diurna.record import Article, Place, Record, Statement, TimeSpan
from diurna.sections import moved
from diurna.who import Cast, Member

Day = dt.date | dt.datetime | str | None
_NO_DAY: Final = dt.date(1970, 1, 1)
"""An article has a day; where none is known nothing asks for this one."""


def times(text: str | Article, published: Day) -> list[TimeSpan]:
    """Return the times of a text; see `diurna.times`."""
    if not isinstance(text, Article) and published is None:
        raise ArticleError("<text>", "no publication date: times count from one; give published")
    given = _article(text, published)
    return list(moved(_read(given, _times).times, _shift(text), {}))


def places(text: str | Article) -> list[Place]:
    """Return the places of a text; see `diurna.places`."""
    given = _article(text, None)
    return list(moved(_read(given, _places).places, _shift(text), {}))


def quotations(text: str | Article, published: Day) -> list[Statement]:
    """Return the statements of a text, with names for ids; see `diurna.quotations`."""
    dated = isinstance(text, Article) or published is not None
    record = _read(_article(text, published), _statements if dated else _undated)
    names = {actor.id: actor.name for actor in record.actors}
    names |= {place.id: place.name for place in record.places}
    return list(moved(record.statements, _shift(text), names))


def _article(text: str | Article, published: Day) -> Article:
    if isinstance(text, Article):
        return text
    return article(text, published=_NO_DAY if published is None else published)


def _shift(text: str | Article) -> int:
    """Return where spans count from: a text alone has no line of a headline before it."""
    return 0 if isinstance(text, Article) else -1


def _read(given: Article, make: Make) -> Record:
    return next(read_many([given], make=make))


def _times(
    article: Article, reading: Reading, _known: Sequence[Member]
) -> tuple[Record, Cast | None]:
    found, _ = when.resolve(reading, when.find(reading), article.day)
    return Record(article, times=tuple(found)), None


def _places(
    article: Article, reading: Reading, _known: Sequence[Member]
) -> tuple[Record, Cast | None]:
    return Record(article, places=tuple(found.place for found in where.locate(reading))), None


def _statements(
    article: Article, reading: Reading, known: Sequence[Member]
) -> tuple[Record, Cast | None]:
    return _spoken(article, reading, known, article.day)


def _undated(
    article: Article, reading: Reading, known: Sequence[Member]
) -> tuple[Record, Cast | None]:
    return _spoken(article, reading, known, None)


def _spoken(
    article: Article, reading: Reading, known: Sequence[Member], day: dt.date | None
) -> tuple[Record, Cast]:
    """Put together who says what; without a day nobody holds an office and nothing is dated."""
    located = where.locate(reading)
    cast = Cast(reading, day, [(p.begin, p.end, p.place) for p in located], known)
    found = said.find(reading, cast)
    if day is not None:
        resolved, _ = when.resolve(reading, when.find(reading), day)
        said.set_clocks(reading, found, resolved, day)
    said.set_places(reading, found, located)
    cast.resolve_pronouns()
    cast.settle()
    made = Record(
        article,
        actors=cast.actors(),
        places=tuple(p.place for p in located),
        statements=tuple(said.statement(reading, s) for s in found),
    )
    return made, cast
