"""Quotation marks, every one accounted for; quotations, and those inside them."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import Final, Literal

from diurna.world.words import words

MarkRole = Literal["opens", "closes", "goes on", "measure", "stray"]
"""What a mark does. One that goes on opens a paragraph of a quotation not yet closed; a measure
is inches or seconds; a stray has no fellow."""

_DOUBLE: Final = re.compile(r"[“”\"„‟«»]|``|''|‘‘|’’")
_SINGLE: Final = re.compile(r"['‘’‚‹›]")
_OPENING: Final = frozenset(("“", "„", "‟", "«", "``", "‘‘"))
_CLOSING: Final = frozenset(("”", "»", "''", "’’"))
_FELLOWS: Final = {"'": "'’", "‘": "’'", "’": "’", "‚": "‘’", "‹": "›", "›": "‹"}
"""The single marks that open, and those that close what each opens."""
_BEFORE: Final = '([{—–-/“„«"'
"""What a mark that opens stands behind without a blank between."""
_ELIDED_WORDS: Final = "|".join(sorted(words("elided", "language")))
_ELIDED: Final = re.compile(rf"['’](?:\d\ds?|{_ELIDED_WORDS})\b", re.IGNORECASE)
_CLIPPED: Final = re.compile(r"(?:s|\bo|in)$", re.IGNORECASE)
"""Ends of words that an apostrophe follows: "the rebels' guns", "goin' home"."""
_PAUSES: Final = '.,!?…;:—–”")'


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters between two marks (half-open, the marks outside).

    Attributes:
        continued: The paragraph ended without a closing mark, and the next goes on.
        closed: The end is where a mark stands or a paragraph goes on, and is no guess.
        inner: The quotations inside it, in order.
    """

    start: int
    end: int
    continued: bool = False
    closed: bool = True
    inner: tuple[Quote, ...] = ()


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
    it did not open. One that stands in another is the other's, whichever of the two has the
    double marks.
    """
    return scan(text)[0]


def scan(text: str) -> tuple[list[Quote], list[Mark]]:
    """Return the quotations of a text and every mark in it, in order."""
    double = _Doubles(text)
    for begin, end in _paragraphs(text):
        double.paragraph(begin, end)
    single = _Singles(text, double.quotes)
    marks = sorted([*double.marks, *single.marks], key=lambda m: m.at)
    quotes = [*double.quotes, *double.inner, *single.quotes]
    return _nest([_tight(text, quote) for quote in quotes]), marks


def _tight(text: str, quote: Quote) -> Quote:
    """Return a quotation without the blanks at either end."""
    words = text[quote.start : quote.end].strip()
    start = text.index(words, quote.start)
    return dataclasses.replace(quote, start=start, end=start + len(words)) if words else quote


def _paragraphs(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"[^\n]+", text)]


def _nest(quotes: list[Quote]) -> list[Quote]:
    """Put each quotation that lies in another into it; the outer ones are left, in order."""
    out: list[Quote] = []
    for quote in sorted(quotes, key=lambda q: (q.start, -q.end)):
        if out and quote.end <= out[-1].end:
            inner = (*out[-1].inner, quote)
            out[-1] = dataclasses.replace(out[-1], inner=inner)
        else:
            out.append(quote)
    return out


class _Doubles:
    """Goes through a text's paragraphs, knowing whether a quotation in double marks is open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.quotes: list[Quote] = []
        self.inner: list[Quote] = []
        """Quotations in double marks inside others in double marks."""
        self.marks: list[Mark] = []
        self.open: int | None = None
        """Offset after the mark that opened the quotation we are in."""
        self.within: int | None = None
        """The same of a quotation inside it."""
        self.runs_on = False

    def paragraph(self, begin: int, end: int) -> None:
        """Read one paragraph."""
        opener: Mark | None = None
        found = [(m.start(), m.end() - m.start()) for m in _DOUBLE.finditer(self.text, begin, end)]
        for number, (at, size) in enumerate(found):
            role = self._role(at, size)
            if self.runs_on:
                self.runs_on = False
                if role == "opens" and not self.text[begin:at].strip():
                    self.open = at + size
                    self._add(at, size, "goes on")
                    continue
            again = self.open is not None and self.within is None and self._leads(at, size)
            if again and self._nested(at, found[number + 1 :]):
                self.within = at + size
                self._add(at, size, "opens")
            elif again and (opener is None or self._clause(at) == "phrase"):
                self._add(at, size, "stray")
            elif again and opener is not None:
                on = self._leave(at, opener)
                self.open, opener = at + size, self._opener(at, size, "goes on" if on else "opens")
            elif role == "opens" and self.open is None:
                self.open, opener = at + size, self._opener(at, size, "opens")
            elif role == "closes" and self.open is not None:
                opener = opener if self.within is not None else None
                self._close(at)
                self._add(at, size, "closes")
            else:
                self._add(at, size, role if role == "measure" else "stray")
        self._end(end, opener)

    def _add(self, at: int, size: int, role: MarkRole) -> None:
        self.marks.append(Mark(at, size, role))

    def _opener(self, at: int, size: int, role: MarkRole) -> Mark:
        mark = Mark(at, size, role)
        self.marks.append(mark)
        return mark

    def _close(self, at: int) -> None:
        if self.within is not None:
            if at > self.within:
                self.inner.append(Quote(self.within, at))
            self.within = None
            return
        if self.open is not None and at > self.open:
            self.quotes.append(Quote(self.open, at))
        self.open = None

    def _beside(self, at: int, size: int) -> tuple[bool, bool]:
        """Say whether nothing that a mark belongs to stands before it, and after it."""
        before, after = self.text[at - 1 : at], self.text[at + size : at + size + 1]
        loose_before = not before.strip() or before in "([{—–-:/“‘'"
        loose_after = not after.strip() or after in ")]}—–-.,;:!?/”’'\""
        return loose_before, loose_after

    def _leads(self, at: int, size: int) -> bool:
        """Say whether a mark can only open, by its shape and by what stands beside it."""
        mark = self.text[at : at + size]
        before, after = self._beside(at, size)
        return mark not in _CLOSING and before and not after and self.text[at - 1 : at] != "-"

    def _clause(self, at: int) -> Literal["sentence", "speech", "phrase"]:
        """Say whether a mark stands where a sentence begins, where speech does, or in a phrase."""
        before = self.text[:at][-40:].rstrip(" ")
        if not before or before[-1] in '.!?…\n”"':
            return "sentence"
        return "speech" if before[-1] in ",:;—–" else "phrase"

    def _nested(self, at: int, following: list[tuple[int, int]]) -> bool:
        """Say whether a mark opens a quotation inside the one that is open.

        Two that close must follow in a row, or one that sets a few words apart.
        """
        if not following or self._leads(*following[0]):
            return False
        if len(following) > 1 and not self._leads(*following[1]):
            return True
        return self._clause(at) == "phrase" and self.text[following[0][0] - 1].isalnum()

    def _leave(self, end: int, opener: Mark) -> bool:
        """End a quotation where another opens; say whether it goes on there.

        So it does where a new sentence of it is marked anew, as at the head of a paragraph. Else it
        was never closed, and ends with its sentence.
        """
        start = opener.at + opener.size
        if self._clause(opener.at) == "phrase":
            self.marks[self.marks.index(opener)] = Mark(opener.at, opener.size, "stray")
            return False
        if self._clause(end) == "sentence":
            self.quotes.append(Quote(start, end, continued=True))
            return True
        stop = re.compile(r"[.!?…](?!\w)").search(self.text, start, end)
        self.quotes.append(Quote(start, stop.end() if stop else end, closed=False))
        return False

    def _end(self, end: int, opener: Mark | None) -> None:
        """End a paragraph: a quotation left open goes on in the next one, or was never closed."""
        self.within = None
        if self.open is None or end <= self.open:
            self.open = None
            return
        following = self.text[end:].lstrip("\n")
        next_line = following.split("\n", 1)[0]
        first = _DOUBLE.search(next_line)
        if first is not None:
            at, size = len(self.text) - len(following) + first.start(), len(first[0])
            leads = not next_line[: first.start()].strip()
            if leads or (self._role(at, size, inside=True) == "closes" and self._ends(at, size)):
                self.quotes.append(Quote(self.open, end, continued=True))
                self.runs_on = leads
                self.open = None if leads else at - first.start()
                return
        if opener is not None and self._clause(opener.at) != "phrase":
            self.quotes.append(Quote(self.open, end, closed=False))
        elif opener is not None:
            self.marks[self.marks.index(opener)] = Mark(opener.at, opener.size, "stray")
        self.open = None

    def _ends(self, at: int, size: int) -> bool:
        """Say whether a mark may close what an earlier paragraph opened: no new one, no measure."""
        return not self._leads(at, size) and not self.text[at - 1 : at].isdigit()

    def _role(self, at: int, size: int, *, inside: bool | None = None) -> MarkRole:
        """Say whether a mark opens or closes, by its shape first and by what stands beside it."""
        inside = self.open is not None if inside is None else inside
        mark = self.text[at : at + size]
        before, after = self.text[at - 1 : at], self.text[at + size : at + size + 1]
        loose_before, loose_after = self._beside(at, size)
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


