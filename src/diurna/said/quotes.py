"""Quotation marks: every one accounted for, paragraph by paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

MarkRole = Literal["opens", "closes", "goes on", "measure", "stray"]
"""What a mark does. One that goes on opens a paragraph of a quotation not yet closed; a measure
is inches or seconds; a stray has no fellow."""

_DOUBLE: Final = re.compile(r"[“”\"„‟«»]|``|''|‘‘|’’")
_SINGLE: Final = re.compile(r"['‘’‚]")
_OPENING: Final = frozenset(("“", "„", "‟", "«", "``", "‘‘", "‘", "‚"))
_CLOSING: Final = frozenset(("”", "»", "''", "’’", "’"))
_ELIDED: Final = re.compile(r"['’](?:\d\ds?|em|tis|twas|cause|til|n)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters between two marks (half-open, the marks outside).

    Attributes:
        continued: The paragraph ended without a closing mark, and the next goes on.
        closed: The end is where a mark stands or a paragraph goes on, and is no guess.
    """

    start: int
    end: int
    continued: bool = False
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark: where it stands, and what it does."""

    at: int
    size: int
    role: MarkRole


def find_quotes(text: str) -> list[Quote]:
    """Return the quotations of a text, in order.

    A quotation that a paragraph leaves open runs to the paragraph's end; it is continued
    where the next paragraph opens with a mark, as newspapers print long ones, or closes what
    it did not open. Single marks count where a text has no double ones.
    """
    return scan(text)[0]


def scan(text: str) -> tuple[list[Quote], list[Mark]]:
    """Return the quotations of a text and every mark in it, in order."""
    double = _DOUBLE.search(text) is not None
    reader = _Scanner(text, _DOUBLE if double else _SINGLE, single=not double)
    offset = 0
    for paragraph in text.split("\n"):
        reader.paragraph(offset, offset + len(paragraph))
        offset += len(paragraph) + 1
    reader.marks.sort(key=lambda m: m.at)
    return reader.quotes, reader.marks


class _Scanner:
    """Goes through a text's paragraphs, knowing whether a quotation is open."""

    def __init__(self, text: str, pattern: re.Pattern[str], *, single: bool) -> None:
        self.text, self.pattern, self.single = text, pattern, single
        self.quotes: list[Quote] = []
        self.marks: list[Mark] = []
        self.open: int | None = None
        """Offset after the mark that opened the quotation we are in."""
        self.runs_on = False

    def paragraph(self, begin: int, end: int) -> None:
        """Read one paragraph."""
        if begin == end:
            return
        opener: Mark | None = None
        for found in self.pattern.finditer(self.text, begin, end):
            at, size = found.start(), found.end() - found.start()
            role = self._role(at, size)
            if role is None:
                continue
            if self.runs_on:
                self.runs_on = False
                if role == "opens" and not self.text[begin:at].strip():
                    self.open = at + size
                    self._add(at, size, "goes on")
                    continue
            if role == "opens" and self.open is None:
                self.open, opener = at + size, Mark(at, size, "opens")
                self.marks.append(opener)
            elif role == "closes" and self.open is not None:
                self._close(at)
                self._add(at, size, "closes")
                opener = None
            else:
                self._add(at, size, role if role == "measure" else "stray")
        self._end(begin, end, opener)

    def _add(self, at: int, size: int, role: MarkRole) -> None:
        self.marks.append(Mark(at, size, role))

    def _close(self, at: int) -> None:
        if self.open is not None and at > self.open:
            self.quotes.append(Quote(self.open, at))
        self.open = None

    def _end(self, begin: int, end: int, opener: Mark | None) -> None:
        """End a paragraph: a quotation left open goes on in the next one, or was never closed."""
        if self.open is None or end <= self.open:
            self.open = None
            return
        following = self.text[end:].lstrip("\n")
        next_line = following.split("\n", 1)[0]
        first = self.pattern.search(next_line)
        if first is not None and not self.single:
            at = len(self.text) - len(following) + first.start()
            leads = not next_line[: first.start()].strip()
            role = self._role(at, len(first[0]), inside=not leads)
            if leads or role == "closes":
                self.quotes.append(Quote(self.open, end, continued=True))
                self.runs_on = leads
                self.open = None if leads else at - first.start()
                return
        if opener is not None and not self.text[begin : opener.at].strip() and not self.single:
            self.quotes.append(Quote(self.open, end, closed=False))
        elif opener is not None:
            self.marks[self.marks.index(opener)] = Mark(opener.at, opener.size, "stray")
        self.open = None

    def _role(self, at: int, size: int, *, inside: bool | None = None) -> MarkRole | None:
        """Say whether a mark opens or closes, by its shape first and by what stands beside it."""
        inside = self.open is not None if inside is None else inside
        mark = self.text[at : at + size]
        before, after = self.text[at - 1 : at], self.text[at + size : at + size + 1]
        loose_before = not before.strip() or before in "([{—–-:/“‘"
        loose_after = not after.strip() or after in ")]}—–-.,;:!?/”’'\""
        if self.single and not self._quotes_singly(at, before, after, inside=inside):
            return None
        if mark in _OPENING:
            last = not after or after == "\n"
            return "closes" if inside and (last or (loose_after and not loose_before)) else "opens"
        if mark in _CLOSING and not (mark == "''" and not inside):
            return "opens" if not inside and loose_before and not loose_after else "closes"
        if inside:
            return "closes"
        if before.isdigit():
            return "measure"
        return "opens" if loose_before or (after.strip() and not before.isalnum()) else "closes"

    def _quotes_singly(self, at: int, before: str, after: str, *, inside: bool) -> bool:
        """Say whether a single mark quotes, and is no apostrophe."""
        if before.isalnum() and after.isalnum():
            return False
        if inside:
            return not before.isspace() and not after.isalnum()
        opens = (not before.strip() or before in "([—–-") and (after.isalnum() or after in "“…")
        return opens and not _ELIDED.match(self.text, at) and self._closes_later(at)

    def _closes_later(self, at: int) -> bool:
        """Say whether the paragraph has a mark that could close one opened here."""
        end = self.text.find("\n", at)
        rest = self.text[at + 1 : end if end >= 0 else len(self.text)]
        return re.search(r"[\w.,!?…]['’](?!\w)", rest) is not None
