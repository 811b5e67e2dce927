"""What the attribution head found, as statements under construction."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from diurna.language import Attribution, Reading, Run
from diurna.language.quotes import Quote
from diurna.said.model import Said
from diurna.syntax.cues import act_of
from diurna.syntax.lexicon import words

_EDGES: Final = frozenset(
    (",", ".", ":", ";", '"', "“", "”", "''", "``", "«", "»", "-", "--", "—", "–", "...", "…")
)
_PERFORMED: Final = words("performed")
_OWNERS: Final = words("owners")


def trim(
    reading: Reading, words: Sequence[int], marks: frozenset[str] = _EDGES
) -> tuple[int, int] | None:
    """Return the characters from the first to the last of some words that is no such mark."""
    begin, end = 0, len(words)
    while begin < end and reading.words[words[end - 1]] in marks:
        end -= 1
    while begin < end and reading.words[words[begin]] in marks:
        begin += 1
    return (reading.starts[words[begin]], reading.ends[words[end - 1]]) if begin < end else None


def attributed(reading: Reading, quotes: list[Quote]) -> list[Said]:
    """Turn the model's attributions with a cue and a content into statements."""
    cues = [b for one in reading.attributions for b, _ in one.cue]
    builder = _Builder(reading, quotes, cues)
    found = (builder.said(one) for one in reading.attributions if one.cue and one.content)
    return [said for said in found if said is not None]


class _Builder:
    """Makes statements of attributions, within the bounds of paragraphs and quotations."""

    def __init__(self, reading: Reading, quotes: list[Quote], cues: list[int]) -> None:
        self.reading, self.quotes = reading, quotes
        self._breaks = [m.start() for m in re.finditer("\n", reading.text)]
        self.cued = {self._paragraph(c) for c in cues}
        """Paragraphs that have a cue of their own."""

    def said(self, one: Attribution) -> Said | None:
        """Make a statement; None where nothing is left of what is said."""
        reading = self.reading
        cue = top(reading, one.cue)
        here = self._paragraph(cue)
        content = self._content(one.content, here)
        if not content:
            return None
        sources = tuple(r for run in one.source for r in self._cut(run) if self._near(r, cue))
        said = Said(
            content,
            cue,
            speaking(reading, sources, cue) if sources else None,
            act_of(reading, [w for b, e in one.cue for w in range(b, e)]),
            cue_run=max(one.cue, key=lambda r: (r[0] <= cue < r[1], r[1] - r[0])),
            source_runs=sources,
            score=one.score,
        )
        said.vouched = said.act in _PERFORMED or (
            said.act in ("say", "believe") and _is_clause(reading, one)
        )
        return said

    def _paragraph(self, word: int) -> int:
        return bisect_left(self._breaks, self.reading.starts[word])

    def _near(self, run: Run, cue: int) -> bool:
        """Say whether a source stands in the cue's sentence or beside it, in its paragraph."""
        apart = self.reading.sentence_number(run[0]) - self.reading.sentence_number(cue)
        return abs(apart) <= 1 and self._paragraph(run[0]) == self._paragraph(cue)

    def _cut(self, run: Run) -> list[Run]:
        """Cut a run where a paragraph ends."""
        out: list[Run] = []
        begin = run[0]
        for word in range(run[0] + 1, run[1] + 1):
            if word == run[1] or self._paragraph(word) != self._paragraph(begin):
                out.append((begin, word))
                begin = word
        return out

    def _quoted(self, run: Run) -> bool:
        """Say whether a run stands in one quotation from its first word to its last."""
        span = trim(self.reading, range(*run))
        return span is not None and any(q.start <= span[0] < span[1] <= q.end for q in self.quotes)

    def _content(self, runs: tuple[Run, ...], here: int) -> list[tuple[int, int]]:
        """Return the characters of what is said.

        In other paragraphs that is only what is quoted, after the cue and with no cue of its own.
        Runs with nothing but punctuation between them become one.
        """
        reading = self.reading
        out: list[tuple[int, int]] = []
        for piece in (piece for run in runs for piece in self._cut(run)):
            span = trim(reading, range(*piece))
            there = self._paragraph(piece[0])
            loose = there > here and there not in self.cued and self._quoted(piece)
            if span is None or (there != here and not loose):
                continue
            if out and not any(c.isalnum() for c in reading.text[out[-1][1] : span[0]]):
                span = (out.pop()[0], span[1])
            out.append(span)
        return out


def speaking(reading: Reading, runs: tuple[Run, ...], cue: int | None) -> int:
    """Return the head word of a source: the cue's subject; of "the BBC's Jan Nowak", the person.

    The tree may hang such a name on the house it works for.
    """
    words = {w for b, e in runs for w in range(b, e)}
    own = [] if cue is None else [w for w in reading.children(cue, "nsubj") if w in words]
    head = own[0] if own else top(reading, runs)
    entity = reading.entity_at(head)
    if entity is None and reading.upos[head] == "PROPN":
        people = [e for e in reading.entities if e.label == "Person" and e.begin in words]
        return top(reading, ((people[0].begin, people[0].end),)) if people else head
    if entity is None or entity.label == "Person":
        return head
    owns = (
        reading.words[entity.end - 1] in _OWNERS
        or (reading.words[entity.end : entity.end + 1] or ("",))[0] in _OWNERS
    )
    for other in reading.entities:
        after = entity.end <= other.begin <= entity.end + 4
        if owns and after and other.label == "Person" and other.begin in words:
            return top(reading, ((other.begin, other.end),))
    return head


def top(reading: Reading, runs: tuple[Run, ...]) -> int:
    """Return the word of some runs that the others hang on: content words before others."""
    words = [w for b, e in runs for w in range(b, e)]
    inside = set(words)
    outward = [w for w in words if reading.heads[w] not in inside]
    heavy = [w for w in outward if reading.upos[w] not in ("PUNCT", "ADP", "PART", "DET", "CCONJ")]
    return (heavy or outward or words)[0]


def _is_clause(reading: Reading, one: Attribution) -> bool:
    """Say whether what is said tells something, and does not only name it."""
    for begin, end in one.content:
        for word in range(begin, end):
            if reading.heads[word] in range(begin, end):
                continue
            telling = reading.upos[word] in ("VERB", "AUX") or any(
                reading.children(word, "cop", "nsubj")
            )
            if telling and not any(
                reading.words[c] == "to" for c in reading.children(word, "mark")
            ):
                return True
    return False
