"""Windows as tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from diurna.language.shapes import SPECIAL, shapes

from attribution import TAGS
from data import Document, Sentence, windows
from printing import PLAIN
from roles import ROLES

IGNORE = -100
UNMARKED = ("worldwide", "conll", "facts")
"""Corpora of loose sentences, without paragraphs."""
FACT_UNITS = 1000
"""Scores of what happened are kept as whole numbers, so many to one."""


@dataclass(slots=True)
class Batch:
    """A padded batch; every label tensor is (B, W) and IGNORE where there is none."""

    ids: Tensor
    shapes: Tensor
    first: Tensor
    last: Tensor
    segment: Tensor
    """(B, W) the sentence that each word stands in; -1 on padding."""
    labels: dict[str, Tensor]
    predicates: Tensor
    """(P, 2) the row and the word of each predicate."""
    roles: Tensor
    """(P, W) the role of each word to it, 0 for none; IGNORE outside its sentence."""
    corpus: str
    size: int
    """Words in the batch."""


class Vocabulary:
    """Labels to indices; ``conll`` entity labels have a list of their own."""

    def __init__(self, labels: dict[str, list[str]], conll: list[str]) -> None:
        self.index = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}
        self.index["conll"] = {x: i for i, x in enumerate(conll)}

    def encode(self, key: str, values: list[str]) -> list[int]:
        index = self.index[key]
        return [index.get(v, IGNORE) for v in values]


def recase(window: list[Sentence], rng: random.Random) -> list[list[str]]:
    """Sometimes print a window as headlines do: Title Case, CAPITALS, or lower case."""
    chance = rng.random()
    words = [list(s.words) for s in window]
    if chance < 0.04:
        return [[w[:1].upper() + w[1:] for w in ws] for ws in words]
    if chance < 0.06:
        return [[w.upper() for w in ws] for ws in words]
    if chance < 0.075:
        return [[w.lower() for w in ws] for ws in words]
    return words


def edges(owners: list[int | None], count: int) -> tuple[list[int], list[int]]:
    """Return the positions of the first and the last piece of each word.

    Args:
        owners: The word of each piece; None for pieces of none.
        count: Words there are.
    """
    first, last = [0] * count, [0] * count
    for position, word in enumerate(owners):
        if word is not None:
            first[word] = first[word] or position
            last[word] = position
    return first, last


class Batcher:
    """Turns windows into batches of about the same number of word pieces."""

    def __init__(self, tokenizer: Tokenizer, vocabulary: Vocabulary, *, pieces: int) -> None:
        self.tokenizer, self.vocabulary, self.pieces = tokenizer, vocabulary, pieces

    def epoch(
        self, documents: list[Document], rng: random.Random, *, train: bool
    ) -> Iterator[Batch]:
        """Yield the batches of one pass, shuffled when training."""
        rows = []
        for corpus in sorted({d.corpus for d in documents}):
            low, high = (150, 260) if corpus == "coref" else (24, 150)
            same = [d for d in documents if d.corpus == corpus]
            for window in windows(same, rng, low=low, high=high):
                row = self._row(window, corpus, rng, train=train)
                if len(row["ids"]) <= 512:
                    rows.append(row)
        rows.sort(key=lambda r: (len(r["ids"]) + rng.random() * 8) if train else len(r["ids"]))
        groups: list[list[dict]] = [[]]
        for row in rows:
            if groups[-1] and len(row["ids"]) * (len(groups[-1]) + 1) > self.pieces:
                groups.append([])
            groups[-1].append(row)
        if train:
            rng.shuffle(groups)
        for group in groups:
            yield self._batch(group)

    def _row(self, window: list[Sentence], corpus: str, rng: random.Random, *, train: bool) -> dict:
        printed = recase(window, rng) if train else [s.words for s in window]
        words = [w for ws in printed for w in ws]
        every = corpus in UNMARKED and rng.random() < 0.5
        starts, offset = set(), 0
        for sentence in window:
            if (every or sentence.opens_paragraph) and not (train and rng.random() < 0.15):
                starts.add(offset)
            offset += len(sentence.words)
        encoding = self.tokenizer.encode(words, is_pretokenized=True)
        first, last = edges(encoding.word_ids, len(words))
        by_word = shapes(words, starts)
        row: dict = {
            "ids": encoding.ids,
            "shapes": [SPECIAL if w is None else by_word[w] for w in encoding.word_ids],
            "first": first,
            "last": last,
            "segment": [i for i, s in enumerate(window) for _ in s.words],
            "words": len(words),
            "corpus": corpus,
        }
        return row | self._labels(window, corpus) | _frames(window)

    def _labels(self, window: list[Sentence], corpus: str) -> dict[str, list[int]]:
        if corpus == "polnear":
            return _attributions(window)
        if corpus == "events":
            return {"label:event": [k for s in window for k in s.kinds]}
        if corpus == "coref":
            return _clusters(window)
        if corpus == "facts":
            return _facts(window)
        if corpus in ("worldwide", "conll"):
            key = "conll" if corpus == "conll" else "entities"
            tags = [t for s in window for t in s.entities]
            return {"label:" + key: self.vocabulary.encode(key, tags)}
        out: dict[str, list[int]] = {}
        for key in ("upos", "feats", "lemma", "relations"):
            values = [v for s in window for v in getattr(s, key)]
            out["label:" + key] = self.vocabulary.encode(key, values)
        heads, ends, offset = [], [], 0
        for sentence in window:
            heads += [h + offset if h else 0 for h in sentence.heads]
            ends += [0] * (len(sentence.words) - 1) + [1]
            offset += len(sentence.words)
        return (
            out
            | {"label:heads": heads, "label:sentence": ends}
            | _facts(window)
            | _predicates(window)
            | {"label:event": [_calm(s) for s in window for _ in s.words]}
        )

    @staticmethod
    def _batch(rows: list[dict]) -> Batch:
        def pad(key: str, value: int) -> Tensor:
            width = max(len(r[key]) for r in rows)
            out = np.full((len(rows), width), value, np.int64)
            for i, r in enumerate(rows):
                out[i, : len(r[key])] = r[key]
            return torch.from_numpy(out)

        keys = [k for k in rows[0] if k.startswith("label:") and all(k in r for r in rows)]
        width = max(r["words"] for r in rows)
        frames = [(i, *frame) for i, r in enumerate(rows) for frame in r["frames"]]
        roles = np.full((len(frames), width), IGNORE, np.int64)
        for n, (_, _, first, found) in enumerate(frames):
            roles[n, first : first + len(found)] = found
        predicates = np.array([(i, word) for i, word, _, _ in frames], np.int64).reshape(-1, 2)
        return Batch(
            pad("ids", 0),
            pad("shapes", SPECIAL),
            pad("first", 0),
            pad("last", 0),
            pad("segment", -1),
            {k[6:]: pad(k, IGNORE) for k in keys},
            torch.from_numpy(predicates),
            torch.from_numpy(roles),
            rows[0]["corpus"],
            sum(r["words"] for r in rows),
        )


def _calm(sentence: Sentence) -> int:
    """Return the label of the words of a treebank's sentence: no event, where that is known."""
    return 0 if sentence.id.startswith(PLAIN) else IGNORE


