"""One text to one article: the seed's form, plain text with a wire dateline, a JSON object."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final

from diurna.errors import ArticleError
from diurna.record import Article, digest

MAX_CHARACTERS: Final = 1_000_000
"""A longer text is no article; at 1,000 words a minute it would take three hours to read aloud."""

_SEED = re.compile(r"\A\s?date\s+(\S+)[ \t]*(.*)")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = rf"(?:{_MONTH} (?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}}) {_MONTH.replace('month', 'month2')})"
_DATELINE = re.compile(
    rf"^(?P<city>[A-Z][^\n()]{{1,60}}?), {_DAY}(?:,? (?P<year>\d{{4}}))?"
    r"(?: ?\((?P<agency>[^()\n]{2,40})\))? ?(?:-{1,2}|[–—]) ",
    re.MULTILINE,
)
_PLACELINE = re.compile(
    r"^[ \t]*[A-Z][A-Z.'’-]{2,}(?:[ /][A-Z][A-Z.'’-]*)*"  # the city, in capitals
    r"(?:, [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*| \d{1,2})*(?:, \d{4})?){0,3} ?"  # state, day
    r"(?:\([^()\n]{2,40}\) ?(?:-{1,2}|[–—_])?|(?:-{1,2}|[–—]))(?=[ \n])",
    re.MULTILINE,
)
_CLOCK = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")


def parse_date(value: object) -> dt.date | dt.datetime | None:
    """Return the day or instant an ISO 8601 string names, or None where it names none."""
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        if _CLOCK.match(text):
            stamp = dt.datetime.fromisoformat(text)
            return stamp if stamp.tzinfo else stamp.replace(tzinfo=dt.UTC)
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def _clean(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def article(
    text: str,
    *,
    published: dt.date | dt.datetime | str,
    title: str = "",
    id: str | None = None,  # noqa: A002 - the record's own word
    source: str | None = None,
    url: str | None = None,
    path: str = "<text>",
    line: int | None = None,
) -> Article:
    """Make an article, checking what a reader relies on.

    Raises:
        ArticleError: The text is empty, absurdly long or binary, or the date names no day.
    """
    title, text = _clean(title).strip().replace("\n", " "), _clean(text).rstrip()
    if not text.strip() and not title:
        raise ArticleError(path, "empty: there is no text to read", line=line)
    if len(title) + len(text) > MAX_CHARACTERS:
        size = f"{len(title) + len(text):,}"
        reason = f"too long: {size} characters, where an article has at most {MAX_CHARACTERS:,}"
        raise ArticleError(path, reason, line=line)
    if "\0" in text or "\0" in title:
        raise ArticleError(path, "not text: it holds NUL characters", line=line)
    day = parse_date(published)
    if day is None:
        raise ArticleError(path, f"not a date: {published!r} (use YYYY-MM-DD)", line=line)
    sha = digest(title, text)
    return Article(id or sha[:16], title, text, day, source, url, "en", sha)


def _dateline(text: str, fallback: dt.date | dt.datetime | None) -> dt.date | None:
    """Return the day that a wire dateline names; its year may come from the fallback."""
    match = _DATELINE.search(text[:600])
    if not match:
        return None
    month = _MONTHS.index((match["month"] or match["month2"])[:3].lower()) + 1
    day = int(match["day"] or match["day2"])
    if not match["year"] and fallback is None:
        return None
    year = int(match["year"]) if match["year"] else fallback.year if fallback else 0
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def dateline(text: str) -> tuple[int, int] | None:
    """Return where a wire dateline stands in a text ("LIMA, Oct 17 (Agency) -"), if it opens so."""
    match = _PLACELINE.search(text[:700])
    return match.span() if match else None


def _split_title(text: str) -> tuple[str, str]:
    """Take the first line for the title where it reads as one and more text follows."""
    head, _, rest = text.lstrip("\n").partition("\n")
    titled = rest.strip() and len(head) <= 200 and not _DATELINE.match(head)
    if titled and not head.rstrip().endswith((".", "”", '"')):
        return head.strip(), rest.lstrip("\n")
    return "", text.lstrip("\n")


def parse(
    text: str,
    *,
    path: str = "<text>",
    published: dt.date | dt.datetime | None = None,
    id: str | None = None,  # noqa: A002 - the record's own word
) -> Article:
    """Read the seed's form, or plain text with a wire dateline or a date given outside.

    The seed's form is a first line ``date YYYY-MM-DD Title``. In plain text the first line
    is the title unless it ends like a sentence or opens with the dateline.

    Args:
        text: The whole file.
        path: Named in errors.
        published: Used where the text has no full date of its own.
        id: The article's id; its content hash where None.

    Raises:
        ArticleError: No date can be found, or the text is no article.
    """
    text = _clean(text)
    if seed := _SEED.match(text):
        day = parse_date(seed[1])
        if day is None:
            raise ArticleError(path, f"not a date: {seed[1]!r} (use YYYY-MM-DD)", line=1)
        body = text[seed.end() :].lstrip("\n")
        return article(body, title=seed[2], published=day, id=id, path=path)
    if not text.strip():
        raise ArticleError(path, "empty: there is no text to read")
    day = published or _dateline(text, published)
    if day is None:
        hint = "it has no full date of its own; give one with --published YYYY-MM-DD"
        raise ArticleError(path, f"no publication date: {hint}")
    title, body = _split_title(text)
    agency = _DATELINE.search(body[:600])
    return article(
        body,
        title=title,
        published=day,
        id=id,
        source=agency["agency"] if agency else None,
        path=path,
    )


def from_mapping(
    row: Mapping[str, object],
    *,
    path: str,
    line: int,
    published: dt.date | dt.datetime | None = None,
) -> Article:
    """Read one JSON object; ``date`` and ``body`` are taken for ``published`` and ``text``.

    Raises:
        ArticleError: A field is missing or has the wrong type; the message names it.
    """
    body = row.get("text", row.get("body", row.get("content")))
    if not isinstance(body, str):
        raise ArticleError(path, "field 'text' is missing or no string", line=line)
    day = row.get("published", row.get("date")) or published
    if day is None:
        hint = "give the field 'published' or the option --published"
        raise ArticleError(path, f"no publication date: {hint}", line=line)
    if not isinstance(day, str | dt.date):
        raise ArticleError(path, f"field 'published' is no string: {day!r}", line=line)

    def text_of(key: str) -> str | None:
        value = row.get(key)
        if value is None or isinstance(value, str):
            return value
        if key == "id" and isinstance(value, int):
            return str(value)
        raise ArticleError(path, f"field {key!r} is no string: {value!r}", line=line)

    return article(
        body,
        title=text_of("title") or "",
        published=day,
        id=text_of("id"),
        source=text_of("source"),
        url=text_of("url"),
        path=path,
        line=line,
    )
