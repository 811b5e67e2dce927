"""What somebody is in the article's own words, where no office is known: "a rice trader"."""

from __future__ import annotations

from typing import Final

from diurna.language import Reading
from diurna.syntax.lexicon import words
from diurna.who.members import Member
from diurna.world.tables import people, titles

_LOOKED_AT: Final = 4
_LONGEST: Final = 8
_CASES: Final = words("calling_cases")
_LEFT: Final = ("amod", "compound", "nmod:poss", "nummod")


def calling(reading: Reading, member: Member) -> str | None:
    """Return what an apposition, a predicate or the words before a name call somebody."""
    for begin, end in sorted(member.mentions)[:_LOOKED_AT]:
        head = reading.outward(begin, end)
        if head is None or reading.upos[head] != "PROPN":
            continue
        nouns = [c for c in reading.children(head, "appos") if c >= end]
        above = reading.heads[head]
        if reading.relations[head] == "appos" and 0 <= above < begin:
            nouns.append(above)
        if reading.relations[head] == "nsubj" and reading.child(above, "cop") is not None:
            nouns.append(above)
        for noun in nouns:
            if _is_calling(reading, noun):
                return _phrase(reading, noun, begin, end)
        if found := _before(reading, begin):
            return found
    return None


def _is_calling(reading: Reading, noun: int) -> bool:
    lemma = reading.lemmas[noun].lower()
    many = reading.has(noun, "Number=Plur")
    return reading.upos[noun] in ("NOUN", "PROPN") and not many and (
        lemma in people() or lemma in titles()
    )  # fmt: skip


def _before(reading: Reading, begin: int) -> str | None:
    """Read the nouns right before a name: "rice trader Ana Soto"."""
    first = begin
    sentence = reading.sentence(begin).begin
    while first > sentence and first > begin - 4:
        word = reading.words[first - 1]
        if reading.upos[first - 1] not in ("NOUN", "ADJ") or not word.islower():
            break
        first -= 1
    if first == begin or not _is_calling(reading, begin - 1):
        return None
    return " ".join(reading.span(first, begin).text.split())


def _phrase(reading: Reading, noun: int, begin: int, end: int) -> str | None:
    """Return a noun with what is put to it, its article left out, as far as the name."""
    first, last = noun, noun + 1
    for child in reading.children(noun, *_LEFT):
        if child < noun and reading.upos[child] != "PRON":
            first = min(first, reading.subtree(child)[0])
    for child in reading.children(noun, "nmod"):
        case = {reading.words[c].lower() for c in reading.children(child, "case")}
        if child > noun and case & _CASES:
            reach = reading.subtree(child)[-1] + 1
            last = reach if reach - noun <= _LONGEST else last
    if noun < begin:
        last = min(last, begin)
    else:
        first = max(first, end)
    words = reading.words[first:last]
    if "," in words[noun - first :]:
        last = first + words.index(",", noun - first)
    text = " ".join(reading.span(max(first, noun - 5), max(last, noun + 1)).text.split())
    return text.rstrip(" ,;:’'") or None
