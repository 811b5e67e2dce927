"""From an article to its record: the one place that knows the order of the rooms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from diurna import said, what, when, where
from diurna.errors import ArticleError, DataError, ModelError
from diurna.language import LanguageModel, Reading, packaged
from diurna.plans import announcements, changes
from diurna.record import Article, Record, TimeSpan
from diurna.sections import LONGEST, Joined, Section, batches, goes_on, sections
from diurna.who import Cast, Member

BATCH: Final = 32
"""Articles, or sections of long ones, that share one call of the language model."""
BATCH_SIZE: Final = 2 * LONGEST
"""Characters of all of them: what the model makes of a word takes 6 KB, a batch some 100 MB."""


Make = Callable[[Article, Reading, Sequence[Member]], tuple[Record, Cast | None]]
"""Puts together what a section holds, of the article, its reading and the actors before it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a reading holds before its events are coded.

    Attributes:
        cast: Its actors, pronouns led back to them.
        statements: Who says what.
        times: Its expressions of time, resolved.
        hanging: Those of them, by id, that count from an event of the article.
        places: Its places.
    """

    cast: Cast
    statements: list[said.Said]
    times: list[TimeSpan]
    hanging: dict[str, when.Found]
    places: list[where.Located]


def setting(reading: Reading, day: dt.date, known: Sequence[Member] = ()) -> Setting:
    """Read all that events are coded from.

    Args:
        reading: What the language model sees.
        day: Day of publication.
        known: Actors that the sections before it named.
    """
    found = when.find(reading)
    times, hanging = when.resolve(reading, found, day)
    places = where.locate(reading)
    cast = Cast(reading, day, [(p.begin, p.end, p.place) for p in places], known)
    statements = said.find(reading, cast)
    said.set_clocks(reading, statements, times, day)
    clocks = [
        when.Clock(quote.start, quote.end, statement.spoken.begin)
        for statement in statements
        for quote in statement.quotes
        if statement.spoken.begin and statement.kind == "direct"
    ]
    clocks.sort(key=lambda clock: clock.end - clock.start)
    if clocks:
        times, hanging = when.resolve(reading, found, day, clocks)
    said.set_places(reading, statements, places)
    cast.resolve_pronouns()
    cast.settle()
    return Setting(cast, statements, times, hanging, places)


def record(article: Article, reading: Reading) -> Record:
    """Put the record of an article together from its reading."""
    return _read(article, reading)[0]


def _read(article: Article, reading: Reading, known: Sequence[Member] = ()) -> tuple[Record, Cast]:
    """Put together what the reading of an article, or of a section of one, holds.

    Args:
        article: The article.
        reading: What the language model sees.
        known: Actors that the sections before it named.
    """
    told = setting(reading, article.day, known)
    cast, statements, places = told.cast, told.statements, told.places
    coded, times = what.code(
        reading, cast, statements, told.times, told.hanging, places, article.day
    )
    cast.follow()
    announced = announcements(reading, cast, coded, statements, times, article.day)
    changed = changes(reading, cast, coded, statements, times, places)
    cast.complete(article.source)
    made = Record(
        article=article,
        actors=cast.actors(),
        times=tuple(times),
        places=tuple(located.place for located in places),
        statements=tuple(said.statement(reading, s) for s in statements),
        events=tuple(c.event for c in coded),
        announcements=tuple(announced),
        changes=tuple(changed),
        sentences=tuple(
            (reading.starts[s.begin], reading.ends[s.end - 1])
            for s in reading.sentences
            if s.begin < s.end
        ),
    )
    return made, cast


def _failure(article: Article, error: Exception) -> ArticleError:
    """Name an article that cannot be worked through; what ails the package itself is raised."""
    if isinstance(error, ModelError | DataError):
        raise error
    if isinstance(error, ArticleError):
        return error
    path, _, line = article.origin.rpartition(":")
    where = (path, int(line)) if path and line.isdecimal() else (article.origin or article.id, None)
    reason = f"cannot be worked through: {type(error).__name__}: {error}"
    failure = ArticleError(where[0], reason, line=where[1])
    failure.__cause__ = error
    return failure


def _readings(language: LanguageModel, given: Sequence[Section]) -> list[Reading | ArticleError]:
    """Read a batch; where it fails, one by one, so that one takes no other along."""
    try:
        return list(language.read_many(section.text for section in given))
    except Exception as error:
        if len(given) == 1:
            return [_failure(given[0].article, error)]
    return [found for section in given for found in _readings(language, [section])]


class _Maker:
    """Makes records of readings; the sections of a long article become one record."""

    def __init__(self, make: Make | None) -> None:
        self._make = make
        self._joined: Joined | None = None
        self._failed: Article | None = None

    def add(
        self, section: Section, reading: Reading | ArticleError
    ) -> Record | ArticleError | None:
        """Return the record that a section ends, or what ails it; None where it goes on."""
        if section.start and section.article is self._failed:
            return None
        if not section.start:
            self._joined = self._failed = None
        try:
            if not isinstance(reading, ArticleError):
                return self._made(section, reading)
        except Exception as error:
            reading = _failure(section.article, error)
        self._failed = section.article
        return reading

    def _made(self, section: Section, reading: Reading) -> Record | None:
        if section.whole:
            if self._make is None:
                return record(section.article, reading)
            return self._make(section.article, reading, ())[0]
        if self._joined is None:
            self._joined = Joined(section.article)
        reading = goes_on(reading) if section.start else reading
        make = self._make or _read
        found, cast = make(section.article, reading, self._joined.known)
        self._joined.add(found, cast, section.start)
        return self._joined.record() if section.last else None


def _cut(articles: Iterable[Article | ArticleError]) -> Iterator[Section | ArticleError]:
    for item in articles:
        if isinstance(item, ArticleError):
            yield item
        else:
            yield from sections(item)


def _raise(error: ArticleError) -> None:
    raise error


def read_many(
    articles: Iterable[Article | ArticleError],
    *,
    on_error: Callable[[ArticleError], None] = _raise,
    model: LanguageModel | None = None,
    make: Make | None = None,
) -> Iterator[Record]:
    """Read articles in order, a batch at a time.

    Args:
        articles: What to read; consumed lazily. Errors among them are passed on in their place.
        on_error: Told of each article that cannot be read; unless it raises, the rest goes on.
        model: The language model; the packaged one where None.
        make: Puts a record together; all rooms do where None.
    """
    language = model or packaged()
    maker = _Maker(make)
    for batch in batches(_cut(articles), BATCH, BATCH_SIZE):
        fine = [item for item in batch if isinstance(item, Section)]
        readings = iter(_readings(language, fine) if fine else [])
        for item in batch:
            made = maker.add(item, next(readings)) if isinstance(item, Section) else item
            if isinstance(made, ArticleError):
                on_error(made)
            elif made is not None:
                yield made


def read(article: Article, *, model: LanguageModel | None = None) -> Record:
    """Read one article into its record."""
    return next(read_many([article], model=model))
