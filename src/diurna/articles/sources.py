"""Paths to articles: files, folders, JSON lines, standard input; compressed or not."""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import json
import lzma
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final, cast

from diurna.articles.formats import MAX_CHARACTERS, from_mapping, parse
from diurna.errors import ArticleError
from diurna.record import Article

_COMPRESSED: Final = (".gz", ".bz2", ".xz")
_MAX_BYTES: Final = 4 * MAX_CHARACTERS
_TEXT: Final = (".txt", ".text", ".md", "")
_LINES: Final = (".jsonl", ".ndjson")


def _open(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast("IO[bytes]", gzip.open(path, "rb"))
    if path.suffix == ".bz2":
        return bz2.open(path, "rb")
    if path.suffix == ".xz":
        return lzma.open(path, "rb")
    return path.open("rb")


def _decode(data: bytes, path: str, line: int | None = None) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = line or data.count(b"\n", 0, error.start) + 1
        reason = f"not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}"
        raise ArticleError(path, reason, line=at) from error


def _json_object(data: bytes, path: str, line: int) -> dict[str, object]:
    try:
        row = json.loads(_decode(data, path, line))
    except json.JSONDecodeError as error:
        raise ArticleError(
            path, f"not JSON: {error.msg} at column {error.colno}", line=line
        ) from None
    if not isinstance(row, dict):
        raise ArticleError(path, f"not a JSON object: {type(row).__name__}", line=line)
    return row


def _json_lines(
    stream: IO[bytes], path: str, published: dt.date | dt.datetime | None
) -> Iterator[Article | ArticleError]:
    """Read line by line in bounded memory; a bad line does not stop the next."""
    number, empty = 0, True
    while line := stream.readline(_MAX_BYTES + 1):
        number += 1
        if len(line) > _MAX_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_MAX_BYTES)
            yield ArticleError(path, f"too long: a line of over {_MAX_BYTES:,} bytes", line=number)
            empty = False
        elif line.strip():
            empty = False
            try:
                row = _json_object(line, path, number)
                yield from_mapping(row, path=path, line=number, published=published)
            except ArticleError as error:
                yield error
    if empty:
        yield ArticleError(path, "empty: there is no text to read")


def _stream(
    stream: IO[bytes], path: str, suffix: str, published: dt.date | dt.datetime | None
) -> Iterator[Article | ArticleError]:
    if suffix in _LINES:
        yield from _json_lines(stream, path, published)
        return
    data = stream.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        yield ArticleError(path, f"too long: over {_MAX_BYTES:,} bytes; one article is expected")
        return
    try:
        if suffix == ".json":
            yield from_mapping(_json_object(data, path, 1), path=path, line=1, published=published)
        else:
            name = None if path == "-" else Path(path).stem
            yield parse(_decode(data, path), path=path, published=published, id=name)
    except ArticleError as error:
        yield error


def _files(path: Path) -> Iterator[Path]:
    """Walk a folder in name order; files of other kinds are passed over."""
    for entry in sorted(path.rglob("*")):
        name = Path(entry.stem) if entry.suffix in _COMPRESSED else entry
        known = (*_LINES, *_TEXT[:-1], ".json")
        if entry.is_file() and name.suffix in known and not entry.name.startswith("."):
            yield entry


def _lines_on_stdin(published: dt.date | dt.datetime | None) -> Iterator[Article | ArticleError]:
    """Read standard input: JSON lines where it opens with a brace, else one text."""
    stream = sys.stdin.buffer
    peeked = stream.peek(64) if hasattr(stream, "peek") else b""
    suffix = ".jsonl" if peeked.lstrip()[:1] == b"{" else ".txt"
    yield from _stream(stream, "-", suffix, published)


def read_articles(
    paths: Iterable[str | Path], *, published: dt.date | dt.datetime | None = None
) -> Iterator[Article | ArticleError]:
    """Read every article that the paths name, in order.

    Args:
        paths: Files, folders, or ``"-"`` for standard input. ``.txt`` holds one article,
            ``.jsonl`` one a line; ``.gz``, ``.bz2`` and ``.xz`` are opened.
        published: Day for the articles that have none of their own.

    Yields:
        Articles, and in the place of each input that is none its error, so that one bad
        file never stops the batch.
    """
    for given in paths:
        if str(given) == "-":
            yield from _lines_on_stdin(published)
            continue
        path = Path(given)
        if path.is_dir():
            found = list(_files(path))
            if not found:
                yield ArticleError(str(path), "no articles: the folder has no .txt or .jsonl file")
            yield from read_articles(found, published=published)
            continue
        suffix = Path(path.stem).suffix if path.suffix in _COMPRESSED else path.suffix
        try:
            with _open(path) as stream:
                yield from _stream(stream, str(path), suffix, published)
        except (OSError, lzma.LZMAError, EOFError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            yield ArticleError(str(path), f"cannot be read: {reason}")
