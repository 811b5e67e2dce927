"""A larger knowledge base from a Wikidata JSON dump: streamed, in bounded memory, resumable.

Reads the dump's entities one line at a time (https://doc.wikimedia.org/Wikibase/master/php/
docs_topics_json.html) into a working file beside the output, so that a build that was stopped goes
on behind the last line it took. Positions held (P39) with their days (P580, P582) become terms;
where the packaged base already has somebody in an office on those days, it stands.
"""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, cast

from diurna.errors import DiurnaError
from diurna.world.base_files import read_tables, write_tables
from diurna.world.knowledge import knowledge
from diurna.world.tables import titles
from diurna.world.terms import Term

_HUMAN: Final = "Q5"
_BATCH: Final = 2000
"""Lines between two marks that a build can go on from."""
_SCHEMA: Final = """
    CREATE TABLE IF NOT EXISTS progress (only INTEGER PRIMARY KEY CHECK (only = 1), line INTEGER);
    CREATE TABLE IF NOT EXISTS people (id TEXT PRIMARY KEY, name TEXT, others TEXT, home TEXT);
    CREATE TABLE IF NOT EXISTS held (
        person TEXT, position TEXT, begin TEXT, end TEXT,
        UNIQUE (person, position, begin, end));
    CREATE TABLE IF NOT EXISTS things (id TEXT PRIMARY KEY, name TEXT, country TEXT);
    CREATE TABLE IF NOT EXISTS states (id TEXT PRIMARY KEY, iso3 TEXT);
    INSERT OR IGNORE INTO progress VALUES (1, 0);
"""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made.

    Attributes:
        lines: Lines of the dump taken, in this run and before.
        bad: Lines of this run that are no JSON.
        terms: Terms in the table, the packaged base's included.
        people: People in the table, the packaged base's included.
    """

    lines: int
    bad: int
    terms: int
    people: int


def build(dump: Path, out: Path, *, warn: Callable[[str], None] = lambda _: None) -> Built:
    """Make a knowledge base of a dump and the packaged base.

    Args:
        dump: The JSON dump: one array, an entity a line; ``.gz`` and ``.bz2`` are read as such.
        out: Folder for the tables; ``DIURNA_KB`` or ``--kb`` then names it. The working file
            ``wikidata.sqlite`` stays there, and a later call goes on from it.
        warn: Told of lines that cannot be read.

    Raises:
        DiurnaError: The dump is not there or is damaged.
    """
    out.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(out / "wikidata.sqlite")) as store:
        store.executescript(_SCHEMA)
        bad = _take(store, dump, warn)
        lines = int(store.execute("SELECT line FROM progress").fetchone()[0])
        terms, people = _joined(store)
    write_tables(out, terms, people)
    return Built(lines, bad, len(terms), len(people))


def _take(store: sqlite3.Connection, dump: Path, warn: Callable[[str], None]) -> int:
    """Take the lines behind the last mark; each batch is kept with its mark or not at all."""
    done = int(store.execute("SELECT line FROM progress").fetchone()[0])
    bad = number = 0
    try:
        with _opened(dump) as lines:
            for number, raw in enumerate(lines, 1):
                if number <= done:
                    continue
                line = raw.strip().rstrip(b",")
                if line not in (b"", b"[", b"]"):
                    try:
                        _entity(store, json.loads(line))
                    except (ValueError, TypeError, AttributeError, KeyError) as error:
                        bad += 1
                        warn(f"{dump}, line {number}: not an entity of Wikidata: {error}")
                if number % _BATCH == 0:
                    _mark(store, number)
    except (OSError, EOFError) as error:
        store.rollback()
        raise DiurnaError(f"{dump}: cannot be read: {error}") from error
    if number > done:
        _mark(store, number)
    return bad


def _opened(dump: Path) -> IO[bytes]:
    if dump.suffix == ".gz":
        return cast("IO[bytes]", gzip.open(dump, "rb"))
    return cast("IO[bytes]", bz2.open(dump, "rb")) if dump.suffix == ".bz2" else dump.open("rb")


def _mark(store: sqlite3.Connection, line: int) -> None:
    store.execute("UPDATE progress SET line = ?", (line,))
    store.commit()


def _entity(store: sqlite3.Connection, entity: dict[str, Any]) -> None:
    claims = entity["claims"]
    if not isinstance(claims, dict):
        return
    label = entity.get("labels", {}).get("en", {}).get("value", "")
    if not label:
        return
    if iso3 := next(iter(_strings(claims.get("P298", ()))), ""):
        store.execute("INSERT OR REPLACE INTO states VALUES (?, ?)", (entity["id"], iso3))
    if _HUMAN not in _items(claims.get("P31", ())):
        country = next(iter([*_items(claims.get("P1001", ())), *_items(claims.get("P17", ()))]), "")
        if country:
            row = (entity["id"], label, country)
            store.execute("INSERT OR REPLACE INTO things VALUES (?, ?, ?)", row)
        return
    held = [(entity["id"], *spell) for spell in _spells(claims.get("P39", ()))]
    if not held:
        return
    others = [a["value"] for a in entity.get("aliases", {}).get("en", ())]
    home = next(iter(_items(claims.get("P27", ()))), "")
    row4 = (entity["id"], label, "|".join(others[:6]), home)
    store.execute("INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?)", row4)
    store.executemany("INSERT OR IGNORE INTO held VALUES (?, ?, ?, ?)", held)


def _values(statements: Iterable[dict[str, Any]]) -> Iterator[Any]:
    for statement in statements:
        if statement.get("rank") != "deprecated":
            value = statement.get("mainsnak", {}).get("datavalue", {}).get("value")
            if value is not None:
                yield value


def _items(statements: Iterable[dict[str, Any]]) -> list[str]:
    return [v["id"] for v in _values(statements) if isinstance(v, dict) and "id" in v]


def _strings(statements: Iterable[dict[str, Any]]) -> list[str]:
    return [v for v in _values(statements) if isinstance(v, str)]


def _spells(statements: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """Yield position, first and last day of each position held that has a first day."""
    for statement in statements:
        if statement.get("rank") == "deprecated":
            continue
        position = _items([statement])
        begin, end = (_day(statement, name) for name in ("P580", "P582"))
        if position and begin:
            yield position[0], begin, end


def _day(statement: dict[str, Any], name: str) -> str:
    """Return a qualifier's day as far as it is known: "2019-05-20", "2019-05" or "2019"."""
    for snak in statement.get("qualifiers", {}).get(name, ()):
        value = snak.get("datavalue", {}).get("value", {})
        found = re.match(r"\+(\d{4})-(\d\d)-(\d\d)", value.get("time", ""))
        if found:
            parts = [p for p in found.groups() if p != "00"]
            precision = int(value.get("precision", 11))
            return "-".join(parts[: 3 if precision >= 11 else 2 if precision == 10 else 1])
    return ""


