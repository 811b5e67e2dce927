"""Commands that ask the agenda."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from diurna.cli.options import (
    ARCHIVE,
    AS_OF,
    RAW,
    filters,
    opened,
    wanted_of,
)
from diurna.guard import MOST_ROWS

if TYPE_CHECKING:
    from diurna.archive import Archive


@click.group(invoke_without_command=True)
@filters
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
        context.obj = {"archive": archive, "as_of": given["as_of"]}
        return
    wanted = wanted_of(given)
    today = wanted.as_of or dt.date.today()
    with opened(archive, grace) as store:
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
@click.pass_context
def show_entry(
    context: click.Context, /, number: int, archive: str, as_of: dt.datetime | None
) -> None:
    """Show entry NUMBER with every report that was joined to it, and why."""
    if context.get_parameter_source("archive") is not ParameterSource.COMMANDLINE:
        archive = context.obj["archive"]  # as it stands before "show"
    as_of = as_of or context.obj["as_of"]
    from diurna.export.agenda import print_entry  # noqa: PLC0415

    today = as_of.date() if as_of else dt.date.today()
    with opened(archive) as store:
        row, steps = store.entry(number, today)
        print_entry(row, steps, today)
