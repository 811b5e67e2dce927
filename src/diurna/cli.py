"""The commands. Exit codes: 0 done, 1 some inputs failed, 2 wrong use."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Literal

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from diurna import __version__
from diurna.articles import read_articles
from diurna.errors import ArticleError, DiurnaError
from diurna.record import Article, Record, json_schema

Format = Literal["pretty", "json", "jsonl"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="diurna")
def main() -> None:
    """Read news and keep the record: who did, said and announced what, on whose word.

    Everything runs on this computer: nothing is fetched, no key is needed.
    """


class Batch:
    """Articles of a batch, with what failed named on standard error as it happens."""

    def __init__(self, inputs: Iterable[Article | ArticleError]) -> None:
        self.inputs = inputs
        self.failed = 0
        self.read = 0

    def __iter__(self) -> Iterator[Article]:
        for item in self.inputs:
            if isinstance(item, ArticleError):
                self.failed += 1
                click.echo(f"diurna: {item}", err=True)
            else:
                self.read += 1
                yield item


def _progress() -> Progress:
    console = Console(stderr=True)
    return Progress(
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _with_progress(records: Iterable[Record], total: int | None) -> Iterator[Record]:
    with _progress() as progress:
        task = progress.add_task("reading", total=total)
        for record in records:
            progress.advance(task)
            yield record


def _print(records: Iterable[Record], form: Format) -> None:
    if form == "pretty":
        from diurna.export.terminal import show  # noqa: PLC0415 - a pipe does without it

        console = Console()
        for record in records:
            show(record, console)
    elif form == "jsonl":
        for record in records:
            click.echo(record.to_json())
    else:
        found = [record.to_dict() for record in records]
        data: object = found[0] if len(found) == 1 else found
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|- ...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["pretty", "json", "jsonl"]),
    help="How records are printed: 'pretty' is the default on a terminal, 'json' in a pipe.",
)
@click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day of publication, for articles that have none of their own.",
)
def read(paths: tuple[str, ...], form: Format | None, published: dt.datetime | None) -> None:
    """Print the record of each article.

    PATH is a text file, a .jsonl file with one article a line (fields text, published, title,
    source, url, id), a folder of these, or - for standard input; .gz, .bz2 and .xz are opened.
    A text begins with "date YYYY-MM-DD Title", or has a wire dateline with its year, or takes
    its date from --published.

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
        records: Iterable[Record] = read_many(batch)
        if total and total > 1:
            records = _with_progress(records, total)
        _print(records, form or ("pretty" if sys.stdout.isatty() else "json"))
    except DiurnaError as error:
        raise click.ClickException(str(error)) from error
    if batch.failed:
        click.echo(f"diurna: {batch.failed} failed, {batch.read} read", err=True)
        sys.exit(1)


@main.command()
def schema() -> None:
    """Print the JSON Schema of the record (draft 2020-12)."""
    click.echo(json.dumps(json_schema(), indent=2))
