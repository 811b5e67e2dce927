"""Diurna reads news and keeps the record: who did, said and announced what, on whose word.

>>> import diurna
>>> record = diurna.read("Lima, Oct 17 - ...", published="2025-10-17")  # doctest: +SKIP
>>> record.announcements  # doctest: +SKIP
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

from diurna import articles as _articles
from diurna.errors import (
    ArchiveError,
    ArticleError,
    DataError,
    DependencyError,
    DiurnaError,
    FilterError,
    ModelError,
    RecordError,
)
from diurna.record import (
    Actor,
    Announcement,
    Article,
    Change,
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

if TYPE_CHECKING:
    import pyarrow

    from diurna.archive import Archive, Filter
    from diurna.export.arrow import Table

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Announcement",
    "Archive",
    "ArchiveError",
    "Article",
    "ArticleError",
    "Change",
    "DataError",
    "DependencyError",
    "DiurnaError",
    "Event",
    "Filter",
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
    "places",
    "quotations",
    "read",
    "read_articles",
    "read_many",
    "times",
    "to_arrow",
]

_log = logging.getLogger("diurna")

article = _articles.article
read_articles = _articles.read_articles


def _in_a_notebook(record: Record) -> str:
    from diurna.export.html import record_html  # noqa: PLC0415 - shown in notebooks only

    return record_html(record)


setattr(Record, "_repr_html_", _in_a_notebook)  # noqa: B010 - a record knows nothing of exports


def read(
    text: str | Article, *, published: dt.date | dt.datetime | str | None = None, title: str = ""
) -> Record:
    """Read one article into its record.

    Args:
        text: An article, or its text. A text may be in the seed's form (first line
            ``date YYYY-MM-DD Title``) or carry a wire dateline.
        published: Day of publication, for a text that has none of its own: a date, an instant,
            or the ISO 8601 or RFC 822 form of one.
        title: The headline, for a text that comes without one.

    Returns:
        The record.

    Raises:
        ArticleError: The text is empty, too long, not English or not plain text, or has no date
            of publication; or it cannot be worked through.
        ModelError: The language model cannot be loaded.
    """
    from diurna import reader as _reader  # noqa: PLC0415 - the model loads only when it reads

    if isinstance(text, Article):
        return _reader.read(text)
    day = _articles.parse_date(published)
    if published is not None and day is None:
        raise ArticleError("<text>", f"not a date: {published!r} (use YYYY-MM-DD)")
    return _reader.read(_articles.parse(text, published=day, title=title))


def read_many(
    articles: Iterable[Article | ArticleError],
    *,
    on_error: Literal["skip", "raise"] | Callable[[ArticleError], None] = "skip",
) -> Iterator[Record]:
    """Read articles in order, lazily and in batches: much faster than one by one.

    Args:
        articles: What to read, from `read_articles` or made by `article`.
        on_error: What becomes of an article that cannot be read, and of the errors that
            `read_articles` gives in the place of what is none: "skip" logs a warning that names
            file, line and reason and goes on, "raise" raises the `ArticleError`, a function is
            called with it.

    Raises:
        ArticleError: An article cannot be read, with ``on_error="raise"``.
        ModelError: The language model cannot be loaded.
    """
    from diurna import reader as _reader  # noqa: PLC0415 - the model loads only when it reads

    if on_error == "skip":
        return _reader.read_many(articles, on_error=_log.warning)
    if on_error == "raise":
        return _reader.read_many(articles)
    if callable(on_error):
        return _reader.read_many(articles, on_error=on_error)
    raise ValueError(f"on_error is 'skip', 'raise' or a function, not {on_error!r}")


def times(
    text: str | Article, published: dt.date | dt.datetime | str | None = None
) -> list[TimeSpan]:
    """Read only the expressions of time of a text.

    A time in a quotation counts from the day of publication here; `read`, which knows who says
    it and when, counts it from the day it was said.

    Args:
        text: A text, taken as it is, or an article.
        published: The day that "tomorrow" counts from, of a text; an article has its own.

    Returns:
        The times in the order of the text. Their spans count in the text (as `article` stores
        it: invisible characters are left out), those of an article as in its record.

    Raises:
        ArticleError: What is given is no English text, or has no day of publication.
        ModelError: The language model cannot be loaded.
    """
    from diurna import rooms as _rooms  # noqa: PLC0415 - the model loads only when it reads

    return _rooms.times(text, published)


def places(text: str | Article) -> list[Place]:
    """Read only the places of a text.

    Args:
        text: A text, taken as it is, or an article.

    Returns:
        The places in the order of the text; their spans count as those of `times` do.

    Raises:
        ArticleError: What is given is no English text.
        ModelError: The language model cannot be loaded.
    """
    from diurna import rooms as _rooms  # noqa: PLC0415 - the model loads only when it reads

    return _rooms.places(text)


def quotations(
    text: str | Article, published: dt.date | dt.datetime | str | None = None
) -> list[Statement]:
    """Read only who says what in a text: quotations, and what is reported without marks.

    Args:
        text: A text, taken as it is, or an article.
        published: Its day, of a text; without one "the president" is nobody by name, and
            nothing is dated.

    Returns:
        The statements in the order of the text; ``kind`` is direct where it is quoted. There is
        no record to look ids up in: ``speaker``, ``addressees`` and ``place`` are names here.
        Spans count as those of `times` do.

    Raises:
        ArticleError: What is given is no English text, or its day is none.
        ModelError: The language model cannot be loaded.
    """
    from diurna import rooms as _rooms  # noqa: PLC0415 - the model loads only when it reads

    return _rooms.quotations(text, published)


def to_arrow(records: Iterable[Record], table: Table = "events") -> pyarrow.Table:
    """Return the entries of records as a table of Arrow: ``.to_pandas()``, ``pl.from_arrow``.

    Each table has the columns ``article`` (its id), ``published`` (the day), ``source`` and
    ``url``, then the fields of its entries by their names and types: of `Event` for ``events``,
    `Actor` for ``actors``, and so on. What an entry holds once is spread over columns (``trigger``
    becomes ``trigger_start``, ``trigger_end`` and ``trigger_text``), what it holds several of is a
    list. Beside ids stand the names they mean: ``actor_names``, ``recipient_names`` and
    ``according_to_names`` of events, ``speaker_name`` and ``addressee_names`` of statements,
    ``by_names`` of announcements and changes. An id belongs to its article: join on both.

    Args:
        records: What was read, as from `read_many`; taken one after another. Several tables of
            one reading need it kept: ``records = list(read_many(...))``.
        table: ``events``, ``actors``, ``statements``, ``announcements``, ``changes``, ``times``
            or ``places``.

    Raises:
        DependencyError: pyarrow is not installed (``pip install 'diurna[arrow]'``).
    """
    from diurna.export import arrow as _arrow  # noqa: PLC0415 - only who asks for it needs it

    return _arrow.to_arrow(records, table)


def __getattr__(name: str) -> Any:
    """Load the archive only where it is asked for: what only reads does without a database."""
    if name in ("Archive", "Filter"):
        from diurna import archive  # noqa: PLC0415

        return getattr(archive, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
