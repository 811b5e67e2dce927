"""The commands. Exit codes: 0 done, 1 some inputs failed, 2 wrong use."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from diurna import __version__
from diurna.archive import Archive, Filter
from diurna.articles import read_articles
from diurna.errors import ArticleError, DiurnaError
from diurna.record import Article, Record, json_schema
from diurna.who.knowledge import knowledge
from diurna.who.tables import countries
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
    _hear_notices()
    if base is not None:
        os.environ["DIURNA_KB"] = str(base)
        knowledge.cache_clear()
        try:
            knowledge()
        except DiurnaError as error:
            raise click.ClickException(str(error)) from error


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


class _Notices(logging.Handler):
    """Puts what is said but is no failure on standard error, in the same voice."""

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(f"diurna: {record.getMessage()}", err=True)


def _hear_notices() -> None:
    log = logging.getLogger("diurna")
    if not any(isinstance(handler, _Notices) for handler in log.handlers):
        log.addHandler(_Notices())


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
            records = _with_progress(records, total)
        _print(records, form or ("pretty" if sys.stdout.isatty() else "json"))
    except DiurnaError as error:
        raise click.ClickException(str(error)) from error
    if batch.failed:
        click.echo(f"diurna: {batch.failures()}, {batch.read} read", err=True)
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
    from diurna.reader import BATCH, read_many  # noqa: PLC0415 - the model loads only when it reads

    batch = Batch(read_articles(paths, published=published.date() if published else None))
    try:
        with Archive(archive) as store:
            fresh = (a for a in batch if not store.has(a.sha256, __version__))
            new = 0
            records = _with_progress(read_many(fresh, on_error=batch.fail), None)
            while chunk := list(islice(records, BATCH)):
                new += store.add(chunk, __version__)
            store.settle()
    except DiurnaError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{new} added, {batch.read - new} known, {batch.failures()}", err=True)
    if batch.failed:
        sys.exit(1)


AS_OF = click.option("--as-of", type=DAY, help="See nothing published after this day.")
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How rows are printed.",
)


def _filters(command: Callable[..., None]) -> Callable[..., None]:
    options = [
        ARCHIVE,
        AS_OF,
        click.option("--actor", help="Only what names this actor; part of the name is enough."),
        click.option("--type", "kind", help="Only this PLOVER type, such as CONSULT."),
        click.option("--status", help="Only this status, such as planned."),
        click.option("--country", help="Only what involves this country (ISO3)."),
        click.option("--since", type=DAY, help="Only what may fall on this day or later."),
        click.option("--until", type=DAY, help="Only what may fall on this day or earlier."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def _wanted(given: dict[str, Any]) -> Filter:
    def day(name: str) -> dt.date | None:
        return given[name].date() if given.get(name) else None

    return Filter(
        as_of=day("as_of"),
        actor=given.get("actor"),
        type=given.get("kind"),
        status=given.get("status"),
        country=given.get("country"),
        since=day("since"),
        until=day("until"),
        limit=given.get("limit"),
        sure=given.get("sure"),
    )


@contextmanager
def _opened(archive: str, grace: int | None = None) -> Iterator[Archive]:
    """Open an archive that is there; what goes wrong is said in one line."""
    if not Path(archive).exists():
        raise click.ClickException(f"{archive}: there is no such archive; diurna add makes one")
    try:
        with Archive(archive) if grace is None else Archive(archive, grace=grace) as store:
            yield store
    except DiurnaError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@_filters
@click.option(
    "--sure",
    type=click.FloatRange(0, 1),
    help="Only what is at least this likely to be of its type, 0 to 1.",
)
@FORMAT
def events(archive: str, form: str, **given: Any) -> None:
    """List the archive's events, the latest first."""
    from diurna.export.rows import print_rows  # noqa: PLC0415 - loaded where it is used

    wanted = _wanted(given)
    with _opened(archive) as store:
        print_rows(store.events(wanted), form, wanted.as_of or dt.date.today())


@main.command()
@click.argument("event")
@ARCHIVE
@AS_OF
def show(event: str, archive: str, as_of: dt.datetime | None) -> None:
    """Show every report of EVENT, with its words (an id that `diurna events` lists)."""
    from diurna.export.reports import print_reports  # noqa: PLC0415

    with _opened(archive) as store:
        print_reports(store.happening(event, as_of.date() if as_of else None))


@main.command()
@click.argument("event")
@ARCHIVE
@AS_OF
@FORMAT
def story(event: str, archive: str, form: str, as_of: dt.datetime | None) -> None:
    """List the events of the story that EVENT is part of, in order."""
    from diurna.export.rows import print_rows  # noqa: PLC0415

    with _opened(archive) as store:
        rows = store.story(event, as_of.date() if as_of else None)
        for row in rows:
            row |= {"mode": None, "title": textwrap.shorten(row["sentence"], 90)}
        print_rows(rows, form, as_of.date() if as_of else dt.date.today())


@main.command()
@_filters
@FORMAT
def actors(archive: str, form: str, **given: Any) -> None:
    """List who takes part in the archive's events, and in how many."""
    from diurna.export.rows import print_plain  # noqa: PLC0415

    with _opened(archive) as store:
        print_plain(store.actors(_wanted(given)), form)


@main.group(invoke_without_command=True)
@_filters
@click.option("--limit", type=click.IntRange(1), help="At most so many entries.")
@click.option("--grace", type=click.IntRange(0), help="Days after a window before it lapses: 7.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "ics", "questions"]),
    default="table",
    show_default=True,
    help="A table, records, a calendar, or forecast questions.",
)
@click.pass_context
def agenda(
    context: click.Context, /, archive: str, form: str, grace: int | None, **given: Any
) -> None:
    """List what was announced and what came of it: upcoming, then overdue, then settled."""
    if context.invoked_subcommand is not None:
        context.obj = archive
        return
    wanted = _wanted(given)
    today = wanted.as_of or dt.date.today()
    with _opened(archive, grace) as store:
        rows = store.agenda(wanted, today=today)
        _print_agenda(store, rows, form, today)


def _print_agenda(store: Archive, rows: list[dict[str, Any]], form: str, today: dt.date) -> None:
    def history(number: int) -> list[dict[str, Any]]:
        return store.history(number, today)

    if form == "ics":
        from diurna.export.calendar import calendar  # noqa: PLC0415

        click.echo(calendar(rows, history), nl=False)
    elif form == "questions":
        from diurna.export.questions import questions  # noqa: PLC0415

        made = questions(rows, history, as_of=today, grace=store.grace)
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))
    else:
        from diurna.export.agenda import print_agenda  # noqa: PLC0415

        print_agenda(rows, history, form, today)


@agenda.command("show")
@click.argument("number", type=int)
@ARCHIVE
@AS_OF
def show_entry(number: int, archive: str, as_of: dt.datetime | None) -> None:
    """Show entry NUMBER with every report that was joined to it, and why."""
    from diurna.export.agenda import print_entry  # noqa: PLC0415

    today = as_of.date() if as_of else dt.date.today()
    with _opened(archive) as store:
        row, steps = store.entry(number, today)
        print_entry(row, steps, today)


@main.command()
@_filters
@FORMAT
def scorecards(archive: str, form: str, **given: Any) -> None:
    """Count, by who announced it, what was kept, moved and dropped, with the entries behind it."""
    from diurna.export.rows import print_plain  # noqa: PLC0415

    with _opened(archive) as store:
        wanted = _wanted(given)
        print_plain(store.scorecards(wanted, today=wanted.as_of or dt.date.today()), form)


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
    known = knowledge().person(words, day, near=frozenset(countries()))
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
