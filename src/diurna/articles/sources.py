"""Paths to articles: files, folders, JSON lines, standard input; compressed or not."""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import io
import logging
import lzma
import os
import stat
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final, cast

from diurna.articles import kinds
from diurna.articles.formats import parse
from diurna.articles.rows import MAX_BYTES, MAX_LIST, Published, decode, json_lines, json_text
from diurna.errors import ArticleError
from diurna.record import Article

Found = Article | ArticleError

_COMPRESSED: Final = (".gz", ".bz2", ".xz")
_TEXT: Final = (".txt", ".text", ".md")
_LINES: Final = (".jsonl", ".ndjson")
_OPENED: Final = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""What the shell has opened for us: reading it waits for nobody who never comes."""

_log = logging.getLogger("diurna")


def _suffix(path: Path) -> str:
    """Return the suffix that tells what a file holds, below the one of its compression."""
    suffix = path.suffix.lower()
    return Path(path.stem).suffix.lower() if suffix in _COMPRESSED else suffix


def _open(path: Path) -> IO[bytes]:
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return cast("IO[bytes]", gzip.open(path, "rb"))
    if suffix == ".bz2":
        return bz2.open(path, "rb")
    if suffix == ".xz":
        return lzma.open(path, "rb")
    return path.open("rb")


def _peek(stream: IO[bytes]) -> bytes:
    """Look at what a stream opens with, without its byte order mark, and leave it there."""
    head = cast("io.BufferedReader", stream).peek(kinds.HEAD)[: kinds.HEAD]
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _stream(stream: IO[bytes], path: str, suffix: str, published: Published) -> Iterator[Found]:
    """Read what an open file holds, by its suffix and what it opens with."""
    if suffix in (*_LINES, ".json"):
        opening = _peek(stream)
        kind = None if opening[:1] in (b"{", b"[", b"") else kinds.of_head(opening)
        if kind:
            yield ArticleError(path, kinds.refusal(kind))
        elif suffix in _LINES and opening[:1] != b"[":
            yield from json_lines(stream, path, published)
        else:
            data = stream.read(MAX_LIST + 1)
            if len(data) > MAX_LIST:
                reason = f"too long: over {MAX_LIST:,} bytes; give them one a line (.jsonl)"
                yield ArticleError(path, reason)
            else:
                yield from json_text(data, path, published)
        return
    data = stream.read(MAX_BYTES + 1)
    if kind := kinds.of_head(data):
        yield ArticleError(path, kinds.refusal(kind))
    elif len(data) > MAX_BYTES:
        yield ArticleError(path, f"too long: over {MAX_BYTES:,} bytes; one article is expected")
    else:
        name = None if path == "-" or path.startswith(_OPENED) else Path(path).stem
        yield parse(decode(data, path), path=path, published=published, id=name)


def _guarded(found: Iterable[Found], path: str) -> Iterator[Found]:
    """Turn whatever goes wrong on the way into the error of the file."""
    try:
        yield from found
    except ArticleError as error:
        yield error
    except (OSError, lzma.LZMAError, zlib.error, EOFError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        yield ArticleError(path, f"cannot be read: {reason}")
    except Exception as error:
        yield ArticleError(path, f"cannot be read: {type(error).__name__}: {error}")


def _on_stdin(published: Published) -> Iterator[Found]:
    """Read standard input: JSON where it opens with a brace or a list, else one text."""
    if sys.stdin is None or sys.stdin.closed:
        yield ArticleError("-", "cannot be read: standard input is closed")
        return
    stream: IO[bytes] = sys.stdin.buffer
    if not hasattr(stream, "peek"):
        stream = io.BufferedReader(cast("io.RawIOBase", stream))
    yield from _stream(stream, "-", _by_content(stream), published)


def _by_content(stream: IO[bytes]) -> str:
    """Return the suffix that a stream without a name would have."""
    opening = _peek(stream)
    lines = opening[:1] == b"{" or (opening[:1] == b"[" and opening[1:].lstrip()[:1] == b"{")
    return ".jsonl" if lines else ".txt"


def _file(path: Path, published: Published) -> Iterator[Found]:
    with _open(path) as stream:
        nameless = str(path).startswith(_OPENED)
        suffix = _by_content(stream) if nameless else _suffix(path)
        yield from _stream(stream, str(path), suffix, published)


def _walk(folder: Path) -> tuple[list[Path | ArticleError], Counter[str]]:
    """Return the files of a folder in name order, and how many of which kind are passed over."""
    found: list[tuple[Path, Path | ArticleError]] = []
    passed: Counter[str] = Counter()

    def closed(error: OSError) -> None:
        path = Path(error.filename)
        found.append((path, ArticleError(str(path), f"cannot be read: {error.strerror}")))

    for top, folders, names in os.walk(folder, onerror=closed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        passed["linked folder"] += sum((Path(top) / name).is_symlink() for name in folders)
        for name in names:
            path = Path(top) / name
            suffix = _suffix(path)
            if name.startswith("."):
                continue
            if suffix in (*_LINES, *_TEXT, ".json"):
                found.append((path, path))
            else:
                passed[suffix or "without suffix"] += 1
    return [item for _, item in sorted(found, key=lambda pair: pair[0])], +passed


def _folder(
    path: Path, published: Published, notice: Callable[[str, str], None]
) -> Iterator[Found]:
    """Read a folder; what is passed over is said, and is the reason where there is nothing else."""
    found, passed = _walk(path)
    over = ", ".join(f"{count} {kind}" for kind, count in sorted(passed.items()))
    over = f"passed over: {over}" if over else ""
    if not found:
        reason = "no articles: the folder has no .txt or .jsonl file"
        yield ArticleError(str(path), f"{reason}; {over}" if over else reason)
    elif over:
        notice(str(path), over)
    for item in found:
        if isinstance(item, ArticleError):
            yield item
        else:
            yield from _path(item, published, notice)


def _path(path: Path, published: Published, notice: Callable[[str, str], None]) -> Iterator[Found]:
    """Read one path; a pipe that nobody writes to, and other devices, are not opened."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        yield ArticleError(str(path), f"cannot be read: {reason}")
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, published, notice)
    elif not stat.S_ISREG(mode) and not str(path).startswith(_OPENED):
        what = "a pipe (give - and send it there)" if stat.S_ISFIFO(mode) else "a device"
        yield ArticleError(str(path), f"not a file but {what}: it is not opened")
    elif kind := kinds.of_suffix(_suffix(path)):
        yield ArticleError(str(path), kinds.refusal(kind))
    else:
        yield from _guarded(_file(path, published), str(path))


