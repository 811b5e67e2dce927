"""Records on standard output, in the form that is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Literal

import click

from diurna.export.output import console, echo_json, is_unicode
from diurna.record import Record

Format = Literal["pretty", "json", "jsonl", "timeml"]


def print_records(records: Iterable[Record], form: Format) -> None:
    """Print records one after another, as they are read."""
    if form == "pretty":
        from diurna.export.terminal import show  # noqa: PLC0415 - a pipe does without it

        terminal = console()
        for record in records:
            show(record, terminal)
    elif form == "jsonl":
        for record in records:
            echo_json(record.to_json())
    elif form == "timeml":
        from diurna.export.timeml import documents  # noqa: PLC0415 - only this form needs it

        for text in documents(records):
            plain = text if is_unicode() else text.encode("ascii", "xmlcharrefreplace").decode()
            click.echo(plain)
    else:
        _print_list(iter(records))


def _print_list(records: Iterator[Record]) -> None:
    """Print one record as an object, several as a list, one after another as they are read."""
    head = list(islice(records, 2))
    if len(head) == 1:
        echo_json(head[0].to_json(indent=2))
        return
    opening = "["
    for record in chain(head, records):
        echo_json(opening + record.to_json(indent=2), nl=False)
        opening = ",\n"
    click.echo("]" if head else "[]")
