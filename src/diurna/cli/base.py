"""Commands on the knowledge base."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from diurna.errors import DiurnaError
from diurna.visible import line


@click.group()
def kb() -> None:
    """Ask the knowledge base: who held which office when."""


@kb.command()
@click.argument("name")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="On which day; today if none.")
def lookup(name: str, on: dt.datetime | None) -> None:
    """Show what is known of NAME on a day, and the terms of everyone of that name."""
    from diurna.world.knowledge import knowledge  # noqa: PLC0415 - the base loads only when asked
    from diurna.world.tables import countries  # noqa: PLC0415

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
    from diurna.world.wikidata import build  # noqa: PLC0415 - loaded where it is used

    try:
        made = build(dump, out, warn=lambda text: click.echo(line(text), err=True))
    except DiurnaError as error:
        raise click.ClickException(str(error)) from error
    bad = f"; {made.bad} lines were no entities" if made.bad else ""
    told = f"{made.lines} lines, {made.terms} terms, {made.people} people in {out}{bad}"
    click.echo(line(told))
