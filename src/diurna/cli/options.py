"""Options that several commands share, and what is made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from diurna.guard import a_file

if TYPE_CHECKING:
    from diurna.archive import Archive, Filter

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


def filters(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options by which rows are chosen."""
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


def wanted_of(given: dict[str, Any]) -> Filter:
    """Return what the options of `filters` ask for."""

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
def opened(archive: str, grace: int | None = None) -> Iterator[Archive]:
    """Open an archive that is there; what goes wrong is said in one line."""
    from diurna.archive import Archive  # noqa: PLC0415 - the database loads only when it is used

    given = {} if grace is None else {"grace": grace}
    with Archive(archive, read_only=True, **given) as store:
        yield store
