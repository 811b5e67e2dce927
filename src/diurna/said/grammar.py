"""Reported clauses as the tree shows them: a verb of saying, its subject, its clause."""

from __future__ import annotations

from typing import Final

from diurna.language import Reading
from diurna.language.quotes import Quote
from diurna.said.attributed import trim
from diurna.said.model import Said
from diurna.syntax.cues import Cue, cues, subject
from diurna.syntax.lexicon import words
from diurna.who import Cast

_DENIABLE: Final = words("deniable")
_MARKS = frozenset((",", ".", ":", ";", '"', "“", "”", "''", "``", "-", "--", "—", "–"))
_DOCUMENTS: Final = words("documents")


class Grammar:
    """Finds reported clauses in a reading.

    Args:
        reading: The text.
        cast: Who is named in it.
        quotes: Its quotations; no cue is looked for inside one.
    """

    def __init__(self, reading: Reading, cast: Cast, quotes: list[Quote]) -> None:
        self.reading, self.cast, self.quotes = reading, cast, quotes
        self.said: list[Said] = []

    def run(self) -> list[Said]:
        """Find them all, in the order of their cues."""
        for index in range(len(self.reading)):
            if self.reading.words[index].lower() == "according":
                self._according(index)
            elif self.reading.upos[index] == "VERB" and not self.quoted(index):
                self._reported(index)
        return [s for s in self.said if s.content and self._telling(s)]

    def _telling(self, said: Said) -> bool:
        """Say whether reported words are more than a pronoun that stands for them."""
        return any(len(self.reading.between(a, b)) > 2 for a, b in said.content)

    def quoted(self, index: int) -> bool:
        """Say whether a word stands in a quotation."""
        start = self.reading.starts[index]
        return any(q.start <= start < q.end for q in self.quotes)

    def cue(self, index: int) -> Cue | None:
        """Return what a word reports as a cue, or None."""
        reading = self.reading
        lemma = reading.lemmas[index].lower()
        found = cues().get(lemma)
        if lemma == "go" and reading.words[index + 1 : index + 2] == ("on",):
            return None
        return found

    def _reported(self, index: int) -> None:
        cue = self.cue(index)
        if cue is None or "c" not in cue.frames:
            return
        reading = self.reading
        source = self.source(index)
        head = reading.heads[index]
        content: tuple[int, int] | None = None
        clauses = list(reading.children(index, "ccomp"))
        if clauses and source is not None:
            content = self._clause_span(clauses[0], index)
        elif reading.relations[index] == "parataxis" and head >= 0 and source is not None:
            content = self._around(head, index)
        elif (
            cue.act == "deny" and source is not None and reading.child(index, "nsubj:pass") is None
        ):
            target = reading.child(index, "xcomp")
            obj = reading.child(index, "obj")
            if target is None and obj is not None and reading.lemmas[obj] in _DENIABLE:
                target = obj
            content = self._clause_span(target, index) if target is not None else None
        if content is None or content[1] - content[0] < 2 or not self._speaks(source):
            return
        self.said.append(Said([content], index, source, cue.act))

    def _speaks(self, source: int | None) -> bool:
        """Say whether a subject can speak: a name, a pronoun, people, a body, a document."""
        if source is None or self.reading.upos[source] != "NOUN":
            return True
        return (
            self.reading.lemmas[source].lower() in _DOCUMENTS
            or self.cast.actor_of(source) is not None
            or self.reading.has(source, "Number=Plur")
        )

    def source(self, index: int) -> int | None:
        """Return the cue's subject; a participle ("..., adding that") shares its neighbour's."""
        source = subject(self.reading, index)
        if source is not None and not self.quoted(source):
            return source
        here = self.reading.sentence_number(index)
        for said in reversed(self.said):
            if said.cue is not None and self.reading.sentence_number(said.cue) == here:
                return said.source
        begin = self.reading.sentence(index).begin
        for word in range(index - 1, begin - 1, -1):
            found = self.cue(word) if self.reading.upos[word] == "VERB" else None
            if found and not self.quoted(word) and (own := subject(self.reading, word)) is not None:
                return own
        return None

    def _clause_span(self, head: int, cue: int) -> tuple[int, int] | None:
        """Return the characters of a clause, on its own side of the cue."""
        reading = self.reading
        words = reading.subtree(head)
        words = [w for w in words if (w > cue) == (head > cue)]
        return trim(self.reading, words, _MARKS)

    def _around(self, head: int, cue: int) -> tuple[int, int] | None:
        """Return the characters of the clause that a cue stands beside: all but the cue's own."""
        own = set(self.reading.subtree(cue))
        words = [w for w in self.reading.subtree(head) if w not in own]
        before = [w for w in words if w < cue]
        after = [w for w in words if w > cue]
        return trim(self.reading, before if len(before) >= len(after) else after, _MARKS)

    def _according(self, index: int) -> None:
        """Read "according to X": X is the source of the clause it hangs on."""
        reading = self.reading
        source = reading.heads[index]
        if source < 0 or reading.words[index + 1 : index + 2] != ("to",):
            return
        verb = reading.heads[source]
        if verb < 0:
            return
        own = set(reading.subtree(source))
        words = [w for w in reading.subtree(verb) if w not in own]
        side = [
            w for w in words if (w > source) == (sum(x > source for x in words) * 2 > len(words))
        ]
        if content := trim(reading, side, _MARKS):
            self.said.append(Said([content], index, source, "say"))