def _joined(store: sqlite3.Connection) -> tuple[list[list[str]], list[list[str]]]:
    """Return the rows of both tables: the packaged base's, and what the dump adds."""
    offices, people = read_tables(None)
    known = knowledge()
    rows = store.execute(
        "SELECT people.name, people.others, things.name, office.iso3, held.begin, held.end, "
        "citizen.iso3 FROM held JOIN people ON people.id = held.person "
        "LEFT JOIN things ON things.id = held.position "
        "LEFT JOIN states AS office ON office.id = things.country "
        "LEFT JOIN states AS citizen ON citizen.id = people.home "
        "ORDER BY people.name, held.begin, things.name"
    )
    added: list[list[str]] = []
    spells: dict[tuple[str, str, str], list[str]] = {}
    for name, others, position, of, begin, end, home in rows:
        country = of or home
        if not country:
            continue
        office = office_of(position or "")
        if office and of:
            term = [of, office, name, begin, end, "wikidata"]
            if not _taken(known.terms_of(of, office), begin, end):
                added.append(term)
        spells.setdefault((name, others, country), []).append(
            f"GOV:{(begin + '-01-01')[:10]}:{(end + '-12-28')[:10] if end else ''}"
        )
    have = {row[0] for row in people}
    more = [[n, o, c, ";".join(sorted(s))] for (n, o, c), s in sorted(spells.items())]
    return [*offices, *added], [*people, *(row for row in more if row[0] not in have)]


def _taken(terms: list[Term], begin: str, end: str) -> bool:
    """Say whether the packaged base has somebody in an office in the same days."""
    first = dt.date.fromisoformat((begin + "-01-01")[:10])
    last = dt.date.fromisoformat((end + "-12-28")[:10]) if end else dt.date.max
    return any(t.begin <= last and (t.end is None or first <= t.end) for t in terms)


def office_of(position: str) -> str | None:
    """Return the office, as `titles.tsv` words roles, that a position's label names, or None."""
    words = position.lower().split()
    for cut in range(len(words), 0, -1):
        title = titles().get(" ".join(words[:cut]))
        if title and title.role and title.national:
            return title.role
    return None
