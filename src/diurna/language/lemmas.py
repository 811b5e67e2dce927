"""Lemmas as edit scripts: a small closed set of classes that a head can choose from.

A script says how to turn a form into its lemma: whether to keep the casing, how
many letters to strip from the end, and what to add, written ``"l2+y"`` (lower,
strip two, add "y": "countries" -> "country"). The idea is that of UDPipe and of
edit-tree lemmatisers; the set is learned from the treebanks.
"""

from __future__ import annotations


def script(form: str, lemma: str) -> str:
    """Return the edit script that turns ``form`` into ``lemma``."""
    casing = "k" if lemma and form[:1] == lemma[:1] and lemma != lemma.lower() else "l"
    base = form if casing == "k" else form.lower()
    shared = 0
    for a, b in zip(base, lemma, strict=False):
        if a != b:
            break
        shared += 1
    return f"{casing}{len(base) - shared}+{lemma[shared:]}"


def apply(edit: str, form: str) -> str:
    """Return the lemma that a script gives for a form.

    A script that strips more letters than the form has was learned from a longer
    word: the form itself is then the better answer.
    """
    strip, added = edit[1:].split("+", 1)
    base = form if edit[0] == "k" else form.lower()
    count = int(strip)
    if count > len(base) or (count == len(base) and not added):
        return base
    return base[: len(base) - count] + added
