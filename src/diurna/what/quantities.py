"""Numbers of an event: killed, injured, arrested, money, shares, duration."""

from __future__ import annotations

import re
from typing import Final

from diurna.language import Reading
from diurna.record import Quantity

_WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "half": 0.5,
}  # fmt: skip
_SCALES: Final = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_VAGUE: Final = {
    "dozens": (24, None), "scores": (40, None), "hundreds": (200, None),
    "thousands": (2000, None), "several": (3, None), "dozen": (12, 12),
}  # fmt: skip
_LOW: Final = frozenset({"at least", "more than", "over", "no fewer than", "not less than"})
_HIGH: Final = frozenset({"at most", "up to", "fewer than", "less than", "under", "as many as"})
_ABOUT: Final = frozenset(
    {"about", "around", "some", "nearly", "almost", "approximately", "roughly"}
)
_WHAT: Final = {
    "kill": "killed", "die": "killed", "murder": "killed", "killing": "killed",
    "death": "killed", "shoot": "shot",
    "injure": "injured", "wound": "injured", "arrest": "arrested", "detain": "arrested",
    "displace": "displaced", "evacuate": "evacuated", "abduct": "abducted", "kidnap": "abducted",
    "deploy": "troops", "protest": "protesters", "demonstrate": "protesters", "rally": "protesters",
    "march": "protesters", "claim": "killed", "take": "killed", "leave": "killed",
    "release": "released", "free": "released", "destroy": "destroyed",
}  # fmt: skip


def number(text: str) -> float | None:
    """Return the number that digits or words say, or None."""
    lower = text.lower().replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", lower):
        return float(lower)
    total, current, seen = 0.0, 0.0, False
    for word in re.split(r"[\s-]+", lower):
        if word in ("and", "a", "an"):
            current = current or (1.0 if word != "and" else 0.0)
        elif word in _WORDS:
            current, seen = current + _WORDS[word], True
        elif word in _SCALES:
            current, seen = (current or 1.0) * _SCALES[word], True
            if _SCALES[word] >= 1e3:
                total, current = total + current, 0.0
        elif re.fullmatch(r"\d+(?:\.\d+)?", word):
            current, seen = float(word), True
        else:
            return None
    return total + current if seen else None


def _modifier(reading: Reading, begin: int) -> tuple[str | None, int]:
    """Return the TIMEX3-like modifier before a number, and where it begins."""
    for size in (3, 2, 1):
        start = begin - size
        if start < 0:
            continue
        phrase = " ".join(reading.words[start:begin]).lower()
        for words, mod in ((_LOW, "MORE_THAN"), (_HIGH, "LESS_THAN"), (_ABOUT, "APPROX")):
            if phrase in words:
                return mod, start
    return None, begin


def _bounds(value: float, mod: str | None) -> tuple[float | None, float | None]:
    if mod == "MORE_THAN":
        return value, None
    if mod == "LESS_THAN":
        return None, value
    if mod == "APPROX":
        return value * 0.9, value * 1.1
    return value, value


def _what(reading: Reading, trigger: int, noun: int) -> str:
    lemma = reading.lemmas[trigger].lower()
    head = reading.lemmas[noun].lower()
    if head in ("percent", "%"):
        return "share"
    if reading.words[noun] in ("$", "£", "€") or head in (
        "dollar",
        "euro",
        "pound",
        "yuan",
        "rouble",
    ):
        return "money"
    counted = lemma if reading.upos[noun] == "NUM" and noun != trigger else head
    return _WHAT.get(lemma, counted)


def of_phrase(reading: Reading, trigger: int, noun: int) -> Quantity | None:
    """Read the number of a noun phrase that takes part in an event."""
    numerals = [c for c in reading.children(noun, "nummod") if reading.upos[c] == "NUM"]
    if reading.upos[noun] == "NUM" and not numerals:
        numerals = [noun]
    lower = reading.words[noun].lower()
    if not numerals and lower in ("dozens", "hundreds", "thousands", "scores", "half"):
        mod, begin = _modifier(reading, noun)
        if lower == "half":
            low, high = _bounds(0.5, mod)
            span = reading.span(begin, noun + 1)
            return Quantity("share", 0.5 if mod is None else None, low, high, mod, span)
        low, high = _VAGUE[lower]
        return Quantity(
            _what(reading, trigger, noun), None, low, high, "APPROX", reading.span(begin, noun + 1)
        )
    if not numerals:
        return None
    first = numerals[0]
    words = reading.subtree(first) if first != noun else [first]
    begin, end = words[0], first + 1
    while begin < first and reading.upos[begin] != "NUM":
        begin += 1
    value = number(" ".join(reading.words[begin:end]))
    if value is None or (
        1900 <= value <= 2100 and "," not in reading.words[first] and first == noun
    ):
        return None
    if 1900 <= value <= 2100 and "," not in reading.words[first]:
        return None
    mod, opens = _modifier(reading, begin)
    low, high = _bounds(value, mod)
    return Quantity(_what(reading, trigger, noun), value, low, high, mod, reading.span(opens, end))


def of_event(reading: Reading, trigger: int) -> list[Quantity]:
    """Return the numbers of the phrases that hang on an event's trigger."""
    out = []
    for child in reading.children(trigger, "nsubj", "obj", "nmod", "nummod", "obl"):
        relation = reading.relations[child]
        if relation.startswith("obl") and not any(
            reading.words[c].lower() in ("of", "to", "with")
            for c in reading.children(child, "case")
        ):
            continue
        if found := of_phrase(reading, trigger, child):
            out.append(found)
    return out
