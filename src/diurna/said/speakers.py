"""Who speaks: the words of a source to an actor of the cast."""

from __future__ import annotations

from typing import Final

from diurna.coref.forms import FIRST_SINGULAR
from diurna.language import Reading
from diurna.said.attributed import speaking
from diurna.said.model import Said
from diurna.syntax.cues import subject
from diurna.syntax.lexicon import words
from diurna.who import Cast
from diurna.world.tables import people

_RELATIVES: Final = words("relative_pronouns")
_NAMING: Final = frozenset(("appos", "flat", "conj", "compound"))
_NEAR: Final = 3
"""Sentences back in which a speaker is still the one that "the minister" stands for."""
_PLURAL: Final = words("told_as_several")


def cue_words(said: Said) -> range:
    """Return the words of a cue."""
    if said.cue_run is not None:
        return range(*said.cue_run)
    return range(said.cue, said.cue + 1) if said.cue is not None else range(0)


def source_words(reading: Reading, said: Said) -> list[int]:
    """Return the words that name a statement's source, less what is said.

    They are the model's where it read them, else the noun phrase of the source's head.
    """
    if said.source_runs:
        return [w for b, e in said.source_runs for w in range(b, e)]
    if said.source is None:
        return []
    spans = said.content
    return [
        w
        for w in reading.subtree(said.source)
        if w not in cue_words(said) and not any(a <= reading.starts[w] < b for a, b in spans)
    ]


def _is_passive(reading: Reading, cue: int) -> bool:
    if reading.child(cue, "aux:pass") is not None:
        return True
    loose = reading.relations[cue].startswith(("acl", "advcl", "root"))
    return loose and reading.has(cue, "Voice=Pass")


def imply(reading: Reading, said: list[Said]) -> None:
    """Give verbs without a subject the one that they share: "..., adding that", "and called"."""
    ordered = sorted((s for s in said if s.cue is not None), key=lambda s: s.cue or 0)
    for n, one in enumerate(ordered):
        cue = one.cue or 0
        if one.source is not None or reading.upos[cue] != "VERB" or _is_passive(reading, cue):
            continue
        begin = reading.sentence(cue).begin
        before = [
            s
            for s in ordered[:n]
            if (s.cue or 0) >= begin and not s.covers(reading.starts[cue], reading.ends[cue])
        ]
        if (own := reading.child(cue, "nsubj")) is not None:
            one.source = own
            continue
        if before and not reading.relations[cue].startswith("acl"):
            heir = before[-1]
            one.implied = heir.source if heir.source is not None else heir.implied
        if one.implied is None:
            one.implied = subject(reading, cue)


