"""Commands that read articles: to be printed, or into an archive."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

import click

from diurna import __version__
from diurna.articles import read_articles
from diurna.cli.options import (
    ARCHIVE,
    PUBLISHED,
)
from diurna.errors import ArticleError, DiurnaError
from diurna.export.records import Format, print_records
from diurna.progress import with_progress
from diurna.record import Article, Record

if TYPE_CHECKING:
    from diurna.archive import Aside


class Batch:
    """Articles of a batch, with what failed named on standard error as it happens.

    Attributes:
        failed: How many inputs could not be read.
        aside: How many of them are in which other language.
        read: How many could.
    """

    def __init__(self, inputs: Iterable[Article | ArticleError]) -> None:
        self.inputs = inputs
        self.failed = 0
        self.aside: Counter[str] = Counter()
        self.read = 0

    def __iter__(self) -> Iterator[Article]:
        for item in self.inputs:
            if isinstance(item, ArticleError):
                self._name(item)
            else:
                self.read += 1
                yield item

    def fail(self, error: ArticleError) -> None:
        """Take back an article that was counted as read and cannot be worked through."""
        self.read -= 1
        self._name(error)

    def _name(self, error: ArticleError) -> None:
        self.failed += 1
        if error.language:
            self.aside[error.language] += 1
        click.echo(f"diurna: {error}", err=True)

    def failures(self) -> str:
        """Return how many failed, in words."""
        languages = ", ".join(f"{count} {name}" for name, count in sorted(self.aside.items()))
        told = f" ({languages}: set aside for the language)" if languages else ""
        return f"{self.failed} failed{told}"


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|- ...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["pretty", "json", "jsonl", "timeml"]),
    help="How records are printed: 'pretty' is the default on a terminal, 'json' in a pipe.",
)
@PUBLISHED
def read(paths: tuple[str, ...], form: Format | None, published: dt.datetime | None) -> None:
    """Print the record of each article.

    PATH is a text file, a .jsonl file with one article a line or a .json list of them (fields
    text, published, title, source, url, id, language), a folder of these, or - for standard
    input; .gz, .bz2 and .xz are opened. A text begins with "date YYYY-MM-DD Title", or has a wire
    dateline with its year, or takes its date from --published, which overrules neither.

    What cannot be read is named on standard error and the rest goes on; the exit code is then 1.
    """
    from diurna.reader import read_many  # noqa: PLC0415 - the model loads only when it reads

    inputs: Iterable[Article | ArticleError]
    inputs = read_articles(paths, published=published.date() if published else None)
    total: int | None = None
    if sys.stderr.isatty():
        inputs = list(inputs)
        total = sum(isinstance(item, Article) for item in inputs)
    batch = Batch(inputs)
    try:
        records: Iterable[Record] = read_many(batch, on_error=batch.fail)
        if total and total > 1:
            records = with_progress(records, total)
        print_records(records, form or ("pretty" if sys.stdout.isatty() else "json"))
    except DiurnaError as error:
        raise click.ClickException(str(error)) from error
    if batch.failed:
        click.echo(f"diurna: {batch.failures()}, {batch.read} read", err=True)
        sys.exit(1)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|- ...")
@ARCHIVE
@PUBLISHED
def add(paths: tuple[str, ...], archive: str, published: dt.datetime | None) -> None:
    """Read articles into the archive.

    What is there already is passed over, so a run that was cut short can be run again. Every
    32 articles are stored together, whole or not at all.
    """
    batch = Batch(read_articles(paths, published=published.date() if published else None))
    try:
        new, aside = _add(batch, archive)
    except DiurnaError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{new} added, {batch.read - new} known, {batch.failures()}", err=True)
    if batch.failed or aside:
        sys.exit(1)


def _add(batch: Batch, archive: str) -> tuple[int, list[Aside]]:
    """Read what is new into an archive; returns how many were, and what was set aside.

    The archive is held only while a batch is stored, so that it may be asked meanwhile.
    """
    from diurna.archive import Archive  # noqa: PLC0415 - the database loads only when it is used
    from diurna.reader import BATCH, read_many  # noqa: PLC0415 - the model loads only when it reads

    store = Archive(archive)
    fresh = (a for a in batch if not store.knows(a, __version__))
    records = with_progress(read_many(fresh, on_error=batch.fail), None)
    new = 0
    while chunk := list(islice(records, BATCH)):
        new += store.add(chunk, __version__)
    store.settle()
    return new, store.aside
