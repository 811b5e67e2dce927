"""Commands that ask an archive: events, their reports and stories, actors, scorecards."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from diurna.cli.options import (
    ARCHIVE,
    AS_OF,
    FORMAT,
    RAW,
    filters,
    opened,
    wanted_of,
)
from diurna.guard import MOST_ROWS, Share
from diurna.visible import is_text

if TYPE_CHECKING:
    from diurna.archive import Archive


@click.command()
@filters
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

    wanted = wanted_of(given)
    with opened(archive) as store:
        print_rows(store.events(wanted), form, raw=raw)


def an_event(store: Archive, uid: str, as_of: dt.date | None) -> list[dict[str, Any]]:
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


@click.command()
@click.argument("event")
@ARCHIVE
@AS_OF
def show(event: str, archive: str, as_of: dt.datetime | None) -> None:
    """Show every report of EVENT, with its words (an id that `diurna events` lists)."""
    from diurna.export.reports import print_reports  # noqa: PLC0415

    with opened(archive) as store:
        print_reports(an_event(store, event, as_of.date() if as_of else None))


@click.command()
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
    with opened(archive) as store:
        uid = an_event(store, event, day)[0]["happening"]
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


@click.command()
@filters
@FORMAT
@RAW
def actors(archive: str, form: str, raw: bool, **given: Any) -> None:
    """List who takes part in the archive's events, and in how many."""
    from diurna.export.rows import print_actors  # noqa: PLC0415

    wanted = wanted_of(given)
    with opened(archive) as store:
        print_actors(store.actors(wanted), form, raw=raw)


@click.command()
@filters
@FORMAT
@RAW
def scorecards(archive: str, form: str, raw: bool, **given: Any) -> None:
    """Count, by who announced it, what was kept, moved and dropped, with the entries behind it."""
    from diurna.export.rows import print_scorecards  # noqa: PLC0415

    wanted = wanted_of(given)
    with opened(archive) as store:
        rows = store.scorecards(wanted, today=wanted.as_of or dt.date.today())
        print_scorecards(rows, form, raw=raw)
