"""Quotation marks: every one accounted for, paragraph by paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_MARK: Final = re.compile(r"[“”\"„«»]|``|''")
_OPENING: Final = "“„«``"
_CLOSING: Final = "”»''"


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters between two marks (half-open, the marks outside).

    Attributes:
        continued: The paragraph ended without a closing mark, and the next goes on.
    """

    start: int
    end: int
    continued: bool = False


def _opens(text: str, at: int, size: int, open_now: bool) -> bool:
    mark = text[at : at + size]
    if mark in _OPENING:
        return not (mark == "„" and open_now)
    if mark in _CLOSING and mark != "''":
        return False
    before = text[at - 1 : at]
    after = text[at + size : at + size + 1]
    if open_now:
        return False
    return not before.strip() or before in "([—–-:" or bool(after.strip() and not before.isalnum())


def find_quotes(text: str) -> list[Quote]:
    """Return the quotations of a text, in order.

    A quotation that a paragraph leaves open runs to the paragraph's end; it is continued
    where the next paragraph opens with a mark, as newspapers print long ones.
    """
    out: list[Quote] = []
    offset = 0
    for paragraph in text.split("\n"):
        opened: int | None = None
        for mark in _MARK.finditer(paragraph):
            at = offset + mark.start()
            size = mark.end() - mark.start()
            if _opens(text, at, size, opened is not None):
                opened = at + size if opened is None else opened
            elif opened is not None:
                if at > opened:
                    out.append(Quote(opened, at))
                opened = None
        end = offset + len(paragraph)
        if opened is not None and end > opened:
            following = text[end:].lstrip("\n")[:1]
            if following and following in '“"„«':
                out.append(Quote(opened, end, continued=True))
        offset = end + 1
    return out
