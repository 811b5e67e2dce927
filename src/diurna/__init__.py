"""Diurna reads news and keeps the record: who did, said and announced what, on whose word.

>>> import diurna
>>> record = diurna.read("Lima, Oct 17 - ...", published="2025-10-17")  # doctest: +SKIP
>>> record.announcements  # doctest: +SKIP
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from diurna import articles as _articles
from diurna.errors import (
    ArchiveError,
    ArticleError,
    DataError,
    DiurnaError,
    FilterError,
    ModelError,
    RecordError,
)
from diurna.record import (
    Actor,
    Announcement,
    Article,
    Event,
    Place,
    Plover,
    Quantity,
    Record,
    Span,
    Spoken,
    Statement,
    TimeSpan,
    json_schema,
)

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Announcement",
    "ArchiveError",
    "Article",
    "ArticleError",
    "DataError",
    "DiurnaError",
    "Event",
    "FilterError",
    "ModelError",
    "Place",
    "Plover",
    "Quantity",
    "Record",
    "RecordError",
    "Span",
    "Spoken",
    "Statement",
    "TimeSpan",
    "article",
    "json_schema",
    "read",
    "read_articles",
    "read_many",
]

article = _articles.article
read_articles = _articles.read_articles


def read(
    text: str | Article, *, published: dt.date | dt.datetime | str | None = None, title: str = ""
) -> Record:
    """Read one article into its record.

    Args:
        text: An article, or its text. A text may be in the seed's form (first line
            ``date YYYY-MM-DD Title``) or carry a wire dateline.
        published: Day of publication, for a text that has none of its own.
        title: The headline, for a text that comes without one.

    Returns:
        The record.

    Raises:
        ArticleError: The text is empty, too long, or has no date of publication.
        ModelError: The language model cannot be loaded.
    """
    from diurna import reader as _reader  # noqa: PLC0415 - the model loads only when it reads

    if isinstance(text, Article):
        return _reader.read(text)
    if published is not None and title:
        return _reader.read(_articles.article(text, title=title, published=published))
    day = _articles.formats.parse_date(published)
    if published is not None and day is None:
        raise ArticleError("<text>", f"not a date: {published!r} (use YYYY-MM-DD)")
    return _reader.read(_articles.parse(text, published=day))


def read_many(articles: Iterable[Article]) -> Iterator[Record]:
    """Read articles in order, lazily and in batches: much faster than one by one.

    Args:
        articles: What to read, from `read_articles` or made by `article`.
    """
    from diurna import reader as _reader  # noqa: PLC0415 - the model loads only when it reads

    yield from _reader.read_many(articles)
