"""The commands. Exit codes: 0 done, 1 some inputs failed, 2 wrong use."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diurna import __version__
from diurna.articles import read_articles
from diurna.errors import ArticleError, DiurnaError
from diurna.export.records import Format, print_records
from diurna.guard import MOST_ROWS, Guarded, Share, a_file, check_environment
from diurna.progress import with_progress
from diurna.record import Article, Record, json_schema
from diurna.visible import is_text, line
from diurna.world.knowledge import knowledge
from diurna.world.tables import countries
from diurna.world.wikidata import build as build_from_wikidata

if TYPE_CHECKING:
    from diurna.archive import Archive, Aside, Filter

ARCHIVE = click.option(
    "--archive",
    type=click.Path(dir_okay=False),
    callback=a_file,
    envvar="DIURNA_ARCHIVE",
    default="diurna.duckdb",
    show_default=True,
    help="The archive's file; DIURNA_ARCHIVE sets it too.",
)
DAY = click.DateTime(["%Y-%m-%d"])
PUBLISHED = click.option(
    "--published", type=DAY, help="Day of publication, for articles that have none of their own."
)


@click.group(
    cls=Guarded, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
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
    check_environment()
    _tell_warnings()
    if base is not None:
        os.environ["DIURNA_KB"] = str(base)
        knowledge.cache_clear()
        try:
            knowledge()
        except DiurnaError as error:
            raise click.ClickException(str(error)) from error


class _Warnings(logging.Handler):
    """Tells what the library warns of on standard error, a line each."""

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(f"diurna: {line(record.getMessage())}", err=True)


def _tell_warnings() -> None:
    log = logging.getLogger("diurna")
    log.handlers = [_Warnings(logging.WARNING)]
    log.propagate = False


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
            records = with_progress(records, total)
        print_records(records, form or ("pretty" if sys.stdout.isatty() else "json"))
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


AS_OF = click.option("--as-of", type=DAY, help="See nothing published after this day.")
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How rows are printed.",
)
RAW = click.option(
    "--raw",
    is_flag=True,
    help="Leave CSV cells as they are, for machines: else no spreadsheet computes any.",
)


def _filters(command: Callable[..., None]) -> Callable[..., None]:
    options = [
        ARCHIVE,
        AS_OF,
        click.option("--actor", help="Only what names this actor; part of the name is enough."),
        click.option("--type", "kind", help="Only this type of events, such as CONSULT."),
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

    from diurna.archive import Filter  # noqa: PLC0415 - the database loads only when it is used

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
    from diurna.archive import Archive  # noqa: PLC0415 - the database loads only when it is used

    given = {} if grace is None else {"grace": grace}
    with Archive(archive, read_only=True, **given) as store:
        yield store


@main.command()
@_filters
@click.option(
    "--sure",
    type=Share(),
    help="Only what is at least this likely to be of its type, 0 to 1.",
)
@FORMAT
@RAW
def events(archive: str, form: str, raw: bool, **given: Any) -> None:
    """List the archive's events, the latest first."""
    from diurna.export.rows import print_rows  # noqa: PLC0415 - loaded where it is used

    wanted = _wanted(given)
    with _opened(archive) as store:
        print_rows(store.events(wanted), form, raw=raw)


def _an_event(store: Archive, uid: str, as_of: dt.date | None) -> list[dict[str, Any]]:
    """Return the reports of one event, by its id or by a beginning that only it has."""
    if not uid.strip() or not is_text(uid):
        raise click.UsageError("EVENT is empty or no text; diurna events lists the ids of events")
    found = store.happening(uid, as_of)
    exact = [row for row in found if row["happening"] == uid]
    several = sorted({row["happening"] for row in found})
    if not exact and len(several) > 1:
        listed = ", ".join(several[:4]) + (", ..." if len(several) > 4 else "")
        raise click.UsageError(f"{uid}: {len(several)} events begin so: {listed}")
    return exact or found


@main.command()
@click.argument("event")
@ARCHIVE
@AS_OF
def show(event: str, archive: str, as_of: dt.datetime | None) -> None:
    """Show every report of EVENT, with its words (an id that `diurna events` lists)."""
    from diurna.export.reports import print_reports  # noqa: PLC0415

    with _opened(archive) as store:
        print_reports(_an_event(store, event, as_of.date() if as_of else None))


@main.command()
@click.argument("event")
@ARCHIVE
@AS_OF
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_ROWS),
    default=50,
    show_default=True,
    help="At most so many events: those around EVENT.",
)
@FORMAT
@RAW
def story(
    event: str, archive: str, form: str, raw: bool, limit: int, as_of: dt.datetime | None
) -> None:
    """List the events of the story that EVENT is part of, in order."""
    from diurna.export.rows import STORY_COLUMNS, print_rows  # noqa: PLC0415

    day = as_of.date() if as_of else None
    with _opened(archive) as store:
        uid = _an_event(store, event, day)[0]["happening"]
        rows = store.story(uid, day)
    shown = around(rows, uid, limit)
    print_rows(shown, form, STORY_COLUMNS, raw=raw)
    if len(shown) < len(rows):
        click.echo(
            f"diurna: {len(shown)} of the story's {len(rows)} events are shown, those around "
            f"{uid}; --limit shows more",
            err=True,
        )


