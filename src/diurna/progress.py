"""How far the reading is: a bar or a count on a terminal, nothing in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)

from diurna.record import Record


def _progress(total: int | None) -> Progress:
    """Return a bar where the end is known, else a count that says nothing of an end."""
    terminal = Console(stderr=True)
    columns: list[ProgressColumn] = [SpinnerColumn(), TextColumn("{task.completed} articles read")]
    if total is not None:
        columns = [
            TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        ]  # fmt: skip
    return Progress(*columns, console=terminal, transient=True, disable=not terminal.is_terminal)


def with_progress(records: Iterable[Record], total: int | None) -> Iterator[Record]:
    """Yield records, and show on standard error how far the reading is where that is a terminal.

    Args:
        records: As they are read.
        total: How many there will be, or None where nobody knows.
    """
    with _progress(total) as progress:
        task = progress.add_task("reading", total=total)
        for record in records:
            progress.advance(task)
            yield record
