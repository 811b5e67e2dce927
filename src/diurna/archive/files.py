"""The archive's file: told from other files by a mark and a layout, opened for asking or writing.

Opening never changes a file that is no archive of ours, and never fetches anything: extensions
of the database are neither loaded nor looked for. One process writes or many read; who wants
in waits a little, and is then told who holds it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Final

import duckdb

from diurna.errors import ArchiveError

MARK: Final = "diurna archive"
LAYOUT: Final = 2
"""Number of the tables' layout; one more with every change that an older program cannot read."""
MEMORY: Final = ":memory:"
_CONFIG: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_MAGIC: Final = b"DUCK"
_HEADER: Final = 16
_SQLITE: Final = b"SQLite format 3\0"
_HOLDER: Final = re.compile(r"held in (?P<program>\S+)(?: \(PID (?P<pid>\d+)\))?")
_LOCKED: Final = "Could not set lock"
_FIRST_LAYOUT: Final = {"records", "pending", "mentions", "entries", "steps"}


class LockedError(ArchiveError):
    """Another process holds the archive; the message names it."""


def _reason(error: Exception) -> str:
    """Return what went wrong in one line, without the database's own class of error."""
    text = str(error).split("\n", 1)[0]
    return re.sub(r"^(?:[A-Z]\w+ )?(?:Error|Exception): ", "", text)


@contextmanager
def told(path: str | Path) -> Iterator[None]:
    """Turn an error of the database into one line of ours."""
    try:
        yield
    except duckdb.Error as error:
        raise ArchiveError(f"{path}: {_reason(error)}") from error


def only_asks(db: duckdb.DuckDBPyConnection, query: str) -> None:
    """Refuse what is not one query: nothing is written by asking.

    Raises:
        ArchiveError: It is several statements, none, or one that changes something.
    """
    found = db.extract_statements(query)
    if len(found) != 1 or found[0].type != duckdb.StatementType.SELECT:
        raise ArchiveError("not one query: a SELECT, FROM or WITH is asked, and nothing is written")


def _sniff(path: Path) -> None:
    """Refuse a file that is no database of this kind, before the database sees it."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEADER)
    except OSError as error:
        reason = f"{path}: the archive cannot be opened: {error.strerror or error}"
        raise ArchiveError(reason) from error
    if head.startswith(_SQLITE):
        raise ArchiveError(f"{path}: a SQLite database, no archive of diurna; it is left as it is")
    if head and head[8:12] != _MAGIC:
        raise ArchiveError(f"{path}: no archive of diurna; it is left as it is")


def connect(path: str | Path, *, read_only: bool, wait: float) -> duckdb.DuckDBPyConnection:
    """Open the database of a file.

    Args:
        path: The file, or ``":memory:"``.
        read_only: Whether it is only asked: any number of processes may at once.
        wait: Seconds to wait for a process that holds it.

    Raises:
        ArchiveError: The file is no database, is damaged, or cannot be opened.
        LockedError: Another process holds it.
    """
    end = time.monotonic() + wait
    pause = 0.02
    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only, config=_CONFIG)
        except duckdb.Error as error:
            if _LOCKED not in str(error):
                reason = f"{path}: the archive cannot be opened: {_reason(error)}"
                raise ArchiveError(reason) from error
            if time.monotonic() + pause > end:
                raise LockedError(f"{path}: {_holder(str(error))}") from error
        time.sleep(pause)
        pause = min(pause * 1.5, 0.25)


def _holder(message: str) -> str:
    found = _HOLDER.search(message)
    who = "another process"
    if found:
        program = Path(found["program"]).name
        who = f"{program} (process {found['pid']})" if found["pid"] else program
    return f"{who} is writing to the archive or has it open; try again when it is done"


def layout(db: duckdb.DuckDBPyConnection) -> int | None:
    """Return the layout that a database has: 0 where it is empty, None where it is not ours."""
    tables = {name for (name,) in db.execute(
        "SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()}  # fmt: skip
    if not tables:
        return 0
    if "diurna" not in tables:
        return 1 if tables >= _FIRST_LAYOUT else None
    try:
        rows = db.execute("SELECT mark, layout FROM diurna").fetchall()
    except duckdb.Error:
        return None
    return int(rows[0][1]) if len(rows) == 1 and rows[0][0] == MARK else None


def _ours(path: str | Path, number: int | None, *, empty: bool) -> None:
    """Refuse a database that is none of ours, or of another layout."""
    if number is None or (number == 0 and not empty):
        raise ArchiveError(f"{path}: a database, but no archive of diurna; it is left as it is")
    if number > LAYOUT:
        raise ArchiveError(
            f"{path}: an archive of layout {number}, and this program knows {LAYOUT}: a later "
            "diurna made it; it is left as it is"
        )
    if 0 < number < LAYOUT:
        raise ArchiveError(
            f"{path}: an archive of the earlier layout {number}, where this is {LAYOUT}; "
            f"'diurna check --rebuild --archive {path}' makes it anew from what it holds and "
            "keeps the old file"
        )


def make(db: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of an empty database, with the mark, all or none."""
    db.begin()
    db.execute((files(__package__) / "schema.sql").read_text("utf-8"))
    db.execute("INSERT INTO diurna VALUES (?, ?)", [MARK, LAYOUT])
    db.commit()


def prepare(path: Path, *, read_only: bool, wait: float) -> None:
    """See that a file is an archive of this layout; make it where it may be made.

    Raises:
        ArchiveError: It is something else, or is not there and only to be asked.
    """
    there = path.exists()
    if not there and read_only:
        raise ArchiveError(f"{path}: there is no such archive; diurna add makes one")
    if there:
        _sniff(path)
    if there and path.stat().st_size:
        db = connect(path, read_only=True, wait=wait)
        try:
            with told(path):
                number = layout(db)
        finally:
            db.close()
        _ours(path, number, empty=not read_only)
        if number:
            return
    if read_only:
        raise ArchiveError(f"{path}: an empty file, no archive; diurna add makes one")
    db = connect(path, read_only=False, wait=wait)
    try:
        with told(path):
            if layout(db) == 0:
                make(db)
    finally:
        db.close()
