"""Lemmas as edit scripts: a small closed set of classes that a head can choose from.

A script says how to turn a form into its lemma: whether to keep the casing, how
many letters to strip from the end, and what to add, written ``"l2+y"`` (lower,
strip two, add "y": "countries" -> "country"). The idea is that of UDPipe and of
edit-tree lemmatisers; the set is learned from the treebanks.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from diurna.world.words import pairs, words


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


_ENDINGS = {
    "VERB": ("ied|y", "ed|", "ed|e", "d|", "ying|y", "ing|", "ing|e", "ies|y", "es|", "s|"),
    "NOUN": ("ies|y", "es|", "s|", "ves|f", "men|man"),
}


CORRECTED: Final[dict[tuple[str, str], str]] = {
    (form, tag): lemma
    for table, tag in (("corrected_verbs", "VERB"), ("corrected_nouns", "NOUN"))
    for form, lemma in pairs(table, "language").items()
}
"""Forms whose lemma the treebanks have wrong, or keep in the plural."""


_SHORT: Final = 5
"""Letters up to which a verb in -ed may be its own lemma: shed, embed."""
_ONE: Final = words("singular", "language")


def mend(lemma: str, form: str, upos: str, known: Container[str]) -> str:
    """Return a lemma that is a word: the script's where it is one, else a regular one that is.

    Args:
        lemma: What the script gave.
        form: The word as printed.
        upos: Its part of speech; only verbs and nouns are mended.
        known: Words, lower-cased.
    """
    endings = _ENDINGS.get(upos)
    lower = form.lower()
    if upos == "NOUN" and len(lower) > 5 and lower.endswith("men") and lower not in _ONE:
        return lower[:-2] + "an"
    past = lower.endswith("ed") and not lower.endswith("eed") and len(lower) > _SHORT
    unread = upos == "VERB" and lemma == lower and (lower.endswith("ing") or past)
    if endings is None or (lemma in known and not unread):
        return lemma
    for ending in endings:
        cut, added = ending.split("|")
        if lower.endswith(cut):
            stem = lower[: len(lower) - len(cut)]
            if len(stem) > 2 - bool(added) and stem + added in known:
                return stem + added
            if not added and len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in known:
                return stem[:-1]
    inflected = upos == "VERB" and lower.endswith(("ed", "ing"))
    if inflected and lemma.endswith("ell"):
        return lemma[:-1]
    if inflected and len(lemma) > 3 and lemma[-1] in "svzucg" and lemma[-2] in "aeiou":
        return lemma + "e"
    return lemma


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
