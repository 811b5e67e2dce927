"""From an article to its record: the one place that knows the order of the rooms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from diurna import said, what, when, where
from diurna.agenda import announcements, changes
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


def read_many(
    articles: Iterable[Article], *, model: LanguageModel | None = None
) -> Iterator[Record]:
    """Read articles in order, a batch at a time.

    Args:
        articles: What to read; consumed lazily.
        model: The language model; the packaged one where None.
    """
    language = model or packaged()
    rest = iter(articles)
    while batch := list(islice(rest, BATCH)):
        readings = language.read_many(article.full for article in batch)
        for article, reading in zip(batch, readings, strict=True):
            yield record(article, reading)


def read(article: Article, *, model: LanguageModel | None = None) -> Record:
    """Read one article into its record."""
    return next(read_many([article], model=model))
