"""Times in TimeML's terms: a range is two expressions, and a clock has no zone."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from diurna.record import Record, Span, TimeSpan
from diurna.syntax.lexicon import words
from diurna.visible import in_xml, xml_references

_BLANKS: Final = r"\s+"
_LINKS: Final = sorted(words("range_links"), key=len, reverse=True)
_LINK: Final = re.compile(
    rf"\s+(?:{'|'.join(_LINKS).replace(' ', _BLANKS)})\s+(?:the\s+)?"
    r"|\s*[–—/-]\s*",
    re.IGNORECASE,
)
_ZONE: Final = re.compile(r"(T\d\d:\d\d(?::\d\d)?)(?:Z|[+-]\d\d:\d\d)$")


def timex3(time: TimeSpan) -> Iterator[TimeSpan]:
    """Yield a time as TimeML 1.2.1 writes it.

    A record keeps "from Monday to Wednesday" as one window with the value of both ends; TimeML
    marks each end by itself. A record keeps the zone of a clock; TempEval's values leave it out.

    Yields:
        One expression, or the two ends of a range; ids are those of the record, with ``a`` and
        ``b`` after them for ends.
    """
    first, slash, last = time.value.partition("/")
    link = max(_LINK.finditer(time.span.text), key=lambda m: m.end() - m.start(), default=None)
    if not slash or link is None or time.type not in ("DATE", "TIME"):
        yield dataclasses.replace(time, value=_ZONE.sub(r"\1", time.value))
        return
    ends = ((0, link.start(), first, "a"), (link.end(), len(time.span.text), last, "b"))
    for start, end, value, letter in ends:
        text = time.span.text[start:end]
        span = Span(time.span.start + start, time.span.start + end, text)
        yield dataclasses.replace(
            time,
            id=time.id + letter,
            span=span,
            value=_ZONE.sub(r"\1", value),
            begin=time.begin if letter == "a" else None,
            end=time.end if letter == "b" else None,
        )


_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>'


def timeml(record: Record) -> str:
    """Return an article as a TimeML 1.2.1 document, its times marked in the text.

    Titles are part of the text. Relations and events are left to the record. Characters that XML
    cannot hold are U+FFFD, so that offsets stay, and a comment at the head says how many.
    """
    return f"{_HEAD}\n{_document(record)}"


def documents(records: Iterable[Record]) -> Iterator[str]:
    """Yield, line by line, one well-formed document: of one article its own, of others a wrapper.

    Args:
        records: Read as they are written; two at most are held.
    """
    rest = iter(records)
    head = list(islice(rest, 2))
    yield _HEAD
    if len(head) == 1:
        yield _document(head[0])
        return
    yield "<TimeMLDocuments>"
    for record in chain(head, rest):
        yield _document(record)
    yield "</TimeMLDocuments>"


def _document(record: Record) -> str:
    article, at = record.article, 0
    text, replaced = in_xml(article.full)
    identity, lost = in_xml(article.id)
    body = []
    for time in sorted((t for told in record.times for t in timex3(told)), key=_start):
        if time.span.start < at:
            continue
        mod = f" mod={quoteattr(time.mod)}" if time.mod else ""
        body.append(escape(text[at : time.span.start]))
        body.append(
            f'<TIMEX3 tid="{time.id}" type="{time.type}" value={quoteattr(time.value)}{mod}>'
            f"{escape(text[time.span.start : time.span.end])}</TIMEX3>"
        )
        at = time.span.end
    body.append(escape(text[at:]))
    count = replaced + lost
    note = f"<!-- {count} characters that XML cannot hold are U+FFFD here -->\n" if count else ""
    return xml_references(
        f"{note}<TimeML>\n"
        f"<DOCID>{escape(identity)}</DOCID>\n"
        f'<DCT><TIMEX3 tid="t0" type="DATE" value="{article.day}" functionInDocument='
        f'"CREATION_TIME">{article.day}</TIMEX3></DCT>\n'
        f"<TEXT>{''.join(body)}</TEXT>\n</TimeML>"
    )


def _start(time: TimeSpan) -> int:
    return time.span.start
