"""Quotations to statements: whose words each pair of marks holds, or why it holds none."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import Final, Literal

from diurna.language import Reading
from diurna.language.quotes import Quote
from diurna.said.attributed import top
from diurna.said.beats import Beats
from diurna.said.grammar import Grammar
from diurna.said.model import Said
from diurna.said.nested import nested
from diurna.said.speakers import cue_words
from diurna.syntax.cues import cues, is_cue, subject
from diurna.who import Cast

Fate = Literal["statement", "title", "scare", "empty"]
"""What became of a quotation: someone's words, the name of a work, a word set apart, nothing."""

SCARE: Final = 3
"""A quotation of no more words than this, with no cue of its own, is no statement."""
_LABEL: Final = re.compile(r"([A-Z][A-Z.'’ -]{2,30}):\s+")
_SIGNED: Final = re.compile(r"""["”»']{1,2}\s{0,3}[—–-]{1,2}\s{0,3}([^\n]{3,80})(?:\n|$)""")
_SINGLE: Final = frozenset("'‘‚‹")
_HALF: Final = 0.5
_BESIDE: Final = 3
"""Words from a quotation to the clause that reports it, the mark and a comma among them."""
_WHOLE: Final = 0.9
"""The share of a quotation from which it lies wholly in a statement; marks and commas aside."""


def _is_sentence(text: str, quote: Quote) -> bool:
    """Say whether a quotation is a sentence or its beginning, and no word set apart."""
    return text[quote.start].isupper() and text[quote.end - 1] in ",.!?…"


@dataclass(frozen=True, slots=True)
class Placed:
    """A quotation, what became of it, and the statement that it is part of, if any."""

    quote: Quote
    fate: Fate
    said: Said | None = None


