"""The commands. Exit codes: 0 done, 1 some inputs failed, 2 wrong use."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

import click

from diurna import __version__
from diurna.cli.agenda import agenda
from diurna.cli.asking import actors, events, scorecards, show, story
from diurna.cli.base import kb
from diurna.cli.keeping import check
from diurna.cli.reading import add, read
from diurna.errors import DiurnaError
from diurna.guard import Guarded, check_environment
from diurna.record import json_schema
from diurna.visible import line


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
        from diurna.world.knowledge import knowledge  # noqa: PLC0415 - only where one is given

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


@click.command()
def schema() -> None:
    """Print the JSON Schema of the record (draft 2020-12)."""
    click.echo(json.dumps(json_schema(), indent=2))


for _command in (
    actors, add, agenda, check, events, kb, read, schema, scorecards, show, story,
):  # fmt: skip
    main.add_command(_command)
