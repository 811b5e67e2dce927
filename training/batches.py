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

from data import Document, Sentence, windows

IGNORE = -100


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
            for window in windows([d for d in documents if d.corpus == corpus], rng):
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
        unmarked = corpus in ("worldwide", "conll")
        every = unmarked and rng.random() < 0.5
        starts, offset = set(), 0
        for sentence in window:
            if (every or sentence.opens_paragraph) and not (train and rng.random() < 0.15):
                starts.add(offset)
            offset += len(sentence.words)
        encoding = self.tokenizer.encode(words, is_pretokenized=True)
        first, last = [0] * len(words), [0] * len(words)
        for position, word in enumerate(encoding.word_ids):
            if word is not None:
                first[word] = first[word] or position
                last[word] = position
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
        return row | self._labels(window, corpus)

    def _labels(self, window: list[Sentence], corpus: str) -> dict[str, list[int]]:
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
        return out | {"label:heads": heads, "label:sentence": ends}

    @staticmethod
    def _batch(rows: list[dict]) -> Batch:
        def pad(key: str, value: int) -> Tensor:
            width = max(len(r[key]) for r in rows)
            out = np.full((len(rows), width), value, np.int64)
            for i, r in enumerate(rows):
                out[i, : len(r[key])] = r[key]
            return torch.from_numpy(out)

        keys = [k for k in rows[0] if k.startswith("label:") and all(k in r for r in rows)]
        return Batch(
            pad("ids", 0),
            pad("shapes", SPECIAL),
            pad("first", 0),
            pad("last", 0),
            pad("segment", -1),
            {k[6:]: pad(k, IGNORE) for k in keys},
            rows[0]["corpus"],
            sum(r["words"] for r in rows),
        )