class Quotations:
    """Gives each quotation of a text to a statement.

    Args:
        reading: The text.
        cast: Who is named in it.
        grammar: Knows the cues.
        said: The statements found so far; changed and added to.
    """

    def __init__(self, reading: Reading, cast: Cast, grammar: Grammar, said: list[Said]) -> None:
        self.reading, self.cast, self.grammar, self.said = reading, cast, grammar, said
        self.placed: list[Placed] = []
        self.beats = Beats(reading, grammar.quotes)
        self.unsaid: list[Quote] = []
        """Quotations inside others that are speech and nobody's: imagined, or with no cue."""
        self.kept: list[tuple[Said, Said]] = []
        """Statements that report others: the outer keeps the inner one's words."""

    def run(self) -> list[Placed]:
        """Place every quotation, in order."""
        within: list[Said] = []
        for quote in self.grammar.quotes:
            said, fate = self._place(quote)
            if said is not None:
                quote = self._cut(said, quote)
                self._give(said, quote)
                reported, unsaid = nested(self.reading, self.grammar, quote, said)
                within += reported
                self.unsaid += unsaid
            self.placed.append(Placed(quote, fate, said))
        self.said += within
        return self.placed

    def _cut(self, said: Said, quote: Quote) -> Quote:
        """End a quotation that no mark closes before the words that report it."""
        if said.cue is None or (quote.closed and not quote.continued):
            return quote
        cue = self.reading.starts[said.cue]
        ends = [b for a, b in said.content if quote.start <= a < b <= cue < quote.end]
        return dataclasses.replace(quote, end=max(ends), closed=True) if ends else quote

    def _place(self, quote: Quote) -> tuple[Said | None, Fate]:
        words = self.reading.between(quote.start, quote.end)
        if not words:
            return None, "empty"
        if labelled := self._labelled(quote):
            self.said.append(labelled)
            return labelled, "statement"
        owner, share = self._holder(quote)
        if self._is_title(words) and not self._goes_on(words):
            if owner is None or share < _WHOLE:
                return None, "title"
            if not is_cue(self.reading, cue_words(owner)):
                if quote.end - quote.start > _HALF * sum(b - a for a, b in owner.content):
                    self.said.remove(owner)
                return None, "title"
        before = self.placed[-1] if self.placed else None
        if before is not None and before.said is not None and before.quote.continued:
            return self._continue(before.said, owner if share >= _HALF else None), "statement"
        held = owner is not None and share >= _HALF
        if (cue := self._own_cue(words, owner if held else None)) is not None:
            return self._by_cue(cue, quote, words)
        if (beside := self._done_beside(quote, words, owner if held else None)) is not None:
            return beside, "statement"
        if owner is not None and held:
            return self._inner(owner, quote, words), "statement"
        if (cue := self._cue_beside(words)) is not None:
            return self._by_cue(cue, quote, words)
        if sum(self.reading.words[w][0].isalnum() for w in words) <= SCARE:
            return None, "scare"
        found = self._beside(words) or self._signed(quote)
        if found is None and self._set_apart(quote):
            return None, "scare"
        return found or self._floating(quote), "statement"

    def _holder(self, quote: Quote) -> tuple[Said | None, float]:
        """Return the statement that holds most of a quotation, and the share that it holds."""
        best: tuple[int, Said | None] = (0, None)
        for said in self.said:
            held = sum(max(0, min(b, quote.end) - max(a, quote.start)) for a, b in said.content)
            if held > best[0]:
                best = (held, said)
        return best[1], best[0] / (quote.end - quote.start)

    def _continue(self, before: Said, own: Said | None) -> Said:
        """Give the next paragraph of a long quotation to the same speaker.

        Where only the later paragraph names the speaker, the earlier one is his as well.
        """
        if own is None or own is before:
            return before
        if before.cue is not None:
            return own
        for span in before.content:
            own.content.append(span)
        own.quotes = before.quotes + own.quotes
        self.said.remove(before)
        self.placed = [
            Placed(p.quote, p.fate, own if p.said is before else p.said) for p in self.placed
        ]
        return own

    def _give(self, said: Said, quote: Quote) -> None:
        """Make the whole of a quotation part of a statement, and of no other."""
        if quote not in said.quotes:
            said.quotes.append(quote)
        for other in self.said:
            if not quote.closed or other is said or (other, said) in self.kept:
                continue
            if other.covers_any(quote.start, quote.end):
                other.take_out(quote.start, quote.end)
        held = sum(max(0, min(b, quote.end) - max(a, quote.start)) for a, b in said.content)
        if quote.closed or said.cue is None or held > _WHOLE * (quote.end - quote.start):
            said.take_in(self.reading.text, quote.start, quote.end)

    # -- what a quotation is ----------------------------------------------------

    def _set_apart(self, quote: Quote) -> bool:
        """Say whether a quotation that nothing reports is a phrase, or marked unlike the speech."""
        spoken = [p.quote for p in self.placed if p.said is not None]
        text = self.reading.text
        if not spoken:
            return text[quote.start].islower()
        single = text[quote.start - 1 : quote.start] in _SINGLE
        return single and text[spoken[-1].start - 1 : spoken[-1].start] not in _SINGLE

    def _is_title(self, words: range) -> bool:
        """Say whether a quotation is the name of a programme, a book or a law."""
        texts = [self.reading.words[w] for w in words if self.reading.words[w][0].isalpha()]
        capitals = [t for t in texts if t[0].isupper()]
        return (
            1 < len(texts) <= 12
            and len(capitals) >= 2
            and all(t[0].isupper() or len(t) <= 3 for t in texts)
            and self.reading.words[words[-1]] not in (".", "!", "?")
        )

    def _goes_on(self, words: range) -> bool:
        """Say whether a quotation ends with a comma and a cue stands beside it."""
        return self.reading.words[words[-1]] == "," and self._cue_beside(words) is not None

    def _labelled(self, quote: Quote) -> Said | None:
        """Read a transcript's line: "SMITH: Well, ..." is said by Smith."""
        label = _LABEL.match(self.reading.text, quote.start, quote.end)
        if not label:
            return None
        said = Said([(label.end(), quote.end)], None, None, "say", quotes=[quote])
        said.speaker = self.cast.person_named(label[1])
        return said

    # -- whose it is ------------------------------------------------------------

    def _by_cue(self, cue: int, quote: Quote, words: range) -> tuple[Said | None, Fate]:
        owner = next((s for s in self.said if s.cue == cue), None)
        if owner is not None:
            return owner, "statement"
        frames = cues()[self.reading.lemmas[cue].lower()].frames
        if len(words) <= SCARE and "c" in frames and not _is_sentence(self.reading.text, quote):
            return None, "scare"
        return self._reported(cue, quote), "statement"

    def _own_cue(self, words: range, owner: Said | None) -> int | None:
        """Return the cue right beside a quotation that is held by another sentence's."""
        reading = self.reading
        here = range(reading.sentence_number(words[0]), reading.sentence_number(words[-1]) + 1)
        if owner is None or owner.cue is None or reading.sentence_number(owner.cue) in here:
            return None
        cue = self._cue_beside(words)
        if cue is None or reading.sentence_number(cue) not in here:
            return None
        source = subject(reading, cue)
        clause = [cue] if source is None else [cue, *reading.subtree(source)]
        clause = [w for w in clause if w not in words]
        near = min(clause) - words[-1] if cue > words[-1] else words[0] - max(clause)
        return cue if near <= _BESIDE else None

    def _done_beside(self, quote: Quote, words: range, owner: Said | None) -> Said | None:
        """Make the statement of a quotation with a gesture beside it, or with any deed and no cue.

        A known cue in the quotation's own sentence is heard first.
        """
        beat = self.beats.find(quote)
        if beat is None or (owner is not None and not beat.sure):
            return None
        if owner is not None and owner.cue is not None:
            apart = self.reading.sentence_number(owner.cue) not in range(
                self.reading.sentence_number(words[0]),
                self.reading.sentence_number(words[-1]) + 1,
            )
            if owner.cue == beat.cue or not (apart or not is_cue(self.reading, cue_words(owner))):
                return None
        elif owner is None and self._cue_beside(words) is not None:
            return None
        before = self.placed[-1].said if self.placed else None
        if before is not None and before.source == beat.source:
            return before
        said = Said([(quote.start, quote.end)], beat.cue, beat.source, "say")
        self.said.append(said)
        return said

    def _reported(self, cue: int, quote: Quote) -> Said:
        """Make the statement of a quotation and a verb of saying beside it."""
        act = cues()[self.reading.lemmas[cue].lower()].act
        said = Said([(quote.start, quote.end)], cue, subject(self.reading, cue), act)
        self.said.append(said)
        return said

    def _inner(self, owner: Said, quote: Quote, words: range) -> Said:
        """Return whose a quotation is where "according to X, Y said" stands beside it: Y's.

        What X reports is then the whole of it, Y's saying included.
        """
        reading = self.reading
        outer = owner.cue is not None and reading.words[owner.cue].lower() == "according"
        if not outer:
            return owner
        cue = self._cue_beside(words)
        if cue is None or cue == owner.cue:
            return next((inner for kept, inner in self.kept if kept is owner), owner)
        gap = words[0] - cue if cue < words[0] else cue - words[-1]
        said = next((s for s in self.said if s.cue == cue), None)
        if gap > 6 or said is owner:
            return owner
        said = said or self._reported(cue, quote)
        head = said.source if said.source is not None else cue
        first, last = sorted((reading.starts[min(head, cue)], quote.start))
        owner.take_in(reading.text, first, max(last, quote.end, reading.ends[max(head, cue)]))
        self.kept.append((owner, said))
        return said

    def _cue_beside(self, words: range) -> int | None:
        """Return the cue nearest to a quotation in the sentences that it begins or ends in."""
        reading = self.reading
        first, last = reading.sentence(words[0]), reading.sentence(words[-1])
        begin, end = first.begin, last.end
        if words[-1] + 2 >= last.end and last.end < len(reading):
            following = reading.sentence(last.end)
            pending = reading.words[words[-1]] == ","
            short = following.end - following.begin <= 12 or pending
            short = short and not following.opens_paragraph
            end = following.end if short else end
        if words[0] - 1 <= first.begin and first.begin > 0:
            previous = reading.sentence(first.begin - 1)
            if reading.words[previous.end - 1] == ":":
                begin = previous.begin
        best: tuple[int, int] | None = None
        for index in range(begin, end):
            if index in words or self.grammar.quoted(index) or reading.upos[index] != "VERB":
                continue
            cue = self.grammar.cue(index)
            if cue is None or subject(reading, index) is None:
                continue
            distance = words[0] - index if index < words[0] else index - words[-1]
            if distance > 15 or ("c" not in cue.frames and "q" not in cue.frames):
                continue
            taken = any(s.cue == index and not s.quotes for s in self.said)
            distance += 6 * taken
            if best is None or distance < best[0]:
                best = (distance, index)
        return best[1] if best else None

    def _beside(self, words: range) -> Said | None:
        """Return the one statement whose words the quotation's sentence holds, if there is one."""
        reading = self.reading
        sentence = reading.sentence(words[0])
        start, end = reading.starts[sentence.begin], reading.ends[sentence.end - 1]
        here = [s for s in self.said if s.cue is not None and s.covers_any(start, end)]
        return here[0] if len(here) == 1 else None

    def _signed(self, quote: Quote) -> Said | None:
        """Read a quotation set apart, with a dash and a name after it."""
        signed = _SIGNED.match(self.reading.text, quote.end)
        if signed is None:
            return None
        words = self.reading.between(signed.start(1), signed.end(1))
        if not words:
            return None
        source = top(self.reading, ((words[0], words[-1] + 1),))
        said = Said([(quote.start, quote.end)], None, source, "say", quotes=[quote])
        said.source_runs = ((words[0], words[-1] + 1),)
        self.said.append(said)
        return said

    def _floating(self, quote: Quote) -> Said:
        """Give a quotation with no cue to the last speaker, or to who was spoken with before.

        In one paragraph, or a short way on, the same person goes on; a question that stands
        in a paragraph of its own is answered by the one who spoke before it.
        """
        earlier = [p for p in self.placed if p.said is not None and p.quote.end <= quote.start]
        said = Said([(quote.start, quote.end)], None, None, "say", quotes=[quote])
        if earlier:
            last = earlier[-1]
            assert last.said is not None
            between = self.reading.text[last.quote.end : quote.start]
            if "\n" not in between and len(between) < 160:
                return last.said
            if between.count("\n") <= 2 and len(between) < 400:
                asked = self.reading.text[last.quote.start : last.quote.end].rstrip().endswith("?")
                others = [p.said for p in earlier if p.said is not last.said]
                heir = others[-1] if asked and others and others[-1] is not None else last.said
                said.source, said.implied = None, heir.source or heir.implied
                said.speaker = heir.speaker
        self.said.append(said)
        return said