def around(rows: list[dict[str, Any]], uid: str, limit: int) -> list[dict[str, Any]]:
    """Return at most so many events of a story, one asked for in their midst."""
    at = next((i for i, row in enumerate(rows) if row["happening"] == uid), 0)
    first = max(0, min(at - limit // 2, len(rows) - limit))
    return rows[first : first + limit]


@main.command()
@_filters
@FORMAT
@RAW
def actors(archive: str, form: str, raw: bool, **given: Any) -> None:
    """List who takes part in the archive's events, and in how many."""
    from diurna.export.rows import print_actors  # noqa: PLC0415

    wanted = _wanted(given)
    with _opened(archive) as store:
        print_actors(store.actors(wanted), form, raw=raw)


@main.group(invoke_without_command=True)
@_filters
@click.option("--limit", type=click.IntRange(1, MOST_ROWS), help="At most so many entries.")
@click.option(
    "--grace",
    type=click.IntRange(0, 36_500),
    help="Days after a window before an entry lapses: 7.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "ics", "questions"]),
    default="table",
    show_default=True,
    help="A table, records, a calendar, or forecast questions.",
)
@click.option(
    "--silence",
    type=click.Choice(["open", "no"]),
    default="open",
    show_default=True,
    help="What becomes of a question on which nothing was reported.",
)
@RAW
@click.pass_context
def agenda(
    context: click.Context,
    /,
    archive: str,
    form: str,
    grace: int | None,
    silence: str,
    raw: bool,
    **given: Any,
) -> None:
    """List what was announced and what came of it: upcoming, then overdue, then settled."""
    if context.invoked_subcommand is not None:
        context.obj = archive
        return
    wanted = _wanted(given)
    today = wanted.as_of or dt.date.today()
    with _opened(archive, grace) as store:
        rows = store.agenda(wanted, today=today)
        _print_agenda(store, rows, form, today, silence=silence, raw=raw)


def _print_agenda(
    store: Archive,
    rows: list[dict[str, Any]],
    form: str,
    today: dt.date,
    *,
    silence: str,
    raw: bool,
) -> None:
    def history(number: int) -> list[dict[str, Any]]:
        return store.history(number, today)

    if form == "ics":
        from diurna.export.calendar import calendar  # noqa: PLC0415

        click.echo(calendar(rows, history).encode(), nl=False)
    elif form == "questions":
        from diurna.export.output import print_json  # noqa: PLC0415
        from diurna.export.questions import questions  # noqa: PLC0415

        print_json(questions(rows, history, as_of=today, grace=store.grace, silence=silence))
    else:
        from diurna.export.agenda import print_agenda  # noqa: PLC0415

        print_agenda(rows, history, form, today, raw=raw)


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
@RAW
def scorecards(archive: str, form: str, raw: bool, **given: Any) -> None:
    """Count, by who announced it, what was kept, moved and dropped, with the entries behind it."""
    from diurna.export.rows import print_scorecards  # noqa: PLC0415

    wanted = _wanted(given)
    with _opened(archive) as store:
        rows = store.scorecards(wanted, today=wanted.as_of or dt.date.today())
        print_scorecards(rows, form, raw=raw)


@main.command()
@ARCHIVE
@click.option("--rebuild", is_flag=True, help="Make the archive anew from the readings it holds.")
def check(archive: str, rebuild: bool) -> None:
    """Say whether an archive is whole, or make it anew from what was read.

    The readings are what an archive rests on; events, stories and the agenda are worked out from
    them. With --rebuild they are worked out anew, in a new file: the old one is kept beside it.
    An archive of an earlier layout is brought to this one so.
    """
    from diurna.archive.check import check as look  # noqa: PLC0415 - loaded where it is used
    from diurna.archive.check import rebuild as anew  # noqa: PLC0415

    def warn(text: str) -> None:
        click.echo(f"diurna: {line(text)}", err=True)

    try:
        if rebuild:
            taken, kept = anew(archive, warn=warn)
            click.echo(f"{archive}: made anew from {taken} readings; the old file is {kept}")
        found = look(archive)
    except DiurnaError as error:
        raise click.ClickException(str(error)) from error
    for text in found.broken:
        warn(f"{archive}: no record: {text}")
    for item in found.aside:
        warn(f"{archive}: {item}")
    rows = ", ".join(f"{'unreadable' if n is None else n} {t}" for t, n in found.rows.items())
    click.echo(f"{archive}: layout {found.layout}, {found.readings} readings; {rows or 'no rows'}")
    if found.waiting:
        click.echo(f"{found.waiting} not worked in yet; diurna check --rebuild does it")
    if not found.whole:
        sys.exit(1)
    click.echo("whole")


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
        told = f"{day}  {known.name}: {', '.join(filter(None, about))}  ({known.entity})"
        click.echo(line(told))
    terms = knowledge().terms(words)
    for term in terms:
        held = f"{term.begin} to {term.end or 'now'}"
        office = term.title or f"leader of {term.country}"
        click.echo(line(f"{held}  {term.name}, {office}  [{term.source}]"))
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
        made = build_from_wikidata(dump, out, warn=lambda text: click.echo(line(text), err=True))
    except DiurnaError as error:
        raise click.ClickException(str(error)) from error
    bad = f"; {made.bad} lines were no entities" if made.bad else ""
    told = f"{made.lines} lines, {made.terms} terms, {made.people} people in {out}{bad}"
    click.echo(line(told))


@main.command()
def schema() -> None:
    """Print the JSON Schema of the record (draft 2020-12)."""
    click.echo(json.dumps(json_schema(), indent=2))
