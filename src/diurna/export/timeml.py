"""Times in TimeML's terms: a range is two expressions, and a clock has no zone."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Final

from diurna.record import Span, TimeSpan

_LINK: Final = re.compile(
    r"\s+(?:up\s+to|to|through|thru|until|till|and(?:\s+(?:through|until))?)\s+(?:the\s+)?"
    r"|\s*[–—/-]\s*",
    re.I,
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
