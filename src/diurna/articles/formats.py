"""One text to one article: the seed's form, plain text with a wire dateline, a JSON object."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from reprlib import repr as shown
from typing import Final

from diurna.articles import kinds, languages
from diurna.articles.cleaning import clean, one_line
from diurna.articles.dates import day_of, lately, parse_date, possible
from diurna.errors import ArticleError
from diurna.record import Article, digest
from diurna.world.words import listed

MAX_CHARACTERS: Final = 1_000_000
"""A longer text is no article; at 1,000 words a minute it would take three hours to read aloud."""
MAX_TITLE: Final = 1_000
"""A longer headline is text: it is read as the text's first paragraph."""

_SEED = re.compile(r"\A\s?date\s+(\S*\d\S*)[ \t]*(.*)")
_MONTHS = listed("months", "articles")
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


def _published(value: object, path: str, line: int | None) -> dt.date | dt.datetime:
    day = parse_date(value)
    if day is None:
        raise ArticleError(path, f"not a date: {shown(value)} (use YYYY-MM-DD)", line=line)
    if not possible(day):
        reason = f"not a day of publication: {day_of(day)} (years 1600 to 2199 are taken)"
        raise ArticleError(path, reason, line=line)
    return day


def _language(told: str | None, title: str, text: str, path: str, line: int | None) -> str:
    """Return the language of an article, as it was given where it was; only English passes."""
    found = languages.given(told) or languages.told(title, text)
    if found != "en":
        reason = f"language {found}: only English is read"
        raise ArticleError(path, reason, line=line, language=found)
    return told.strip() if told and languages.given(told) else "en"


def article(
    text: str,
    *,
    published: dt.date | dt.datetime | str,
    title: str = "",
    id: str | None = None,  # noqa: A002 - the record's own word
    source: str | None = None,
    url: str | None = None,
    language: str | None = None,
    path: str = "<text>",
    line: int | None = None,
) -> Article:
    """Make an article, checking what a reader relies on.

    Half characters (lone surrogates) become U+FFFD, control characters blanks, and what is
    invisible inside words is left out. A headline of over 1,000 characters opens the text.

    Args:
        text: What is read.
        published: A day or an instant, or the ISO 8601 or RFC 822 form of one.
        title: The headline.
        id: The article's id; its content hash where None.
        source: Who brought it.
        url: Where it stands.
        language: Its language where that is known; else it is told by the words.
        path: Named in errors.
        line: Named in errors.

    Raises:
        ArticleError: The text is empty, absurdly long, binary, HTML or not English, or the date
            names no day.
    """
    title, text = clean(title).strip().replace("\n", " "), clean(text).rstrip()
    if not text.strip() and not title:
        raise ArticleError(path, "empty: there is no text to read", line=line)
    if len(title) + len(text) > MAX_CHARACTERS:
        size = f"{len(title) + len(text):,}"
        reason = f"too long: {size} characters, where an article has at most {MAX_CHARACTERS:,}"
        raise ArticleError(path, reason, line=line)
    if "\0" in text or "\0" in title:
        raise ArticleError(path, "not text: it holds NUL characters", line=line)
    if kind := kinds.markup(text):
        raise ArticleError(path, kinds.refusal(kind), line=line)
    if len(title) > MAX_TITLE:
        title, text = "", f"{title}\n\n{text}"
    day = _published(published, path, line)
    spoken = _language(one_line(language), title, text, path, line)
    sha = digest(title, text)
    return Article(
        one_line(id) or sha[:16], title, text, day, one_line(source), one_line(url), spoken, sha,
        path if line is None else f"{path}:{line}",
    )  # fmt: skip


def _dateline(text: str, fallback: dt.date | dt.datetime | None) -> dt.date | None:
    """Return the day that a wire dateline names.

    Without a year it is the last such day that is not after the fallback.
    """
    match = _DATELINE.search(text[:600])
    if not match:
        return None
    month = _MONTHS.index((match["month"] or match["month2"])[:3].lower()) + 1
    day = int(match["day"] or match["day2"])
    if not match["year"]:
        return lately(month, day, day_of(fallback)) if fallback else None
    try:
        return dt.date(int(match["year"]), month, day)
    except ValueError:
        return None


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
    title: str = "",
    id: str | None = None,  # noqa: A002 - the record's own word
) -> Article:
    """Read the seed's form, or plain text with a wire dateline or a date given outside.

    The seed's form is a first line ``date YYYY-MM-DD Title``. In plain text the first line
    is the title unless it ends like a sentence or opens with the dateline. The day that the text
    itself gives goes before the one given outside.

    Args:
        text: The whole file.
        path: Named in errors.
        published: Used where the text has no full date of its own; a dateline without a year is
            the last such day that is not after it.
        title: The headline, of a text that comes without one.
        id: The article's id; its content hash where None.

    Raises:
        ArticleError: No date can be found, or the text is no article.
    """
    text = clean(text)
    if seed := _SEED.match(text):
        body, head = text[seed.end() :].lstrip("\n"), seed[2] or title
        own = _published(seed[1], path, 1)
        return article(body, title=head, published=own, id=id, path=path)
    if not text.strip() and not title:
        raise ArticleError(path, "empty: there is no text to read")
    day = _dateline(text, published) or published
    if day is None:
        hint = "it has no full date of its own; give one with --published YYYY-MM-DD"
        raise ArticleError(path, f"no publication date: {hint}")
    head, body = (title, text) if title else _split_title(text)
    agency = _DATELINE.search(body[:600])
    return article(
        body,
        title=head,
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
    """Read one JSON object.

    ``date`` is taken for ``published``, ``body`` and ``content`` for ``text``, ``lang`` for
    ``language``.

    Raises:
        ArticleError: A field is missing or has the wrong type; the message names it.
    """

    def text_of(*keys: str) -> str | None:
        """Return the first of some fields that is there and not empty."""
        for key in keys:
            value = row.get(key)
            if key == "id" and isinstance(value, int):
                value = str(value)
            if value is not None and not isinstance(value, str):
                raise ArticleError(path, f"field {key!r} is no string: {shown(value)}", line=line)
            if value:
                return value
        return None

    body = text_of("text", "body", "content")
    if body is None and not {"text", "body", "content"} & row.keys():
        raise ArticleError(path, "field 'text' is missing", line=line)
    day: dt.date | dt.datetime | str | None = text_of("published", "date")
    day = day or _dateline(clean(body or ""), published) or published
    if day is None:
        hint = "give the field 'published' or the option --published"
        raise ArticleError(path, f"no publication date: {hint}", line=line)
    return article(
        body or "",
        title=text_of("title") or "",
        published=day,
        id=text_of("id"),
        source=text_of("source"),
        url=text_of("url"),
        language=text_of("language", "lang"),
        path=path,
        line=line,
    )
