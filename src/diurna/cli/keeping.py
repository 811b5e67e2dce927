"""Commands on an archive's file itself."""

from __future__ import annotations

import sys

import click

from diurna.cli.options import (
    ARCHIVE,
)
from diurna.errors import DiurnaError
from diurna.visible import line


@click.command()
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
