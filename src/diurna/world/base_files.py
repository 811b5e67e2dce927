"""The files of a knowledge base: tables of offices and of people."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

from diurna.errors import DiurnaError

_NOTE: Final = (
    "# A knowledge base made by diurna; see docs/data-card.md for the packaged sources.\n"
)
_COLUMNS: Final = {
    "kb_offices.tsv": ("country", "office", "name", "begin", "end", "source"),
    "kb_people.tsv": ("name", "others", "country", "spells"),
}


def read_tables(folder: Path | None) -> tuple[list[list[str]], list[list[str]]]:
    """Return the rows of the tables of offices and of people.

    Args:
        folder: Where they are; the packaged tables where None.

    Raises:
        DiurnaError: A table is missing or a row of it is short.
    """
    out: list[list[list[str]]] = []
    for name, columns in _COLUMNS.items():
        place = (files(__package__) / "data" / name) if folder is None else folder / name
        try:
            text = place.read_text("utf-8")
        except OSError as error:
            raise DiurnaError(f"{place}: no table of a knowledge base: {error}") from error
        rows_: list[list[str]] = []
        for number, line in enumerate(text.split("\n"), 1):
            if not line or line.startswith(("#", "\t".join(columns))):
                continue
            row = line.split("\t")
            if len(row) != len(columns):
                raise DiurnaError(
                    f"{place}, line {number}: {len(row)} columns where {len(columns)} are due"
                )
            rows_.append(row)
        out.append(rows_)
    return out[0], out[1]


def write_tables(folder: Path, offices: list[list[str]], people: list[list[str]]) -> None:
    """Write both tables of a knowledge base, each at once or not at all."""
    for (name, columns), rows_ in zip(_COLUMNS.items(), (offices, people), strict=True):
        lines = ["\t".join(columns), *("\t".join(map(_clean, row)) for row in rows_)]
        half = folder / f"{name}.part"
        half.write_text(_NOTE + "\n".join(lines) + "\n", encoding="utf-8")
        half.replace(folder / name)


def _clean(cell: str) -> str:
    return " ".join(cell.split())