@dataclass(slots=True)
class _Calendar:
    """Says once that articles are dated after today: a slip, or a day and month turned round."""

    today: dt.date
    notice: Callable[[str, str], None]
    later: int = field(default=0)

    def look(self, article: Article) -> None:
        if article.day <= self.today:
            return
        self.later += 1
        if self.later == 1:
            where = article.origin
            self.notice(where, f"published {article.day}, which is after today ({self.today})")

    def close(self) -> None:
        if self.later > 1:
            more = self.later - 1
            self.notice("", f"{more} more article{'s' * (more > 1)} published after today")


def _warn(where: str, what: str) -> None:
    _log.warning("%s", ArticleError(where, what) if where else what)


def read_articles(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    published: dt.date | dt.datetime | None = None,
    today: dt.date | None = None,
) -> Iterator[Article | ArticleError]:
    """Read every article that the paths name, in order.

    What is no failure is logged as a warning on the logger ``diurna``: how many files of which
    kind a folder has that are passed over, and that an article is dated after today.

    Args:
        paths: Files, folders, or ``"-"`` for standard input; one of them, or several. ``.txt``
            holds one article, ``.jsonl`` one a line, ``.json`` one or a list; ``.gz``, ``.bz2``
            and ``.xz`` are opened.
        published: Day for the articles that have none of their own.
        today: The day after which no article can be published; this day where None.

    Yields:
        Articles, and in the place of each input that is none its error, so that one bad
        file never stops the batch.
    """
    several = [paths] if isinstance(paths, str | os.PathLike) else paths
    calendar = _Calendar(today or dt.date.today(), _warn)
    for given in several:
        if not str(given):
            found: Iterable[Found] = [ArticleError("", "no path: it is empty")]
        elif str(given) == "-":
            found = _guarded(_on_stdin(published), "-")
        else:
            found = _path(Path(given), published, _warn)
        for item in found:
            if isinstance(item, Article):
                calendar.look(item)
            yield item
    calendar.close()
