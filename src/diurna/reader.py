"""From an article to its record: the one place that knows the order of the rooms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from diurna import said, what, when, where
from diurna.agenda import announcements, changes
from diurna.errors import ArticleError, DataError, ModelError
from diurna.language import LanguageModel, Reading, packaged
from diurna.record import Article, Record
from diurna.who import Cast

BATCH = 32
"""Articles that share one call of the language model."""


def record(article: Article, reading: Reading) -> Record:
    """Put the record of an article together from its reading."""
    found = when.find(reading)
    times, hanging = when.resolve(reading, found, article.day)
    places = where.locate(reading)
    cast = Cast(reading, article.day, [(p.begin, p.end, p.place) for p in places])
    statements = said.find(reading, cast)
    said.set_clocks(reading, statements, times, article.day)
    clocks = [
        when.Clock(quote.start, quote.end, statement.spoken.begin)
        for statement in statements
        for quote in statement.quotes
        if statement.spoken.begin and statement.kind == "direct"
    ]
    clocks.sort(key=lambda clock: clock.end - clock.start)
    if clocks:
        times, hanging = when.resolve(reading, found, article.day, clocks)
    said.set_places(reading, statements, places)
    cast.resolve_pronouns()
    cast.settle()
    coded, times = what.code(reading, cast, statements, times, hanging, places, article.day)
    cast.follow()
    announced = announcements(reading, cast, coded, statements, times, article.day)
    changed = changes(reading, cast, coded, statements, times, places)
    return Record(
        article=article,
        actors=cast.actors(),
        times=tuple(times),
        places=tuple(located.place for located in places),
        statements=tuple(said.statement(reading, s) for s in statements),
        events=tuple(c.event for c in coded),
        announcements=tuple(announced),
        changes=tuple(changed),
        sentences=tuple(
            (reading.starts[s.begin], reading.ends[s.end - 1]) for s in reading.sentences
        ),
    )


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


def _readings(language: LanguageModel, articles: Sequence[Article]) -> list[Reading | ArticleError]:
    """Read a batch; where it fails, article by article, so that one takes no other along."""
    try:
        return list(language.read_many(article.full for article in articles))
    except Exception as error:
        if len(articles) == 1:
            return [_failure(articles[0], error)]
    return [found for article in articles for found in _readings(language, [article])]


def _record(article: Article, reading: Reading | ArticleError) -> Record | ArticleError:
    if isinstance(reading, ArticleError):
        return reading
    try:
        return record(article, reading)
    except Exception as error:
        return _failure(article, error)


def _raise(error: ArticleError) -> None:
    raise error


def read_many(
    articles: Iterable[Article | ArticleError],
    *,
    on_error: Callable[[ArticleError], None] = _raise,
    model: LanguageModel | None = None,
) -> Iterator[Record]:
    """Read articles in order, a batch at a time.

    Args:
        articles: What to read; consumed lazily. Errors among them are passed on in their place.
        on_error: Told of each article that cannot be read; unless it raises, the rest goes on.
        model: The language model; the packaged one where None.
    """
    language = model or packaged()
    rest = iter(articles)
    while batch := list(islice(rest, BATCH)):
        fine = [item for item in batch if isinstance(item, Article)]
        readings = iter(_readings(language, fine) if fine else [])
        for item in batch:
            made = _record(item, next(readings)) if isinstance(item, Article) else item
            if isinstance(made, ArticleError):
                on_error(made)
            else:
                yield made


def read(article: Article, *, model: LanguageModel | None = None) -> Record:
    """Read one article into its record."""
    return next(read_many([article], model=model))
