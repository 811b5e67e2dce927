"""Quotations with no verb of speech: whose they are by what somebody does beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from diurna.coref.forms import FIRST_PLURAL, FIRST_SINGULAR
from diurna.language import Reading
from diurna.language.quotes import Quote
from diurna.syntax.cues import cues, gestures, subject
from diurna.world.tables import people, titles

_PERSONAL: Final = frozenset(("he", "she"))
_STOPS: Final = frozenset((".", "!", "?", "…", "...", "!!", "?!"))
_MARKS: Final = frozenset("\"“”„«»‘’'") | {"``", "''", "‘‘", "’’"}
_ASIDE: Final = ("acl", "advcl", "ccomp", "xcomp", "csubj")
"""Relations of verbs that tell nothing by themselves."""


@dataclass(frozen=True, slots=True)
class Beat:
    """Who does something beside a quotation.

    Attributes:
        source: The head word of who does it.
        cue: The verb, where the quotation is part of its sentence.
        sure: Whether it is a gesture or one sentence with the quotation, and outweighs a cue in
            another sentence.
    """

    source: int
    cue: int | None
    sure: bool = True


class Beats:
    """Reads what stands beside the quotations of a text.

    Args:
        reading: The text.
        quotes: Its quotations, in order.
    """

    def __init__(self, reading: Reading, quotes: list[Quote]) -> None:
        self.reading = reading
        self.words = [reading.between(q.start, q.end) for q in quotes]
        self.number = {q: n for n, q in enumerate(quotes)}
        self.opens = [s.begin for s in reading.sentences if s.opens_paragraph]

    def find(self, quote: Quote) -> Beat | None:
        """Return whose a quotation is by what is done in its sentence, before it or after it."""
        if not self.words[self.number[quote]]:
            return None
        before, after = self._around(self.number[quote])
        ending = self.reading.text[quote.end - 1]
        lone = not before or self.reading.words[before[-1]] in _STOPS
        if lone and ending == "," and (found := self._joined(after)) is not None:
            return found
        if ending == ",":
            return None
        if before and self.reading.words[before[-1]] in _STOPS:
            return self._before(before, quote)
        if not before and self._first(self.number[quote]) and not self._followed(quote):
            return self._after(after)
        return None

    def _around(self, number: int) -> tuple[list[int], list[int]]:
        """Return the words between a quotation and the ones before and after, in its paragraph."""
        words = self.words[number]
        reading = self.reading
        begin = max((b for b in self.opens if b <= words[0]), default=0)
        end = min((b for b in self.opens if b > words[-1]), default=len(reading))
        if number and self.words[number - 1]:
            begin = max(begin, self.words[number - 1][-1] + 1)
        if number + 1 < len(self.words) and self.words[number + 1]:
            end = min(end, self.words[number + 1][0])
        return self._plain(range(begin, words[0])), self._plain(range(words[-1] + 1, end))

    def _plain(self, words: range) -> list[int]:
        """Return words without the marks at either end."""
        out = list(words)
        while out and self.reading.words[out[0]] in _MARKS:
            out.pop(0)
        while out and self.reading.words[out[-1]] in _MARKS:
            out.pop()
        return out

    def _first(self, number: int) -> bool:
        """Say whether no quotation stands before one in its paragraph."""
        if not number or not self.words[number - 1] or not self.words[number]:
            return True
        return any(self.words[number - 1][-1] < b <= self.words[number][0] for b in self.opens)

    def _followed(self, quote: Quote) -> bool:
        """Say whether another quotation stands in the paragraph behind one."""
        number = self.number[quote] + 1
        return number < len(self.words) and not self._first(number)

    def _verbs(self, words: list[int]) -> list[int]:
        """Return the verbs among some words that tell what a person of these words does."""
        inside = set(words)
        out = []
        for verb in words:
            if self.reading.upos[verb] != "VERB":
                continue
            if self.reading.relations[verb].startswith(_ASIDE):
                continue
            doer = subject(self.reading, verb)
            if doer is not None and doer in inside and self._is_person(doer):
                out.append(verb)
        return out

    def _is_person(self, head: int) -> bool:
        reading = self.reading
        if reading.words[head].lower() in _PERSONAL:
            return True
        lemma = reading.lemmas[head].lower()
        if lemma in people() or lemma in titles():
            return True
        return self._named(head) is not None

    def _named(self, head: int) -> int | None:
        """Return the word of a person's name in a noun phrase: its head, or in apposition."""
        reading = self.reading
        near = (head, *reading.children(head, "flat", "appos", "compound"))
        for word in near:
            if reading.labelled(word, "Person"):
                return word
        return None

    def _is_gesture(self, verb: int) -> bool:
        reading = self.reading
        words = (reading.lemmas[verb].lower(), reading.words[verb].lower())
        objects = next((gestures()[w] for w in words if w in gestures()), None)
        if objects is None or (reading.child(verb, "compound:prt") is not None and not objects):
            return False
        held = {reading.lemmas[c].lower() for c in reading.children(verb, "obj")}
        return bool(held & objects) if objects else not held or "head" in held

    def _reports(self, verb: int) -> bool:
        return self.reading.lemmas[verb].lower() in cues()

    def _joined(self, after: list[int]) -> Beat | None:
        """Read "...," Berg grinned: the clause that goes on where a quotation ends in a comma."""
        number = self.reading.sentence_number(after[0]) if after else -1
        here = [w for w in after if self.reading.sentence_number(w) == number]
        verbs = self._verbs(here)
        if not verbs:
            return None
        verb = verbs[0]
        doer = subject(self.reading, verb)
        if doer is None or self._reports(verb):
            return None
        lead = min(verb, self.reading.subtree(doer)[0])
        return Beat(doer, verb) if lead <= here[0] else None

    def _before(self, before: list[int], quote: Quote) -> Beat | None:
        """Read what is done in the sentence before a quotation."""
        last = [w for w in before if self._last_sentence(before) <= w]
        verbs = self._verbs(last)
        if not verbs:
            return None
        doer = subject(self.reading, verbs[-1])
        gestures = [v for v in verbs if self._is_gesture(v)]
        if doer is None or any(self._reports(v) for v in verbs if v not in gestures):
            return None
        if gestures:
            return Beat(doer, None)
        persons = {e for w in last if (e := self.reading.entity_at(w)) and e.label == "Person"}
        alone = len(persons) == 1 and self._named(doer) is not None
        spoken = {self.reading.words[w].lower() for w in self.words[self.number[quote]]}
        mine = bool(spoken & (FIRST_SINGULAR | FIRST_PLURAL))
        return Beat(doer, None, sure=False) if alone and mine else None

    def _last_sentence(self, before: list[int]) -> int:
        """Return where the last sentence of some words begins."""
        begin = before[0]
        for at in before[:-1]:
            if self.reading.words[at] in _STOPS:
                begin = at + 1
        return max(begin, self.reading.sentence(before[-1]).begin)

    def _after(self, after: list[int]) -> Beat | None:
        """Read a gesture in the sentence after a quotation that opens the paragraph."""
        stops = [n for n, w in enumerate(after) if self.reading.words[w] in _STOPS]
        here = after[: stops[0]] if stops else after
        verbs = [v for v in self._verbs(here) if self._is_gesture(v)]
        if not verbs:
            return None
        doer = subject(self.reading, verbs[0])
        return Beat(doer, None) if doer is not None else None
