"""The commands. Exit codes: 0 done, 1 some inputs failed, 2 wrong use."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from diurna import __version__
from diurna.articles import read_articles
from diurna.errors import ArticleError, DiurnaError
from diurna.record import Article, Record, json_schema
from diurna.who.knowledge import knowledge
from diurna.who.wikidata import build as build_from_wikidata

Format = Literal["pretty", "json", "jsonl", "timeml"]


ARCHIVE = click.option(
    "--archive",
    type=click.Path(dir_okay=False),
    envvar="DIURNA_ARCHIVE",
    default="diurna.duckdb",
    show_default=True,
    help="The archive's file; DIURNA_ARCHIVE sets it too.",
)
DAY = click.DateTime(["%Y-%m-%d"])
PUBLISHED = click.option(
    "--published", type=DAY, help="Day of publication, for articles that have none of their own."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="diurna")
@click.option(
    "--kb",
    "base",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="DIURNA_KB",
    help="Folder of a knowledge base to use; DIURNA_KB sets it too.",
)
def main(base: Path | None) -> None:
    """Read news and keep the record: who did, said and announced what, on whose word.

    Everything runs on this computer: nothing is fetched, no key is needed.
    """
    if base is not None:
        os.environ["DIURNA_KB"] = str(base)
        knowledge.cache_clear()
        try:
            knowledge()
        except DiurnaError as error:
            raise click.ClickException(str(error)) from error


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
    elif form == "timeml":
        from diurna.export.timeml import timeml  # noqa: PLC0415 - only this form needs it

        for record in records:
            click.echo(timeml(record))
    else:
        _print_json(iter(records))


def _print_json(records: Iterator[Record]) -> None:
    """Print one record as an object, several as a list, one after another as they are read."""
    head = list(islice(records, 2))
    if len(head) == 1:
        click.echo(head[0].to_json(indent=2))
        return
    opening = "["
    for record in chain(head, records):
        click.echo(opening + record.to_json(indent=2), nl=False)
        opening = ",\n"
    click.echo("]" if head else "[]")


@main.command()
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
@click.argument("paths", nargs=-1, required=True, metavar="PATH|- ...")
@ARCHIVE
@PUBLISHED
def add(paths: tuple[str, ...], archive: str, published: dt.datetime | None) -> None:
    """Read articles into the archive.

    What is there already is passed over, so a run that was cut short can be run again. Every
    32 articles are stored together, whole or not at all.
    """
    from diurna.archive import Archive  # noqa: PLC0415 - loaded where it is used
    from diurna.reader import BATCH, read_many  # noqa: PLC0415

    batch = Batch(read_articles(paths, published=published.date() if published else None))
    try:
        with Archive(archive) as store:
            fresh = (a for a in batch if not store.has(a.sha256, __version__))
            new = 0
            records = _with_progress(read_many(fresh), None)
            while chunk := list(islice(records, BATCH)):
                new += store.add(chunk, __version__)
    except DiurnaError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{new} added, {batch.read - new} known, {batch.failed} failed", err=True)
    if batch.failed:
        sys.exit(1)


def _filters(command: Callable[..., None]) -> Callable[..., None]:
    options = [
        ARCHIVE,
        click.option("--as-of", type=DAY, help="See nothing published after this day."),
        click.option("--actor", help="Only what names this actor; part of the name is enough."),
        click.option("--type", "kind", help="Only this PLOVER type, such as CONSULT."),
        click.option("--status", help="Only this status, such as planned."),
        click.option("--country", help="Only what involves this country (ISO3)."),
        click.option("--since", type=DAY, help="Only what may fall on this day or later."),
        click.option("--until", type=DAY, help="Only what may fall on this day or earlier."),
        click.option(
            "--format",
            "form",
            type=click.Choice(["table", "json", "csv"]),
            default="table",
            show_default=True,
            help="How rows are printed.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def _ask(view: str, archive: str, form: str, given: dict[str, Any]) -> None:
    from diurna.archive import Archive  # noqa: PLC0415 - loaded where it is used
    from diurna.archive.store import Filter  # noqa: PLC0415
    from diurna.export.rows import print_rows  # noqa: PLC0415

    def day(name: str) -> dt.date | None:
        return given[name].date() if given[name] else None

    wanted = Filter(
        as_of=day("as_of"),
        actor=given["actor"],
        type=given["kind"],
        status=given["status"],
        country=given["country"],
        since=day("since"),
        until=day("until"),
    )
    if not Path(archive).exists():
        raise click.ClickException(f"{archive}: there is no such archive; diurna add makes one")
    try:
        with Archive(archive) as store:
            rows = store.events(wanted) if view == "events" else store.announcements(wanted)
    except DiurnaError as error:
        raise click.ClickException(str(error)) from error
    print_rows(rows, form, day("as_of") or dt.date.today())


@main.command()
@_filters
def events(archive: str, form: str, **given: Any) -> None:
    """List the archive's events, the latest first."""
    _ask("events", archive, form, given)


@main.command()
@_filters
def agenda(archive: str, form: str, **given: Any) -> None:
    """List what was announced, the next window to close first.

    Each article's announcements stand by themselves so far: later articles do not settle them yet.
    """
    _ask("announcements", archive, form, given)


@main.group()
def kb() -> None:
    """Ask the knowledge base: who held which office when."""


@kb.command()
@click.argument("name")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="On which day; today if none.")
def lookup(name: str, on: dt.datetime | None) -> None:
    """Show what is known of NAME on a day, and the terms of everyone of that name."""
    day = on.date() if on else dt.date.today()
    words = name.split()
    known = knowledge().person(words, day)
    if known:
        about = [known.role or "no office known", known.country, " ".join(known.sectors)]
        click.echo(f"{day}  {known.name}: {', '.join(filter(None, about))}  ({known.entity})")
    terms = knowledge().terms(words)
    for term in terms:
        held = f"{term.begin} to {term.end or 'now'}"
        click.echo(f"{held}  {term.name}, {term.title or f'leader of {term.country}'}  "
                   f"[{term.source}]")  # fmt: skip
    if not known and not terms:
        raise click.ClickException(f"{name}: not in the knowledge base")


@kb.command("build")
@click.option(
    "--wikidata",
    "dump",
    type=click.Path(path_type=Path),
    required=True,
    help="A JSON dump of Wikidata, plain, .gz or .bz2.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder for the base; set DIURNA_KB to it, or give it as --kb.",
)
def build_base(dump: Path, out: Path) -> None:
    """Make a larger knowledge base from a Wikidata dump; run again, it goes on where it was."""
    try:
        made = build_from_wikidata(dump, out, warn=lambda text: click.echo(text, err=True))
    except DiurnaError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{made.lines} lines, {made.terms} terms, {made.people} people in {out}"
               + (f"; {made.bad} lines were no entities" if made.bad else ""))  # fmt: skip


@main.command()
def schema() -> None:
    """Print the JSON Schema of the record (draft 2020-12)."""
    click.echo(json.dumps(json_schema(), indent=2))
