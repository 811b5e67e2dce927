"""A text as word pieces, and the windows that the encoder sees it through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

WINDOW_PIECES: Final = 168
"""Word pieces in a window: about what training saw at the most."""
_ENDS: Final = frozenset('.?!”"')
"""Marks behind which a window is rather cut."""


@dataclass(slots=True)
class Pieces:
    """A text cut into words, and these into the pieces that the encoder knows.

    Attributes:
        text: The text.
        offsets: Where each word begins and ends.
        words: As printed.
        paragraph_starts: Words that open a paragraph.
        pieces: Piece ids of each word.
    """

    text: str
    offsets: list[tuple[int, int]]
    words: list[str]
    paragraph_starts: set[int]
    pieces: list[list[int]]


def windows(text: Pieces, ends: set[int] | None = None) -> Iterator[tuple[int, int]]:
    """Cut a text at paragraph ends where they fit, else after a likely sentence end.

    Args:
        text: The text.
        ends: Where sentences begin, if that is known: cuts then fall nowhere else.
    """
    sizes = list(map(len, text.pieces))
    begin, total, cut = 0, 0, 0
    for i, size in enumerate(sizes):
        likely = i and ends is None and text.words[i - 1] in _ENDS
        if i in text.paragraph_starts or likely or (ends and i in ends):
            cut = i
        if total + size > WINDOW_PIECES and i > begin:
            if cut <= begin:
                cut = i
            yield begin, cut
            begin, total = cut, sum(sizes[cut:i])
        total += size
    if begin < len(sizes):
        yield begin, len(sizes)
