"""From an article to its record: the one place that knows the order of the rooms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from diurna import said, what, when, where
from diurna.agenda import announcements, changes
from diurna.language import LanguageModel, Reading, packaged
from diurna.record import Article, Record
from diurna.sections import LONGEST, Joined, Section, batches, goes_on, sections
from diurna.who import Cast
from diurna.who.members import Member

BATCH: Final = 32
"""Articles, or sections of long ones, that share one call of the language model."""
BATCH_SIZE: Final = 2 * LONGEST
"""Characters of all of them: what the model makes of a word takes 6 KB, a batch some 100 MB."""


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
    found = when.find(reading)
    times, hanging = when.resolve(reading, found, article.day)
    places = where.locate(reading)
    cast = Cast(reading, article.day, [(p.begin, p.end, p.place) for p in places], known)
    statements = said.find(reading, cast)
    said.set_clocks(reading, statements, times, article.day)
    clocks = [
        when.Clock(quote.start, quote.end, statement.spoken.begin)
        for statement in statements
        for quote in statement.quotes
        if statement.spoken.begin and statement.kind == "direct"
    ]
    if clocks:
        times, hanging = when.resolve(reading, found, article.day, clocks)
    said.set_places(reading, statements, places)
    cast.resolve_pronouns()
    cast.settle()
    coded, times = what.code(reading, cast, statements, times, hanging, places, article.day)
    cast.follow()
    announced = announcements(reading, cast, coded, statements, times, article.day)
    changed = changes(reading, cast, coded, statements, times, places)
    made = Record(
        article=article,
        actors=cast.actors(),
        times=tuple(times),
        places=tuple(located.place for located in places),
        statements=tuple(said.statement(reading, s) for s in statements),
        events=tuple(c.event for c in coded),
        announcements=tuple(announced),
        changes=tuple(changed),
    )
    return made, cast


def _add(joined: Joined, section: Section, reading: Reading) -> None:
    """Read one section of a long article and add it to the article's record."""
    found, cast = _read(
        section.article, goes_on(reading) if section.start else reading, joined.known
    )
    joined.add(found, cast, section.start)


def read_many(
    articles: Iterable[Article], *, model: LanguageModel | None = None
) -> Iterator[Record]:
    """Read articles in order, a batch at a time.

    Args:
        articles: What to read; consumed lazily.
        model: The language model; the packaged one where None.
    """
    language = model or packaged()
    cut = (section for article in articles for section in sections(article))
    joined: Joined | None = None
    for batch in batches(cut, BATCH, BATCH_SIZE):
        readings = language.read_many(section.text for section in batch)
        for section, reading in zip(batch, readings, strict=True):
            if section.whole:
                yield record(section.article, reading)
                continue
            joined = Joined(section.article) if joined is None else joined
            _add(joined, section, reading)
            if section.last:
                yield joined.record()
                joined = None


def read(article: Article, *, model: LanguageModel | None = None) -> Record:
    """Read one article into its record."""
    return next(read_many([article], model=model))
