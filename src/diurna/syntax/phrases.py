"""Parts of a phrase: the preposition that a noun stands under."""

from __future__ import annotations

from diurna.language import Reading


def case_of(reading: Reading, index: int) -> str:
    """Return the preposition of a noun phrase, lower-cased, or the empty string.

    The tree may hang it on the title before a name: "of" in "of party leader Ana Soto".
    """
    for child in reading.children(index, "case"):
        return reading.words[child].lower()
    for title in reading.children(index, "nmod:desc"):
        for child in reading.children(title, "case"):
            if title < index:
                return reading.words[child].lower()
    return ""
