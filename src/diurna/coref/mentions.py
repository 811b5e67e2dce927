"""The mentions of a text as columns: every noun phrase and pronoun, with what its words tell."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

import numpy as np

from diurna.coref import forms
from diurna.coref.columns import (
    FORM,
    MANY,
    ME,
    NAME,
    NOUN,
    OTHER,
    PERSON,
    PLACE,
    PRONOUN,
    SEVERAL,
    WE,
    YOU,
    Mentions,
)
from diurna.coref.heads import KINDS, begin_of, end_of, head_words, joined, nested
from diurna.coref.traits import article_of, by_full_names, stands_for
from diurna.coref.voices import Voices, person, sources
from diurna.language import Reading
from diurna.syntax.lexicon import words
from diurna.world.spelling import plain
from diurna.world.tables import names, people, titles

_SPEAKING: Final = forms.FIRST_SINGULAR | forms.FIRST_PLURAL | {"you"}
"""Who says in a transcript what the turn says: "I think that we are late"."""
_HALVES: Final = frozenset({"north", "south"})
"""What the two Koreas are called where they were named."""
_PARTS: Final = words("parts_of_places")
_TELLING: Final = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_STORMS: Final = words("words_of_storms")
_ROLES: Final = {"nsubj": 1, "obj": 2, "iobj": 2, "obl": 3, "nmod": 4, "appos": 5, "conj": 6,
                 "root": 7, "vocative": 8, "dislocated": 8, "parataxis": 7}  # fmt: skip


def _canonical(text: str) -> tuple[str, bool]:
    """Return the name that a state or body is known by, and whether it is known."""
    known = names().get(text)
    if known is None or known.kind == "demonym":
        return text, False
    return text if known.kind == "metonym" else known.canonical.lower(), True


class _Listing:
    """Mentions as they are listed, column by column."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.inner = nested(reading)
        self.joint = joined(reading)
        self.sources = sources(reading)
        self.voices = Voices(reading)
        self.lemma_of: dict[str, int] = {}
        self.text_of: dict[str, int] = {}
        self.body_of: dict[str, int] = {}
        self.rows: list[tuple[int, ...]] = []
        self.words: list[frozenset[str]] = []
        self.initials: list[str] = []
        self.names: list[list[str]] = []
        self.several: list[tuple[int, ...]] = []
        self.together: list[frozenset[int]] = []

    def one(self, head: int) -> None:
        """List the noun phrase or pronoun of a head word."""
        reading = self.reading
        pronoun = reading.upos[head] in ("PRON", "DET")
        form = FORM.get(reading.words[head].lower(), 9) if pronoun else 0
        begin, end, label, named = self._phrase(head, named=not form)
        phrase = reading.words[begin:end]
        kept = [
            plain(w)
            for w, tag in zip(phrase, reading.upos[begin:end], strict=False)
            if w[:1].isalnum()
            and (tag in _TELLING or (named and tag == "VERB" and w[:1].isupper()))
            and not (named and tag == "ADJ" and w.islower())
        ] or [reading.words[head].lower()]
        plainly = [w for w in kept if w not in _STORMS] if named else kept
        text = " ".join(plainly or kept)
        if text in _HALVES and f"{text} korea" in self.text_of:
            text = f"{text} korea"
        text, known = _canonical(text)
        text = f"{text} (person)" if label == PERSON else text
        part = label == PLACE and kept[0] in _PARTS
        known = (known or part) and named and label != PERSON
        body = self.body_of.setdefault(text, len(self.body_of)) if known else -1
        plural = reading.has(head, "Number=Plur") or form in (4, 6)
        self._add(
            head, head, head if form else begin, named=named, label=label, form=form,
            gender=stands_for(reading, head, phrase, self._own(head, phrase), label, form),
            number=2 if plural else 1 - (form == YOU), article=article_of(reading, head), text=text,
            voice=self.voices.named(phrase) if named and self.voices.names else -1, body=body,
        )  # fmt: skip
        self.words.append(frozenset(kept))
        self.names.append(person(self._own(head, phrase)) if named else self._called(head, form))
        upper = "".join(w[0] for w in phrase if w[:1].isupper()).lower()
        self.initials.append(upper if named and len(upper) > 2 else "")
        self.several.append(())
        self.together.append(frozenset())

    def joined(self, head: int, of: tuple[int, ...]) -> None:
        """List several that are joined, by the last word that joins them."""
        reading = self.reading
        form = 0
        if all(reading.upos[w] == "PRON" for w in of):
            ours = any(reading.words[w].lower() in forms.FIRST_SINGULAR for w in of)
            form = WE if ours else FORM["they"]
        begin, _, label, named = self._phrase(of[0], named=not form)
        text = " & ".join(sorted(plain(reading.words[w]) for w in of))
        self._add(
            head, of[0], begin, named=named, label=label, form=form, gender=MANY, number=2,
            article=SEVERAL, text=text,
        )  # fmt: skip
        self.words.append(frozenset({text}))
        self.names.append([])
        self.initials.append("")
        self.several.append(of)
        self.together.append(frozenset(map(self._speaker, of)) - {-1})

    def _phrase(self, head: int, *, named: bool) -> tuple[int, int, int, bool]:
        """Return first word, end and class of the name of a head's phrase, and whether it is one.

        Args:
            head: The word.
            named: Whether it may be a name.
        """
        reading = self.reading
        if head in self.inner:
            return *self.inner[head], True
        role = self._is_role(head)
        entity = None if role else reading.entity_at(head)
        begin, end = begin_of(reading, head), head + 1
        named = named and not role and (reading.upos[head] == "PROPN" or entity is not None)
        named = named and not (entity is not None and entity.label in ("Date", "Time"))
        if entity is not None and entity.begin <= reading.heads[head] < entity.end:
            begin, entity = max(begin, entity.begin), None
        if named and entity is not None:
            begin, end = min(begin, entity.begin), max(end, end_of(reading, head, entity))
        return begin, end, KINDS.get(entity.label, OTHER) if entity is not None else 0, named

    def _is_role(self, head: int) -> bool:
        """Say whether a noun for people was taken for a name: "the Vermont senator"."""
        lemma = self.reading.lemmas[head].lower()
        return self.reading.words[head].islower() and (lemma in titles() or lemma in people())

    def _own(self, head: int, phrase: tuple[str, ...]) -> tuple[str, ...]:
        """Return a person's name of a phrase without the words before it: "Peru's Ana Soto"."""
        entity = self.reading.entity_at(head)
        if entity is None or entity.label != "Person":
            return phrase
        return self.reading.words[entity.begin : entity.end]

    def _add(
        self, head: int, seen: int, begin: int, *, named: bool, label: int, form: int, gender: int,
        number: int, article: int, text: str, voice: int = -1, body: int = -1,
    ) -> None:  # fmt: skip
        """Add a row: what is known of the words, and what the tree and the speakers tell."""
        reading = self.reading
        facing = self.voices.at.get(head, (-1, -1))[1]
        lemma = reading.lemmas[head].lower()
        self.rows.append(
            (head, seen, begin, PRONOUN if form else NAME if named else NOUN, gender, number, label,
             form, article, _ROLES.get(reading.relations[seen].split(":")[0], 0),
             reading.heads[seen], reading.sentence_number(head),
             int(reading.relations[seen] == "nmod:poss"), self._said_by(head), facing, voice, body,
             self.lemma_of.setdefault(lemma, len(self.lemma_of)),
             self.text_of.setdefault(text, len(self.text_of)))
        )  # fmt: skip

    def _said_by(self, head: int) -> int:
        """Return who says a word, as `Mentions.inside`."""
        said = self.voices.at.get(head, (-1, -1))[0]
        quoted = self.sources.get(head, -1)
        if quoted >= 0 and not (said >= 0 and self.reading.words[quoted].lower() in _SPEAKING):
            return quoted
        return said

    def _called(self, head: int, form: int) -> list[str]:
        """Return the name of whoever says "I" in a transcript whose label has more than one."""
        said = self._said_by(head) - self.voices.size if form == ME else -1
        called = self.voices.parts[said] if said >= 0 else []
        return called if len(called) > 1 else []

    def _speaker(self, word: int) -> int:
        """Return which speaker of a transcript one of several is, or -1: "Ann and I"."""
        reading = self.reading
        if reading.words[word].lower() in forms.FIRST_SINGULAR:
            return self.voices.at.get(word, (-1, -1))[0]
        if not self.voices.names:
            return -1
        entity = reading.entity_at(word)
        begin, end = (entity.begin, entity.end) if entity is not None else (word, word + 1)
        return self.voices.named(reading.words[begin:end])


def find(reading: Reading) -> Mentions:
    """List the mentions of a reading."""
    listed = _Listing(reading)
    for head in sorted({*head_words(reading), *listed.inner, *listed.joint}):
        if head in listed.joint:
            listed.joined(head, listed.joint[head])
        else:
            listed.one(head)
    apart = ("words", "initials", "names", "several", "together")
    columns = [f.name for f in fields(Mentions) if f.name not in apart]
    table = np.array(listed.rows, np.int32).reshape(-1, len(columns)).T
    told: dict[str, Any] = dict(zip(columns, map(np.ascontiguousarray, table), strict=True))
    told["gender"] = by_full_names(told["gender"], told["label"], listed.names)
    told |= {name: tuple(getattr(listed, name)) for name in apart}
    return Mentions(**told)