class _Singles:
    """Finds the quotations in single marks: inside those in double marks, and outside of them."""

    def __init__(self, text: str, doubles: list[Quote]) -> None:
        self.text = text
        self.quotes: list[Quote] = []
        self.marks: list[Mark] = []
        self.runs_on: str | None = None
        """The mark that the paragraph before opened a quotation with and did not close."""
        if not _SINGLE.search(text):
            return
        outside = list(text)
        for quote in doubles:
            self.seen = text
            self._region(quote.start, quote.end, inside=True)
            hidden = (c if c == "\n" else "x" for c in text[quote.start : quote.end])
            outside[quote.start : quote.end] = hidden
        self.seen = "".join(outside)
        self.doubles = [(q.start, q.end) for q in doubles]
        for begin, end in _paragraphs(text):
            self._region(begin, end, inside=False)

    def _region(self, begin: int, end: int, *, inside: bool) -> None:
        """Pair the marks between two offsets."""
        marks = [m.start() for m in _SINGLE.finditer(self.seen, begin, end)]
        done = begin
        for at in marks:
            if at < done or not self._opens(at, begin):
                continue
            later = [m for m in marks if m > at + 1]
            close = self._closer(at, later)
            if close is not None and (inside or self._holds_whole(at, close)):
                self._found(Quote(at + 1, close), on=at == begin and self.runs_on is not None)
                self.marks.append(Mark(close, 1, "closes"))
                done = close + 1
            elif close is None and at == begin and not inside and self._goes_on(at, end):
                self._found(Quote(at + 1, end, continued=True), on=self.runs_on is not None)
                self.runs_on = self.text[at]
                return
        self.runs_on = None if not inside else self.runs_on

    def _found(self, quote: Quote, *, on: bool) -> None:
        self.quotes.append(quote)
        self.marks.append(Mark(quote.start - 1, 1, "goes on" if on else "opens"))

    def _goes_on(self, at: int, end: int) -> bool:
        """Say whether the next paragraph opens with the same mark, and is not the newsroom's."""
        following = self.seen[end:].lstrip("\n")
        opened = self.seen[at] != "’" and self.seen[at + 1 : at + 2].isupper()
        return opened and following[:1] == self.seen[at] and following[1:2].isupper()

    def _opens(self, at: int, begin: int) -> bool:
        """Say whether a single mark opens a quotation, and is no apostrophe."""
        before = self.seen[at - 1 : at] if at > begin else ""
        after = self.seen[at + 1 : at + 2]
        free = not before.strip() or before in _BEFORE
        leads = after.isalnum() or (after != "" and after in '“"„…([$£€#@')
        return self.seen[at] in _FELLOWS and free and leads and not _ELIDED.match(self.seen, at)

    def _closer(self, at: int, later: list[int]) -> int | None:
        """Return the mark that closes what one opens; the apostrophe of a plural does not.

        A mark behind "rebels" closes where no surer one follows before the next that opens.
        """
        doubtful: int | None = None
        for mark in later:
            if doubtful is not None and self._opens(mark, -1):
                break
            if self.seen[mark] not in _FELLOWS[self.seen[at]]:
                continue
            before, after = self.seen[mark - 1 : mark], self.seen[mark + 1 : mark + 2]
            if before.isspace() or after.isalnum():
                continue
            clipped = _CLIPPED.search(self.seen[max(at, mark - 3) : mark]) is not None
            if not clipped or not after.isspace():
                return mark
            doubtful = mark if doubtful is None else doubtful
        return doubtful

    def _holds_whole(self, at: int, close: int) -> bool:
        """Say whether a quotation lies clear of those in double marks, or holds them as speech."""
        inside = [(a, b) for a, b in self.doubles if a < close and b > at]
        if not inside:
            return True
        clear = all(at < a and b < close for a, b in inside)
        return clear and self.seen[close - 1 : close] in _PAUSES
