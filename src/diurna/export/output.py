"""Standard output: consoles on which text is text, JSON, CSV and files that stay what they are."""

from __future__ import annotations

import codecs
import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import click
from rich.console import Console
from rich.text import Text

from diurna.visible import cell, in_json

_FORMULA: Final = tuple("=+-@\t\r＝＋－＠")
"""What opens a formula in a spreadsheet, in both widths."""


def console() -> Console:
    """Return a console that takes no markup, no emoji codes and no colours from text."""
    return Console(markup=False, emoji=False, highlight=False)


def words(text: object, style: str = "") -> Text:
    """Return text of an article for a table or a line: on one line, control characters shown."""
    return Text(cell("" if text is None else str(text)), style=style)


def is_unicode() -> bool:
    """Say whether standard output can write every character."""
    try:
        return codecs.lookup(sys.stdout.encoding or "ascii").name.startswith("utf")
    except LookupError:
        return False


def print_json(value: object) -> None:
    """Print a value as JSON."""
    echo_json(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def echo_json(text: str, *, nl: bool = True) -> None:
    """Print JSON, escaped where characters would steer a terminal or cannot be written."""
    click.echo(in_json(text, ascii_only=not is_unicode()), nl=nl)


def print_csv(columns: Sequence[str], rows: Iterable[dict[str, Any]], *, raw: bool) -> None:
    """Print rows as CSV with a header, one row a line.

    Args:
        columns: In their order.
        rows: Each with these columns at least; lists are joined by ``|``.
        raw: Whether cells are left as they are. Otherwise control characters are shown, line breaks
            are blanks, and what a spreadsheet would take for a formula opens with ``'``.
    """
    writer = csv.writer(_Lines())
    writer.writerow(columns)
    for row in rows:
        writer.writerow(_cells([row[name] for name in columns], raw=raw))


class _Lines:
    """Ends rows as everything else ends lines; a return within a cell is quoted all the same."""

    def write(self, text: str) -> None:
        sys.stdout.write(text.removesuffix("\r\n") + "\n")


def _cells(values: Sequence[Any], *, raw: bool) -> Iterator[Any]:
    for value in values:
        if isinstance(value, list | tuple):
            value = "|".join("" if v is None else str(v) for v in value)
        yield value if raw or not isinstance(value, str) else no_formula(cell(value))


def no_formula(text: str) -> str:
    """Return a cell that no spreadsheet computes."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
