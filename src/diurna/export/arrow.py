"""Records as tables of Arrow: a table for each kind of entry, typed by the record's own fields.

What pyarrow holds, pandas and polars take over without a copy. It is loaded only here.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from diurna.errors import DependencyError
from diurna.record import (
    Actor,
    Announcement,
    Change,
    Event,
    Place,
    Record,
    Statement,
    TimeSpan,
)

if TYPE_CHECKING:
    import pyarrow as pa

TABLES: Final[dict[str, type]] = {
    "actors": Actor,
    "announcements": Announcement,
    "changes": Change,
    "events": Event,
    "places": Place,
    "statements": Statement,
    "times": TimeSpan,
}
"""The tables, and what a row of each is."""
NAMED: Final[dict[str, dict[str, str]]] = {
    "announcements": {"by": "by_names"},
    "changes": {"by": "by_names"},
    "events": {"actors": "actor_names", "recipients": "recipient_names",
               "according_to": "according_to_names"},
    "statements": {"speaker": "speaker_name", "addressees": "addressee_names"},
}  # fmt: skip
"""Fields that hold ids, and the columns with the names that these stand for."""
_BATCH: Final = 2_000
"""Rows that become columns together."""
_PLAIN: Final = {
    str: "string", int: "int64", float: "float64", bool: "bool_", dt.date: "date32",
}  # fmt: skip
Table = Literal["actors", "announcements", "changes", "events", "places", "statements", "times"]


def to_arrow(records: Iterable[Record], table: Table = "events") -> pa.Table:
    """Return the entries of records as a table; see `diurna.to_arrow`."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - only who asks for Arrow needs it
    except ImportError as error:
        raise DependencyError("to_arrow needs pyarrow: pip install 'diurna[arrow]'") from error
    if table not in TABLES:
        raise ValueError(f"table is one of {', '.join(TABLES)}, not {table!r}")
    schema = _schema(pa, table)
    rows = (row for record in records for row in _rows(record, table))
    batches = []
    while held := list(islice(rows, _BATCH)):
        batches.append(pa.RecordBatch.from_pylist(held, schema))
    return pa.Table.from_batches(batches, schema)


def _schema(pa: Any, table: str) -> Any:
    """Return the columns: the article's, the entry's, and the names of those it refers to."""
    text = pa.string()
    columns = [("article", text), ("published", pa.date32()), ("source", text), ("url", text)]
    for name, kind in _flat(TABLES[table]):
        columns.append((name, _arrow(pa, kind)))
    for name, names in NAMED.get(table, {}).items():
        single = name == "speaker"
        columns.append((names, text if single else pa.list_(text)))
    return pa.schema(columns)


def _flat(entry: type, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the columns of an entry; what it holds once (a span) becomes columns of its own."""
    for name, hint in _hints(entry).items():
        if dataclasses.is_dataclass(hint):
            yield from _flat(hint, f"{before}{name}_")  # type: ignore[arg-type]
        else:
            yield f"{before}{name}", hint


def _hints(entry: type) -> dict[str, Any]:
    hints = get_type_hints(entry)
    return {f.name: _bare(hints[f.name]) for f in dataclasses.fields(entry)}


def _bare(hint: Any) -> Any:
    """Return a type without its None."""
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (kind for kind in get_args(hint) if kind is not type(None))
    return hint


def _arrow(pa: Any, hint: Any) -> Any:
    """Return Arrow's type of a field."""
    if get_origin(hint) is tuple:
        return pa.list_(_arrow(pa, get_args(hint)[0]))
    if get_origin(hint) is Literal:
        return pa.string()
    if dataclasses.is_dataclass(hint):
        held = _hints(hint)  # type: ignore[arg-type]
        return pa.struct([(name, _arrow(pa, kind)) for name, kind in held.items()])
    return getattr(pa, _PLAIN[hint])()


def _rows(record: Record, table: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a record."""
    article = record.article
    known = {
        "article": article.id, "published": article.day, "source": article.source,
        "url": article.url,
    }  # fmt: skip
    for entry in getattr(record, table):
        row = dict(_cells(entry)) | known  # a statement without source words has a bare "source"
        for name, names in NAMED.get(table, {}).items():
            held = getattr(entry, name)
            if isinstance(held, tuple):
                row[names] = record.names(held)
            else:
                row[names] = record.actor(held).name if held else None
        yield row


def _cells(entry: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the cells of an entry by their columns."""
    for field in dataclasses.fields(entry):
        held = getattr(entry, field.name)
        if isinstance(held, tuple):
            plain = [dataclasses.asdict(h) if dataclasses.is_dataclass(h) else h for h in held]  # type: ignore[arg-type]
            yield f"{before}{field.name}", plain
        elif dataclasses.is_dataclass(held):
            yield from _cells(held, f"{before}{field.name}_")
        else:
            yield f"{before}{field.name}", held