class Speakers:
    """Names the speakers of the statements of a reading."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.reading, self.cast = reading, cast
        self._last: tuple[str, int] | None = None
        """The person who spoke last, and the sentence."""

    def name(self, found: list[Said]) -> None:
        """Give each statement its speaker, in the order of the text."""
        for said in sorted(found, key=lambda s: (s.cue or 0, s.content[0])):
            self._turn_passive(said)
            if said.speaker is None:
                said.speaker = self._speaker(said)
            who = self.cast.member(said.speaker) if said.speaker else None
            if who is not None and who.kind == "person" and said.cue is not None:
                self._last = (who.id, self.reading.sentence_number(said.cue))

    def name_quoted(self, found: list[Said]) -> None:
        """Give the statements inside quotations their speakers.

        "I said" is who is quoted; nobody else who is quoted says "he told me" of himself.
        """
        for said in found:
            outer = said.inside.speaker if said.inside is not None else None
            if said.source is None:
                continue
            own = self.reading.words[said.source].lower() in FIRST_SINGULAR
            who = self.cast.actor_of(said.source) or self._unnamed(said.source)
            told = self._topic(said) if who in (None, outer) else who
            said.speaker = outer if own else told

    def _topic(self, said: Said) -> str | None:
        """Return whom "he" is in a quotation that is "said of" somebody."""
        reading, outer = self.reading, said.inside
        gender = {"he": "m", "she": "f"}.get(reading.words[said.source or 0].lower())
        if gender is None or outer is None or outer.cue is None:
            return None
        for child in reading.children(outer.cue, "obl"):
            case = reading.child(child, "case")
            if case is None or reading.words[case].lower() not in ("of", "about"):
                continue
            found = self.cast.actor_of(child)
            who = self.cast.member(found) if found else None
            if who is not None and who.kind == "person" and who.gender in (None, gender):
                who.gender = gender
                return who.id
        return None

    def _turn_passive(self, said: Said) -> None:
        """Take who was asked out of the source: "she was asked by reporters about"."""
        if said.cue is None or said.source is None or not _is_passive(self.reading, said.cue):
            return
        if said.act == "ask" and self.reading.relations[said.source] == "nsubj:pass":
            said.source = self.reading.child(said.cue, "obl:agent")
            said.source_runs = ()

    def _speaker(self, said: Said) -> str | None:
        """Return who a source is: its head, a name beside it, whom an office stands for."""
        head = said.source if said.source is not None else said.implied
        if head is None:
            return None
        words = source_words(self.reading, said)
        if said.source is not None and words:
            head = speaking(self.reading, ((words[0], words[-1] + 1),), said.cue)
        head = self._antecedent(head)
        if goes_on := self._goes_on(said, head):
            return goes_on
        found = self.cast.actor_of(head) or self._named_beside(head, words)
        if found is None or self.cast.member(found).kind == "role":
            found = self._holder(head) or found
        return found or self._unnamed(head)

    def _goes_on(self, said: Said, head: int) -> str | None:
        """Return who spoke just before, where "he said" or "she added" goes on with it.

        So it does where the sentence names nobody else before the pronoun.
        """
        reading = self.reading
        word = reading.words[head].lower()
        gender = {"he": "m", "she": "f"}.get(word)
        if gender is None or self._last is None or said.cue is None:
            return None
        speaker, sentence = self._last
        who = self.cast.member(speaker)
        here = reading.sentence_number(head)
        if who.gender not in (None, gender) or not 0 <= here - sentence <= 2:
            return None
        begin = reading.sentence(head).begin
        for index in range(begin, head):
            entity = reading.entity_at(index)
            inside = said.covers(reading.starts[index], reading.ends[index])
            if entity and entity.label == "Person" and not inside:
                return None
        who.gender = gender
        self.cast.join(speaker, head)
        return speaker

    def _antecedent(self, head: int) -> int:
        """Return the noun that a relative pronoun stands for, else the word itself."""
        if self.reading.lemmas[head].lower() in _RELATIVES:
            for node in self.reading.ancestors(head):
                if self.reading.relations[node].startswith("acl"):
                    return self.reading.heads[node]
        return head

    def _named_beside(self, head: int, words: list[int]) -> str | None:
        """Return the person that stands beside a title that the tree takes for the head."""
        for word in words:
            entity = self.reading.entity_at(word)
            if entity is None or entity.label != "Person":
                continue
            node = word
            while node != head and self.reading.relations[node] in _NAMING:
                node = self.reading.heads[node]
            if node == head and (found := self.cast.actor_of(word)):
                return found
        return None

    def _holder(self, head: int) -> str | None:
        """Return whom "the former minister" stands for: who spoke last, if nothing is against it.

        He must be the person that the article names most, and have no other office in it.
        """
        reading = self.reading
        if self._last is None or reading.upos[head] != "NOUN" or reading.has(head, "Number=Plur"):
            return None
        definite = any(reading.words[c].lower() == "the" for c in reading.children(head, "det"))
        told = any(reading.upos[c] == "PROPN" for c in reading.children(head))
        speaker, sentence = self._last
        if not definite or told or reading.sentence_number(head) - sentence > _NEAR:
            return None
        persons = [m for m in self.cast.members if m.kind == "person"]
        most = max(persons, key=lambda m: len(m.mentions))
        if most.id != speaker or most.title is not None:
            return None
        self.cast.join(speaker, head)
        return speaker

    def _unnamed(self, head: int) -> str | None:
        """Make an actor of people without a name; documents and things do not speak."""
        reading = self.reading
        lemma = reading.lemmas[head].lower()
        if lemma not in people():
            return None
        if reading.upos[head] not in ("NOUN", "PROPN", "ADJ"):
            return None
        plural = reading.has(head, "Number=Plur") or lemma in _PLURAL
        return self.cast.introduce(head, "group" if plural else "unknown")
