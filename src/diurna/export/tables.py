"""Tables that fit the terminal: words and dates stay whole, what has no room goes below its row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from diurna.export.output import words

_GAP: Final = 2
_INDENT: Final = 4
_LONGEST_WORD: Final = 26
"""Cells that a word may claim for itself; a longer one, an address, is broken."""
_WORD: Final = re.compile(r"\S+(?: [–-](?= |$))?")
"""A word, with the dash of a range behind it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: Its head.
        rank: 0 stands in its row always; of the others the highest goes below the row first.
        style: Of its cells where they have none of their own.
        least: Cells that it needs to stand in the row, where that is more than its longest word.
    """

    name: str
    rank: int = 0
    style: str = ""
    least: int = 0


@dataclass(slots=True)
class Listing:
    """Rows under heads, laid out for the width at hand; a column without any cell is left out."""

    columns: Sequence[Column]
    title: str = ""
    rows: list[list[Text]] = field(default_factory=list)

    def add(self, *cells: object) -> None:
        """Add a row: text of articles as ``str``, styled text of our own making as `Text`."""
        styles = [c.style for c in self.columns]
        self.rows.append(
            [c if isinstance(c, Text) else words(c, s) for c, s in zip(cells, styles, strict=True)]
        )

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        inside, below, widths = self._layout(options.max_width)
        if self.title:
            yield Text(self.title, style="bold")
        heads = [Text(self.columns[i].name, style="dim") for i in inside]
        if not below:
            yield _grid(widths, [heads, *([row[i] for i in inside] for row in self.rows)])
            return
        yield _grid(widths, [heads])
        for row in self.rows:
            yield _grid(widths, [[row[i] for i in inside]])
            told = [self._named(i, row[i]) for i in below if row[i].plain]
            if told:
                yield Padding(Text("; ", style="dim").join(told), (0, 0, 0, _INDENT), style="dim")

    def _named(self, column: int, text: Text) -> Text:
        name = self.columns[column].name
        return Text.assemble(f"{name}: " if name else "", text)

    def _layout(self, width: int) -> tuple[list[int], list[int], list[int]]:
        """Return which columns stand in the row, which below it, and how wide the first are."""
        inside = [i for i in range(len(self.columns)) if any(row[i].plain for row in self.rows)]
        below: list[int] = []
        least = {i: self._least(i) for i in inside}
        while sum(least[i] for i in inside) + _GAP * (len(inside) - 1) > width:
            last = max(inside, key=lambda i: (self.columns[i].rank, i))
            if not self.columns[last].rank:
                break
            inside.remove(last)
            below.append(last)
        wanted = [max(self._widest(i), least[i]) for i in inside]
        room = width - _GAP * (len(inside) - 1)
        below.sort(key=lambda i: (self.columns[i].rank, i))
        return inside, below, _fitted(wanted, [least[i] for i in inside], room)

    def _least(self, column: int) -> int:
        texts = [self.columns[column].name, *(row[column].plain for row in self.rows)]
        longest = max((cell_len(w) for text in texts for w in _WORD.findall(text)), default=1)
        return max(
            min(longest, _LONGEST_WORD), min(self.columns[column].least, self._widest(column))
        )

    def _widest(self, column: int) -> int:
        texts = [self.columns[column].name, *(row[column].plain for row in self.rows)]
        return max(cell_len(part) for text in texts for part in text.split("\n"))


def _fitted(wanted: list[int], least: list[int], room: int) -> list[int]:
    """Return widths that fit: the widest give way first, none below its least while any can."""
    widths = list(wanted)
    while (over := sum(widths) - room) > 0:
        free = [i for i, w in enumerate(widths) if w > least[i]]
        free = free or [i for i, w in enumerate(widths) if w > 1]
        if not free:
            break
        widest = max(free, key=lambda i: widths[i])
        others = max((widths[i] for i in free if i != widest), default=0)
        floor = least[widest] if widths[widest] > least[widest] else 1
        widths[widest] -= max(1, min(over, widths[widest] - max(others, floor)))
    return widths


def _grid(widths: list[int], rows: list[list[Text]]) -> Table:
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    for width in widths:
        grid.add_column(width=width, overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return grid
