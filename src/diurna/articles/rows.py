"""JSON to articles: one a line, or a list, or one after another; a bad one is named by its line."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from json import JSONDecodeError
from typing import IO, Final

from diurna.articles.formats import MAX_CHARACTERS, from_mapping
from diurna.errors import ArticleError
from diurna.record import Article

MAX_BYTES: Final = 4 * MAX_CHARACTERS
"""No article takes more bytes."""
MAX_LIST: Final = 64_000_000
"""A list of articles is read whole; a longer one is better given as lines."""

_BLANK: Final = re.compile(r"\s*")
_DECODER: Final = json.JSONDecoder()

Published = dt.date | dt.datetime | None


def decode(data: bytes, path: str, line: int | None = None) -> str:
    """Return UTF-8 as text, without its byte order mark.

    Raises:
        ArticleError: The bytes are not UTF-8; the message names the first that is not.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = line or data.count(b"\n", 0, error.start) + 1
        reason = f"not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}"
        raise ArticleError(path, reason, line=at) from error


def _reason(error: Exception) -> str:
    """Say why a piece of JSON cannot be read."""
    if isinstance(error, JSONDecodeError):
        return f"not JSON: {error.msg} at column {error.colno}"
    if isinstance(error, RecursionError):
        return "not JSON that can be read: nested too deeply"
    if "digits" in str(error):
        return "not JSON that can be read: an integer of thousands of digits"
    return f"not JSON that can be read: {error}"


def _article(value: object, path: str, line: int, published: Published) -> Article | ArticleError:
    """Make an article of a JSON value; whatever goes wrong is its error."""
    try:
        if not isinstance(value, dict):
            return ArticleError(path, f"not a JSON object: {type(value).__name__}", line=line)
        return from_mapping(value, path=path, line=line, published=published)
    except ArticleError as error:
        return error
    except Exception as error:
        reason = f"cannot be read: {type(error).__name__}: {error}"
        return ArticleError(path, reason, line=line)


def json_lines(
    stream: IO[bytes], path: str, published: Published
) -> Iterator[Article | ArticleError]:
    """Read line by line in bounded memory; a bad line does not stop the next."""
    number, empty = 0, True
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        if len(line) > MAX_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
            yield ArticleError(path, f"too long: a line of over {MAX_BYTES:,} bytes", line=number)
            empty = False
            continue
        try:
            text = decode(line, path, number)
            if not text.strip():
                continue
            empty = False
            value = json.loads(text.rstrip())
        except ArticleError as error:
            empty = False
            yield error
        except (ValueError, RecursionError) as error:
            yield ArticleError(path, _reason(error), line=number)
        else:
            yield _article(value, path, number, published)
    if empty:
        yield ArticleError(path, "empty: there is no text to read")


def _values(text: str) -> Iterator[tuple[int, object]]:
    """Yield the values of a JSON text with their offsets; those of lists one by one."""
    at, inside = 0, False
    while (at := _BLANK.match(text, at).end()) < len(text):  # type: ignore[union-attr]
        if not inside and text[at] == "[":
            inside, at = True, at + 1
        elif inside and text[at] in ",]":
            inside, at = text[at] == ",", at + 1
        else:
            value, end = _DECODER.raw_decode(text, at)
            yield at, value
            at = end
    if inside:
        raise JSONDecodeError("the list does not end", text, len(text))


def json_text(data: bytes, path: str, published: Published) -> Iterator[Article | ArticleError]:
    """Read a JSON text: an object, a list of objects, or one object after another."""
    line, seen, empty = 1, 0, True
    text = ""
    try:
        text = decode(data, path)
        for at, value in _values(text):
            empty, line, seen = False, line + text.count("\n", seen, at), at
            yield _article(value, path, line, published)
    except ArticleError as error:
        yield error
    except JSONDecodeError as error:
        yield ArticleError(path, f"{_reason(error)}; nothing after it is read", line=error.lineno)
    except (ValueError, RecursionError) as error:
        reason = f"{_reason(error)}; nothing after it is read"
        yield ArticleError(path, reason, line=None if empty else line)
    else:
        if empty:
            yield ArticleError(path, "empty: there is no text to read")
