"""The line that a report opens with: where, when, by which agency."""

from __future__ import annotations

import re

_PLACELINE = re.compile(
    r"^[ \t]*[A-Z][A-Z.'’-]{2,}(?:[ /][A-Z][A-Z.'’-]*)*"  # the city, in capitals
    r"(?:, [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*| \d{1,2})*(?:, \d{4})?){0,3} ?"  # state, day
    r"(?:\([^()\n]{2,40}\) ?(?:-{1,2}|[–—_])?|(?:-{1,2}|[–—]))(?=[ \n])",
    re.MULTILINE,
)


def dateline(text: str) -> tuple[int, int] | None:
    """Return where a wire dateline stands in a text ("LIMA, Oct 17 (Agency) -"), if it opens so."""
    match = _PLACELINE.search(text[:700])
    return match.span() if match else None
