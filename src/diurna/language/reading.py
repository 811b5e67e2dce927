"""A `Reading`: what the language model sees in one text, as parallel columns by word."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from diurna.language.coreference import Views
from diurna.language.turns import Turn
from diurna.record import Span


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: words ``begin`` to ``end`` (half-open) and its class."""

    begin: int
    end: int
    label: str


Run = tuple[int, int]
"""Words, half-open."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to say, think or mean what, as the model reads it.

    Attributes:
        cue: Words that report it; empty where they could not be told.
        source: Words that name whose it is.
        content: Words of what is said, in one run or more.
        score: Mean probability of the words' tags, 0 to 1.
    """

    cue: tuple[Run, ...]
    source: tuple[Run, ...]
    content: tuple[Run, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words ``begin`` to ``end`` (half-open), and whether it opens a paragraph."""

    begin: int
    end: int
    opens_paragraph: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read once for every room. All columns have one entry a word.

    Attributes:
        text: What the offsets count in.
        words: The words as printed.
        starts: Offset of the first character of each word.
        ends: Offset after the last character.
        lemmas: Dictionary forms, lower-cased but for names.
        upos: Universal part-of-speech tags.
        feats: Universal features, ``"Mood=Ind|Tense=Past"`` or ``"_"``.
        heads: Index of the syntactic head in the same columns; -1 for a root.
        relations: Universal Dependencies relations.
        sentences: In order, covering all words.
        entities: In order, not overlapping.
        attributions: Who says what as the model reads it, in order, not overlapping.
        kinds: The type of event that the model reads in a word, and its probability.
        facts: For each word, how surely what it tells of happened if it tells of something: -3
            (surely not) to 3 (surely). Empty where no model read the text.
        frames: PropBank arguments of each predicate: head word of the argument to its role.
        views: What the coreference head makes of each word; None where no model read the text.
        turns: Who speaks where, in a transcript.
        scene: (n, 384) states of the words for the reader of clauses; None where no model read
            the text.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    feats: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    kinds: dict[int, tuple[str, float]] = field(default_factory=dict)
    facts: tuple[float, ...] = ()
    frames: dict[int, dict[int, str]] = field(default_factory=dict)
    views: Views | None = field(default=None, repr=False, compare=False)
    turns: tuple[Turn, ...] = ()
    scene: NDArray[np.float16] | None = field(default=None, repr=False, compare=False)
    _children: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)
    _bases: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _sentence_of: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _entity_at: dict[int, Entity] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        children: list[list[int]] = [[] for _ in self.words]
        for index, head in enumerate(self.heads):
            if head >= 0:
                children[head].append(index)
        numbers = [n for n, s in enumerate(self.sentences) for _ in range(s.begin, s.end)]
        at = {i: e for e in self.entities for i in range(e.begin, e.end)}
        object.__setattr__(self, "_children", tuple(map(tuple, children)))
        object.__setattr__(self, "_bases", tuple(r.partition(":")[0] for r in self.relations))
        object.__setattr__(self, "_sentence_of", tuple(numbers))
        object.__setattr__(self, "_entity_at", at)

    def __len__(self) -> int:
        return len(self.words)

    def children(self, index: int, *relations: str) -> Iterator[int]:
        """Yield the dependents of a word, in order; only those of the relations named, if any.

        A relation without a subtype stands for its subtypes as well.
        """
        children = self._children[index]
        if not relations:
            yield from children
            return
        for child in children:
            if self.relations[child] in relations or self._bases[child] in relations:
                yield child

    def arguments(self, predicate: int, *roles: str) -> Iterator[int]:
        """Yield the arguments of a predicate in one of the roles, the likelier roles first."""
        found = self.frames.get(predicate, {})
        for role in roles:
            yield from (word for word, name in found.items() if name == role)

    def child(self, index: int, *relations: str) -> int | None:
        """Return the first dependent with one of the relations, or None."""
        return next(self.children(index, *relations), None)

    def subtree(self, index: int) -> list[int]:
        """Return a word and all that hangs on it, in order."""
        out, stack = [], [index]
        while stack:
            node = stack.pop()
            out.append(node)
            stack.extend(self._children[node])
        return sorted(out)

    def ancestors(self, index: int) -> Iterator[int]:
        """Yield the head, its head, and so on to the root."""
        node = self.heads[index]
        while node >= 0:
            yield node
            node = self.heads[node]

    def outward(self, begin: int, end: int) -> int | None:
        """Return the first of some words whose head stands outside them, or None."""
        return next((i for i in range(begin, end) if not begin <= self.heads[i] < end), None)

    def sentence_number(self, index: int) -> int:
        """Return the number of the sentence that a word stands in."""
        return self._sentence_of[index]

    def sentence(self, index: int) -> Sentence:
        """Return the sentence that a word stands in."""
        return self.sentences[self._sentence_of[index]]

    def entity_at(self, index: int) -> Entity | None:
        """Return the entity that a word is part of, or None."""
        return self._entity_at.get(index)

    def labelled(self, index: int, *labels: str) -> bool:
        """Say whether a word is part of an entity with one of some labels."""
        entity = self._entity_at.get(index)
        return entity is not None and entity.label in labels

    def span(self, begin: int, end: int) -> Span:
        """Return the exact words from ``begin`` up to, not with, ``end``."""
        start, stop = self.starts[begin], self.ends[end - 1]
        return Span(start, stop, self.text[start:stop])

    def at_offset(self, offset: int) -> int:
        """Return the index of the last word that begins at or before a character offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def between(self, start: int, end: int) -> range:
        """Return the indices of the words that begin within the character offsets."""
        return range(bisect_right(self.starts, start - 1), bisect_right(self.starts, end - 1))

    def has(self, index: int, feature: str) -> bool:
        """Say whether a word bears a feature, such as ``Tense=Past``."""
        return feature in self.feats[index].split("|")

    @classmethod
    def of(
        cls,
        rows: Iterable[Sequence[str]],
        *,
        entities: Iterable[tuple[int, int, str]] = (),
    ) -> Reading:
        """Make a reading by hand, for tests and tables.

        Args:
            rows: One a word: (word, lemma, upos, feats, head, relation), where head is the
                1-based number in the sentence, 0 for its root, as in CoNLL-U. An empty row
                ends a sentence.
            entities: (begin, end, label), in words of the whole text.
        """
        words: list[tuple[str, ...]] = []
        heads: list[int] = []
        sentences: list[Sentence] = []
        first = 0
        for row in [*rows, ()]:
            if row:
                number = int(row[4])
                heads.append(first + number - 1 if number else -1)
                words.append(tuple(row))
            elif len(words) > first:
                sentences.append(Sentence(first, len(words), opens_paragraph=first == 0))
                first = len(words)
        text = " ".join(w[0] for w in words)
        starts = [0]
        for word in words[:-1]:
            starts.append(starts[-1] + len(word[0]) + 1)
        columns = list(zip(*words, strict=True)) if words else [()] * 6
        return cls(
            text=text,
            words=columns[0],
            starts=tuple(starts[: len(words)]),
            ends=tuple(s + len(w[0]) for s, w in zip(starts, words, strict=False)),
            lemmas=columns[1],
            upos=columns[2],
            feats=columns[3],
            heads=tuple(heads),
            relations=columns[5],
            sentences=tuple(sentences),
            entities=tuple(Entity(*e) for e in entities),
        )
