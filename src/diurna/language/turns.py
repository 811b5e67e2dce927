"""Turns of a transcript: who speaks where, by the labels that open paragraphs ("Smith: ...")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from diurna.world.words import words

_LONGEST: Final = 6
"""Words of a label."""
_NO_SPEAKER: Final = words("no_speakers", "language")
_SPOKEN: Final = words("spoken", "language")
_SHARE: Final = 0.5
_JOINING: Final = words("joining", "language")


@dataclass(frozen=True, slots=True)
class Turn:
    """Words that one person speaks (half-open), and the words that say who, if any do.

    Attributes:
        begin: First word, after the label.
        end: Word after the last.
        speaker: The label as printed; two turns with the same one are one person's.
        label: Words of the label in the text, None where it was told otherwise.
    """

    begin: int
    end: int
    speaker: str
    label: tuple[int, int] | None = None


def labelled(words: Sequence[str], paragraphs: Sequence[int]) -> tuple[Turn, ...]:
    """Find the turns of a transcript.

    A text is one where at least two labels open at least two paragraphs each, and half of the
    turns speak of "I", "we" or "you": lists of winners and losers do not. An answer may have
    several paragraphs; the last has one, since the newsroom may close in its own words.

    Args:
        words: The words of the text.
        paragraphs: The words that open a paragraph, in order.

    Returns:
        Its turns in order; nothing where the text is no transcript.
    """
    found = [(at, end) for at in paragraphs if (end := _label(words, at)) is not None]
    counts = Counter(" ".join(words[a:b]) for a, b in found)
    if sum(n > 1 for n in counts.values()) < 2:
        return ()
    if found[0][0] == 0 and counts[" ".join(words[: found[0][1]])] == 1:
        del found[0]  # a headline: "Soto: no deal"
    last = next((p for p in paragraphs if p > found[-1][0]), len(words))
    stops = [*(a for a, _ in found), last]
    out = tuple(
        Turn(end + 1, stop, " ".join(words[at:end]), (at, end))
        for (at, end), (_, stop) in zip(found, pairwise(stops), strict=True)
        if end + 1 < stop
    )
    spoken = sum(any(w.lower() in _SPOKEN for w in words[t.begin : t.end]) for t in out)
    return out if spoken >= _SHARE * len(out) else ()


def _label(words: Sequence[str], at: int) -> int | None:
    """Return the colon after a label at a word, or None."""
    for index in range(at, min(at + _LONGEST + 1, len(words))):
        word = words[index]
        if word == ":":
            return index if index > at and words[at].lower() not in _NO_SPEAKER else None
        if not word[:1].isupper() and word.lower() not in _JOINING:
            return None
    return None


def told(speakers: Sequence[str], bounds: Sequence[tuple[int, int]]) -> tuple[Turn, ...]:
    """Make turns of the speaker of each sentence, as corpora of dialogue tell them.

    Args:
        speakers: Who speaks in each sentence, empty for nobody.
        bounds: The words of each, half-open.
    """
    out: list[Turn] = []
    for name, (begin, end) in zip(speakers, bounds, strict=True):
        if out and out[-1].end == begin and out[-1].speaker == name:
            out[-1] = Turn(out[-1].begin, end, name)
        elif name:
            out.append(Turn(begin, end, name))
    return tuple(out)
