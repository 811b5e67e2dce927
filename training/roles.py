"""PropBank's roles and the factuality corpora, laid on sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from data import Document, Sentence

ROLES = [
    "none", "ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "R-ARG0", "R-ARG1", "C-ARG1", "ARGM-TMP",
    "ARGM-ADV", "ARGM-MOD", "ARGM-NEG", "ARGM-ADJ", "ARGM-LOC", "ARGM-MNR", "ARGM-DIS", "ARGM-EXT",
    "ARGM-PRP", "ARGM-CAU", "ARGM-PRR", "ARGM-LVB", "ARGM-DIR", "ARGM-PRD", "ARGM-GOL", "ARGM-COM",
]  # fmt: skip
"""The roles that are told apart; rarer ones are no arguments here."""


def lay_propbank(documents: Iterable[Document], path: Path) -> int:
    """Give sentences their predicates and arguments, by sentence id; returns how many got some.

    An argument is the word at the top of its span: the first whose head lies outside.
    """
    frames = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            frames[row["sent_id"]] = row
    found = 0
    for sentence in (s for d in documents for s in d.sentences):
        row = frames.get(sentence.id)
        if row is None or row["tokens"] != sentence.words:
            continue
        found += 1
        sentence.frames = {}
        for frame in row["frames"]:
            arguments: dict[int, str] = {}
            for role, first, last in frame["args"]:
                if role in ROLES:
                    arguments[top(sentence.heads, first, last)] = role
            sentence.frames[frame["pred"]] = arguments
    return found


def top(heads: list[int], first: int, last: int) -> int:
    """Return the first word of a span (inclusive) whose head, one-based, lies outside it."""
    for word in range(first, last + 1):
        if not first <= heads[word] - 1 <= last:
            return word
    return first


def facts_of(path: Path) -> list[tuple[list[str], dict[int, float]]]:
    """Read a factuality file: words, and a score from -3 (no) to 3 (yes) by word."""
    out = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            words = row["text"].split(" ")
            scores = {t["span1"][1] - 1: float(t["label"]) for t in row["targets"]}
            out.append((words, {i: s for i, s in scores.items() if i < len(words)}))
    return out


def lay_facts(documents: Iterable[Document], path: Path) -> int:
    """Give treebank sentences the scores of the same words elsewhere (UDS-IH2 on EWT)."""
    known = {tuple(words): scores for words, scores in facts_of(path)}
    found = 0
    for sentence in (s for d in documents for s in d.sentences):
        scores = known.get(tuple(sentence.words))
        if scores:
            sentence.facts = scores
            found += 1
    return found


def read_facts(path: Path, corpus: str) -> list[Document]:
    """Read a factuality file as documents of one sentence."""
    return [
        Document(f"{path.stem}:{n}", corpus, [Sentence(words, False, facts=scores)])
        for n, (words, scores) in enumerate(facts_of(path))
        if words
    ]
