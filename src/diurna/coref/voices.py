"""Who says what: the sources of quotations, the speakers of a transcript."""

from __future__ import annotations

from collections.abc import Sequence

from diurna.language import Reading
from diurna.world.spelling import parts, plain, same_person
from diurna.world.tables import titles


class Voices:
    """The speakers of a transcript, by number; whose turn a word is in, and who is named."""

    def __init__(self, reading: Reading) -> None:
        self.size = len(reading)
        self.names = list(dict.fromkeys(t.speaker for t in reading.turns))
        number = {name: self.size + n for n, name in enumerate(self.names)}
        self.at: dict[int, tuple[int, int]] = {}
        for n, turn in enumerate(reading.turns):
            near = (*reversed(reading.turns[:n]), *reading.turns[n + 1 :])
            other = next((t.speaker for t in near if t.speaker != turn.speaker), None)
            facing = number[other] if other is not None else -1
            for i in range(turn.begin, turn.end):
                self.at[i] = (number[turn.speaker], facing)
        self.parts = [[w for w in parts(n.split()) if plain(w) not in titles()] for n in self.names]

    def named(self, words: Sequence[str]) -> int:
        """Return the speaker whom a name names, or -1."""
        own = person(words)
        for n, told in enumerate(self.parts):
            if own and told and same_person(own, told):
                return self.size + n
        return -1


def sources(reading: Reading) -> dict[int, int]:
    """Return the head of the source by each word of what it is said to say."""
    out: dict[int, int] = {}
    for found in reading.attributions:
        source = next((reading.outward(*run) for run in found.source), None)
        for begin, end in found.content:
            for i in range(begin, end):
                out.setdefault(i, -1 if source is None else source)
    return out


def person(words: Sequence[str]) -> list[str]:
    """Return the telling words of a personal name."""
    return [w for w in parts(list(words)) if w[:1].isupper() and plain(w) not in titles()]