def _clusters(window: list[Sentence]) -> dict[str, list[int]]:
    """The entity that each word heads a mention of; IGNORE for words that head none."""
    return {
        "label:cluster": [s.clusters.get(i, IGNORE) for s in window for i in range(len(s.words))]
    }


def _facts(window: list[Sentence]) -> dict[str, list[int]]:
    """Scores by word, from -3 to 3, moved up by 4 so that none is IGNORE."""
    values = [s.facts.get(i) for s in window for i in range(len(s.words))]
    return {"label:facts": [IGNORE if v is None else round((v + 4) * FACT_UNITS) for v in values]}


def _attributions(window: list[Sentence]) -> dict[str, list[int]]:
    """Tags by word, and the first word of the cue that each linked word belongs to (0: none)."""
    marks = [m for s in window for m in s.marks]
    index = {tag: i for i, tag in enumerate(TAGS)}
    cues: dict[int, int] = {}
    for i, mark in enumerate(marks):
        if mark is not None and mark.tag.endswith("cue"):
            cues.setdefault(mark.attribution, i)
    links = []
    for i, mark in enumerate(marks):
        cue = None if mark is None else cues.get(mark.attribution)
        links.append(IGNORE if mark is None or cue == i else 0 if cue is None else cue + 1)
    tags = [0 if m is None else index[m.tag] for m in marks]
    return {"label:attribution": tags, "label:links": links}


def _predicates(window: list[Sentence]) -> dict[str, list[int]]:
    """Say of each word whether it is a predicate, where PropBank was laid on its sentence."""
    return {
        "label:predicate": [
            IGNORE if s.frames is None else int(i in s.frames)
            for s in window
            for i in range(len(s.words))
        ]
    }


def _frames(window: list[Sentence]) -> dict[str, list[tuple[int, int, list[int]]]]:
    """Each predicate of the window: its word, its sentence's first word, the roles of its words."""
    out, offset = [], 0
    for sentence in window:
        for word, arguments in (sentence.frames or {}).items():
            roles = [ROLES.index(arguments.get(i, "none")) for i in range(len(sentence.words))]
            out.append((offset + word, offset, roles))
        offset += len(sentence.words)
    return {"frames": out}
